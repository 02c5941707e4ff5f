//! Every card, badge, feature, row and element of the catalogue, as its form writes it, in Home Assistant's own
//! frontend: none becomes an error card.

use bobbin_core::catalogue::{Catalogue, Entry, Field, FieldKind, Given, Kind, Offered, Suits};
use bobbin_testkit::real_home::RealHome;
use serde_json::{Value, json};

use crate::frontend::Frontend;
use crate::home::dashboard;

/// The demo home has no plant, so this one exists only as a state.
const PLANT: &str = "plant.basil";
const PICTURE: &str = "/static/icons/favicon-192x192.png";

/// An entity of the test home for a card.
fn entity(domain: &str) -> Option<&'static str> {
    Some(match domain {
        "alarm_control_panel" => "alarm_control_panel.security",
        "binary_sensor" => "binary_sensor.movement_backyard",
        "calendar" => "calendar.calendar_1",
        "camera" => "camera.demo_camera",
        "climate" => "climate.hvac",
        "cover" => "cover.kitchen_window",
        "fan" => "fan.living_room_fan",
        "humidifier" => "humidifier.humidifier",
        "light" => "light.bed_light",
        "lock" => "lock.front_door",
        "media_player" => "media_player.living_room",
        "plant" => PLANT,
        "sensor" => "sensor.outside_temperature",
        "switch" => "switch.ac",
        "todo" => "todo.shopping_list",
        "vacuum" => "vacuum.demo_vacuum_0_ground_floor",
        "water_heater" => "water_heater.demo_water_heater",
        "weather" => "weather.demo_weather_south",
        "zone" => "zone.home",
        _ => return None,
    })
}

fn about(entry: &Entry) -> &'static str {
    match &entry.suits {
        Suits::Domains(domains) => {
            domains.iter().find_map(|domain| entity(domain)).unwrap_or("sensor.outside_temperature")
        }
        Suits::Any | Suits::None => "sensor.outside_temperature",
    }
}

/// A value that the form of a field writes, different from its default.
fn written(field: &Field, about: &str) -> Option<Value> {
    let plain = |value: &bobbin_core::value::Value| serde_json::to_value(value).expect("plain data");
    let one = match field.kind {
        FieldKind::Text | FieldKind::EntityName | FieldKind::Multiline => json!("Some: text"),
        FieldKind::Template => json!("{{ states('sun.sun') }}"),
        FieldKind::Number => {
            let step = field.step.unwrap_or(1.0);
            json!((field.max.unwrap_or(7.0) - step).max(field.min.unwrap_or(0.0)))
        }
        FieldKind::Boolean => json!(field.default != Some(bobbin_core::value::Value::Bool(true))),
        FieldKind::Choice => plain(field.options.iter().rfind(|option| field.default.as_ref() != Some(option))?),
        FieldKind::Entity => {
            let fits = field.domains.iter().find_map(|domain| entity(domain));
            json!(if field.domains.is_empty() { about } else { fits? })
        }
        FieldKind::Attribute => json!("friendly_name"),
        FieldKind::State => json!("on"),
        FieldKind::Domain => json!("light"),
        FieldKind::Integration => json!("demo"),
        FieldKind::Icon => json!("mdi:home"),
        FieldKind::Color => json!("amber"),
        FieldKind::Theme => json!("default"),
        FieldKind::Url => json!("/local/page.html"),
        FieldKind::Image => json!(PICTURE),
        FieldKind::Navigation => json!("/lovelace/0"),
        FieldKind::Action => json!({"action": "navigate", "navigation_path": "/lovelace/0"}),
        FieldKind::Conditions => json!([{"condition": "state", "entity": "sun.sun", "state_not": "unavailable"}]),
        FieldKind::GridOptions => json!({"columns": 12, "rows": "auto"}),
        FieldKind::Node => node(field.of.as_deref()?, about)?,
        FieldKind::Object => filled_in(&field.fields, about),
        // Pictures by state, and filters of pictures.
        FieldKind::Map => json!({"on": if field.name.contains("image") { PICTURE } else { "grayscale(50%)" }}),
        FieldKind::Css => json!({"top": "50%", "left": "50%"}),
        FieldKind::Target => json!({"entity_id": [about]}),
        FieldKind::Service => json!("homeassistant.update_entity"),
        _ => return None,
    };
    Some(if field.many && field.kind != FieldKind::Conditions { json!([one]) } else { one })
}

/// A mapping with a value for each of its fields.
fn filled_in(fields: &[Field], about: &str) -> Value {
    fields.iter().filter_map(|field| Some((field.name.clone(), written(field, about)?))).collect()
}

/// A new item of a form's list.
fn node(of: &str, about: &str) -> Option<Value> {
    if let Some(name) = of.strip_prefix("item/") {
        return Some(filled_in(&Catalogue::get().find(Kind::Item, name)?.fields, about));
    }
    Some(match of {
        "card" => json!({"type": "tile", "entity": about}),
        "row" => json!({"entity": about, "name": "A row"}),
        "header-footer" => json!({"type": "picture", "image": PICTURE}),
        "heading-badge" | "badge" => json!({"type": "entity", "entity": about}),
        "element" => json!({"type": "state-icon", "entity": about, "style": {"top": "50%", "left": "50%"}}),
        "feature" => {
            let domain = about.split('.').next()?;
            let suits = |entry: &&Entry| matches!(&entry.suits, Suits::Domains(domains) if domains.iter().any(|it| it == domain));
            json!({"type": Catalogue::get().of(Kind::Feature).find(suits)?.name})
        }
        _ => return None,
    })
}

/// Whether a form opens a part of a new card, to fill in its fields too.
fn goes_into(field: &Field) -> bool {
    field.of.as_deref().is_some_and(|of| of.starts_with("item/"))
}

/// Puts a node that is not a card into a card that holds it.
fn held_in_a_card(kind: Kind, node: Value, about: &str) -> Value {
    match kind {
        Kind::Feature => json!({"type": "tile", "entity": about, "features": [node]}),
        Kind::Row => json!({"type": "entities", "entities": [node]}),
        Kind::HeaderFooter => json!({"type": "entities", "entities": [about], "footer": node}),
        Kind::HeadingBadge => json!({"type": "heading", "heading": "Here", "badges": [node]}),
        Kind::Element => json!({"type": "picture-elements", "image": PICTURE, "elements": [node]}),
        _ => node,
    }
}

/// All types of a kind that need no installation, both new and with each field filled in.
fn written_all(kind: Kind, area: &str) -> (Vec<Value>, Vec<Value>) {
    let catalogue = Catalogue::get();
    let entries = catalogue.of(kind).filter(|entry| entry.resource.is_none() && entry.offered == Offered::Always);
    let both = entries.map(|entry| {
        let about = about(entry);
        let entities = [about.to_owned()];
        let node = serde_json::to_value(entry.new_node(Given { entities: &entities, area: Some(area) }));
        let node = node.expect("plain data");
        let mut filled = node.clone();
        for field in catalogue.fields(entry) {
            let holder = filled.as_object_mut().expect("a mapping");
            let is_free = goes_into(field) || !holder.contains_key(&field.name);
            if let Some(value) = written(field, about).filter(|_| is_free) {
                holder.insert(field.name.clone(), value);
            }
        }
        (held_in_a_card(kind, node, about), held_in_a_card(kind, filled, about))
    });
    both.unzip()
}

#[tokio::test]
async fn the_frontend_shows_everything_of_the_catalogue_as_its_form_writes_it() {
    let home = RealHome::shared().await;
    let areas = home.client().await.result(json!({"type": "config/area_registry/list"})).await;
    let area = areas[0]["area_id"].as_str().expect("the home has an area");
    let mut frontend = Frontend::start(home).await;
    frontend.set_state(PLANT, &json!({"state": "ok", "attributes": {"sensors": {}}})).await;

    let (new, filled) = written_all(Kind::Card, area);
    assert!(new.len() > 30, "{} cards", new.len());
    let mut views = vec![("new", new), ("filled", filled)];
    let kinds = [Kind::Feature, Kind::Row, Kind::HeaderFooter, Kind::HeadingBadge, Kind::Element];
    let (new, filled) = kinds.iter().map(|kind| written_all(*kind, area)).fold((vec![], vec![]), |mut all, one| {
        all.0.extend(one.0);
        all.1.extend(one.1);
        all
    });
    assert!(new.len() > 60, "{} parts of cards", new.len());
    views.extend([("parts", new), ("parts-filled", filled)]);
    let view = |(title, cards): &(&str, Vec<Value>)| json!({"title": title, "type": "sections", "sections": [{"type": "grid", "cards": cards}]});
    let mut config: Vec<_> = views.iter().map(view).collect();
    let (new, filled) = written_all(Kind::Badge, area);
    for (at, badges) in [new, filled].into_iter().enumerate() {
        config[at]["badges"] = json!(badges);
    }
    dashboard(home, "catalogue-e2e", "Catalogue", json!({"views": config})).await;
    for (at, (name, cards)) in views.iter().enumerate() {
        let complaints = frontend.complaints(&format!("/catalogue-e2e/{at}"), cards.len()).await;
        frontend.shot(&format!("catalogue-home-assistant-{name}")).await;
        assert_eq!(complaints, Vec::<String>::new(), "{name}");
    }
    frontend.quit().await;
}
