//! The table of codes for people: the list, and what one code means.

use crate::check::{FAMILIES, codes as all, find_code};
use crate::finding::Severity;
use std::fmt::Write;

/// One line a code, family by family: the code, its severity, what it means.
pub fn codes() -> String {
    let width = all().map(|code| code.code.len()).max().unwrap_or(0);
    let mut out = String::new();
    for (index, (heading, family)) in FAMILIES.iter().enumerate() {
        _ = writeln!(out, "{}{heading}", if index == 0 { "" } else { "\n" });
        for code in *family {
            _ = writeln!(out, "  {:width$}  {:7}  {}", code.code, code.severity.name(), code.summary);
        }
    }
    out
}

/// What a code means, with an example that has it and one that hasn't; none for an unknown code.
pub fn explain(name: &str) -> Option<String> {
    let code = find_code(name)?;
    let mut out =
        format!("{} ({}): {}\n\n{}\n", code.code, code.severity.name(), code.summary, wrapped(code.about));
    if !code.bad.is_empty() {
        _ = write!(out, "\nReported:\n\n{}\nNot reported:\n\n{}", indented(code.bad), indented(code.good));
    }
    if code.severity != Severity::Error {
        _ = write!(out, "\nWhere it is right: # casebook: allow({}): why\n", code.code);
    }
    Some(out)
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
