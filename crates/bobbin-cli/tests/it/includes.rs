//! Files that include each other on the disk: the folder they may come from, and attempts to leave it.

use serde_json::{Value, json};

use crate::bobbin::{Desk, Ran};

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn parse(desk: &Desk, code: i32, file: &str) -> Ran {
    desk.ends(code, &["yaml", "parse", "--dialect", "core", file])
}

/// A configuration folder `home` with a file, and something beside it that is nobody's business.
fn home() -> Desk {
    let desk = Desk::new();
    desk.put("home/configuration.yaml", "lovelace:\n");
    desk.put("home/a.yaml", "type: tile\n");
    desk.put("secret.yaml", "password: hunter2\n");
    desk.put("beside/secret.yaml", "password: hunter2\n");
    desk
}

#[track_caller]
fn leads_out(desk: &Desk, file: &str, place: &str) {
    let ran = parse(desk, 2, file);
    assert!(ran.words.starts_with(place), "{ran:#?}");
    let folder = std::fs::canonicalize(desk.path("home")).expect("there");
    let folder = folder.display().to_string();
    let folder = folder.trim_start_matches(r"\\?\");
    let end = format!("leads out of the configuration folder {folder}; name another with --config-dir");
    assert!(ran.words.lines().all(|line| line.ends_with(&end)), "{ran:#?}");
    assert!(ran.out.is_empty() && !ran.words.contains("hunter2"), "{ran:#?}");
}

#[test]
fn the_configuration_folder_is_the_nearest_one_above_with_a_configuration() {
    let desk = Desk::new();
    desk.put("main/dashboards/main.yaml", "views: !include ../shared/views.yaml\n");
    desk.put("main/shared/views.yaml", "- title: Home\n  cards: !include_dir_list cards\n");
    desk.put("main/shared/cards/a.yaml", "type: tile\n");
    let value = json!({"views": [{"title": "Home", "cards": [{"type": "tile"}]}]});
    let file = "main/dashboards/main.yaml";

    let alone = parse(&desk, 2, file);
    assert!(alone.words.starts_with("main/dashboards/main.yaml:1:8: ../shared/views.yaml leads out"), "{alone:#?}");
    let named = ["yaml", "parse", "--dialect", "core", "--config-dir", "main", file];
    assert_eq!(read(&desk.ends(0, &named).out), value);

    desk.put("main/configuration.yaml", "");
    assert_eq!(read(&parse(&desk, 0, file).out), value);
    let full = desk.path(file);
    assert_eq!(read(&parse(&desk, 0, full.to_str().expect("a name")).out), value);

    // The nearest one counts, and a folder of that name is none.
    std::fs::create_dir(desk.path("main/dashboards/configuration.yaml")).expect("made");
    assert_eq!(read(&parse(&desk, 0, file).out), value);
    std::fs::remove_dir(desk.path("main/dashboards/configuration.yaml")).expect("removed");
    desk.put("main/dashboards/configuration.yaml", "");
    parse(&desk, 2, file);
}

#[test]
fn a_problem_is_told_with_the_name_that_the_file_has_from_here() {
    let desk = home();
    desk.put("home/deep/main.yaml", "- !include beside.yaml\n- !include ../above.yaml\n");
    desk.put("home/deep/beside.yaml", "a: [\n");
    desk.put("home/above.yaml", "a: [\n");
    let words = parse(&desk, 2, "home/deep/main.yaml").words;
    let names: Vec<&str> = words.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(names, ["home/deep/beside.yaml", "home/above.yaml"], "{words}");
}

#[test]
fn a_file_outside_of_the_named_folder_is_not_read() {
    let desk = home();
    let call =
        |folder: &str| desk.ends(2, &["yaml", "parse", "--dialect", "core", "secret.yaml", "--config-dir", folder]);
    let ran = call("home");
    assert!(ran.words.contains("the file lies outside of the configuration folder"), "{ran:#?}");
    assert!(ran.words.contains("name another with --config-dir"), "{ran:#?}");
    assert!(call("none").words.contains("there is no folder none"));
    assert!(call("home/a.yaml").words.contains("there is no folder home/a.yaml"));
    // The option says nothing where nothing is included.
    desk.ends(64, &["yaml", "parse", "secret.yaml", "--config-dir", "home"]);
    let help = desk.ends(0, &["yaml", "parse", "--help"]).out;
    assert!(help.contains("--config-dir <DIR>") && help.contains("configuration.yaml"), "{help}");
}

#[test]
fn standard_input_lies_in_the_current_folder() {
    let desk = home();
    let fed = |folder: &str, text: &str| {
        let mut command = desk.command(&["yaml", "parse", "--dialect", "core", "-"]);
        crate::bobbin::fed(command.current_dir(desk.path(folder)), text)
    };
    std::fs::create_dir(desk.path("home/deep")).expect("made");
    let ran = fed("home/deep", "a: !include ../a.yaml\n");
    assert_eq!((ran.code, read(&ran.out)), (0, json!({"a": {"type": "tile"}})), "{ran:#?}");
    let ran = fed("home/deep", "a: !include ../../secret.yaml\n");
    assert!(ran.code == 2 && ran.words.starts_with("-:1:4: ../../secret.yaml leads out"), "{ran:#?}");
}

#[test]
fn a_missing_folder_is_empty_as_in_home_assistant() {
    let desk = home();
    desk.put(
        "home/main.yaml",
        "a: !include_dir_list no\nb: !include_dir_merge_list no\nc: !include_dir_named no\nd: !include_dir_merge_named no\n",
    );
    let ran = parse(&desk, 0, "home/main.yaml");
    assert_eq!(read(&ran.out), json!({"a": [], "b": [], "c": {}, "d": {}}));
    let first = "home/main.yaml:1:4: There is no folder no; Home Assistant reads an empty list";
    assert_eq!(ran.words.lines().next(), Some(first), "{ran:#?}");
    assert_eq!(ran.words.lines().count(), 4, "{ran:#?}");
}

#[test]
fn paths_that_leave_the_folder_are_refused() {
    let desk = home();
    let full = desk.path("secret.yaml");
    for path in [
        "../secret.yaml",
        "./../secret.yaml",
        "deep/../../secret.yaml",
        "../home/../secret.yaml",
        "/config/../secret.yaml",
        full.to_str().expect("a name"),
        "/etc/hostname",
        "/proc/self/environ",
        "/dev/stdin",
    ] {
        std::fs::create_dir_all(desk.path("home/deep")).expect("made");
        desk.put("home/main.yaml", &format!("a: !include {path}\nb: !include_dir_list {path}\n"));
        leads_out(&desk, "home/main.yaml", "home/main.yaml:1:4: ");
    }
    // A path that only looks like a way out is a name, and nothing has it.
    for path in
        ["..%2Fsecret.yaml", "..\u{2215}secret.yaml", "..\u{ff0f}secret.yaml", "\u{ff0e}\u{ff0e}/secret.yaml", "~/x"]
    {
        desk.put("home/main.yaml", &format!("a: !include \"{path}\"\n"));
        assert!(parse(&desk, 2, "home/main.yaml").words.contains("There is no file"), "{path}");
    }
    desk.put("home/main.yaml", "a: !include \"a\\0.yaml\"\n");
    assert!(parse(&desk, 2, "home/main.yaml").words.contains("a name can't contain a NUL character"));
    if cfg!(windows) {
        return;
    }
    // The folder by its full name is the folder.
    let inside = desk.path("home/a.yaml");
    desk.put("home/main.yaml", &format!("a: !include {}\nb: !include /config/a.yaml\n", inside.display()));
    let out = parse(&desk, 0, "home/main.yaml").out;
    assert_eq!(read(&out), json!({"a": {"type": "tile"}, "b": {"type": "tile"}}));
}

#[test]
fn eleven_files_of_ten_inclusions_each_end_in_one_problem() {
    let desk = home();
    for number in 0..10 {
        desk.put(&format!("home/{number}.yaml"), &format!("- !include {}.yaml\n", number + 1).repeat(10));
    }
    desk.put("home/10.yaml", &"- x\n".repeat(10));
    let ran = parse(&desk, 2, "home/0.yaml");
    assert_eq!(ran.words.lines().count(), 1, "{ran:#?}");
    assert!(ran.words.contains("the dashboard has over a million values"), "{ran:#?}");
    // An edit of it is refused with the same words.
    desk.put("ops.json", r#"[{"op": "remove", "path": [0]}]"#);
    let edit = ["edit", "home/0.yaml", "--ops", "ops.json", "--dialect", "core", "-o", "home/0.yaml"];
    assert_eq!(desk.ends(2, &edit).words, ran.words);
}

#[test]
fn an_edit_is_written_to_all_of_its_files_or_to_none() {
    let desk = home();
    desk.put("home/deep/main.yaml", "a: !include ../a.yaml\nb: !include ../b.yaml\nc: 1\n");
    desk.put("home/b.yaml", "type: tile # b\n");
    desk.put(
        "ops.json",
        r#"[{"op": "set", "path": ["a", "type"], "value": "map"}, {"op": "set", "path": ["b", "type"], "value": "map"},
            {"op": "set", "path": ["c"], "value": 2}]"#,
    );
    let edit = |output: &str| {
        desk.run(&["edit", "home/deep/main.yaml", "--ops", "ops.json", "--dialect", "core", "-o", output])
    };
    let untouched = || {
        assert_eq!(desk.get("home/a.yaml"), "type: tile\n");
        assert_eq!(desk.get("home/b.yaml"), "type: tile # b\n");
    };
    // The last file can't be written, or is one of the others.
    let ran = edit("home/none/main.yaml");
    assert!(ran.code == 2 && ran.words.contains("nothing was changed"), "{ran:#?}");
    untouched();
    let ran = edit("home/deep/../b.yaml");
    assert!(ran.code == 2 && ran.words.contains("nothing was changed"), "{ran:#?}");
    untouched();

    let ran = edit("home/deep/main.yaml");
    assert_eq!(ran.code, 0, "{ran:#?}");
    assert_eq!(desk.get("home/a.yaml"), "type: map\n");
    assert_eq!(desk.get("home/b.yaml"), "type: map # b\n");
    assert!(desk.get("home/deep/main.yaml").ends_with("c: 2\n"));
}

#[cfg(unix)]
mod links {
    //! The effect of links.

    use std::os::unix::fs::symlink;

    use super::*;

    fn link(desk: &Desk, link: &str, target: &str) {
        symlink(target, desk.path(link)).expect("linked");
    }

    #[test]
    fn links_that_stay_inside_are_followed_as_home_assistant_does() {
        let desk = home();
        std::fs::create_dir_all(desk.path("home/shared/cards")).expect("made");
        desk.put("home/shared/cards/b.yaml", "- !include c.yaml\n- !include ../c.yaml\n");
        desk.put("home/shared/c.yaml", "shared\n");
        desk.put("home/shared/cards/c.yaml", "card\n");
        desk.put("home/c.yaml", "home\n");
        link(&desk, "home/cards", "shared/cards");
        link(&desk, "home/b.yaml", "shared/cards/b.yaml");
        desk.put(
            "home/main.yaml",
            "through: !include cards/b.yaml\nabove: !include cards/../c.yaml\nlisted: !include_dir_list cards\n",
        );
        let out = parse(&desk, 0, "home/main.yaml").out;
        // Above a linked folder is the folder above its target.
        let through = json!(["card", "shared"]);
        assert_eq!(read(&out), json!({"through": through, "above": "shared", "listed": [through, "card"]}));
        // The files that a linked file includes are beside the link.
        desk.put("home/deep/main.yaml", "a: !include ../b.yaml\n");
        let ran = parse(&desk, 2, "home/deep/main.yaml");
        assert!(ran.words.contains("../c.yaml leads out"), "{ran:#?}");
        desk.put("home/shared/cards/b.yaml", "- !include c.yaml\n");
        assert_eq!(read(&parse(&desk, 0, "home/deep/main.yaml").out), json!({"a": ["home"]}));
    }

    #[test]
    fn links_that_lead_out_are_refused_for_reading_and_listing() {
        let desk = home();
        link(&desk, "home/file.yaml", "../secret.yaml");
        link(&desk, "home/chain.yaml", "file.yaml");
        link(&desk, "home/folder", "../beside");
        link(&desk, "home/root", "/");
        link(&desk, "home/full.yaml", desk.path("secret.yaml").to_str().expect("a name"));
        for path in
            ["file.yaml", "chain.yaml", "full.yaml", "folder/secret.yaml", "folder/../secret.yaml", "root/etc/hosts"]
        {
            desk.put("home/main.yaml", &format!("a: !include {path}\n"));
            leads_out(&desk, "home/main.yaml", "home/main.yaml:1:4: ");
        }
        for tag in ["list", "merge_list", "named", "merge_named"] {
            for path in ["folder", "root/etc", "folder/.."] {
                desk.put("home/main.yaml", &format!("a: !include_dir_{tag} {path}\n"));
                leads_out(&desk, "home/main.yaml", "home/main.yaml:1:4: ");
            }
        }
        // In a folder that is walked, a file is refused, and a folder left out as in Home Assistant.
        desk.put("home/d/a.yaml", "1\n");
        link(&desk, "home/d/out", "../../beside");
        desk.put("home/main.yaml", "!include_dir_list d\n");
        let ran = parse(&desk, 0, "home/main.yaml");
        assert_eq!(read(&ran.out), json!([1]));
        assert!(ran.words.contains("d/out is left out: it is a link that leads out"), "{ran:#?}");
        link(&desk, "home/d/b.yaml", "../../secret.yaml");
        let ran = parse(&desk, 2, "home/main.yaml");
        assert!(ran.words.contains("d/b.yaml is a link that leads out of the configuration folder"), "{ran:#?}");
    }

    #[test]
    fn circles_of_links_end() {
        let desk = home();
        link(&desk, "home/self.yaml", "self.yaml");
        link(&desk, "home/x.yaml", "y.yaml");
        link(&desk, "home/y.yaml", "x.yaml");
        for path in ["self.yaml", "x.yaml"] {
            desk.put("home/main.yaml", &format!("a: !include {path}\n"));
            let ran = parse(&desk, 2, "home/main.yaml");
            assert!(
                ran.words.contains(&format!("{path} can't be read: it is a link in a circle of links")),
                "{ran:#?}"
            );
        }
        // A folder that has itself in it is walked once, as in Home Assistant.
        desk.put("home/d/a.yaml", "1\n");
        link(&desk, "home/d/loop", ".");
        link(&desk, "home/d/above", "..");
        desk.put("home/main.yaml", "!include_dir_list d\n");
        let ran = parse(&desk, 0, "home/main.yaml");
        assert_eq!(read(&ran.out), json!([1]));
        assert_eq!(ran.words.matches("Home Assistant leaves out the files in it").count(), 2, "{ran:#?}");
        // One that includes itself by ever longer names does end.
        link(&desk, "home/more", ".");
        desk.put("home/main.yaml", "!include more/main.yaml\n");
        let ran = parse(&desk, 2, "home/main.yaml");
        assert!(ran.words.contains("main.yaml can't be read: it is a link in a circle of links"), "{ran:#?}");
    }

    #[test]
    fn the_file_that_is_named_may_be_a_link_and_counts_as_lying_there() {
        let desk = home();
        desk.put("beside/main.yaml", "a: !include a.yaml\n");
        link(&desk, "home/main.yaml", "../beside/main.yaml");
        assert_eq!(read(&parse(&desk, 0, "home/main.yaml").out), json!({"a": {"type": "tile"}}));
        // A linked folder is where its target is.
        link(&desk, "home/linked", "../beside");
        let ran =
            desk.ends(2, &["yaml", "parse", "--dialect", "core", "home/linked/main.yaml", "--config-dir", "home"]);
        assert!(ran.words.contains("lies outside of the configuration folder"), "{ran:#?}");
    }

    #[test]
    fn what_is_no_file_is_not_opened_and_what_is_large_not_read() {
        let desk = home();
        desk.put("home/d/a.yaml", "1\n");
        let made = std::process::Command::new("mkfifo").arg(desk.path("home/d/pipe.yaml")).status().expect("mkfifo");
        assert!(made.success());
        desk.put("home/main.yaml", "a: !include d/pipe.yaml\n");
        let words = parse(&desk, 2, "home/main.yaml").words;
        assert_eq!(words.trim_end(), "home/main.yaml:1:4: d/pipe.yaml can't be read: it is not a file");
        desk.put("home/main.yaml", "a: !include_dir_list d\n");
        assert!(parse(&desk, 2, "home/main.yaml").words.contains("d/pipe.yaml can't be read: it is not a file"));
        desk.put("home/main.yaml", "a: !include large.yaml\n");
        let large = std::fs::File::create(desk.path("home/large.yaml")).expect("made");
        large.set_len(1 << 30).expect("a gigabyte that takes no room");
        let words = parse(&desk, 2, "home/main.yaml").words;
        assert!(words.contains("With everything included, the files hold over 16 MB"), "{words}");
    }

    #[test]
    fn nothing_is_written_through_a_link_that_leads_out() {
        let desk = home();
        let files = ["home/main.yaml", "home/a.yaml", "secret.yaml", "beside/secret.yaml"];
        desk.put("home/main.yaml", "a: !include a.yaml\nb: !include linked/secret.yaml\n");
        link(&desk, "home/linked", "../beside");
        desk.put(
            "ops.json",
            r#"[{"op": "set", "path": ["a", "type"], "value": "map"}, {"op": "set", "path": ["b", "password"], "value": "x"}]"#,
        );
        let before = files.map(|file| desk.get(file));
        let edit = ["edit", "home/main.yaml", "--ops", "ops.json", "--dialect", "core", "-o", "home/main.yaml"];
        let ran = desk.ends(2, &edit);
        assert!(ran.words.contains("linked/secret.yaml is a link that leads out"), "{ran:#?}");
        assert_eq!(files.map(|file| desk.get(file)), before);
    }

    #[test]
    fn an_edit_of_a_linked_file_writes_what_the_link_leads_to() {
        let desk = home();
        desk.put("home/shared/b.yaml", "type: tile # b\n");
        link(&desk, "home/b.yaml", "shared/b.yaml");
        desk.put("home/main.yaml", "b: !include b.yaml\n");
        desk.put("ops.json", r#"[{"op": "set", "path": ["b", "type"], "value": "map"}]"#);
        let edit = ["edit", "home/main.yaml", "--ops", "ops.json", "--dialect", "core", "-o", "home/main.yaml"];
        desk.ends(0, &edit);
        assert_eq!(desk.get("home/shared/b.yaml"), "type: map # b\n");
        assert!(std::fs::symlink_metadata(desk.path("home/b.yaml")).expect("there").is_symlink());
        // Under two names it stands in two places, which would both change.
        desk.put("home/main.yaml", "b: !include b.yaml\nc: !include shared/b.yaml\n");
        let ran = desk.ends(2, &edit);
        assert!(ran.words.contains("included in several places"), "{ran:#?}");
    }
}
