//! Texts that resemble YAML, composed at random from pieces that parsers stumble over.
//!
//! Deterministic, so that failures repeat.

use bobbin_core::value::Value;

/// A small random number generator. Its quality does not matter; its repeatability does.
pub(crate) struct Generator(u64);

impl Generator {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit).expect("a small number")).expect("a small number")
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    /// Generates a text: pieces in a row, or lines with a structure.
    pub(crate) fn text(&mut self) -> String {
        match self.below(3) {
            0 => self.pieces(),
            1 => self.lines(),
            _ => self.document(),
        }
    }

    fn pieces(&mut self) -> String {
        const PIECES: [&str; 62] = [
            "a", "b", "key", ": ", ":", ":\n", "- ", "-", "\n", "\n", "\n  ", "\n    ", "\n ", " ", "  ", "? ", "? a",
            "[", "]", "{", "}", ", ", ",", "'", "\"", "'a'", "\"b\"", "''", "\\", "\\n", "#", " # c", "# c\n", "|",
            ">", "|\n", ">-\n", "|+\n", "|2\n", "&a ", "*a", "*a ", "!!str ", "!x ", "! ", "<<: ", "1", "on", "~",
            "12:30", "---", "...", "\n---\n", "\n...\n", "\t", "%", "@", "é", "\r\n", "a: b\n", "- c\n", "\n\n",
        ];
        let count = 1 + self.below(12);
        (0..count).map(|_| self.pick(&PIECES)).collect()
    }

    fn lines(&mut self) -> String {
        const STARTS: [&str; 8] = ["", "", "- ", "- ", "? ", ": ", "- - ", "-"];
        const KEYS: [&str; 13] =
            ["", "", "a: ", "b: ", "c: ", "'d': ", "\"e\": ", "&k f: ", "<<: ", "on: ", "1: ", "a:", "[x]: "];
        const PROPERTIES: [&str; 9] = ["", "", "", "", "&x ", "&y ", "!!str ", "!!int ", "!!map "];
        const VALUES: [&str; 38] = [
            "",
            "",
            "x",
            "y z",
            "1",
            "1.0",
            "on",
            "'q'",
            "\"r\"",
            "'s",
            "t'",
            "[a, b]",
            "{a: b}",
            "[a,",
            "b]",
            "{a: 1,",
            "b: 2}",
            "*x",
            "*y",
            "|",
            ">",
            "|-",
            ">+",
            "|1",
            "# c",
            "x # c",
            "x#c",
            "a: b",
            "- z",
            "{{ t }}",
            "[[ u ]]",
            "\"v",
            "w\"",
            "2026-01-02",
            "~",
            "\"a\\",
            "...",
            "---",
        ];
        let count = 1 + self.below(7);
        let mut out = String::new();
        let mut indent = 0;
        for _ in 0..count {
            if self.below(9) == 0 {
                out.push('\n');
            }
            let step = self.below(6);
            indent = match step {
                0 => indent + 2,
                1 => indent + 1,
                2 => usize::saturating_sub(indent, 2),
                3 => 0,
                _ => indent,
            };
            out.push_str(&" ".repeat(indent));
            out.push_str(self.pick(&STARTS));
            out.push_str(self.pick(&PROPERTIES));
            out.push_str(self.pick(&KEYS));
            out.push_str(self.pick(&PROPERTIES));
            out.push_str(self.pick(&VALUES));
            if self.below(20) == 0 {
                out.push_str(self.pick(&[" ", "\t", "  "]));
            }
            out.push_str(self.pick(&["\n", "\n", "\n", "\n", "\n", "\r\n", ""]));
        }
        out
    }

    /// Generates a document that is valid most of the time.
    fn document(&mut self) -> String {
        let mut out = String::new();
        if self.below(10) == 0 {
            out.push_str("---\n");
        }
        self.block(&mut out, 0, 3);
        out
    }

    fn block(&mut self, out: &mut String, indent: usize, depth: usize) {
        let count = 1 + self.below(4);
        let list = self.below(2) == 0;
        for position in 0..count {
            if self.below(12) == 0 {
                out.push_str(&format!("{}# note\n", " ".repeat(self.below(indent + 2))));
            }
            if self.below(15) == 0 {
                out.push('\n');
            }
            out.push_str(&" ".repeat(indent));
            if list {
                out.push('-');
            } else {
                out.push_str(&self.key(position));
                out.push(':');
            }
            if depth > 0 && self.below(3) == 0 {
                if list && self.below(2) == 0 {
                    out.push(' ');
                    let mut inner = String::new();
                    self.block(&mut inner, indent + 2, depth - 1);
                    out.push_str(inner.trim_start_matches(' '));
                } else {
                    let anchor = self.pick(&["", "", "", " &a", " &b", " # why"]);
                    let deeper = indent + 1 + self.below(4);
                    out.push_str(anchor);
                    out.push('\n');
                    self.block(out, deeper, depth - 1);
                }
            } else {
                self.written_value(out, indent);
            }
        }
    }

    fn key(&mut self, position: usize) -> String {
        const KEYS: [&str; 16] = [
            "type",
            "entity",
            "'quoted'",
            "\"double\"",
            "on",
            "y",
            "no",
            "1",
            "01",
            "1.5",
            "<<",
            "~",
            "2026-01-02",
            "a b",
            "é",
            "null",
        ];
        if self.below(3) == 0 { self.pick(&KEYS).to_owned() } else { format!("k{position}") }
    }

    fn written_value(&mut self, out: &mut String, indent: usize) {
        const SCALARS: [&str; 44] = [
            "light.kitchen",
            "on",
            "off",
            "y",
            "N",
            "yes",
            "12:30",
            "12:30:45",
            "1:20.5",
            "010",
            "08",
            "0o10",
            "0b101",
            "0x1F",
            "1_000",
            "1e3",
            "1.5e+3",
            ".5",
            "5.",
            "-.5",
            "+1",
            "-0",
            "0",
            "1.0",
            ".inf",
            "-.INF",
            ".nan",
            "2026-01-02",
            "2026-01-02 03:04:05",
            "2026-01-02T03:04:05.678+02:00",
            "=",
            "<<",
            "~",
            "",
            "null",
            "#fff",
            "16:9",
            "mdi:home",
            "http://x/y",
            "a, b",
            "'it''s'",
            "\"\\u00e9\\n\"",
            "*a",
            "*b",
        ];
        const FLOW: [&str; 12] = [
            "[a, b]",
            "[]",
            "{}",
            "{a: 1, b: [2]}",
            "[a: 1, {b}]",
            "{\"a\":1}",
            "{a:1}",
            "[a\n    , b]",
            "{a: 1,\n      b: 2}",
            "[on, 'x', \"y\"]",
            "{ ? a : b }",
            "[a, ]",
        ];
        match self.below(8) {
            0..=4 => {
                out.push(' ');
                out.push_str(self.pick(&["", "", "", "", "", "", "&a ", "&b ", "!!str ", "!!int ", "!!float "]));
                out.push_str(self.pick(&SCALARS));
                out.push_str(self.pick(&["\n", "\n", "\n", "\n", " # c\n", "  \n", "\r\n"]));
            }
            5 => {
                out.push(' ');
                out.push_str(self.pick(&FLOW));
                out.push('\n');
            }
            6 => self.block_scalar(out, indent),
            _ => {
                let pad = " ".repeat(indent + 2);
                let (open, close) = if self.below(2) == 0 { ("'", "'") } else { ("\"", "\"") };
                let (open, close) = if self.below(3) == 0 { ("", "") } else { (open, close) };
                let gap = self.pick(&["\n", "\n\n", " \n", "\n\n\n"]);
                out.push_str(&format!(" {open}one{gap}{pad}two{close}\n"));
            }
        }
    }

    fn block_scalar(&mut self, out: &mut String, indent: usize) {
        out.push(' ');
        out.push_str(self.pick(&["|", ">", "|-", ">-", "|+", ">+", "|2", ">2-"]));
        out.push_str(self.pick(&["\n", "\n", "\n", " # c\n", "\r\n"]));
        let pad = indent + 2;
        for _ in 0..self.below(5) {
            if self.below(5) == 0 {
                out.push_str(self.pick(&["\n", " \n", "      \n", "\r\n"]));
                continue;
            }
            out.push_str(&" ".repeat(pad + self.pick(&["", "", "", "  ", " "]).len()));
            out.push_str(self.pick(&["text", "{{ x }}", "a: b", "- c", "# no comment", "é  ", "tab\tin"]));
            out.push_str(self.pick(&["\n", "\n", "\n", "\n", "\r\n", ""]));
        }
    }

    /// Generates a value that a dashboard could hold, with strings and numbers that are hard to write.
    pub(crate) fn value(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 6 } else { 10 }) {
            0 => Value::Null,
            1 => Value::Bool(self.below(2) == 0),
            2 => self.number(),
            3..=5 => Value::String(self.string()),
            6 | 7 => {
                let count = self.below(4);
                Value::List((0..count).map(|_| self.value(depth - 1)).collect())
            }
            _ => {
                let count = self.below(5);
                Value::Map((0..count).map(|_| (self.string(), self.value(depth - 1))).collect())
            }
        }
    }

    fn number(&mut self) -> Value {
        const FLOATS: [f64; 9] = [0.5, 1.0, -2.25, 1e21, 1.5e-7, 1e300, 0.1, 123_456.789, 1e16];
        if self.below(2) == 0 {
            let whole = i64::try_from(self.next() % 100_000).expect("a small number");
            Value::from(if self.below(2) == 0 { whole } else { -whole })
        } else {
            Value::from(FLOATS[self.below(FLOATS.len())])
        }
    }

    fn string(&mut self) -> String {
        const PARTS: [&str; 40] = [
            "a",
            "light.kitchen",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\t",
            ":",
            ": ",
            "#",
            " #",
            "'",
            "\"",
            "\\",
            "- ",
            "-",
            "?",
            "[",
            "]",
            "{{ x }}",
            "}",
            ",",
            "|",
            ">",
            "&",
            "*",
            "!",
            "%",
            "@",
            "`",
            "on",
            "1",
            ".",
            "é",
            "😀",
            "\u{a0}",
            "\u{2028}",
            "\u{feff}",
            "\r\n",
            "\u{1}",
        ];
        let count = self.below(6);
        (0..count).map(|_| self.pick(&PARTS)).collect()
    }
}
