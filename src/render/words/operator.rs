//! One fact test in words.
//!
//! In: an operator with its subject, and whether it holds. Out: a sentence in the reader's language, in which an
//! operator that fails is said by its opposite.

use super::{Clause, Reader, choice, group, list, the_fact, value};
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
            list(indices.iter().map(|index| choice(reader, fact, *index)), phrases.comma, last)
        }
        Subject::Today => String::new(),
    };
    let pick = |holds: &'static str, fails: &'static str| if positive { holds } else { fails };
    let (phrase, operand) = match operator {
        Operator::Is(operand) => return is(reader, subject, operand, positive),
        Operator::IsNot(operand) => return is(reader, subject, operand, !positive),
        Operator::OneOf(values) => {
            let words = values.iter().map(|value| subject_value(reader, subject, value));
            (pick(phrases.conditions.is, phrases.conditions.is_not), list(words, phrases.comma, phrases.or))
        }
        Operator::Has(index) => {
            (pick(phrases.conditions.includes, phrases.conditions.includes_none), choices(&[*index], ""))
        }
        Operator::HasAll(indices) if indices.len() > 1 => (
            pick(phrases.conditions.includes_all, phrases.conditions.includes_not_all),
            choices(indices, phrases.and),
        ),
        Operator::HasAny(indices) | Operator::HasAll(indices) => {
            (pick(phrases.conditions.includes, none_of(phrases, indices)), choices(indices, phrases.or))
        }
        Operator::HasNone(indices) => {
            (pick(none_of(phrases, indices), phrases.conditions.includes), choices(indices, phrases.or))
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

fn none_of(phrases: &Phrases, indices: &[u32]) -> &'static str {
    if indices.len() == 1 { phrases.conditions.includes_none } else { phrases.conditions.includes_none_of }
}

/// A subject and its value in a sentence. Chinese sets no space between characters of its own.
fn sentence(reader: Reader<'_>, phrase: &str, subject: Subject, value: &str) -> String {
    let subject = subject_name(reader, subject);
    let mut phrase = phrase.to_owned();
    if reader.lang == Lang::Zh {
        if subject.ends_with(|last: char| !last.is_ascii()) {
            phrase = phrase.replacen("{} ", "{}", 1);
        }
        if value.starts_with(|first: char| !first.is_ascii()) {
            phrase = phrase.replacen(" {}", "{}", 1);
        }
    }
    fill(&phrase, &[&subject, value])
}

/// `is`; a yes-no fact that is not yes is no.
fn is(reader: Reader<'_>, subject: Subject, operand: &Operand, positive: bool) -> Clause {
    let phrases = phrases(reader.lang);
    let (positive, word) = match operand {
        Operand::Today => (positive, phrases.conditions.today.to_owned()),
        Operand::Value(Value::YesNo(yes)) => {
            (true, if *yes == positive { phrases.yes } else { phrases.no }.to_owned())
        }
        Operand::Value(value) => (positive, subject_value(reader, subject, value)),
    };
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
