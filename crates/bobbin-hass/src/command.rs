//! Commands to Home Assistant, before they have an id.
//!
//! A command is written as JSON once, when it is built, without the id; the session appends the id. So a large config
//! is copied once, and a subscription can be repeated after a reconnect.

use crate::error::CommandError;
use crate::wire;
use serde::Serialize;
use serde_json::value::RawValue;
use std::time::Duration;

/// A command: its type, its fields, and how long to wait for the answer.
#[derive(Debug, Clone)]
pub struct Command {
    kind: &'static str,
    /// `{"type":"…","field":…`, without the closing brace.
    text: String,
    patience: Patience,
    unsendable: Option<String>,
}

/// The time limit for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Patience {
    Normal,
    Large,
    Exactly(Duration),
}

impl Command {
    /// A command without fields.
    pub fn new(kind: &'static str) -> Self {
        let mut text = String::with_capacity(64);
        text.push_str("{\"type\":");
        push_json(&mut text, kind).expect("a string is always JSON");
        Self { kind, text, patience: Patience::Normal, unsendable: None }
    }

    /// Adds a field.
    #[must_use]
    pub fn with(mut self, key: &str, value: &(impl Serialize + ?Sized)) -> Self {
        self.push_key(key);
        if let Err(error) = push_json(&mut self.text, value) {
            self.unsendable = Some(error.to_string());
        }
        self
    }

    /// Adds a field unless it is `None`.
    #[must_use]
    pub fn with_some(self, key: &str, value: Option<&(impl Serialize + ?Sized)>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds a field that is JSON already, unchanged character for character.
    ///
    /// Finds content that would make Home Assistant close the connection; the command then fails without being sent.
    #[must_use]
    pub fn with_raw(mut self, key: &str, value: &RawValue) -> Self {
        self.text.reserve(key.len() + value.get().len() + 32);
        self.push_key(key);
        self.text.push_str(value.get());
        self.unsendable = self.unsendable.or_else(|| wire::find_unsendable(value.get()));
        self
    }

    /// Sets the longer time limit, for an answer that may be large.
    #[must_use]
    pub const fn large(mut self) -> Self {
        self.patience = Patience::Large;
        self
    }

    /// Sets the time limit.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.patience = Patience::Exactly(timeout);
        self
    }

    /// The type, such as `lovelace/config`.
    pub const fn kind(&self) -> &'static str {
        self.kind
    }

    pub(crate) const fn patience(&self) -> Patience {
        self.patience
    }

    /// Fails if the command must not be sent.
    pub(crate) fn check(&self) -> Result<(), CommandError> {
        match &self.unsendable {
            Some(reason) => Err(CommandError::Unsendable { reason: reason.clone() }),
            None => Ok(()),
        }
    }

    fn push_key(&mut self, key: &str) {
        self.text.push(',');
        push_json(&mut self.text, key).expect("a string is always JSON");
        self.text.push(':');
    }
}

/// Writes commands as one frame, with these ids: an object for one, an array for several.
pub(crate) fn write_frame(commands: Vec<Command>, first_id: u64) -> String {
    let single = commands.len() == 1;
    let size = commands.iter().map(|c| c.text.len() + 28).sum::<usize>() + 2;
    let mut commands = commands.into_iter().zip(first_id..);
    let mut frame = String::new();
    if single && let Some((command, id)) = commands.next() {
        frame = command.text;
        push_id(&mut frame, id);
        return frame;
    }
    frame.reserve(size);
    frame.push('[');
    for (command, id) in commands {
        if frame.len() > 1 {
            frame.push(',');
        }
        frame.push_str(&command.text);
        push_id(&mut frame, id);
    }
    frame.push(']');
    frame
}

fn push_id(frame: &mut String, id: u64) {
    frame.push_str(",\"id\":");
    frame.push_str(&id.to_string());
    frame.push('}');
}

fn push_json(text: &mut String, value: &(impl Serialize + ?Sized)) -> Result<(), serde_json::Error> {
    text.push_str(&serde_json::to_string(value)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_an_object_for_one_and_an_array_for_several() {
        let get = || Command::new("lovelace/config").with("url_path", "a-b").with_some("force", None::<&bool>);
        assert_eq!(write_frame(vec![get()], 7), r#"{"type":"lovelace/config","url_path":"a-b","id":7}"#);
        assert_eq!(
            write_frame(vec![get(), Command::new("ping")], 8),
            r#"[{"type":"lovelace/config","url_path":"a-b","id":8},{"type":"ping","id":9}]"#
        );
    }

    #[test]
    fn sends_raw_json_as_it_is() {
        let raw = RawValue::from_string(r#"{"b":1.0,"a":  1e2,"a":"\u00e9"}"#.to_owned()).expect("JSON");
        let frame = write_frame(vec![Command::new("x").with_raw("config", &raw)], 1);
        assert_eq!(frame, r#"{"type":"x","config":{"b":1.0,"a":  1e2,"a":"\u00e9"},"id":1}"#);
    }

    #[test]
    fn refuses_content_that_closes_the_connection() {
        let raw = RawValue::from_string(r#"["\ud800"]"#.to_owned()).expect("JSON");
        let error = Command::new("x").with_raw("config", &raw).check().expect_err("half a character");
        assert_eq!(error.to_string(), "Home Assistant can't read this: the text has half a character in it (\\ud800)");
    }
}
