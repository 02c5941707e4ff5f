//! Whole numbers as arguments of a message.
//!
//! Must stay true: a number is written as the interface writes it, with separators for thousands ("12,000"), where the
//! browser does so. That is English's way: another language needs its own here.

use fluent_bundle::FluentValue;
use fluent_bundle::types::FluentNumber;

/// A number that a message can show, and choose a plural by.
pub trait Number {
    /// The number for Fluent.
    fn to_fluent(self) -> FluentNumber;
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(
            impl Number for $number {
                fn to_fluent(self) -> FluentNumber {
                    FluentNumber::from(self)
                }
            }

            impl Number for &$number {
                fn to_fluent(self) -> FluentNumber {
                    FluentNumber::from(*self)
                }
            }
        )*
    };
}

numbers!(u8 u16 u32 u64 usize i32 i64 f64);

/// Fluent's formatter: whole numbers with separators, everything else in Fluent's own way.
pub(crate) fn format<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    if !number.options.use_grouping || number.value.fract() != 0.0 || number.value.abs() < 1000.0 {
        return None;
    }
    let digits = format!("{:.0}", number.value.abs());
    let mut text = if number.value < 0.0 { "-".to_owned() } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    Some(text)
}
