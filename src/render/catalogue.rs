//! The catalogue of codes for people: the list, and what one code means.

use crate::check::{find_lint, lints};
use crate::finding::{CODES, Severity};
use std::fmt::Write;

/// Every code, in order of the alphabet.
pub fn all_codes() -> impl Iterator<Item = &'static str> {
    CODES.iter().map(|code| code.code).chain(lints().map(|lint| lint.code))
}

/// One line a code: the code, its severity, what it means.
pub fn codes() -> String {
    let mut rows: Vec<(&str, Severity, &str)> =
        CODES.iter().map(|code| (code.code, Severity::Error, code.summary)).collect();
    rows.extend(lints().map(|lint| (lint.code, lint.severity, lint.summary)));
    rows.sort_unstable_by_key(|row| row.0);
    let width = rows.iter().map(|row| row.0.len()).max().unwrap_or(0);
    let mut out = String::new();
    for (code, severity, summary) in rows {
        _ = writeln!(out, "{code:width$}  {:7}  {summary}", severity.name());
    }
    out
}

/// What a code means, with an example that has it and one that hasn't; none for an unknown code.
pub fn explain(code: &str) -> Option<String> {
    if let Some(lint) = find_lint(code) {
        let mut out = format!(
            "{} ({}): {}\n\n{}\n",
            lint.code,
            lint.severity.name(),
            lint.summary,
            wrapped(lint.about)
        );
        if !lint.bad.is_empty() {
            _ = write!(
                out,
                "\nReported:\n\n{}\nNot reported:\n\n{}",
                indented(lint.bad),
                indented(lint.good)
            );
        }
        if lint.severity != Severity::Error {
            _ = write!(out, "\nWhere it is right: # casebook: allow({}): why\n", lint.code);
        }
        return Some(out);
    }
    let code = CODES.iter().find(|known| known.code == code)?;
    Some(format!("{} (error): {}\n", code.code, code.summary))
}

fn indented(example: &str) -> String {
    let lines =
        example.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") });
    lines.collect()
}

/// At most 96 columns.
fn wrapped(text: &str) -> String {
    const WIDTH: usize = 96;
    let mut out = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}
