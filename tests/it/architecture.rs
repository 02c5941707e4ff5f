//! The arrows between the crates, from `cargo metadata`, and between the rooms or files of a crate, from its sources
//! ([`Rooms`]).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};

use crate::calls;
use crate::rooms::Rooms;

/// Every crate of the workspace, with the crates of the workspace that it may use outside tests.
const ARROWS: &[(&str, &[&str])] = &[
    ("bobbin-words", &[]),
    ("bobbin-core", &["bobbin-words"]),
    ("bobbin-hass", &["bobbin-words"]),
    ("bobbin-demo", &[]),
    ("bobbin-testkit", &[]),
    ("bobbin-vault", &["bobbin-core", "bobbin-words"]),
    ("bobbin-preview", &["bobbin-hass", "bobbin-words"]),
    ("bobbin-app", &["bobbin-core", "bobbin-demo", "bobbin-hass", "bobbin-preview", "bobbin-vault"]),
    ("bobbin-cli", &["bobbin-app", "bobbin-core", "bobbin-demo", "bobbin-hass", "bobbin-vault"]),
    ("bobbin-desktop", &["bobbin-app", "bobbin-words"]),
    ("xtask", &["bobbin-app", "bobbin-words"]),
];

/// Crates that a crate must not reach, at any depth.
const NEVER: &[(&str, &[&str])] = &[
    ("bobbin-words", &["tokio", "tracing", "rusqlite", "tauri"]),
    ("bobbin-core", &["tokio", "tracing", "rusqlite", "tauri"]),
    ("bobbin-hass", &["bobbin-core", "tauri"]),
    ("bobbin-demo", &["bobbin-core", "bobbin-hass", "tauri"]),
    ("bobbin-preview", &["bobbin-core", "bobbin-testkit", "tauri"]),
    ("bobbin-vault", &["tokio", "tauri"]),
    ("bobbin-app", &["tauri", "bobbin-testkit"]),
    ("bobbin-cli", &["tauri", "bobbin-testkit"]),
    ("bobbin-desktop", &["bobbin-testkit"]),
];

/// The rooms of `bobbin-app`, each after those that it may use. `state` and everything before it know no use case.
const APP: &[&str] = &[
    "api",
    "clock",
    "terminal",
    "error",
    "failures",
    "shell",
    "catalogue",
    "state",
    "swap",
    "home",
    "document",
    "conflict",
    "save",
    "history",
    "preview",
    "search",
    "script",
    "watch",
    "window",
    "app",
    "commands",
    "lib",
];

/// The methods of the app's store that write to the vault.
const WRITES: &[&str] = &[
    "record",
    "see_dashboards",
    "name_version",
    "put_dashboard_settings",
    "put_local_text",
    "pin_base",
    "set_base",
    "save_draft",
    "remove_draft",
    "discard_draft",
    "keep_draft",
    "keep_text_once",
    "put_snapshot",
    "begin",
    "queue",
    "merging",
    "displaced",
    "finish",
    "log",
    "undone",
];

fn sources(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("crates").join(name).join("src")
}

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .exec()
        .expect("cargo metadata")
}

/// The packages that each package uses outside tests.
fn uses(metadata: &Metadata) -> HashMap<PackageId, Vec<PackageId>> {
    let graph = metadata.resolve.as_ref().expect("the dependency graph");
    let used = |dependency: &&cargo_metadata::NodeDep| {
        dependency.dep_kinds.iter().any(|kind| kind.kind != DependencyKind::Development)
    };
    graph
        .nodes
        .iter()
        .map(|node| (node.id.clone(), node.deps.iter().filter(used).map(|dependency| dependency.pkg.clone()).collect()))
        .collect()
}

#[test]
fn crates_use_only_what_lies_below_them() {
    let metadata = metadata();
    let uses = uses(&metadata);
    let names: HashMap<_, _> = metadata.packages.iter().map(|package| (&package.id, package.name.as_str())).collect();
    let found: BTreeMap<&str, BTreeSet<&str>> = metadata
        .workspace_members
        .iter()
        .map(|member| {
            let used = uses[member].iter().filter(|id| metadata.workspace_members.contains(id)).map(|id| names[id]);
            (names[member], used.collect())
        })
        .collect();
    let allowed: BTreeMap<&str, BTreeSet<&str>> =
        ARROWS.iter().map(|(name, below)| (*name, below.iter().copied().collect())).collect();
    for (name, used) in &found {
        let allowed = allowed.get(name).unwrap_or_else(|| panic!("{name} is new: give it a line in ARROWS"));
        let wrong: Vec<_> = used.difference(allowed).collect();
        assert!(wrong.is_empty(), "{name} uses {wrong:?}, which is not below it");
    }
}

#[test]
fn no_crate_reaches_what_it_must_not_know() {
    let metadata = metadata();
    let uses = uses(&metadata);
    let names: HashMap<_, _> = metadata.packages.iter().map(|package| (&package.id, package.name.as_str())).collect();
    for (name, never) in NEVER {
        let start = metadata.packages.iter().find(|package| package.name == *name).unwrap_or_else(|| panic!("{name}"));
        let mut reached = BTreeSet::new();
        let mut open = vec![&start.id];
        while let Some(id) = open.pop() {
            for used in &uses[id] {
                if reached.insert(names[used]) {
                    open.push(used);
                }
            }
        }
        let wrong: Vec<_> = never.iter().filter(|forbidden| reached.contains(*forbidden)).collect();
        assert!(wrong.is_empty(), "{name} reaches {wrong:?}");
    }
}

#[test]
fn core_and_vault_read_no_clock() {
    for name in ["bobbin-core", "bobbin-vault"] {
        for path in Rooms::paths(&sources(name)) {
            let text = std::fs::read_to_string(&path).expect("a source file");
            for clock in ["SystemTime", "Instant", "Timestamp::now", "Zoned::now", "Utc::now"] {
                assert!(!text.contains(clock), "{} names {clock}: callers say when", path.display());
            }
        }
    }
}

#[test]
fn rooms_of_the_app_use_only_what_lies_below_them() {
    let rooms = Rooms::of(&sources("bobbin-app"));
    for room in rooms.arrows.keys() {
        assert!(APP.contains(&room.as_str()), "{room} is new: give it a place in APP");
    }
    let upwards = rooms.upwards(APP);
    assert!(upwards.is_empty(), "{}\n{}", upwards.join("\n"), rooms.report());
    assert!(rooms.circles().is_empty(), "{}", rooms.report());
}

#[test]
fn no_type_of_the_app_is_spread_over_more_than_three_files() {
    for (name, files) in Rooms::of(&sources("bobbin-app")).impls {
        assert!(files.len() <= 3, "`impl {name}` is in {}: {files:?}", files.len());
    }
}

#[test]
fn rooms_of_the_engine_have_no_circle() {
    let rooms = Rooms::of(&sources("bobbin-core"));
    assert!(rooms.circles().is_empty(), "{}", rooms.report());
    let never = |from: &str, to: &str| assert!(!rooms.arrows[from].contains_key(to), "{}", rooms.arrows[from][to]);
    never("edit", "replace");
    never("replace", "edit");
    never("rewrite", "edit");
    never("rewrite", "replace");
}

#[test]
fn files_of_the_engine_have_no_circle() {
    let circles = Rooms::of(&sources("bobbin-core")).circles_in_folders();
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn files_of_the_lower_crates_use_each_other_in_no_circle() {
    for name in ["bobbin-demo", "bobbin-hass", "bobbin-preview", "bobbin-testkit", "bobbin-vault"] {
        let rooms = Rooms::of(&sources(name));
        assert!(rooms.circles().is_empty(), "{name}: {}", rooms.report());
        let circles = rooms.circles_in_folders();
        assert!(circles.is_empty(), "{name}: {}", circles.join("\n"));
    }
}

#[test]
fn the_document_about_rooms_has_the_present_graph() {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/design/rooms.md");
    let document = std::fs::read_to_string(document).expect("docs/design/rooms.md");
    for name in ["bobbin-app", "bobbin-core"] {
        let report = Rooms::of(&sources(name)).report();
        assert!(document.contains(&report), "docs/design/rooms.md is stale; the graph of {name} is now:\n{report}");
    }
}

#[test]
fn a_call_through_a_shared_object_is_an_arrow() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write("lib.rs", "mod below; mod above; mod whole;");
    write("above.rs", "use crate::below::Below; pub struct Above; impl Above { pub fn news(&self, below: &Below) {} }");
    // No `use` of `above`: only fields and return types lead there.
    write(
        "below.rs",
        "use std::sync::Weak; use crate::whole::Whole; pub struct Below { whole: Weak<Whole> } \
         impl Below { fn tell(&self) { let whole = self.whole.upgrade(); whole.above().news(self); } }",
    );
    write(
        "whole.rs",
        "use std::sync::Arc; pub struct Whole { above: Arc<crate::above::Above> } \
         impl Whole { pub fn above(&self) -> Arc<crate::above::Above> { Arc::clone(&self.above) } }",
    );
    let rooms = Rooms::of(folder.path());
    assert_eq!(rooms.arrows["below"]["above"], "below.rs: .news()");
    assert_eq!(rooms.circles(), [["above", "below", "whole"]], "{}", rooms.report());
    assert_eq!(rooms.upwards(&["lib", "below", "whole", "above"]).len(), 3, "{}", rooms.report());
}

#[test]
fn the_command_saves_through_the_same_code_as_the_window() {
    let script = Rooms::of(&sources("bobbin-app")).arrows.remove("script").expect("the room of the command");
    assert!(!script.contains_key("swap"), "script sends frames of its own: {}", script["swap"]);
    let written = calls::of(&sources("bobbin-app").join("script"));
    let writes = |call: &&calls::Call| call.on == "store" && WRITES.contains(&call.method.as_str());
    let wrong: Vec<_> = written.iter().filter(writes).map(|call| format!("{}: {}", call.file, call.method)).collect();
    assert!(wrong.is_empty(), "script writes to the vault by itself: {wrong:?}");
    let store = std::fs::read_to_string(sources("bobbin-app").join("state/store.rs")).expect("the store");
    for method in WRITES {
        assert!(store.contains(&format!("fn {method}(")), "{method} is no method of the store any more");
    }
}

/// A crate of these files.
fn written(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    folder
}

#[test]
fn names_lead_to_the_module_that_declares_them() {
    let folder = written(&[
        ("lib.rs", "mod first; mod second; mod third;"),
        ("first.rs", "pub struct Tree; impl Tree { pub fn root(&self) {} } pub enum Kind { Leaf(Tree) }"),
        // Has a type of the same name, and hands one of the first on.
        ("second.rs", "pub use crate::first::Kind; pub struct Tree; impl Tree { pub fn leaf(&self) {} }"),
        (
            "third.rs",
            "use crate::second::Kind; fn look(kind: &Kind) { match kind { Kind::Leaf(tree) => tree.root() } }",
        ),
    ]);
    let rooms = Rooms::of(folder.path());
    assert_eq!(rooms.arrows["third"]["first"], "third.rs: crate::second::Kind", "{}", rooms.report());
    assert!(rooms.arrows["third"].contains_key("second"), "a re-export is used, too");
    assert_eq!(rooms.arrows["second"].len(), 1, "{}", rooms.report());
    assert!(rooms.circles().is_empty(), "{}", rooms.report());
}

#[test]
fn a_circle_inside_a_folder_is_found_and_a_file_with_its_children_is_none() {
    let folder = written(&[
        ("lib.rs", "mod other; mod room;"),
        (
            "room.rs",
            "mod above; mod below; #[cfg(test)] mod tests; pub struct Room; fn all(room: &Room) { room.above(); }",
        ),
        // One type in two files of its own folder: its methods call each other.
        ("room/above.rs", "use super::Room; impl Room { pub fn above(&self) { self.below() } }"),
        ("room/below.rs", "use super::Room; impl Room { pub fn below(&self) { self.above() } }"),
        // Tests use what they test, and a helper of a test may be used back.
        ("room/tests.rs", "use super::above; use crate::other::Other;"),
        ("other.rs", "pub struct Other; fn of(room: crate::room::Room) {}"),
    ]);
    let rooms = Rooms::of(folder.path());
    assert!(rooms.circles_in_folders().is_empty(), "{:?}", rooms.circles_in_folders());
    assert!(rooms.circles().is_empty(), "{}", rooms.report());

    let folder = written(&[
        ("lib.rs", "mod room;"),
        ("room.rs", "mod above; mod below;"),
        (
            "room/above.rs",
            "use super::below::Below; pub struct Above; impl Above { pub fn news(&self, below: &Below) {} }",
        ),
        // No `use`: only a field and its method lead there.
        (
            "room/below.rs",
            "pub struct Below { above: super::above::Above } impl Below { fn go(&self) { self.above.news(self) } }",
        ),
    ]);
    let found = Rooms::of(folder.path()).circles_in_folders();
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("room: circle of 2: above below\n"), "{}", found[0]);
}
