//! Mouse and keyboard in the visual editor, for the journeys: the pointer, the gallery, forms, and the parts of the
//! window.
//!
//! Nodes are named by their path as the interface writes it (`["views",0,"cards",1]`).

use fantoccini::Locator;
use fantoccini::actions::{InputSource as _, MouseActions, PointerAction};
use fantoccini::key::Key;
use serde_json::json;
use std::time::Duration;

use crate::driver::Bobbin;

/// The key that confirms an input.
pub(crate) const ENTER: char = '\u{e007}';

/// A node on the canvas.
pub(crate) fn tile(path: &str) -> String {
    format!("[data-testid='canvas'] [data-path='{path}']")
}

/// A node in the outline.
pub(crate) fn row(path: &str) -> String {
    format!("[data-testid='outline'] [data-path='{path}']")
}

/// A point in an element, as fractions of its width and height from the upper left corner.
#[derive(Clone)]
pub(crate) struct Spot(pub(crate) String, pub(crate) f64, pub(crate) f64);

impl Bobbin {
    /// The position of a spot in the window.
    pub(crate) async fn point(&self, Spot(css, x, y): &Spot) -> (f64, f64) {
        self.find(css).await;
        let script = "const box = document.querySelector(arguments[0]).getBoundingClientRect();
            return [box.left, box.top, box.width, box.height];";
        let at = self.client.execute(script, vec![json!(css)]).await.expect("an element");
        let number = |index: usize| at[index].as_f64().expect("a number");
        ((number(0) + number(2) * x).round(), (number(1) + number(3) * y).round())
    }

    /// Drags from one spot to another in small steps, like a mouse.
    pub(crate) async fn drag(&self, from: Spot, to: Spot) {
        let start = self.point(&from).await;
        let end = self.point(&to).await;
        let step = Some(Duration::from_millis(16));
        let at = |part: f64| (start.0 + (end.0 - start.0) * part, start.1 + (end.1 - start.1) * part);
        let to = |(x, y): (f64, f64)| PointerAction::MoveTo { duration: step, x: x.round(), y: y.round() };
        let mut mouse = MouseActions::new("mouse".to_owned()).then(to(start)).then(PointerAction::Down { button: 0 });
        // Starts with the few pixels that distinguish a drag from a click.
        for part in [0.05, 0.2, 0.5, 0.8, 1.0] {
            mouse = mouse.then(to(at(part)));
        }
        let mouse = mouse.then(to((end.0, end.1))).then(PointerAction::Up { button: 0 });
        self.client.perform_actions(mouse).await.expect("a mouse");
    }

    /// Picks up a node at one spot and holds it over another.
    pub(crate) async fn carry(&self, from: Spot, to: Spot) {
        let (start, end) = (self.point(&from).await, self.point(&to).await);
        let step = Some(Duration::from_millis(16));
        let to = |(x, y): (f64, f64)| PointerAction::MoveTo { duration: step, x, y };
        let mouse = MouseActions::new("mouse".to_owned())
            .then(to(start))
            .then(PointerAction::Down { button: 0 })
            .then(to((start.0, start.1 + 12.0)))
            .then(to(end));
        self.client.perform_actions(mouse).await.expect("a mouse");
    }

    /// Drops the node.
    pub(crate) async fn let_go(&self, at: Spot) {
        let (x, y) = self.point(&at).await;
        let to = PointerAction::MoveTo { duration: Some(Duration::from_millis(16)), x, y };
        let mouse = MouseActions::new("mouse".to_owned()).then(to).then(PointerAction::Up { button: 0 });
        self.client.perform_actions(mouse).await.expect("a mouse");
    }

    /// Whether a list is scrolled to its end.
    pub(crate) async fn is_at_end(&self, css: &str) -> bool {
        let script = "const it = document.querySelector(arguments[0]);
            return it.scrollTop > 0 && it.scrollTop + it.clientHeight >= it.scrollHeight - 1;";
        self.client.execute(script, vec![json!(css)]).await.is_ok_and(|answer| answer == json!(true))
    }

    /// Clicks at a spot.
    pub(crate) async fn click_at(&self, at: Spot) {
        let (x, y) = self.point(&at).await;
        let to = PointerAction::MoveTo { duration: Some(Duration::from_millis(10)), x, y };
        let mouse = MouseActions::new("mouse".to_owned())
            .then(to)
            .then(PointerAction::Down { button: 0 })
            .then(PointerAction::Up { button: 0 });
        self.client.perform_actions(mouse).await.expect("a mouse");
    }

    /// Presses keys in the focused element.
    pub(crate) async fn hit(&self, keys: &str) {
        self.client.active_element().await.expect("something has the focus").send_keys(keys).await.expect("keys");
    }

    /// Replaces the content of a field by hand: selects all and types.
    pub(crate) async fn retype(&self, css: &str, value: &str) {
        self.click(css).await;
        let field = self.find(css).await;
        // In two commands: WebKit's driver releases a modifier only at the end of a command.
        field.send_keys(&format!("{}a", char::from(Key::Control))).await.expect("a field");
        field.send_keys(value).await.expect("a field");
    }

    /// Clicks a card on the canvas at its upper left, which its contents don't cover.
    pub(crate) async fn choose(&self, path: &str) {
        self.click_at(Spot(tile(path), 0.2, 0.2)).await;
        self.find(&format!("{}[aria-selected='true']", tile(path))).await;
        self.has_read().await;
    }

    /// Waits until the form, if there is one, shows the selection.
    async fn has_read(&self) {
        self.gone("[data-testid='inspector'][aria-busy='true']").await;
    }

    /// Waits until the text contains `words`.
    pub(crate) async fn has(&self, words: &str) {
        self.until(&format!("the YAML to have {words:?}"), || async { self.editor().await.contains(words) }).await;
    }

    /// Waits until the text contains `words` in this order.
    pub(crate) async fn has_in_order(&self, words: &[&str]) {
        self.until(&format!("the YAML to have {words:?} in this order"), || async {
            let text = self.editor().await;
            let mut rest = text.as_str();
            words.iter().all(|word| match rest.find(word) {
                Some(at) => {
                    rest = &rest[at + word.len()..];
                    true
                }
                None => false,
            })
        })
        .await;
    }

    /// Replaces the whole text of the editor, like pasting over everything.
    pub(crate) async fn write(&self, text: &str) {
        let old = self.editor().await;
        self.type_over(&old, text).await;
    }

    /// The line of the YAML with the cursor, without its indentation.
    pub(crate) async fn cursor_line(&self) -> String {
        let script = "const content = document.querySelector('.cm-content'); const { state } = content.cmTile?.view ?? content.cmView.view;
            return state.doc.lineAt(state.selection.main.head).text.trim();";
        let line = self.client.execute(script, vec![]).await.expect("the editor");
        line.as_str().map(str::to_owned).unwrap_or_default()
    }

    /// Undoes step by step until the text is `text`, at most `most` times. Returns the number of steps.
    pub(crate) async fn undo_all(&self, text: &str, most: usize) -> usize {
        let script = "document.querySelector('.cm-content').focus({ preventScroll: true })";
        self.client.execute(script, vec![]).await.expect("the editor");
        for steps in 0..=most {
            if self.editor().await == text {
                return steps;
            }
            self.keys(Key::Control, "z").await;
        }
        self.fail(&format!("{most} steps back is not\n{text}\nbut\n{}", self.editor().await)).await
    }

    /// Adds a card from the gallery, for an entity, at the end of the selected node.
    pub(crate) async fn add(&self, card: &str, entity: &str) {
        self.for_entities(entity.split(' ').filter(|entity| !entity.is_empty())).await;
        self.fill("[data-testid='gallery-search']", card).await;
        self.click(&format!("[data-testid='gallery'] [data-testid='gallery-{card}']")).await;
        self.gone("[data-testid='gallery']").await;
    }

    /// Selects the entities for new cards in the gallery.
    pub(crate) async fn for_entities(&self, entities: impl Iterator<Item = &str>) {
        self.find("[data-testid='gallery']").await;
        for entity in entities {
            self.fill("[data-testid='gallery-for-entity']", &format!("{entity}{ENTER}")).await;
            self.find(&format!("[data-testid='gallery'] .chip[title='{entity}']")).await;
        }
    }

    /// Selects a node in the outline, which scrolls to it on the canvas.
    pub(crate) async fn take(&self, path: &str) {
        self.click(&row(path)).await;
        self.find(&format!("{}[aria-selected='true']", tile(path))).await;
        self.has_read().await;
    }

    /// Adds cards to a section, in order.
    pub(crate) async fn add_all(&self, section: &str, cards: &[(&str, &str)]) {
        for (card, entity) in cards {
            self.take(section).await;
            self.hit(&char::from(Key::Insert).to_string()).await;
            self.add(card, entity).await;
        }
    }

    /// Sets a field of the form, or of a nested form.
    pub(crate) async fn set(&self, field: &str, value: &str) {
        self.has_read().await;
        let path: Vec<_> = field.split('/').map(|name| format!("[data-testid='field-{name}']")).collect();
        self.retype(&format!("[data-testid='inspector'] {} :is(input, textarea)", path.join(" ")), value).await;
    }

    /// Selects a value in a list of the form.
    pub(crate) async fn pick(&self, field: &str, value: &str) {
        self.has_read().await;
        self.choose_in(&format!("[data-testid='inspector'] [data-testid='field-{field}'] [role='combobox']"), value)
            .await;
    }

    /// Opens a list and selects a value in it.
    pub(crate) async fn choose_in(&self, list: &str, value: &str) {
        self.click(list).await;
        let option = format!("[role='option'][data-value='{value}']");
        self.click(&option).await;
        self.gone(&option).await;
    }

    /// Adds an item to a list of the form by the name of its type; `outer/inner` names a nested list.
    pub(crate) async fn add_to(&self, field: &str, name: &str) {
        self.has_read().await;
        let path: Vec<_> = field.split('/').map(|name| format!("//*[@data-testid='field-{name}']")).collect();
        // The button that adds an item comes after all items.
        let last = format!(
            "(//*[@data-testid='inspector']{}//input[starts-with(@placeholder, 'Add')])[last()]",
            path.concat()
        );
        // The option with exactly this name, at any position in the list.
        let option = format!("//*[@role='option'][.//*[contains(@class, 'label')][normalize-space(.)={name:?}]]");
        self.until(&format!("a list to add to {field} with"), || async {
            match self.client.find(Locator::XPath(&last)).await {
                Ok(input) => input.send_keys(name).await.is_ok(),
                Err(_) => false,
            }
        })
        .await;
        self.until(&format!("“{name}” among what can be added to {field}"), || async {
            match self.client.find(Locator::XPath(&option)).await {
                Ok(option) => option.click().await.is_ok(),
                Err(_) => false,
            }
        })
        .await;
    }
}
