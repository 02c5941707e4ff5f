//! A user's work on a dashboard with two views (typing, saving, deciding conflicts) and another user's work on the same
//! dashboard.
//!
//! The first view's title counts my keystrokes and only I change it; both sides change its icon, and only they change
//! the second view's title. So changes that fit together and changes that conflict alternate.

use bobbin_testkit::raw_client::RawClient;
use serde_json::{Value, json};

use crate::bobbin::Bobbin;

/// The dashboard to work on.
pub(crate) fn start() -> Value {
    json!({"views": [{"title": "mine-0", "icon": "mdi:mine-0", "path": "a"}, {"title": "theirs-0", "path": "b"}]})
}

/// The number in the first view's title in a text.
pub(crate) fn number_in(text: &str) -> Option<u64> {
    let start = text.find("title: mine-")? + "title: mine-".len();
    let digits: String = text[start..].chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Types a number into the first view's title, and sometimes into its icon.
pub(crate) async fn type_number(bobbin: &Bobbin, id: &str, number: u64) {
    type_line(bobbin, id, "title: ", &format!("mine-{number} # typed")).await;
    if number.is_multiple_of(4) {
        type_line(bobbin, id, "icon: ", &format!("mdi:mine-{number}")).await;
    }
}

/// Replaces the rest of the first line that has a key.
async fn type_line(bobbin: &Bobbin, id: &str, key: &str, value: &str) {
    let document = bobbin.document(id).await;
    let text = document["text"].as_str().expect("a text");
    let start = text.find(key).expect("the key");
    let end = start + text[start..].find('\n').unwrap_or(text.len() - start);
    let old = text[start..end].to_owned();
    bobbin.type_over(id, &old, &format!("{key}{value}")).await;
}

/// Saves, and decides conflicts in favor of mine. Returns the outcome.
pub(crate) async fn save(bobbin: &Bobbin, id: &str) -> Result<String, Value> {
    let mut rounds = 0;
    loop {
        rounds += 1;
        let outcome = bobbin.run("document_save", &json!({"id": id})).await?;
        let ended = outcome["outcome"].as_str().expect("an outcome").to_owned();
        let offer = &outcome["merged"]["offer"];
        if !offer.is_null() {
            bobbin.accept(id, offer).await;
        }
        if ended != "changedOnServer" || rounds > 5 {
            return Ok(ended);
        }
        merge(bobbin, id).await?;
    }
}

/// Merges with the other side; mine wins conflicts.
pub(crate) async fn merge(bobbin: &Bobbin, id: &str) -> Result<(), Value> {
    let merge = bobbin.run("document_merge", &json!({"id": id})).await?;
    let conflicts: Vec<_> = merge["conflicts"].as_array().expect("a list").iter().map(|it| it["id"].clone()).collect();
    let mut merge = merge;
    if !conflicts.is_empty() {
        let choose = json!({"id": id, "conflicts": conflicts, "choice": {"choice": "mine"}});
        merge = bobbin.run("document_merge_choose", &choose).await?;
    }
    let finish = json!({"id": id, "revision": merge["revision"], "theirs": merge["theirs"]});
    let resolved = bobbin.run("document_merge_finish", &finish).await?;
    bobbin.accept(id, &resolved["offer"]).await;
    Ok(())
}

/// Saves as another user: the second view's title, and sometimes the first view's icon.
pub(crate) async fn elsewhere(client: &mut RawClient, url_path: &str, number: u64) {
    let mut config = client.result(json!({"type": "lovelace/config", "url_path": url_path})).await;
    config["views"][1]["title"] = format!("theirs-{number}").into();
    if number.is_multiple_of(3) {
        config["views"][0]["icon"] = format!("mdi:theirs-{number}").into();
    }
    client.result(json!({"type": "lovelace/config/save", "url_path": url_path, "config": config})).await;
}
