//! `bobbin demo`, and the other commands against it.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::bobbin::Desk;

#[test]
fn the_demo_serves_until_it_is_stopped() {
    let mut demo = Desk::new().command(&["demo"]).stdout(Stdio::piped()).spawn().expect("starts");
    let mut line = String::new();
    BufReader::new(demo.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
    let said: Value = serde_json::from_str(&line).expect("JSON");
    let field = |name: &str| said[name].as_str().unwrap_or_else(|| panic!("{said}")).to_owned();
    let desk = Desk::at(&field("url"), &field("token"));
    let list: Value = serde_json::from_str(&desk.ends(0, &["ls", "--json"]).out).expect("JSON");
    assert!(list.as_array().is_some_and(|list| list.len() >= 3), "{list}");
    desk.ends(0, &["create", "my-own", "--title", "My own"]);
    desk.put("a.yaml", "title: mine\n");
    desk.ends(0, &["push", "a.yaml", "my-own"]);
    assert_eq!(desk.ends(0, &["pull", "my-own"]).out, "title: mine\n");
    let stopped = Command::new("kill").args(["-TERM", &demo.id().to_string()]).status().expect("kill runs");
    assert!(stopped.success());
    assert_eq!(demo.wait().expect("ends").code(), Some(0));
    desk.ends(5, &["ls"]);
}
