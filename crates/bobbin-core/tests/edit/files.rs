//! Dashboards in several files.

use std::collections::BTreeMap;

use bobbin_core::edit::{Op, edit_files, model};
use bobbin_core::yaml::{Files, Kind, Listed, Secrets, Unread, read_files};
use expect_test::{Expect, expect};

struct Folder(BTreeMap<String, String>);

impl Files for Folder {
    fn read(&self, path: &str, _most: usize) -> Result<Option<String>, Unread> {
        Ok(self.0.get(&self.identity(path)).cloned())
    }

    fn list(&self, folder: &str, _most: usize) -> Result<Option<Vec<Listed>>, Unread> {
        let inside = |path: &String| {
            let name = path.strip_prefix(folder)?.strip_prefix('/')?;
            (!name.contains('/')).then(|| Listed { name: name.to_owned(), kind: Kind::File })
        };
        Ok(Some(self.0.keys().filter_map(inside).collect()))
    }

    fn identity(&self, path: &str) -> String {
        if path == "link.yaml" { "linked.yaml" } else { path }.to_owned()
    }
}

fn folder() -> Folder {
    let files = [
        (
            "main.yaml",
            "views:\n  # first\n  - !include home.yaml\n  - title: Away # second\n    cards: !include_dir_list cards\n  - !include twice.yaml\n  - !include twice.yaml\n  - !include link.yaml\n  - !include linked.yaml\n",
        ),
        ("linked.yaml", "title: Linked\n"),
        ("home.yaml", "title: Home # shown\ncards:\n  # a\n  - type: tile\n    entity: light.a\n  - type: map\n"),
        ("cards/one.yaml", "type: one # 1\n"),
        ("cards/two.yaml", "type: two # 2\n"),
        ("twice.yaml", "title: Twice\n"),
    ];
    Folder(files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect())
}

#[track_caller]
fn check(op: &str, expected: Expect) {
    let op: Op = serde_json::from_str(op).expect("an operation");
    let mut folder = folder();
    let tree = read_files("main.yaml", &folder, Secrets::Unresolved);
    assert_eq!(tree.problems, [], "the test's files are good");
    let shown = match edit_files(&tree, &op) {
        Ok(made) => {
            let mut value = tree.value.expect("good files have a value");
            model::apply_op(&mut value, &op).expect("the model takes the operation too");
            folder.0.insert(made.file.clone(), made.edited.text.clone());
            let again = read_files("main.yaml", &folder, Secrets::Unresolved).value.expect("the files are good");
            assert!(again.same_meaning(&value), "the files mean what was asked for");
            format!("{}\n{}", made.file, made.edited.text)
        }
        Err(error) => format!("! {error}\n"),
    };
    expected.assert_eq(&shown);
}

#[test]
fn an_edit_goes_to_the_file_with_the_node() {
    check(
        r#"{"op":"set","path":["views",0,"cards",0,"entity"],"value":"light.b"}"#,
        expect![[r#"
        home.yaml
        title: Home # shown
        cards:
          # a
          - type: tile
            entity: light.b
          - type: map
    "#]],
    );
    check(
        r#"{"op":"move","from":["views",0,"cards",0],"to":["views",0,"cards",1]}"#,
        expect![[r#"
        home.yaml
        title: Home # shown
        cards:
          - type: map
          # a
          - type: tile
            entity: light.a
    "#]],
    );
    check(
        r#"{"op":"insert","path":["views",0,"cards",2],"value":{"type":"new"}}"#,
        expect![[r#"
        home.yaml
        title: Home # shown
        cards:
          # a
          - type: tile
            entity: light.a
          - type: map
          - type: new
    "#]],
    );
    check(
        r#"{"op":"set","path":["views",1,"title"],"value":"Out"}"#,
        expect![[r#"
        main.yaml
        views:
          # first
          - !include home.yaml
          - title: Out # second
            cards: !include_dir_list cards
          - !include twice.yaml
          - !include twice.yaml
          - !include link.yaml
          - !include linked.yaml
    "#]],
    );
    check(
        r#"{"op":"set","path":["views",1,"cards",1,"type"],"value":"three"}"#,
        expect![[r#"
        cards/two.yaml
        type: three # 2
    "#]],
    );
    check(
        r#"{"op":"set","path":["views",0],"value":{"title":"House"}}"#,
        expect![[r#"
        home.yaml
        title: House # shown
    "#]],
    );
}

#[test]
fn an_include_itself_belongs_to_the_file_it_is_written_in() {
    check(
        r#"{"op":"remove","path":["views",0]}"#,
        expect![[r#"
        main.yaml
        views:
          - title: Away # second
            cards: !include_dir_list cards
          - !include twice.yaml
          - !include twice.yaml
          - !include link.yaml
          - !include linked.yaml
    "#]],
    );
    check(
        r#"{"op":"move","from":["views",0],"to":["views",1]}"#,
        expect![[r#"
        main.yaml
        views:
          - title: Away # second
            cards: !include_dir_list cards
          # first
          - !include home.yaml
          - !include twice.yaml
          - !include twice.yaml
          - !include link.yaml
          - !include linked.yaml
    "#]],
    );
}

#[test]
fn a_move_past_itself_finds_its_future_file() {
    check(
        r#"{"op":"move","from":["views",0],"to":["views",0,"header"]}"#,
        expect![[r#"
        ! views[0].header: a node cannot be moved into itself
    "#]],
    );
    check(
        r#"{"op":"move","from":["views",1],"to":["views",0,"cards",0]}"#,
        expect![[r#"
        ! views[0].cards[0]: the two places are in different files
    "#]],
    );
}

#[test]
fn an_edit_across_files_is_refused() {
    check(
        r#"{"op":"move","from":["views",0,"cards",0],"to":["views",1,"header"]}"#,
        expect![[r#"
        ! views[1].header: the two places are in different files
    "#]],
    );
    check(
        r#"{"op":"set","path":["views",2,"title"],"value":"x"}"#,
        expect![[r#"
        ! (document): the file it is in is included in several places, which would all change
    "#]],
    );
    check(
        r#"{"op":"set","path":["views",4,"title"],"value":"x"}"#,
        expect![[r#"
        ! (document): the file it is in is included in several places, which would all change
    "#]],
    );
    check(
        r#"{"op":"remove","path":["views",1,"cards",0]}"#,
        expect![[r#"
        ! views[1].cards[0]: its content comes from elsewhere (`!include` and its kind)
    "#]],
    );
    check(
        r#"{"op":"insert","path":["views",1,"cards",0],"value":1}"#,
        expect![[r#"
        ! views[1].cards[0]: its content comes from elsewhere (`!include` and its kind)
    "#]],
    );
}
