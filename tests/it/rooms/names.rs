//! The names of a crate: the module that declares each, and the target of a path.
//!
//! Follows `use` and re-exports from module to module. Knows nothing of crates outside, of macros, and of names that
//! a glob imports from outside. A module is one file; modules inside a file belong to the file.

use std::collections::{HashMap, HashSet};

use syn::visit::{self, Visit};
use syn::{Fields, ImplItem, Item, ReturnType, TraitItem, Type, UseTree};

use super::{Source, is_test};

/// The path of a module: `["state", "store"]`, empty for the crate's root.
pub(super) type Module = Vec<String>;

/// An item: its module and its name.
pub(super) type Id = (Module, String);

/// The target of a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    Module(Module),
    Item(Id),
}

/// The items and imports of a module.
#[derive(Default)]
struct Scope {
    items: HashSet<String>,
    uses: HashMap<String, Vec<String>>,
    globs: Vec<Vec<String>>,
}

/// The declarations of a crate.
#[derive(Default)]
pub(super) struct Names {
    scopes: HashMap<Module, Scope>,
    /// Structs, enums and traits.
    types: HashSet<Id>,
    /// The type of each field of a struct or a variant; positions are names, too.
    fields: HashMap<(Id, String), Id>,
    /// The module that answers for a method, and the type that it returns.
    methods: HashMap<(Id, String), (Module, Option<Id>)>,
    /// The type that a function returns.
    functions: HashMap<Id, Option<Id>>,
}

impl Names {
    pub(super) fn of(sources: &[Source]) -> Self {
        let mut names = Self::default();
        for source in sources {
            let scope = names.scopes.entry(source.module.clone()).or_default();
            for item in source.items() {
                let name = match item {
                    Item::Struct(item) => &item.ident,
                    Item::Enum(item) => &item.ident,
                    Item::Trait(item) => &item.ident,
                    Item::Fn(item) => &item.sig.ident,
                    Item::Const(item) => &item.ident,
                    Item::Static(item) => &item.ident,
                    Item::Type(item) => &item.ident,
                    Item::Use(item) => {
                        scope.import(&item.tree, &mut Vec::new());
                        continue;
                    }
                    _ => continue,
                };
                scope.items.insert(name.to_string());
                if matches!(item, Item::Struct(_) | Item::Enum(_) | Item::Trait(_)) {
                    names.types.insert((source.module.clone(), name.to_string()));
                }
            }
        }
        for source in sources {
            for item in source.items() {
                names.declare(&source.module, item);
            }
        }
        names
    }

    fn declare(&mut self, module: &Module, item: &Item) {
        match item {
            Item::Struct(item) => self.declare_fields(module, (module.clone(), item.ident.to_string()), &item.fields),
            Item::Enum(item) => {
                for variant in &item.variants {
                    let id = (module.clone(), format!("{}::{}", item.ident, variant.ident));
                    self.declare_fields(module, id, &variant.fields);
                }
            }
            Item::Trait(item) => {
                let owner = (module.clone(), item.ident.to_string());
                for item in &item.items {
                    let TraitItem::Fn(method) = item else { continue };
                    let answer = self.answer(module, Some(&owner), &method.sig.output);
                    self.methods.insert((owner.clone(), method.sig.ident.to_string()), (module.clone(), answer));
                }
            }
            Item::Fn(item) => {
                let answer = self.answer(module, None, &item.sig.output);
                self.functions.insert((module.clone(), item.sig.ident.to_string()), answer);
            }
            Item::Impl(block) => {
                let Some(owner) = self.known(module, None, &block.self_ty) else { return };
                // A type that is spread over the children of its file is one thing: its methods count as its file's.
                let home = if module.starts_with(&owner.0) { owner.0.clone() } else { module.clone() };
                for item in &block.items {
                    let ImplItem::Fn(method) = item else { continue };
                    let answer = self.answer(module, Some(&owner), &method.sig.output);
                    self.methods.insert((owner.clone(), method.sig.ident.to_string()), (home.clone(), answer));
                }
            }
            _ => {}
        }
    }

    fn declare_fields(&mut self, module: &Module, of: Id, fields: &Fields) {
        for (position, field) in fields.iter().enumerate() {
            let name = field.ident.as_ref().map_or_else(|| position.to_string(), ToString::to_string);
            if let Some(known) = self.known(module, None, &field.ty) {
                self.fields.insert((of.clone(), name), known);
            }
        }
    }

    fn answer(&self, module: &Module, owner: Option<&Id>, output: &ReturnType) -> Option<Id> {
        let ReturnType::Type(_, of) = output else { return None };
        self.known(module, owner, of)
    }

    /// The crate's own type in a type, the outermost one.
    pub(super) fn known(&self, module: &Module, owner: Option<&Id>, of: &Type) -> Option<Id> {
        let mut paths = Paths(Vec::new());
        paths.visit_type(of);
        paths.0.iter().find_map(|path| if path == &["Self"] { owner.cloned() } else { self.as_type(module, path) })
    }

    /// The type that a path names.
    pub(super) fn as_type(&self, module: &Module, path: &[String]) -> Option<Id> {
        match self.resolve(module, path, &mut Vec::new()) {
            Some((Target::Item(id), _)) if self.types.contains(&id) => Some(id),
            _ => None,
        }
    }

    pub(super) fn field(&self, of: Id, name: String) -> Option<Id> {
        self.fields.get(&(of, name)).cloned()
    }

    pub(super) fn method(&self, of: &Id, name: &str) -> Option<&(Module, Option<Id>)> {
        self.methods.get(&(of.clone(), name.to_owned()))
    }

    /// The type that a function returns.
    pub(super) fn function(&self, id: &Id) -> Option<Id> {
        self.functions.get(id).cloned().flatten()
    }

    /// The target of a path, with the rest of its steps, such as a variant. Adds the modules that re-export the name to
    /// `through`.
    pub(super) fn resolve(
        &self,
        module: &Module,
        path: &[String],
        through: &mut Vec<Module>,
    ) -> Option<(Target, Vec<String>)> {
        if through.len() > 32 {
            return None;
        }
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.descend(Vec::new(), rest, through),
            "self" => self.descend(module.clone(), rest, through),
            "super" => {
                let (_, above) = module.split_last()?;
                if rest.first().is_some_and(|next| next == "super") {
                    return self.resolve(&above.to_vec(), rest, through);
                }
                self.descend(above.to_vec(), rest, through)
            }
            _ => self.descend(module.clone(), path, through),
        }
    }

    /// Goes down from a module, along the steps of a path.
    fn descend(&self, mut at: Module, path: &[String], through: &mut Vec<Module>) -> Option<(Target, Vec<String>)> {
        for (index, step) in path.iter().enumerate() {
            let rest = &path[index + 1..];
            let child: Module = at.iter().cloned().chain([step.clone()]).collect();
            let scope = self.scopes.get(&at)?;
            let is_module = self.scopes.contains_key(&child);
            // A module and a function may share a name: a path that goes on means the module.
            if scope.items.contains(step) && (rest.is_empty() || !is_module) {
                return Some((Target::Item((at, step.clone())), rest.to_vec()));
            }
            if is_module {
                at = child;
                continue;
            }
            let imported = scope.uses.get(step).map(|path| [path.as_slice(), rest].concat());
            // Globs may lead in a circle.
            let globs = if through.contains(&at) { &[] } else { scope.globs.as_slice() }.iter();
            let globs = globs.map(|path| [path.as_slice(), std::slice::from_ref(step), rest].concat());
            for path in imported.into_iter().chain(globs) {
                // A `use` may begin with the name of another crate.
                let first = &path[0];
                let child: Module = at.iter().cloned().chain([first.clone()]).collect();
                let is_own = matches!(first.as_str(), "crate" | "self" | "super") || self.scopes.contains_key(&child);
                if !is_own && (first == step || !scope.items.contains(first) && !scope.uses.contains_key(first)) {
                    continue;
                }
                through.push(at.clone());
                if let Some(found) = self.resolve(&at, &path, through) {
                    return Some(found);
                }
                through.pop();
            }
            return None;
        }
        Some((Target::Module(at), Vec::new()))
    }
}

impl Scope {
    fn import(&mut self, tree: &UseTree, at: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => {
                at.push(path.ident.to_string());
                self.import(&path.tree, at);
                at.pop();
            }
            UseTree::Name(name) if name.ident == "self" => {
                if let Some(last) = at.last() {
                    self.uses.insert(last.clone(), at.clone());
                }
            }
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                self.uses.insert(name.clone(), at.iter().cloned().chain([name]).collect());
            }
            UseTree::Rename(name) => {
                let path = at.iter().cloned().chain([name.ident.to_string()]).collect();
                self.uses.insert(name.rename.to_string(), path);
            }
            UseTree::Glob(_) => self.globs.push(at.clone()),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(tree, at)),
        }
    }
}

/// The paths of a `use`, `self` and `*` left out.
pub(super) fn used(tree: &UseTree) -> Vec<Vec<String>> {
    match tree {
        UseTree::Path(path) => {
            let rest = used(&path.tree).into_iter();
            rest.map(|rest| std::iter::once(path.ident.to_string()).chain(rest).collect()).collect()
        }
        UseTree::Name(name) if name.ident == "self" => vec![Vec::new()],
        UseTree::Name(name) => vec![vec![name.ident.to_string()]],
        UseTree::Rename(name) => vec![vec![name.ident.to_string()]],
        UseTree::Glob(_) => vec![Vec::new()],
        UseTree::Group(group) => group.items.iter().flat_map(used).collect(),
    }
}

/// The paths in a type, outermost first: `Arc<Mutex<state::Home>>` has three.
struct Paths(Vec<Vec<String>>);

impl<'ast> Visit<'ast> for Paths {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }
}

/// The files that are modules of tests: `#[cfg(test)] mod tests;`.
pub(super) fn test_modules(module: &Module, syntax: &syn::File) -> Vec<Module> {
    let mut found = Vec::new();
    for item in &syntax.items {
        if let Item::Mod(item) = item
            && is_test(&item.attrs)
        {
            found.push(module.iter().cloned().chain([item.ident.to_string()]).collect());
        }
    }
    found
}
