//! Accessibility: axe checks every screen of the editor in the real webview and finds nothing serious.

use fantoccini::key::Key;
use serde_json::json;

use crate::driver::Bobbin;
use crate::hand::row;

const AXE: &str = include_str!("../../ui/node_modules/axe-core/axe.min.js");

/// The commands whose dialogs are checked.
const DIALOGS: &[&str] = &[
    "New dashboard…",
    "Properties of the dashboard…",
    "Delete the dashboard…",
    "Move the view to another dashboard…",
    "Keep as a template…",
    "History: its size, and how long it is kept…",
    "Connect to Home Assistant…",
];

impl Bobbin {
    /// Opens the context menu of an element, like a right click.
    pub(crate) async fn open_menu(&self, css: &str) {
        self.find(css).await;
        let script =
            "const element = document.querySelector(arguments[0]); const box = element.getBoundingClientRect();
            element.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true,
                clientX: box.left + 20, clientY: box.top + 20 }));";
        self.client.execute(script, vec![json!(css)]).await.expect("an element");
        self.find("[role='menu']").await;
    }

    /// Runs axe on the screen. Fails on faults that are serious or worse.
    pub(crate) async fn accessible(&self, screen: &str) {
        let script = format!(
            "const done = arguments[arguments.length - 1];
            if (!window.axe) {{ {AXE} }}
            axe.run(document, {{ resultTypes: ['violations'] }}).then(({{ violations }}) => done(
                violations.filter((it) => ['serious', 'critical'].includes(it.impact))
                    .flatMap((it) => it.nodes.map((node) => `${{it.id}}: ${{node.target.join(' ')}} ${{node.html.slice(0, 200)}}`))
            ), (reason) => done(['axe failed: ' + reason]));"
        );
        let found = self.client.execute_async(&script, vec![]).await.expect("axe runs");
        assert_eq!(found, json!([]), "{screen}");
    }
}

#[tokio::test]
async fn no_screen_has_a_serious_fault_for_those_who_cannot_see_or_point() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("access", folder.path(), &[]).await;
    bobbin.find("[data-testid='first-screen']").await;
    bobbin.accessible("first screen").await;
    bobbin.click("[data-testid='door-session.demo']").await;
    bobbin.click("[data-testid='dashboard-row'][data-path='home-energy']").await;
    bobbin.find("[data-testid='canvas'] .box.tile").await;
    for colours in ["Light colours", "Dark colours"] {
        bobbin.command(colours).await;
        bobbin.accessible(&format!("{colours}: outline, canvas, YAML, the dashboard's form")).await;
        bobbin.click(&row(r#"["views",0]"#)).await;
        bobbin.find("[data-testid='field-title']").await;
        bobbin.accessible(&format!("{colours}: a view's form")).await;
        bobbin.click("[data-testid='canvas'] .box.tile").await;
        bobbin.find("[data-testid='inspector'] [data-testid='field-visibility']").await;
        bobbin.accessible(&format!("{colours}: a card's form")).await;
        bobbin.press("Show YAML of this").await;
        bobbin.find("[data-testid='node-yaml']").await;
        bobbin.accessible(&format!("{colours}: a card's YAML")).await;
        bobbin.press("Show the form").await;
        bobbin.command("Add a card…").await;
        bobbin.find("[data-testid='gallery-custom:button-card']").await;
        bobbin.accessible(&format!("{colours}: gallery")).await;
        bobbin.click("[data-testid='gallery-any']").await;
        bobbin.accessible(&format!("{colours}: a card by YAML")).await;
        bobbin.hit(&char::from(Key::Escape).to_string()).await;
        bobbin.gone("[data-testid='gallery']").await;
        bobbin.command("Views from areas…").await;
        bobbin.find("[data-testid='areas-dialog']").await;
        bobbin.accessible(&format!("{colours}: views from areas")).await;
        bobbin.hit(&char::from(Key::Escape).to_string()).await;
        bobbin.gone("[data-testid='areas-dialog']").await;
        bobbin.click("[data-testid='canvas'] .box.tile").await;
        bobbin.open_menu("[data-testid='canvas'] .box.tile").await;
        bobbin.accessible(&format!("{colours}: a card's menu")).await;
        bobbin.hit(&char::from(Key::Escape).to_string()).await;
        bobbin.gone("[role='menu']").await;
        bobbin.keys(Key::Control, &format!("{}p", char::from(Key::Shift))).await;
        bobbin.find("#picker-list").await;
        bobbin.accessible(&format!("{colours}: all commands")).await;
        bobbin.hit(&char::from(Key::Escape).to_string()).await;
        bobbin.gone("#picker-list").await;
        for dialog in DIALOGS {
            bobbin.command(dialog).await;
            bobbin.find("dialog[open]").await;
            bobbin.accessible(&format!("{colours}: {dialog}")).await;
            bobbin.hit(&char::from(Key::Escape).to_string()).await;
            bobbin.gone("dialog[open]").await;
        }
        for panel in ["Problems", "Review changes", "History"] {
            bobbin.command(panel).await;
            bobbin.accessible(&format!("{colours}: {panel}")).await;
            bobbin.command(panel).await;
        }
    }
    bobbin.shot("judged").await;
    bobbin.quit().await;
}
