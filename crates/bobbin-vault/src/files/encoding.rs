//! Bytes to text and back without a loss: a file that can't come back the same is refused.

use std::borrow::Cow;

use crate::error::NotText;

/// The encoding of a text as bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-8 after a byte order mark, as some Windows editors write it.
    Utf8Bom,
    /// UTF-16, little end first, after a byte order mark.
    Utf16Le,
    /// UTF-16, big end first, after a byte order mark.
    Utf16Be,
}

/// How the lines of a text end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LineEnding {
    /// All in a line feed, or there is but one line.
    #[default]
    Lf,
    /// All in a carriage return and a line feed.
    CrLf,
    /// Some so, some otherwise: each is kept as it is.
    Mixed,
}

const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";
const UTF16_LE_BOM: &[u8] = b"\xFF\xFE";
const UTF16_BE_BOM: &[u8] = b"\xFE\xFF";

/// Reads bytes as text.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Encoding), NotText> {
    let (text, encoding) = if let Some(rest) = bytes.strip_prefix(UTF8_BOM) {
        (utf8(rest, UTF8_BOM.len())?, Encoding::Utf8Bom)
    } else if let Some(rest) = bytes.strip_prefix(UTF16_LE_BOM) {
        (utf16(rest, u16::from_le_bytes, "UTF-16 LE")?, Encoding::Utf16Le)
    } else if let Some(rest) = bytes.strip_prefix(UTF16_BE_BOM) {
        (utf16(rest, u16::from_be_bytes, "UTF-16 BE")?, Encoding::Utf16Be)
    } else {
        (utf8(bytes, 0)?, Encoding::Utf8)
    };
    match text.find('\0') {
        Some(offset) => Err(NotText::Binary { offset }),
        None => Ok((text, encoding)),
    }
}

fn utf8(bytes: &[u8], skipped: usize) -> Result<String, NotText> {
    if let Some(offset) = bytes.iter().position(|byte| *byte == 0) {
        return Err(NotText::Binary { offset: offset + skipped });
    }
    std::str::from_utf8(bytes)
        .map(str::to_owned)
        .map_err(|error| NotText::Invalid { offset: error.valid_up_to() + skipped, encoding: "UTF-8" })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, encoding: &'static str) -> Result<String, NotText> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(NotText::Invalid { offset: 2 + bytes.len() - 1, encoding });
    }
    let mut text = String::with_capacity(bytes.len());
    let mut offset = 2;
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let character = character.map_err(|_| NotText::Invalid { offset, encoding })?;
        text.push(character);
        offset += 2 * character.len_utf16();
    }
    Ok(text)
}

impl Encoding {
    /// Writes a text as bytes.
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf8Bom => [UTF8_BOM, text.as_bytes()].concat(),
            Self::Utf16Le => {
                UTF16_LE_BOM.iter().copied().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
            }
            Self::Utf16Be => {
                UTF16_BE_BOM.iter().copied().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
            }
        }
    }

    /// Its name for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 with BOM",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
        }
    }

    /// The encoding with a label, as a draft remembers it.
    pub fn from_label(label: &str) -> Option<Self> {
        [Self::Utf8, Self::Utf8Bom, Self::Utf16Le, Self::Utf16Be].into_iter().find(|encoding| encoding.label() == label)
    }
}

impl LineEnding {
    /// How the lines of a text end. A lone carriage return, a line break to YAML, is neither kind.
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut lf, mut crlf, mut cr) = (false, false, false);
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'\n' if at > 0 && bytes[at - 1] == b'\r' => crlf = true,
                b'\n' => lf = true,
                b'\r' if bytes.get(at + 1) != Some(&b'\n') => cr = true,
                _ => {}
            }
        }
        match (lf, crlf, cr) {
            (_, false, false) => Self::Lf,
            (false, true, false) => Self::CrLf,
            _ => Self::Mixed,
        }
    }

    /// The text as an editor holds it: with `\n`, unless the kinds are mixed.
    pub fn to_editor(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::CrLf => Cow::Owned(text.replace("\r\n", "\n")),
            Self::Lf | Self::Mixed => Cow::Borrowed(text),
        }
    }

    /// The text as the file holds it: undoes [`LineEnding::to_editor`].
    pub fn to_file(self, text: &str) -> Cow<'_, str> {
        match self {
            // A `\r\n` that was typed or pasted must not become `\r\r\n`.
            Self::CrLf => Cow::Owned(text.replace("\r\n", "\n").replace('\n', "\r\n")),
            Self::Lf | Self::Mixed => Cow::Borrowed(text),
        }
    }

    /// Its name for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Lf => "LF",
            Self::CrLf => "CRLF",
            Self::Mixed => "mixed",
        }
    }

    /// The line ending with a label, as a draft remembers it.
    pub fn from_label(label: &str) -> Option<Self> {
        [Self::Lf, Self::CrLf, Self::Mixed].into_iter().find(|ending| ending.label() == label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_encoding_comes_back_byte_for_byte() {
        for encoding in [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be] {
            let bytes = encoding.encode("title: Küche 🏠\r\n");
            assert_eq!(decode(&bytes), Ok(("title: Küche 🏠\r\n".to_owned(), encoding)));
            assert_eq!(Encoding::from_label(encoding.label()), Some(encoding));
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_refused_with_their_place() {
        assert_eq!(decode(b"a: \xFCber"), Err(NotText::Invalid { offset: 3, encoding: "UTF-8" }));
        assert_eq!(decode(b"\xEF\xBB\xBFa\xFF"), Err(NotText::Invalid { offset: 4, encoding: "UTF-8" }));
        assert_eq!(decode(b"PK\x03\x04\x00"), Err(NotText::Binary { offset: 4 }));
        assert_eq!(decode(b"\xFF\xFEa"), Err(NotText::Invalid { offset: 2, encoding: "UTF-16 LE" }));
        // A lone half of a surrogate pair.
        assert_eq!(decode(b"\xFE\xFF\x00a\xD8\x00"), Err(NotText::Invalid { offset: 4, encoding: "UTF-16 BE" }));
    }

    #[test]
    fn line_endings_are_told_apart() {
        assert_eq!(LineEnding::of(""), LineEnding::Lf);
        assert_eq!(LineEnding::of("a\nb\n"), LineEnding::Lf);
        assert_eq!(LineEnding::of("a\r\nb\r\n"), LineEnding::CrLf);
        assert_eq!(LineEnding::of("a\r\nb\n"), LineEnding::Mixed);
        assert_eq!(LineEnding::of("a\rb"), LineEnding::Mixed);
        assert_eq!(LineEnding::of("a\r\r\n"), LineEnding::Mixed);
    }

    proptest! {
        #[test]
        fn a_text_goes_to_the_editor_and_back(text in "[a\r\n ü🏠]{0,12}") {
            let ending = LineEnding::of(&text);
            prop_assert_eq!(ending.to_file(&ending.to_editor(&text)).into_owned(), text);
        }

        #[test]
        fn any_bytes_that_are_taken_come_back(bytes in prop::collection::vec(any::<u8>(), 0..24)) {
            if let Ok((text, encoding)) = decode(&bytes) {
                prop_assert_eq!(encoding.encode(&text), bytes);
            }
        }
    }
}
