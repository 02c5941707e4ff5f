//! Files: edited without a Home Assistant, changed by another program, and sent to a dashboard.

use bobbin_testkit::real_home::RealHome;
use fantoccini::key::Key;

use crate::driver::Bobbin;
use crate::home::held;

#[tokio::test]
async fn a_file_is_edited_with_no_home_assistant() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("lights.yaml");
    std::fs::write(&file, "# lights\r\ntitle: A\r\n").expect("a file");
    let path = file.display().to_string();
    let mut bobbin = Bobbin::start("file", &folder.path().join("bobbin"), &[&path]).await;
    assert_eq!(bobbin.editor().await, "# lights\ntitle: A\n");
    bobbin.type_over("title: A", "title: B").await;
    bobbin.shot("edited").await;
    bobbin.keys(Key::Control, "s").await;
    bobbin
        .until("the file to be written", || async {
            std::fs::read_to_string(&file).expect("a file") == "# lights\r\ntitle: B\r\n"
        })
        .await;
    bobbin.type_over("title: B", "title: \"B").await;
    bobbin.sees("1 problem").await;
    bobbin.shot("problem").await;
    bobbin.quit().await;
}

#[tokio::test]
async fn a_change_on_disk_is_noticed_and_not_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("shared.yaml");
    std::fs::write(&file, "title: A\n").expect("a file");
    let path = file.display().to_string();
    let mut bobbin = Bobbin::start("disk", &folder.path().join("bobbin"), &[&path]).await;
    bobbin.type_over("title: A", "title: mine").await;
    std::fs::write(&file, "title: theirs\n").expect("a file");
    bobbin.find("[data-testid='banner-remote']").await;
    bobbin.shot("banner").await;
    bobbin.keys(Key::Control, "s").await;
    bobbin.find("[data-testid='conflict']").await;
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), "title: theirs\n", "theirs was not overwritten");
    bobbin.shot("conflict").await;
    bobbin.click("[data-testid='conflict-overwriteTheirs']").await;
    bobbin
        .until("mine to be written", || async { std::fs::read_to_string(&file).expect("a file") == "title: mine\n" })
        .await;
    bobbin.quit().await;
}

#[tokio::test]
async fn a_file_becomes_a_dashboard() {
    let home = RealHome::shared().await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("garden.yaml");
    std::fs::write(&file, "# the garden\ntitle: Garden\nviews:\n  - title: Beds\n").expect("a file");
    let path = file.display().to_string();
    let mut bobbin = Bobbin::start("send", &folder.path().join("bobbin"), &[&path]).await;
    bobbin.editor().await;
    bobbin.command("Connect to Home Assistant…").await;
    bobbin.fill("[data-testid='connect-url']", &home.url).await;
    bobbin.fill("[data-testid='connect-token']", &home.token).await;
    bobbin.click("[data-testid='connect']").await;
    bobbin.find("[data-testid='dashboard-list']").await;
    bobbin.press("garden.yaml").await;
    bobbin.command("Send to Home Assistant…").await;
    bobbin.press("A new dashboard").await;
    bobbin.fill("[data-testid='send-title']", "Garden").await;
    bobbin.fill("[data-testid='send-path']", "garden-e2e").await;
    bobbin.shot("send").await;
    bobbin.click("[data-testid='send-submit']").await;
    bobbin.gone("[data-testid='send-dialog']").await;
    bobbin.until("the text there", || async { bobbin.editor().await.starts_with("# the garden") }).await;
    bobbin.shot("draft").await;
    bobbin.click("[data-testid='save']").await;
    bobbin
        .until("another client to see it", || async {
            let mut client = home.client().await;
            let command = serde_json::json!({"type": "lovelace/config", "url_path": "garden-e2e"});
            client.command(command).await["result"]["views"][0]["title"] == "Beds"
        })
        .await;
    assert_eq!(held(home, "garden-e2e").await["title"], "Garden");
    bobbin.quit().await;
}
