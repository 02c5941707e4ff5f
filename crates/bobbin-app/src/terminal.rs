//! Makes text safe for a terminal.
//!
//! Titles, Home Assistant's messages, certificates and file names are written by others. Raw, they could move the
//! cursor, clear the screen, set the clipboard, reorder a line or hide half of it. Such characters stay visible in
//! Rust's notation (`\u{1b}`): git's `?` hides which character it was, and the pictures that rustc prints (`␛`) exist
//! for some of them only. Backslashes are left alone, so the output of [`line`] and [`text`] is for reading and can't
//! be parsed back; the output of [`json`] has the same meaning as its input.
//!
//! It does not decide where a text goes. Must stay true: the output of these functions holds no character that a
//! terminal obeys, except the line breaks and tabs that [`text`] and [`json`] keep.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Escapes a single line. Line breaks and tabs are escaped too, so that a title can't pose as a line of its own.
pub fn line(text: &str) -> Cow<'_, str> {
    escape(text, |_, _| false, push)
}

/// Escapes a text of several lines and keeps its line breaks and tabs. A carriage return alone is not a line break.
pub fn text(text: &str) -> Cow<'_, str> {
    escape(text, |c, next| matches!(c, '\n' | '\t') || (c == '\r' && next == Some('\n')), push)
}

/// Escapes JSON with JSON's own escapes: C1, DEL and the marks that reorder or hide text are allowed raw in JSON
/// strings.
pub fn json(text: &str) -> Cow<'_, str> {
    escape(
        text,
        |c, _| c == '\n',
        |out, c| {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string can't fail.
                let _written = write!(out, "\\u{unit:04x}");
            }
        },
    )
}

fn push(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ => {
            // Writing to a string can't fail.
            let _written = write!(out, "\\u{{{:x}}}", u32::from(c));
        }
    }
}

fn escape(text: &str, keeps: impl Fn(char, Option<char>) -> bool, write: impl Fn(&mut String, char)) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        if !is_hidden(c) || keeps(c, next) || joins(before, c, next) {
            out.push(c);
        } else {
            write(&mut out, c);
        }
        before = Some(c);
    }
    Cow::Owned(out)
}

/// Whether a terminal obeys this character (C0, DEL, C1), or it changes the surrounding text without a visible sign.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'                     // soft hyphen
            | '\u{34f}'                  // grapheme joiner
            | '\u{61c}'                  // Arabic letter mark
            | '\u{17b4}' | '\u{17b5}'    // Khmer vowels without a shape
            | '\u{180e}'                 // Mongolian vowel separator
            | '\u{200b}'..='\u{200f}'    // zero-width space and joiners, direction marks
            | '\u{2028}'..='\u{202e}'    // line and paragraph separators, bidirectional embeddings and overrides
            | '\u{2060}'..='\u{206f}'    // word joiner, invisible operators, bidirectional isolates
            | '\u{feff}'                 // byte order mark
            | '\u{fff9}'..='\u{fffb}'    // interlinear annotations
            | '\u{1d173}'..='\u{1d17a}'  // musical beams and slurs without a shape
            | '\u{e0000}'..='\u{e007f}' // tags
        )
}

/// Whether this is a joiner in its proper place: inside an emoji sequence, or in a word of an Arabic or Indic script.
fn joins(before: Option<char>, c: char, next: Option<char>) -> bool {
    let joinable = |c: Option<char>| {
        c.is_some_and(|c| matches!(c, '\u{600}'..='\u{1dff}' | '\u{2600}'..='\u{10ffff}') && !is_hidden(c))
    };
    matches!(c, '\u{200c}' | '\u{200d}') && joinable(before) && joinable(next)
}

/// A writer for a log that keeps each record on one line, even if it quotes several.
///
/// The log's own formatter escapes ESC, BEL and C1, but neither line breaks nor bidirectional marks.
#[derive(Debug)]
pub struct Escaping<W>(pub W);

impl<W: Write> Write for Escaping<W> {
    /// Writes one whole record per call.
    fn write(&mut self, record: &[u8]) -> io::Result<usize> {
        let words = String::from_utf8_lossy(record);
        let (words, end) = words.strip_suffix('\n').map_or((&*words, ""), |words| (words, "\n"));
        self.0.write_all(format!("{}{end}", line(words)).as_bytes())?;
        Ok(record.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Installs a panic hook that escapes messages, since they may quote Home Assistant.
pub fn escape_panics() {
    std::panic::set_hook(Box::new(|info| {
        let mut words = format!("{}\n", text(&info.to_string()));
        let trace = Backtrace::capture();
        if trace.status() == BacktraceStatus::Captured {
            words.push_str(&text(&trace.to_string()));
        }
        // If standard error is closed, there is no place left to report it.
        let _written = io::stderr().write_all(words.as_bytes());
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped() {
        for (raw, shown) in [
            ("\u{1b}[2J\u{1b}]52;c;eA==\u{7}", r"\u{1b}[2J\u{1b}]52;c;eA==\u{7}"),
            ("\u{9b}31m\u{90}\u{9d}", r"\u{9b}31m\u{90}\u{9d}"),
            ("a\u{8}\u{7f}\0", r"a\u{8}\u{7f}\u{0}"),
            ("good\rbad\nmore\tand", r"good\rbad\nmore\tand"),
            ("\u{202e}evil\u{2066}\u{2069}\u{61c}", r"\u{202e}evil\u{2066}\u{2069}\u{61c}"),
            ("ad\u{200b}min\u{feff}\u{2060}\u{ad}", r"ad\u{200b}min\u{feff}\u{2060}\u{ad}"),
            ("\u{2028}\u{85}\u{e0041}", r"\u{2028}\u{85}\u{e0041}"),
        ] {
            assert_eq!(line(raw), shown);
        }
    }

    #[test]
    fn every_control_character_is_hidden() {
        for c in (0..=0xa0_u32).filter_map(char::from_u32).filter(|c| c.is_control()) {
            assert_eq!(line(&c.to_string()).chars().next(), Some('\\'), "{c:?}");
        }
    }

    #[test]
    fn ordinary_text_stays_unchanged() {
        for words in [
            "Küche & Bad “42 °C” — 客厅 🛋️",
            "👨\u{200d}👩\u{200d}👧 🏳\u{fe0f}\u{200d}🌈",
            "می\u{200c}خواهم क्\u{200d}ष",
            r"C:\dash\u{1b}",
            "שלום",
        ] {
            assert_eq!(line(words), words);
            assert_eq!(text(words), words);
        }
    }

    #[test]
    fn a_joiner_joins_nothing_in_latin_script() {
        assert_eq!(line("pay\u{200d}pal \u{200d}👧 👧\u{200d}"), r"pay\u{200d}pal \u{200d}👧 👧\u{200d}");
    }

    #[test]
    fn a_text_keeps_its_lines() {
        assert_eq!(text("a:\r\n\tb\n"), "a:\r\n\tb\n");
        assert_eq!(text("over\rwritten\r\r\n\u{1b}"), "over\\rwritten\\r\r\n\\u{1b}");
    }

    #[test]
    fn escaped_json_keeps_its_meaning() {
        let value = serde_json::json!({"a\u{9b}": ["\u{1b}\u{7f}\u{202e}\u{e0041}\n", "\u{200d}é🛋️"]});
        let plain = serde_json::to_string_pretty(&value).expect("JSON");
        let shown = json(&plain);
        assert!(!shown.contains(|c: char| is_hidden(c) && c != '\n'), "{shown:?}");
        assert!(shown.contains(r"\u009b") && shown.contains(r"\udb40\udc41") && shown.contains("é🛋️"), "{shown}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).expect("JSON"), value);
    }

    #[test]
    fn a_record_of_the_log_is_one_line() {
        let mut out = Vec::new();
        Escaping(&mut out).write_all("INFO a\nINFO forged \u{202e}\r\n".as_bytes()).expect("writes");
        assert_eq!(String::from_utf8(out).expect("UTF-8"), "INFO a\\nINFO forged \\u{202e}\\r\n");
    }

    #[test]
    fn a_panic_is_escaped() {
        if std::env::var_os("BOBBIN_TEST_PANICS").is_some() {
            escape_panics();
            panic!("Home Assistant said \u{1b}[2J\u{202e}");
        }
        let itself = std::env::current_exe().expect("this test");
        let ran = std::process::Command::new(itself)
            .args(["--exact", "terminal::tests::a_panic_is_escaped", "--nocapture"])
            .env("BOBBIN_TEST_PANICS", "1")
            .output()
            .expect("runs");
        let words = String::from_utf8(ran.stderr).expect("UTF-8");
        assert!(words.contains("terminal.rs") && words.contains(r"said \u{1b}[2J\u{202e}"), "{words}");
        assert!(!words.contains(['\u{1b}', '\u{202e}']), "{words:?}");
    }
}
