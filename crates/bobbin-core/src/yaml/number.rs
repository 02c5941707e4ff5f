//! Numbers as JavaScript writes them.
//!
//! HA's editor runs in a browser and sends `JSON.stringify` of a double. Keys that are numbers become texts the same
//! way.

use crate::value::Number;

/// The digits `Number.prototype.toString` writes for a double.
pub(crate) fn javascript_text(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    // Rust's shortest digits are JavaScript's; only where the point stands differs.
    let scientific = format!("{number:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits = mantissa.replace('.', "");
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let point = exponent + 1;
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let unsigned = if (-5..=0).contains(&point) {
        format!("0.{}{digits}", zeros(-point))
    } else if (1..=21).contains(&point) {
        if count <= point {
            format!("{digits}{}", zeros(point - count))
        } else {
            let (whole, part) = digits.split_at(usize::try_from(point).unwrap_or(0));
            format!("{whole}.{part}")
        }
    } else {
        let (first, rest) = digits.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        format!("{first}{point}{rest}e{}{}", if exponent < 0 { '-' } else { '+' }, exponent.abs())
    };
    format!("{sign}{unsigned}")
}

/// The digits that HA Core writes for a double that is a key.
pub(crate) fn python_text(number: f64) -> String {
    let text = format!("{number:?}");
    match text.split_once('e') {
        Some((mantissa, exponent)) if !exponent.starts_with('-') => format!("{mantissa}e+{exponent}"),
        _ => text,
    }
}

/// The number that `JSON.stringify` writes for a double, read exactly: whole numbers stay whole.
#[expect(clippy::cast_possible_truncation, reason = "checked to be whole and small")]
pub(crate) fn from_javascript(number: f64) -> Number {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.abs() <= EXACT && number.fract() == 0.0 {
        return Number::Int(number as i64);
    }
    if number.is_finite() && number.abs() < 1e21 && number.fract() == 0.0 {
        let digits = javascript_text(number);
        if let Ok(whole) = digits.parse() {
            return Number::Int(whole);
        }
        if let Ok(whole) = digits.parse() {
            return Number::UInt(whole);
        }
    }
    Number::Float(number)
}
