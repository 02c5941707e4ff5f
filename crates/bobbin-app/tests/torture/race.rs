//! A race on dashboards between blunt clients, which save without reading first, and two Bobbins, or two clients with
//! the usual read, compare and save. Every version has a label of its own; afterwards each label is looked up.
//!
//! A missing label was overwritten by one blunt client over another's before anyone could see it: each of them records
//! the versions that its own frames displaced. That record can only be wrong on a cold dashboard, and only for versions
//! saved before the first answer made it warm; these are counted separately and must be blunt clients' own.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bobbin_testkit::raw_client::RawClient;
use bobbin_testkit::real_home::{Options, RealHome};
use bobbin_vault::{DocumentKey, Timestamp, Vault};
use serde_json::{Value, json};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::bobbin::{Bobbin, dashboard, held};
use crate::scale;

const SAVES: &str = "BOBBIN_RACE_SAVES";
const SLICE: usize = 300;
const BLUNT: usize = 4;
const CAREFUL: usize = 2;
/// The number of saves to a cold dashboard before the next dashboard follows. By then it has been warm for a long time.
const COLD: usize = 50;
/// The number of saves after which Home Assistant restarts once, so that every dashboard is cold again.
const RESTARTED: usize = 2_000;

/// The way that clients other than the blunt ones save.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Bobbin,
    Usual,
}

/// The number of labels by fate.
#[derive(Default)]
struct Sum {
    saved: usize,
    by_others: usize,
    found: usize,
    overwritten: usize,
    cold: usize,
    lost: Vec<String>,
}

pub(crate) async fn careful() {
    let (warm, cold) = run(Kind::Bobbin).await;
    for sum in [&warm, &cold] {
        assert!(sum.lost.is_empty(), "lost: {:?}", sum.lost);
        assert_eq!(sum.found + sum.overwritten + sum.cold, sum.saved);
        assert!(sum.by_others > 0, "the Bobbins saved something");
    }
}

pub(crate) async fn usual() {
    // Its losses are only reported, for comparison.
    run(Kind::Usual).await;
}

async fn run(kind: Kind) -> (Sum, Sum) {
    // A Home Assistant of its own: every other Bobbin at the shared one would read and keep each of these versions,
    // too.
    let home = Arc::new(RealHome::start(Options::default()).await);
    let folder = tempfile::tempdir().expect("a folder");
    let folders: Vec<PathBuf> = (0..CAREFUL).map(|number| folder.path().join(number.to_string())).collect();
    let mut bobbins = Vec::new();
    for folder in folders.iter().filter(|_| kind == Kind::Bobbin) {
        let bobbin = Bobbin::start(folder).await;
        bobbin.connect(&home.url, &home.token).await;
        bobbins.push(Arc::new(bobbin));
    }
    let total: usize = scale(SAVES, SLICE);
    let half = total / 2;

    dashboard(&home, "race-warm", json!({"label": "start", "views": []})).await;
    let mut rounds = vec![round(&home, &bobbins, kind, "race-warm".to_owned(), half, false).await];
    let mut left = total - half;
    for number in 0..(total / RESTARTED).max(usize::from(kind == Kind::Bobbin)) {
        let name = format!("race-restarted-{number}");
        dashboard(&home, &name, json!({"label": "start", "views": []})).await;
        home.restart().await;
        for bobbin in &bobbins {
            bobbin.connected().await;
        }
        rounds.push(round(&home, &bobbins, kind, name, left.min(COLD), true).await);
        left = left.saturating_sub(COLD);
    }
    while left > 0 {
        let name = format!("race-cold-{left}");
        let create = json!({"type": "lovelace/dashboards/create", "url_path": name, "title": name});
        home.client().await.result(create).await;
        rounds.push(round(&home, &bobbins, kind, name, left.min(COLD), true).await);
        left = left.saturating_sub(COLD);
    }
    for bobbin in bobbins {
        bobbin.app.stop().await;
    }

    let (mut warm, mut cold) = (Sum::default(), Sum::default());
    for round in rounds {
        let sum = if round.cold { &mut cold } else { &mut warm };
        count(&folders, kind, round, sum);
    }
    for (name, sum) in [("warm", &warm), ("cold", &cold)] {
        println!(
            "     {name}: {} saves, {} of them by {}; {} found in the end or in {}; {} overwritten by one blunt client \
             over another, {} of those on a cold dashboard; {} lost",
            sum.saved,
            sum.by_others,
            if kind == Kind::Bobbin { "Bobbin" } else { "clients that get, compare and save" },
            sum.found,
            if kind == Kind::Bobbin { "a vault" } else { "what they read" },
            sum.overwritten + sum.cold,
            sum.cold,
            sum.lost.len()
        );
    }
    (warm, cold)
}

/// The records of the clients in one round.
#[derive(Default)]
struct Round {
    name: String,
    cold: bool,
    last: String,
    /// The labels of each client, in order.
    blunt: Vec<Vec<String>>,
    others: Vec<String>,
    displaced: HashSet<String>,
    /// The labels that clients other than Bobbin read.
    seen: HashSet<String>,
}

enum Told {
    Blunt { saved: Vec<String>, displaced: Vec<String> },
    Careful { saved: Vec<String>, seen: Vec<String> },
}

/// Runs all clients on a dashboard until it has been saved `saves` times.
async fn round(
    home: &Arc<RealHome>,
    bobbins: &[Arc<Bobbin>],
    kind: Kind,
    name: String,
    saves: usize,
    cold: bool,
) -> Round {
    let (done, start) = (Arc::new(AtomicUsize::new(0)), Arc::new(Barrier::new(BLUNT + CAREFUL)));
    let mut clients = JoinSet::new();
    for number in 0..BLUNT {
        let (client, name) = (home.client().await, name.clone());
        clients.spawn(blunt(client, name, number, saves, Arc::clone(&done), Arc::clone(&start)));
    }
    for number in 0..CAREFUL {
        let (name, done, start) = (name.clone(), Arc::clone(&done), Arc::clone(&start));
        match kind {
            Kind::Bobbin => {
                let bobbin = Arc::clone(bobbins.get(number).expect("one for each"));
                clients.spawn(async move { by_bobbin(&bobbin, &name, number, saves, &done, &start).await });
            }
            Kind::Usual => {
                let client = home.client().await;
                clients.spawn(async move { by_the_usual(client, &name, number, saves, &done, &start).await });
            }
        }
    }
    let mut round = Round { name: name.clone(), cold, ..Round::default() };
    while let Some(told) = clients.join_next().await {
        match told.expect("no client panics") {
            Told::Blunt { saved, displaced } => {
                round.blunt.push(saved);
                round.displaced.extend(displaced);
            }
            Told::Careful { saved, seen } => {
                round.others.extend(saved);
                round.seen.extend(seen);
            }
        }
    }
    round.last = label(&held(home, &name).await);
    round
}

fn count(folders: &[PathBuf], kind: Kind, round: Round, sum: &mut Sum) {
    let kept: HashSet<String> = match kind {
        Kind::Bobbin => folders.iter().flat_map(|folder| labels_in_vault(folder, &round.name)).collect(),
        Kind::Usual => round.seen.clone(),
    };
    // Bobbin's own versions are kept, no matter which client displaced them.
    if kind == Kind::Bobbin {
        let own: Vec<_> = round.others.iter().filter(|label| !kept.contains(*label)).collect();
        assert!(own.is_empty(), "Bobbin does not have its own: {own:?}");
    }
    // The versions that may have been saved before the first answer.
    let first: BTreeSet<&String> =
        round.blunt.iter().filter_map(|saved| saved.first()).filter(|_| round.cold).collect();
    sum.by_others += round.others.len();
    for label in round.blunt.iter().flatten().chain(&round.others) {
        sum.saved += 1;
        if *label == round.last || kept.contains(label) {
            sum.found += 1;
        } else if round.displaced.contains(label) {
            sum.overwritten += 1;
        } else if first.contains(label) {
            sum.cold += 1;
        } else {
            sum.lost.push(label.clone());
        }
    }
}

/// People do not save every millisecond, but sometimes several save at once.
async fn pause(number: usize, round: usize) {
    let waits = [0, 3, 40, 250, 0, 120];
    tokio::time::sleep(Duration::from_millis(waits[(number * 5 + round * 7 + round / 6) % waits.len()])).await;
}

/// Saves without reading first, but records the versions that it displaced.
async fn blunt(
    mut client: RawClient,
    name: String,
    number: usize,
    saves: usize,
    done: Arc<AtomicUsize>,
    start: Arc<Barrier>,
) -> Told {
    let (mut saved, mut displaced) = (Vec::new(), Vec::new());
    start.wait().await;
    while done.fetch_add(1, Ordering::Relaxed) < saves {
        let label = format!("{name}-blunt-{number}-{}", saved.len());
        let config = json!({"label": label, "views": []});
        let get = json!({"type": "lovelace/config", "url_path": name});
        let save = json!({"type": "lovelace/config/save", "url_path": name, "config": config});
        let replies = client.frame(vec![get, save]).await;
        assert_eq!(replies[1]["success"], true, "{}", replies[1]);
        displaced.push(self::label(&replies[0]["result"]));
        saved.push(label);
        pause(number, saved.len()).await;
    }
    Told::Blunt { saved, displaced }
}

/// Saves as a user of Bobbin does: on a conflict, it overwrites deliberately and tries again.
async fn by_bobbin(
    bobbin: &Bobbin,
    name: &str,
    number: usize,
    saves: usize,
    done: &AtomicUsize,
    start: &Barrier,
) -> Told {
    start.wait().await;
    let id = bobbin.open(name).await["id"].as_str().expect("id").to_owned();
    let mut saved = Vec::new();
    let mut tries = 0;
    // On a slow machine, its first save may come only after the other clients are done.
    while done.load(Ordering::Relaxed) < saves || saved.is_empty() {
        tries += 1;
        let label = format!("{name}-bobbin-{number}-{tries}");
        bobbin.call("document_sync", json!({"id": id, "text": format!("label: {label}\nviews: []\n")})).await;
        let mut outcome = match bobbin.run("document_save", &json!({"id": id})).await {
            Ok(outcome) => outcome,
            // Nothing was sent: the connection was lost, as can happen on a machine this busy.
            Err(error) => {
                assert!(error["code"] == "notConnected" || error["code"] == "timeout", "{error}");
                bobbin.connected().await;
                continue;
            }
        };
        // The outcome arrives as an event when the connection is back.
        if outcome["outcome"] == "unknown" {
            let settled = |event: &Value| event["event"] == "saveSettled" && event["id"] == id.as_str();
            outcome = bobbin.event(settled).await["outcome"].clone();
        } else if outcome["outcome"] == "queued" {
            let sent = |item: &Value| item["id"] == id.as_str();
            let told = |event: &Value| event["items"].as_array().is_some_and(|items| items.iter().any(sent));
            let event = bobbin.event(told).await;
            let item = event["items"].as_array().expect("a list").iter().find(|item| sent(item)).cloned();
            outcome = item.expect("it is among them")["outcome"].clone();
        }
        match outcome["outcome"].as_str() {
            Some("saved") => {
                done.fetch_add(1, Ordering::Relaxed);
                saved.push(label);
            }
            // The connection broke before the save arrived.
            Some("notReceived") => {}
            Some("changedOnServer") => {
                // The other Bobbin may have put back exactly the version that this one started from; then there is no
                // conflict left.
                let resolve = json!({"id": id, "choice": "overwriteTheirs"});
                if let Err(error) = bobbin.run("document_resolve", &resolve).await {
                    assert_eq!(error["code"], "badRequest", "{error}");
                }
            }
            _ => panic!("{outcome}"),
        }
        bobbin.forget_events();
    }
    bobbin.call("document_close", json!({"id": id, "discard": false})).await;
    Told::Careful { saved, seen: Vec::new() }
}

/// Reads, compares with the last version it read, and saves if the two are the same.
async fn by_the_usual(
    mut client: RawClient,
    name: &str,
    number: usize,
    saves: usize,
    done: &AtomicUsize,
    start: &Barrier,
) -> Told {
    start.wait().await;
    let (mut saved, mut seen) = (Vec::new(), Vec::new());
    let mut known = String::new();
    while done.load(Ordering::Relaxed) < saves {
        let reply = client.command(json!({"type": "lovelace/config", "url_path": name})).await;
        let now = label(&reply["result"]);
        seen.push(now.clone());
        if now != known {
            // The user looks at the new version and decides to save anyway.
            known = now;
            continue;
        }
        let label = format!("{name}-usual-{number}-{}", saved.len());
        let config = json!({"label": label, "views": []});
        client.result(json!({"type": "lovelace/config/save", "url_path": name, "config": config})).await;
        done.fetch_add(1, Ordering::Relaxed);
        known.clone_from(&label);
        seen.push(label.clone());
        saved.push(label);
        // About as long as Bobbin takes to write to disk.
        pause(number, saved.len()).await;
    }
    Told::Careful { saved, seen }
}

fn label(config: &Value) -> String {
    config["label"].as_str().unwrap_or_default().to_owned()
}

fn labels_in_vault(folder: &Path, name: &str) -> Vec<String> {
    let vault = Vault::open(&bobbin_app::Folders::under(folder).data, Timestamp(0)).expect("a vault").vault;
    let versions = vault.versions(&DocumentKey::dashboard("home", name)).expect("versions");
    versions
        .iter()
        .filter_map(|version| vault.version(version.id).expect("a version").value)
        .map(|json| label(&serde_json::from_str(&json).expect("JSON")))
        .collect()
}
