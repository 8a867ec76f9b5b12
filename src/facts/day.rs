//! Days as people say them: "yesterday", "3 hari yang lalu", "前天".
//!
//! In: what somebody answers, and the day of diagnosis. Out: the day that is meant. Only where a person is asked for a
//! date: a file says which day it is.

use jiff::Span;
use jiff::civil::Date;

/// Days that have a word, by how far they are from the day of diagnosis.
const WORDS: [(&str, i64); 19] = [
    ("today", 0),
    ("hari ini", 0),
    ("今天", 0),
    ("今日", 0),
    ("yesterday", -1),
    ("kemarin", -1),
    ("kemaren", -1),
    ("昨天", -1),
    ("昨日", -1),
    ("the day before yesterday", -2),
    ("day before yesterday", -2),
    ("kemarin lusa", -2),
    ("前天", -2),
    ("tomorrow", 1),
    ("besok", 1),
    ("明天", 1),
    ("day after tomorrow", 2),
    ("lusa", 2),
    ("后天", 2),
];

/// What stands behind a number of days that have passed.
const AGO: [&str; 9] = [
    "day ago",
    "days ago",
    "hari lalu",
    "hari yang lalu",
    "hari yg lalu",
    "天前",
    "天以前",
    "日前",
    "天之前",
];

/// The day that these words mean on the day of diagnosis; none where they mean none.
pub fn spoken_day(words: &str, as_of: Date) -> Option<Date> {
    let words = words.trim().to_lowercase();
    let days = match WORDS.iter().find(|(word, _)| *word == words) {
        Some((_, days)) => *days,
        None => {
            let digits = words.find(|c: char| !c.is_ascii_digit())?;
            let (number, ago) = words.split_at(digits);
            let known = AGO.contains(&ago.trim_start());
            -number.parse::<i64>().ok().filter(|_| known)?
        }
    };
    as_of.checked_add(Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[track_caller]
    fn check(words: &str, expected: Option<Date>) {
        assert_eq!(spoken_day(words, date(2026, 3, 1)), expected, "{words}");
    }

    #[test]
    fn spoken_days_are_counted_from_the_day_of_diagnosis() {
        check("today", Some(date(2026, 3, 1)));
        check(" Yesterday ", Some(date(2026, 2, 28)));
        check("kemarin", Some(date(2026, 2, 28)));
        check("昨天", Some(date(2026, 2, 28)));
        check("前天", Some(date(2026, 2, 27)));
        check("besok", Some(date(2026, 3, 2)));
        check("10 days ago", Some(date(2026, 2, 19)));
        check("1 day ago", Some(date(2026, 2, 28)));
        check("3 hari yang lalu", Some(date(2026, 2, 26)));
        check("15天前", Some(date(2026, 2, 14)));
    }

    #[test]
    fn other_words_are_no_day() {
        for words in ["", "soon", "yesterday or so", "days ago", "-3 days ago", "3 weeks ago", "2026-03-01"] {
            check(words, None);
        }
        check("99999999999999999999 days ago", None);
        check("9999999999999 days ago", None);
    }
}
