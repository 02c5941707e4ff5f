//! Lists, menus, tooltips and the palette in the real webview: they lie over every pane, whole and inside the window,
//! and Escape closes only the topmost one.
//!
//! jsdom has no layout, so no other test sees their positions.

use std::time::Duration;

use fantoccini::actions::{InputSource as _, MouseActions, PointerAction};
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::driver::Bobbin;
use crate::hand::{Spot, row};

/// The most difficult window: the inspector has its minimum width.
const WIDTH: u32 = 1000;
const HEIGHT: u32 = 640;

const LIST: &str = "[role='listbox']:has([data-value])";

impl Bobbin {
    /// The faults in the position of an overlay: parts outside the window, or covered by something else.
    async fn covered(&self, css: &str) -> Vec<String> {
        let script =
            "const overlay = document.querySelector(arguments[0]); const box = overlay.getBoundingClientRect();
            const { left, top, right, bottom } = box;
            const out = left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
            const inner = [[left + 9, top + 9], [right - 9, top + 9], [left + 9, bottom - 9], [right - 9, bottom - 9]];
            const covered = inner.map(([x, y]) => [x, y, document.elementFromPoint(x, y)])
                .filter(([,, at]) => !overlay.contains(at) && getComputedStyle(overlay).pointerEvents !== 'none')
                .map(([x, y, at]) => `covered at ${x}, ${y} by ${at?.outerHTML.slice(0, 120)}`);
            return [...(out ? [`out of the window: ${JSON.stringify(box)}`] : []), ...covered];";
        let found = self.client.execute(script, vec![json!(css)]).await.expect("an overlay");
        found.as_array().map(|words| words.iter().map(Value::to_string).collect()).unwrap_or_default()
    }

    /// Waits until an overlay lies whole in the window, checks it with axe, and takes a picture of it.
    async fn lies_whole(&mut self, css: &str, name: &str) {
        self.find(css).await;
        // It gets its position one frame after it appears.
        self.until(&format!("{css} to lie over the page"), || async { self.covered(css).await.is_empty() }).await;
        self.accessible(name).await;
        self.shot(name).await;
    }

    /// Checks that the window has room for the whole overlay, without scrolling.
    async fn shows_all(&self, css: &str) {
        let script = "const overlay = document.querySelector(arguments[0]);
            return overlay.scrollHeight - overlay.clientHeight;";
        let hidden = self.client.execute(script, vec![json!(css)]).await.expect("an overlay");
        assert_eq!(hidden, json!(0), "{css} hides some of itself");
    }

    async fn escape(&self) {
        self.hit(&char::from(Key::Escape).to_string()).await;
    }

    /// Moves the pointer to a spot and leaves it there.
    async fn rest_on(&self, at: Spot) {
        let (x, y) = self.point(&at).await;
        let to = |x: f64, y: f64| PointerAction::MoveTo { duration: Some(Duration::from_millis(10)), x, y };
        let mouse = MouseActions::new("mouse".to_owned()).then(to(x - 1.0, y)).then(to(x, y));
        self.client.perform_actions(mouse).await.expect("a mouse");
    }

    /// Opens a card's menu with the pointer at another position.
    async fn menu_at(&self, x: f64, y: f64) {
        let script = "document.querySelector(\"[data-testid='canvas'] .box.tile\").dispatchEvent(
            new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: arguments[0], clientY: arguments[1] }))";
        self.client.execute(script, vec![json!(x), json!(y)]).await.expect("a card");
    }

    async fn has_focus(&self, css: &str) {
        let script = "return document.activeElement === document.querySelector(arguments[0])";
        self.until(&format!("{css} to have the focus"), || async {
            self.client.execute(script, vec![json!(css)]).await.is_ok_and(|answer| answer == json!(true))
        })
        .await;
    }
}

#[tokio::test]
async fn lists_and_menus_lie_over_every_pane() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("overlays", folder.path(), &[]).await;
    bobbin.click("[data-testid='door-session.demo']").await;
    bobbin.resize(WIDTH, HEIGHT).await;
    bobbin.click("[data-testid='dashboard-row'][data-path='home-energy']").await;
    bobbin.press("Visual").await;
    bobbin.find("[data-testid='canvas'] .box.tile").await;
    for colors in ["Light colours", "Dark colours"] {
        let shade = colors.split(' ').next().unwrap_or_default().to_lowercase();
        bobbin.command(colors).await;
        bobbin.choose(r#"["views",0,"sections",0,"cards",1]"#).await;

        // The list of a field, wider than its pane.
        let entity = "[data-testid='inspector'] [data-testid='field-entity'] input";
        bobbin.click(entity).await;
        bobbin.lies_whole(LIST, &format!("{shade}-combobox")).await;
        bobbin.retype(entity, "l").await;
        bobbin.lies_whole(LIST, &format!("{shade}-combobox-narrowed")).await;
        bobbin.escape().await;
        bobbin.gone(LIST).await;
        bobbin.has_focus(entity).await;

        // A list at the lower end of the pane.
        bobbin.choose(r#"["views",0,"sections",0,"cards",0]"#).await;
        let select = "[data-testid='inspector'] [data-testid='field-heading_style'] button[role='combobox']";
        bobbin.click(select).await;
        bobbin.lies_whole(LIST, &format!("{shade}-select")).await;
        bobbin.escape().await;
        bobbin.gone(LIST).await;
        bobbin.has_focus(select).await;

        // A menu with the pointer in the corner of the window.
        bobbin.open_menu("[data-testid='canvas'] .box.tile").await;
        bobbin.lies_whole("[role='menu']", &format!("{shade}-menu")).await;
        bobbin.shows_all("[role='menu']").await;
        bobbin.escape().await;
        bobbin.gone("[role='menu']").await;
        bobbin.menu_at(f64::from(WIDTH) - 6.0, f64::from(HEIGHT) - 40.0).await;
        bobbin.lies_whole("[role='menu']", &format!("{shade}-menu-in-the-corner")).await;
        bobbin.shows_all("[role='menu']").await;
        bobbin.escape().await;
        bobbin.gone("[role='menu']").await;

        // A list in a dialog: Escape closes the list, then the dialog.
        bobbin.command("History: its size, and how long it is kept…").await;
        bobbin.click("dialog[open] [data-testid='retention-days']").await;
        bobbin.lies_whole(LIST, &format!("{shade}-list-in-a-dialog")).await;
        bobbin.escape().await;
        bobbin.gone(LIST).await;
        bobbin.find("dialog[open]").await;
        bobbin.escape().await;
        bobbin.gone("dialog[open]").await;

        bobbin.keys(Key::Control, &format!("{}p", char::from(Key::Shift))).await;
        bobbin.lies_whole("#picker-list", &format!("{shade}-palette")).await;
        bobbin.escape().await;
        bobbin.gone("#picker-list").await;

        bobbin.rest_on(Spot("[data-testid='create-dashboard']".into(), 0.5, 0.5)).await;
        bobbin.lies_whole(".tooltip", &format!("{shade}-tooltip")).await;
        bobbin.rest_on(Spot(row(r#"["views",0]"#), 0.5, 0.5)).await;
        bobbin.gone(".tooltip").await;
    }
    bobbin.quit().await;
}
