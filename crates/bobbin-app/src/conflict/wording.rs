//! What merging and conflicts are called on the screen.

use bobbin_core::diff::Sentence;

use crate::api::{SentencePart, SentenceStyle, from_core};

/// What a merge does, in one sentence.
pub(crate) fn summary(theirs: usize, mine: usize, open: usize) -> String {
    let words = format!("{theirs} of their changes merged with {mine} of yours");
    match open {
        0 => words,
        1 => format!("{words}; 1 place has to be decided"),
        more => format!("{words}; {more} places have to be decided"),
    }
}

/// A conflict's sentence with the words of the screen: local is you, remote is them.
pub(crate) fn on_screen(sentence: &Sentence) -> Vec<SentencePart> {
    const WORDS: [(&str, &str); 8] = [
        ("Local and remote both added ", "You and they both added "),
        ("Local and remote changed ", "You and they changed "),
        ("Local changed ", "You changed "),
        ("Local removed ", "You removed "),
        (", remote removed it", ", they removed it"),
        (", remote changed it", ", they changed it"),
        (" by local, to ", " by you, to "),
        (" by remote", " by them"),
    ];
    let mut parts = from_core::parts(sentence);
    for part in parts.iter_mut().filter(|part| matches!(part.style, SentenceStyle::Plain)) {
        for (ours, shown) in WORDS {
            part.text = part.text.replace(ours, shown);
        }
    }
    parts
}
