//! The one place that turns a written value into a typed one: for conditions, snapshots, `--set` and captures.
//!
//! Goes in: the declared type and the value as written. Comes out: a [`Value`], or a problem that says what is
//! accepted. The type decides what a scalar means, so `0100`, `n` and `2025-10-10` are text until they get here.

use super::{FactType, Value};
use crate::finding::nearest;
use jiff::civil::Date;

/// A value as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Raw<'a> {
    /// One text.
    Scalar {
        /// The text.
        text: &'a str,
        /// Whether it stood in quotes. No type cares; a renderer may.
        quoted: bool,
    },
    /// A list of texts with their quotedness.
    List(Vec<(&'a str, bool)>),
}

/// Why a value is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueProblem {
    /// The finding code: `unknown-value`, `bad-yes-no`, `bad-number`, `number-out-of-range`, `bad-date` or
    /// `wrong-shape`.
    pub code: &'static str,
    /// What is wrong, worded as a finding's message.
    pub message: String,
    /// What is accepted, and the nearest value.
    pub help: String,
    /// Which item of a list it is, from 0.
    pub item: Option<usize>,
}

/// Types a written value.
///
/// A set takes a list, or one text for a set of one. Surrounding white space does not count.
///
/// # Errors
/// The first problem of the value; the value is taken whole or not at all.
pub fn accept(kind: &FactType, raw: &Raw<'_>) -> Result<Value, ValueProblem> {
    match (kind, raw) {
        (FactType::Set(values), Raw::List(items)) => set(values, items.iter().map(|item| item.0)),
        (FactType::Set(values), Raw::Scalar { text, .. }) => set(values, std::iter::once(*text)),
        (_, Raw::List(_)) => Err(ValueProblem {
            code: "wrong-shape",
            message: format!("expected one value, found a list: the fact is of type {}", kind.name()),
            help: accepted(kind),
            item: None,
        }),
        (_, Raw::Scalar { text, .. }) => scalar(kind, text.trim()),
    }
}

/// What a type accepts, in words.
pub fn accepted(kind: &FactType) -> String {
    match kind {
        FactType::YesNo => "write `yes` or `no` (`true` and `false` mean the same)".to_owned(),
        FactType::OneOf(values) => format!("write one of: {}", list(values)),
        FactType::Set(values) => format!("write a list of: {}", list(values)),
        FactType::Number { range: Some((low, high)) } => format!("write a number from {low} to {high}"),
        FactType::Number { range: None } => "write a number such as `5` or `0.5`".to_owned(),
        FactType::Date => "write a day as year-month-day, such as `2025-10-10`".to_owned(),
        FactType::Text => "write a text".to_owned(),
    }
}

/// At most twelve values, so that a help line stays a line or two.
fn list(values: &[String]) -> String {
    let shown: Vec<String> = values.iter().take(12).map(|value| format!("`{value}`")).collect();
    let more = values.len().saturating_sub(shown.len());
    if more > 0 { format!("{} and {more} more", shown.join(", ")) } else { shown.join(", ") }
}

fn scalar(kind: &FactType, text: &str) -> Result<Value, ValueProblem> {
    match kind {
        FactType::YesNo => yes_no(text)
            .map(Value::YesNo)
            .ok_or_else(|| problem("bad-yes-no", format!("`{text}` is neither yes nor no"), accepted(kind))),
        FactType::OneOf(values) | FactType::Set(values) => choice(values, text, kind).map(Value::Choice),
        FactType::Number { range } => number(text, *range).map(Value::Number),
        FactType::Date => date(text).map(Value::Date),
        FactType::Text if text.is_empty() => {
            Err(problem("bad-text", "the text is empty".to_owned(), accepted(kind)))
        }
        FactType::Text => Ok(Value::Text(text.to_owned())),
    }
}

fn problem(code: &'static str, message: String, help: String) -> ValueProblem {
    ValueProblem { code, message, help, item: None }
}

/// `true`, `false`, `yes` or `no` in any case.
pub fn yes_no(text: &str) -> Option<bool> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    if is("true") || is("yes") {
        Some(true)
    } else if is("false") || is("no") {
        Some(false)
    } else {
        None
    }
}

fn choice(values: &[String], text: &str, kind: &FactType) -> Result<u32, ValueProblem> {
    if let Some(index) = values.iter().position(|value| value == text) {
        return Ok(index as u32);
    }
    let help = match nearest(text, values.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`? {}", accepted(kind)),
        None => accepted(kind),
    };
    Err(problem("unknown-value", format!("`{text}` is not among the declared values"), help))
}

fn set<'a>(values: &[String], items: impl Iterator<Item = &'a str>) -> Result<Value, ValueProblem> {
    let kind = FactType::OneOf(values.to_vec());
    let mut chosen = Vec::new();
    for (index, text) in items.enumerate() {
        let value = choice(values, text.trim(), &kind).map_err(|mut problem| {
            problem.item = Some(index);
            problem
        })?;
        chosen.push(value);
    }
    chosen.sort_unstable();
    chosen.dedup();
    Ok(Value::Set(chosen))
}

/// A finite number, within the range if one is given.
pub fn number(text: &str, range: Option<(f64, f64)>) -> Result<f64, ValueProblem> {
    let kind = FactType::Number { range };
    let numeral = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    let number = text.parse::<f64>().ok().filter(|number| numeral && number.is_finite());
    let Some(number) = number else {
        return Err(problem("bad-number", format!("`{text}` is not a number"), accepted(&kind)));
    };
    match range {
        Some((low, high)) if number < low || number > high => Err(problem(
            "number-out-of-range",
            format!("`{text}` is outside the declared range {low} to {high}"),
            accepted(&kind),
        )),
        _ => Ok(number),
    }
}

/// A civil date, written `YYYY-MM-DD`.
pub fn date(text: &str) -> Result<Date, ValueProblem> {
    let help = accepted(&FactType::Date);
    let shape = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if !shape {
        return Err(problem("bad-date", format!("`{text}` is not a date"), help));
    }
    let part = |range: std::ops::Range<usize>| {
        text.get(range).and_then(|digits| digits.parse::<i16>().ok()).unwrap_or(0)
    };
    let (year, month, day) = (part(0..4), part(5..7), part(8..10));
    if let Ok(date) = Date::new(year, month as i8, day as i8) {
        return Ok(date);
    }
    let help = match Date::new(year, month as i8, 1) {
        Ok(first) => format!("that month has {} days", first.days_in_month()),
        Err(_) => help,
    };
    Err(problem("bad-date", format!("`{text}` is not a day of the calendar"), help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: &FactType, text: &str) -> Result<Value, String> {
        accept(kind, &Raw::Scalar { text, quoted: false })
            .map_err(|problem| format!("{}: {}", problem.code, problem.help))
    }

    #[test]
    fn the_type_decides_what_a_text_means() {
        let tiers = FactType::OneOf(vec!["partner".to_owned(), "no".to_owned(), "0100".to_owned()]);
        assert_eq!(check(&tiers, "no"), Ok(Value::Choice(1)));
        assert_eq!(check(&tiers, "0100"), Ok(Value::Choice(2)));
        assert_eq!(check(&FactType::YesNo, "No"), Ok(Value::YesNo(false)));
        assert_eq!(check(&FactType::Text, "no"), Ok(Value::Text("no".to_owned())));
        assert_eq!(check(&FactType::Number { range: None }, "0100"), Ok(Value::Number(100.0)));
        assert!(check(&tiers, "partnr").unwrap_err().contains("did you mean `partner`?"));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let status = FactType::Number { range: Some((100.0, 599.0)) };
        for (kind, text, code) in [
            (&FactType::YesNo, "n", "bad-yes-no"),
            (&status, "600", "number-out-of-range"),
            (&status, "nan", "bad-number"),
            (&status, "inf", "bad-number"),
            (&status, "", "bad-number"),
            (&FactType::Date, "2025-02-30", "bad-date: that month has 28 days"),
            (&FactType::Date, "20250230", "bad-date"),
            (&FactType::Date, "2025-1-3", "bad-date"),
            (&FactType::Date, "二〇二五年", "bad-date"),
            (&FactType::Text, " ", "bad-text"),
        ] {
            let problem = check(kind, text).unwrap_err();
            assert!(problem.starts_with(code), "{text}: {problem}");
        }
    }

    #[test]
    fn a_set_is_sorted_and_taken_whole() {
        let roles = FactType::Set(vec!["a".to_owned(), "b".to_owned()]);
        let list = |items: &[&'static str]| Raw::List(items.iter().map(|item| (*item, false)).collect());
        assert_eq!(accept(&roles, &list(&["b", "a", "b"])), Ok(Value::Set(vec![0, 1])));
        assert_eq!(accept(&roles, &list(&[])), Ok(Value::Set(vec![])));
        assert_eq!(accept(&roles, &list(&["a", "c"])).unwrap_err().item, Some(1));
        assert_eq!(check(&roles, "b"), Ok(Value::Set(vec![1])));
    }
}
