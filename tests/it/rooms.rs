//! The graph of a crate's rooms or files.
//!
//! A room is a folder of `src` together with the file of the same name. An arrow goes from a room to each room that it
//! names or calls: by a `use`, by a path, or by a method of a value that was passed in. The last kind is in no `use`,
//! so a circle of such calls is easy to miss: the graph follows types through fields, parameters, `let` and return
//! types, as far as that goes without a compiler. Skips tests and the bodies of macros.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Expr, FnArg, ImplItem, Item, Pat, Type, UseTree};

/// The size of a node in the graph.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Grain {
    Room,
    File,
}

/// The graph of a crate's rooms, or of its files.
pub(crate) struct Rooms {
    /// Each room with the rooms that it uses, and one place of use for each.
    pub(crate) arrows: BTreeMap<String, BTreeMap<String, String>>,
    /// Each type with the files that have an `impl` block of it.
    pub(crate) impls: BTreeMap<String, BTreeSet<String>>,
}

/// A source file of the crate.
struct Source {
    /// Its path under `src`.
    name: String,
    /// Its module path: `["state", "store"]`.
    module: Vec<String>,
    syntax: syn::File,
}

/// The declarations of the crate.
struct Declared {
    grain: Grain,
    /// Each module that has a file.
    modules: HashSet<Vec<String>>,
    /// The room of each type.
    types: HashMap<String, String>,
    /// The type of each field of a type.
    fields: HashMap<(String, String), String>,
    /// The room and the return type of each method of a type.
    methods: HashMap<(String, String), (String, Option<String>)>,
    /// The room of each name that the crate's root re-exports.
    root: HashMap<String, String>,
}

impl Rooms {
    /// Reads the sources of a crate, room by room.
    pub(crate) fn of(src: &Path) -> Self {
        Self::read(src, Grain::Room)
    }

    /// Reads the sources of a crate, file by file. A file and the modules below it count as one, so there is no arrow
    /// between them.
    pub(crate) fn files_of(src: &Path) -> Self {
        Self::read(src, Grain::File)
    }

    fn read(src: &Path, grain: Grain) -> Self {
        let sources = sources(src);
        let declared = Declared::of(&sources, grain);
        let mut rooms = Self { arrows: BTreeMap::new(), impls: BTreeMap::new() };
        for source in &sources {
            let room = declared.node(&source.module);
            rooms.arrows.entry(room.clone()).or_default();
            for item in source.syntax.items.iter().filter(|item| !is_test(attributes(item))) {
                if let Item::Impl(block) = item
                    && block.trait_.is_none()
                    && let Some(owner) = named(&block.self_ty).first()
                {
                    rooms.impls.entry(owner.clone()).or_default().insert(source.name.clone());
                }
                let mut walk = Walk {
                    declared: &declared,
                    module: &source.module,
                    owner: None,
                    values: HashMap::new(),
                    found: Vec::new(),
                };
                walk.visit_item(item);
                for (used, place) in walk.found {
                    if used != "lib" && !declared.same(&used, &room) {
                        let place = format!("{}: {place}", source.name);
                        rooms.arrows.entry(room.clone()).or_default().entry(used).or_insert(place);
                    }
                }
            }
        }
        rooms
    }

    /// The source files below a folder.
    pub(crate) fn paths(src: &Path) -> Vec<PathBuf> {
        let mut open: Vec<PathBuf> = vec![src.to_owned()];
        let mut files = Vec::new();
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(std::fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
        files
    }

    /// Groups of rooms that reach each other.
    pub(crate) fn circles(&self) -> Vec<Vec<&str>> {
        let reached: BTreeMap<&str, BTreeSet<&str>> =
            self.arrows.keys().map(|room| (room.as_str(), self.reach(room))).collect();
        let mut circles: Vec<Vec<&str>> = reached
            .iter()
            .filter(|(room, reach)| reach.contains(*room))
            .map(|(room, reach)| reach.iter().copied().filter(|other| reached[other].contains(room)).collect())
            .collect();
        circles.dedup();
        circles.sort();
        circles.dedup();
        circles
    }

    fn reach(&self, room: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut open = vec![room];
        while let Some(room) = open.pop() {
            for used in self.arrows.get(room).into_iter().flat_map(BTreeMap::keys) {
                if reached.insert(used.as_str()) {
                    open.push(used);
                }
            }
        }
        reached
    }

    /// The arrows from a room to one that comes after it in `order`, each with a place.
    pub(crate) fn upwards(&self, order: &[&str]) -> Vec<String> {
        let height = |room: &str| order.iter().position(|one| *one == room);
        let arrows = self.arrows.iter().flat_map(|(from, used)| used.iter().map(move |(to, place)| (from, to, place)));
        arrows
            .filter(|(from, to, _)| height(to) > height(from))
            .map(|(from, to, place)| format!("{from} → {to} ({place})"))
            .collect()
    }

    /// The whole graph as text.
    pub(crate) fn report(&self) -> String {
        let arrows: usize = self.arrows.values().map(BTreeMap::len).sum();
        let circles = self.circles();
        let mut words = format!("{} rooms, {arrows} arrows, {} circles\n", self.arrows.len(), circles.len());
        for circle in circles {
            let _written = writeln!(words, "circle of {}: {}", circle.len(), circle.join(" "));
        }
        for (room, used) in &self.arrows {
            let used: Vec<_> = used.keys().map(String::as_str).collect();
            let _written = writeln!(words, "{room} → {}", used.join(" "));
        }
        words
    }
}

fn sources(src: &Path) -> Vec<Source> {
    let mut sources: Vec<Source> = Rooms::paths(src)
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(src).expect("inside").display().to_string().replace('\\', "/");
            let module = name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            let text = std::fs::read_to_string(&path).expect("a source file");
            let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            Source { name, module, syntax }
        })
        .collect();
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    let tests = tests(&sources);
    sources.retain(|source| !tests.iter().any(|test| source.module.starts_with(test)));
    sources
}

/// The modules for tests only: `#[cfg(test)] mod tests;`.
fn tests(sources: &[Source]) -> Vec<Vec<String>> {
    let mut tests = Vec::new();
    for source in sources {
        for item in &source.syntax.items {
            if let Item::Mod(inner) = item
                && inner.content.is_none()
                && is_test(&inner.attrs)
            {
                let mut module = if source.name == "lib.rs" { Vec::new() } else { source.module.clone() };
                module.push(inner.ident.to_string());
                tests.push(module);
            }
        }
    }
    tests
}

fn attributes(item: &Item) -> &[syn::Attribute] {
    match item {
        Item::Fn(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Path>().is_ok_and(|condition| condition.is_ident("test"))
    })
}

/// The names in a type, outermost first: `Arc<Mutex<Home>>` has Arc, Mutex and Home.
fn named(of: &Type) -> Vec<String> {
    struct Names(Vec<String>);
    impl<'ast> Visit<'ast> for Names {
        fn visit_path_segment(&mut self, segment: &'ast syn::PathSegment) {
            self.0.push(segment.ident.to_string());
            visit::visit_path_segment(self, segment);
        }
    }
    let mut names = Names(Vec::new());
    names.visit_type(of);
    names.0
}

impl Declared {
    fn of(sources: &[Source], grain: Grain) -> Self {
        let mut declared = Self {
            grain,
            modules: sources.iter().map(|source| source.module.clone()).collect(),
            types: HashMap::new(),
            fields: HashMap::new(),
            methods: HashMap::new(),
            root: HashMap::new(),
        };
        let mut ambiguous = HashSet::new();
        for source in sources {
            let room = declared.node(&source.module);
            for item in source.syntax.items.iter().filter(|item| !is_test(attributes(item))) {
                let name = match item {
                    Item::Struct(item) => &item.ident,
                    Item::Enum(item) => &item.ident,
                    Item::Trait(item) => &item.ident,
                    _ => continue,
                };
                let before = declared.types.insert(name.to_string(), room.clone());
                if grain == Grain::File && before.is_some_and(|before| before != room) {
                    ambiguous.insert(name.to_string());
                }
            }
            if source.name == "lib.rs" {
                for item in &source.syntax.items {
                    if let Item::Use(item) = item {
                        for path in paths(&item.tree) {
                            if let Some(last) = path.last() {
                                declared.root.insert(last.clone(), declared.node(&path));
                            }
                        }
                    }
                }
            }
        }
        // Two files may each have a private type of the same name, and a value doesn't show which one it has.
        declared.types.retain(|name, _| !ambiguous.contains(name));
        for source in sources {
            let room = declared.node(&source.module);
            for item in source.syntax.items.iter().filter(|item| !is_test(attributes(item))) {
                match item {
                    Item::Struct(item) => {
                        for field in &item.fields {
                            if let (Some(name), Some(of)) = (&field.ident, declared.known(&field.ty)) {
                                declared.fields.insert((item.ident.to_string(), name.to_string()), of);
                            }
                        }
                    }
                    Item::Impl(block) => {
                        let Some(owner) = named(&block.self_ty).first().cloned() else { continue };
                        for item in &block.items {
                            let ImplItem::Fn(method) = item else { continue };
                            let name = method.sig.ident.to_string();
                            let answer = match &method.sig.output {
                                syn::ReturnType::Type(_, of) if named(of).first().is_some_and(|it| it == "Self") => {
                                    Some(owner.clone())
                                }
                                syn::ReturnType::Type(_, of) => declared.known(of),
                                syn::ReturnType::Default => None,
                            };
                            declared.methods.insert((owner.clone(), name), (room.clone(), answer));
                        }
                    }
                    _ => {}
                }
            }
        }
        declared
    }

    /// The room or file for a path that starts at the crate's root.
    fn node(&self, path: &[String]) -> String {
        let file = || (1..=path.len()).rev().map(|length| &path[..length]).find(|path| self.modules.contains(*path));
        let node = match self.grain {
            Grain::Room => path.get(..1),
            Grain::File => file().or_else(|| path.get(..1)),
        };
        node.map_or_else(|| "lib".to_owned(), |node| node.join("/"))
    }

    /// Whether two nodes are the same, or one is a module inside the other.
    fn same(&self, one: &str, other: &str) -> bool {
        let inside = |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
        one == other || inside(one, other) || inside(other, one)
    }

    /// The crate's own type in a type.
    fn known(&self, of: &Type) -> Option<String> {
        named(of).into_iter().find(|name| self.types.contains_key(name))
    }
}

/// The paths of a `use`.
fn paths(tree: &UseTree) -> Vec<Vec<String>> {
    match tree {
        UseTree::Path(path) => {
            let rest = paths(&path.tree).into_iter();
            rest.map(|rest| std::iter::once(path.ident.to_string()).chain(rest).collect()).collect()
        }
        UseTree::Name(name) => vec![vec![name.ident.to_string()]],
        UseTree::Rename(name) => vec![vec![name.ident.to_string()]],
        UseTree::Glob(_) => vec![vec!["*".to_owned()]],
        UseTree::Group(group) => group.items.iter().flat_map(paths).collect(),
    }
}

/// Walks over an item and records the rooms that it uses.
struct Walk<'a> {
    declared: &'a Declared,
    module: &'a [String],
    owner: Option<String>,
    /// The types of local values.
    values: HashMap<String, String>,
    /// Rooms, each with the code that uses it.
    found: Vec<(String, String)>,
}

impl Walk<'_> {
    /// Records the room of a path that starts at the crate or above this module.
    fn path(&mut self, path: &[String]) {
        let mut at: Vec<String> = match path.first().map(String::as_str) {
            Some("crate") => Vec::new(),
            Some("super") => self.module[..self.module.len() - 1].to_vec(),
            _ => return,
        };
        for step in &path[1..] {
            match step.as_str() {
                "super" => drop(at.pop()),
                step => at.push(step.to_owned()),
            }
        }
        let Some(first) = at.first() else { return };
        let used = self.declared.root.get(first).filter(|_| at.len() == 1).cloned();
        let used = used.unwrap_or_else(|| self.declared.node(&at));
        // An item of the crate's root belongs to no room.
        if self.declared.modules.iter().any(|module| self.declared.node(module) == used) {
            self.found.push((used, path.join("::")));
        }
    }

    /// The crate's own type of an expression, if known.
    fn of(&self, expression: &Expr) -> Option<String> {
        match expression {
            Expr::Path(path) => {
                let name = path.path.get_ident()?.to_string();
                if name == "self" { self.owner.clone() } else { self.values.get(&name).cloned() }
            }
            Expr::Field(field) => {
                let syn::Member::Named(name) = &field.member else { return None };
                self.declared.fields.get(&(self.of(&field.base)?, name.to_string())).cloned()
            }
            Expr::MethodCall(call) => {
                let of = self.of(&call.receiver)?;
                match self.declared.methods.get(&(of.clone(), call.method.to_string())) {
                    Some((_, answer)) => answer.clone(),
                    // `clone`, `as_ref`, `ok`, `lock` and the like keep the type.
                    None => Some(of),
                }
            }
            Expr::Call(call) => {
                let Expr::Path(path) = &*call.func else { return None };
                let names: Vec<_> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
                match names.as_slice() {
                    [.., of, method] if of == "Self" => {
                        self.declared.methods.get(&(self.owner.clone()?, method.clone()))?.1.clone()
                    }
                    [.., of, method] if self.declared.types.contains_key(of) => {
                        self.declared.methods.get(&(of.clone(), method.clone()))?.1.clone()
                    }
                    // `Arc::clone(&…)`, `Some(…)`.
                    _ => self.of(call.args.first()?),
                }
            }
            Expr::Await(inner) => self.of(&inner.base),
            Expr::Try(inner) => self.of(&inner.expr),
            Expr::Reference(inner) => self.of(&inner.expr),
            Expr::Paren(inner) => self.of(&inner.expr),
            Expr::Unary(inner) => self.of(&inner.expr),
            _ => None,
        }
    }

    fn bind(&mut self, pattern: &Pat, of: Option<String>) {
        let Some(of) = of else { return };
        match pattern {
            Pat::Ident(name) => drop(self.values.insert(name.ident.to_string(), of)),
            Pat::TupleStruct(inner) if inner.elems.len() == 1 => self.bind(&inner.elems[0], Some(of)),
            Pat::Reference(inner) => self.bind(&inner.pat, Some(of)),
            _ => {}
        }
    }

    fn arguments(&mut self, signature: &syn::Signature) {
        self.values.clear();
        for argument in &signature.inputs {
            if let FnArg::Typed(argument) = argument {
                self.bind(&argument.pat, self.declared.known(&argument.ty));
            }
        }
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        for path in paths(&item.tree) {
            self.path(&path);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let path_of: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.path(&path_of);
        visit::visit_path(self, path);
    }

    fn visit_item_impl(&mut self, block: &'ast syn::ItemImpl) {
        self.owner = named(&block.self_ty).first().cloned();
        // An `impl` of another room's type is an arrow to that room.
        if let Some(room) = self.owner.as_ref().and_then(|owner| self.declared.types.get(owner)) {
            self.found.push((room.clone(), "impl".to_owned()));
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
        if let Some(init) = &local.init {
            let of = match &local.pat {
                Pat::Type(typed) => self.declared.known(&typed.ty),
                _ => self.of(&init.expr),
            };
            self.bind(&local.pat, of);
        }
    }

    fn visit_expr_let(&mut self, condition: &'ast syn::ExprLet) {
        visit::visit_expr_let(self, condition);
        self.bind(&condition.pat, self.of(&condition.expr));
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let method = call.method.to_string();
        let of = self.of(&call.receiver);
        let room = of.and_then(|of| self.declared.methods.get(&(of, method.clone()))).map(|(room, _)| room.clone());
        if let Some(room) = room {
            self.found.push((room, format!(".{method}()")));
        }
        visit::visit_expr_method_call(self, call);
    }
}
