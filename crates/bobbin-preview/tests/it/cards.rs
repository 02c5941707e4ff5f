//! One of each card of the catalogue, and a home in which each has something to show: an area, a plant, energy settings
//! with a day of statistics. What is compared with what is said in `pictures.rs`.

use bobbin_testkit::raw_client::RawClient;
use bobbin_testkit::real_home::Options;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What the home of the tests has not.
const MORE: &str = "
energy:
shopping_list:
plant:
  demo:
    sensors:
      moisture: sensor.outside_humidity
";

/// A home that has something for each card.
pub(crate) fn furnished() -> Options {
    let configuration = format!("{}{MORE}", include_str!("../../../../tests/home-assistant/configuration.yaml"));
    Options::default().file("configuration.yaml", &configuration)
}

/// What is set up over its WebSocket.
pub(crate) async fn furnish(client: &mut RawClient) {
    client.result(json!({"type": "config/area_registry/create", "name": "Attic"})).await;
    let lamp = json!({"type": "config/entity_registry/update", "entity_id": "light.bed_light", "name": "Bed Light", "area_id": "attic"});
    client.result(lamp).await;

    let states = client.result(json!({"type": "get_states"})).await;
    let today = states[0]["last_updated"].as_str().expect("a time")[..10].to_owned();
    for (name, unit, class, each_hour) in [
        ("from_grid", "kWh", "energy", 1.5),
        ("to_grid", "kWh", "energy", 0.4),
        ("solar", "kWh", "energy", 0.9),
        ("battery_in", "kWh", "energy", 0.3),
        ("battery_out", "kWh", "energy", 0.2),
        ("washing", "kWh", "energy", 0.5),
        ("gas", "m³", "volume", 0.1),
        ("water", "L", "volume", 12.0),
    ] {
        let metadata = json!({"statistic_id": format!("demo:{name}"), "source": "demo", "name": name, "has_sum": true,
            "mean_type": 0, "unit_class": class, "unit_of_measurement": unit});
        // All of today, so that what is drawn is the same at any time of the day.
        let stats: Vec<Value> = (0..24_u32)
            .map(|hour| {
                let sum = each_hour * f64::from(hour + 1);
                json!({"start": format!("{today}T{hour:02}:00:00+00:00"), "state": sum, "sum": sum})
            })
            .collect();
        client.result(json!({"type": "recorder/import_statistics", "metadata": metadata, "stats": stats})).await;
        // They are written a moment later, and a page reads them once.
        let hours = json!({"type": "recorder/statistics_during_period", "statistic_ids": [metadata["statistic_id"]],
            "period": "hour", "start_time": format!("{today}T00:00:00Z")});
        while client.result(hours.clone()).await.as_object().is_none_or(serde_json::Map::is_empty) {}
    }
    client
        .result(json!({
            "type": "energy/save_prefs",
            "energy_sources": [
                {"type": "grid", "stat_energy_from": "demo:from_grid", "stat_energy_to": "demo:to_grid",
                 "cost_adjustment_day": 0, "stat_rate": "sensor.power_consumption"},
                {"type": "solar", "stat_energy_from": "demo:solar"},
                {"type": "battery", "stat_energy_from": "demo:battery_out", "stat_energy_to": "demo:battery_in"},
                {"type": "gas", "stat_energy_from": "demo:gas"},
                {"type": "water", "stat_energy_from": "demo:water"},
            ],
            "device_consumption": [{"stat_consumption": "demo:washing", "name": "Washing machine"}],
            "device_consumption_water": [{"stat_consumption": "demo:water", "name": "Garden"}],
        }))
        .await;
}

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

/// One of each core card, but for those of the energy dashboard, and for `starting`: once Home Assistant has started, that
/// one has the page fetch its config again without end.
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

/// The card that is as high as the window, wherever it is.
pub(crate) fn as_high_as_the_window() -> Value {
    json!({"type": "recovery-mode"})
}

/// Cards of the catalogue that are not drawn, and why.
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
