//! Words that a user sees and that are no message: string literals of two or more words, outside of tests, attributes
//! other than `error`, logs, panics and SQL. They belong in `crates/bobbin-words/en`.
//!
//! Must stay true: an exception has a reason, and a folder on `OPEN` leaves it as soon as it is converted.

use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

/// The crates with sentences for users.
const READ: &[&str] = &[
    "crates/bobbin-core/src",
    "crates/bobbin-hass/src",
    "crates/bobbin-vault/src",
    "crates/bobbin-preview/src",
    "crates/bobbin-app/src",
    "crates/bobbin-cli/src",
    "src-tauri",
];

/// Files and folders that still say something of their own.
const OPEN: &[&str] = &["crates/bobbin-app/src", "crates/bobbin-cli/src"];

/// Texts that read like words and are none that a user sees: their beginning, in which file, and why.
const TEXTS: &[(&str, &str, &str)] = &[
    ("[object Object]", "bobbin-core/src/yaml/compose/keys.rs", "JavaScript's text of a mapping"),
    ("{weekday} {month} ", "bobbin-core/src/yaml/date.rs", "JavaScript's text of a date"),
    ("!secret {name}", "bobbin-core/src/yaml/include/read.rs", "YAML, as it was written"),
    ("\\ No newline at end of file", "bobbin-core/src/lines/format.rs", "the format of a patch"),
    ("{anchor} ", "bobbin-core/src/rewrite/render/", "YAML that is written"),
    ("{}: {value}", "bobbin-core/src/rewrite/render/flow.rs", "YAML that is written"),
    ("&{name} {text}", "bobbin-core/src/rewrite/render/flow.rs", "YAML that is written"),
    ("{path}: {reason}", "bobbin-core/src/rewrite/error.rs", "joins a path and a message"),
    ("|{old:?} ", "bobbin-core/src/diff/revert.rs", "a fingerprint, only compared"),
    ("a JSON value", "bobbin-core/src/value.rs", "completes a message of serde's, for programmers"),
    ("Not supported", "bobbin-hass/src/error.rs", "Home Assistant's words, compared"),
    ("Unknown config specified", "bobbin-hass/src/error.rs", "Home Assistant's words, compared"),
    ("{message} ({code})", "bobbin-hass/src/error.rs", "Home Assistant's words, passed on"),
    ("the vault", "bobbin-vault/src/error.rs", "stands for a path, compared"),
    ("UTF-", "bobbin-vault/src/files/encoding.rs", "an encoding's name, which drafts keep"),
    ("p.id, p.at", "bobbin-vault/src/proposals.rs", "columns of SQL"),
    ("{SUMMARY} WHERE", "bobbin-vault/src/versions.rs", "SQL"),
    ("id, ", "bobbin-vault/src/vault/salvage.rs", "columns of SQL"),
    ("Invalid access token", "bobbin-preview/src/bridge.rs", "Home Assistant's words"),
    ("{{{{ {result}", "bobbin-preview/src/bridge/conditions.rs", "a template"),
    ("{{%- set", "bobbin-preview/src/bridge/templates.rs", "a template"),
    ("'apply', ", "bobbin-preview/src/bridge/templates.rs", "a template"),
    ("Draft({}", "bobbin-preview/src/draft.rs", "Debug, for logs"),
    ("Bearer {}", "bobbin-preview/src/forward.rs", "an HTTP header"),
    ("frame-ancestors", "bobbin-preview/src/upstream.rs", "an HTTP header"),
    ("usage: bobbin-desktop", "src-tauri/arguments.rs", "the usage, like clap's own for the command"),
];

/// Macros and methods whose texts are for programmers.
const SILENT: &[&str] = &[
    "assert",
    "assert_eq",
    "assert_ne",
    "concat",
    "debug",
    "debug_assert",
    "debug_assert_eq",
    "error",
    "event",
    "expect",
    "expect_err",
    "include_str",
    "info",
    "info_span",
    "panic",
    "span",
    "todo",
    "trace",
    "unreachable",
    "warn",
];

/// The beginnings of SQL statements.
const SQL: &[&str] = &[
    "ALTER ",
    "ATTACH ",
    "BEGIN ",
    "COMMIT",
    "CREATE ",
    "DELETE ",
    "DROP ",
    "INSERT ",
    "PRAGMA ",
    "ROLLBACK",
    "SELECT ",
    "UPDATE ",
    "VACUUM",
    "WITH ",
    "NOT EXISTS ",
    "EXISTS ",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Two words that follow each other, or a word before or after a value: `there is`, `{name} is gone`.
fn reads_like_words(text: &str) -> bool {
    if SQL.iter().any(|start| text.trim_start().starts_with(start)) {
        return false;
    }
    let is_word = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphabetic());
        word.len() >= 2 && word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '\'' | '’' | '-'))
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| {
        let value = |word: &str| word.starts_with('{') || word.ends_with('}');
        match pair {
            [one, two] => (is_word(one) && (is_word(two) || value(two))) || (value(one) && is_word(two)),
            _ => false,
        }
    })
}

#[derive(Default)]
struct Words {
    found: Vec<String>,
}

impl Words {
    fn text(&mut self, literal: &syn::LitStr) {
        if reads_like_words(&literal.value()) {
            self.found.push(literal.value());
        }
    }

    /// The texts among the tokens of a macro.
    fn tokens(&mut self, tokens: proc_macro2::TokenStream) {
        for token in tokens {
            match token {
                proc_macro2::TokenTree::Group(group) => self.tokens(group.stream()),
                proc_macro2::TokenTree::Literal(literal) => {
                    if let syn::Lit::Str(text) = syn::Lit::new(literal) {
                        self.text(&text);
                    }
                }
                _ => {}
            }
        }
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string() == "test")
    })
}

impl<'ast> Visit<'ast> for Words {
    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.text(literal);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if attribute.path().is_ident("error")
            && let Ok(list) = attribute.meta.require_list()
        {
            self.tokens(list.tokens.clone());
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let name = call.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        if !SILENT.contains(&name.as_str()) {
            self.tokens(call.tokens.clone());
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if SILENT.contains(&call.method.to_string().as_str()) {
            self.visit_expr(&call.receiver);
        } else {
            visit::visit_expr_method_call(self, call);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_test(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if !is_test(&function.attrs) {
            visit::visit_item_fn(self, function);
        }
    }
}

fn words(source: &str) -> Vec<String> {
    let mut words = Words::default();
    words.visit_file(&syn::parse_file(source).expect("Rust"));
    words.found
}

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && name != "tests" {
            files(&path, all);
        } else if path.extension().is_some_and(|kind| kind == "rs") && name != "tests" && !name.ends_with("_tests") {
            all.push(path);
        }
    }
}

/// What is said outside of the catalogue, by file: `path: text`.
fn outside() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for folder in READ {
        files(&root().join(folder), &mut all);
    }
    let mut found = Vec::new();
    for file in all {
        let name = file.strip_prefix(root()).expect("below the root").to_str().expect("a name").replace('\\', "/");
        for text in words(&std::fs::read_to_string(&file).expect("a source")) {
            let excepted = TEXTS.iter().any(|(start, place, _)| name.contains(place) && text.trim().starts_with(start));
            if !excepted {
                found.push((name.clone(), format!("{name}: {}", text.replace('\n', " "))));
            }
        }
    }
    found
}

#[test]
fn everything_that_a_user_reads_is_in_the_catalogue() {
    let found: Vec<_> =
        outside().into_iter().filter(|(name, _)| !OPEN.iter().any(|open| name.starts_with(open))).collect();
    let lines: Vec<_> = found.iter().map(|(_, line)| line.as_str()).collect();
    assert!(found.is_empty(), "{} texts are no messages of bobbin-words:\n{}", found.len(), lines.join("\n"));
}

#[test]
fn what_is_open_has_something_left() {
    let found = outside();
    for open in OPEN {
        assert!(found.iter().any(|(name, _)| name.starts_with(open)), "{open} is converted: take it off the list");
    }
}

#[test]
fn words_are_told_from_other_texts() {
    let source = r#"
        #[error("the host {host} is gone")]
        #[doc = "not this one"]
        struct A;
        fn a() {
            let one = "Two words";
            let two = format!("{name} went away");
            let sql = "SELECT a FROM b";
            let key = "views[0].cards";
            one.expect("why this cannot happen");
            tracing::warn!("a log line");
        }
        #[cfg(test)]
        mod tests { const A: &str = "in a test"; }
    "#;
    assert_eq!(words(source), ["the host {host} is gone", "Two words", "{name} went away"]);
}
