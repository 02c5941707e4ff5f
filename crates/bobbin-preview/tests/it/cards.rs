//! One of each card of the catalogue, with its data from `home.rs`. `pictures.rs` describes the comparison.

use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One of each card of the energy dashboard.
pub(crate) fn of_energy() -> Vec<Value> {
    [
        "energy-date-selection",
        "energy-carbon-consumed-gauge",
        "energy-compare",
        "energy-distribution",
        "energy-gas-graph",
        "energy-grid-balance",
        "energy-grid-neutrality-gauge",
        "energy-self-sufficiency-gauge",
        "energy-solar-consumed-gauge",
        "energy-solar-graph",
        "energy-usage-graph",
        "energy-water-graph",
        "power-sources-graph",
        "energy-devices-graph",
        "energy-devices-detail-graph",
        "energy-sankey",
        "power-sankey",
        "water-sankey",
        "water-flow-sankey",
        "energy-sources-table",
    ]
    .map(|kind| json!({ "type": kind }))
    .to_vec()
}

/// One of each core card, without the energy dashboard's cards and `starting`: once Home Assistant has started, that
/// one makes the page fetch its config in an endless loop.
pub(crate) fn core() -> Vec<Value> {
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
        json!({"type": "alert", "entity": "binary_sensor.movement_backyard"}),
        json!({"type": "area", "area": "attic"}),
        of("button", light),
        json!({"type": "calendar", "entities": ["calendar.calendar_1"]}),
        json!({"type": "clock"}),
        json!({"type": "conditional", "conditions": [{"condition": "screen", "media_query": "(min-width: 1px)"}], "card": says("conditional")}),
        json!({"type": "date"}),
        json!({"type": "discovered-devices"}),
        json!({"type": "distribution", "entities": ["sensor.outside_temperature_battery", "sensor.carbon_dioxide_battery"]}),
        json!({"type": "empty-state", "title": "Nothing", "content": "is here"}),
        json!({"type": "entities", "title": "Entities", "entities": entities}),
        of("entity", outside),
        of("entity-button", light),
        json!({"type": "error", "message": "an error that was written down"}),
        json!({"type": "entity-filter", "entities": entities, "conditions": [{"condition": "state", "state_not": "nothing"}]}),
        of("gauge", outside),
        json!({"type": "glance", "entities": entities}),
        json!({"type": "grid", "columns": 2, "square": false, "cards": [of("tile", light), says("grid")]}),
        json!({"type": "heading", "heading": "A heading", "icon": "mdi:sofa"}),
        json!({"type": "history-graph", "entities": [outside]}),
        json!({"type": "home-summary", "summary": "light"}),
        json!({"type": "horizontal-stack", "cards": [says("left"), says("right")]}),
        of("humidifier", "humidifier.humidifier"),
        json!({"type": "iframe", "url": picture, "aspect_ratio": "50%"}),
        of("light", light),
        json!({"type": "logbook", "target": {"entity_id": light}}),
        json!({"type": "map", "entities": ["device_tracker.demo_paulus"]}),
        says("# Markdown\n\nwith **bold** and `code`\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        of("media-control", "media_player.living_room"),
        json!({"type": "picture", "image": picture}),
        json!({"type": "picture-elements", "image": picture, "elements": [
            {"type": "state-icon", "entity": light, "style": {"top": "50%", "left": "50%"}}]}),
        map(of("picture-entity", light), "image", json!(picture)),
        json!({"type": "picture-glance", "title": "Glance", "image": picture, "entities": entities}),
        of("plant-status", "plant.demo"),
        json!({"type": "repairs"}),
        of("sensor", outside),
        json!({"type": "shopping-list"}),
        json!({"type": "shortcut", "tap_action": {"action": "navigate", "navigation_path": "/home"}}),
        json!({"type": "statistic", "entity": outside, "stat_type": "mean", "period": {"calendar": {"period": "month"}}}),
        json!({"type": "statistics-graph", "entities": [outside]}),
        of("thermostat", "climate.hvac"),
        of("tile", light),
        of("todo-list", "todo.shopping_list"),
        json!({"type": "toggle-group", "title": "Lights", "entities": [light]}),
        json!({"type": "updates"}),
        json!({"type": "vertical-stack", "cards": [says("above"), of("tile", outside)]}),
        json!({"type": "weather-forecast", "entity": "weather.demo_weather_south", "forecast_type": "daily"}),
        json!({"type": "custom:nobody-has-this"}),
    ]
}

/// The card that is as high as the window everywhere.
pub(crate) fn as_high_as_the_window() -> Value {
    json!({"type": "recovery-mode"})
}

/// Cards of the catalogue that are not drawn, and the reasons.
const NOT_DRAWN: &[(&str, &str)] =
    &[("starting", "in a home that has started, it has the page fetch its config again without end")];

/// The types of the catalogue.
const CATALOGUE: &str = include_str!("../../../bobbin-core/catalogue/cards.yaml");

#[test]
fn no_card_of_the_catalogue_is_left_out() {
    let catalogue: BTreeSet<_> = CATALOGUE.lines().filter_map(|line| line.strip_prefix("- type: ")).collect();
    assert!(catalogue.len() >= 70, "the catalogue is read as what it is: {catalogue:?}");
    let cards: Vec<_> = core().into_iter().chain(of_energy()).chain([as_high_as_the_window()]).collect();
    let drawn = cards.iter().map(|card| card["type"].as_str().expect("a type"));
    let told: BTreeSet<_> =
        drawn.filter(|kind| !kind.starts_with("custom:")).chain(NOT_DRAWN.iter().map(|card| card.0)).collect();
    assert_eq!(told, catalogue);
}
