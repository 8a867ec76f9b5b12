//! The times by which a chart counts: days, or weeks, months, years where there are many.

use crate::triage::report::Tally;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// Bars that can be told apart on a page.
const BARS: usize = 70;
/// So many of a thousand tickets at either end do not make the chart coarser.
const ENDS: u64 = 5;

/// What a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A day.
    Day,
    /// A week, from Monday on.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// The bars of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Periods {
    /// What each stands for.
    pub unit: Unit,
    /// Name and tickets, in order and without gaps.
    pub bars: Vec<(String, Tally)>,
    /// Tickets of a few days far away, which are left out so that the others can be told apart.
    pub outside: u64,
}

/// The bars for days with tickets, which are in order.
pub fn periods(days: &[(Date, Tally)]) -> Periods {
    let none = Periods { unit: Unit::Day, bars: Vec::new(), outside: 0 };
    let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) else { return none };
    let (whole, (from, to)) = (unit(*first, *last), core(days));
    let unit = unit(from, to);
    // Where the ends cost nothing they are shown.
    let (from, to) = if whole == unit { (*first, *last) } else { (from, to) };
    let mut bars: Vec<(Date, Tally)> = Vec::new();
    let mut at = unit.start(from);
    while at <= to && bars.len() < 2 * BARS {
        bars.push((at, Tally::default()));
        match at.checked_add(unit.span()) {
            Ok(next) => at = next,
            Err(_) => break,
        }
    }
    let mut outside = 0;
    for (day, tally) in days {
        let bar =
            bars.binary_search_by_key(&unit.start(*day), |bar| bar.0).ok().and_then(|at| bars.get_mut(at));
        match bar {
            Some((_, sum)) => sum.add(tally),
            None => outside += tally.all(),
        }
    }
    Periods { unit, bars: bars.into_iter().map(|(day, tally)| (unit.name(day), tally)).collect(), outside }
}

/// The first and the last day without the thin ends.
fn core(days: &[(Date, Tally)]) -> (Date, Date) {
    let all: u64 = days.iter().map(|(_, tally)| tally.all()).sum();
    (behind(days.iter(), all), behind(days.iter().rev(), all))
}

/// The first day behind a thin end.
fn behind<'a>(mut days: impl Iterator<Item = &'a (Date, Tally)>, all: u64) -> Date {
    let mut sum = 0;
    let found = days.find(|(_, tally)| {
        sum += tally.all();
        sum * 1000 > all * ENDS
    });
    found.map_or(Date::ZERO, |(day, _)| *day)
}

/// The finest unit of which there are not too many.
fn unit(from: Date, to: Date) -> Unit {
    let days = usize::try_from((to - from).get_days()).unwrap_or(0) + 1;
    match days {
        0..=BARS => Unit::Day,
        _ if days <= 7 * (BARS - 1) => Unit::Week,
        _ if days <= 30 * (BARS - 1) => Unit::Month,
        _ => Unit::Year,
    }
}

impl Unit {
    /// The first day of the period that a day is in.
    fn start(self, day: Date) -> Date {
        match self {
            Unit::Day => day,
            Unit::Week => {
                let behind = day.weekday().to_monday_zero_offset();
                day.checked_sub(i64::from(behind).days()).unwrap_or(day)
            }
            Unit::Month => day.first_of_month(),
            Unit::Year => day.first_of_year(),
        }
    }

    fn span(self) -> Span {
        match self {
            Unit::Day => 1.day(),
            Unit::Week => 1.week(),
            Unit::Month => 1.month(),
            Unit::Year => 1.year(),
        }
    }

    fn name(self, day: Date) -> String {
        match self {
            Unit::Day | Unit::Week => day.to_string(),
            Unit::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Unit::Year => format!("{:04}", day.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(days: &[(Date, u64)], unit: Unit, names: (&str, &str), bars: usize, outside: u64) {
        let days: Vec<(Date, Tally)> = days
            .iter()
            .map(|(day, count)| (*day, Tally { statuses: [*count, 0, 0, 0, 0], answered: 0 }))
            .collect();
        let found = periods(&days);
        assert_eq!((found.unit, found.bars.len(), found.outside), (unit, bars, outside), "{found:?}");
        let name = |bar: Option<&(String, Tally)>| bar.map_or(String::new(), |bar| bar.0.clone());
        assert_eq!((name(found.bars.first()), name(found.bars.last())), (names.0.into(), names.1.into()));
        let shown: u64 = found.bars.iter().map(|(_, tally)| tally.all()).sum();
        assert_eq!(shown + outside, days.iter().map(|(_, tally)| tally.all()).sum::<u64>());
    }

    #[test]
    fn long_times_are_counted_by_longer_periods() {
        check(&[], Unit::Day, ("", ""), 0, 0);
        check(
            &[(date(2026, 1, 30), 1), (date(2026, 2, 2), 3)],
            Unit::Day,
            ("2026-01-30", "2026-02-02"),
            4,
            0,
        );
        check(
            &[(date(2026, 1, 1), 1), (date(2026, 12, 31), 3)],
            Unit::Week,
            ("2025-12-29", "2026-12-28"),
            53,
            0,
        );
        check(&[(date(2024, 2, 29), 1), (date(2026, 1, 1), 3)], Unit::Month, ("2024-02", "2026-01"), 24, 0);
        check(&[(date(2004, 2, 29), 1), (date(2026, 1, 1), 3)], Unit::Year, ("2004", "2026"), 23, 0);
    }

    #[test]
    fn a_day_far_away_does_not_hide_the_others() {
        let days = [
            (date(1970, 1, 1), 2),
            (date(2026, 3, 1), 500),
            (date(2026, 3, 9), 498),
            (date(9999, 12, 31), 1),
        ];
        check(&days, Unit::Day, ("2026-03-01", "2026-03-09"), 9, 3);
        check(&[(date(-9999, 1, 1), 1), (date(9999, 12, 31), 1)], Unit::Year, ("-9999", "-9860"), 140, 1);
    }
}
