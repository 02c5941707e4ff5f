//! The escapes of double quotes, the same in all dialects.

/// How many hexadecimal digits an escape takes; 0 for a letter that is no such escape.
pub(crate) const fn hex_digits(escape: u8) -> usize {
    match escape {
        b'x' => 2,
        b'u' => 4,
        b'U' => 8,
        _ => 0,
    }
}

/// The character of a one-letter escape.
pub(crate) const fn simple_escape(escape: u8) -> Option<char> {
    Some(match escape {
        b'0' => '\0',
        b'a' => '\u{7}',
        b'b' => '\u{8}',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\u{b}',
        b'f' => '\u{c}',
        b'r' => '\r',
        b'e' => '\u{1b}',
        b' ' => ' ',
        b'"' => '"',
        b'/' => '/',
        b'\\' => '\\',
        b'N' => '\u{85}',
        b'_' => '\u{a0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        _ => return None,
    })
}
