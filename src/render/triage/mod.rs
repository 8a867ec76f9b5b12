//! The triage report, laid out: one page of HTML, Markdown, JSON.
//!
//! Goes in: a [`Report`] and the rule book. Comes out: text. Everything that a ticket or an input brings along is
//! escaped; nothing is computed here but shares.

mod glance;
pub mod html;
pub mod json;
pub mod markdown;
mod periods;
pub mod reason;

use super::phrases::{TriagePhrases, triage_phrases};
use super::safe;
use crate::book::RuleBook;
use crate::lang::Lang;
use crate::triage::report::Report;

/// Inputs that are named.
const INPUTS: usize = 12;

/// What the renderers of a report work with.
#[derive(Debug, Clone, Copy)]
pub struct ReportView<'a> {
    /// The report.
    pub report: &'a Report,
    /// Where its ids lead.
    pub book: &'a RuleBook,
    /// The reader's language.
    pub lang: Lang,
    /// Whether texts were masked.
    pub masked: bool,
}

impl ReportView<'_> {
    /// The first inputs, and how many more there are.
    pub fn inputs(&self) -> String {
        let inputs = &self.report.inputs;
        let shown: Vec<String> = inputs.iter().take(INPUTS).map(|name| safe::line(name)).collect();
        let more = inputs.len().saturating_sub(INPUTS);
        if more > 0 { format!("{}, + {more}", shown.join(", ")) } else { shown.join(", ") }
    }

    /// The fixed words.
    pub fn phrases(&self) -> &'static TriagePhrases {
        triage_phrases(self.lang)
    }
}

/// A number with its thousands apart.
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            // A narrow space that does not break, as neither a comma nor a full stop means the same everywhere.
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// A share in percent, with a decimal where it is small.
pub fn percent(part: u64, whole: u64) -> String {
    let share = if whole == 0 { 0.0 } else { part as f64 * 100.0 / whole as f64 };
    if share > 0.0 && share < 9.95 { format!("{share:.1} %") } else { format!("{share:.0} %") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_easy_to_read() {
        assert_eq!(number(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!((number(0), number(999)), ("0".to_owned(), "999".to_owned()));
        assert_eq!(
            (percent(1, 3), percent(1, 30), percent(0, 0)),
            ("33 %".to_owned(), "3.3 %".to_owned(), "0 %".to_owned())
        );
    }
}
