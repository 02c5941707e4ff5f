//! A user's hand on a dashboard of two views: types, saves, decides conflicts; and somebody else's hand on the same.
//!
//! The first view's title counts what I typed and is nobody else's; its icon is both sides' to change, and the
//! second view's title is theirs. So what fits together and what does not come by turns.

use bobbin_testkit::raw_client::RawClient;
use serde_json::{Value, json};

use crate::bobbin::Bobbin;

/// The dashboard that hands work on.
pub(crate) fn start() -> Value {
    json!({"views": [{"title": "mine-0", "icon": "mdi:mine-0", "path": "a"}, {"title": "theirs-0", "path": "b"}]})
}

/// The number that the first view's title has in a text.
pub(crate) fn number_in(text: &str) -> Option<u64> {
    let start = text.find("title: mine-")? + "title: mine-".len();
    let digits: String = text[start..].chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Types a number into the first view's title, and now and then into its icon.
pub(crate) async fn type_number(bobbin: &Bobbin, id: &str, number: u64) {
    type_line(bobbin, id, "title: ", &format!("mine-{number} # typed")).await;
    if number.is_multiple_of(4) {
        type_line(bobbin, id, "icon: ", &format!("mdi:mine-{number}")).await;
    }
}

/// Types over the rest of the first line with a key.
async fn type_line(bobbin: &Bobbin, id: &str, key: &str, value: &str) {
    let document = bobbin.document(id).await;
    let text = document["text"].as_str().expect("a text");
    let start = text.find(key).expect("the key");
    let end = start + text[start..].find('\n').unwrap_or(text.len() - start);
    let old = text[start..end].to_owned();
    bobbin.type_over(id, &old, &format!("{key}{value}")).await;
}

/// Saves, and decides for mine where it has to be decided. Says how it ended.
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

/// Merges with what the other side has: mine where both changed the same.
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

/// Saves as somebody else: the second view's title, and now and then the first one's icon as well.
pub(crate) async fn elsewhere(client: &mut RawClient, url_path: &str, number: u64) {
    let mut config = client.result(json!({"type": "lovelace/config", "url_path": url_path})).await;
    config["views"][1]["title"] = format!("theirs-{number}").into();
    if number.is_multiple_of(3) {
        config["views"][0]["icon"] = format!("mdi:theirs-{number}").into();
    }
    client.result(json!({"type": "lovelace/config/save", "url_path": url_path, "config": config})).await;
}
