//! Walks over an item and notes the modules that it uses.
//!
//! Finds the type of a value through arguments, `let`, patterns, fields, and the return types of methods and functions,
//! as far as possible without a compiler. A value of unknown type makes no arrow.

use std::collections::HashMap;

use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Expr, FnArg, Pat, Token};

use super::names::{Id, Module, Names, Target, used};

/// Methods that return the result of a closure, not their receiver.
const MAKERS: &[&str] = &["map", "and_then", "filter_map", "flat_map", "map_or", "map_or_else", "fold", "scan", "then"];

pub(super) struct Walk<'a> {
    names: &'a Names,
    module: &'a Module,
    /// The type whose `impl` block this is.
    owner: Option<Id>,
    /// The types of local values.
    values: HashMap<String, Id>,
    /// Modules, each with the words that use it.
    pub(super) found: Vec<(Module, String)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(names: &'a Names, module: &'a Module) -> Self {
        Self { names, module, owner: None, values: HashMap::new(), found: Vec::new() }
    }

    /// Adds the module of a path, and the modules that re-export its name.
    fn path(&mut self, path: &[String]) {
        // Items from macros are in no list; their module is.
        let (mut through, mut known) = (Vec::new(), path);
        let target = loop {
            match self.names.resolve(self.module, known, &mut through) {
                Some((target, _)) => break target,
                None if known.len() > 1 => known = &known[..known.len() - 1],
                None => return,
            }
        };
        let (Target::Module(module) | Target::Item((module, _))) = target;
        for module in through.into_iter().chain([module]) {
            self.found.push((module, path.join("::")));
        }
    }

    /// The type of a path as a value: a local, a variant or an associated function.
    fn of_path(&self, path: &syn::Path) -> Option<Id> {
        let steps = steps(path);
        if let [name] = steps.as_slice() {
            return if name == "self" { self.owner.clone() } else { self.values.get(name).cloned() };
        }
        self.named(&steps)
    }

    /// The type that is named by all of a path or by all but its last step.
    fn named(&self, path: &[String]) -> Option<Id> {
        match path.split_last()? {
            (_, [first]) if first == "Self" => self.owner.clone(),
            (last, []) if last == "Self" => self.owner.clone(),
            (_, above) => self.names.as_type(self.module, path).or_else(|| self.names.as_type(self.module, above)),
        }
    }

    /// The crate's own type of an expression, as far as it can be found.
    fn of(&self, expression: &Expr) -> Option<Id> {
        match expression {
            Expr::Path(path) => self.of_path(&path.path),
            Expr::Field(field) => {
                let name = match &field.member {
                    syn::Member::Named(name) => name.to_string(),
                    syn::Member::Unnamed(index) => index.index.to_string(),
                };
                self.names.field(self.of(&field.base)?, name)
            }
            Expr::MethodCall(call) => {
                let of = self.of(&call.receiver)?;
                let method = call.method.to_string();
                match self.names.method(&of, &method) {
                    Some((_, answer)) => answer.clone(),
                    None if MAKERS.contains(&method.as_str()) => None,
                    // `clone`, `as_ref`, `ok`, `lock`, `iter` and the like keep the type.
                    None => Some(of),
                }
            }
            Expr::Call(call) => {
                let Expr::Path(path) = &*call.func else { return None };
                let steps = steps(&path.path);
                if let Some((Target::Item(id), rest)) = self.names.resolve(self.module, &steps, &mut Vec::new())
                    && rest.is_empty()
                    && let Some(answer) = self.names.function(&id)
                {
                    return Some(answer);
                }
                let (method, above) = steps.split_last()?;
                let of = if above == ["Self"] { self.owner.clone() } else { self.names.as_type(self.module, above) };
                match of {
                    Some(of) => match self.names.method(&of, method) {
                        Some((_, answer)) => answer.clone(),
                        None => Some(of),
                    },
                    // `Arc::clone(&…)`, `Some(…)`.
                    None => self.of(call.args.first()?),
                }
            }
            Expr::Struct(made) => self.named(&steps(&made.path)),
            Expr::Index(index) => self.of(&index.expr),
            Expr::Await(inner) => self.of(&inner.base),
            Expr::Try(inner) => self.of(&inner.expr),
            Expr::Reference(inner) => self.of(&inner.expr),
            Expr::Paren(inner) => self.of(&inner.expr),
            Expr::Unary(inner) => self.of(&inner.expr),
            _ => None,
        }
    }

    fn bind(&mut self, pattern: &Pat, of: Option<Id>) {
        match pattern {
            Pat::Ident(name) => match of {
                Some(of) => drop(self.values.insert(name.ident.to_string(), of)),
                None => drop(self.values.remove(&name.ident.to_string())),
            },
            Pat::Type(typed) => {
                let of = self.names.known(self.module, self.owner.as_ref(), &typed.ty);
                self.bind(&typed.pat, of);
            }
            Pat::TupleStruct(inner) => {
                for (position, element) in inner.elems.iter().enumerate() {
                    let field = self.field(&inner.path, position.to_string());
                    // `Some(…)`, `Ok(…)`.
                    let of = if inner.elems.len() == 1 { field.or_else(|| of.clone()) } else { field };
                    self.bind(element, of);
                }
            }
            Pat::Struct(inner) => {
                for field in &inner.fields {
                    let syn::Member::Named(name) = &field.member else { continue };
                    let of = self.field(&inner.path, name.to_string());
                    self.bind(&field.pat, of);
                }
            }
            Pat::Reference(inner) => self.bind(&inner.pat, of),
            Pat::Paren(inner) => self.bind(&inner.pat, of),
            Pat::Or(inner) => inner.cases.iter().for_each(|case| self.bind(case, of.clone())),
            Pat::Tuple(inner) => inner.elems.iter().for_each(|element| self.bind(element, None)),
            _ => {}
        }
    }

    /// Binds a pattern to an expression: tuples by element, and the pairs of `enumerate`.
    fn bind_to(&mut self, pattern: &Pat, expression: &Expr) {
        match (pattern, expression) {
            (Pat::Tuple(pattern), Expr::Tuple(expression)) if pattern.elems.len() == expression.elems.len() => {
                for (pattern, expression) in pattern.elems.iter().zip(&expression.elems) {
                    self.bind_to(pattern, expression);
                }
            }
            (Pat::Tuple(pattern), Expr::MethodCall(call)) if call.method == "enumerate" => {
                if let Some(element) = pattern.elems.last() {
                    self.bind(element, self.of(&call.receiver));
                }
            }
            _ => self.bind(pattern, self.of(expression)),
        }
    }

    /// The type of a field of a struct or a variant.
    fn field(&self, of: &syn::Path, name: String) -> Option<Id> {
        let steps = steps(of);
        let id = match self.names.resolve(self.module, &steps, &mut Vec::new()) {
            Some((Target::Item((module, of)), rest)) => match rest.as_slice() {
                [] => (module, of),
                [variant] => (module, format!("{of}::{variant}")),
                _ => return None,
            },
            _ => {
                let (module, owner) = self.owner.clone().filter(|_| steps[0] == "Self")?;
                match steps.get(1) {
                    Some(variant) => (module, format!("{owner}::{variant}")),
                    None => (module, owner),
                }
            }
        };
        self.names.field(id, name)
    }

    fn arguments(&mut self, signature: &syn::Signature) {
        self.values.clear();
        for argument in &signature.inputs {
            if let FnArg::Typed(argument) = argument {
                let of = self.names.known(self.module, self.owner.as_ref(), &argument.ty);
                self.bind(&argument.pat, of);
            }
        }
    }
}

fn steps(path: &syn::Path) -> Vec<String> {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        for path in used(&item.tree) {
            self.path(&path);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !super::is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let steps = steps(path);
        // A local value hides an item of the same name.
        if steps.len() > 1 || !self.values.contains_key(&steps[0]) {
            self.path(&steps);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        // `format!`, `vec!`, `assert!` and the like hold expressions.
        if let Ok(arguments) = call.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated) {
            for argument in &arguments {
                // The tree of a macro does not live as long as that of the file; walk it with a visitor of its own.
                let mut inner = Walk {
                    names: self.names,
                    module: self.module,
                    owner: self.owner.clone(),
                    values: self.values.clone(),
                    found: Vec::new(),
                };
                inner.visit_expr(argument);
                self.found.append(&mut inner.found);
            }
        }
    }

    fn visit_item_impl(&mut self, block: &'ast syn::ItemImpl) {
        self.owner = self.names.known(self.module, None, &block.self_ty);
        // An `impl` of another module's type is an arrow to that module.
        if let Some((module, _)) = &self.owner {
            self.found.push((module.clone(), "impl".to_owned()));
        }
        visit::visit_item_impl(self, block);
        self.owner = None;
    }

    fn visit_impl_item_fn(&mut self, method: &'ast syn::ImplItemFn) {
        self.arguments(&method.sig);
        visit::visit_impl_item_fn(self, method);
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.arguments(&function.sig);
        visit::visit_item_fn(self, function);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        visit::visit_local(self, local);
        match &local.init {
            Some(init) if !matches!(local.pat, Pat::Type(_)) => self.bind_to(&local.pat, &init.expr),
            _ => self.bind(&local.pat, None),
        }
    }

    fn visit_expr_let(&mut self, condition: &'ast syn::ExprLet) {
        visit::visit_expr_let(self, condition);
        self.bind_to(&condition.pat, &condition.expr);
    }

    fn visit_expr_for_loop(&mut self, turn: &'ast syn::ExprForLoop) {
        self.bind_to(&turn.pat, &turn.expr);
        visit::visit_expr_for_loop(self, turn);
    }

    fn visit_expr_match(&mut self, choice: &'ast syn::ExprMatch) {
        self.visit_expr(&choice.expr);
        for arm in &choice.arms {
            self.bind_to(&arm.pat, &choice.expr);
            self.visit_arm(arm);
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let method = call.method.to_string();
        let of = self.of(&call.receiver);
        let answers = of.as_ref().and_then(|of| self.names.method(of, &method));
        if let Some((module, _)) = answers {
            self.found.push((module.clone(), format!(".{method}()")));
        } else {
            // The closure of an iterator or an option gets its elements.
            for argument in &call.args {
                if let Expr::Closure(closure) = argument
                    && let [parameter] = closure.inputs.iter().collect::<Vec<_>>()[..]
                    && !matches!(parameter, Pat::Type(_))
                {
                    match &*call.receiver {
                        inner @ Expr::MethodCall(_) => self.bind_to(parameter, inner),
                        _ => self.bind(parameter, of.clone()),
                    }
                }
            }
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        for parameter in &closure.inputs {
            if matches!(parameter, Pat::Type(_)) {
                self.bind(parameter, None);
            }
        }
        visit::visit_expr_closure(self, closure);
    }
}
