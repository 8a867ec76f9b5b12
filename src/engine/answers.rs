//! The answers that a question can have, one for each group that conditions can tell apart.
//!
//! Goes in: a fact's type and the operators that are applied to it. Comes out: values to try. Yes-no and one-of
//! facts give all their values; a set gives each set of one member and the empty set; numbers and dates give
//! each compared value and one in each interval between them; a text gives each compared value and another.

use crate::condition::{DateOperand, Operand, Operator};
use crate::facts::{FactType, Value};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use std::collections::BTreeSet;

/// The answers to try; at least one for every type with a value.
pub(crate) fn answers(kind: &FactType, operators: &[&Operator], as_of: Date) -> Vec<Value> {
    match kind {
        FactType::YesNo => vec![Value::YesNo(true), Value::YesNo(false)],
        FactType::OneOf(values) => (0..values.len() as u32).map(Value::Choice).collect(),
        FactType::Set(values) => {
            let single = (0..values.len() as u32).map(|member| Value::Set(vec![member]));
            single.chain([Value::Set(Vec::new())]).collect()
        }
        FactType::Number { range } => {
            let points = operators.iter().filter_map(|operator| number(operator)).collect();
            spread(points, range.unwrap_or((f64::NEG_INFINITY, f64::INFINITY)))
                .into_iter()
                .map(Value::Number)
                .collect()
        }
        FactType::Date => {
            let points = operators.iter().flat_map(|operator| dates(operator, as_of)).collect();
            spread_dates(&points, as_of).into_iter().map(Value::Date).collect()
        }
        FactType::Text => texts(operators).into_iter().map(Value::Text).collect(),
    }
}

/// The number an operator compares with.
fn number(operator: &Operator) -> Option<f64> {
    match operator {
        Operator::AtLeast(bound)
        | Operator::AtMost(bound)
        | Operator::Above(bound)
        | Operator::Below(bound) => Some(*bound),
        Operator::Is(Operand::Value(Value::Number(number))) => Some(*number),
        _ => None,
    }
}

/// Each point within the range, and one number below, between and above them.
fn spread(mut points: Vec<f64>, (least, most): (f64, f64)) -> Vec<f64> {
    points.retain(|point| (least..=most).contains(point));
    points.sort_by(f64::total_cmp);
    points.dedup();
    let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) else {
        return vec![0.0_f64.clamp(least, most)];
    };
    let mut numbers = Vec::with_capacity(2 * points.len() + 1);
    if least < first {
        numbers.push(if least.is_finite() { between(least, first) } else { first - 1.0 });
    }
    for (index, point) in points.iter().enumerate() {
        numbers.push(*point);
        numbers.extend(points.get(index + 1).map(|next| between(*point, *next)));
    }
    if last < most {
        numbers.push(if most.is_finite() { between(last, most) } else { last + 1.0 });
    }
    numbers
}

/// A number between two others, a whole one where there is one: examples are read by people.
fn between(low: f64, high: f64) -> f64 {
    let middle = low.midpoint(high);
    [middle.floor(), middle.ceil()].into_iter().find(|whole| low < *whole && *whole < high).unwrap_or(middle)
}

/// The days an operator compares with; a threshold on the age of a date is a day too.
fn dates(operator: &Operator, as_of: Date) -> Vec<Date> {
    let fixed = |operand: &DateOperand| vec![operand.on(as_of)];
    match operator {
        Operator::Before(bound)
        | Operator::OnOrBefore(bound)
        | Operator::After(bound)
        | Operator::OnOrAfter(bound) => fixed(bound),
        Operator::Is(Operand::Today) => fixed(&DateOperand::Today),
        Operator::Is(Operand::Value(Value::Date(date))) => vec![*date],
        Operator::DaysSince(tests) => {
            let days = tests.iter().filter_map(number).flat_map(|days| [days.floor(), days.ceil()]);
            days.filter_map(|days| days_before(as_of, days)).collect()
        }
        _ => Vec::new(),
    }
}

/// The day so many days before; none where the calendar ends.
fn days_before(day: Date, days: f64) -> Option<Date> {
    // The cast saturates, and a span or a date out of bounds is refused.
    Span::new().try_days(days as i64).ok().and_then(|span| day.checked_sub(span).ok())
}

/// Each point, and one day before, between and after them.
fn spread_dates(points: &BTreeSet<Date>, as_of: Date) -> BTreeSet<Date> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return BTreeSet::from([as_of]) };
    let between = points.iter().filter_map(|point| {
        let next = point.tomorrow().ok()?;
        (point < last && !points.contains(&next)).then_some(next)
    });
    let mut days: BTreeSet<Date> = between.collect();
    days.extend(points);
    days.extend(first.checked_sub(1.day()));
    days.extend(last.checked_add(1.day()));
    days
}

/// Each compared text, and one that is none of them.
fn texts(operators: &[&Operator]) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    let mut add = |value: &Value| {
        if let Value::Text(text) = value {
            texts.insert(text.clone());
        }
    };
    for operator in operators {
        match operator {
            Operator::Is(Operand::Value(value)) | Operator::IsNot(Operand::Value(value)) => add(value),
            Operator::OneOf(values) => values.iter().for_each(&mut add),
            _ => {}
        }
    }
    let another = texts
        .iter()
        .max_by_key(|text| text.len())
        .map_or_else(|| "…".to_owned(), |longest| format!("{longest}…"));
    texts.insert(another);
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(points: &[f64], range: (f64, f64), expected: &[f64]) {
        assert_eq!(spread(points.to_vec(), range), expected);
    }

    #[test]
    fn examples_are_whole_numbers_where_there_are_some() {
        check(&[400.0], (1.0, 2000.0), &[200.0, 400.0, 1200.0]);
        check(&[3.0, 4.0], (0.0, 9.0), &[1.0, 3.0, 3.5, 4.0, 6.0]);
        check(&[0.0, 1.0], (0.0, f64::INFINITY), &[0.0, 0.5, 1.0, 2.0]);
        check(&[-7.0, -2.0], (f64::NEG_INFINITY, 0.0), &[-8.0, -7.0, -5.0, -2.0, -1.0]);
        check(&[], (100.0, 599.0), &[100.0]);
    }
}
