//! The app on a misbehaving network, with a real Home Assistant: it shows the right state, keeps drafts on disk, and no
//! command takes longer than its limit.

use std::time::{Duration, Instant};

use bobbin_testkit::fault_proxy::{Fault, FaultProxy, Way};
use bobbin_testkit::real_home::RealHome;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::bobbin::{Bobbin, behind_proxy, dashboard, held};

/// The time limit for any command (30 s for a large one), with reserve for a busy machine.
const AT_THE_LATEST: Duration = Duration::from_secs(60);

struct Scene {
    home: &'static RealHome,
    proxy: FaultProxy,
    folder: TempDir,
    bobbin: Bobbin,
    name: &'static str,
    id: String,
}

/// A dashboard of the test's own, open in a Bobbin that reaches it through a proxy.
async fn scene(name: &'static str) -> Scene {
    let home = RealHome::shared().await;
    dashboard(home, name, json!({"views": [{"title": "A"}]})).await;
    let (proxy, folder, bobbin) = behind_proxy(home).await;
    let id = bobbin.open(name).await["id"].as_str().expect("id").to_owned();
    bobbin.forget_events();
    Scene { home, proxy, folder, bobbin, name, id }
}

impl Scene {
    /// Expects the connection to be shown as lost, with a reason in words.
    async fn lost(&self) {
        let event = self.bobbin.event(|event| event["instance"]["connection"]["state"] == "reconnecting").await;
        let words = event["instance"]["connection"]["error"].as_str().expect("words");
        assert!(words.len() > 10 && words.ends_with('.'), "{words}");
    }

    /// Expects typed text to be on disk before Bobbin reconnects: a Bobbin that starts on a copy of the folder has it.
    async fn draft_is_safe(&self) {
        let typed = self.bobbin.type_over(&self.id, "title: A", "title: typed # meanwhile").await;
        let written = |event: &Value| event["event"] == "draftSaved" && event["id"] == self.id.as_str();
        self.bobbin.event(|event| written(event) && event["revision"] == typed["revision"]).await;
        let copy = tempfile::tempdir().expect("a folder");
        copy_folder(self.folder.path(), copy.path());
        let other = Bobbin::start(copy.path()).await;
        let document = other.document(&self.id).await;
        assert!(document["text"].as_str().expect("text").contains("title: typed # meanwhile"), "{document}");
    }

    /// Expects the draft to be saved once the network is well again.
    async fn heals(&self) {
        self.proxy.lift();
        self.bobbin.forget_events();
        // Bobbin reconnects, or notices that the connection was never lost.
        let saved = async {
            loop {
                self.bobbin.call("instance_retry", json!({"instance": "home"})).await;
                match self.bobbin.run("document_save", &json!({"id": self.id})).await {
                    // Not connected yet: the save is queued, and Bobbin sends it by itself or at the next try.
                    Ok(outcome) if outcome["outcome"] == "queued" => {}
                    Ok(outcome) => return outcome,
                    Err(error) => assert!(error["code"] == "notConnected" || error["code"] == "timeout", "{error}"),
                }
                self.bobbin.event(|event| event["instance"]["connection"]["state"] == "connected").await;
                self.bobbin.forget_events();
            }
        };
        let saved = tokio::time::timeout(AT_THE_LATEST, saved).await.expect("in time");
        assert_eq!(saved["outcome"], "saved", "{saved}");
        assert_eq!(held(self.home, self.name).await["views"][0]["title"], "typed");
    }
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            std::fs::create_dir_all(&target).expect("a folder");
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file");
        }
    }
}

#[tokio::test]
async fn a_dropped_connection_is_shown_and_the_draft_goes_on() {
    for (name, fault) in [("fault-close", Fault::Close), ("fault-reset", Fault::Reset)] {
        let scene = scene(name).await;
        scene.proxy.set(fault);
        scene.lost().await;
        scene.draft_is_safe().await;
        let asked = Instant::now();
        assert_eq!(scene.bobbin.save(&scene.id).await["outcome"], "queued");
        assert!(asked.elapsed() < Duration::from_secs(5), "nothing waits for a connection that is not there");
        scene.heals().await;
    }
}

#[tokio::test]
async fn garbage_is_shown_as_a_lost_connection_and_the_draft_goes_on() {
    let scene = scene("fault-garbage").await;
    scene.proxy.set(Fault::Garbage(vec![0xFF; 64]));
    scene.lost().await;
    scene.draft_is_safe().await;
    scene.heals().await;
}

#[tokio::test]
async fn a_frame_cut_in_the_middle_is_shown_and_the_draft_goes_on() {
    let scene = scene("fault-cut").await;
    // Cuts the next answer after its first byte: the read before a save.
    scene.proxy.set(Fault::CutAfter(Way::ToClient, 1));
    scene.bobbin.type_over(&scene.id, "title: A", "title: cut").await;
    // If the connection is cut before the read, the save is queued; if it is cut during the read, the save fails.
    // Nothing was sent in either case.
    match scene.bobbin.run("document_save", &json!({"id": scene.id})).await {
        Ok(outcome) => assert_eq!(outcome["outcome"], "queued", "{outcome}"),
        Err(error) => assert_eq!(error["code"], "notConnected", "{error}"),
    }
    assert_eq!(held(scene.home, scene.name).await["views"][0]["title"], "A");
    scene.lost().await;
    scene.bobbin.type_over(&scene.id, "title: cut", "title: A").await;
    scene.draft_is_safe().await;
    scene.heals().await;
}

#[tokio::test]
async fn a_server_that_never_answers_times_out_and_the_draft_goes_on() {
    // In parallel, because each waits for its timeout.
    let ways = [("fault-mute", Way::ToClient), ("fault-deaf", Way::ToServer)];
    let given_up = ways.map(|(name, way)| async move {
        let scene = scene(name).await;
        scene.proxy.set(Fault::Stall(way));
        scene.draft_is_safe().await;
        let asked = Instant::now();
        let ended = scene.bobbin.run("document_save", &json!({"id": scene.id})).await;
        assert!(asked.elapsed() < AT_THE_LATEST, "{:?}", asked.elapsed());
        let code = ended.as_ref().err().map_or(&Value::Null, |error| &error["code"]);
        assert!(code == "notConnected" || code == "timeout", "nothing was sent, and that is said: {ended:?}");
        scene.lost().await;
        scene.heals().await;
    });
    let [mute, deaf] = given_up;
    tokio::join!(mute, deaf);
}

#[tokio::test]
async fn a_slow_connection_is_called_poor_and_works() {
    let scene = scene("fault-slow").await;
    scene.proxy.set(Fault::Delay(Duration::from_millis(150)));
    scene.bobbin.call("instance_disconnect", json!({"instance": "home"})).await;
    scene.bobbin.forget_events();
    // Without a keyring, the token of this run is still there.
    scene.bobbin.call("instance_connect", json!({"instance": "home"})).await;
    let poor = scene.bobbin.event(|event| event["instance"]["connection"]["latencyGood"] == false).await;
    assert!(poor["instance"]["connection"]["latencyMs"].as_u64() >= Some(250), "{poor}");
    scene.bobbin.type_over(&scene.id, "title: A", "title: slowly").await;
    assert_eq!(scene.bobbin.save(&scene.id).await["outcome"], "saved");
    assert_eq!(held(scene.home, scene.name).await["views"][0]["title"], "slowly");
}
