//! A config that the frontend can show.
//!
//! On views that are not a list, the frontend keeps the old picture and logs an error; on a string it shows an error
//! page; after `{}` it does not recover with the next good config (measured). So a [`Draft`] can only be made from a
//! config of the right shape, and any other leaves the last good picture in place. The frontend judges the contents of
//! views and cards; its error cards are part of the true picture.

use bobbin_words::proxy as words;
use serde_json::Value;
use std::fmt;
use std::sync::Arc;

/// A dashboard's config as JSON, in the shape that the frontend needs.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    json: Arc<str>,
}

/// The reason why a config can't be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unshowable {
    /// The text is not JSON.
    #[error("{}", words::no_json())]
    NoJson,
    /// Neither views nor a strategy.
    #[error("{}", words::no_views())]
    NoViews,
    /// Views that are not a list of mappings.
    #[error("{}", words::views_are_no_list())]
    ViewsAreNoList,
    /// A strategy without a type.
    #[error("{}", words::no_strategy_type())]
    NoStrategyType,
}

impl Draft {
    /// Checks the shape of a config.
    ///
    /// # Errors
    ///
    /// The frontend can't show this shape.
    pub fn new(json: impl Into<Arc<str>>) -> Result<Self, Unshowable> {
        let json = json.into();
        let config: Value = serde_json::from_str(&json).map_err(|_| Unshowable::NoJson)?;
        match (config.get("strategy"), config.get("views")) {
            (Some(strategy), _) if !strategy.get("type").is_some_and(Value::is_string) => {
                Err(Unshowable::NoStrategyType)
            }
            (Some(_), _) => Ok(Self { json }),
            (None, Some(Value::Array(views))) if views.iter().all(|view| view.is_object() || view.is_null()) => {
                Ok(Self { json })
            }
            (None, Some(_)) => Err(Unshowable::ViewsAreNoList),
            (None, None) => Err(Unshowable::NoViews),
        }
    }

    /// The config, unchanged.
    pub fn json(&self) -> &Arc<str> {
        &self.json
    }

    /// The config with every card, badge, section and view visible: removes visibility conditions, and leaves a
    /// conditional card none that could fail.
    pub(crate) fn without_conditions(&self) -> Arc<str> {
        let Ok(mut config) = serde_json::from_str(&self.json) else { return Arc::clone(&self.json) };
        show_everything(&mut config);
        config.to_string().into()
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Draft({} bytes)", self.json.len())
    }
}

fn show_everything(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(show_everything),
        Value::Object(map) => {
            map.remove("visibility");
            // In a view, `visible` lists the users who see its tab. Elsewhere it may be a card's own key.
            if map.contains_key("cards") || map.contains_key("sections") {
                map.remove("visible");
            }
            if map.get("type").and_then(Value::as_str) == Some("conditional") {
                map.insert("conditions".to_owned(), Value::Array(Vec::new()));
            }
            map.values_mut().for_each(show_everything);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_only_configs_that_the_frontend_can_show() {
        for good in [r#"{"views":[]}"#, r#"{"views":[{"cards":[1]},null]}"#, r#"{"strategy":{"type":"map"}}"#] {
            assert_eq!(Draft::new(good).map(|draft| draft.json().to_string()).as_deref(), Ok(good));
        }
        for (bad, why) in [
            ("{}", Unshowable::NoViews),
            ("\"text\"", Unshowable::NoViews),
            ("null", Unshowable::NoViews),
            ("[]", Unshowable::NoViews),
            ("{", Unshowable::NoJson),
            (r#"{"views":{}}"#, Unshowable::ViewsAreNoList),
            (r#"{"views":null}"#, Unshowable::ViewsAreNoList),
            (r#"{"views":["home"]}"#, Unshowable::ViewsAreNoList),
            (r#"{"strategy":{}}"#, Unshowable::NoStrategyType),
            (r#"{"strategy":"map","views":[]}"#, Unshowable::NoStrategyType),
        ] {
            assert_eq!(Draft::new(bad), Err(why), "{bad}");
        }
    }

    #[test]
    fn takes_conditions_out_and_leaves_the_rest() {
        let draft = Draft::new(
            r#"{"views":[{"visible":[{"user":"a"}],"cards":[
                {"type":"conditional","conditions":[{"entity":"a.b","state":"on"}],"card":{"type":"tile","visibility":[]}},
                {"type":"custom:own","visible":true,"conditions":[1]}]}]}"#,
        )
        .expect("a dashboard");
        let shown: Value = serde_json::from_str(&draft.without_conditions()).expect("JSON");
        let expected = serde_json::json!({"views":[{"cards":[
            {"type":"conditional","conditions":[],"card":{"type":"tile"}},
            {"type":"custom:own","visible":true,"conditions":[1]}]}]});
        assert_eq!(shown, expected);
    }
}
