//! Trees of files that are made to take all memory, to never end, or to be read where they may not be.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::super::read::{Limits, read_within};
use super::*;
use crate::yaml::ProblemCode;
use crate::yaml::compose::Size;

/// Files with any text, and a record of the requests.
#[derive(Default)]
struct Disk {
    files: BTreeMap<String, String>,
    folders: BTreeMap<String, Vec<Listed>>,
    read: RefCell<Vec<(String, usize)>>,
    listed: RefCell<Vec<String>>,
}

impl Files for Disk {
    fn read(&self, path: &str, most: usize) -> Result<Option<String>, Unread> {
        self.read.borrow_mut().push((path.to_owned(), most));
        match self.files.get(path) {
            Some(text) if text.len() > most => Err(Unread::TooBig),
            text => Ok(text.cloned()),
        }
    }

    fn list(&self, folder: &str, most: usize) -> Result<Option<Vec<Listed>>, Unread> {
        self.listed.borrow_mut().push(folder.to_owned());
        Ok(self.folders.get(folder).map(|listed| listed.iter().take(most.saturating_add(1)).cloned().collect()))
    }
}

impl Disk {
    fn of(files: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { files: files.into_iter().collect(), ..Self::default() }
    }

    /// Puts files into a folder, which may hold `more` that are no YAML.
    fn fill(mut self, folder: &str, files: &[(&str, &str)], more: usize) -> Self {
        let mut listed = Vec::new();
        for (name, text) in files {
            listed.push(Listed { name: (*name).to_owned(), kind: Kind::File });
            self.files.insert(format!("{folder}/{name}"), (*text).to_owned());
        }
        listed.extend((0..more).map(|number| Listed { name: format!("{number}.png"), kind: Kind::File }));
        self.folders.insert(folder.to_owned(), listed);
        self
    }

    fn tree(&self, limits: Limits) -> FileTree {
        read_within("0.yaml", self, Secrets::Unresolved, limits)
    }

    fn times_read(&self, path: &str) -> usize {
        self.read.borrow().iter().filter(|(read, _)| read == path).count()
    }
}

/// Each file includes the next one some times in a list, and the last one holds `leaf`.
fn doubling(files: usize, times: usize, leaf: &str) -> Disk {
    let text = |number: usize| match number + 1 {
        next if next == files => leaf.to_owned(),
        next => format!("- !include {next}.yaml\n").repeat(times),
    };
    Disk::of((0..files).map(|number| (format!("{number}.yaml"), text(number))))
}

const fn values(values: usize) -> Limits {
    Limits { size: Size { values, bytes: Size::MOST.bytes }, ..Limits::USUAL }
}

const fn text(bytes: usize) -> Limits {
    Limits { size: Size { values: Size::MOST.values, bytes }, ..Limits::USUAL }
}

#[track_caller]
fn too_big(tree: &FileTree, words: &str) {
    assert!(tree.value.is_none());
    let told: Vec<String> = tree.problems.iter().map(ToString::to_string).collect();
    let codes: Vec<ProblemCode> = tree.problems.iter().map(|found| found.problem.code).collect();
    assert_eq!(codes, [ProblemCode::TooBig], "{told:?}");
    assert!(told[0].contains(words), "{told:?}");
}

const TOO_LARGE: &str = "the dashboard has over a million values or 64 MB of text";

#[test]
fn eleven_files_of_ten_inclusions_each_end_in_one_problem() {
    let disk = doubling(11, 10, "[x, x, x, x, x, x, x, x, x, x]\n");
    let tree = disk.tree(Limits::USUAL);
    too_big(&tree, TOO_LARGE);
    for number in 0..11 {
        assert_eq!(disk.times_read(&format!("{number}.yaml")), 1, "file {number}");
    }
}

#[test]
fn every_inclusion_counts_its_values_again() {
    // 1 list of 10 lists of 10 lists of 3 values.
    let exactly = 1 + 10 + 100 + 300;
    let disk = doubling(3, 10, "[1, 2, 3]\n");
    assert!(disk.tree(values(exactly + 1)).value.is_some());
    too_big(&disk.tree(values(exactly)), TOO_LARGE);
    let used = Size::of(&disk.tree(Limits::USUAL).value.expect("it is small"));
    assert_eq!(used.values, exactly);
}

#[test]
fn every_inclusion_counts_its_text_again() {
    let disk = doubling(3, 10, &format!("{}: {}\n", "k".repeat(40), "v".repeat(60)));
    let exactly = 10 * 10 * 100;
    // The paths of the inclusions count too, as long as they are text.
    assert!(disk.tree(text(exactly + 1_000)).value.is_some());
    too_big(&disk.tree(text(exactly)), TOO_LARGE);
    // A hundred kilobytes, a thousand times.
    too_big(&doubling(4, 10, &"v".repeat(100_000)).tree(Limits::USUAL), TOO_LARGE);
}

#[test]
fn what_is_thrown_away_counts_too() {
    // Mappings are left out of a merged list, after they were read.
    let folder: &[(&str, &str)] = &[("a.yaml", "{a: 1, b: 2, c: 3}\n")];
    let disk = Disk::of([("0.yaml".to_owned(), "- !include_dir_merge_list d\n".repeat(100))]).fill("d", folder, 0);
    assert_eq!(json(&disk.tree(Limits::USUAL)), format!("[{}]", ["[]"; 100].join(",")));
    too_big(&disk.tree(values(300)), TOO_LARGE);
}

#[test]
fn aliases_and_inclusions_have_one_budget() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for step in 1..9 {
        bomb.push_str(&format!("a{step}: &a{step} [{}]\n", vec![format!("*a{}", step - 1); 10].join(", ")));
    }
    let disk = Disk::of([("0.yaml".to_owned(), "a: !include b.yaml\n".to_owned()), ("b.yaml".to_owned(), bomb)]);
    let tree = disk.tree(Limits::USUAL);
    too_big(&tree, "Aliases repeat so much here");
    assert_eq!(tree.problems[0].file, "b.yaml");

    // An alias of something included; an included file with aliases; both within, and together above it.
    let files = [
        ("0.yaml", "- &big !include b.yaml\n- [*big, *big, *big]\n- !include b.yaml\n"),
        ("b.yaml", "- &x [1, 2, 3, 4, 5, 6, 7, 8, 9]\n- *x\n- *x\n"),
    ];
    let disk = Disk::of(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let used = Size::of(&disk.tree(Limits::USUAL).value.expect("it is small")).values;
    assert_eq!(used, 2 + 5 * 31);
    assert!(disk.tree(values(used + 1)).value.is_some());
    too_big(&disk.tree(values(used)), "");
}

#[test]
fn an_alias_of_a_long_text_that_was_included_counts_its_bytes() {
    let aliases = format!("a: &a !include b.yaml\nb:\n{}", "  - *a\n".repeat(1_000));
    let disk = Disk::of([("0.yaml".to_owned(), aliases), ("b.yaml".to_owned(), "x".repeat(100_000))]);
    too_big(&disk.tree(Limits::USUAL), "Aliases repeat so much here");
}

#[test]
fn files_may_include_each_other_fifty_deep() {
    let chain = |files| doubling(files, 1, "x\n");
    let tree = chain(51).tree(Limits::USUAL);
    assert_eq!(json(&tree), format!("{}\"x\"{}", "[".repeat(50), "]".repeat(50)));
    let tree = chain(52).tree(Limits::USUAL);
    too_big(&tree, "Files include each other more than 50 deep here");
    assert_eq!(tree.problems[0].file, "50.yaml");
}

#[test]
fn files_do_not_add_up_to_a_depth_that_one_file_may_not_have() {
    // Lists in lists, 240 in each of 50 files, would overflow the stack of any walk over the value.
    let nested = |next: usize| format!("{}!include {next}.yaml{}\n", "[".repeat(240), "]".repeat(240));
    let mut files: Vec<(String, String)> =
        (0..50).map(|number| (format!("{number}.yaml"), nested(number + 1))).collect();
    files.push(("50.yaml".to_owned(), "x\n".to_owned()));
    let tree = Disk::of(files).tree(Limits::USUAL);
    too_big(&tree, "Lists and mappings lie too deep in each other here");
    assert_eq!(tree.problems[0].file, "1.yaml");

    // The second time a file is included, it lies deeper.
    let deep = format!("{}x{}\n", "[".repeat(200), "]".repeat(200));
    let twice = format!("- !include b.yaml\n- {}!include c.yaml{}\n", "[".repeat(60), "]".repeat(60));
    let files = [("0.yaml", twice.as_str()), ("b.yaml", "- !include c.yaml\n"), ("c.yaml", deep.as_str())];
    let tree = Disk::of(files.map(|(path, text)| (path.to_owned(), text.to_owned()))).tree(Limits::USUAL);
    too_big(&tree, "Lists and mappings lie too deep in each other here");
    assert_eq!(tree.problems[0].file, "0.yaml");
}

#[test]
fn a_limit_is_told_when_it_is_reached_in_a_file_that_was_good_before() {
    // The second inclusion of b.yaml is one too many for what c.yaml brings in.
    let files = [
        ("0.yaml", "- !include b.yaml\n- !include b.yaml\n"),
        ("b.yaml", "- !include c.yaml\n"),
        ("c.yaml", "[1, 2, 3, 4, 5, 6, 7]\n"),
    ];
    let disk = Disk::of(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let tree = disk.tree(values(12));
    too_big(&tree, TOO_LARGE);
    assert_eq!(tree.problems[0].to_string(), format!("0.yaml:2:3: With everything included, {TOO_LARGE}"));
    // One file alone.
    let disk = Disk::of([("0.yaml".to_owned(), "[1, 2, 3]\n".to_owned())]);
    too_big(&disk.tree(values(4)), TOO_LARGE);
}

#[test]
fn inclusions_of_nothing_end_too() {
    let nothing = [("0.yaml".to_owned(), "- !include x.yaml\n".repeat(1_000)), ("x.yaml".to_owned(), String::new())];
    let disk = Disk::of(nothing);
    assert!(disk.tree(values(1_002)).value.is_some());
    too_big(&disk.tree(values(1_001)), TOO_LARGE);
    let disk =
        Disk::of([("0.yaml".to_owned(), "- !include_dir_list d\n".repeat(1_000))]).fill("d", &[("x.yaml", "")], 0);
    assert!(disk.tree(values(2_002)).value.is_some());
    too_big(&disk.tree(values(2_001)), TOO_LARGE);
    // Missing files are asked for no more often than others.
    let disk = Disk::of([("0.yaml".to_owned(), "- !include x.yaml\n".repeat(1_000))]);
    let tree = disk.tree(Limits { files: 150, ..Limits::USUAL });
    assert_eq!((disk.times_read("x.yaml"), tree.problems.len()), (149, 150));
}

#[test]
fn no_more_text_is_asked_for_than_the_limit_leaves() {
    let files =
        [("0.yaml", "- !include a.yaml\n- !include b.yaml\n- !include a.yaml\n"), ("a.yaml", "x\n"), ("b.yaml", "y\n")];
    let disk = Disk::of(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let bytes = files.iter().map(|(_, text)| text.len()).sum();
    assert!(disk.tree(Limits { bytes, ..Limits::USUAL }).value.is_some());
    let asked: Vec<usize> = disk.read.take().into_iter().map(|(_, most)| most).collect();
    assert_eq!(asked, [bytes, 4, 2], "once each");
    let tree = disk.tree(Limits { bytes: bytes - 1, ..Limits::USUAL });
    too_big(&tree, "With everything included, the files hold over 16 MB");
    assert_eq!(tree.problems[0].to_string().split(' ').next(), Some("0.yaml:2:3:"));
    too_big(&disk.tree(Limits { bytes: 3, ..Limits::USUAL }), "the files hold over 16 MB");
}

#[test]
fn folders_are_walked_once_and_count_their_names() {
    let names: &[(&str, &str)] = &[("a.yaml", "1\n"), ("b.yaml", "2\n")];
    let text =
        "- !include_dir_list d\n- !include_dir_merge_list d\n- !include_dir_list void\n- !include_dir_list void\n";
    let disk = Disk::of([("0.yaml".to_owned(), text.to_owned())]).fill("d", names, 98);
    let tree = disk.tree(Limits { listed: 101, ..Limits::USUAL });
    assert_eq!(json(&tree), "[[1,2],[],[],[]]");
    assert_eq!(disk.listed.take(), ["d", "void"]);
    assert_eq!(tree.warnings.len(), 2);
    too_big(&disk.tree(Limits { listed: 100, ..Limits::USUAL }), "The folders that are included hold over 100,000");
}

#[test]
fn folders_without_end_end() {
    let inner = || vec![Listed { name: "d".to_owned(), kind: Kind::Folder }];
    let mut disk = Disk::of([("0.yaml".to_owned(), "- !include_dir_list d\n".to_owned())]);
    disk.folders = (1..100).map(|depth| (["d"; 100][..depth].join("/"), inner())).collect();
    too_big(&disk.tree(Limits::USUAL), "lie more than 50 deep in each other");
    assert_eq!(disk.listed.take().len(), 51);
}

#[test]
fn linked_folders_are_left_out_as_in_home_assistant() {
    let mut disk = Disk::of([("0.yaml".to_owned(), "- !include_dir_list d\n- !include_dir_list d\n".to_owned())]).fill(
        "d",
        &[("a.yaml", "1\n")],
        0,
    );
    let links = [("loop", Kind::LinkedFolder), ("out", Kind::LinkOut), ("note.md", Kind::File)];
    let links = links.map(|(name, kind)| Listed { name: name.to_owned(), kind });
    disk.folders.get_mut("d").expect("it was filled").extend(links);
    let tree = disk.tree(Limits::USUAL);
    assert_eq!(json(&tree), "[[1],[1]]");
    let warnings: Vec<String> = tree.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "0.yaml:1:3: d/loop is a link to a folder: Home Assistant leaves out the files in it",
            "0.yaml:1:3: d/out is left out: it is a link that leads out of the configuration folder",
        ]
    );
}

#[test]
fn a_hundred_thousand_keys_are_merged_in_linear_time() {
    let keys = |from: usize| (from..from + 50_000).map(|key| format!("key{key}: {key}\n")).collect::<String>();
    let (one, two) = (keys(0), keys(25_000));
    let files: &[(&str, &str)] = &[("a.yaml", &one), ("b.yaml", &two)];
    let disk = Disk::of([("0.yaml".to_owned(), "!include_dir_merge_named d\n".to_owned())]).fill("d", files, 0);
    let value = disk.tree(Limits::USUAL).value.expect("it is good");
    assert_eq!(value.as_map().map(crate::value::Map::len), Some(75_000));
}

#[test]
fn problems_and_warnings_of_many_files_are_no_more_than_those_of_one() {
    let bad = "a: on\na: on\na: {{ x }}\n".repeat(30);
    let files = (0..100).map(|number| (format!("{number}x.yaml"), bad.clone()));
    let all: String = (0..100).map(|number| format!("- !include {number}x.yaml\n")).collect();
    let tree = Disk::of(files.chain([("0.yaml".to_owned(), all)])).tree(Limits::USUAL);
    assert_eq!((tree.problems.len(), tree.warnings.len(), tree.value.is_none()), (200, 200, true));
}

#[test]
fn secrets_are_read_once() {
    let text = "- !secret a\n".repeat(100);
    let files = [("0.yaml", text.as_str()), ("secrets.yaml", "a: {b: [1, 2, 3]}\n")];
    let disk = Disk::of(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let resolved = |limits| read_within("0.yaml", &disk, Secrets::Resolved, limits);
    assert!(resolved(Limits::USUAL).value.is_some());
    assert_eq!(disk.times_read("secrets.yaml"), 1);
    too_big(&resolved(values(300)), TOO_LARGE);
}
