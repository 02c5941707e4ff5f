//! The arrows between the crates, read from `cargo metadata`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};

/// Every crate of the workspace, and the crates of the workspace that it may use (not counting tests).
const ARROWS: &[(&str, &[&str])] = &[
    ("bobbin-core", &[]),
    ("bobbin-hass", &[]),
    ("bobbin-demo", &[]),
    ("bobbin-testkit", &[]),
    ("bobbin-vault", &["bobbin-core"]),
    ("bobbin-preview", &["bobbin-hass"]),
    ("bobbin-app", &["bobbin-core", "bobbin-demo", "bobbin-hass", "bobbin-preview", "bobbin-vault"]),
    ("bobbin-cli", &["bobbin-app", "bobbin-core", "bobbin-demo", "bobbin-hass", "bobbin-vault"]),
    ("bobbin-desktop", &["bobbin-app"]),
    ("xtask", &["bobbin-app"]),
];

/// What a crate must not reach, however far down.
const NEVER: &[(&str, &[&str])] = &[
    ("bobbin-core", &["tokio", "tracing", "rusqlite", "tauri"]),
    ("bobbin-hass", &["bobbin-core", "tauri"]),
    ("bobbin-demo", &["bobbin-core", "bobbin-hass", "tauri"]),
    ("bobbin-preview", &["bobbin-core", "bobbin-testkit", "tauri"]),
    ("bobbin-vault", &["tokio", "tauri"]),
    ("bobbin-app", &["tauri", "bobbin-testkit"]),
    ("bobbin-cli", &["tauri", "bobbin-testkit"]),
    ("bobbin-desktop", &["bobbin-testkit"]),
];

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .exec()
        .expect("cargo metadata")
}

/// What each package uses when it is built for use, not for tests.
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
