//! The meaning of an unquoted text: the three dialects' words, numbers and dates.
//!
//! Pure tables over the characters, no tree. Must stay true: for every text the result is that of the dialect's real
//! library; the differential tests compare them all.

use super::Dialect;
use super::date::Date;
use super::number::from_javascript;
use crate::value::Number;
use bobbin_words::problems as words;

/// The meaning of a plain text in one dialect.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Meaning {
    Null,
    Bool(bool),
    Number(Number),
    Date(Date),
    /// `<<`.
    Merge,
    /// Itself.
    Text,
    /// Something the dialect's library fails on.
    Fails(Failure),
}

/// Why a library fails on a plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// `=` alone.
    LoneEquals,
    Number,
    NoSuchDate,
    /// A whole number of more than 64 bits.
    TooLarge,
}

impl Failure {
    /// The reason as a problem of the text.
    pub(crate) fn explanation(self) -> String {
        match self {
            Self::LoneEquals => words::lone_equals(),
            Self::Number => words::number_fails(),
            Self::NoSuchDate => words::no_such_date(),
            Self::TooLarge => words::number_over_64_bits(),
        }
    }
}

/// Resolves a plain text.
pub(crate) fn resolve(text: &str, dialect: Dialect) -> Meaning {
    let Some(&first) = text.as_bytes().first() else { return Meaning::Null };
    match first {
        b'0'..=b'9' | b'+' | b'-' | b'.' => number(text, dialect),
        b'~' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'y' | b'Y' | b'o' | b'O' if text.len() <= 5 => {
            word(text, dialect)
        }
        b'<' if text == "<<" => Meaning::Merge,
        b'=' if text == "=" && dialect == Dialect::Core => Meaning::Fails(Failure::LoneEquals),
        _ => Meaning::Text,
    }
}

fn word(text: &str, dialect: Dialect) -> Meaning {
    match text {
        "~" | "null" | "Null" | "NULL" => Meaning::Null,
        "true" | "True" | "TRUE" => Meaning::Bool(true),
        "false" | "False" | "FALSE" => Meaning::Bool(false),
        "yes" | "Yes" | "YES" | "on" | "On" | "ON" if dialect != Dialect::EditorLegacy => Meaning::Bool(true),
        "no" | "No" | "NO" | "off" | "Off" | "OFF" if dialect != Dialect::EditorLegacy => Meaning::Bool(false),
        "y" | "Y" if dialect == Dialect::Editor => Meaning::Bool(true),
        "n" | "N" if dialect == Dialect::Editor => Meaning::Bool(false),
        _ => Meaning::Text,
    }
}

fn number(text: &str, dialect: Dialect) -> Meaning {
    // Nearly every text that starts with a digit or a sign is a plain decimal number or none at all.
    let (negative, digits) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    if let [b'1'..=b'9', ..] = digits
        && digits.len() <= 15
        && digits.iter().all(u8::is_ascii_digit)
    {
        let whole = digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        return Meaning::Number(Number::Int(if negative { -whole } else { whole }));
    }
    match dialect {
        Dialect::Editor => javascript(integer_11(text, false)),
        Dialect::EditorLegacy => javascript(integer_legacy(text)),
        Dialect::Core => return python(text),
    }
    .or_else(|| match dialect {
        Dialect::Editor => javascript(float_11(text)),
        _ => javascript(float_legacy(text)),
    })
    .or_else(|| {
        let date = Date::read(text)?;
        date.saved(dialect).is_some().then_some(Meaning::Date(date))
    })
    .unwrap_or(Meaning::Text)
}

fn javascript(number: Option<f64>) -> Option<Meaning> {
    number.map(|number| Meaning::Number(from_javascript(number)))
}

fn split_sign(text: &str) -> (f64, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (-1.0, &text[1..]),
        Some(b'+') => (1.0, &text[1..]),
        _ => (1.0, text),
    }
}

fn without_underscores(text: &str) -> String {
    text.replace('_', "")
}

fn all(text: &str, allowed: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(allowed)
}

const fn digit_or_underscore(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'_'
}

/// The digits of a number in a base; `None` for no digits. Exact up to 128 bits.
#[expect(clippy::cast_precision_loss, reason = "rounding is what JavaScript does")]
fn in_base(digits: &str, base: u32) -> Option<f64> {
    let digits = without_underscores(digits);
    if digits.is_empty() {
        return None;
    }
    if let Ok(whole) = u128::from_str_radix(&digits, base) {
        return Some(whole as f64);
    }
    let digit = |character: char| character.to_digit(base).map(f64::from);
    digits.chars().try_fold(0.0, |sum, character| Some(sum * f64::from(base) + digit(character)?))
}

/// `190:20:30` and the like: whole numbers to the base of 60.
fn sexagesimal_parts(text: &str, first: impl Fn(u8) -> bool) -> bool {
    let mut parts = text.split(':');
    let head = parts.next().unwrap_or_default();
    let mut count = 0;
    let rest = parts.all(|part| {
        count += 1;
        matches!(part.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9'])
    });
    rest && count > 0 && head.bytes().next().is_some_and(first) && head.bytes().all(digit_or_underscore)
}

fn sixties(text: &str) -> f64 {
    text.split(':').fold(0.0, |sum, part| sum * 60.0 + part.parse::<f64>().unwrap_or(0.0))
}

/// Whole numbers of YAML 1.1, as js-yaml 5 reads them; `libyaml` for the two places where PyYAML differs.
fn integer_11(text: &str, libyaml: bool) -> Option<f64> {
    let (sign, body) = split_sign(text);
    if let Some(digits) = body.strip_prefix("0b")
        && all(digits, |byte| matches!(byte, b'0' | b'1' | b'_'))
    {
        return in_base(digits, 2).map(|number| sign * number);
    }
    if let Some(digits) = body.strip_prefix("0x")
        && all(digits, |byte| byte.is_ascii_hexdigit() || byte == b'_')
    {
        return in_base(digits, 16).map(|number| sign * number);
    }
    if let Some(digits) = body.strip_prefix('0')
        && all(digits, |byte| matches!(byte, b'0'..=b'7' | b'_'))
    {
        return Some(sign * in_base(digits, 8).unwrap_or(0.0));
    }
    let head = |byte: u8| byte.is_ascii_digit() && !(libyaml && byte == b'0');
    if body.contains(':') {
        return sexagesimal_parts(body, head).then(|| sign * sixties(&without_underscores(body)));
    }
    let decimal = body == "0" || (all(body, digit_or_underscore) && matches!(body.as_bytes()[0], b'1'..=b'9'));
    if !decimal {
        return None;
    }
    let number: f64 = without_underscores(body).parse().ok()?;
    number.is_finite().then_some(sign * number)
}

/// `.inf` and `.nan` in the spellings all dialects know.
fn special(text: &str) -> Option<f64> {
    match text {
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Some(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Some(f64::NEG_INFINITY),
        ".nan" | ".NaN" | ".NAN" => Some(f64::NAN),
        _ => None,
    }
}

/// Splits `12.5e+3` into the digits before the point, those after it, and the exponent.
fn split_float(body: &str) -> (&str, Option<&str>, Option<&str>) {
    let (mantissa, exponent) = match body.find(['e', 'E']) {
        Some(at) => (&body[..at], Some(&body[at + 1..])),
        None => (body, None),
    };
    match mantissa.split_once('.') {
        Some((whole, part)) => (whole, Some(part), exponent),
        None => (mantissa, None, exponent),
    }
}

fn exponent_fits(exponent: Option<&str>, sign_needed: bool) -> bool {
    let Some(exponent) = exponent else { return true };
    let digits = exponent.strip_prefix(['-', '+']);
    if sign_needed && digits.is_none() {
        return false;
    }
    all(digits.unwrap_or(exponent), |byte| byte.is_ascii_digit())
}

fn is_float_11(body: &str) -> bool {
    let (whole, part, exponent) = split_float(body);
    let Some(part) = part else { return false };
    let whole_fits =
        whole.is_empty() || (whole.as_bytes()[0].is_ascii_digit() && whole.bytes().all(digit_or_underscore));
    whole_fits && part.bytes().all(digit_or_underscore) && exponent_fits(exponent, true)
}

fn is_sexagesimal_float(body: &str) -> bool {
    body.split_once('.').is_some_and(|(whole, part)| {
        sexagesimal_parts(whole, |byte| byte.is_ascii_digit()) && part.bytes().all(digit_or_underscore)
    })
}

fn parse_float(body: &str) -> Option<f64> {
    let body = without_underscores(body);
    // `5.e+3` and `.5` are fine for Rust, a lone point is no number.
    let number: f64 = body.parse().ok()?;
    number.is_finite().then_some(number)
}

fn float_11(text: &str) -> Option<f64> {
    if let Some(number) = special(text) {
        return Some(number);
    }
    let (sign, body) = split_sign(text);
    if is_float_11(body) {
        return parse_float(body).map(|number| sign * number);
    }
    is_sexagesimal_float(body).then(|| sign * sixties(&without_underscores(body)))
}

/// Whole numbers of YAML 1.2, as js-yaml 4 reads them.
fn integer_legacy(text: &str) -> Option<f64> {
    let (sign, body) = split_sign(text);
    if text.ends_with('_') || body.starts_with('_') {
        return None;
    }
    for (prefix, base) in [("0b", 2), ("0x", 16), ("0o", 8)] {
        if let Some(digits) = body.strip_prefix(prefix) {
            let fits = all(digits, |byte| byte == b'_' || char::from(byte).is_digit(base));
            return if fits { in_base(digits, base).map(|number| sign * number) } else { None };
        }
    }
    if !all(body, digit_or_underscore) {
        return None;
    }
    Some(sign * without_underscores(body).parse::<f64>().ok()?)
}

fn float_legacy(text: &str) -> Option<f64> {
    if let Some(number) = special(text) {
        return Some(number);
    }
    if text.ends_with('_') {
        return None;
    }
    let (sign, body) = split_sign(text);
    let (whole, part, exponent) = split_float(body);
    if !exponent_fits(exponent, false) {
        return None;
    }
    let fits = if whole.is_empty() {
        body.len() == text.len() && part.is_some_and(|part| all(part, digit_or_underscore))
    } else {
        whole.as_bytes()[0].is_ascii_digit()
            && whole.bytes().all(digit_or_underscore)
            && part.is_none_or(|part| part.bytes().all(digit_or_underscore))
    };
    if !fits {
        return None;
    }
    // parseFloat gives infinity for a number that is too large, and not-a-number for a lone point.
    let body = without_underscores(body);
    Some(body.parse::<f64>().map_or(f64::NAN, |number| sign * number))
}

/// What `!!int text` gives; `None` where it fails.
pub(crate) fn tagged_integer(text: &str, dialect: Dialect) -> Option<Number> {
    match dialect {
        Dialect::Editor => integer_11(text, false).map(from_javascript),
        Dialect::EditorLegacy => integer_legacy(text).map(from_javascript),
        Dialect::Core => {
            // Python's `int` cuts spaces off and takes 0o17 for an octal number.
            let (sign, body) = split_sign(text.trim());
            let body = body.replacen("0o", "0", 1);
            match is_integer_python(&body).then(|| python_integer(sign < 0.0, &without_underscores(&body)))? {
                Meaning::Number(number) => Some(number),
                _ => None,
            }
        }
    }
}

/// What `!!float text` gives; `None` where it fails.
pub(crate) fn tagged_float(text: &str, dialect: Dialect) -> Option<Number> {
    match dialect {
        Dialect::Editor => float_11(text).map(from_javascript),
        Dialect::EditorLegacy => float_legacy(text).map(from_javascript),
        Dialect::Core => {
            let text = text.to_lowercase();
            if let Some(number) = special(&text) {
                return Some(Number::Float(number));
            }
            let (sign, body) = split_sign(text.trim());
            let number = if body.contains(':') {
                body.split(':').all(|part| part.parse::<f64>().is_ok()).then(|| python_sixties(body))?
            } else {
                without_underscores(body).parse().ok()?
            };
            Some(Number::Float(sign * number))
        }
    }
}

/// PyYAML's order: floats, then whole numbers, then dates.
fn python(text: &str) -> Meaning {
    if let Some(number) = special(text) {
        return Meaning::Number(Number::Float(number));
    }
    let (sign, body) = split_sign(text);
    let bare = body.len() == text.len();
    let (whole, part, _) = split_float(body);
    let starts = part.is_some_and(|part| part.bytes().next().is_some_and(|byte| byte.is_ascii_digit()));
    if is_float_11(body) && (!whole.is_empty() || (bare && starts)) {
        return match without_underscores(body).parse::<f64>() {
            Ok(number) => Meaning::Number(Number::Float(sign * number)),
            Err(_) => Meaning::Fails(Failure::Number),
        };
    }
    if is_sexagesimal_float(body) {
        return Meaning::Number(Number::Float(sign * python_sixties(body)));
    }
    if is_integer_python(body) {
        return python_integer(sign < 0.0, &without_underscores(body));
    }
    match Date::read(text) {
        Some(date) if date.saved(Dialect::Core).is_some() => Meaning::Date(date),
        Some(_) => Meaning::Fails(Failure::NoSuchDate),
        None => Meaning::Text,
    }
}

fn python_sixties(body: &str) -> f64 {
    let parts = without_underscores(body);
    let (mut base, mut sum) = (1.0, 0.0);
    for part in parts.rsplit(':') {
        sum += part.parse::<f64>().unwrap_or(0.0) * base;
        base *= 60.0;
    }
    sum
}

fn is_integer_python(body: &str) -> bool {
    let binary = |byte: u8| matches!(byte, b'0' | b'1' | b'_');
    let octal = |byte: u8| matches!(byte, b'0'..=b'7' | b'_');
    let hexadecimal = |byte: u8| byte.is_ascii_hexdigit() || byte == b'_';
    let from_one = |byte: u8| matches!(byte, b'1'..=b'9');
    body == "0"
        || body.strip_prefix("0b").is_some_and(|digits| all(digits, binary))
        || body.strip_prefix("0x").is_some_and(|digits| all(digits, hexadecimal))
        || body.strip_prefix('0').is_some_and(|digits| all(digits, octal))
        || (all(body, digit_or_underscore) && from_one(body.as_bytes()[0]))
        || (body.contains(':') && sexagesimal_parts(body, from_one))
}

fn python_integer(negative: bool, body: &str) -> Meaning {
    const TOO_LARGE: Meaning = Meaning::Fails(Failure::TooLarge);
    let whole = if body == "0" {
        Some(0)
    } else if let Some(digits) = body.strip_prefix("0b") {
        u128::from_str_radix(digits, 2).ok()
    } else if let Some(digits) = body.strip_prefix("0x") {
        u128::from_str_radix(digits, 16).ok()
    } else if body.starts_with('0') {
        u128::from_str_radix(body, 8).ok()
    } else if body.contains(':') {
        body.split(':').try_fold(0_u128, |sum, part| sum.checked_mul(60)?.checked_add(part.parse().ok()?))
    } else {
        body.parse().ok()
    };
    if matches!(body, "0b" | "0x") {
        return Meaning::Fails(Failure::Number);
    }
    let number = whole.and_then(|whole| {
        if negative {
            return i64::try_from(-i128::try_from(whole).ok()?).ok().map(Number::Int);
        }
        i64::try_from(whole).map(Number::Int).or_else(|_| u64::try_from(whole).map(Number::UInt)).ok()
    });
    number.map_or(TOO_LARGE, Meaning::Number)
}
