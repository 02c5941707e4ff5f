//! The laws for comparing any two texts by lines. The bytes are the texts with `0xFF` between them.

use bobbin_core::lines::{RowKind, compare, unified, words_marked};

pub(crate) fn check(bytes: &[u8]) {
    let Some(end) = bytes.iter().position(|byte| *byte == 0xff) else { return };
    let (Ok(old), Ok(new)) = (std::str::from_utf8(&bytes[..end]), std::str::from_utf8(&bytes[end + 1..])) else {
        return;
    };
    let whole = compare(old, new, None);
    let rows = || whole.hunks.iter().flat_map(|hunk| &hunk.rows);
    assert!(rows().filter_map(|row| row.old.as_ref()).map(|line| line.text).eq(old.lines()));
    assert!(rows().filter_map(|row| row.new.as_ref()).map(|line| line.text).eq(new.lines()));
    for row in rows() {
        let texts = (row.old.as_ref().map(|line| line.text), row.new.as_ref().map(|line| line.text));
        assert_eq!(row.kind == RowKind::Context, texts.0 == texts.1);
        for line in [&row.old, &row.new].into_iter().flatten() {
            assert!(line.marks.iter().all(|mark| line.text.get(mark.clone()).is_some_and(|text| !text.is_empty())));
        }
    }
    let near = compare(old, new, Some(1));
    assert_eq!(near.counts, whole.counts);
    unified(&near, ("a", old), ("b", new));
    words_marked(&near);
}
