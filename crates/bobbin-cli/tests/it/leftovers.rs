//! A run that was killed in the middle of a save: the next push finds out how that save ended, and ends it.

use std::collections::HashMap;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use bobbin_testkit::scripted_home::{Answer, ScriptedHome};
use bobbin_vault::paths::Folders;
use bobbin_vault::{Intent, Timestamp, Vault};
use serde_json::{Value, json};

use crate::bobbin::Desk;

/// The save of “a-b”, counted from 1, in which the home stops to answer.
#[derive(Clone, Copy)]
struct Stop {
    at: usize,
    /// Whether the config is saved before.
    arrives: bool,
}

/// A home with two dashboards that stops in the middle of a save, until it may go on.
struct Home {
    scripted: ScriptedHome,
    held: Arc<Mutex<HashMap<String, Value>>>,
    stopped: Receiver<()>,
    go_on: Sender<()>,
}

impl Home {
    /// `displaces`: a config that somebody else saves to “a-b” between the push's last read and its first save.
    async fn start(stop: Stop, displaces: Option<Value>) -> Self {
        let names = ["a-b", "c-d"];
        let held = Arc::new(Mutex::new(names.map(|name| (name.to_owned(), json!({"title": "base"}))).into()));
        let ((says, stopped), (go_on, waits)) = (channel(), channel());
        let (kept, waits) = (Arc::clone(&held), Mutex::new(waits));
        let (asked, saves) = (Mutex::new(0), Mutex::new(0));
        let says = Mutex::new(says);
        let scripted = ScriptedHome::start(move |connection, command| {
            let name = command["url_path"].as_str().unwrap_or_default().to_owned();
            let mut held: std::sync::MutexGuard<'_, HashMap<String, Value>> = kept.lock().expect("no panic");
            match command["type"].as_str() {
                Some("auth") => Answer::Result(json!("2026.11.0")),
                Some("lovelace/dashboards/list") => {
                    let list =
                        names.map(|name| json!({"id": name, "url_path": name, "title": name, "mode": "storage"}));
                    Answer::Result(json!(list))
                }
                Some("lovelace/config") => {
                    // A push reads twice before the frame, and the read of the frame is the third.
                    if name == "a-b" && connection == 2 {
                        let mut asked = asked.lock().expect("no panic");
                        *asked += 1;
                        if let (3, Some(theirs)) = (*asked, &displaces) {
                            held.insert(name.clone(), theirs.clone());
                        }
                    }
                    Answer::Result(held[&name].clone())
                }
                Some("lovelace/config/save") => {
                    let mut saves = saves.lock().expect("no panic");
                    *saves += usize::from(name == "a-b");
                    let stops = name == "a-b" && *saves == stop.at;
                    drop(saves);
                    if !stops || stop.arrives {
                        held.insert(name, command["config"].clone());
                    }
                    drop(held);
                    if stops {
                        says.lock().expect("no panic").send(()).expect("the test waits");
                        let wait = || waits.lock().expect("no panic").recv();
                        // Other connections are served meanwhile.
                        tokio::task::block_in_place(wait).expect("the test says when");
                    }
                    Answer::Result(Value::Null)
                }
                _ => Answer::Result(json!({})),
            }
        });
        Self { scripted: scripted.await, held, stopped, go_on }
    }

    fn held(&self, name: &str) -> Value {
        self.held.lock().expect("no panic")[name].clone()
    }

    /// A desk that has pulled both dashboards, over the first connection.
    fn desk(&self) -> Desk {
        let desk = Desk::at(&self.scripted.url, "token");
        desk.ends(0, &["pull", "a-b", "-o", "a.yaml"]);
        desk.put("c.yaml", "title: c\n");
        desk
    }

    /// Starts a push of `a.yaml` that gets stuck at the stop.
    fn stuck_push(&self, desk: &Desk, text: &str) -> Child {
        desk.put("a.yaml", text);
        let mut push = desk.command(&["push", "a.yaml", "a-b"]);
        let push = push.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
        self.stopped.recv().expect("it gets there");
        push
    }

    /// Kills a stuck push.
    fn kill(&self, mut push: Child) {
        push.kill().expect("killed");
        push.wait().expect("gone");
        self.go_on.send(()).expect("the home waits");
    }
}

fn open_intents(desk: &Desk) -> Vec<Intent> {
    let folders = Folders::under(&desk.path(".bobbin"));
    let vault = Vault::open(&folders.data, Timestamp(1)).expect("opens").vault;
    vault.open_intents().expect("a list")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_save_that_arrived_is_the_base_of_the_next_push() {
    let home = Home::start(Stop { at: 1, arrives: true }, None).await;
    let desk = home.desk();
    let push = home.stuck_push(&desk, "title: one # mine\n");
    home.kill(push);
    assert_eq!((home.held("a-b"), open_intents(&desk).len()), (json!({"title": "one"}), 1));
    desk.put("a.yaml", "title: two # mine\n");
    desk.ends(0, &["push", "a.yaml", "a-b"]);
    assert_eq!((home.held("a-b"), open_intents(&desk).len()), (json!({"title": "two"}), 0));
    let history = desk.ends(0, &["history", "ls", "a-b", "--json"]).out;
    let history: Value = serde_json::from_str(&history).expect("JSON");
    let origins: Vec<_> = history.as_array().expect("a list").iter().map(|version| &version["origin"]).collect();
    assert_eq!(origins, ["saved_by_us", "saved_by_us", "fetched"], "{history}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_save_that_did_not_arrive_is_closed() {
    let home = Home::start(Stop { at: 1, arrives: false }, None).await;
    let desk = home.desk();
    let push = home.stuck_push(&desk, "title: one\n");
    home.kill(push);
    desk.put("a.yaml", "title: two\n");
    desk.ends(0, &["push", "a.yaml", "a-b"]);
    assert_eq!((home.held("a-b"), open_intents(&desk).len()), (json!({"title": "two"}), 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_displaced_version_is_put_back_before_the_next_push_of_any_dashboard() {
    let theirs = json!({"title": "theirs"});
    // The second save of the run would have put theirs back.
    let home = Home::start(Stop { at: 2, arrives: false }, Some(theirs.clone())).await;
    let desk = home.desk();
    let push = home.stuck_push(&desk, "title: one\n");
    home.kill(push);
    assert_eq!(home.held("a-b"), json!({"title": "one"}), "theirs is displaced");
    desk.ends(0, &["push", "c.yaml", "c-d", "--force"]);
    assert_eq!((home.held("a-b"), home.held("c-d")), (theirs, json!({"title": "c"})));
    assert_eq!(open_intents(&desk), []);
    desk.ends(3, &["push", "a.yaml", "a-b"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_save_that_another_run_has_under_way_is_no_leftover() {
    let home = Home::start(Stop { at: 1, arrives: true }, None).await;
    let desk = home.desk();
    let mut push = home.stuck_push(&desk, "title: one\n");
    desk.ends(0, &["push", "c.yaml", "c-d", "--force"]);
    assert_eq!(open_intents(&desk).len(), 1, "the first run closes it");
    home.go_on.send(()).expect("the home waits");
    assert_eq!(push.wait().expect("ends").code(), Some(0));
    assert_eq!((home.held("a-b"), open_intents(&desk).len()), (json!({"title": "one"}), 0));
}
