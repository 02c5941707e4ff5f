//! Templates that are rendered aside, on a connection of their own, while states are other than they are; and rules with
//! templates in them that are judged there.
//!
//! A page's own subscription goes to Home Assistant as it is and stays, so that its ids are nobody else's business and
//! the real result is there when it is wanted again. What the rewritten template gives takes its place; when that can't
//! be had (no connection, an error that the real one may not have) the real one is shown, never nothing. It knows no
//! sockets: who carries the frames is `bridge.rs`.

use super::{conditions, templates};
use crate::scene::WhatIf;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The templates of a page.
#[derive(Debug, Default)]
pub(super) struct Asides {
    /// By the page's number of the subscription.
    templates: BTreeMap<u64, Template>,
    /// Subscriptions of the connection aside that nobody wants any more.
    left: Vec<u64>,
    last_id: u64,
}

#[derive(Debug)]
struct Template {
    asked: Map<String, Value>,
    /// The event that Home Assistant sent last, as it is.
    real: Option<String>,
    /// What is to be rendered in its place.
    wanted: Option<Map<String, Value>>,
    /// The subscription of the connection aside.
    aside: Option<u64>,
    /// That the real one is shown although another is wanted.
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
    /// The page subscribed to a template, or to a rule.
    pub(super) fn asked(&mut self, id: u64, command: &Map<String, Value>, what_if: &WhatIf, since: f64) {
        let mut template = Template { asked: command.clone(), real: None, wanted: None, aside: None, failed: false };
        template.want(what_if, since);
        self.templates.insert(id, template);
    }

    /// The page, or Home Assistant, ended a subscription.
    pub(super) fn ended(&mut self, id: u64) {
        self.left.extend(self.templates.remove(&id).and_then(|template| template.aside));
    }

    /// Takes in an event of Home Assistant on what the page asked for; whether the page is to get it.
    pub(super) fn passes(&mut self, id: u64, event: &RawValue) -> bool {
        let Some(template) = self.templates.get_mut(&id) else { return true };
        template.real = Some(event.get().to_owned());
        template.wanted.is_none() || template.failed
    }

    /// Whether there is anything to do aside.
    pub(super) fn busy(&self) -> bool {
        !self.left.is_empty()
            || self.templates.values().any(|one| (one.wanted.is_some() && !one.failed) || one.aside.is_some())
    }

    /// Other states are other than they are: what the page is told where the real result is right again.
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

    /// What the connection aside is to be told so that it renders what is wanted. It is open.
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
                // An error that is told can be answered with the real result.
                command.insert("report_errors".to_owned(), true.into());
            }
            commands.push(Value::Object(command).to_string());
        }
        self.last_id = last_id;
        commands
    }

    /// What the page is told of what the connection aside said.
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

    /// The connection aside is gone, or can't be had: what the page is told instead of what it would have said.
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
    /// An event as it would be of the template that was asked for: errors quote what was rendered.
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

    /// Shows the real one. A subscription that is there stays: what it says later is right again.
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
    fn shows_the_real_result_whenever_the_other_can_not_be_had() {
        let over = Override { state: Some("on".to_owned()), ..Override::default() };
        let what_if: WhatIf = [("light.a".to_owned(), over)].into_iter().collect();
        let command = json!({"type": "render_template", "template": "{{ states('light.a') }}"});
        let real = raw(&json!({"result": "off"}));
        let told: Value = serde_json::from_str(&event(7, "off")).expect("JSON");

        let mut asides = Asides::default();
        asides.asked(7, command.as_object().expect("an object"), &what_if, 0.0);
        assert!(asides.busy() && !asides.passes(7, &real), "the real one waits");
        // No connection: the real one comes, and passes from now on.
        assert_eq!(read(&asides.cut_off()), std::slice::from_ref(&told));
        assert!(!asides.busy() && asides.passes(7, &real));

        // Something else is overridden: it is tried again, and is heard.
        let more: WhatIf = what_if.clone().into_iter().chain([("light.b".to_owned(), Override::default())]).collect();
        assert!(asides.scene_changed(&more, 1.0).is_empty());
        let sent = read(&asides.settle());
        assert_eq!((sent.len(), &sent[0]["id"], &sent[0]["report_errors"]), (1, &json!(1), &json!(true)));
        assert!(asides.settle().is_empty(), "once");
        assert_eq!(read(&asides.heard(&event(1, "on")))[0]["event"]["result"], "on");
        // An error gives way to the real one until there is a result again.
        let error = json!({"id": 1, "type": "event", "event": {"error": "no", "level": "ERROR"}}).to_string();
        assert_eq!(read(&asides.heard(&error)), std::slice::from_ref(&told));
        assert!(asides.passes(7, &real));
        assert_eq!(asides.heard(&event(1, "on")).len(), 1);
        assert!(!asides.passes(7, &real));

        // Nothing is overridden any more: the real one is told, and the other ended.
        assert_eq!(read(&asides.scene_changed(&WhatIf::new(), 2.0)), [told]);
        assert_eq!(read(&asides.settle())[0]["subscription"], 1);
        assert!(!asides.busy() && asides.heard(&event(1, "late")).is_empty());
    }
}
