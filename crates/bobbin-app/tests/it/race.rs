//! A race on one dashboard: two Bobbins and two clients that save bluntly, 500 saves each, a Bobbin's conflicts not
//! counted. Every version that a Bobbin displaced has to be found again; none of Bobbin's own may be lost.

use std::collections::HashSet;
use std::path::Path;

use bobbin_testkit::real_home::{Options, RealHome};
use bobbin_vault::{DocumentKey, Timestamp, Vault};
use serde_json::{Value, json};

use crate::bobbin::{Bobbin, dashboard, held};

const SAVES: usize = 500;
const NAME: &str = "race-all";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_version_that_bobbin_displaces_is_lost() {
    // Of its own: every other Bobbin at the shared one would fetch and keep each of these versions, too.
    let home = &RealHome::start(Options::default()).await;
    dashboard(home, NAME, json!({"label": "start", "views": []})).await;
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = (folder.path().join("one"), folder.path().join("two"));
    let (one, two, three, four) = tokio::join!(
        careful(home, &first, "one"),
        careful(home, &second, "two"),
        blunt(home, "three"),
        blunt(home, "four")
    );

    let last = label(&held(home, NAME).await);
    let kept: HashSet<String> = [&first, &second].into_iter().flat_map(|folder| labels_in_vault(folder)).collect();
    let overwritten_bluntly: HashSet<String> = three.displaced.iter().chain(&four.displaced).cloned().collect();

    // A save is in the end state, or was displaced: by a blunt client, which is nobody's fault here, or by a
    // Bobbin, which must have kept it.
    let all: Vec<&String> = [&one, &two, &three.saved, &four.saved].into_iter().flatten().collect();
    let lost: Vec<_> = all
        .iter()
        .filter(|label| ***label != last && !overwritten_bluntly.contains(**label) && !kept.contains(**label))
        .collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    // Bobbin's own versions are kept whoever displaced them.
    let own: Vec<_> = one.iter().chain(&two).filter(|label| !kept.contains(*label)).collect();
    assert!(own.is_empty(), "Bobbin does not have its own: {own:?}");
    assert_eq!(all.len(), 4 * SAVES);
    println!(
        "{} saves by Bobbin, {} blunt ones; {} of those displaced by a blunt client; {} kept in the vaults; none lost",
        one.len() + two.len(),
        three.saved.len() + four.saved.len(),
        overwritten_bluntly.len(),
        kept.len()
    );
}

struct Blunt {
    saved: Vec<String>,
    displaced: Vec<String>,
}

/// Saves without looking, but writes down what it displaced.
async fn blunt(home: &RealHome, name: &str) -> Blunt {
    let mut client = home.client().await;
    let mut blunt = Blunt { saved: Vec::new(), displaced: Vec::new() };
    for number in 0..SAVES {
        let label = format!("{name}-{number}");
        let config = json!({"label": label, "views": []});
        let get = json!({"type": "lovelace/config", "url_path": NAME});
        let save = json!({"type": "lovelace/config/save", "url_path": NAME, "config": config});
        let replies = client.frame(vec![get, save]).await;
        assert_eq!(replies[1]["success"], true, "{}", replies[1]);
        blunt.displaced.push(self::label(&replies[0]["result"]));
        blunt.saved.push(label);
        // The careful ones need a moment without anybody: a person does not save every millisecond either.
        tokio::time::sleep(std::time::Duration::from_millis(3)).await;
    }
    blunt
}

/// Saves as a user of Bobbin does: on a conflict, overwrites knowingly and tries again.
async fn careful(home: &RealHome, folder: &Path, name: &str) -> Vec<String> {
    let bobbin = Bobbin::start(folder).await;
    bobbin.connect(&home.url, &home.token).await;
    let id = bobbin.open(NAME).await["id"].as_str().expect("id").to_owned();
    let mut saved = Vec::new();
    for attempt in 0.. {
        if saved.len() == SAVES {
            break;
        }
        let label = format!("{name}-{attempt}");
        bobbin.call("document_sync", json!({"id": id, "text": format!("label: {label}\nviews: []\n")})).await;
        let outcome = bobbin.save(&id).await;
        match outcome["outcome"].as_str() {
            Some("saved") => saved.push(label),
            Some("changedOnServer") => {
                // The other Bobbin may have put back just what this one started from: then there is nothing to decide.
                let resolve = json!({"id": id, "choice": "overwriteTheirs"});
                if let Err(error) = bobbin.run("document_resolve", &resolve).await {
                    assert_eq!(error["code"], "badRequest", "{error}");
                }
            }
            _ => panic!("{outcome}"),
        }
    }
    bobbin.app.stop().await;
    saved
}

fn label(config: &Value) -> String {
    config["label"].as_str().unwrap_or_default().to_owned()
}

fn labels_in_vault(folder: &Path) -> Vec<String> {
    let vault = Vault::open(&bobbin_app::Folders::under(folder).data, Timestamp(0)).expect("a vault").vault;
    let versions = vault.versions(&DocumentKey::dashboard("home", NAME)).expect("versions");
    versions
        .iter()
        .filter_map(|version| vault.version(version.id).expect("a version").value)
        .map(|json| label(&serde_json::from_str(&json).expect("JSON")))
        .collect()
}
