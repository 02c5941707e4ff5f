//! The laws for reading any text. Shared by the fuzz target and the test that runs its saved corpus.

use bobbin_core::value::Value;
use bobbin_core::yaml::{Dialect, Document, EmitStyle, Parsed, emit, parse};

/// Reads a text in every dialect and checks the promises of a reading.
pub(crate) fn check(text: &str) {
    for dialect in Dialect::ALL {
        let parsed = parse(text, dialect);
        assert_eq!(parsed.value.is_some(), parsed.problems.is_empty());
        check_places(&parsed, text);
        if let Some(value) = &parsed.value {
            check_tree(&parsed, text);
            check_writing(value);
        }
        check_typing(&parsed, text);
    }
}

/// Checks that a typed text reads like an opened one: removes a piece of the text and puts it back.
fn check_typing(parsed: &Parsed, text: &str) {
    let dialect = parsed.tree.dialect();
    for (start, length) in [(text.len() / 2, 1), (text.len() / 3, 9)] {
        let start = text.floor_char_boundary(start);
        let end = text.floor_char_boundary((start + length).min(text.len())).max(start);
        let without = format!("{}{}", &text[..start], &text[end..]);
        let mut document = Document::new(text, dialect);
        document.update(&without);
        check_same(document.current(), &parse(&without, dialect));
        document.update(text);
        check_same(document.current(), parsed);
    }
}

fn check_same(typed: &Parsed, opened: &Parsed) {
    assert_eq!(typed.problems, opened.problems);
    assert_eq!(typed.warnings, opened.warnings);
    assert_eq!(typed.value, opened.value);
    assert_eq!(format!("{:?}", typed.tree), format!("{:?}", opened.tree));
}

fn check_places(parsed: &Parsed, text: &str) {
    for problem in parsed.problems.iter().chain(&parsed.warnings) {
        assert!(text.get(problem.span.range()).is_some());
        assert!(problem.at.line >= 1 && problem.at.column >= 1 && problem.at.offset <= text.len());
        for edit in problem.fix.iter().flat_map(|fix| &fix.edits) {
            assert!(text.get(edit.range.clone()).is_some());
        }
    }
}

fn check_tree(parsed: &Parsed, text: &str) {
    let tree = &parsed.tree;
    for id in tree.ids() {
        let node = tree.node(id);
        assert!(node.full.contains(node.span) && text.get(node.full.range()).is_some());
        let items = tree.items(id).iter().map(|item| item.node);
        let entries = tree.entries(id).iter().flat_map(|entry| [entry.key, entry.value]);
        let mut last = node.span.start();
        for child in items.chain(entries) {
            assert_eq!(tree.parent(child), Some(id));
            assert!(tree.node(child).full.start() >= last && node.full.contains(tree.node(child).full));
            last = tree.node(child).full.end();
        }
    }
    for comment in tree.comments() {
        assert!(text[comment.span.range()].starts_with('#'));
    }
    tree.node_at(text.len() / 2);
}

/// Checks that a written value has the same meaning in all dialects.
fn check_writing(value: &Value) {
    // Numbers that JSON can't hold become null, as when they are sent.
    let value = value.clone().as_json();
    let text = emit(&value, &EmitStyle::default());
    for dialect in Dialect::ALL {
        // js-yaml 5 reads fewer levels than the others, and all read fewer than a value may have.
        if let Some(read) = parse(&text, dialect).value {
            assert!(value.same_meaning(&read), "{dialect}: {text:?}");
        } else {
            assert!(text.len() > 100, "{dialect} does not read {text:?}");
        }
    }
}
