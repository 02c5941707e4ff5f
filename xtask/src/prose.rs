//! The English of Rust comments, as far as a machine can judge it.
//!
//! Counts relative clauses without a noun ("… does it alone" after a pronoun), because readers stumble over a text that
//! is full of them. A few are fine, so the limit is a rate for each crate. Reads comments only, not the messages that
//! users see.

use std::collections::BTreeMap;
use std::path::{Component, Path};

/// Clauses for each 1,000 words of a crate's comments.
const MOST: f64 = 1.5;

/// The pronouns that open such a clause.
const PRONOUNS: &[&str] = &["what", "whatever", "who", "whoever", "whom"];

/// The words after the pronoun that make it one, beside verbs in -s and -ed.
const FOLLOWERS: &[&str] = &[
    "a",
    "an",
    "are",
    "both",
    "can",
    "could",
    "did",
    "do",
    "each",
    "every",
    "everybody",
    "had",
    "have",
    "he",
    "i",
    "it",
    "its",
    "may",
    "might",
    "must",
    "no",
    "nobody",
    "not",
    "one",
    "only",
    "she",
    "should",
    "somebody",
    "that",
    "the",
    "their",
    "these",
    "they",
    "this",
    "those",
    "we",
    "were",
    "will",
    "would",
    "you",
];

/// The words and clauses of each crate's comments.
#[derive(Default)]
pub(crate) struct Prose(BTreeMap<String, Count>);

#[derive(Default)]
struct Count {
    words: usize,
    clauses: usize,
    /// The first clauses, with their files and lines.
    places: Vec<String>,
}

impl Prose {
    /// Adds the comments of a Rust file; `file` is its path from the root.
    pub(crate) fn read(&mut self, file: &Path, text: &str) {
        if file.components().any(|part| part.as_os_str() == "generated") {
            return;
        }
        let count = self.0.entry(owner(file)).or_default();
        for (number, line) in text.lines().enumerate() {
            let Some(comment) = line.trim_start().strip_prefix("//") else { continue };
            let words: Vec<String> = comment
                .split(|letter: char| !letter.is_ascii_alphabetic() && letter != '\'')
                .filter(|word| !word.is_empty())
                .map(str::to_ascii_lowercase)
                .collect();
            count.words += words.len();
            for pair in words.windows(2) {
                if is_clause(&pair[0], &pair[1]) {
                    count.clauses += 1;
                    count.places.push(format!("{}:{}: {} {}", file.display(), number + 1, pair[0], pair[1]));
                }
            }
        }
    }

    /// The crates over the limit, in words.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let over = |count: &Count| {
            #[expect(clippy::cast_precision_loss, reason = "a crate has fewer than 2^52 words")]
            let allowed = (count.words as f64 * MOST / 1000.0).ceil();
            #[expect(clippy::cast_precision_loss, reason = "a crate has fewer than 2^52 words")]
            let found = count.clauses as f64;
            found > allowed
        };
        let complain = |(name, count): (&String, &Count)| {
            let places = count.places.iter().take(10).map(|place| format!("\n  {place}")).collect::<String>();
            format!(
                "{name}: {} clauses of the kind “what is”, “who has” in {} words of comments, more than {MOST} in 1,000; \
                 use a noun:{places}",
                count.clauses, count.words,
            )
        };
        self.0.iter().filter(|(_, count)| over(count)).map(complain).collect()
    }
}

/// The crate or top folder that a file belongs to.
fn owner(file: &Path) -> String {
    let mut parts = file.components().filter_map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    match (parts.next(), parts.next()) {
        (Some("crates"), Some(name)) => name.to_owned(),
        (Some(folder), _) => folder.to_owned(),
        (None, _) => String::new(),
    }
}

fn is_clause(pronoun: &str, next: &str) -> bool {
    PRONOUNS.contains(&pronoun) && (FOLLOWERS.contains(&next) || next.ends_with('s') || next.ends_with("ed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(file: &str, text: &str) -> usize {
        let mut prose = Prose::default();
        prose.read(Path::new(file), text);
        prose.complaints().len()
    }

    #[test]
    fn a_crate_with_many_clauses_is_named_and_one_with_few_is_not() {
        let few = "/// Reports who has it.\n".to_owned() + &"/// Saves the draft of a document.\n".repeat(40);
        assert_eq!(complaints("crates/bobbin-app/src/a.rs", &few), 0);
        let many = "/// What is saved is what they see.\n".repeat(3);
        assert_eq!(complaints("crates/bobbin-app/src/a.rs", &many), 1);
        assert_eq!(complaints("crates/bobbin-words/src/generated/a.rs", &many), 0);
        assert_eq!(complaints("src-tauri/a.rs", "let what = \"what is it\"; // no comment line\n"), 0);
    }
}
