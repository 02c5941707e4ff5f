//! Screenshots for review: narrow and wide, light and dark. Nothing may extend beyond the window.

use bobbin_testkit::real_home::RealHome;
use serde_json::json;

use crate::driver::Bobbin;
use crate::home::{connect, dashboard};

const LONG: &str = "A dashboard with a name that is longer than the sidebar, the tab and every column have room for";

#[tokio::test]
async fn every_screen_fits_narrow_and_wide_in_light_and_dark() {
    let home = RealHome::shared().await;
    let config = json!({"views": [{"title": "Living", "cards": [
        {"type": "tile", "entity": "light.bed_light"},
        {"type": "markdown", "content": "line one\nline two"},
    ]}]});
    dashboard(home, "looks-long", LONG, config.clone()).await;
    dashboard(home, "looks-two", "Second", config).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("looks", folder.path(), &[]).await;
    connect(&mut bobbin, home).await;
    bobbin.press("Second").await;
    bobbin.editor().await;
    bobbin.press(LONG).await;
    bobbin.type_over("title: Living", "title: Living room").await;
    bobbin.find("[data-testid='change-count']").await;
    for (colors, command) in [("light", "Light theme"), ("dark", "Dark theme")] {
        bobbin.command(command).await;
        for width in [900, 1000, 1600] {
            bobbin.resize(width, 900).await;
            bobbin.fits().await;
            bobbin.shot(&format!("edit-{colors}-{width}")).await;
            bobbin.command("Review changes").await;
            bobbin.find("[data-testid='sentences']").await;
            bobbin.fits().await;
            bobbin.shot(&format!("review-{colors}-{width}")).await;
            bobbin.command("Review changes").await;
            bobbin.gone("[data-testid='sentences']").await;
        }
    }
    bobbin.quit().await;
}
