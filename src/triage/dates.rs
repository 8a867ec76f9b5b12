//! The day a ticket was created, as help desks write it.
//!
//! Goes in: the text of a field. Comes out: a civil day, as it is written; only seconds since 1970 need a time
//! zone, which is UTC. Whether `03/04/2025` is in March or April is never guessed.

use super::Reason;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use smallvec::SmallVec;

/// How days are written where that is not plain to see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum DateFormat {
    /// Nobody said: a day with two readings is a problem.
    #[default]
    Unknown,
    /// `31/12/2025`.
    DayFirst,
    /// `12/31/2025`.
    MonthFirst,
    /// As a `strftime` pattern says, such as `%d %b %Y`.
    Pattern(String),
}

/// What a text says of the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// It does not matter, or the text is no day at all.
    Plain,
    /// It can only be day before month.
    DayFirst,
    /// It can only be month before day.
    MonthFirst,
    /// It may be either.
    Either,
}

/// The day that a text names.
///
/// # Errors
/// Why it names none.
pub fn day(text: &str, format: &DateFormat) -> Result<Date, Reason> {
    let text = text.trim();
    if let DateFormat::Pattern(pattern) = format {
        // Times behind the day may differ in form; only the day counts.
        let date =
            strtime::BrokenDownTime::parse_prefix(pattern, text).and_then(|(parsed, _)| parsed.to_date());
        return date.map_err(|_| Reason::OtherDay(short(text), pattern.clone()));
    }
    if let Some(day) = plain(text) {
        return Ok(day);
    }
    let parts = numbers(text);
    let found = match parts.as_slice() {
        _ if seconds(text).is_some() => seconds(text),
        [day] if text.len() == 8 && day.len() == 8 => compact(day),
        [year, month, day, ..] if year.len() == 4 => civil(year, month, day),
        [day, month, year, ..] if numeric(text) => match (order(text), format) {
            (Order::Either, DateFormat::Unknown) => {
                return Err(Reason::TwoDays(short(text)));
            }
            (Order::MonthFirst, DateFormat::DayFirst) | (Order::DayFirst, DateFormat::MonthFirst) => None,
            (Order::MonthFirst, _) | (Order::Either, DateFormat::MonthFirst) => civil(year, day, month),
            _ => civil(year, month, day),
        },
        _ => named(text),
    };
    found.ok_or_else(|| Reason::NoDay(short(text)))
}

/// Whether a `strftime` pattern says which day it is.
pub fn is_pattern(pattern: &str) -> bool {
    let date = Date::constant(2026, 11, 30);
    strtime::format(pattern, date.at(13, 5, 0, 0))
        .is_ok_and(|text| day(&text, &DateFormat::Pattern(pattern.to_owned())) == Ok(date))
}

/// What a text says of the order of day and month.
pub fn order(text: &str) -> Order {
    let parts = numbers(text.trim());
    let [first, second, third, ..] = parts.as_slice() else { return Order::Plain };
    let value = |part: &str| part.parse::<u32>().unwrap_or(0);
    if first.len() > 2 || !numeric(text) || !matches!(third.len(), 2 | 4) {
        Order::Plain
    } else if value(first) > 12 || text.trim().as_bytes().get(first.len()) == Some(&b'.') {
        // With full stops it is day before month wherever it is written so.
        Order::DayFirst
    } else if value(second) > 12 {
        Order::MonthFirst
    } else if value(first) == value(second) {
        Order::Plain
    } else {
        Order::Either
    }
}

/// Whether a text begins with three numbers between `/`, `.` or `-`.
fn numeric(text: &str) -> bool {
    let mut pieces = text.trim().splitn(3, ['/', '.', '-']);
    let number = |piece: Option<&str>| {
        piece.is_some_and(|piece| !piece.is_empty() && piece.bytes().all(|b| b.is_ascii_digit()))
    };
    number(pieces.next())
        && number(pieces.next())
        && pieces.next().is_some_and(|piece| piece.starts_with(|c: char| c.is_ascii_digit()))
}

fn numbers(text: &str) -> SmallVec<[&str; 4]> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).take(4).collect()
}

/// Seconds or milliseconds since 1970.
fn seconds(text: &str) -> Option<Date> {
    let whole = text
        .split_once('.')
        .map_or(text, |(whole, rest)| if rest.bytes().all(|b| b.is_ascii_digit()) { whole } else { text });
    let value: i64 = whole.parse().ok().filter(|_| whole.bytes().all(|byte| byte.is_ascii_digit()))?;
    let seconds = match whole.len() {
        9 | 10 => value,
        12 | 13 => value / 1000,
        _ => return None,
    };
    Some(Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).date())
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok()?;
    let year = if (0..70).contains(&year) {
        year + 2000
    } else if year < 100 {
        year + 1900
    } else {
        year
    };
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `2024-03-05`, as most exports have it.
fn plain(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let dashes = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
    let digits = || bytes.iter().enumerate().all(|(at, byte)| matches!(at, 4 | 7) || byte.is_ascii_digit());
    if dashes && digits() { civil(text.get(..4)?, text.get(5..7)?, text.get(8..)?) } else { None }
}

/// `20240305`.
fn compact(text: &str) -> Option<Date> {
    civil(text.get(..4)?, text.get(4..6)?, text.get(6..)?)
}

/// A day whose month is a word: `02/Jan/24 10:15 AM`, `Jan 2, 2024`, `Tue, 2 January 2024`.
fn named(text: &str) -> Option<Date> {
    let word = text.split(|c: char| !c.is_alphabetic()).find_map(|word| {
        let start = word.get(..3)?.to_ascii_lowercase();
        MONTHS.iter().position(|names| names.contains(&start.as_str()))
    })?;
    let parts = numbers(text);
    let (day, year) = match parts.as_slice() {
        [first, second, ..] => (first, second),
        _ => return None,
    };
    civil(year, &(word + 1).to_string(), day)
}

/// The beginnings of the names of months, in English and Indonesian.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb", "peb"],
    &["mar"],
    &["apr"],
    &["may", "mei"],
    &["jun"],
    &["jul"],
    &["aug", "agu", "ags", "agt"],
    &["sep"],
    &["oct", "okt"],
    &["nov", "nop"],
    &["dec", "des"],
];

fn short(text: &str) -> String {
    if text.chars().count() > 40 { text.chars().take(39).chain(['…']).collect() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::render::triage::reason;

    fn check(text: &str, format: DateFormat, expected: &str) {
        let found =
            day(text, &format).map_or_else(|why| reason::text(&why, Lang::En), |date| date.to_string());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn days_are_read_as_help_desks_write_them() {
        for text in [
            "2024-03-05",
            "2024-03-05T23:59:01Z",
            "2024-03-05 08:00:00",
            "2024/3/5 8:00",
            "2024年3月5日",
            "05/Mar/24 10:15 AM",
            "5 March 2024",
            "Mar 5, 2024",
            "Tue, 05 Mar 2024 10:00:00 +0700",
            "5 Maret 2024",
            "20240305",
            "05.03.2024 10:00",
            "1709596800",
            "1709596800000",
        ] {
            check(text, DateFormat::Unknown, "2024-03-05");
        }
        check("5 Agt 2024", DateFormat::Unknown, "2024-08-05");
        check("13/03/2024", DateFormat::Unknown, "2024-03-13");
        check("03/13/2024 1:00 PM", DateFormat::Unknown, "2024-03-13");
        check("04/05/2024", DateFormat::DayFirst, "2024-05-04");
        check("04/05/24", DateFormat::MonthFirst, "2024-04-05");
        check("05~03~2024 x", DateFormat::Pattern("%d~%m~%Y".to_owned()), "2024-03-05");
    }

    #[test]
    fn a_pattern_says_the_whole_day() {
        for pattern in ["%d.%m.%Y", "%d/%m/%y %H:%M", "%F", "%b %d, %Y"] {
            assert!(is_pattern(pattern), "{pattern}");
        }
        for pattern in ["", "nonsense", "%d.%m", "%Q", "%", "%H:%M"] {
            assert!(!is_pattern(pattern), "{pattern}");
        }
    }

    #[test]
    fn what_is_no_day_is_said() {
        check("04/05/2024", DateFormat::Unknown, "`04/05/2024` may be day/month or month/day");
        for text in [
            "",
            "soon",
            "2024-13-01",
            "2024-02-30",
            "99999999999999999999",
            "1e999",
            "31/31/2024",
            "0000-00-00",
        ] {
            check(text, DateFormat::Unknown, &format!("`{text}` is no date that is understood"));
        }
        check("13/03/2024", DateFormat::MonthFirst, "`13/03/2024` is no date that is understood");
        check("2024", DateFormat::Pattern("%d/%m/%Y".to_owned()), "`2024` is no date of the form `%d/%m/%Y`");
    }
}
