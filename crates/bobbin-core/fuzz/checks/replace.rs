//! The laws for carrying any value into any text.
//!
//! The bytes are two texts with `0xFF` between them: the value of the second is carried into the first.

use bobbin_core::replace::replace;
use bobbin_core::text_edit::{apply, invert};
use bobbin_core::yaml::{Dialect, Tree, parse};

pub(crate) fn check(bytes: &[u8]) {
    let Some(end) = bytes.iter().position(|byte| *byte == 0xff) else { return };
    let (Ok(text), Ok(other)) = (std::str::from_utf8(&bytes[..end]), std::str::from_utf8(&bytes[end + 1..])) else {
        return;
    };
    for dialect in [Dialect::Editor, Dialect::EditorLegacy, Dialect::Core] {
        let (parsed, Some(value)) = (parse(text, dialect), parse(other, dialect).value) else { continue };
        if !parsed.is_good() {
            continue;
        }
        let Ok(replaced) = replace(&parsed, &value) else { panic!("{dialect:?} {text:?} cannot carry {value:?}") };
        assert_eq!(apply(text, &replaced.edits), replaced.text);
        assert_eq!(apply(&replaced.text, &invert(text, &replaced.edits)), text);
        let again = parse(&replaced.text, dialect);
        assert!(again.value.is_some_and(|again| again.same_meaning(&value)), "{text:?} {value:?}");
        let comments = |tree: &Tree| tree.comments().len();
        assert!(comments(&parsed.tree) <= comments(&again.tree) + replaced.lost_comments.len());
    }
}
