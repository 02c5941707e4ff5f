//! Trees of files, from a list of names and texts.

use super::*;
use crate::path;
use crate::path::Path;

struct Folder(&'static [(&'static str, &'static str)]);

impl Files for Folder {
    fn read(&self, path: &str, _most: usize) -> Result<Option<String>, Unread> {
        Ok(self.0.iter().find(|(name, _)| *name == path).map(|(_, text)| (*text).to_owned()))
    }

    fn list(&self, folder: &str, _most: usize) -> Result<Option<Vec<Listed>>, Unread> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut listed: Vec<Listed> = Vec::new();
        for rest in self.0.iter().filter_map(|(name, _)| name.strip_prefix(prefix.as_str())) {
            let (name, kind) = rest.split_once('/').map_or((rest, Kind::File), |(name, _)| (name, Kind::Folder));
            listed.push(Listed { name: name.to_owned(), kind });
        }
        listed.dedup();
        Ok((!listed.is_empty()).then_some(listed))
    }

    fn variable(&self, name: &str) -> Option<String> {
        (name == "ROOM").then(|| "kitchen".to_owned())
    }
}

fn json(tree: &FileTree) -> String {
    let words: Vec<String> = tree.problems.iter().map(ToString::to_string).collect();
    match &tree.value {
        Some(value) => serde_json::to_string(value).expect("a value is JSON"),
        None => words.join("\n"),
    }
}

fn read(files: &'static [(&'static str, &'static str)]) -> FileTree {
    read_files("ui.yaml", &Folder(files), Secrets::Unresolved)
}

#[test]
fn includes_files_relative_to_the_one_that_asks() {
    let tree = read(&[
        ("ui.yaml", "views: !include views/home.yaml\n"),
        ("views/home.yaml", "- !include ../cards/a.yaml\n- !include /config/cards/empty.yaml\n"),
        ("cards/a.yaml", "type: tile\n"),
        ("cards/empty.yaml", "# nothing\n"),
    ]);
    assert_eq!(json(&tree), r#"{"views":[{"type":"tile"},{}]}"#);
    let files: Vec<&str> = tree.files.iter().map(|file| &*file.path).collect();
    assert_eq!(files, ["ui.yaml", "views/home.yaml", "cards/a.yaml", "cards/empty.yaml"]);
}

#[test]
fn includes_folders_in_all_four_ways() {
    let tree = read(&[
        (
            "ui.yaml",
            "a: !include_dir_list d\nb: !include_dir_named d\nc: !include_dir_merge_list l\nd: !include_dir_merge_named d\n",
        ),
        ("d/two.yaml", "k: 2\nx: 0\n"),
        ("d/one.yaml", "k: 1\n"),
        ("d/.hidden.yaml", "k: 9\n"),
        ("d/other.yml", "k: 9\n"),
        ("d/secrets.yaml", "k: 9\n"),
        ("d/sub/three.yaml", "k: 3\n"),
        ("d/sub/void.yaml", ""),
        ("l/a.yaml", "- 1\n- 2\n"),
        ("l/b.yaml", "- 3\n"),
        ("l/c.yaml", "no: list\n"),
    ]);
    assert_eq!(
        json(&tree),
        r#"{"a":[{"k":1},{"k":2,"x":0},{"k":3}],"b":{"one":{"k":1},"two":{"k":2,"x":0},"three":{"k":3},"void":{}},"c":[1,2,3],"d":{"k":3,"x":0}}"#
    );
}

#[test]
fn tells_the_file_that_a_path_is_written_in() {
    let tree = read(&[
        (
            "ui.yaml",
            "views:\n  - !include v.yaml\nnamed: !include_dir_named d\nlist: !include_dir_merge_list l\nmap: !include_dir_merge_named d2\n",
        ),
        ("v.yaml", "cards:\n  - type: tile\n"),
        ("d/one.yaml", "k: 1\n"),
        ("d2/one.yaml", "m: {n: 1}\n"),
        ("l/a.yaml", "- 1\n- 2\n"),
        ("l/b.yaml", "- z: 3\n"),
    ]);
    let place = |path: Path| tree.place(&path).map(|place| format!("{} {}", place.file, place.path));
    assert_eq!(place(path!["views", 0, "cards", 0, "type"]).as_deref(), Some("v.yaml cards[0].type"));
    assert_eq!(place(path!["views"]).as_deref(), Some("ui.yaml views"));
    assert_eq!(place(path!["named", "one", "k"]).as_deref(), Some("d/one.yaml k"));
    assert_eq!(place(path!["list", 2, "z"]).as_deref(), Some("l/b.yaml [0].z"));
    assert_eq!(place(path!["map", "m", "n"]).as_deref(), Some("d2/one.yaml m.n"));
    assert_eq!(place(path!["absent"]), None);
}

#[test]
fn finds_circles_missing_files_and_ways_out() {
    let circle = read(&[("ui.yaml", "a: !include b.yaml\n"), ("b.yaml", "- x\n- !include ui.yaml\n")]);
    assert_eq!(json(&circle), "b.yaml:2:3: The files include each other in a circle: ui.yaml → b.yaml → ui.yaml");
    let missing = read(&[("ui.yaml", "a: !include b.yaml\n")]);
    assert_eq!(json(&missing), "ui.yaml:1:4: There is no file b.yaml");
    let out = read(&[("ui.yaml", "a: !include ../x.yaml\nb: !include /etc/passwd\n")]);
    assert_eq!(
        json(&out),
        "ui.yaml:1:4: ../x.yaml leads out of the configuration folder\n\
         ui.yaml:2:4: /etc/passwd leads out of the configuration folder"
    );
    assert_eq!(json(&read(&[])), "ui.yaml:1:1: There is no file ui.yaml");
}

#[test]
fn says_in_which_file_the_mistake_is() {
    let tree = read(&[("ui.yaml", "a: !include b.yaml\nk: 1\nk: 2\n"), ("b.yaml", "x: y: z\n")]);
    assert_eq!(
        json(&tree),
        "b.yaml:1:5: A colon followed by a space stands inside a text, where it would start another value"
    );
    assert_eq!(tree.warnings.len(), 1);
}

#[test]
fn secrets_stay_unless_asked_for() {
    const FILES: &[(&str, &str)] = &[
        ("ui.yaml", "a: !include d/x.yaml\nb: !secret top\n"),
        ("d/x.yaml", "[!secret near, !secret top, !env_var ROOM, !env_var NO a b, !env_var NO]\n"),
        ("d/secrets.yaml", "near: 1\n"),
        ("secrets.yaml", "near: 2\ntop: secret\n"),
    ];
    assert_eq!(
        json(&read(FILES)),
        r#"{"a":["!secret near","!secret top","kitchen","a b","!env_var NO"],"b":"!secret top"}"#
    );
    let resolved = read_files("ui.yaml", &Folder(FILES), Secrets::Resolved);
    assert_eq!(json(&resolved), r#"{"a":[1,"secret","kitchen","a b","!env_var NO"],"b":"secret"}"#);
    let missing = read_files("ui.yaml", &Folder(&[("ui.yaml", "a: !secret x\n")]), Secrets::Resolved);
    assert_eq!(json(&missing), "ui.yaml:1:4: The secret x stands in no secrets.yaml");
}

#[test]
fn a_file_is_made_anew_wherever_it_is_included() {
    const FILES: &[(&str, &str)] = &[
        ("ui.yaml", "[!include a.yaml, !include a.yaml]"),
        ("a.yaml", "[!include b.yaml, !include b.yaml]"),
        ("b.yaml", "x"),
    ];
    assert_eq!(json(&read(FILES)), r#"[["x","x"],["x","x"]]"#);
}

#[test]
fn a_missing_folder_is_empty_as_in_home_assistant() {
    let tree = read(&[(
        "ui.yaml",
        "list: !include_dir_list no\nmerge_list: !include_dir_merge_list no/\nnamed: !include_dir_named no\n\
         merge_named: !include_dir_merge_named ./no\nfile: !include_dir_list ui.yaml\n",
    )]);
    assert_eq!(json(&tree), r#"{"list":[],"merge_list":[],"named":{},"merge_named":{},"file":[]}"#);
    let warnings: Vec<String> = tree.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "ui.yaml:1:7: There is no folder no; Home Assistant reads an empty list",
            "ui.yaml:2:13: There is no folder no/; Home Assistant reads an empty list",
            "ui.yaml:3:8: There is no folder no; Home Assistant reads an empty mapping",
            "ui.yaml:4:14: There is no folder ./no; Home Assistant reads an empty mapping",
            "ui.yaml:5:7: There is no folder ui.yaml; Home Assistant reads an empty list",
        ]
    );
}

#[test]
fn a_file_reaches_all_of_the_configuration_folder() {
    const FILES: &[(&str, &str)] = &[
        ("dashboards/main.yaml", "views: !include ../shared/views.yaml\ncards: !include_dir_list ../shared/cards\n"),
        ("shared/views.yaml", "- !include ../dashboards/deep/view.yaml\n"),
        ("shared/cards/a.yaml", "type: tile\n"),
        ("dashboards/deep/view.yaml", "title: Home\n"),
    ];
    let tree = read_files("dashboards/main.yaml", &Folder(FILES), Secrets::Unresolved);
    assert_eq!(json(&tree), r#"{"views":[{"title":"Home"}],"cards":[{"type":"tile"}]}"#);
}

#[test]
fn a_path_that_ends_in_a_slash_is_no_file() {
    let tree = read(&[("ui.yaml", "a: !include b.yaml/\nb: !include b.yaml/.\n"), ("b.yaml", "x\n")]);
    assert_eq!(json(&tree), "ui.yaml:1:4: b.yaml/ is not a file\nui.yaml:2:4: b.yaml/. is not a file");
}

mod hostile;
