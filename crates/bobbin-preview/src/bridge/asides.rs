//! Templates, and rules with templates, that are rendered on a second connection while what-if states are set.
//!
//! The page's own subscription goes to Home Assistant unchanged and stays open, so that its ids never clash and the
//! real result is at hand. The result of the rewritten template takes its place. Without such a result (no connection,
//! or an error that the real template may not have), the page gets the real one, never nothing. This module handles no
//! sockets: `bridge.rs` carries the frames.

use super::{conditions, templates};
use crate::scene::WhatIf;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The templates of a page.
#[derive(Debug, Default)]
pub(super) struct Asides {
    /// Keyed by the page's id of the subscription.
    templates: BTreeMap<u64, Template>,
    /// Subscriptions on the second connection to end.
    left: Vec<u64>,
    last_id: u64,
}

#[derive(Debug)]
struct Template {
    asked: Map<String, Value>,
    /// The last event from Home Assistant, unchanged.
    real: Option<String>,
    /// The command to render in its place.
    wanted: Option<Map<String, Value>>,
    /// The subscription on the second connection.
    aside: Option<u64>,
    /// Whether the page gets the real result although a rewritten one is wanted.
    failed: bool,
}

impl Template {
    fn is_rule(&self) -> bool {
        self.asked.get("type").is_some_and(|kind| kind == "subscribe_condition")
    }

    fn want(&mut self, what_if: &WhatIf, since: f64) -> bool {
        let wanted = if self.is_rule() {
            conditions::what_if_command(&self.asked, what_if, since)
        } else {
            templates::what_if_command(&self.asked, what_if, since)
        };
        let changed = wanted != self.wanted;
        if changed {
            (self.wanted, self.failed) = (wanted, false);
        }
        changed
    }
}

impl Asides {
    /// Records that the page subscribed to a template or a rule.
    pub(super) fn asked(&mut self, id: u64, command: &Map<String, Value>, what_if: &WhatIf, since: f64) {
        let mut template = Template { asked: command.clone(), real: None, wanted: None, aside: None, failed: false };
        template.want(what_if, since);
        self.templates.insert(id, template);
    }

    /// Records that a subscription of the page ended.
    pub(super) fn ended(&mut self, id: u64) {
        self.left.extend(self.templates.remove(&id).and_then(|template| template.aside));
    }

    /// Records an event from Home Assistant on the page's subscription. Returns whether the page gets it.
    pub(super) fn passes(&mut self, id: u64, event: &RawValue) -> bool {
        let Some(template) = self.templates.get_mut(&id) else { return true };
        template.real = Some(event.get().to_owned());
        template.wanted.is_none() || template.failed
    }

    /// Whether the second connection has anything to do.
    pub(super) fn busy(&self) -> bool {
        !self.left.is_empty()
            || self.templates.values().any(|one| (one.wanted.is_some() && !one.failed) || one.aside.is_some())
    }

    /// Applies new what-if states. Returns the events that show the real result where it is right again.
    pub(super) fn scene_changed(&mut self, what_if: &WhatIf, since: f64) -> Vec<String> {
        let mut back = Vec::new();
        for (id, template) in &mut self.templates {
            if template.want(what_if, since) {
                self.left.extend(template.aside.take());
                if template.wanted.is_none() {
                    back.extend(template.real.as_ref().map(|real| event_frame(*id, real)));
                }
            }
        }
        back
    }

    /// Returns the commands that bring the open second connection up to date.
    pub(super) fn settle(&mut self) -> Vec<String> {
        let mut last_id = self.last_id;
        let mut next = || {
            last_id += 1;
            last_id
        };
        let mut commands = Vec::new();
        for subscription in self.left.drain(..) {
            commands
                .push(json!({"id": next(), "type": "unsubscribe_events", "subscription": subscription}).to_string());
        }
        for template in self.templates.values_mut().filter(|one| one.aside.is_none() && !one.failed) {
            let Some(wanted) = &template.wanted else { continue };
            let id = next();
            template.aside = Some(id);
            let mut command = wanted.clone();
            command.insert("id".to_owned(), id.into());
            if !template.is_rule() {
                // A reported error can be answered with the real result.
                command.insert("report_errors".to_owned(), true.into());
            }
            commands.push(Value::Object(command).to_string());
        }
        self.last_id = last_id;
        commands
    }

    /// Converts a message of the second connection into events for the page.
    pub(super) fn heard(&mut self, frame: &str) -> Vec<String> {
        let said: Value = serde_json::from_str(frame).unwrap_or_default();
        let messages = if let Value::Array(messages) = said { messages } else { vec![said] };
        messages.iter().filter_map(|message| self.heard_one(message)).collect()
    }

    fn heard_one(&mut self, message: &Value) -> Option<String> {
        let aside = message["id"].as_u64()?;
        let (id, template) = self.templates.iter_mut().find(|(_, one)| one.aside == Some(aside))?;
        let event = &message["event"];
        let tells_errors = template.asked.get("report_errors") == Some(&Value::Bool(true));
        if message["type"] == "event" && (event.get("result").is_some() || tells_errors) {
            template.failed = false;
            return Some(event_frame(*id, &template.as_asked(event).to_string()));
        }
        let error = event.get("level").is_some_and(|level| level == "ERROR")
            || (template.is_rule() && event.get("error").is_some())
            || message["success"] == false;
        error.then(|| template.fail(*id)).flatten()
    }

    /// Handles the loss or failure of the second connection. Returns the real results for the page.
    pub(super) fn cut_off(&mut self) -> Vec<String> {
        self.left.clear();
        self.last_id = 0;
        let mut told = Vec::new();
        for (id, template) in &mut self.templates {
            template.aside = None;
            if template.wanted.is_some() && !template.failed {
                told.extend(template.fail(*id));
            }
        }
        told
    }
}

impl Template {
    /// Changes an event to match the original template: errors quote the rewritten one.
    fn as_asked(&self, event: &Value) -> Value {
        let mut event = event.clone();
        let text = |command: &Map<String, Value>| command.get("template").and_then(Value::as_str).map(str::to_owned);
        if let Some(error) = event.get("error").and_then(Value::as_str)
            && let (Some(asked), Some(sent)) = (text(&self.asked), self.wanted.as_ref().and_then(text))
        {
            event["error"] = error.replace(&sent, asked.trim()).into();
        }
        event
    }

    /// Shows the real result. An existing subscription stays, since its next result may be right again.
    fn fail(&mut self, id: u64) -> Option<String> {
        self.failed = true;
        Some(event_frame(id, self.real.as_ref()?))
    }
}

fn event_frame(id: u64, event: &str) -> String {
    format!(r#"{{"id":{id},"type":"event","event":{event}}}"#)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Override;

    fn raw(value: &Value) -> Box<RawValue> {
        serde_json::value::to_raw_value(value).expect("JSON")
    }

    fn event(id: u64, result: &str) -> String {
        json!({"id": id, "type": "event", "event": {"result": result}}).to_string()
    }

    fn read(frames: &[String]) -> Vec<Value> {
        frames.iter().map(|frame| serde_json::from_str(frame).expect("JSON")).collect()
    }

    #[test]
    fn shows_the_real_result_when_there_is_no_other() {
        let over = Override { state: Some("on".to_owned()), ..Override::default() };
        let what_if: WhatIf = [("light.a".to_owned(), over)].into_iter().collect();
        let command = json!({"type": "render_template", "template": "{{ states('light.a') }}"});
        let real = raw(&json!({"result": "off"}));
        let told: Value = serde_json::from_str(&event(7, "off")).expect("JSON");

        let mut asides = Asides::default();
        asides.asked(7, command.as_object().expect("an object"), &what_if, 0.0);
        assert!(asides.busy() && !asides.passes(7, &real), "the real one waits");
        // Without a connection the real result comes, and passes from now on.
        assert_eq!(read(&asides.cut_off()), std::slice::from_ref(&told));
        assert!(!asides.busy() && asides.passes(7, &real));

        // Another override: it is tried again, and its result is used.
        let more: WhatIf = what_if.clone().into_iter().chain([("light.b".to_owned(), Override::default())]).collect();
        assert!(asides.scene_changed(&more, 1.0).is_empty());
        let sent = read(&asides.settle());
        assert_eq!((sent.len(), &sent[0]["id"], &sent[0]["report_errors"]), (1, &json!(1), &json!(true)));
        assert!(asides.settle().is_empty(), "once");
        assert_eq!(read(&asides.heard(&event(1, "on")))[0]["event"]["result"], "on");
        // An error gives way to the real result until the next result.
        let error = json!({"id": 1, "type": "event", "event": {"error": "no", "level": "ERROR"}}).to_string();
        assert_eq!(read(&asides.heard(&error)), std::slice::from_ref(&told));
        assert!(asides.passes(7, &real));
        assert_eq!(asides.heard(&event(1, "on")).len(), 1);
        assert!(!asides.passes(7, &real));

        // Without overrides the page gets the real result, and the other subscription ends.
        assert_eq!(read(&asides.scene_changed(&WhatIf::new(), 2.0)), [told]);
        assert_eq!(read(&asides.settle())[0]["subscription"], 1);
        assert!(!asides.busy() && asides.heard(&event(1, "late")).is_empty());
    }
}
