//! The laws for merging and comparing any three values.
//!
//! The bytes are three YAML texts with `0xFF` between them: base, local and remote. A missing one equals the base.

use bobbin_core::diff::diff;
use bobbin_core::merge::{Choice, Choices, Merge};
use bobbin_core::value::Value;
use bobbin_core::yaml::{Dialect, parse};

pub(crate) fn check(bytes: &[u8]) {
    let mut values = Vec::new();
    for part in bytes.splitn(3, |byte| *byte == 0xff) {
        let Ok(text) = std::str::from_utf8(part) else { return };
        let Some(value) = parse(text, Dialect::Editor).value else { return };
        values.push(value);
    }
    let Some(base) = values.first() else { return };
    let (local, remote) = (values.get(1).unwrap_or(base), values.get(2).unwrap_or(base));
    check_diff(base, local);
    check_diff(local, remote);
    check_merge(base, local, remote);
}

fn check_diff(a: &Value, b: &Value) {
    let difference = diff(a, b);
    assert_eq!(difference.apply(a).as_ref(), Ok(b));
    assert_eq!(difference.is_empty(), a == b);
    for at in 0..difference.changes.len().min(8) {
        if let Ok(reverted) = difference.revert(at, a, b) {
            assert_eq!(diff(a, &reverted).changes.len(), difference.changes.len() - 1);
        }
    }
}

fn check_merge(base: &Value, local: &Value, remote: &Value) {
    let merge = Merge::new(base, local, remote);
    let merged = merge.merged(&Choices::new());
    let back = Merge::new(base, remote, local).merged(&Choices::new());
    if merged.conflicts.is_empty() && back.conflicts.is_empty() {
        assert_eq!(merged.value, back.value, "sides swapped");
    }
    if base == local || local == remote {
        assert_eq!(&merged.value, remote);
        assert!(merged.conflicts.is_empty());
    }
    if base == remote {
        assert_eq!(&merged.value, local);
        assert!(merged.conflicts.is_empty());
    }
    for choice in [Choice::Local, Choice::Remote, Choice::Both, Choice::Custom(Value::Null)] {
        let choices = merged.conflicts.iter().map(|conflict| (conflict.id, choice.clone())).collect();
        merge.merged(&choices);
    }
}
