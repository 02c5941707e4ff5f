//! The house: its configuration, states, registries, services and people.

use super::{Answer, Call, Command};
use crate::content::Entity;
use crate::failure::Failure;
use crate::home::{Home, Topic};
use crate::json::{Json, object};
use crate::schema::{Fields, Kind, optional, required};
use serde_json::json;
use std::sync::Arc;

pub(super) const COMMANDS: &[Command] = &[
    Command { name: "get_config", fields: Fields::None, admin: false, run: get_config },
    Command { name: "get_states", fields: Fields::None, admin: false, run: get_states },
    Command { name: "get_services", fields: Fields::None, admin: false, run: get_services },
    Command { name: "get_panels", fields: Fields::None, admin: false, run: get_panels },
    Command {
        name: "subscribe_entities",
        fields: Fields::These(&[
            optional("entity_ids", Kind::Any),
            optional("include", Kind::Any),
            optional("exclude", Kind::Any),
        ]),
        admin: false,
        run: subscribe_entities,
    },
    Command {
        name: "call_service",
        fields: Fields::These(&[
            required("domain", Kind::Text),
            required("service", Kind::Text),
            optional("service_data", Kind::Object),
            optional("target", Kind::Object),
            optional("return_response", Kind::Bool),
        ]),
        admin: false,
        run: call_service,
    },
    Command { name: "config/entity_registry/list", fields: Fields::None, admin: false, run: entities },
    Command { name: "config/entity_registry/list_for_display", fields: Fields::None, admin: false, run: for_display },
    Command { name: "config/device_registry/list", fields: Fields::None, admin: false, run: devices },
    Command { name: "config/area_registry/list", fields: Fields::None, admin: false, run: areas },
    Command { name: "config/floor_registry/list", fields: Fields::None, admin: false, run: floors },
    Command { name: "config/label_registry/list", fields: Fields::None, admin: false, run: labels },
    Command {
        name: "config/category_registry/list",
        fields: Fields::These(&[required("scope", Kind::Text)]),
        admin: false,
        run: |_| Ok(Answer::Value(Vec::new().into())),
    },
    Command { name: "config/auth/list", fields: Fields::None, admin: true, run: users },
    Command { name: "auth/current_user", fields: Fields::None, admin: false, run: current_user },
    Command { name: "person/list", fields: Fields::None, admin: false, run: persons },
    Command { name: "zone/list", fields: Fields::None, admin: false, run: |_| Ok(Answer::Value(Vec::new().into())) },
    Command { name: "image/list", fields: Fields::None, admin: false, run: |_| Ok(Answer::Value(Vec::new().into())) },
    Command { name: "entity/source", fields: Fields::None, admin: false, run: sources },
];

/// The config entry that everything here belongs to.
const ENTRY: &str = "01DEM0HOME0000000000000000";

fn get_config(_: &mut Call<'_>) -> Result<Answer, Failure> {
    Ok(Answer::Value(Json::from(json!({
        "allowlist_external_dirs": ["/config/www", "/media"],
        "allowlist_external_urls": [],
        "components": [
            "api", "auth", "automation", "config", "frontend", "history", "homeassistant", "http", "input_boolean", "light",
            "logbook", "lovelace", "media_player", "person", "recorder", "scene", "script", "search", "sensor", "sun",
            "switch", "system_health", "weather", "websocket_api", "zone",
        ],
        "config_dir": "/config",
        "config_source": "storage",
        "country": "NL",
        "currency": "EUR",
        "debug": false,
        "elevation": 2,
        "external_url": null,
        "internal_url": null,
        "language": "en",
        "latitude": 52.37,
        "location_name": "Willow Lane",
        "logging": {"log_file_disabled_reason": null},
        "longitude": 4.89,
        "radius": 100,
        "recovery_mode": false,
        "safe_mode": false,
        "state": "RUNNING",
        "time_zone": "Europe/Amsterdam",
        "unit_system": {
            "length": "km", "accumulated_precipitation": "mm", "area": "m²", "mass": "g", "pressure": "Pa",
            "temperature": "°C", "volume": "L", "wind_speed": "m/s",
        },
        "version": crate::VERSION,
        "whitelist_external_dirs": ["/config/www", "/media"],
    }))))
}

fn get_states(call: &mut Call<'_>) -> Result<Answer, Failure> {
    Ok(Answer::Value(call.home.states.iter().map(crate::home::State::json).collect::<Vec<_>>().into()))
}

fn get_services(call: &mut Call<'_>) -> Result<Answer, Failure> {
    Ok(Answer::Value(call.home.content.services.clone()))
}

/// Panels other than dashboards: path, component, icon, title, admins only, in the sidebar.
const PANELS: [(&str, Option<&str>, bool, bool); 14] = [
    ("config", Some("mdi:cog"), true, true),
    ("lovelace", None, false, true),
    ("light", Some("mdi:lamps"), false, false),
    ("security", Some("mdi:security"), false, false),
    ("climate", Some("mdi:home-thermometer"), false, false),
    ("home", Some("mdi:home"), false, false),
    ("maintenance", Some("mdi:wrench"), false, false),
    ("profile", None, false, true),
    ("notfound", None, false, true),
    ("logbook", Some("mdi:format-list-bulleted-type"), false, true),
    ("history", Some("mdi:chart-box"), false, true),
    ("media-browser", Some("mdi:play-box-multiple"), false, true),
    ("todo", Some("mdi:clipboard-list"), false, true),
    ("calendar", Some("mdi:calendar"), false, true),
];

/// Whether a path in the address bar is taken.
pub(super) fn is_panel(home: &Home, url_path: &str) -> bool {
    PANELS.iter().any(|(path, ..)| *path == url_path)
        || home.dashboards.iter().any(|dashboard| dashboard.url_path() == url_path)
}

fn get_panels(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let mut panels = object([]);
    for (path, icon, require_admin, in_sidebar) in PANELS {
        if !require_admin || call.client.admin {
            let title = icon.map(|_| path.replace('-', "_"));
            panels.set(path, panel(path, path, icon, title.as_deref(), Json::Null, require_admin, in_sidebar));
        }
    }
    for dashboard in &call.home.dashboards {
        let item = &dashboard.item;
        let flag = |key: &str| item.get(key) == Some(&Json::Bool(true));
        if flag("require_admin") && !call.client.admin {
            continue;
        }
        let config = object([("mode", item.get("mode").cloned().unwrap_or(Json::Null))]);
        let icon = item.str("icon").or(Some("mdi:view-dashboard"));
        let path = dashboard.url_path();
        let one =
            panel("lovelace", path, icon, item.str("title"), config, flag("require_admin"), flag("show_in_sidebar"));
        panels.set(path, one);
    }
    Ok(Answer::Value(panels))
}

fn panel(
    component: &str,
    path: &str,
    icon: Option<&str>,
    title: Option<&str>,
    config: Json,
    require_admin: bool,
    in_sidebar: bool,
) -> Json {
    object([
        ("component_name", component.into()),
        ("icon", icon.into()),
        ("title", title.into()),
        ("default_visible", true.into()),
        ("config", config),
        ("url_path", path.into()),
        ("require_admin", require_admin.into()),
        ("config_panel_domain", Json::Null),
        ("show_in_sidebar", in_sidebar.into()),
    ])
}

fn subscribe_entities(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let wanted = match call.message.get("entity_ids") {
        Some(Json::Array(ids)) => Some(ids.iter().filter_map(Json::as_str).map(str::to_owned).collect::<Vec<_>>()),
        _ => None,
    };
    let mut all = object([]);
    for state in &call.home.states {
        if wanted.as_ref().is_none_or(|ids| ids.contains(&state.entity_id)) {
            all.set(&state.entity_id, state.compressed());
        }
    }
    call.subscribe(Topic::Entities(wanted));
    Ok(Answer::Subscribed(object([("a", all)])))
}

fn call_service(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let (domain, service) = (call.text("domain"), call.text("service"));
    if call.home.content.services.get(&domain).and_then(|services| services.get(&service)).is_none() {
        let placeholders = object([("domain", domain.as_str().into()), ("service", service.as_str().into())]);
        return Err(Failure::new("not_found", format!("Service {domain}.{service} not found.")).translated(
            "homeassistant",
            "service_not_found",
            placeholders,
        ));
    }
    let context = call.home.context(Some(&call.client.user_id));
    let data = call.message.get("service_data");
    let named = |holder: Option<&Json>| match holder.and_then(|holder| holder.get("entity_id")) {
        Some(Json::String(id)) => vec![id.clone()],
        Some(Json::Array(ids)) => ids.iter().filter_map(Json::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let mut targets = named(call.message.get("target"));
    targets.extend(named(data));
    let temperature = data.and_then(|data| data.get("temperature")).cloned();
    for target in targets {
        let now = call.home.states.iter().find(|state| state.entity_id == target).map(|state| state.state.clone());
        let Some(now) = now else { continue };
        let kind = target.split('.').next().unwrap_or_default().to_owned();
        let (next, attributes) = after(&kind, &service, &now, temperature.clone());
        call.home.set_state(&target, &next, &attributes, &context);
    }
    Ok(Answer::Value(object([("context", context)])))
}

/// The state of an entity after a service call.
fn after(kind: &str, service: &str, now: &str, temperature: Option<Json>) -> (String, Vec<(&'static str, Json)>) {
    let toggled = if now == "on" { "off" } else { "on" };
    let next = match (kind, service) {
        ("scene" | "script", "turn_on") => return (crate::time::iso(crate::time::now()), Vec::new()),
        (_, "turn_on") => "on",
        (_, "turn_off") => "off",
        (_, "toggle") => toggled,
        (_, "open_cover") => return ("open".to_owned(), vec![("current_position", 100_u64.into())]),
        (_, "close_cover") => return ("closed".to_owned(), vec![("current_position", 0_u64.into())]),
        (_, "open_valve") => "open",
        (_, "close_valve") => "closed",
        (_, "lock") => "locked",
        (_, "unlock") => "unlocked",
        (_, "start_mowing") => "mowing",
        (_, "dock") => "docked",
        (_, "media_play_pause") if now == "playing" => "paused",
        (_, "media_play_pause") => "playing",
        (_, "set_temperature") => {
            return (now.to_owned(), temperature.map(|value| ("temperature", value)).into_iter().collect());
        }
        _ => now,
    };
    let brightness = (kind == "light" && next != now).then(|| if next == "on" { 180_u64.into() } else { Json::Null });
    (next.to_owned(), brightness.map(|value| ("brightness", value)).into_iter().collect())
}

fn entities(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let content = Arc::clone(&call.home.content);
    let started = call.home.started;
    let rows = content.entities.iter().filter(|entity| is_registered(entity)).map(|entity| {
        Json::from(json!({
            "area_id": if entity.device.is_some() { None } else { entity.area.as_deref() },
            "categories": {},
            "config_entry_id": ENTRY,
            "config_subentry_id": null,
            "created_at": started,
            "device_id": content.device(entity).map(|device| &device.id),
            "disabled_by": null,
            "entity_category": entity.category,
            "entity_id": entity.id,
            "hidden_by": null,
            "icon": null,
            "id": format!("{:0>32}", slug::slugify(&entity.id).replace('-', "")),
            "labels": entity.labels,
            "modified_at": started,
            "name": null,
            "next_name_part": null,
            "options": {},
            "original_name": entity.name,
            "platform": "demo",
            "translation_key": null,
            "unique_id": entity.id,
        }))
    });
    Ok(Answer::Value(rows.collect::<Vec<_>>().into()))
}

/// Whether an entity has a unique id, and so a row in the registry; entities from YAML have none.
fn is_registered(entity: &Entity) -> bool {
    !matches!(entity.domain(), "sun" | "zone")
}

fn for_display(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let content = &call.home.content;
    let rows = content.entities.iter().filter(|entity| is_registered(entity)).map(|entity| {
        let mut row = object([
            ("ei", entity.id.as_str().into()),
            ("pl", "demo".into()),
            ("lb", entity.labels.iter().map(|label| Json::from(label.as_str())).collect::<Vec<_>>().into()),
        ]);
        match (content.device(entity), &entity.area) {
            (Some(device), _) => row.set("di", device.id.as_str().into()),
            (None, Some(area)) => row.set("ai", area.as_str().into()),
            (None, None) => {}
        }
        if entity.category.is_some() {
            row.set("ec", Json::UInt(1));
        }
        row.set("en", entity.name.as_str().into());
        row
    });
    let rows = rows.collect::<Vec<_>>().into();
    let categories = object([("0", "config".into()), ("1", "diagnostic".into())]);
    Ok(Answer::Value(object([("entity_categories", categories), ("entities", rows)])))
}

fn devices(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let started = call.home.started;
    let rows = call.home.content.rooms.devices.iter().map(|device| {
        Json::from(json!({
            "area_id": device.area,
            "configuration_url": null,
            "config_entries": [ENTRY],
            "config_entries_subentries": {ENTRY: [null]},
            "config_entry_id": ENTRY,
            "config_subentry_id": null,
            "connections": [],
            "created_at": started,
            "disabled_by": null,
            "entry_type": null,
            "hw_version": null,
            "id": device.id,
            "identifiers": [["demo", slug::slugify(&device.name)]],
            "labels": [],
            "manufacturer": device.manufacturer,
            "model": device.model,
            "model_id": null,
            "modified_at": started,
            "name_by_user": null,
            "name": device.name,
            "next_name_part": null,
            "parent_device_id": null,
            "primary_config_entry": ENTRY,
            "serial_number": null,
            "sw_version": null,
            "via_device_id": null,
        }))
    });
    Ok(Answer::Value(rows.collect::<Vec<_>>().into()))
}

fn areas(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let started = call.home.started;
    let rows = call.home.content.rooms.areas.iter().map(|area| {
        Json::from(json!({
            "aliases": [], "area_id": area.id, "floor_id": area.floor, "humidity_entity_id": area.humidity, "icon": area.icon,
            "labels": [], "name": area.name, "picture": null, "temperature_entity_id": area.temperature,
            "created_at": started, "modified_at": started,
        }))
    });
    Ok(Answer::Value(rows.collect::<Vec<_>>().into()))
}

fn floors(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let started = call.home.started;
    let rows = call.home.content.rooms.floors.iter().map(|floor| {
        Json::from(json!({
            "aliases": [], "created_at": started, "floor_id": floor.id, "icon": floor.icon, "level": floor.level,
            "name": floor.name, "modified_at": started,
        }))
    });
    Ok(Answer::Value(rows.collect::<Vec<_>>().into()))
}

fn labels(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let started = call.home.started;
    let rows = call.home.content.rooms.labels.iter().map(|label| {
        Json::from(json!({
            "color": label.color, "created_at": started, "description": label.description, "icon": label.icon,
            "label_id": label.id, "name": label.name, "modified_at": started,
        }))
    });
    Ok(Answer::Value(rows.collect::<Vec<_>>().into()))
}

fn users(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let rows = call.home.content.people.iter().enumerate().map(|(at, person)| {
        object([
            ("id", person.id.as_str().into()),
            ("username", person.username.as_str().into()),
            ("name", person.name.as_str().into()),
            ("is_owner", (at == 0).into()),
            ("is_active", true.into()),
            ("local_only", false.into()),
            ("system_generated", false.into()),
            ("group_ids", vec![if person.admin { "system-admin".into() } else { "system-users".into() }].into()),
            ("credentials", vec![object([("type", "homeassistant".into())])].into()),
        ])
    });
    Ok(Answer::Value(rows.collect::<Vec<_>>().into()))
}

fn current_user(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let name =
        call.home.content.people.iter().find(|person| person.id == call.client.user_id).map(|person| &*person.name);
    let credentials = object([("auth_provider_type", "homeassistant".into()), ("auth_provider_id", Json::Null)]);
    let totp = object([("id", "totp".into()), ("name", "Authenticator app".into()), ("enabled", false.into())]);
    Ok(Answer::Value(object([
        ("id", call.client.user_id.as_str().into()),
        ("name", name.into()),
        ("is_owner", call.client.owner.into()),
        ("is_admin", call.client.admin.into()),
        ("credentials", vec![credentials].into()),
        ("mfa_modules", vec![totp].into()),
    ])))
}

fn persons(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let rows = call.home.content.people.iter().map(|person| {
        object([
            ("id", person.username.as_str().into()),
            ("name", person.name.as_str().into()),
            ("user_id", person.id.as_str().into()),
            ("device_trackers", Vec::new().into()),
        ])
    });
    Ok(Answer::Value(object([("storage", rows.collect::<Vec<_>>().into()), ("config", Vec::new().into())])))
}

fn sources(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let mut sources = object([]);
    for entity in &call.home.content.entities {
        let domain = if is_registered(entity) { "demo" } else { entity.domain() };
        sources.set(&entity.id, object([("domain", domain.into())]));
    }
    Ok(Answer::Value(sources))
}
