//! The picture is the true one: every card in the preview beside the same card on Home Assistant's own page, pixel by
//! pixel. A card counts as the same when it is as large, and no more than one pixel in a hundred differs by more than
//! a twentieth. Cards that show the time, or what just happened, have to be as large only.

use crate::support::{options, scene};
use bobbin_preview::{Draft, Preview};
use bobbin_testkit::chromium::Chromium;
use bobbin_testkit::real_home::{Options, RealHome};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// Pixels in a hundred that may differ.
const TOLERATED: f64 = 1.0;

/// The window: one column wide, and as high as all cards.
const WIDTH: u32 = 480;
const HEIGHT: u32 = 9_000;

/// How often both are looked at: a page of Home Assistant's that rests for a second may still wait for a picture.
const ROUNDS: usize = 3;

/// How often a page is looked at before it counts as what it is.
const LOOKS: usize = 40;

/// Cards that look different a moment later.
const MOVING: &[&str] = &["clock", "date", "logbook", "history-graph", "statistics-graph", "calendar", "sensor"];

/// The place of each card of the first view, in the order of the config; nothing until all are there.
const PLACES: &str = "(() => { \
    const deep = (selector, root = document) => [...root.querySelectorAll(selector), \
        ...[...root.querySelectorAll('*')].flatMap((each) => each.shadowRoot ? deep(selector, each.shadowRoot) : [])]; \
    const all = deep('hui-root')[0].lovelace.config.views[0].cards, drawn = deep('hui-card'); \
    const places = all.map((card) => drawn.find((each) => each.config === card)?.getBoundingClientRect()); \
    return places.every((place) => place && place.height > 0) \
        ? places.map(({ x, y, width, height }) => [x + scrollX, y + scrollY, width, height]) : null; })()";

/// One of each core card that a home without energy settings can have.
fn every_card() -> Vec<Value> {
    let (light, outside) = ("light.bed_light", "sensor.outside_temperature");
    let says = |text: &str| json!({"type": "markdown", "content": text});
    let map = |mut card: Value, key: &str, value: Value| {
        card[key] = value;
        card
    };
    let of = |kind: &str, entity: &str| json!({"type": kind, "entity": entity});
    let entities = json!([light, outside, "switch.decorative_lights"]);
    let picture = "/static/icons/favicon-192x192.png";
    vec![
        of("alarm-panel", "alarm_control_panel.security"),
        of("button", light),
        json!({"type": "calendar", "entities": ["calendar.calendar_1"]}),
        json!({"type": "clock"}),
        json!({"type": "conditional", "conditions": [{"condition": "screen", "media_query": "(min-width: 1px)"}], "card": says("conditional")}),
        json!({"type": "entities", "title": "Entities", "entities": entities}),
        of("entity", outside),
        json!({"type": "entity-filter", "entities": entities, "conditions": [{"condition": "state", "state_not": "nothing"}]}),
        of("gauge", outside),
        json!({"type": "glance", "entities": entities}),
        json!({"type": "grid", "columns": 2, "square": false, "cards": [of("tile", light), says("grid")]}),
        json!({"type": "heading", "heading": "A heading", "icon": "mdi:sofa"}),
        json!({"type": "history-graph", "entities": [outside]}),
        json!({"type": "horizontal-stack", "cards": [says("left"), says("right")]}),
        of("humidifier", "humidifier.humidifier"),
        json!({"type": "iframe", "url": picture, "aspect_ratio": "50%"}),
        of("light", light),
        json!({"type": "logbook", "target": {"entity_id": light}}),
        says("# Markdown\n\nwith **bold** and `code`\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        of("media-control", "media_player.living_room"),
        json!({"type": "picture", "image": picture}),
        json!({"type": "picture-elements", "image": picture, "elements": [
            {"type": "state-icon", "entity": light, "style": {"top": "50%", "left": "50%"}}]}),
        map(of("picture-entity", light), "image", json!(picture)),
        json!({"type": "picture-glance", "title": "Glance", "image": picture, "entities": entities}),
        of("sensor", outside),
        map(of("statistic", outside), "stat_type", json!("mean")),
        json!({"type": "statistics-graph", "entities": [outside]}),
        of("thermostat", "climate.hvac"),
        of("tile", light),
        json!({"type": "vertical-stack", "cards": [says("above"), of("tile", outside)]}),
        json!({"type": "weather-forecast", "entity": "weather.demo_weather_south", "forecast_type": "daily"}),
        json!({"type": "custom:nobody-has-this"}),
    ]
}

#[tokio::test]
async fn every_core_card_is_drawn_as_on_the_page_itself() {
    let cards = every_card();
    let config = json!({"views": [{"title": "All", "cards": cards}]}).to_string();
    let home = RealHome::start(Options::default().dashboard("all-cards", "All", Some(&config))).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut browser = Chromium::start(None).await;
    // One column, and all of it in sight.
    browser.size(WIDTH, HEIGHT).await;
    browser.log_in(&home.url, &home.token).await;
    let preview = Preview::start(options(&home.url, &home.token, &[])).await.expect("a port");
    let mut scene = scene("all-cards", Draft::new(config.clone()).expect("a dashboard"));
    scene.kiosk = false;
    let stage = preview.stage(scene).expect("a stage");
    let mut client = home.client().await;
    let mut wrong = vec!["nothing was compared".to_owned()];
    for _ in 0..ROUNDS {
        let saved: Value = serde_json::from_str(&config).expect("it was JSON");
        client.result(json!({"type": "lovelace/config/save", "url_path": "all-cards", "config": saved})).await;
        let own = at_rest(&mut browser, &format!("{}/all-cards/0", home.url), &folder.path().join("own.png")).await;
        // What is saved is something else: what is drawn is the draft.
        client.result(json!({"type": "lovelace/config/save", "url_path": "all-cards", "config": {"views": []}})).await;
        let mut shown = at_rest(&mut browser, &stage.url("0"), &folder.path().join("preview.png")).await;
        wrong = differences(&cards, &own, &shown, folder.path());
        // What looked finished may have waited for something: pictures, graphs and sliders come in after the cards.
        for _ in 0..LOOKS {
            if wrong.is_empty() {
                break;
            }
            shown = drawn(&mut browser, &folder.path().join("preview.png")).await;
            wrong = differences(&cards, &own, &shown, folder.path());
        }
        if wrong.is_empty() {
            break;
        }
    }
    if let Ok(pictures) = std::env::var("BOBBIN_PICTURES") {
        for name in ["own.png", "preview.png"] {
            std::fs::copy(folder.path().join(name), Path::new(&pictures).join(name)).expect("a picture");
        }
    }
    assert!(wrong.is_empty(), "{} of {} cards differ:\n{}", wrong.len(), cards.len(), wrong.join("\n"));
    browser.close().await;
}

/// Where each card is: left, top, width and height.
type Places = Vec<[f64; 4]>;

/// Opens an address, and keeps a picture once nothing has moved for a while, or never rests.
async fn at_rest(browser: &mut Chromium, url: &str, file: &Path) -> Places {
    browser.open(url).await;
    let page = browser.window.clone();
    browser.wait_until(&page, &format!("{PLACES} !== null")).await;
    let (mut rests, mut last) = (0, Vec::new());
    for _ in 0..LOOKS {
        let places = drawn(browser, file).await;
        let picture = std::fs::read(file).expect("a picture");
        rests = if picture == last { rests + 1 } else { 0 };
        if rests == 4 {
            return places;
        }
        last = picture;
    }
    drawn(browser, file).await
}

/// Keeps a picture of what is drawn now, a moment after the last one.
async fn drawn(browser: &mut Chromium, file: &Path) -> Places {
    let page = browser.window.clone();
    let frames = "new Promise((done) => setTimeout(() => requestAnimationFrame(done), 300)).then(() => true)";
    browser.evaluate(&page, frames).await;
    let places = browser.evaluate(&page, PLACES).await;
    std::fs::write(file, browser.picture_of(0.0, 0.0, f64::from(WIDTH), f64::from(HEIGHT)).await).expect("a picture");
    serde_json::from_value(places).expect("every card is drawn")
}

/// What is not as it should be, in words.
fn differences(cards: &[Value], own: &Places, shown: &Places, folder: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    for ((card, own), shown) in cards.iter().zip(own).zip(shown) {
        let kind = card["type"].as_str().expect("a type");
        let size = |place: &[f64; 4]| (place[2].round(), place[3].round());
        if size(own) != size(shown) {
            wrong.push(format!("{kind}: {:?} there, {:?} here", size(own), size(shown)));
        } else if !MOVING.contains(&kind) {
            let part = |name: &str, [x, y, ..]: &[f64; 4]| {
                let (x, y, (width, height)) = (x.round(), y.round(), size(own));
                format!("{}[{width}x{height}+{x}+{y}]", folder.join(name).display())
            };
            let differ = differing(&part("own.png", own), &part("preview.png", shown)) / (own[2] * own[3]) * 100.0;
            if differ > TOLERATED {
                wrong.push(format!("{kind}: {differ:.2} % of its pixels differ"));
            }
        }
    }
    wrong
}

/// How many pixels of two pictures differ.
fn differing(own: &str, shown: &str) -> f64 {
    let told = Command::new("compare").args(["-metric", "AE", "-fuzz", "5%", own, shown, "null:"]).output();
    let told = told.expect("ImageMagick is installed (scripts/setup test)");
    let words = String::from_utf8_lossy(&told.stderr);
    let number = words.split_whitespace().next().and_then(|number| number.parse().ok());
    number.unwrap_or_else(|| panic!("compare said {words}"))
}
