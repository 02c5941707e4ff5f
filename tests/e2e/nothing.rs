//! A whole dashboard made by hand alone, from nothing: every type of view, twenty cards, conditions, actions and
//! features. Home Assistant's own frontend shows it, and the YAML reads as a careful person would have written it.

use bobbin_testkit::real_home::RealHome;
use fantoccini::key::Key;
use serde_json::json;

use crate::driver::Bobbin;
use crate::frontend::Frontend;
use crate::hand::{ENTER, tile};
use crate::home::{connect, held};

/// The beginning of the finished text.
const WRITTEN: &str = "\
views:
  - title: Home
    path: home
    type: sections
    badges:
      - type: entity
        entity: person.owner
    sections:
      - type: grid
        cards:
          - type: heading
            heading: Living room
          - type: tile
            entity: light.bed_light
            name: Bed
            tap_action:
              action: navigate
              navigation_path: /from-nothing/rooms
            features:
              - type: light-brightness
          - type: tile
            entity: cover.kitchen_window
            visibility:
              - condition: state
";

#[tokio::test]
async fn a_dashboard_is_made_by_hand_alone_and_home_assistant_shows_it() {
    let home = RealHome::shared().await;
    let mut client = home.client().await;
    client
        .result(json!({"type": "lovelace/dashboards/create", "url_path": "from-nothing", "title": "From nothing"}))
        .await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("from-nothing", folder.path(), &[]).await;
    connect(&mut bobbin, home).await;
    bobbin.press("From nothing").await;
    bobbin.shot("empty").await;

    // A view of sections.
    bobbin.click("[data-testid='start-visual.addView']").await;
    let view = |number: usize| format!("[data-testid='view-tabs'] [role='tab']:nth-child({number})");
    bobbin.click(&view(1)).await;
    bobbin.set("title", "Home").await;
    bobbin.set("path", "home").await;
    bobbin.has("path: home").await;
    let section = r#"["views",0,"sections",0]"#;
    let cards = [
        ("heading", ""),
        ("tile", "light.bed_light"),
        ("tile", "cover.kitchen_window"),
        ("button", "switch.ac"),
        ("entity", "sensor.outside_temperature"),
        ("gauge", "sensor.outside_humidity"),
        ("sensor", "sensor.outside_temperature"),
        ("thermostat", "climate.hvac"),
        ("markdown", ""),
    ];
    bobbin.add_all(section, &cards).await;
    let card = |number: usize| format!(r#"["views",0,"sections",0,"cards",{number}]"#);
    bobbin.take(&card(0)).await;
    bobbin.set("heading", "Living room").await;
    bobbin.has("heading: Living room").await;

    // A feature, an action, a condition.
    bobbin.take(&card(1)).await;
    bobbin.set("name", "Bed").await;
    bobbin.add_to("features", "Light brightness").await;
    bobbin.has("- type: light-brightness").await;
    bobbin.pick("tap_action", "navigate").await;
    bobbin.set("tap_action/navigation_path", &format!("/from-nothing/rooms{ENTER}")).await;
    bobbin.has("navigation_path: /from-nothing/rooms").await;
    bobbin.shot("action").await;
    bobbin.take(&card(2)).await;
    bobbin.add_to("visibility", "State").await;
    bobbin.has("condition: state").await;
    bobbin.set("visibility/entity", &format!("light.bed_light{ENTER}")).await;
    bobbin.set("visibility/state", &format!("on{ENTER}")).await;
    bobbin.sees("Shown when Bed Light is on").await;
    bobbin.shot("condition").await;
    let markdown = card(8);
    bobbin.take(&markdown).await;
    bobbin.set("content", "**Good morning**").await;
    bobbin.has("Good morning").await;
    bobbin.click(&view(1)).await;
    bobbin.command("Add a badge…").await;
    bobbin.add("entity", "person.owner").await;
    bobbin.has("badges:").await;

    // Masonry, sidebar, panel.
    let others = [
        (
            "masonry",
            "Rooms",
            vec![
                ("entities", "light.kitchen_lights"),
                ("glance", "binary_sensor.movement_backyard"),
                ("light", "light.ceiling_lights"),
                ("history-graph", "sensor.outside_temperature"),
                ("weather-forecast", "weather.demo_weather_north"),
                ("media-control", "media_player.living_room"),
                ("humidifier", "humidifier.humidifier"),
            ],
        ),
        (
            "a sidebar view",
            "Watch",
            vec![
                ("logbook", "light.bed_light"),
                ("calendar", "calendar.calendar_1"),
                ("clock", ""),
                ("picture-entity", "camera.demo_camera"),
            ],
        ),
        ("a panel", "Map", vec![("map", "zone.home")]),
    ];
    for (number, (kind, title, cards)) in others.iter().enumerate() {
        bobbin.click("[data-testid='add-view']").await;
        bobbin.find(&view(number + 2)).await;
        bobbin.click(&view(number + 2)).await;
        bobbin.set("title", title).await;
        bobbin.has(&format!("title: {title}")).await;
        bobbin.command(&format!("Make this view {kind}")).await;
        bobbin.find("[data-testid='add-to-view']").await;
        for (at, (card, entity)) in cards.iter().enumerate() {
            bobbin.click("[data-testid='add-to-view']").await;
            bobbin.add(card, entity).await;
            // The button moves after it.
            bobbin.find(&tile(&format!(r#"["views",{},"cards",{at}]"#, number + 1))).await;
        }
    }
    bobbin.shot("made").await;

    bobbin.keys(Key::Control, "s").await;
    bobbin
        .until("another client to see it", || async {
            let reply =
                home.client().await.command(json!({"type": "lovelace/config", "url_path": "from-nothing"})).await;
            reply["result"]["views"][3]["cards"][0]["type"] == "map"
        })
        .await;
    let saved = held(home, "from-nothing").await;
    let cards = &saved["views"][0]["sections"][0]["cards"];
    assert_eq!(cards[2]["visibility"], json!([{"condition": "state", "entity": "light.bed_light", "state": "on"}]));
    assert_eq!(cards[1]["tap_action"], json!({"action": "navigate", "navigation_path": "/from-nothing/rooms"}));
    let text = bobbin.editor().await;
    assert!(text.starts_with(WRITTEN), "as a careful person would have written it:\n{text}");
    let types: std::collections::BTreeSet<_> =
        saved["views"].as_array().expect("views").iter().flat_map(cards_of).collect();
    assert!(types.len() >= 20, "{types:?}");
    bobbin.click(&view(1)).await;
    bobbin.shot("saved").await;

    let mut frontend = Frontend::start(home).await;
    for (path, cards) in [("home", 9), ("1", 7), ("2", 4), ("3", 1)] {
        let complaints = frontend.complaints(&format!("/from-nothing/{path}"), cards).await;
        frontend.shot(&format!("from-nothing-home-assistant-{path}")).await;
        assert_eq!(complaints, Vec::<String>::new());
    }
    frontend.quit().await;
    bobbin.quit().await;
}

/// The types of the cards of a view.
fn cards_of(view: &serde_json::Value) -> Vec<String> {
    let sections = view["sections"].as_array().into_iter().flatten();
    let lists = sections.chain([view]).flat_map(|holder| holder["cards"].as_array().into_iter().flatten());
    lists.filter_map(|card| card["type"].as_str().map(str::to_owned)).collect()
}
