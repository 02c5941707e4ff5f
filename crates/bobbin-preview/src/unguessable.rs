//! Random words that are secrets: the label of a stage's host, and the pass of its pages.
//!
//! 160 bits from the system's generator, in hexadecimal: the label of a host name has at most 63 characters and ignores
//! case.

use rand::TryRng as _;
use std::fmt::Write as _;
use std::io;

/// Makes a word.
pub(crate) fn word() -> io::Result<String> {
    let mut bytes = [0_u8; 20];
    rand::rngs::SysRng.try_fill_bytes(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    let mut word = String::with_capacity(40);
    for byte in bytes {
        write!(word, "{byte:02x}").expect("a string takes everything");
    }
    Ok(word)
}

/// Compares two words in constant time.
pub(crate) fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differences, (a, b)| differences | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_differ_and_fit_a_host_name() {
        let (one, two) = (word().expect("randomness"), word().expect("randomness"));
        assert_ne!(one, two);
        assert_eq!(one.len(), 40);
        assert!(one.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase()));
        assert!(same(&one, &one) && !same(&one, &two) && !same(&one, &one[1..]) && !same("", &one));
    }
}
