//! The command's reading of includes against Home Assistant's rules: the oracle of the engine's differential
//! tests reads the same files from the disk.
#![cfg(unix)]

use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::bobbin::Desk;

/// What Home Assistant reads from each file; none where it fails.
fn home_assistant(files: &[PathBuf]) -> Vec<Option<Value>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bobbin-core/tests/oracles/core.py");
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = folder("BOBBIN_TEST_CACHE")
        .or_else(|| folder("XDG_CACHE_HOME").map(|cache| cache.join("bobbin-test")))
        .or_else(|| folder("HOME").map(|home| home.join(".cache/bobbin-test")))
        .expect("HOME is set");
    let python = cache.join("oracles/venv/bin/python");
    assert!(
        python.is_file(),
        "the YAML libraries to compare with are not installed: run {}",
        script.with_file_name("provision.sh").display()
    );
    let mut child =
        Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
    let mut requests = child.stdin.take().expect("a pipe");
    for file in files {
        writeln!(requests, "{}", json!({ "file": file })).expect("it takes a request");
    }
    drop(requests);
    let answers = String::from_utf8(child.wait_with_output().expect("it ends").stdout).expect("UTF-8");
    let answers: Vec<Option<Value>> = answers
        .lines()
        .map(|line| {
            let answer: Value = serde_json::from_str(line).expect("JSON");
            answer["ok"].as_str().map(|value| serde_json::from_str(value).expect("JSON"))
        })
        .collect();
    assert_eq!(answers.len(), files.len(), "an answer for every file");
    answers
}

/// The arguments that each tag is tried with, in a folder that has everything in it.
const PATHS: &[&str] = &[
    "a.yaml",
    "./a.yaml",
    "deep//a.yaml",
    "deep/../a.yaml",
    "deep/./../deep/b.yaml",
    "a.yaml/",
    "a.yaml/.",
    "a.yaml/../b.yaml",
    "deep",
    "deep/",
    "deep/.",
    "deep/er",
    "deep/er/..",
    "lists",
    "empty",
    "empty.yaml",
    "null.yaml",
    "list.yaml",
    "bad.yaml",
    "none",
    "none.yaml",
    "none/../a.yaml",
    "none/../deep",
    "linked",
    "linked/",
    "linked/../a.yaml",
    "linked/../deep",
    "linked.yaml",
    "linked/b.yaml",
    "dangling.yaml",
    "dangling",
    "loop",
    ".hidden.yaml",
    ".hidden",
    "deep/..",
    "A.yaml",
    "a.yml",
    "a b.yaml",
    "ü.yaml",
    "..%2Fa.yaml",
    "a.yaml ",
    "up",
    "up/b.yaml",
    "..",
];

/// Deliberate differences: Bobbin keeps inside the configuration folder, and reports a circle of links also where a
/// folder is expected. Home Assistant reads an empty folder there.
const DIFFERENT: &[(&str, &str)] = &[
    ("../../outside.yaml", "leads out of the configuration folder"),
    ("../../outside", "leads out of the configuration folder"),
    ("up/../../outside.yaml", "leads out of the configuration folder"),
    ("out.yaml", "leads out of the configuration folder"),
    ("out", "leads out of the configuration folder"),
    ("out/c.yaml", "leads out of the configuration folder"),
    ("self.yaml", "a link in a circle of links"),
    ("self", "a link in a circle of links"),
];

#[test]
fn every_include_brings_in_what_it_does_in_home_assistant() {
    let desk = Desk::new();
    desk.put("home/configuration.yaml", "");
    for (file, text) in [
        ("home/in/a.yaml", "a: 1\n"),
        ("home/in/b.yaml", "b: [1, 2]\n"),
        ("home/in/a b.yaml", "space: yes\n"),
        ("home/in/ü.yaml", "ü: 1\n"),
        ("home/in/a.yml", "other: ending\n"),
        ("home/in/empty.yaml", "# nothing\n"),
        ("home/in/null.yaml", "~\n"),
        ("home/in/list.yaml", "- 1\n- 2\n"),
        ("home/in/bad.yaml", "a: [\n"),
        ("home/in/.hidden.yaml", "hidden: 1\n"),
        ("home/in/.hidden/a.yaml", "hidden: 2\n"),
        ("home/in/deep/a.yaml", "deep: a\nsame: 1\n"),
        ("home/in/deep/b.yaml", "deep: b\nlist: !include ../list.yaml\n"),
        ("home/in/deep/.c.yaml", "hidden: 3\n"),
        ("home/in/deep/secrets.yaml", "hidden: 4\n"),
        ("home/in/deep/d.txt", "hidden: 5\n"),
        ("home/in/deep/er/z.yaml", "deeper: !include ../a.yaml\n"),
        ("home/in/deep/er/void.yaml", ""),
        ("home/in/lists/a.yaml", "- a\n- !include ../deep/er/z.yaml\n"),
        ("home/in/lists/b.yaml", "- b\n"),
        ("home/in/lists/c.yaml", "not: a list\n"),
        ("home/in/shared/far/b.yaml", "far: !include ../a.yaml\n"),
        ("home/in/shared/a.yaml", "shared: a\n"),
        ("home/in/shared/deep/a.yaml", "shared: deep\n"),
        ("home/above/b.yaml", "above: 1\n"),
        ("home/above/deep/c.yaml", "above: !include ../b.yaml\n"),
        ("outside.yaml", "outside: 1\n"),
        ("outside/c.yaml", "outside: 2\n"),
    ] {
        desk.put(file, text);
    }
    std::fs::create_dir(desk.path("home/in/empty")).expect("made");
    for (link, target) in [
        ("home/in/linked", "shared/far"),
        ("home/in/linked.yaml", "shared/a.yaml"),
        ("home/in/dangling.yaml", "nothing.yaml"),
        ("home/in/loop", "deep/loop"),
        ("home/in/deep/loop", ".."),
        ("home/in/self.yaml", "self.yaml"),
        ("home/in/self", "self"),
        ("home/in/up", "../above"),
        ("home/in/out.yaml", "../../outside.yaml"),
        ("home/in/out", "../../outside"),
    ] {
        symlink(target, desk.path(link)).expect("linked");
    }
    let mut cases = Vec::new();
    let same = PATHS.iter().map(|path| (*path, None));
    for (path, words) in same.chain(DIFFERENT.iter().map(|(path, words)| (*path, Some(*words)))) {
        for tag in ["", "_dir_list", "_dir_merge_list", "_dir_named", "_dir_merge_named"] {
            let name = format!("home/in/{}.txt", cases.len());
            desk.put(&name, &format!("x: !include{tag} \"{path}\"\n"));
            cases.push((format!("!include{tag} {path}"), desk.path(&name), words));
        }
    }
    let files: Vec<PathBuf> = cases.iter().map(|(_, file, _)| file.clone()).collect();
    let mut wrong = Vec::new();
    let mut read_by_both = 0;
    for ((case, file, words), expected) in cases.iter().zip(home_assistant(&files)) {
        let ran = desk.run(&["yaml", "parse", "--dialect", "core", file.to_str().expect("a name")]);
        let read: Option<Value> = (ran.code == 0).then(|| serde_json::from_str(&ran.out).expect("JSON"));
        read_by_both += usize::from(read.is_some());
        let as_it_should = words.map_or_else(|| read == expected, |words| read.is_none() && ran.words.contains(words));
        if !as_it_should {
            wrong.push(format!("{case}: {read:?} beside {expected:?}; {}", ran.words.trim_end()));
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert!(read_by_both > cases.len() / 2, "most tags bring something in: {read_by_both}");
}
