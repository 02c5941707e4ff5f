//! One page's conversation with Home Assistant: decides for each message where it goes, and in which form.
//!
//! Pure: frames in, frames out. A page's message is parsed once and written again, so that Home Assistant reads exactly
//! the text that was checked (a repeated key can't hide a command). Home Assistant's messages pass byte for byte unless
//! a part of them has to change. Ids are the page's own; gaps in them are fine.

use super::asides::Asides;
use super::commands;
use super::conditions::Condition;
use super::states::{self, Mirror};
use super::templates;
use crate::paths::{self, Allowed};
use crate::scene::{Dashboard, Scene, Viewer, WhatIf};
use crate::stage::{Refused, Shown};
use crate::time;
use bobbin_words::proxy as words;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::HashMap;

/// The lifetime of an address that Home Assistant signs, in seconds: it works without the proxy.
const SIGNED_FOR: u64 = 600;

/// The page's permissions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rights<'a> {
    /// Whether it may call services.
    pub(crate) control: bool,
    /// The paths that the user allowed.
    pub(crate) allowed: &'a Allowed,
}

/// The result of a frame from the page.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Sorted {
    /// The frame for Home Assistant, if any part of it goes there.
    pub(crate) to_home: Option<String>,
    /// The answers for the page.
    pub(crate) to_page: Vec<String>,
    /// The refused commands.
    pub(crate) refused: Vec<Refused>,
    /// The functions in templates that see real states only.
    pub(crate) beyond: Vec<&'static str>,
}

/// The page sent something that is not a message. Home Assistant hangs up on that.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unreadable;

/// A part of a user's data. Only these matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum UserData {
    Language,
    Theme,
}

/// The kind of a page's command, until it is unsubscribed or finally answered.
#[derive(Debug)]
enum Asked {
    CurrentUser,
    Panels,
    States,
    Data(UserData),
    DataEvents(UserData, Value),
    Updates { confirmed: bool },
    Entities(Mirror),
    Condition(Condition),
}

/// The conversation of one page.
#[derive(Debug, Default)]
pub(crate) struct Conversation {
    asked: HashMap<u64, Asked>,
    /// The templates that the page has rendered.
    pub(super) asides: Asides,
    /// The revision of the config that the page fetched last.
    served: Option<u64>,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(default)]
    id: Option<u64>,
    #[serde(default, rename = "type", borrow)]
    kind: Cow<'a, str>,
    #[serde(default)]
    success: Option<bool>,
    #[serde(default, borrow)]
    result: Option<&'a RawValue>,
    #[serde(default, borrow)]
    event: Option<&'a RawValue>,
}

impl Conversation {
    /// Handles a frame from the page.
    pub(crate) fn page_said(&mut self, frame: &str, shown: &Shown, rights: Rights<'_>) -> Result<Sorted, Unreadable> {
        let mut sorted = Sorted::default();
        match serde_json::from_str(frame).map_err(|_| Unreadable)? {
            Value::Object(message) => {
                sorted.to_home = self.sort(message, shown, rights, &mut sorted).map(|one| one.to_string());
            }
            Value::Array(messages) => {
                let mut through = Vec::new();
                for message in messages {
                    let Value::Object(message) = message else { return Err(Unreadable) };
                    through.extend(self.sort(message, shown, rights, &mut sorted));
                }
                sorted.to_home = (!through.is_empty()).then(|| Value::Array(through).to_string());
            }
            _ => return Err(Unreadable),
        }
        Ok(sorted)
    }

    fn sort(
        &mut self,
        mut message: Map<String, Value>,
        shown: &Shown,
        rights: Rights<'_>,
        sorted: &mut Sorted,
    ) -> Option<Value> {
        let id = message.get("id").and_then(Value::as_u64);
        let kind = message.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
        let id = match id {
            Some(id) if commands::allowed(&kind, rights.control) => id,
            _ => {
                sorted.to_page.push(refusal(id));
                sorted.refused.push(refused(&kind, &message));
                return None;
            }
        };
        let text = |key: &str| message.get(key).and_then(Value::as_str);
        match kind.as_str() {
            "lovelace/config" if shown.scene.is_this(text("url_path")) => {
                self.served = Some(shown.revision);
                let config = &shown.config;
                sorted.to_page.push(format!(r#"{{"id":{id},"type":"result","success":true,"result":{config}}}"#));
                return None;
            }
            "auth/sign_path" => {
                let path = text("path").unwrap_or_default();
                // The signature opens the path without the proxy too, so only readable paths are signed.
                if paths::access(path.split('?').next().unwrap_or_default(), rights.allowed).is_none() {
                    sorted.to_page.push(refusal(Some(id)));
                    sorted.refused.push(Refused::Path(path.to_owned()));
                    return None;
                }
                if let Some(expires) = message.get("expires").and_then(Value::as_u64) {
                    message.insert("expires".to_owned(), expires.min(SIGNED_FOR).into());
                }
            }
            "subscribe_events" if text("event_type") == Some("lovelace_updated") => {
                self.asked.insert(id, Asked::Updates { confirmed: false });
            }
            "subscribe_entities" => {
                self.asked.insert(id, Asked::Entities(Mirror::new(&message)));
            }
            "render_template" => {
                sorted.beyond.extend(templates::beyond(text("template").unwrap_or_default()));
                self.asides.asked(id, &message, &shown.scene.what_if, shown.what_if_since);
            }
            "subscribe_condition" => {
                let condition = message.get("condition").cloned().unwrap_or_default();
                self.asked.insert(id, Asked::Condition(Condition::new(condition)));
                self.asides.asked(id, &message, &shown.scene.what_if, shown.what_if_since);
            }
            "auth/current_user" => {
                self.asked.insert(id, Asked::CurrentUser);
            }
            "get_panels" => {
                self.asked.insert(id, Asked::Panels);
            }
            "get_states" => {
                self.asked.insert(id, Asked::States);
            }
            "frontend/get_user_data" => {
                self.asked.extend(user_data(text("key")).map(|data| (id, Asked::Data(data))));
            }
            "frontend/subscribe_user_data" => {
                self.asked.extend(user_data(text("key")).map(|data| (id, Asked::DataEvents(data, Value::Null))));
            }
            "unsubscribe_events" => {
                if let Some(subscription) = message.get("subscription").and_then(Value::as_u64) {
                    self.asked.remove(&subscription);
                    self.asides.ended(subscription);
                }
            }
            _ => {}
        }
        Some(Value::Object(message))
    }

    /// Handles a frame from Home Assistant. Returns the frame for the page, if any.
    pub(crate) fn home_said<'a>(&mut self, frame: &'a str, shown: &Shown) -> Vec<Cow<'a, str>> {
        if !frame.trim_start().starts_with('[') {
            return match self.pass(frame, shown) {
                Passed::AsItIs => vec![Cow::Borrowed(frame)],
                Passed::Instead(messages) => messages.into_iter().map(Cow::Owned).collect(),
            };
        }
        let Ok(messages) = serde_json::from_str::<Vec<&RawValue>>(frame) else { return vec![Cow::Borrowed(frame)] };
        let mut untouched = true;
        let mut out: Vec<Cow<'_, str>> = Vec::with_capacity(messages.len());
        for message in messages {
            match self.pass(message.get(), shown) {
                Passed::AsItIs => out.push(Cow::Borrowed(message.get())),
                Passed::Instead(instead) => {
                    untouched = false;
                    out.extend(instead.into_iter().map(Cow::Owned));
                }
            }
        }
        match out.len() {
            _ if untouched => vec![Cow::Borrowed(frame)],
            0 => Vec::new(),
            _ => vec![Cow::Owned(format!("[{}]", out.join(",")))],
        }
    }

    fn pass(&mut self, message: &str, shown: &Shown) -> Passed {
        let Ok(read) = serde_json::from_str::<Message<'_>>(message) else { return Passed::AsItIs };
        let Some(id) = read.id else { return Passed::AsItIs };
        let Some(asked) = self.asked.get_mut(&id) else { return self.pass_template(id, &read) };
        let scene = &shown.scene;
        if let ("event", Some(event)) = (&*read.kind, read.event) {
            if let Asked::Condition(condition) = asked {
                condition.real = serde_json::from_str(event.get()).ok();
                return match self.asides.passes(id, event) {
                    true => self.judge(id, &scene.what_if),
                    false => Passed::Instead(Vec::new()),
                };
            }
            return match asked {
                Asked::Updates { .. } if is_update_of(scene, event) => Passed::Instead(Vec::new()),
                Asked::Entities(mirror) => {
                    let instead = mirror.event(event, &scene.what_if, shown.what_if_since);
                    instead.map_or(Passed::AsItIs, |event| Passed::Instead(vec![event_frame(id, &event)]))
                }
                Asked::DataEvents(data, real) => {
                    *real = serde_json::from_str(event.get()).unwrap_or_default();
                    let instead = with_data(*data, real, scene);
                    instead.map_or(Passed::AsItIs, |event| Passed::Instead(vec![event_frame(id, &event)]))
                }
                _ => Passed::AsItIs,
            };
        }
        let succeeded = read.success == Some(true);
        let instead = match (&mut *asked, read.result) {
            (Asked::Updates { confirmed }, _) if succeeded => {
                *confirmed = true;
                let missed = self.served.is_some_and(|served| served != shown.revision);
                let update = missed.then(|| update_frame(id, scene));
                return match update {
                    Some(update) => Passed::Instead(vec![message.to_owned(), update]),
                    None => Passed::AsItIs,
                };
            }
            (Asked::Entities(_) | Asked::DataEvents(..) | Asked::Condition(_), _) if succeeded => {
                return Passed::AsItIs;
            }
            (Asked::CurrentUser, Some(user)) if succeeded => as_viewed(user, scene),
            (Asked::Panels, Some(panels)) if succeeded => with_panel(panels, scene),
            (Asked::States, Some(all)) if succeeded && !scene.what_if.is_empty() => {
                states::override_states(all, &scene.what_if, shown.what_if_since)
            }
            (Asked::Data(data), Some(found)) if succeeded => {
                let data = *data;
                let found = serde_json::from_str(found.get()).unwrap_or_default();
                with_data(data, &found, scene)
            }
            _ => None,
        };
        self.asked.remove(&id);
        self.asides.ended(id);
        instead.map_or(Passed::AsItIs, |result| {
            Passed::Instead(vec![format!(r#"{{"id":{id},"type":"result","success":true,"result":{result}}}"#)])
        })
    }

    fn pass_template(&mut self, id: u64, read: &Message<'_>) -> Passed {
        if read.success == Some(false) {
            self.asides.ended(id);
        }
        match read.event {
            Some(event) if !self.asides.passes(id, event) => Passed::Instead(Vec::new()),
            _ => Passed::AsItIs,
        }
    }

    /// The event for the page after Home Assistant sent a condition's result.
    fn judge(&self, id: u64, what_if: &WhatIf) -> Passed {
        let Some(Asked::Condition(condition)) = self.asked.get(&id) else { return Passed::AsItIs };
        match condition.event(self.mirror(), what_if) {
            Some(event) if Some(&event) != condition.real.as_ref() => {
                Passed::Instead(vec![event_frame(id, &event.to_string())])
            }
            _ => Passed::AsItIs,
        }
    }

    /// The states of the page.
    fn mirror(&self) -> Option<&Mirror> {
        self.asked.values().find_map(|asked| match asked {
            Asked::Entities(mirror) => Some(mirror),
            _ => None,
        })
    }

    /// The events for the page when the scene changes, except for its config.
    pub(crate) fn scene_changed(&mut self, old: &Shown, new: &Shown) -> Vec<String> {
        let mut events = Vec::new();
        if old.scene.what_if != new.scene.what_if {
            events.extend(self.asides.scene_changed(&new.scene.what_if, new.what_if_since));
        }
        for (id, asked) in &self.asked {
            match asked {
                Asked::Entities(mirror) => {
                    let event = mirror.changed(&old.scene.what_if, &new.scene.what_if, new.what_if_since);
                    events.extend(event.map(|event| event_frame(*id, &event.to_string())));
                }
                Asked::Condition(condition) => {
                    let judged = |shown: &Shown| condition.event(self.mirror(), &shown.scene.what_if);
                    let (before, after) = (judged(old), judged(new));
                    if let Some(after) = after.filter(|after| before.as_ref() != Some(after)) {
                        events.push(event_frame(*id, &after.to_string()));
                    }
                }
                Asked::DataEvents(data, real) => {
                    let shown = |scene| with_data(*data, real, scene).unwrap_or_else(|| as_it_is(*data, real));
                    let (before, after) = (shown(&old.scene), shown(&new.scene));
                    if before != after {
                        events.push(event_frame(*id, &after));
                    }
                }
                _ => {}
            }
        }
        events
    }

    /// The event that makes the page fetch the config again, if it has another one and listens.
    pub(crate) fn config_changed(&self, shown: &Shown) -> Vec<String> {
        if self.is_served(shown) {
            return Vec::new();
        }
        let listens = |(id, asked): (&u64, &Asked)| matches!(asked, Asked::Updates { confirmed: true }).then_some(*id);
        self.asked.iter().filter_map(listens).map(|id| update_frame(id, &shown.scene)).collect()
    }

    /// Whether the page has the current config, or has fetched none so far.
    pub(crate) fn is_served(&self, shown: &Shown) -> bool {
        self.served.is_none_or(|served| served == shown.revision)
    }
}

enum Passed {
    AsItIs,
    Instead(Vec<String>),
}

fn user_data(key: Option<&str>) -> Option<UserData> {
    match key {
        Some("language") => Some(UserData::Language),
        Some("theme") => Some(UserData::Theme),
        _ => None,
    }
}

fn refusal(id: Option<u64>) -> String {
    let error = json!({"code": "unauthorized", "message": words::only_a_preview()});
    json!({"id": id, "type": "result", "success": false, "error": error}).to_string()
}

fn refused(kind: &str, message: &Map<String, Value>) -> Refused {
    if kind == "call_service" {
        let text = |key: &str| message.get(key).and_then(Value::as_str).unwrap_or("?");
        return Refused::Service(format!("{}.{}", text("domain"), text("service")));
    }
    Refused::Command(kind.chars().take(100).collect())
}

fn event_frame(id: u64, event: &str) -> String {
    format!(r#"{{"id":{id},"type":"event","event":{event}}}"#)
}

/// The event that Home Assistant would send if the draft had been saved.
fn update_frame(id: u64, scene: &Scene) -> String {
    let event = json!({
        "event_type": "lovelace_updated",
        "data": {"url_path": scene.dashboard.url_path},
        "origin": "LOCAL",
        "time_fired": time::iso(time::now()),
        "context": {"id": "preview", "parent_id": null, "user_id": null},
    });
    event_frame(id, &event.to_string())
}

fn is_update_of(scene: &Scene, event: &RawValue) -> bool {
    #[derive(Deserialize)]
    struct Update {
        data: Data,
    }
    #[derive(Deserialize)]
    struct Data {
        url_path: Option<String>,
    }
    serde_json::from_str::<Update>(event.get()).is_ok_and(|update| scene.is_this(update.data.url_path.as_deref()))
}

fn as_viewed(user: &RawValue, scene: &Scene) -> Option<String> {
    if scene.viewer == Viewer::Oneself {
        return None;
    }
    let mut user: Map<String, Value> = serde_json::from_str(user.get()).ok()?;
    user.insert("is_admin".to_owned(), false.into());
    user.insert("is_owner".to_owned(), false.into());
    Some(Value::Object(user).to_string())
}

/// The panels as the viewer sees them, including the dashboard.
fn with_panel(panels: &RawValue, scene: &Scene) -> Option<String> {
    let Dashboard { url_path, title, icon, is_new } = &scene.dashboard;
    let mut panels: Map<String, Value> = serde_json::from_str(panels.get()).ok()?;
    // The default dashboard without a config has a panel that leads elsewhere.
    let is_missing = *is_new || panels.get(url_path).is_none_or(|panel| panel["config"].is_null());
    if scene.viewer == Viewer::Oneself && !is_missing {
        return None;
    }
    if scene.viewer == Viewer::Ordinary {
        // The shown dashboard stays, even if only administrators have it.
        panels.retain(|path, panel| path == url_path || panel.get("require_admin") != Some(&Value::Bool(true)));
    }
    if is_missing {
        let panel = json!({
            "component_name": "lovelace", "icon": icon, "title": title, "config": {"mode": "storage"},
            "url_path": url_path, "require_admin": false, "config_panel_domain": null,
            "default_visible": true, "show_in_sidebar": true,
        });
        panels.insert(url_path.clone(), panel);
    }
    Some(Value::Object(panels).to_string())
}

/// The user's data with the scene's choice; none if the scene chooses nothing.
fn with_data(data: UserData, found: &Value, scene: &Scene) -> Option<String> {
    let chosen: Vec<(&str, Value)> = match data {
        UserData::Language => scene.language.iter().map(|language| ("language", json!(language))).collect(),
        UserData::Theme => {
            let theme = scene.theme.iter().map(|theme| ("theme", json!(theme)));
            theme.chain(scene.dark.iter().map(|dark| ("dark", json!(dark)))).collect()
        }
    };
    if chosen.is_empty() {
        return None;
    }
    let mut value = match found.get("value") {
        Some(Value::Object(value)) => value.clone(),
        _ => Map::new(),
    };
    if data == UserData::Theme {
        value.entry("theme").or_insert_with(|| "".into());
    }
    value.extend(chosen.into_iter().map(|(key, value)| (key.to_owned(), value)));
    Some(json!({ "value": value }).to_string())
}

/// The user's data without any choice. A user who never chose a theme has no data, which the frontend would ignore, so
/// this returns the default theme.
fn as_it_is(data: UserData, found: &Value) -> String {
    if data == UserData::Theme && found.get("value").is_none_or(Value::is_null) {
        return json!({"value": {"theme": ""}}).to_string();
    }
    found.to_string()
}

#[cfg(test)]
#[path = "conversation_tests.rs"]
mod tests;
