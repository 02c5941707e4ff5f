//! Taking control of strategies: Home Assistant's own frontend writes them out in an invisible page, and the result is
//! one change of the draft. A whole dashboard, one of its views, one section.

use bobbin_testkit::real_home::RealHome;
use fantoccini::Locator;
use serde_json::json;

use crate::driver::Bobbin;
use crate::hand::{row, tile};
use crate::home::{connect, dashboard, held};
use crate::preview::COMES_UP;

impl Bobbin {
    /// Takes control through the menu of the selected node, once the menu has it.
    async fn take_control(&mut self, name: &str) {
        self.find("[data-testid='control-dialog']").await;
        let written = "[data-testid='control-submit']:not([disabled])";
        let there = || async { self.client.find(Locator::Css(written)).await.is_ok() };
        self.within(COMES_UP, "what the strategy makes", there).await;
        self.shot(name).await;
        self.click(written).await;
        self.gone("[data-testid='control-dialog']").await;
    }
}

#[tokio::test]
async fn what_strategies_make_becomes_the_draft() {
    let home = RealHome::shared().await;
    dashboard(home, "made-whole", "Made whole", json!({"strategy": {"type": "original-states"}})).await;
    let target = json!({"entity_id": ["light.bed_light", "light.ceiling_lights"]});
    let lights = json!({"type": "entities", "title": "Lamps", "entity_types": ["light"], "target": target});
    let sections = json!([{"strategy": lights}, {"type": "grid", "cards": [{"type": "markdown", "content": "Mine"}]}]);
    let views = json!([
        {"title": "Mine", "path": "mine", "type": "sections", "sections": sections},
        {"title": "Made", "path": "made", "strategy": {"type": "original-states"}},
    ]);
    dashboard(home, "made-parts", "Made in parts", json!({"views": views})).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("control", folder.path(), &[]).await;
    connect(&mut bobbin, home).await;

    // The whole dashboard, from its placeholder on the canvas.
    bobbin.click("[data-testid='dashboard-row'][data-path='made-whole']").await;
    bobbin.find("[data-testid='strategy-dashboard']").await;
    let before = bobbin.editor().await;
    bobbin.shot("made").await;
    bobbin.click("[data-testid='take-control']").await;
    bobbin.take_control("whole").await;
    bobbin.has("views:\n").await;
    bobbin.find("[data-testid='canvas'] .box.tile").await;
    let written = bobbin.editor().await;
    assert!(!written.contains("strategy") && written.contains("light.bed_light"), "{written}");
    bobbin.shot("whole-taken").await;
    assert_eq!(bobbin.undo_all(&before, 1).await, 1, "it is one step");

    // One view: it keeps its position, and the others stay unchanged.
    bobbin.click("[data-testid='dashboard-row'][data-path='made-parts']").await;
    bobbin.find(&row(r#"["views",1]"#)).await;
    let before = bobbin.editor().await;
    bobbin.click(&row(r#"["views",1]"#)).await;
    bobbin.open_menu(&row(r#"["views",1]"#)).await;
    bobbin.shot("view-menu").await;
    bobbin.press("Take control of what a strategy makes…").await;
    bobbin.take_control("view").await;
    bobbin.find(&tile(r#"["views",1,"cards",0]"#)).await;
    let written = bobbin.editor().await;
    for words in ["title: Made", "path: made", "person.owner"] {
        assert!(written.contains(words), "{words}:\n{written}");
    }
    assert_eq!(written.matches("strategy:").count(), 1, "the section is left alone:\n{written}");
    bobbin.shot("view-taken").await;
    assert_eq!(bobbin.undo_all(&before, 1).await, 1, "it is one step");

    // One section of a view, followed by a save.
    let section = r#"["views",0,"sections",0]"#;
    bobbin.click("[data-testid='view-tabs'] [role='tab']:nth-child(1)").await;
    bobbin.find(&tile(section)).await;
    bobbin.click(&row(section)).await;
    bobbin.open_menu(&row(section)).await;
    bobbin.press("Take control of what a strategy makes…").await;
    bobbin.take_control("section").await;
    bobbin
        .has_in_order(&["sections:", "cards:", "light.bed_light", "light.ceiling_lights", "content: Mine", "strategy:"])
        .await;
    bobbin.shot("section-taken").await;
    bobbin.keys(fantoccini::key::Key::Control, "s").await;
    bobbin
        .until("it to be saved", || async {
            let config = held(home, "made-parts").await;
            let made = &config["views"][0]["sections"][0];
            made["strategy"].is_null() && made["cards"].as_array().is_some_and(|cards| cards.len() >= 2)
        })
        .await;
    bobbin.quit().await;
}
