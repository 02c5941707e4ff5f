//! Evaluates the conditions of a page on what-if states.
//!
//! A visibility rule on a state is a `subscribe_condition`: Home Assistant evaluates it on real states. If a what-if
//! state changes one of its entities, and the rule uses states and numbers only, the result is computed here. A rule
//! with a template is rewritten, and Home Assistant evaluates the copy on the second connection (`asides.rs`). For any
//! other rule (a zone, a time), Home Assistant's own result stays.

use super::states::{Mirror, State};
use super::templates;
use crate::scene::WhatIf;
use serde_json::{Map, Value, json};

/// A condition that a page has subscribed to.
#[derive(Debug)]
pub(crate) struct Condition {
    asked: Value,
    /// Home Assistant's last result.
    pub(crate) real: Option<Value>,
}

impl Condition {
    pub(crate) const fn new(asked: Value) -> Self {
        Self { asked, real: None }
    }

    /// The event for the page: none while Home Assistant has sent no result and nothing is overridden.
    pub(crate) fn event(&self, mirror: Option<&Mirror>, what_if: &WhatIf) -> Option<Value> {
        let touched = !what_if.is_empty() && mentions(&self.asked, what_if);
        let state_of = |id: &str| mirror.and_then(|mirror| mirror.state(id, what_if));
        let judged = if touched { holds(&self.asked, &state_of) } else { None };
        judged.map(|result| json!({ "result": result })).or_else(|| self.real.clone())
    }
}

/// The command that evaluates a rule with templates on what-if states. None for a rule without templates, or if they
/// make no difference.
pub(super) fn what_if_command(
    command: &Map<String, Value>,
    what_if: &WhatIf,
    since: f64,
) -> Option<Map<String, Value>> {
    let mut condition = command.get("condition")?.clone();
    if what_if.is_empty() || !has_template(&condition) {
        return None;
    }
    rewrite(&mut condition, what_if, since);
    let mut wanted = command.clone();
    let old = wanted.insert("condition".to_owned(), condition)?;
    (wanted.get("condition") != Some(&old)).then_some(wanted)
}

fn has_template(condition: &Value) -> bool {
    let inner = if condition.is_array() { each(Some(condition)) } else { each(condition.get("conditions")) };
    condition.get("condition").is_some_and(|kind| kind == "template") || inner.iter().any(has_template)
}

/// Puts what-if states into a rule. Conditions that they decide become constants, templates read them, and Home
/// Assistant evaluates the rest on real states.
fn rewrite(condition: &mut Value, what_if: &WhatIf, since: f64) {
    if let Value::Array(all) = condition {
        return all.iter_mut().for_each(|one| rewrite(one, what_if, since));
    }
    match condition.get("condition").and_then(Value::as_str) {
        Some("and" | "or" | "not") => {
            if let Some(inner) = condition.get_mut("conditions") {
                rewrite(inner, what_if, since);
            }
        }
        Some("template") => {
            let template = condition.get("value_template").and_then(Value::as_str);
            if let Some(text) = template.and_then(|text| templates::what_if_text(text, what_if, since)) {
                condition["value_template"] = text.into();
            }
        }
        Some("state" | "numeric_state") => {
            let attribute = condition.get("attribute").and_then(Value::as_str);
            let state_of = |id: &str| {
                let over = what_if.get(id)?;
                let state = match attribute {
                    Some(name) => over.attributes.contains_key(name).then(String::new),
                    None => over.state.clone(),
                }?;
                Some(State { state, attributes: Value::Object(over.attributes.clone()) })
            };
            let of_one = |id: &Value| {
                let mut one = condition.clone();
                one["entity_id"] = id.clone();
                let follows = holds(&one, &state_of);
                let text = |result| json!({"condition": "template", "value_template": format!("{{{{ {result} }}}}")});
                (follows.is_some(), follows.map_or(one, text))
            };
            let (follow, all): (Vec<_>, Vec<_>) = each(condition.get("entity_id")).iter().map(of_one).unzip();
            // Unaffected conditions keep their shape: a disabled condition is ignored in an “or”, but counts as true in
            // an “and” of its own.
            if follow.contains(&true) {
                *condition = json!({"condition": "and", "conditions": all});
            }
        }
        _ => {}
    }
}

fn each(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(items)) => items,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

fn mentions(condition: &Value, what_if: &WhatIf) -> bool {
    let own = each(condition.get("entity_id")).iter().filter_map(Value::as_str);
    let inner = if condition.is_array() { each(Some(condition)) } else { each(condition.get("conditions")) };
    own.into_iter().any(|id| what_if.contains_key(id)) || inner.iter().any(|inner| mentions(inner, what_if))
}

/// Whether a condition holds; none if states alone can't decide it.
fn holds(condition: &Value, state_of: &dyn Fn(&str) -> Option<State>) -> Option<bool> {
    if let Value::Array(all) = condition {
        return all.iter().try_fold(true, |so_far, one| Some(so_far & holds(one, state_of)?));
    }
    if condition.get("enabled").is_some() {
        return None;
    }
    let inner = each(condition.get("conditions"));
    match condition.get("condition")?.as_str()? {
        "and" => inner.iter().try_fold(true, |so_far, one| Some(so_far & holds(one, state_of)?)),
        "or" => inner.iter().try_fold(false, |so_far, one| Some(so_far | holds(one, state_of)?)),
        "not" => inner.iter().try_fold(true, |so_far, one| Some(so_far & !holds(one, state_of)?)),
        kind @ ("state" | "numeric_state") => {
            let beyond = ["for", "match", "value_template"];
            if beyond.iter().any(|key| condition.get(key).is_some()) {
                return None;
            }
            let ids = each(condition.get("entity_id")).iter().map(Value::as_str);
            ids.into_iter().try_fold(true, |so_far, id| {
                let state = state_of(id?)?;
                let value = match condition.get("attribute").map(|name| name.as_str()) {
                    Some(name) => state.attributes.get(name?)?.clone(),
                    None => Value::String(state.state),
                };
                let fits = if kind == "state" { is_one_of(condition, &value)? } else { is_between(condition, &value)? };
                Some(so_far & fits)
            })
        }
        _ => None,
    }
}

fn is_one_of(condition: &Value, value: &Value) -> Option<bool> {
    let wanted = each(condition.get("state"));
    // The name of a helper means the helper's value.
    let is_helper = |one: &Value| one.as_str().is_some_and(|text| text.starts_with("input_"));
    (!wanted.iter().any(is_helper)).then(|| wanted.contains(value))
}

fn is_between(condition: &Value, value: &Value) -> Option<bool> {
    let number = |value: &Value| value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
    // A value that is not a number is within no bounds.
    let Some(value) = number(value) else { return Some(false) };
    let bound = |key: &str| match condition.get(key) {
        None | Some(Value::Null) => Some(None),
        Some(bound) => number(bound).map(Some),
    };
    let (above, below) = (bound("above")?, bound("below")?);
    Some(above.is_none_or(|above| value > above) && below.is_none_or(|below| value < below))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(condition: Value) -> Option<bool> {
        let state_of = |id: &str| {
            let (state, attributes) = match id {
                "light.a" => ("on", json!({"brightness": 80})),
                "sensor.t" => ("21.5", json!({})),
                "sensor.gone" => ("unavailable", json!({})),
                _ => return None,
            };
            Some(State { state: state.to_owned(), attributes })
        };
        holds(&condition, &state_of)
    }

    #[test]
    fn judges_states_numbers_and_what_joins_them() {
        let state = |id: &str, state: Value| json!({"condition": "state", "entity_id": id, "state": state});
        let number = |id: &str, above: f64| json!({"condition": "numeric_state", "entity_id": id, "above": above});
        let joined = |kind: &str, a: Value, b: Value| json!({"condition": kind, "conditions": [a, b]});
        let (yes, no) = (state("light.a", json!(["on", "x"])), state("light.a", json!("off")));
        for (condition, result) in [
            (yes.clone(), Some(true)),
            (no.clone(), Some(false)),
            (number("sensor.t", 21.0), Some(true)),
            (number("sensor.t", 21.5), Some(false)),
            (number("sensor.gone", -1.0), Some(false)),
            (json!([yes, no]), Some(false)),
            (joined("and", yes.clone(), no.clone()), Some(false)),
            (joined("or", no.clone(), yes.clone()), Some(true)),
            (joined("not", no.clone(), no.clone()), Some(true)),
            (json!({"condition": "state", "entity_id": "light.a", "attribute": "brightness", "state": 80}), Some(true)),
            (json!({"condition": "template", "value_template": "{{ 1 }}"}), None),
            (joined("or", yes.clone(), json!({"condition": "zone"})), None),
            (state("light.a", json!("input_text.x")), None),
            (state("light.unknown", json!("on")), None),
        ] {
            assert_eq!(judged(condition.clone()), result, "{condition}");
        }
    }

    #[test]
    fn a_rule_with_a_template_has_what_if_states_put_into_it() {
        let over = crate::scene::Override { state: Some("off".to_owned()), ..crate::scene::Override::default() };
        let what_if: WhatIf = [("light.a".to_owned(), over)].into_iter().collect();
        let wanted = |condition: Value| {
            let command = json!({"type": "subscribe_condition", "condition": condition});
            let wanted = what_if_command(command.as_object().expect("an object"), &what_if, 1.0);
            wanted.map(|command| command["condition"].clone())
        };
        let template = |text: &str| json!({"condition": "template", "value_template": text});
        let state = |ids: Value| json!({"condition": "state", "entity_id": ids, "state": "on"});
        // A rule without templates is evaluated here; a template that reads no state stays unchanged.
        assert_eq!(wanted(state(json!("light.a"))), None);
        assert_eq!(wanted(template("{{ now().hour > 8 }}")), None);
        let off = json!({"condition": "state", "entity_id": "light.a", "state": "on", "enabled": false});
        let untouched = json!([template("{{ true }}"), state(json!("light.b")), off]);
        assert_eq!(wanted(json!({"condition": "or", "conditions": untouched})), None);
        let joined = json!([template("{{ true }}"), state(json!(["light.a", "light.b"])), {"condition": "zone"}]);
        assert_eq!(
            wanted(json!({"condition": "or", "conditions": joined})),
            Some(json!({"condition": "or", "conditions": [
                template("{{ true }}"),
                {"condition": "and", "conditions": [template("{{ false }}"), state(json!("light.b"))]},
                {"condition": "zone"},
            ]}))
        );
        let text = wanted(template("{{ states('light.a') }}")).expect("rewritten")["value_template"].to_string();
        assert!(text.contains("bobbin_states") && text.contains("from_json"), "{text}");
    }
}
