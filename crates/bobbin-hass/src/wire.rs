//! Messages on the wire.
//!
//! A frame is read once: the envelope borrows from it, and a payload stays text until its receiver parses it. Unknown
//! kinds and keys pass.

use crate::error::Rejection;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// The largest frame that Home Assistant takes. It closes the connection on a larger one, without an answer.
pub const LARGEST_FRAME: usize = 4_194_303;

/// The deepest nesting of a config that Home Assistant writes to disk. It only pretends to save a deeper one: the reply
/// is success, the file stays unchanged, and from 255 levels on it can't even be read back. Measured on 2026.11.0,
/// whose encoder stops at 254 levels, two of which the file has around the config.
const DEEPEST: usize = 252;

/// A message of the auth phase.
#[derive(Debug, Deserialize)]
#[serde(tag = "type")]
pub(crate) enum Auth {
    #[serde(rename = "auth_required")]
    Required,
    #[serde(rename = "auth_ok")]
    Ok {
        #[serde(default)]
        ha_version: String,
    },
    #[serde(rename = "auth_invalid")]
    Invalid {
        #[serde(default)]
        message: String,
    },
}

impl Auth {
    pub(crate) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// A message of the command phase.
#[derive(Debug, Deserialize)]
pub(crate) struct Envelope<'a> {
    /// The id of its command; null when Home Assistant could not read one.
    #[serde(default)]
    pub(crate) id: Option<u64>,
    #[serde(rename = "type", borrow)]
    pub(crate) kind: Cow<'a, str>,
    #[serde(default)]
    pub(crate) success: Option<bool>,
    #[serde(default, borrow)]
    pub(crate) result: Option<&'a RawValue>,
    #[serde(default, borrow)]
    pub(crate) error: Option<&'a RawValue>,
    #[serde(default, borrow)]
    pub(crate) event: Option<&'a RawValue>,
}

impl<'a> Envelope<'a> {
    /// The result, or the refusal.
    pub(crate) fn outcome(&self) -> Result<&'a RawValue, Rejection> {
        if self.kind == "result" && self.success != Some(true) {
            return Err(rejection(self.error));
        }
        Ok(self.result.unwrap_or(RawValue::NULL))
    }
}

fn rejection(error: Option<&RawValue>) -> Rejection {
    error.and_then(|error| serde_json::from_str(error.get()).ok()).unwrap_or_else(|| Rejection {
        code: "unknown_error".to_owned(),
        message: error.map_or_else(|| "no reason was given".to_owned(), |error| error.get().to_owned()),
        translation_key: None,
    })
}

/// Reads a frame: one message, or an array of coalesced messages. Skips a message that can't be parsed, but keeps its
/// neighbors.
pub(crate) fn read_frame(text: &str) -> Vec<Envelope<'_>> {
    if !text.trim_start().starts_with('[') {
        return read_one(text).into_iter().collect();
    }
    if let Ok(all) = serde_json::from_str(text) {
        return all;
    }
    match serde_json::from_str::<Vec<&RawValue>>(text) {
        Ok(each) => each.into_iter().filter_map(|one| read_one(one.get())).collect(),
        Err(error) => {
            tracing::warn!(%error, bytes = text.len(), "a frame that is no JSON was ignored");
            Vec::new()
        }
    }
}

fn read_one(text: &str) -> Option<Envelope<'_>> {
    serde_json::from_str(text)
        .inspect_err(|error| tracing::warn!(%error, bytes = text.len(), "a message that can't be read was ignored"))
        .ok()
}

/// Finds valid JSON that makes Home Assistant drop the connection or lose the config: lone surrogates, numbers beyond
/// the range of a double, and very deep nesting.
pub(crate) fn find_unsendable(json: &str) -> Option<String> {
    let bytes = json.as_bytes();
    let mut at = 0;
    let mut depth = 0_usize;
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'[' => {
                depth += 1;
                if depth > DEEPEST {
                    return Some(format!("it is nested more than {DEEPEST} levels deep"));
                }
                at += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            b'"' => match string_end(bytes, at + 1) {
                Ok(end) => at = end,
                Err(escape) => return Some(format!("the text has half a character in it (\\u{escape:04x})")),
            },
            b'-' | b'0'..=b'9' => {
                let length = bytes[at..]
                    .iter()
                    .take_while(|b| matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'))
                    .count();
                let number = &json[at..at + length];
                // Short numbers without an exponent are always in range.
                let doubtful = length > 300 || number.contains(['e', 'E']);
                if doubtful && !number.parse::<f64>().is_ok_and(f64::is_finite) {
                    let shown: String = number.chars().take(20).collect();
                    return Some(format!("the number {shown} is too large"));
                }
                at += length;
            }
            _ => at += 1,
        }
    }
    None
}

/// The index after the closing quote, or the first lone surrogate.
fn string_end(bytes: &[u8], mut at: usize) -> Result<usize, u16> {
    loop {
        match bytes.get(at) {
            None => return Ok(at),
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') if bytes.get(at + 1) == Some(&b'u') => {
                let unit = escape(bytes, at);
                at += 6;
                if (0xD800..0xDC00).contains(&unit) {
                    if bytes.get(at..at + 2) != Some(b"\\u") || !(0xDC00..0xE000).contains(&escape(bytes, at)) {
                        return Err(unit);
                    }
                    at += 6;
                } else if (0xDC00..0xE000).contains(&unit) {
                    return Err(unit);
                }
            }
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
        }
    }
}

/// The code unit of the escape `\uXXXX` at this index.
fn escape(bytes: &[u8], at: usize) -> u16 {
    let digits = bytes.get(at + 2..at + 6).and_then(|digits| std::str::from_utf8(digits).ok());
    digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_single_and_coalesced_frames() {
        let one = read_frame(r#"{"id":1,"type":"result","success":true,"result":{"a":1}}"#);
        assert_eq!(one.len(), 1);
        assert_eq!(one[0].result.map(RawValue::get), Some(r#"{"a":1}"#));
        let two = read_frame(r#" [{"id":1,"type":"pong"},{"type":"event","event":[1],"id":2}]"#);
        assert_eq!(two.iter().map(|m| m.id).collect::<Vec<_>>(), [Some(1), Some(2)]);
    }

    #[test]
    fn skips_unreadable_messages() {
        assert!(read_frame("garbage").is_empty());
        assert!(read_frame("[garbage").is_empty());
        assert!(read_frame("[]").is_empty());
        let rest = read_frame(r#"[17,{"id":"x","type":"pong"},{"id":3,"type":"pong","new":1}]"#);
        assert_eq!(rest.iter().map(|m| m.id).collect::<Vec<_>>(), [Some(3)]);
    }

    #[test]
    fn finds_content_that_closes_the_connection() {
        for fine in
            [r#"{"a":"\ud83d\ude00 \\ud800 \"","b":-1.5e10,"c":[0,12345678901234567890,1E-400]}"#, "\"\\\\\"", "{}"]
        {
            assert_eq!(find_unsendable(fine), None, "{fine}");
        }
        for wrong in [r#""\ud800""#, r#""\ud800\u0041""#, r#""\udc00""#, r#"{"\ud800":1}"#, "1e400", "[-1E+999]"] {
            assert!(find_unsendable(wrong).is_some(), "{wrong}");
        }
        assert!(find_unsendable(&"9".repeat(400)).is_some());
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert_eq!(find_unsendable(&nested(DEEPEST)), None);
        assert_eq!(find_unsendable(&format!("[{}]", vec!["[]"; 1000].join(","))), None);
        assert!(find_unsendable(&nested(DEEPEST + 1)).is_some());
        assert_eq!(find_unsendable(&"9".repeat(200)), None);
    }
}
