//! A home in which each card of the catalogue has something to show: an area with a picture, a plant, a light with a
//! history, to-dos, a device to add, energy settings with two days of statistics. Two empty cards always look alike, so
//! no part of it may be missing. `cards.rs` lists the cards.

use bobbin_testkit::raw_client::RawClient;
use bobbin_testkit::real_home::Options;
use jiff::Timestamp;
use serde_json::json;

/// The additions to the tests' home.
const MORE: &str = "
energy:
shopping_list:
plant:
  demo:
    sensors:
      moisture: sensor.outside_humidity
sensor:
  - platform: co2signal
template:
  - sensor:
      - {name: Water flow, state: '7', unit_of_measurement: L/min, device_class: volume_flow_rate, state_class: measurement}
      - {name: Garden flow, state: '5', unit_of_measurement: L/min, device_class: volume_flow_rate, state_class: measurement}
      - {name: Washing power, state: '40', unit_of_measurement: W, device_class: power, state_class: measurement}
      - {name: Solar power, state: '60', unit_of_measurement: W, device_class: power, state_class: measurement}
";

/// A home with data for each card.
pub(crate) fn furnished() -> Options {
    let ours = include_str!("../../../../tests/home-assistant/configuration.yaml");
    // Writes events to the logbook soon.
    let ours = ours.replace("commit_interval: 60", "commit_interval: 1");
    let file =
        |options: Options, (name, contents)| options.file(&format!("custom_components/co2signal/{name}"), contents);
    [
        ("manifest.json", include_str!("../home/co2signal/manifest.json")),
        ("__init__.py", include_str!("../home/co2signal/__init__.py")),
        ("config_flow.py", include_str!("../home/co2signal/config_flow.py")),
        ("sensor.py", include_str!("../home/co2signal/sensor.py")),
    ]
    .into_iter()
    .fold(Options::default().file("configuration.yaml", &format!("{ours}{MORE}")), file)
}

/// Sets up the parts that go over the WebSocket.
pub(crate) async fn furnish(client: &mut RawClient) {
    let attic = json!({"type": "config/area_registry/create", "name": "Attic", "picture": "/static/icons/favicon-192x192.png",
        "temperature_entity_id": "sensor.outside_temperature"});
    client.result(attic).await;
    let lamp = json!({"type": "config/entity_registry/update", "entity_id": "light.bed_light", "name": "Bed Light", "area_id": "attic"});
    client.result(lamp).await;
    let lit = json!({"type": "call_service", "domain": "light", "service": "turn_on",
        "target": {"entity_id": "light.bed_light"}, "service_data": {"brightness_pct": 60}});
    client.result(lit).await;
    for thing in ["Milk", "Bread"] {
        client.result(json!({"type": "shopping_list/items/add", "name": thing})).await;
    }
    let done = json!({"type": "call_service", "domain": "shopping_list", "service": "complete_item", "service_data": {"name": "Bread"}});
    client.result(done).await;
    statistics(client).await;
    client
        .result(json!({
            "type": "energy/save_prefs",
            "energy_sources": [
                {"type": "grid", "stat_energy_from": "demo:from_grid", "stat_energy_to": "demo:to_grid",
                 "cost_adjustment_day": 0, "stat_rate": "sensor.power_consumption"},
                {"type": "solar", "stat_energy_from": "demo:solar", "stat_rate": "sensor.solar_power"},
                {"type": "battery", "stat_energy_from": "demo:battery_out", "stat_energy_to": "demo:battery_in"},
                {"type": "gas", "stat_energy_from": "demo:gas"},
                {"type": "water", "stat_energy_from": "demo:water", "stat_rate": "sensor.water_flow"},
            ],
            "device_consumption": [
                {"stat_consumption": "demo:washing", "name": "Washing machine", "stat_rate": "sensor.washing_power"}],
            "device_consumption_water": [
                {"stat_consumption": "demo:garden", "name": "Garden", "stat_rate": "sensor.garden_flow"}],
        }))
        .await;
}

/// Statistics for all of yesterday and today, so that the picture is the same at any time of the day.
async fn statistics(client: &mut RawClient) {
    let day = 24 * 60 * 60;
    let yesterday = (Timestamp::now().as_second() / day - 1) * day;
    let hour = |hour: u32| Timestamp::from_second(yesterday + i64::from(hour) * 60 * 60).expect("a time").to_string();
    let mut told = Vec::new();
    for (name, unit, class, each_hour) in [
        ("from_grid", "kWh", "energy", 1.5),
        ("to_grid", "kWh", "energy", 0.4),
        ("solar", "kWh", "energy", 0.9),
        ("battery_in", "kWh", "energy", 0.3),
        ("battery_out", "kWh", "energy", 0.2),
        ("washing", "kWh", "energy", 0.5),
        ("gas", "m³", "volume", 0.1),
        ("water", "L", "volume", 12.0),
        ("garden", "L", "volume", 7.0),
    ] {
        let of_hour = |at| {
            let sum = each_hour * f64::from(at + 1);
            json!({"start": hour(at), "state": sum, "sum": sum})
        };
        let metadata = json!({"statistic_id": format!("demo:{name}"), "source": "demo", "name": name, "has_sum": true,
            "mean_type": 0, "unit_class": class, "unit_of_measurement": unit});
        told.push((metadata, (0..48).map(of_hour).collect::<Vec<_>>()));
    }
    for (sensor, unit, class, least) in [
        ("outside_temperature", "°C", json!("temperature"), 12.0),
        ("power_consumption", "W", json!("power"), 80.0),
        ("solar_power", "W", json!("power"), 30.0),
        ("fossil_share", "%", json!("unitless"), 30.0),
    ] {
        let of_hour = |at| {
            let mean = least + f64::from(at % 12);
            json!({"start": hour(at), "mean": mean, "min": mean - 1.0, "max": mean + 1.0})
        };
        let metadata = json!({"statistic_id": format!("sensor.{sensor}"), "source": "recorder", "name": null,
            "has_sum": false, "mean_type": 1, "unit_class": class, "unit_of_measurement": unit});
        told.push((metadata, (0..48).map(of_hour).collect()));
    }
    let ids: Vec<_> = told.iter().map(|(metadata, _)| metadata["statistic_id"].clone()).collect();
    for (metadata, stats) in told {
        client.result(json!({"type": "recorder/import_statistics", "metadata": metadata, "stats": stats})).await;
    }
    // Home Assistant writes them a moment later, and a page reads them once.
    let last = json!({"type": "recorder/statistics_during_period", "statistic_ids": ids, "period": "hour", "start_time": hour(47)});
    while client.result(last.clone()).await.as_object().is_none_or(|written| written.len() < ids.len()) {}
}
