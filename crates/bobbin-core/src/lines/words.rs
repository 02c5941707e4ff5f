//! Pairs removed lines with added ones, and finds the changed words in them.
//!
//! Must stay true: work is limited by [`Effort`] for any lines; marks lie on character boundaries.

use std::collections::HashMap;
use std::ops::Range;

/// The remaining effort of one comparison, for pairing lines and for words.
pub(super) struct Effort {
    pairs: usize,
    words: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self { pairs: 4_000_000, words: 16_000_000 }
    }
}

/// The limit for one pair of lines, in squared words; a longer line is marked as a whole.
const WORDS_PER_LINE: usize = 4_000_000;
/// The number of bytes at either end of a line that count when lines are paired.
const COMPARED: usize = 200;
/// The likeness, of 1,000, below which two lines are not one changed line.
const ALIKE: usize = 450;
/// The shared part, of 1,000, below which lines are marked as a whole instead of in fragments.
const WORTH_MARKING: usize = 250;

/// A row of a changed block: positions in the old and new lines.
pub(super) struct Pair {
    pub(super) old: Option<usize>,
    pub(super) new: Option<usize>,
}

/// Puts the lines of a changed block side by side, in order.
pub(super) fn pair_lines(old: &[&str], new: &[&str], effort: &mut Effort) -> Vec<Pair> {
    let cost = old.len().saturating_mul(new.len());
    let mut pairs = Vec::with_capacity(old.len().max(new.len()));
    let (mut old_at, mut new_at) = (0, 0);
    if cost > 0 && cost <= effort.pairs {
        effort.pairs -= cost;
        for (old_partner, new_partner) in best_pairs(old, new) {
            pairs.extend((old_at..old_partner).map(|at| Pair { old: Some(at), new: None }));
            pairs.extend((new_at..new_partner).map(|at| Pair { old: None, new: Some(at) }));
            pairs.push(Pair { old: Some(old_partner), new: Some(new_partner) });
            (old_at, new_at) = (old_partner + 1, new_partner + 1);
        }
    }
    pairs.extend((old_at..old.len()).map(|at| Pair { old: Some(at), new: None }));
    pairs.extend((new_at..new.len()).map(|at| Pair { old: None, new: Some(at) }));
    pairs
}

/// The pairs, rising on both sides, with the highest total likeness.
fn best_pairs(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut best = vec![0_usize; (old.len() + 1) * width];
    let mut alike = vec![0_usize; old.len() * new.len()];
    for old_at in (0..old.len()).rev() {
        for new_at in (0..new.len()).rev() {
            let likeness = likeness(old[old_at], new[new_at]);
            let together = if likeness >= ALIKE { likeness + best[(old_at + 1) * width + new_at + 1] } else { 0 };
            alike[old_at * new.len() + new_at] = together;
            best[old_at * width + new_at] =
                together.max(best[(old_at + 1) * width + new_at]).max(best[old_at * width + new_at + 1]);
        }
    }
    let mut pairs = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    while old_at < old.len() && new_at < new.len() {
        let here = best[old_at * width + new_at];
        if here == 0 {
            break;
        }
        if alike[old_at * new.len() + new_at] == here {
            pairs.push((old_at, new_at));
            old_at += 1;
            new_at += 1;
        } else if best[(old_at + 1) * width + new_at] == here {
            old_at += 1;
        } else {
            new_at += 1;
        }
    }
    pairs
}

/// The likeness of two lines, of 1,000: the same key counts most, then the shared text at both ends.
fn likeness(old: &str, new: &str) -> usize {
    let (old, new) = (old.trim(), new.trim());
    let longest = old.len().max(new.len()).min(2 * COMPARED);
    if longest == 0 {
        return 1000;
    }
    let shortest = old.len().min(new.len());
    let head = old.bytes().zip(new.bytes()).take(COMPARED).take_while(|(a, b)| a == b).count();
    let tail = old.bytes().rev().zip(new.bytes().rev()).take(COMPARED.min(shortest - head));
    let tail = tail.take_while(|(a, b)| a == b).count();
    let shared = (head + tail).min(longest) * 1000 / longest;
    let key = |line: &str| line.find(": ").or_else(|| line.strip_suffix(':').map(str::len));
    match (key(old), key(new)) {
        (Some(a), Some(b)) if old[..a] == new[..b] => 500 + shared / 2,
        (Some(_), Some(_)) => shared / 2,
        _ => shared,
    }
}

/// Finds the changed words of a pair of lines.
pub(super) fn marks(old: &str, new: &str, effort: &mut Effort) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (old_words, new_words) = (split(old), split(new));
    let head = old_words.iter().zip(&new_words).take_while(|(a, b)| old[(*a).clone()] == new[(*b).clone()]).count();
    let tail = old_words[head..].iter().rev().zip(new_words[head..].iter().rev());
    let tail = tail.take_while(|(a, b)| old[(*a).clone()] == new[(*b).clone()]).count();
    let old_middle = &old_words[head..old_words.len() - tail];
    let new_middle = &new_words[head..new_words.len() - tail];
    let cost = (old_middle.len() + new_middle.len()).saturating_pow(2);
    if old_middle.is_empty() || new_middle.is_empty() || cost > WORDS_PER_LINE.min(effort.words) {
        return (hull(old_middle).into_iter().collect(), hull(new_middle).into_iter().collect());
    }
    effort.words -= cost;

    let mut numbers = HashMap::new();
    let mut number = |text: &'_ str| {
        let next = numbers.len();
        *numbers.entry(text.to_owned()).or_insert(next)
    };
    let old_numbers: Vec<usize> = old_middle.iter().map(|word| number(&old[word.clone()])).collect();
    let new_numbers: Vec<usize> = new_middle.iter().map(|word| number(&new[word.clone()])).collect();
    let mut changes: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut shared = 0;
    for op in similar::capture_diff_slices(similar::Algorithm::Myers, &old_numbers, &new_numbers) {
        if let similar::DiffOp::Equal { old_index, len, .. } = op {
            let words = &old_middle[old_index..old_index + len];
            shared += words.iter().filter(|word| !is_space(&old[(*word).clone()])).map(Range::len).sum::<usize>();
            continue;
        }
        let change = (cover(old_middle, op.old_range()), cover(new_middle, op.new_range()));
        match changes.last_mut() {
            // The text between two changes is equal on both sides; whitespace alone does not separate changes.
            Some(last) if is_space(&old[last.0.end..change.0.start]) => {
                (last.0.end, last.1.end) = (change.0.end, change.1.end);
            }
            _ => changes.push(change),
        }
    }
    let longest = length(old_middle).max(length(new_middle));
    if shared * 1000 < longest * WORTH_MARKING {
        return (hull(old_middle).into_iter().collect(), hull(new_middle).into_iter().collect());
    }
    let (mut old_marks, mut new_marks): (Vec<_>, Vec<_>) = changes.into_iter().unzip();
    old_marks.retain(|mark| !mark.is_empty());
    new_marks.retain(|mark| !mark.is_empty());
    (old_marks, new_marks)
}

/// The bytes of a range of words; for an empty range, the place where they would be.
fn cover(words: &[Range<usize>], chosen: Range<usize>) -> Range<usize> {
    match words.get(chosen.start) {
        Some(first) if !chosen.is_empty() => first.start..words[chosen.end - 1].end,
        Some(first) => first.start..first.start,
        None => words.last().map_or(0..0, |last| last.end..last.end),
    }
}

fn length(words: &[Range<usize>]) -> usize {
    hull(words).map_or(0, |hull| hull.len())
}

/// The range from the first to the last word.
fn hull(words: &[Range<usize>]) -> Option<Range<usize>> {
    Some(words.first()?.start..words.last()?.end)
}

fn is_space(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Splits a line into words: runs of letters and digits, runs of whitespace, and every other character by itself.
fn split(line: &str) -> Vec<Range<usize>> {
    let class = |char: char| match char {
        '_' => 1,
        char if char.is_alphanumeric() => 1,
        char if char.is_whitespace() => 2,
        _ => 0,
    };
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut last = 0;
    for (at, char) in line.char_indices() {
        let (class, end) = (class(char), at + char.len_utf8());
        match words.last_mut() {
            Some(word) if class != 0 && class == last => word.end = end,
            _ => words.push(at..end),
        }
        last = class;
    }
    words
}
