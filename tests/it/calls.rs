//! The method calls of a folder's sources, with the words that they are called on. Skips tests.

use std::path::Path;

use syn::visit::{self, Visit};
use syn::{Expr, ExprMethodCall, ItemMod, Member};

/// A call of a method.
pub(crate) struct Call {
    /// The method.
    pub(crate) method: String,
    /// The last word before it: `store` in `self.store.record(…)`.
    pub(crate) on: String,
    /// The file.
    pub(crate) file: String,
}

/// All calls in the files of a folder.
pub(crate) fn of(folder: &Path) -> Vec<Call> {
    let mut calls = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let file = path.file_name().expect("a name").to_string_lossy().into_owned();
        let source = std::fs::read_to_string(&path).expect("a source");
        let mut walk = Walk { calls: &mut calls, file };
        walk.visit_file(&syn::parse_file(&source).expect("Rust"));
    }
    calls
}

struct Walk<'a> {
    calls: &'a mut Vec<Call>,
    file: String,
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if module.ident != "tests" {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        let on = match &*call.receiver {
            Expr::Field(field) => match &field.member {
                Member::Named(name) => name.to_string(),
                Member::Unnamed(_) => String::new(),
            },
            Expr::Path(path) => path.path.segments.last().map_or_else(String::new, |last| last.ident.to_string()),
            _ => String::new(),
        };
        self.calls.push(Call { method: call.method.to_string(), on, file: self.file.clone() });
        visit::visit_expr_method_call(self, call);
    }
}
