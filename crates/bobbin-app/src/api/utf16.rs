//! Converts positions between bytes (the engine) and UTF-16 units (CodeMirror). Nothing else converts between them.

use super::TextChange;

/// The length of a text in UTF-16 units.
pub(crate) fn utf16_len(text: &str) -> usize {
    text.as_bytes().chunks(Utf16::STRIDE).map(|block| units_of(block) as usize).sum()
}

/// Converts byte offsets of a text into UTF-16 offsets. Offsets may be asked for in any order: a checkpoint every few
/// kilobytes keeps each conversion cheap.
pub(crate) struct Utf16<'a> {
    text: &'a str,
    /// The number of UTF-16 units before each multiple of [`Utf16::STRIDE`] bytes; empty for ASCII, where both counts
    /// are the same.
    checkpoints: Vec<u32>,
}

impl<'a> Utf16<'a> {
    pub(crate) const STRIDE: usize = 4096;

    pub(crate) fn new(text: &'a str) -> Self {
        let mut checkpoints = Vec::new();
        if !text.is_ascii() {
            let mut units = 0;
            for block in text.as_bytes().chunks(Self::STRIDE) {
                checkpoints.push(units);
                units += units_of(block);
            }
        }
        Self { text, checkpoints }
    }

    /// Converts a byte offset. An offset past the end becomes the end.
    pub(crate) fn offset(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        if self.checkpoints.is_empty() {
            return u32::try_from(byte).unwrap_or(u32::MAX);
        }
        let block = (byte / Self::STRIDE).min(self.checkpoints.len() - 1);
        self.checkpoints[block] + units_of(&self.text.as_bytes()[block * Self::STRIDE..byte])
    }
}

/// Counts the UTF-16 units of the characters that start in these bytes.
pub(crate) fn units_of(bytes: &[u8]) -> u32 {
    // A character of four bytes is a surrogate pair; a continuation byte starts no character.
    bytes.iter().map(|byte| u32::from(*byte & 0xC0 != 0x80) + u32::from(*byte >= 0xF0)).sum()
}

/// Returns the changes from `old` to `new`: one change between the common start and the common end.
pub(crate) fn one_change(old: &str, new: &str) -> Vec<TextChange> {
    if old == new {
        return Vec::new();
    }
    let mut start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
        start -= 1;
    }
    let room = old.len().min(new.len()) - start;
    let mut end = old.bytes().rev().zip(new.bytes().rev()).take(room).take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(old.len() - end) || !new.is_char_boundary(new.len() - end) {
        end -= 1;
    }
    let offsets = Utf16::new(old);
    vec![TextChange {
        from: offsets.offset(start),
        to: offsets.offset(old.len() - end),
        insert: new[start..new.len() - end].to_owned(),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn byte_offsets_become_utf16_offsets(text in "[a-z😀é\n]{0,40}", repeat in 0_usize..400) {
            let text = text.repeat(repeat);
            let offsets = Utf16::new(&text);
            for (byte, _) in text.char_indices().step_by(97).chain([(text.len(), ' ')]) {
                prop_assert_eq!(offsets.offset(byte) as usize, text[..byte].encode_utf16().count());
            }
        }
    }
}
