//! The text of an open document on the Rust side of the interface.
//!
//! Mirrors the editor's text. Every edit names the revision that it starts from and the length that it results in, so
//! that the two can't drift apart unnoticed.

use crate::api::TextChange;
use crate::api::utf16::{Utf16, units_of, utf16_len};
use crate::error::{ApiError, ApiResult, ErrorCode};

/// A text with its revision.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    content: String,
    revision: u32,
}

impl Text {
    pub(crate) const fn new(content: String, revision: u32) -> Self {
        Self { content, revision }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.content
    }

    pub(crate) const fn revision(&self) -> u32 {
        self.revision
    }

    /// Whether the text is empty or has only comments.
    pub(crate) fn is_blank(&self) -> bool {
        self.content.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with('#'))
    }

    /// Replaces the whole text.
    pub(crate) fn replace(&mut self, content: String) {
        self.content = content;
        self.revision = self.revision.wrapping_add(1);
    }

    /// Applies typed changes. Changes nothing if they do not fit.
    ///
    /// # Errors
    /// `OutOfStep`: the changes start from another text, or result in another length.
    pub(crate) fn apply(&mut self, revision: u32, changes: &[TextChange], length: u32) -> ApiResult<()> {
        if revision != self.revision {
            return Err(out_of_step());
        }
        let mut next =
            String::with_capacity(self.content.len() + changes.iter().map(|c| c.insert.len()).sum::<usize>());
        let mut cursor = Cursor::new(&self.content);
        for change in changes {
            let kept = cursor.advance_to(change.from).ok_or_else(out_of_step)?;
            next.push_str(kept);
            cursor.advance_to(change.to).ok_or_else(out_of_step)?;
            next.push_str(&change.insert);
        }
        next.push_str(cursor.rest());
        if utf16_len(&next) != length as usize {
            return Err(out_of_step());
        }
        self.replace(next);
        Ok(())
    }
}

fn out_of_step() -> ApiError {
    ApiError::new(ErrorCode::OutOfStep, "The editor and Bobbin hold different texts.")
        .hint("Nothing is lost: the editor hands over its whole text.")
}

/// Walks forward through a text by UTF-16 offsets.
struct Cursor<'a> {
    text: &'a str,
    byte: usize,
    unit: u32,
}

impl<'a> Cursor<'a> {
    const fn new(text: &'a str) -> Self {
        Self { text, byte: 0, unit: 0 }
    }

    /// Advances to an offset and returns the text in between; none if the offset is before the cursor, past the end or
    /// inside a character.
    fn advance_to(&mut self, unit: u32) -> Option<&'a str> {
        let start = self.byte;
        let wanted = unit.checked_sub(self.unit)? as usize;
        let rest = &self.text[start..];
        let (mut bytes, mut units) = (0, 0);
        // Whole blocks first: a large text is walked at every keystroke.
        for block in rest.as_bytes().chunks(Utf16::STRIDE) {
            let more = units_of(block) as usize;
            if units + more > wanted {
                break;
            }
            units += more;
            bytes += block.len();
        }
        while !rest.is_char_boundary(bytes) {
            bytes += 1;
        }
        for character in rest[bytes..].chars() {
            if units >= wanted {
                break;
            }
            units += character.len_utf16();
            bytes += character.len_utf8();
        }
        if units != wanted {
            return None;
        }
        self.byte = start + bytes;
        self.unit = unit;
        Some(&rest[..bytes])
    }

    fn rest(&self) -> &'a str {
        &self.text[self.byte..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::from_core::number;
    use crate::api::utf16::one_change;
    use proptest::prelude::*;

    fn change(from: u32, to: u32, insert: &str) -> TextChange {
        TextChange { from, to, insert: insert.to_owned() }
    }

    #[test]
    fn edits_count_in_utf16() {
        let mut text = Text::new("a: 😀é\nb: 1\n".to_owned(), 3);
        text.apply(3, &[change(3, 5, "x"), change(10, 11, "22")], 12).expect("fits");
        assert_eq!((text.as_str(), text.revision()), ("a: xé\nb: 22\n", 4));
    }

    #[test]
    fn edits_of_large_texts_count_in_utf16_too() {
        let old = "aé😀€\n".repeat(2_500);
        let offsets: Vec<(usize, usize)> = old
            .char_indices()
            .scan(0, |units, (byte, c)| Some((byte, std::mem::replace(units, *units + c.len_utf16()))))
            .collect();
        for (byte, unit) in offsets.into_iter().step_by(401) {
            let mut text = Text::new(old.clone(), 0);
            let (unit, length) = (number(unit), number(utf16_len(&old) + 1));
            text.apply(0, &[change(unit, unit, "x")], length).expect("fits");
            assert_eq!(text.as_str(), format!("{}x{}", &old[..byte], &old[byte..]));
        }
        assert_eq!(utf16_len(&old), old.encode_utf16().count());
    }

    #[test]
    fn an_edit_that_does_not_fit_changes_nothing() {
        let mut text = Text::new("a: 😀\n".to_owned(), 0);
        for (revision, changes, length) in [
            (1, vec![change(0, 0, "x")], 7),
            (0, vec![change(4, 4, "x")], 7),
            (0, vec![change(0, 99, "")], 0),
            (0, vec![change(2, 2, "x"), change(1, 1, "y")], 8),
            (0, vec![change(0, 0, "x")], 99),
        ] {
            let error = text.apply(revision, &changes, length).expect_err("refused");
            assert_eq!(error.code, ErrorCode::OutOfStep);
            assert_eq!((text.as_str(), text.revision()), ("a: 😀\n", 0));
        }
    }

    proptest! {
        #[test]
        fn one_change_leads_from_old_to_new(old in "[ab😀😁é\n]{0,12}", new in "[ab😀😁é\n]{0,12}") {
            let mut text = Text::new(old.clone(), 0);
            let changes = one_change(&old, &new);
            text.apply(0, &changes, u32::try_from(utf16_len(&new)).expect("short")).expect("fits");
            prop_assert_eq!(text.as_str(), new.as_str());
        }
    }
}
