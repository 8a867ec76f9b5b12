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

/// What stands behind a number of days or weeks that have passed, and how many days one of them is.
const AGO: [(&str, i64); 23] = [
    ("day ago", 1),
    ("days ago", 1),
    ("hari lalu", 1),
    ("hari yang lalu", 1),
    ("hari yg lalu", 1),
    ("天前", 1),
    ("天以前", 1),
    ("日前", 1),
    ("天之前", 1),
    ("week ago", 7),
    ("weeks ago", 7),
    ("minggu lalu", 7),
    ("minggu yang lalu", 7),
    ("minggu yg lalu", 7),
    ("周前", 7),
    ("周以前", 7),
    ("周之前", 7),
    ("星期前", 7),
    ("个星期前", 7),
    ("星期以前", 7),
    ("个星期以前", 7),
    ("个礼拜前", 7),
    ("礼拜前", 7),
];

/// Small numbers in words, each language's in order from one.
const NUMBERS: [&[&str]; 5] = [
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
    &["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"],
    &["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"],
    // "a week ago", "seminggu lalu"; "两周前".
    &["a", "两"],
    &["se"],
];

/// The day that these words mean on the day of diagnosis; none where they mean none, or more than one ("last week").
pub fn spoken_day(words: &str, as_of: Date) -> Option<Date> {
    let words = words.trim().to_lowercase();
    let days = match WORDS.iter().find(|(word, _)| *word == words) {
        Some((_, days)) => *days,
        None => AGO.iter().find_map(|(ago, days)| {
            let counted = number(words.strip_suffix(ago)?.trim_end())?;
            counted.checked_mul(-days)
        })?,
    };
    as_of.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// A number in digits or in words.
fn number(words: &str) -> Option<i64> {
    if !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit()) {
        return words.parse().ok();
    }
    let at = NUMBERS.iter().find_map(|names| names.iter().position(|name| *name == words))?;
    i64::try_from(at + 1).ok()
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
        check("3 weeks ago", Some(date(2026, 2, 8)));
        check("a week ago", Some(date(2026, 2, 22)));
        check("Two weeks ago", Some(date(2026, 2, 15)));
        check("3 minggu lalu", Some(date(2026, 2, 8)));
        check("seminggu yg lalu", Some(date(2026, 2, 22)));
        check("dua minggu yang lalu", Some(date(2026, 2, 15)));
        check("三周前", Some(date(2026, 2, 8)));
        check("两个星期前", Some(date(2026, 2, 15)));
        check("十天前", Some(date(2026, 2, 19)));
    }

    #[test]
    fn other_words_are_no_day() {
        for words in [
            "",
            "soon",
            "yesterday or so",
            "days ago",
            "-3 days ago",
            "last week",
            "minggu lalu",
            "上周",
            "a few weeks ago",
            "2026-03-01",
        ] {
            check(words, None);
        }
        check("99999999999999999999 days ago", None);
        check("9999999999999 days ago", None);
        check("9223372036854775807 weeks ago", None);
    }
}
