//! Dashboards, their configs, and resources.

use super::{Answer, Call, Command};
use crate::content::Dashboard;
use crate::failure::Failure;
use crate::home::{Home, Topic};
use crate::json::{Json, object};
use crate::schema::{Fields, Kind, optional, required};
use std::sync::Arc;

pub(super) const COMMANDS: &[Command] = &[
    Command { name: "lovelace/info", fields: Fields::None, admin: false, run: info },
    Command {
        name: "lovelace/config",
        fields: Fields::These(&[optional("url_path", Kind::TextOrNull), optional("force", Kind::Bool)]),
        admin: false,
        run: config,
    },
    Command {
        name: "lovelace/config/save",
        fields: Fields::These(&[optional("config", Kind::Config), optional("url_path", Kind::TextOrNull)]),
        admin: true,
        run: save,
    },
    Command {
        name: "lovelace/config/delete",
        fields: Fields::These(&[optional("url_path", Kind::TextOrNull)]),
        admin: true,
        run: delete_config,
    },
    Command { name: "lovelace/dashboards/list", fields: Fields::These(&[]), admin: false, run: list },
    Command {
        name: "lovelace/dashboards/create",
        fields: Fields::These(&[
            required("url_path", Kind::Textish),
            required("title", Kind::Textish),
            optional("icon", Kind::Icon),
            optional("require_admin", Kind::Boolish),
            optional("show_in_sidebar", Kind::Boolish),
            optional("mode", Kind::Only("storage")),
            optional("allow_single_word", Kind::Bool),
        ]),
        admin: true,
        run: create,
    },
    Command {
        name: "lovelace/dashboards/update",
        fields: Fields::These(&[
            required("dashboard_id", Kind::Text),
            optional("title", Kind::Textish),
            optional("icon", Kind::IconOrNull),
            optional("require_admin", Kind::Boolish),
            optional("show_in_sidebar", Kind::Boolish),
        ]),
        admin: true,
        run: update,
    },
    Command {
        name: "lovelace/dashboards/delete",
        fields: Fields::These(&[required("dashboard_id", Kind::Text)]),
        admin: true,
        run: delete,
    },
    Command { name: "lovelace/dashboards/subscribe", fields: Fields::These(&[]), admin: false, run: subscribe },
    Command { name: "lovelace/resources", fields: Fields::None, admin: false, run: resources },
    Command { name: "lovelace/resources/list", fields: Fields::These(&[]), admin: false, run: resources },
    Command {
        name: "lovelace/resources/create",
        fields: Fields::These(&[required("res_type", RESOURCE_TYPE), required("url", Kind::Textish)]),
        admin: true,
        run: create_resource,
    },
    Command {
        name: "lovelace/resources/update",
        fields: Fields::These(&[
            required("resource_id", Kind::Text),
            optional("res_type", RESOURCE_TYPE),
            optional("url", Kind::Textish),
        ]),
        admin: true,
        run: update_resource,
    },
    Command {
        name: "lovelace/resources/delete",
        fields: Fields::These(&[required("resource_id", Kind::Text)]),
        admin: true,
        run: delete_resource,
    },
    Command {
        name: "lovelace/resources/subscribe",
        fields: Fields::These(&[]),
        admin: false,
        run: subscribe_resources,
    },
];

const RESOURCE_TYPE: Kind = Kind::OneOf(&["css", "html", "js", "module"]);

fn info(_: &mut Call<'_>) -> Result<Answer, Failure> {
    Ok(Answer::Value(object([("resource_mode", "storage".into())])))
}

/// The dashboard that a command means.
enum Meant {
    Listed(usize),
    /// The default dashboard, while there is none called `lovelace`.
    Nameless,
}

impl Meant {
    /// The name in events.
    fn name(&self, home: &Home) -> Json {
        match self {
            Self::Listed(at) => home.dashboards[*at].url_path().into(),
            Self::Nameless => Json::Null,
        }
    }
}

fn meant(call: &Call<'_>) -> Result<Meant, Failure> {
    let wanted = call.message.str("url_path");
    let at = |path: &str| call.home.dashboards.iter().position(|dashboard| dashboard.url_path() == path);
    match wanted {
        None => Ok(at("lovelace").map_or(Meant::Nameless, Meant::Listed)),
        Some(path) => at(path)
            .map(Meant::Listed)
            .ok_or_else(|| Failure::new("config_not_found", format!("Unknown config specified: {path}"))),
    }
}

/// The dashboard that a command means, if it is writable.
fn writable(call: &Call<'_>) -> Result<Meant, Failure> {
    let meant = meant(call)?;
    match meant {
        Meant::Listed(at) if call.home.dashboards[at].is_yaml() => Err(Failure::new("error", "Not supported")),
        _ => Ok(meant),
    }
}

fn config(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let meant = meant(call)?;
    let (config, again) = match meant {
        Meant::Listed(at) => {
            let dashboard = &mut call.home.dashboards[at];
            let again = dashboard.is_yaml() && std::mem::replace(&mut dashboard.was_read, true);
            (dashboard.config.clone(), again)
        }
        Meant::Nameless => (call.home.nameless.clone(), false),
    };
    let text = config.ok_or_else(|| Failure::new("config_not_found", "No config found."))?;
    if again && call.message.get("force") == Some(&Json::Bool(true)) {
        // A file counts as changed when it is read again, even with the same content.
        updated(call.home, meant.name(call.home));
    }
    Ok(Answer::Text(text))
}

fn save(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let Some(config) = call.message.get("config") else {
        meant(call)?;
        return Err(Failure::new("unknown_error", "Unknown error"));
    };
    let text: Arc<str> = config.text().into();
    if call.home.refuses_saves {
        return Err(Failure::new("home_assistant_error", "The demo home was told to refuse this"));
    }
    let meant = writable(call)?;
    keep(call.home, &meant, Some(text));
    Ok(Answer::Done)
}

fn delete_config(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let meant = writable(call)?;
    keep(call.home, &meant, None);
    Ok(Answer::Done)
}

fn keep(home: &mut Home, meant: &Meant, config: Option<Arc<str>>) {
    match meant {
        Meant::Listed(at) => home.dashboards[*at].config = config,
        Meant::Nameless => home.nameless = config,
    }
    updated(home, meant.name(home));
}

fn updated(home: &mut Home, url_path: Json) {
    home.fire("lovelace_updated", object([("url_path", url_path)]), None);
}

fn list(call: &mut Call<'_>) -> Result<Answer, Failure> {
    // Dashboards from the configuration come first, then those in Home Assistant's storage.
    let (yaml, storage): (Vec<_>, Vec<_>) = call.home.dashboards.iter().partition(|dashboard| dashboard.is_yaml());
    let items: Vec<Json> = yaml.into_iter().chain(storage).map(|dashboard| dashboard.item.clone()).collect();
    Ok(Answer::Value(items.into()))
}

fn create(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let single_word = call.message.get("allow_single_word") == Some(&Json::Bool(true));
    let mut item = object([]);
    for field in ["url_path", "title", "icon"] {
        if let Some(value) = call.message.get(field) {
            item.set(field, value.clone());
        }
    }
    item.set("require_admin", call.message.get("require_admin").cloned().unwrap_or(false.into()));
    item.set("show_in_sidebar", call.message.get("show_in_sidebar").cloned().unwrap_or(true.into()));
    item.set("mode", "storage".into());
    let url_path = call.text("url_path");
    if !single_word && !url_path.contains('-') {
        return Err(Failure::invalid(format!("Url path needs to contain a hyphen (-). Got {}", item.repr())));
    }
    if super::house::is_panel(call.home, &url_path) {
        let message = format!("The URL \"{url_path}\" is already in use. Please choose a different one");
        return Err(Failure::new("home_assistant_error", message).translated(
            "lovelace",
            "url_already_exists",
            object([("url", url_path.into())]),
        ));
    }
    let slug = slug::slugify(&url_path).replace('-', "_");
    let taken = |id: &str| call.home.dashboards.iter().any(|dashboard| dashboard.item.str("id") == Some(id));
    let id = (1..)
        .map(|attempt| if attempt == 1 { slug.clone() } else { format!("{slug}_{attempt}") })
        .find(|id| !taken(id))
        .expect("there are more numbers than dashboards");
    let mut with_id = object([("id", id.as_str().into())]);
    if let Json::Object(members) = item {
        members.into_iter().for_each(|(key, value)| with_id.set(&key, value));
    }
    call.home.dashboards.push(Dashboard::new(with_id.clone(), None));
    call.home.fire("panels_updated", object([]), None);
    changed(call.home, &Topic::Dashboards, "dashboard_id", "added", &id, &with_id);
    Ok(Answer::Value(with_id))
}

fn update(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let (at, id) = listed(call)?;
    let item = &mut call.home.dashboards[at].item;
    for field in ["title", "icon", "require_admin", "show_in_sidebar"] {
        match call.message.get(field) {
            Some(Json::Null) => item.remove(field),
            Some(value) => item.set(field, value.clone()),
            None => {}
        }
    }
    let item = item.clone();
    call.home.fire("panels_updated", object([]), None);
    changed(call.home, &Topic::Dashboards, "dashboard_id", "updated", &id, &item);
    Ok(Answer::Value(item))
}

fn delete(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let (at, id) = listed(call).map_err(Failure::answered_twice)?;
    let removed = call.home.dashboards.remove(at);
    call.home.fire("panels_updated", object([]), None);
    updated(call.home, removed.url_path().into());
    if removed.url_path() == "lovelace" {
        // The panel of the default dashboard comes back, empty.
        call.home.fire("panels_updated", object([]), None);
    }
    changed(call.home, &Topic::Dashboards, "dashboard_id", "removed", &id, &removed.item);
    Ok(Answer::Done)
}

fn listed(call: &Call<'_>) -> Result<(usize, String), Failure> {
    let id = call.text("dashboard_id");
    let at = call.home.dashboards.iter().position(|dashboard| dashboard.item.str("id") == Some(&id));
    let at = at.ok_or_else(|| Failure::new("not_found", format!("Unable to find dashboard_id {id}")))?;
    Ok((at, id))
}

fn subscribe(call: &mut Call<'_>) -> Result<Answer, Failure> {
    call.subscribe(Topic::Dashboards);
    let items = call.home.dashboards.iter().map(|dashboard| &dashboard.item);
    Ok(Answer::Subscribed(all_added(items, "dashboard_id")))
}

fn resources(call: &mut Call<'_>) -> Result<Answer, Failure> {
    Ok(Answer::Value(call.home.resources.clone().into()))
}

fn create_resource(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let context = call.home.context(None);
    // An id of 32 characters, as random ones have.
    let id = format!("{:0>32}", context.str("id").unwrap_or_default().to_lowercase());
    let kind = call.text("res_type");
    let item = object([("id", id.as_str().into()), ("url", call.text("url").into()), ("type", kind.into())]);
    call.home.resources.push(item.clone());
    changed(call.home, &Topic::Resources, "resource_id", "added", &id, &item);
    Ok(Answer::Value(item))
}

fn update_resource(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let (at, id) = resource(call)?;
    let item = &mut call.home.resources[at];
    for (field, key) in [("res_type", "type"), ("url", "url")] {
        if let Some(value) = call.message.get(field) {
            item.set(key, value.clone());
        }
    }
    let item = item.clone();
    changed(call.home, &Topic::Resources, "resource_id", "updated", &id, &item);
    Ok(Answer::Value(item))
}

fn delete_resource(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let (at, id) = resource(call).map_err(Failure::answered_twice)?;
    let item = call.home.resources.remove(at);
    changed(call.home, &Topic::Resources, "resource_id", "removed", &id, &item);
    Ok(Answer::Done)
}

fn resource(call: &Call<'_>) -> Result<(usize, String), Failure> {
    let id = call.text("resource_id");
    let at = call.home.resources.iter().position(|item| item.str("id") == Some(&id));
    let at = at.ok_or_else(|| Failure::new("not_found", format!("Unable to find resource_id {id}")))?;
    Ok((at, id))
}

fn subscribe_resources(call: &mut Call<'_>) -> Result<Answer, Failure> {
    call.subscribe(Topic::Resources);
    Ok(Answer::Subscribed(all_added(call.home.resources.iter(), "resource_id")))
}

/// Notifies the subscribers of a list about a changed item.
fn changed(home: &Home, topic: &Topic, key: &str, change: &str, id: &str, item: &Json) {
    home.tell(topic, &vec![change_of(key, change, id, item)].into());
}

fn change_of(key: &str, change: &str, id: &str, item: &Json) -> Json {
    object([("change_type", change.into()), (key, id.into()), ("item", item.clone())])
}

/// The first event of a list: all its items except those from the configuration, which have no id.
fn all_added<'a>(items: impl Iterator<Item = &'a Json>, key: &str) -> Json {
    let with_id = items.filter_map(|item| Some((item.str("id")?, item)));
    with_id.map(|(id, item)| change_of(key, "added", id, item)).collect::<Vec<_>>().into()
}
