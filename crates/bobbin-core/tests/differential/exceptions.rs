//! Texts that Bobbin deliberately reads differently from the library.

use bobbin_core::yaml::{Dialect, NodeKind, ScalarStyle, parse};

/// The reason not to compare a text in a dialect; `None` for nearly all.
pub(crate) fn reason(dialect: Dialect, text: &str) -> Option<&'static str> {
    EXCEPTIONS
        .iter()
        .find(|exception| exception.dialect == dialect && (exception.holds)(text))
        .map(|exception| exception.why)
}

struct Exception {
    dialect: Dialect,
    why: &'static str,
    holds: fn(&str) -> bool,
}

fn is_block_scalar(text: &str) -> bool {
    let tree = parse(text, Dialect::EditorLegacy).tree;
    tree.root().is_some_and(|root| {
        let block = NodeKind::Scalar { style: ScalarStyle::Literal };
        let folded = NodeKind::Scalar { style: ScalarStyle::Folded };
        [block, folded].contains(&tree.node(root).kind)
    })
}

const EXCEPTIONS: &[Exception] = &[
    Exception {
        dialect: Dialect::Core,
        why: "U+0085, U+2028 and U+2029 are line breaks to YAML 1.1. Nobody writes them to break a line, and outside of \
          quotes Home Assistant fails on them: Bobbin always says so, also where they would be folded.",
        holds: |text| text.contains(['\u{85}', '\u{2028}', '\u{2029}']),
    },
    Exception {
        dialect: Dialect::EditorLegacy,
        why: "js-yaml 4 takes the end of the text for one more line of a block scalar that is the whole document. \
          No dashboard is a text.",
        holds: is_block_scalar,
    },
];
