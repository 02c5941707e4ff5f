//! Dates and times of YAML 1.1, and the form in which each dialect saves them.
//!
//! JavaScript saves an instant in UTC (`2026-01-02T03:04:05.000Z`), Python the local time as written
//! (`2026-01-02T03:04:05`).

use super::Dialect;

/// A plain text that has the shape of a date, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    year: i64,
    month: i64,
    day: i64,
    time: Option<Time>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Time {
    hour: i64,
    minute: i64,
    second: i64,
    /// In millionths of a second.
    fraction: i64,
    zone: Option<Zone>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Zone {
    hours: i64,
    minutes: i64,
    negative: bool,
    utc: bool,
}

/// The text between a date's parts.
struct Reader<'t>(&'t [u8]);

impl Reader<'_> {
    fn number(&mut self, least: usize, most: usize) -> Option<i64> {
        let digits = self.0.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        if digits < least {
            return None;
        }
        let (number, rest) = self.0.split_at(digits);
        self.0 = rest;
        Some(number.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')))
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        let (first, rest) = self.0.split_first()?;
        (*first == byte).then(|| self.0 = rest)
    }

    fn blanks(&mut self) -> usize {
        let blanks = self.0.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        self.0 = &self.0[blanks..];
        blanks
    }
}

impl Date {
    /// Takes a text apart that has the shape of a date. Does not check that the day exists.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() < 8 || bytes.get(4) != Some(&b'-') {
            return None;
        }
        let mut reader = Reader(bytes);
        let year = reader.number(4, 4)?;
        reader.take(b'-')?;
        let month = reader.number(1, 2)?;
        reader.take(b'-')?;
        let day = reader.number(1, 2)?;
        if reader.0.is_empty() {
            // A date without a time has all its digits.
            return (bytes.len() == 10).then_some(Self { year, month, day, time: None });
        }
        if reader.take(b'T').or_else(|| reader.take(b't')).is_none() && reader.blanks() == 0 {
            return None;
        }
        let hour = reader.number(1, 2)?;
        reader.take(b':')?;
        let minute = reader.number(2, 2)?;
        reader.take(b':')?;
        let second = reader.number(2, 2)?;
        let mut fraction = 0;
        if reader.take(b'.').is_some() {
            let digits = reader.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
            for place in 0..6 {
                let digit = if place < digits { i64::from(reader.0[place] - b'0') } else { 0 };
                fraction = fraction * 10 + digit;
            }
            reader.0 = &reader.0[digits..];
        }
        let zone = Self::zone(&mut reader)?;
        reader.0.is_empty().then_some(Self {
            year,
            month,
            day,
            time: Some(Time { hour, minute, second, fraction, zone }),
        })
    }

    fn zone(reader: &mut Reader<'_>) -> Option<Option<Zone>> {
        let blanks = reader.blanks();
        if reader.0.is_empty() {
            return (blanks == 0).then_some(None);
        }
        if reader.take(b'Z').is_some() {
            return Some(Some(Zone { hours: 0, minutes: 0, negative: false, utc: true }));
        }
        let negative = reader.take(b'-').is_some();
        if !negative {
            reader.take(b'+')?;
        }
        let hours = reader.number(1, 2)?;
        let minutes = if reader.take(b':').is_some() { reader.number(2, 2)? } else { 0 };
        Some(Some(Zone { hours, minutes, negative, utc: false }))
    }

    fn exists(&self) -> bool {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        let days = match self.month {
            2 => 28 + i64::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        let time = self.time.is_none_or(|time| time.hour < 24 && time.minute < 60 && time.second < 60);
        (1..=days).contains(&self.day) && time
    }

    /// The text that a dialect saves; `None` if it reads a string or fails.
    pub(crate) fn saved(&self, dialect: Dialect) -> Option<String> {
        match dialect {
            Dialect::Editor => {
                let zone = self.time.and_then(|time| time.zone);
                let zone_exists = zone.is_none_or(|zone| zone.hours < 24 && zone.minutes < 60);
                (self.exists() && zone_exists).then(|| iso(self.milliseconds(self.year)))
            }
            // Date.UTC counts too large months and days on, and takes years below 100 for 19xx.
            Dialect::EditorLegacy => {
                let year = if self.year < 100 { self.year + 1900 } else { self.year };
                Some(iso(self.milliseconds(year)))
            }
            Dialect::Core => self.python(),
        }
    }

    /// As JavaScript writes a date that stands as a key, on a computer in UTC.
    pub(crate) fn javascript_key(&self) -> String {
        const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let year = if self.year < 100 { self.year + 1900 } else { self.year };
        let milliseconds = self.milliseconds(year);
        let days = milliseconds.div_euclid(DAY);
        let (year, month, day) = civil(days);
        let seconds = milliseconds.rem_euclid(DAY) / 1000;
        let (weekday, month) = (DAYS[index(days.rem_euclid(7))], MONTHS[index(month - 1)]);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        format!(
            "{weekday} {month} {day:02} {year:04} {hour:02}:{minute:02}:{second:02} GMT+0000 (Coordinated Universal Time)"
        )
    }

    fn milliseconds(&self, year: i64) -> i64 {
        let months = self.month - 1;
        let first = days_from_civil(year + months.div_euclid(12), months.rem_euclid(12) + 1, 1);
        let mut milliseconds = (first + self.day - 1) * DAY;
        if let Some(time) = self.time {
            milliseconds += ((time.hour * 60 + time.minute) * 60 + time.second) * 1000 + time.fraction / 1000;
            if let Some(zone) = time.zone {
                let offset = (zone.hours * 60 + zone.minutes) * 60_000;
                milliseconds -= if zone.negative { -offset } else { offset };
            }
        }
        milliseconds
    }

    fn python(&self) -> Option<String> {
        if !self.exists() || self.year == 0 {
            return None;
        }
        let mut out = format!("{:04}-{:02}-{:02}", self.year, self.month, self.day);
        let Some(time) = self.time else { return Some(out) };
        out += &format!("T{:02}:{:02}:{:02}", time.hour, time.minute, time.second);
        if time.fraction != 0 {
            out += &format!(".{:06}", time.fraction);
        }
        if let Some(zone) = time.zone {
            let minutes = zone.hours * 60 + zone.minutes;
            if minutes >= 24 * 60 {
                return None;
            }
            let sign = if zone.negative && minutes > 0 { '-' } else { '+' };
            out += &format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60);
        }
        Some(out)
    }
}

const DAY: i64 = 86_400_000;

fn index(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

/// The days since 1970-01-01 of a date in the Gregorian calendar.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date of a day counted since 1970-01-01.
///
/// `jiff` ends with the year 9999. JavaScript, which counts too large months and days on, goes past it.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// `Date.prototype.toISOString`.
fn iso(milliseconds: i64) -> String {
    let (year, month, day) = civil(milliseconds.div_euclid(DAY));
    let rest = milliseconds.rem_euclid(DAY);
    let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60);
    let year = match year {
        0..=9999 => format!("{year:04}"),
        _ if year < 0 => format!("-{:06}", -year),
        _ => format!("+{year:06}"),
    };
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", rest % 1000)
}
