//! Lines and columns of byte offsets.

use super::tree::Span;

/// A place in a text, as people count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The byte, from 0.
    pub offset: usize,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// Where the lines of a text start.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Finds the lines of a text. LF, CR LF and CR each end one.
    pub fn of(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (offset, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || (byte == b'\r' && bytes.get(offset + 1) != Some(&b'\n')) {
                starts.push(offset + 1);
            }
        }
        Self { text, starts }
    }

    /// The number of lines; a text that ends with a line break has an empty last one.
    pub const fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line and column of an offset. One inside a character counts as that character's start.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        position_in_line(self.text, offset, line, self.starts[line - 1])
    }
}

/// The line and column of one offset, without looking for all lines first. One inside a character counts
/// as that character's start.
pub(crate) fn position_of(text: &str, offset: usize) -> Position {
    let offset = text.floor_char_boundary(offset.min(text.len()));
    let before = &text.as_bytes()[..offset];
    // The LF of a CR LF may stand after the offset: then the line has not ended yet.
    let split = before.last() == Some(&b'\r') && text.as_bytes().get(offset) == Some(&b'\n');
    let before = if split { &before[..offset - 1] } else { before };
    let start = before.iter().rposition(|&byte| byte == b'\n' || byte == b'\r').map_or(0, |end| end + 1);
    position_in_line(text, offset, count_breaks(before) + 1, start)
}

/// The line that an offset is in, without its break.
pub(crate) fn line_at(text: &str, at: usize) -> Span {
    let at = text.floor_char_boundary(at.min(text.len()));
    let start = text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let end = text[at..].find(['\n', '\r']).map_or(text.len(), |length| at + length);
    Span::new(start, end)
}

/// How many lines end in a text.
pub(crate) fn count_breaks(bytes: &[u8]) -> usize {
    // Two plain counts are several times faster than one that looks at pairs.
    let count = |wanted: u8| bytes.iter().filter(|&&byte| byte == wanted).count();
    let (feeds, returns) = (count(b'\n'), count(b'\r'));
    if returns == 0 {
        return feeds;
    }
    feeds + returns - bytes.windows(2).filter(|pair| pair == b"\r\n").count()
}

fn position_in_line(text: &str, offset: usize, line: usize, start: usize) -> Position {
    let before = &text[start..offset];
    let before = if line == 1 { before.strip_prefix('\u{feff}').unwrap_or(before) } else { before };
    Position { offset, line, column: before.chars().count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_position_is_the_same_as_one_of_many() {
        for text in ["", "\u{feff}a: ü\r\nb\rc\n\n d", "\r\n\r\n", "a\n\r\nb\r\r\n"] {
            let lines = Lines::of(text);
            for offset in 0..=text.len() + 1 {
                assert_eq!(position_of(text, offset), lines.position(offset), "{text:?} {offset}");
            }
            assert_eq!(count_breaks(text.as_bytes()) + 1, lines.count());
        }
    }
}
