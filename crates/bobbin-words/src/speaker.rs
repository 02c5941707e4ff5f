//! The messages of one file, ready to be formatted.
//!
//! A file is parsed when its first message is needed. Must stay true: text comes out as it went in; Fluent's marks
//! around arguments (for languages of both directions) are off, because messages are compared, logged and printed.

use std::borrow::Cow;
use std::fmt::Display;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::{LANGUAGE, Number, Sentence, Style};

/// The characters that stand for the pieces of a sentence while Fluent formats it. They are noncharacters, which
/// Unicode leaves to programs for their own use.
const MARKS: std::ops::RangeInclusive<char> = '\u{fdd0}'..='\u{fdef}';

/// The messages of one file.
pub(crate) struct Speaker {
    /// The file, in each language.
    texts: &'static [(&'static str, &'static str)],
    bundle: OnceLock<FluentBundle<FluentResource>>,
}

/// An argument of a message.
#[allow(dead_code, reason = "the messages decide which kinds there are")]
pub(crate) enum Argument {
    Text(String),
    Number(FluentNumber),
    Sentence(Sentence),
}

pub(crate) fn text(text: impl Display) -> Argument {
    Argument::Text(text.to_string())
}

#[allow(dead_code, reason = "as above")]
pub(crate) fn number(number: impl Number) -> Argument {
    Argument::Number(number.to_fluent())
}

#[allow(dead_code, reason = "as above")]
pub(crate) fn name(text: impl Display) -> Argument {
    Argument::Sentence(Sentence::of(Style::Name, text.to_string()))
}

#[allow(dead_code, reason = "as above")]
pub(crate) fn code(text: impl Display) -> Argument {
    Argument::Sentence(Sentence::of(Style::Code, text.to_string()))
}

#[allow(dead_code, reason = "as above")]
pub(crate) fn sentence(sentence: Sentence) -> Argument {
    Argument::Sentence(sentence)
}

impl Speaker {
    pub(crate) const fn new(texts: &'static [(&'static str, &'static str)]) -> Self {
        Self { texts, bundle: OnceLock::new() }
    }

    /// The message as text.
    pub(crate) fn say<const N: usize>(&self, id: &str, arguments: [(&'static str, Argument); N]) -> String {
        let arguments = arguments.into_iter().map(|(key, argument)| {
            let value = match argument {
                Argument::Text(text) => FluentValue::from(text),
                Argument::Number(number) => number.into(),
                Argument::Sentence(sentence) => sentence.text().into(),
            };
            (key, value)
        });
        self.format(id, &arguments.collect())
    }

    /// The message in pieces, some of which are names or code.
    #[allow(dead_code, reason = "as above")]
    pub(crate) fn sentence<const N: usize>(&self, id: &str, arguments: [(&'static str, Argument); N]) -> Sentence {
        let mut pieces = Vec::new();
        let arguments = arguments.into_iter().map(|(key, argument)| {
            let value = match argument {
                // A mark in somebody's text would stand for a piece.
                Argument::Text(text) => FluentValue::from(text.replace(|letter| MARKS.contains(&letter), "")),
                Argument::Number(number) => number.into(),
                Argument::Sentence(sentence) => {
                    let mark = MARKS.clone().nth(pieces.len()).expect("fewer arguments than marks");
                    pieces.push(sentence);
                    mark.to_string().into()
                }
            };
            (key, value)
        });
        let arguments: FluentArgs<'_> = arguments.collect();
        let text = self.format(id, &arguments);
        let mut sentence = Sentence::default();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(|character| MARKS.contains(&character)) {
            let mark = rest[at..].chars().next().expect("found above");
            sentence = sentence.plain(&rest[..at]);
            if let Some(piece) = pieces.get((mark as u32 - *MARKS.start() as u32) as usize) {
                sentence = sentence.then(piece.clone());
            }
            rest = &rest[at + mark.len_utf8()..];
        }
        sentence.plain(rest)
    }

    fn format(&self, id: &str, arguments: &FluentArgs<'_>) -> String {
        let bundle = self.bundle.get_or_init(|| self.bundle());
        let message = bundle.get_message(id).expect("the generator wrote this name");
        let mut errors = Vec::new();
        let text =
            bundle.format_pattern(message.value().expect("checked by the generator"), Some(arguments), &mut errors);
        debug_assert!(errors.is_empty(), "{id}: {errors:?}");
        Cow::into_owned(text)
    }

    /// English first, then the chosen language over it: a message without a translation stays English.
    fn bundle(&self) -> FluentBundle<FluentResource> {
        let language: LanguageIdentifier = LANGUAGE.parse().expect("a language tag");
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false);
        bundle.add_builtins().expect("a new bundle has no functions");
        bundle.set_formatter(Some(crate::number::format));
        for (language, text) in self.texts {
            if *language == "en" || *language == LANGUAGE {
                let resource = FluentResource::try_new((*text).to_owned()).expect("parsed by the generator");
                bundle.add_resource_overriding(resource);
            }
        }
        bundle
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static SPEAKER: Speaker = Speaker::new(&[(
        "en",
        "moved = { $count ->\n    [one] One card\n   *[other] { $count } cards\n } moved to { $place }\nboth = { $one }, { $two }\n",
    )]);

    #[test]
    fn plurals_are_chosen_by_the_number() {
        let say = |count: usize| SPEAKER.say("moved", [("count", number(count)), ("place", text("Kitchen"))]);
        assert_eq!(say(1), "One card moved to Kitchen");
        assert_eq!(say(12_000), "12,000 cards moved to Kitchen");
    }

    #[test]
    fn pieces_keep_their_style_wherever_they_stand() {
        let said = SPEAKER.sentence("moved", [("count", number(2_u32)), ("place", name("Kitchen"))]);
        assert_eq!(said.to_string(), "2 cards moved to *Kitchen*");
    }

    #[test]
    fn a_text_that_holds_a_mark_is_no_piece() {
        let said = SPEAKER.sentence("both", [("one", code("light.a")), ("two", text("a\u{fdd0}\u{fdd5}b"))]);
        assert_eq!(said.to_string(), "`light.a`, ab");
    }
}
