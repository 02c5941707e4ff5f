//! Refusals, with Home Assistant's codes and messages.

use crate::json::{Json, object};

/// A refusal. The codes and texts are those of Home Assistant 2026.11, seen on the wire.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Failure {
    code: &'static str,
    message: String,
    translation: Option<(&'static str, &'static str, Json)>,
    /// Home Assistant answers the deletion of an unknown item twice: with the error, then with success.
    pub(crate) answers_twice: bool,
}

impl Failure {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), translation: None, answers_twice: false }
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new("invalid_format", message)
    }

    pub(crate) fn unauthorized() -> Self {
        Self::new("unauthorized", "Unauthorized")
    }

    pub(crate) fn translated(mut self, domain: &'static str, key: &'static str, placeholders: Json) -> Self {
        self.translation = Some((domain, key, placeholders));
        self
    }

    pub(crate) fn answered_twice(mut self) -> Self {
        self.answers_twice = true;
        self
    }

    pub(crate) fn json(&self) -> Json {
        let mut error = object([("code", self.code.into()), ("message", self.message.as_str().into())]);
        if let Some((domain, key, placeholders)) = &self.translation {
            error.set("translation_key", (*key).into());
            error.set("translation_placeholders", placeholders.clone());
            error.set("translation_domain", (*domain).into());
        }
        error
    }
}
