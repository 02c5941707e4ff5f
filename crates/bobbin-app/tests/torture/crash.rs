//! Bobbin killed at random moments while it types, saves, merges and compacts, and then restarted on the files that
//! this left.
//!
//! The child process reports each step with its time; the parent kills it and compares the reports with the state that
//! the next child finds. Bobbin may lose the keystrokes of the last second, which are not on disk yet, and nothing
//! else: Home Assistant's version is either the draft's base or reported as somebody else's, and no save is left open.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bobbin_testkit::real_home::{Options, RealHome};
use bobbin_vault::{Timestamp, Vault};
use serde_json::{Value, json};

use crate::bobbin::{Bobbin, dashboard, held};
use crate::{hand, is_long, scale};

const KILLS: &str = "BOBBIN_KILLS";
const SLICE: u32 = 20;
const NAME: &str = "crash-any";
const ID: &str = "dashboard:home:crash-any";
/// The age of the oldest keystroke that may be lost, in milliseconds. On a machine that is busy with other tests the
/// limit is so large that it hardly limits.
const PROMISED: u64 = 1_000;
const BUSY: u64 = 60_000;
/// The time to wait for a child.
const PATIENCE: Duration = Duration::from_secs(120);

/// The reports of the children so far.
#[derive(Default)]
struct Ledger {
    /// The keystrokes that no restart has confirmed yet.
    typed: Vec<Key>,
    last_typed: u64,
    /// The last number that Bobbin reported as saved.
    saved: u64,
    oldest_lost: u64,
    restarts: u32,
    saves: u32,
    compactions: u32,
    conflicts: u32,
}

/// A number that was typed.
struct Key {
    number: u64,
    at: u64,
    killed_at: Option<u64>,
}

pub(crate) async fn kills() {
    let kills: u32 = scale(KILLS, SLICE);
    let home = RealHome::start(Options::default()).await;
    dashboard(&home, NAME, hand::start()).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut ledger = Ledger::default();
    // Needs no real randomness, only different moments in each run.
    let mut random = now().wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for kill in 0..=kills {
        let mut child = start(folder.path(), &home, ledger.last_typed + 1, random);
        let lines = lines_of(&mut child);
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // A third while Bobbin starts, the others at any time in the first seconds of work.
        let moment = random >> 33;
        if kill < kills && kill % 3 == 0 {
            tokio::time::sleep(Duration::from_millis(moment % 500)).await;
        } else {
            ledger.listen_until_ready(&lines);
            tokio::time::sleep(Duration::from_millis(if kill == kills { 500 } else { moment % 2_000 })).await;
        }
        child.kill().expect("killed");
        child.wait().expect("ended");
        let at = now();
        for line in lines {
            ledger.hears(&line);
        }
        ledger.killed(at);
    }

    // The last child is inspected without another kill.
    let bobbin = Bobbin::start(folder.path()).await;
    bobbin.come_back(&home.token).await;
    settled(folder.path()).await;
    bobbin.open(NAME).await;
    let ended = hand::save(&bobbin, ID).await.expect("saved");
    assert_eq!(ended, "saved");
    let text = bobbin.document(ID).await["text"].as_str().expect("a text").to_owned();
    let theirs = held(&home, NAME).await;
    assert_eq!(theirs["views"][0]["title"], format!("mine-{}", hand::number_in(&text).expect("a number")), "{text}");
    bobbin.app.stop().await;
    let vault = Vault::open(&bobbin_app::Folders::under(folder.path()).data, Timestamp(now())).expect("a vault");
    assert!(vault.recovered.is_none(), "{:?}", vault.recovered);
    vault.vault.check().expect("sound");
    println!(
        "     {kills} kills, {} restarts that got to work: {} keys typed, the oldest one lost was {} ms old; {} saves, \
         merged where others had saved; {} restarts with somebody else's version to merge; {} compactions",
        ledger.restarts, ledger.last_typed, ledger.oldest_lost, ledger.saves, ledger.conflicts, ledger.compactions
    );
    let limit = if is_long(KILLS) { PROMISED } else { BUSY };
    assert!(ledger.oldest_lost <= limit, "a key was lost that was {} ms old", ledger.oldest_lost);
    assert!(ledger.saves > 0, "it got to save");
}

impl Ledger {
    fn listen_until_ready(&mut self, lines: &Receiver<String>) {
        loop {
            let line = lines.recv_timeout(PATIENCE).expect("the child gets ready");
            self.hears(&line);
            if line.starts_with("settled ") {
                return;
            }
        }
    }

    fn hears(&mut self, line: &str) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let number = |at: usize| rest.split(' ').nth(at).and_then(|number| number.parse().ok()).expect("a number");
        match word {
            "typed" => {
                self.last_typed = number(0);
                self.typed.push(Key { number: number(0), at: number(1), killed_at: None });
            }
            "found" => self.finds(number(0)),
            "saved" => {
                self.saves += 1;
                self.saved = number(0);
            }
            "settled" => {
                self.restarts += 1;
                self.judge(&serde_json::from_str(rest).expect("JSON"));
            }
            "compacted" => self.compactions += 1,
            _ => panic!("the child said: {line}"),
        }
    }

    fn killed(&mut self, at: u64) {
        for key in self.typed.iter_mut().filter(|key| key.killed_at.is_none()) {
            key.killed_at = Some(at);
        }
    }

    /// A restart finds a number in the text: everything typed after it is lost.
    fn finds(&mut self, number: u64) {
        for key in self.typed.drain(..).filter(|key| key.number > number) {
            let age = key.killed_at.unwrap_or(key.at).saturating_sub(key.at);
            self.oldest_lost = self.oldest_lost.max(age);
        }
        assert!(number >= self.saved, "what was saved as {} is {number} after a restart", self.saved);
    }

    /// Home Assistant's version is the base, or it is reported as somebody else's.
    fn judge(&mut self, state: &Value) {
        match state["state"].as_str() {
            Some("inStep") => {}
            Some("changed") => {
                self.conflicts += 1;
                let words = state["sentences"].to_string();
                assert!(words.contains("theirs-"), "Bobbin's own save is told as somebody else's: {state}");
            }
            _ => panic!("{state}"),
        }
    }
}

fn start(folder: &Path, home: &RealHome, from: u64, seed: u64) -> Child {
    Command::new(std::env::current_exe().expect("this program"))
        .arg("child")
        .arg(folder)
        .args([&home.url, &home.token, &from.to_string(), &seed.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .expect("started")
}

/// The output of the child, line by line as it arrives, to the end.
fn lines_of(child: &mut Child) -> Receiver<String> {
    let (sender, lines) = channel();
    let output = BufReader::new(child.stdout.take().expect("a pipe"));
    std::thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// Waits until no save is open, neither of another process nor of this one.
async fn settled(folder: &Path) {
    let vault = Vault::open(&bobbin_app::Folders::under(folder).data, Timestamp(now())).expect("a vault").vault;
    let until = std::time::Instant::now() + PATIENCE;
    loop {
        let open = vault.open_intents().expect("a list");
        if open.is_empty() {
            return;
        }
        assert!(std::time::Instant::now() < until, "still open: {open:?}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// The process that gets killed: starts on the existing files, reports their state, and works until the end.
pub(crate) async fn child(arguments: &[&str]) {
    let [folder, url, token, from, seed] = arguments else { panic!("{arguments:?}") };
    let (folder, from): (_, u64) = (Path::new(folder), from.parse().expect("a number"));
    let mut random: u64 = seed.parse().expect("a number");
    let bobbin = Bobbin::start(folder).await;
    let state = bobbin.call("app_state", json!(null)).await;
    assert_eq!(state["notices"], json!([]), "nothing was damaged");
    let is_first = state["instances"].as_array().expect("a list").is_empty();
    if is_first {
        bobbin.connect(url, token).await;
        bobbin.call("vault_retention", json!({"everyVersionDays": 0})).await;
    }
    // Before connecting, so that only the state on disk counts. If the last child died before its first look, there is
    // none.
    match bobbin.run("document_open", &json!({"target": target()})).await {
        Ok(document) => say(&format!("found {}", number_of(&document))),
        Err(error) => assert_eq!(error["code"], "notConnected", "{error}"),
    }
    if !is_first {
        bobbin.come_back(token).await;
    }
    bobbin.call("document_open", json!({"target": target()})).await;
    settled(folder).await;
    bobbin.call("document_refresh", json!({"id": ID})).await;
    let document = bobbin.call("document_open", json!({"target": target()})).await;
    say(&format!("settled {}", document["remote"]));
    let mut client = bobbin_testkit::raw_client::RawClient::connect(url, token).await;
    for number in from.. {
        hand::type_number(&bobbin, ID, number).await;
        say(&format!("typed {number} {}", now()));
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        match (random >> 40) % 12 {
            0..3 => {
                if hand::save(&bobbin, ID).await.is_ok_and(|ended| ended == "saved") {
                    say(&format!("saved {number}"));
                }
            }
            3 | 4 => hand::elsewhere(&mut client, NAME, number).await,
            5 => {
                bobbin.call("vault_compact", json!(null)).await;
                say("compacted");
            }
            // At the speed of a typist.
            _ => tokio::time::sleep(Duration::from_millis((random >> 33) % 90)).await,
        }
        bobbin.forget_events();
    }
}

fn target() -> Value {
    json!({"kind": "dashboard", "instance": "home", "urlPath": NAME})
}

fn number_of(document: &Value) -> u64 {
    hand::number_in(document["text"].as_str().expect("a text")).expect("a number")
}

fn say(words: &str) {
    println!("{words}");
    std::io::stdout().flush().expect("the parent listens");
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    u64::try_from(since.as_millis()).expect("fits")
}
