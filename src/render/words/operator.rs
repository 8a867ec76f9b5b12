//! One fact test in words.
//!
//! In: an operator with its subject, and whether it holds. Out: a sentence in the reader's language, in which an
//! operator that fails is said by its opposite.

use super::clause::{Clause, group};
use super::{Reader, choice, list, the_fact, value};
use crate::condition::{DateOperand, Operand, Operator, Subject};
use crate::facts::Value;
use crate::lang::Lang;
use crate::render::phrases::{Phrases, fill, phrases};
use crate::render::safe;

/// One operator as a sentence or, negated, as its opposite.
pub(super) fn operator(reader: Reader<'_>, subject: Subject, operator: &Operator, positive: bool) -> Clause {
    let phrases = phrases(reader.lang);
    if let Operator::DaysSince(inner) = operator {
        let sentences = inner.iter().map(|op| Clause::Test(days(reader, subject, op, positive)));
        return group(positive, sentences.collect());
    }
    let choices = |indices: &[u32], last: &str| match subject {
        Subject::Fact(fact) => {
            series(reader, indices.iter().map(|index| choice(reader, fact, *index)).collect(), last)
        }
        Subject::Today => String::new(),
    };
    let pick = |holds: &'static str, fails: &'static str| if positive { holds } else { fails };
    let (phrase, operand) = match operator {
        Operator::Is(operand) => return is(reader, subject, operand, positive),
        Operator::IsNot(operand) => return is(reader, subject, operand, !positive),
        Operator::OneOf(values) => {
            let words = values.iter().map(|value| subject_value(reader, subject, value));
            let words = series(reader, words.collect(), phrases.conditions.one_of_last);
            (pick(phrases.conditions.is, phrases.conditions.is_not), words)
        }
        Operator::Has(index) => {
            (pick(phrases.conditions.includes, phrases.conditions.includes_none), choices(&[*index], ""))
        }
        Operator::HasAll(indices) if indices.len() > 1 => (
            pick(phrases.conditions.includes_all, phrases.conditions.includes_not_all),
            choices(indices, phrases.conditions.all_last),
        ),
        Operator::HasAny(indices) | Operator::HasAll(indices) => {
            let (phrase, last) = if positive { any_of(phrases, indices) } else { none_of(phrases, indices) };
            (phrase, choices(indices, last))
        }
        Operator::HasNone(indices) => {
            let (phrase, last) = if positive { none_of(phrases, indices) } else { any_of(phrases, indices) };
            (phrase, choices(indices, last))
        }
        Operator::IsEmpty(empty) => (
            if *empty == positive { phrases.conditions.is_empty } else { phrases.conditions.is_not_empty },
            String::new(),
        ),
        Operator::Known(known) => (
            if *known == positive { phrases.conditions.is_known } else { phrases.conditions.is_not_known },
            String::new(),
        ),
        Operator::AtLeast(n) => (pick(phrases.conditions.at_least, phrases.conditions.below), n.to_string()),
        Operator::AtMost(n) => (pick(phrases.conditions.at_most, phrases.conditions.above), n.to_string()),
        Operator::Above(n) => (pick(phrases.conditions.above, phrases.conditions.at_most), n.to_string()),
        Operator::Below(n) => (pick(phrases.conditions.below, phrases.conditions.at_least), n.to_string()),
        Operator::Before(DateOperand::Today) => {
            (pick(phrases.conditions.is_over, phrases.conditions.is_to_come_today), String::new())
        }
        Operator::OnOrBefore(DateOperand::Today) => {
            (pick(phrases.conditions.is_over_today, phrases.conditions.is_to_come), String::new())
        }
        Operator::After(DateOperand::Today) => {
            (pick(phrases.conditions.is_to_come, phrases.conditions.is_over_today), String::new())
        }
        Operator::OnOrAfter(DateOperand::Today) => {
            (pick(phrases.conditions.is_to_come_today, phrases.conditions.is_over), String::new())
        }
        Operator::Before(date) => {
            (pick(phrases.conditions.before, phrases.conditions.on_or_after), date_word(phrases, *date))
        }
        Operator::OnOrBefore(date) => {
            (pick(phrases.conditions.on_or_before, phrases.conditions.after), date_word(phrases, *date))
        }
        Operator::After(date) => {
            (pick(phrases.conditions.after, phrases.conditions.on_or_before), date_word(phrases, *date))
        }
        Operator::OnOrAfter(date) => {
            (pick(phrases.conditions.on_or_after, phrases.conditions.before), date_word(phrases, *date))
        }
        Operator::DaysSince(_) => (phrases.conditions.is, String::new()),
    };
    Clause::Test(sentence(reader, phrase, subject, &operand))
}

/// That one of the values is there, and the word before the last of them.
fn any_of(phrases: &Phrases, indices: &[u32]) -> (&'static str, &'static str) {
    let words = &phrases.conditions;
    if indices.len() == 1 { (words.includes, "") } else { (words.includes_any, words.any_last) }
}

/// That none of the values is there, and the word before the last of them.
fn none_of(phrases: &Phrases, indices: &[u32]) -> (&'static str, &'static str) {
    let words = &phrases.conditions;
    match indices.len() {
        1 => (words.includes_none, ""),
        2 => (words.includes_neither, words.neither_last),
        _ => (words.includes_none_of, words.none_last),
    }
}

/// Values as a list. In Chinese the last word stands apart from Latin letters only.
fn series(reader: Reader<'_>, values: Vec<String>, last: &str) -> String {
    let comma = phrases(reader.lang).comma;
    let (before, after) = match values.as_slice() {
        [.., one, other] if reader.lang == Lang::Zh && last != comma => {
            (one.ends_with(latin), other.starts_with(latin))
        }
        _ => (false, false),
    };
    let space = |wanted: bool| if wanted { " " } else { "" };
    let last = format!("{}{last}{}", space(before), space(after));
    list(values.into_iter(), comma, &last)
}

fn latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// A subject and its value in a sentence.
pub(super) fn sentence(reader: Reader<'_>, phrase: &str, subject: Subject, value: &str) -> String {
    let values = [&*subject_name(reader, subject), value];
    if reader.lang == Lang::Zh { fill(&closed(phrase, &values), &values) } else { fill(phrase, &values) }
}

/// A Chinese phrase without the spaces that stand between characters of its own.
fn closed(phrase: &str, values: &[&str]) -> String {
    let chinese = |c: char| !c.is_ascii();
    let mut pieces = phrase.split("{}");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for (piece, value) in pieces.zip(values) {
        if value.starts_with(chinese) {
            out.truncate(out.trim_end_matches(' ').len());
        }
        out.push_str("{}");
        out.push_str(if value.ends_with(chinese) { piece.trim_start_matches(' ') } else { piece });
    }
    out
}

/// `is`; a yes-no fact that is not yes is no.
fn is(reader: Reader<'_>, subject: Subject, operand: &Operand, holds: bool) -> Clause {
    let phrases = phrases(reader.lang);
    let (positive, word) = match operand {
        Operand::Today => (holds, phrases.conditions.today.to_owned()),
        Operand::Value(Value::YesNo(yes)) => {
            (true, if *yes == holds { phrases.yes } else { phrases.no }.to_owned())
        }
        Operand::Value(value) => (holds, subject_value(reader, subject, value)),
    };
    if let (Operand::Value(Value::YesNo(yes)), Subject::Fact(fact)) = (operand, subject)
        && let Some(words) = reader.book.facts[fact].sentence(*yes == holds, reader.lang)
    {
        return Clause::Test(safe::line(words));
    }
    if let (Operand::Value(Value::YesNo(_)), Subject::Fact(fact)) = (operand, subject)
        && let Some(title) = reader.book.facts[fact].called(reader.lang)
    {
        return Clause::Test(fill(phrases.conditions.holds, &[&safe::line(title), &word]));
    }
    let phrase = if positive { phrases.conditions.is } else { phrases.conditions.is_not };
    Clause::Test(sentence(reader, phrase, subject, &word))
}

/// A number operator over days since a date.
fn days(reader: Reader<'_>, subject: Subject, operator: &Operator, positive: bool) -> String {
    let phrases = phrases(reader.lang);
    let pick = |holds: &'static str, fails: &'static str| if positive { holds } else { fails };
    let (phrase, number) = match operator {
        Operator::AtLeast(n) => {
            (pick(phrases.conditions.days_at_least, phrases.conditions.days_below), n.to_string())
        }
        Operator::AtMost(n) => {
            (pick(phrases.conditions.days_at_most, phrases.conditions.days_above), n.to_string())
        }
        Operator::Above(n) => {
            (pick(phrases.conditions.days_above, phrases.conditions.days_at_most), n.to_string())
        }
        Operator::Below(n) => {
            (pick(phrases.conditions.days_below, phrases.conditions.days_at_least), n.to_string())
        }
        Operator::Is(Operand::Value(value)) => (
            pick(phrases.conditions.days_is, phrases.conditions.days_is_not),
            subject_value(reader, subject, value),
        ),
        _ => (pick(phrases.conditions.is_known, phrases.conditions.is_not_known), String::new()),
    };
    sentence(reader, phrase, subject, &number)
}

fn subject_name(reader: Reader<'_>, subject: Subject) -> String {
    match subject {
        Subject::Fact(fact) => the_fact(reader, fact),
        Subject::Today => phrases(reader.lang).conditions.today.to_owned(),
    }
}

fn subject_value(reader: Reader<'_>, subject: Subject, operand: &Value) -> String {
    match (subject, operand) {
        (Subject::Fact(fact), _) => value(reader, fact, operand),
        (Subject::Today, Value::Date(date)) => date.to_string(),
        (Subject::Today, _) => String::new(),
    }
}

fn date_word(phrases: &Phrases, date: DateOperand) -> String {
    match date {
        DateOperand::Date(date) => date.to_string(),
        DateOperand::Today => phrases.conditions.today.to_owned(),
    }
}
