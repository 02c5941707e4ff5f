//! A change of the draft keeps the unaffected parts of the page: the same elements of Home Assistant's frontend, in the
//! same picture as a page that opens with that draft.

use crate::browser::DEEP;
use crate::support::{preview, scene};
use bobbin_preview::{Draft, Preview, Stage};
use bobbin_testkit::chromium::{Chromium, Page};
use bobbin_testkit::real_home::RealHome;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};

const LETTERS: u64 = 20;

/// Finds all elements that are made from a config.
const DRAWN: &str = "globalThis.drawn = () => deep('hui-section, hui-card, hui-badge'), true";

/// Marks them, so that later elements are the ones without a mark.
const MARK: &str = "drawn().forEach((each) => each.bobbinsMark = true)";

/// The elements made since, each by its kind and its name.
const MADE: &str = "drawn().filter((each) => !each.bobbinsMark).map(({ localName, config }) => localName.slice(4) + ' ' + \
    (config.content ?? config.heading ?? config.entity ?? config.title ?? config.type)).sort()";

/// The elements on screen and their positions, after half a second of frames without a change.
const AT_REST: &str = "new Promise((done) => { \
    const look = () => drawn().filter((each) => each.checkVisibility()).map((each) => { \
        const { x, y, width, height } = each.getBoundingClientRect(); \
        return [each.localName, JSON.stringify(each.config), seen(each), x, y + scrollY, width, height].join(' ').replaceAll(/\\s+/g, ' '); }); \
    let before = '', still = 0; \
    const next = () => { \
        const now = look(); \
        still = now.length && JSON.stringify(now) === before ? still + 1 : 0; \
        before = JSON.stringify(now); \
        if (still === 30) done(now); else requestAnimationFrame(next); }; \
    next(); })";

fn says(text: &str) -> Value {
    json!({"type": "markdown", "content": text})
}

fn lamp(name: &str) -> Value {
    json!({"type": "tile", "entity": "light.bed_light", "name": name})
}

fn stage(preview: &Preview, config: &Value) -> Stage {
    preview.stage(scene("map", Draft::new(config.to_string()).expect("a dashboard"))).expect("a stage")
}

fn show(stage: &Stage, config: &Value) {
    let draft = Draft::new(config.to_string()).expect("a dashboard");
    stage.change(|scene| scene.draft = draft);
}

/// A page of a dashboard of the home, without sidebar and header.
async fn opened(browser: &mut Chromium, stage: &Stage, view: &str, last: &str) -> Page {
    browser.open("about:blank").await;
    browser.open(&stage.url(view)).await;
    let page = browser.window.clone();
    browser.wait_until(&page, "document.querySelector('home-assistant')").await;
    browser.evaluate(&page, DEEP).await;
    browser.evaluate(&page, DRAWN).await;
    browser.wait_until(&page, &format!("seen().includes('{last}')")).await;
    page
}

/// Waits until the page has received a config.
async fn taken(browser: &mut Chromium, page: &Page, config: &Value) {
    let text = json!(config.to_string());
    browser.wait_until(page, &format!("JSON.stringify(deep('hui-root')[0].lovelace.rawConfig) === {text}")).await;
}

#[tokio::test]
async fn only_changed_parts_are_made_anew() {
    let home = RealHome::shared().await;
    let mut browser = Chromium::start(None).await;
    browser.size(1280, 800).await;
    let stack = json!({"type": "vertical-stack", "cards": [says("a"), {"type": "grid", "columns": 2, "cards": [says("b"), says("c")]}]});
    let mut config = json!({"views": [
        {"title": "One", "type": "sections",
         "badges": [{"type": "entity", "entity": "light.bed_light"}, {"type": "entity", "entity": "light.ceiling_lights"}],
         "sections": [{"title": "First", "cards": [says("d"), says("e"), stack]}, {"column_span": 1, "cards": [lamp("Lamp"), says("f"), says("f"), says("the last card")]}]},
        {"title": "Two", "cards": [says("h")]},
    ]});
    let preview = preview(home);
    let stage = stage(&preview, &config);
    let page = opened(&mut browser, &stage, "0", "the last card").await;
    let section = |n: usize, rest: &str| format!("/views/0/sections/{n}/cards{rest}");
    // Everything.
    let everything = Value::Null;
    type Change<'a> = (&'a str, Box<dyn Fn(&mut Value)>, Value);
    let at = |path: String, value: Value| -> Box<dyn Fn(&mut Value)> {
        Box::new(move |config| *config.pointer_mut(&path).expect("a place") = value.clone())
    };
    let list = |path: String, change: fn(&mut Vec<Value>)| -> Box<dyn Fn(&mut Value)> {
        Box::new(move |config| change(config.pointer_mut(&path).and_then(Value::as_array_mut).expect("a list")))
    };
    let changes: Vec<Change<'_>> = vec![
        ("a letter in a card", at(section(1, "/1"), says("ff")), json!(["card ff"])),
        (
            "a letter in a card of a stack in a stack",
            at(section(0, "/2/cards/1/cards/0"), says("bb")),
            json!(["card bb"]),
        ),
        ("a card more", list(section(1, ""), |cards| cards.insert(0, says("new"))), json!(["card new"])),
        ("a card less", list(section(1, ""), |cards| drop(cards.remove(1))), json!([])),
        ("another order", list(section(1, ""), |cards| cards.rotate_left(1)), json!([])),
        ("another order in a stack", list(section(0, "/2/cards"), |cards| cards.reverse()), json!([])),
        (
            "a badge",
            at("/views/0/badges/1/entity".to_owned(), json!("light.kitchen_lights")),
            json!(["badge light.kitchen_lights"]),
        ),
        ("another view", at("/views/1/cards/0".to_owned(), says("hh")), json!([])),
        (
            "a title of a section, which is drawn as a card",
            at("/views/0/sections/0/title".to_owned(), json!("Second")),
            json!(["card Second"]),
        ),
        (
            "a key of a section",
            at("/views/0/sections/1/column_span".to_owned(), json!(2)),
            json!(["card f", "card ff", "card new", "card the last card", "section undefined"]),
        ),
        ("a key of the view", at("/views/0/title".to_owned(), json!("Uno")), everything.clone()),
        (
            "a key of the dashboard, at which a card may look",
            Box::new(|config| config["button_card_templates"] = json!({})),
            everything,
        ),
    ];
    for (what, change, expected) in changes {
        browser.evaluate(&page, MARK).await;
        change(&mut config);
        show(&stage, &config);
        taken(&mut browser, &page, &config).await;
        let made = browser.evaluate(&page, MADE).await;
        if expected.is_null() {
            assert_eq!(made.as_array().map(Vec::len), Some(16), "{what}: {made}");
        } else {
            assert_eq!(made, expected, "{what}");
        }
    }
    // After an outage of Home Assistant, a page may lack cards that a new page has.
    browser.evaluate(&page, MARK).await;
    let back = "dispatchEvent(new CustomEvent('connection-status', { detail: 'connected' }))";
    browser.evaluate(&page, back).await;
    browser.wait_until(&page, "drawn().length && drawn().every((each) => !each.bobbinsMark)").await;
}

#[tokio::test]
async fn a_changed_card_alone_is_replaced_in_its_place() {
    let home = RealHome::shared().await;
    let mut browser = Chromium::start(None).await;
    browser.size(1280, 800).await;
    let preview = preview(home);
    let cards = |text: &str| json!([says("first"), says(text), lamp("Lamp"), says("the last card")]);
    let config = |text: &str| json!({"views": [{"cards": cards(text)}, {"type": "sidebar", "cards": cards(text)}]});
    let stage = stage(&preview, &config("a"));
    for view in ["0", "1"] {
        show(&stage, &config("a"));
        let page = opened(&mut browser, &stage, view, "the last card").await;
        browser.evaluate(&page, AT_REST).await;
        let places = "globalThis.places = () => drawn().map((card) => [...card.parentElement.children].indexOf(card) + card.config.type)";
        browser.evaluate(&page, &format!("{places}, globalThis.were = JSON.stringify(places())")).await;
        let watch = "globalThis.off = []; new Set(drawn().map((card) => card.parentElement)).forEach((column) => \
            new MutationObserver((all) => all.forEach(({ removedNodes }) => removedNodes.forEach((node) => \
                off.push(node.config?.content ?? node.localName)))).observe(column, { childList: true }))";
        browser.evaluate(&page, watch).await;
        show(&stage, &config("b"));
        taken(&mut browser, &page, &config("b")).await;
        browser.wait_until(&page, "drawn().some(({ config }) => config.content === 'b')").await;
        assert_eq!(browser.evaluate(&page, "[...new Set(off)]").await, json!(["a"]), "view {view}");
        assert_eq!(browser.evaluate(&page, "JSON.stringify(places()) === were").await, true, "view {view}");
    }
}

#[tokio::test]
async fn a_letter_leaves_nearly_nothing_behind() {
    let home = RealHome::shared().await;
    let mut browser = Chromium::start(None).await;
    let preview = preview(home);
    let config = |name: &str| {
        let mut cards = vec![lamp(name), json!({"type": "thermostat", "entity": "climate.hvac"})];
        cards.extend((0..30).map(|n| lamp(&format!("Lamp {n}"))));
        json!({"views": [{"cards": cards}]})
    };
    let stage = stage(&preview, &config("a"));
    let page = opened(&mut browser, &stage, "0", "Lamp 29").await;
    let mut nodes = vec![];
    for word in 0..2 {
        for letter in 0..LETTERS {
            let config = config(&format!("{word} {letter}"));
            show(&stage, &config);
            taken(&mut browser, &page, &config).await;
        }
        nodes.push(browser.nodes(&page).await);
    }
    // A tile has some 140 nodes, the view 5,000.
    assert!(nodes[1] < nodes[0] + 10 * LETTERS, "nodes in memory: {nodes:?}");
}

/// A view of each kind, with many parts that can change.
fn views() -> Value {
    let stack = json!({"type": "vertical-stack", "cards": [says("a"), lamp("In a stack"),
        {"type": "grid", "columns": 2, "square": false, "cards": [says("b"), says("c")]}]});
    let cards = |name: &str| {
        json!([says(&format!("{name}, first")), lamp(name), stack, {"type": "button", "entity": "light.bed_light"},
        {"type": "entities", "entities": ["light.bed_light", "light.ceiling_lights"]}])
    };
    let hidden = json!({"type": "markdown", "content": "never", "visibility": [
        {"condition": "state", "entity": "light.bed_light", "state": "no such state"}]});
    let badges = json!([{"type": "entity", "entity": "light.bed_light"}, "light.ceiling_lights"]);
    json!({"views": [
        {"type": "sections", "badges": badges, "sections": [{"title": "First", "cards": cards("One")}, {"cards": cards("Two")}, {"cards": [hidden]}]},
        {"badges": badges, "cards": cards("Masonry")},
        {"type": "sidebar", "cards": cards("Sidebar")},
        {"type": "panel", "cards": [{"type": "vertical-stack", "cards": cards("Panel")}]},
    ]})
}

/// Changes a view the way a person edits it.
fn change(view: &mut Value, random: &mut StdRng, number: usize) {
    let mut lists = vec![];
    collect(view, String::new(), &mut lists);
    let from = lists[random.random_range(0..lists.len())].clone();
    let to = lists[random.random_range(0..lists.len())].clone();
    let within = |view: &mut Value, at: &str| {
        view.pointer_mut(at).and_then(Value::as_array_mut).map(std::mem::take).expect("a list")
    };
    let mut cards = within(view, &from);
    let n = random.random_range(0..cards.len().max(1));
    let mut moved = None;
    match random.random_range(0..7) {
        _ if cards.is_empty() => cards.push(says(&format!("new {number}"))),
        0 | 1 => cards[n] = says(&format!("changed {number}")),
        2 => cards.insert(n, lamp(&format!("Lamp {number}"))),
        3 => drop(cards.remove(n)),
        4 => cards[n..].reverse(),
        5 => cards[n] = json!({"type": "horizontal-stack", "cards": [cards[n].take()]}),
        _ if from.starts_with(&to) || to.starts_with(&from) => cards.push(cards[n].clone()),
        _ => moved = Some(cards.remove(n)),
    }
    *view.pointer_mut(&from).expect("a list") = cards.into();
    if let Some(moved) = moved {
        view.pointer_mut(&to).and_then(Value::as_array_mut).expect("a list").push(moved);
    }
}

fn collect(value: &Value, at: String, lists: &mut Vec<String>) {
    for (key, list) in value.as_object().into_iter().flatten() {
        let Some(items) = list.as_array().filter(|_| key == "cards" || key == "sections") else { continue };
        if key == "cards" {
            lists.push(format!("{at}/cards"));
        }
        for (n, item) in items.iter().enumerate() {
            collect(item, format!("{at}/{key}/{n}"), lists);
        }
    }
}

#[tokio::test]
async fn a_page_that_keeps_parts_looks_like_a_new_page() {
    let home = RealHome::shared().await;
    let (mut kept, mut anew) = (Chromium::start(None).await, Chromium::start(None).await);
    let mut random = StdRng::seed_from_u64(6);
    let mut config = views();
    let preview = preview(home);
    let (stage, other) = (stage(&preview, &config), stage(&preview, &config));
    for browser in [&mut kept, &mut anew] {
        browser.size(1280, 800).await;
    }
    for view in 0..4 {
        let page = opened(&mut kept, &stage, &view.to_string(), "").await;
        for round in 0..2 {
            for number in 0..8 {
                change(&mut config["views"][view], &mut random, 100 * round + number);
                show(&stage, &config);
                taken(&mut kept, &page, &config).await;
            }
            show(&other, &config);
            let fresh = opened(&mut anew, &other, &view.to_string(), "").await;
            taken(&mut anew, &fresh, &config).await;
            let (here, there) = (kept.evaluate(&page, AT_REST).await, anew.evaluate(&fresh, AT_REST).await);
            assert_eq!(here, there, "view {view} after {} changes: {}", 8 * (round + 1), config["views"][view]);
            // A card is identified by its config, which is the same object as in the dashboard's config.
            let told = "(() => { const all = new Set(); \
                const walk = (value) => { if (value && typeof value === 'object') { all.add(value); Object.values(value).forEach(walk); } }; \
                walk(deep('hui-root')[0].lovelace.rawConfig); \
                return drawn().filter(({ localName, config }) => localName === 'hui-card' && !all.has(config)).map(({ config }) => config.type); })()";
            let mut untold = vec![];
            for (browser, page) in [(&mut kept, &page), (&mut anew, &fresh)] {
                untold.push(browser.evaluate(page, told).await);
            }
            assert_eq!(untold[0], untold[1], "cards that are not in the text: only what the frontend makes of titles");
        }
    }
}
