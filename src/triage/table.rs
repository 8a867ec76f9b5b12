//! The output as a table: one CSV row a record, for spreadsheets.
//!
//! A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage
//! return) gets an apostrophe before it, so that a ticket cannot make a spreadsheet compute or fetch anything.

use super::{Outcome, Record};
use crate::book::RuleBook;
use crate::lang::Lang;
use crate::render::triage::reason;
use std::fmt::Write;

/// The names of the columns; `inputs` is whether there are several, `included` what is copied.
pub fn header(inputs: bool, included: &[String]) -> String {
    let mut out = "row".to_owned();
    if inputs {
        out.push_str(",input");
    }
    out.push_str(",id,status,language,symptoms,denied,cause,verdict,other_causes,ask,rules_digest");
    out.push_str(",reason,reason_code");
    for name in included {
        out.push(',');
        cell(&mut out, name);
    }
    out.push_str("\r\n");
    out
}

/// Appends the row of a record. Ids in one cell are separated by spaces.
pub fn row(out: &mut String, book: &RuleBook, record: &Record, outcome: &Outcome, inputs: bool) {
    // Writing to a `String` cannot fail.
    _ = write!(out, "{}", record.row);
    let mut next = |text: &str| {
        out.push(',');
        cell(out, text);
    };
    if inputs {
        next(&record.input);
    }
    next(record.id.as_deref().unwrap_or(""));
    next(outcome.status().name());
    next(outcome.language().map_or("", |lang| lang.code()));
    let ids: Vec<&str> = outcome.symptoms().map(|id| book.symptoms[id].id.as_str()).collect();
    next(&ids.join(" "));
    let ids: Vec<&str> = outcome.denied().map(|id| book.symptoms[id].id.as_str()).collect();
    next(&ids.join(" "));
    let mut causes = outcome.causes();
    let first = causes.next();
    next(first.map_or("", |(rule, _)| &book.rules[rule].id));
    next(first.map_or("", |(_, verdict)| verdict.name()));
    let others: Vec<&str> = causes.map(|(rule, _)| book.rules[rule].id.as_str()).collect();
    next(&others.join(" "));
    next(outcome.ask().map_or("", |fact| &book.facts[fact].id));
    next(&book.digest);
    next(&outcome.reason().map_or(String::new(), |reason| reason::text(reason, Lang::En)));
    next(outcome.reason().map_or("", |reason| reason.kind().code()));
    for (_, value) in &record.fields {
        next(value);
    }
    out.push_str("\r\n");
}

/// A spreadsheet program may compute a cell that begins with one of these; the wide ones are typed in Chinese.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

fn cell(out: &mut String, text: &str) {
    let formula = text.starts_with(FORMULA);
    let quoted =
        formula || text.contains([',', '"', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ');
    if !quoted {
        return out.push_str(text);
    }
    out.push('"');
    if formula {
        out.push('\'');
    }
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("=1+1", "\"'=1+1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("-5", "\"'-5\""),
            ("\t=1", "\"'\t=1\""),
            ("\r", "\"'\r\""),
        ] {
            let mut out = String::new();
            cell(&mut out, text);
            assert_eq!(out, expected);
        }
    }
}
