//! The output: one JSON line a record.
//!
//! Goes in: a record and its outcome. Comes out: the line of DESIGN §6. What could steer a terminal is escaped,
//! so that the output may also be looked at.

use super::{Outcome, Record};
use crate::book::RuleBook;
use crate::lang::Lang;
use crate::render::safe;
use crate::render::triage::reason;
use std::fmt::Write;

/// Appends the JSON line of a record; `inputs` is whether there are several and the line says which.
pub fn json(out: &mut String, book: &RuleBook, record: &Record, outcome: &Outcome, inputs: bool) {
    out.push_str("{\"row\":");
    out.push_str(itoa::Buffer::new().format(record.row));
    if inputs {
        out.push_str(",\"input\":");
        text(out, &record.input);
    }
    out.push_str(",\"id\":");
    optional(out, record.id.as_deref());
    out.push_str(",\"status\":");
    word(out, outcome.status().name());
    out.push_str(",\"language\":");
    match outcome.language() {
        Some(lang) => word(out, lang.code()),
        None => out.push_str("null"),
    }
    out.push_str(",\"symptoms\":");
    list(out, outcome.symptoms(), |out, id| text(out, &book.symptoms[id].id));
    out.push_str(",\"denied\":");
    list(out, outcome.denied(), |out, id| text(out, &book.symptoms[id].id));
    out.push_str(",\"diagnoses\":");
    list(out, outcome.causes(), |out, (rule, verdict)| {
        out.push_str("{\"cause\":");
        text(out, &book.rules[rule].id);
        out.push_str(",\"verdict\":");
        text(out, verdict.name());
        out.push('}');
    });
    out.push_str(",\"ask\":");
    optional(out, outcome.ask().map(|fact| book.facts[fact].id.as_str()));
    out.push_str(",\"rules_digest\":");
    word(out, &book.digest);
    out.push_str(",\"reason\":");
    let reason = outcome.reason().map(|reason| reason::text(reason, Lang::En));
    optional(out, reason.as_deref());
    out.push_str(",\"reason_code\":");
    optional(out, outcome.reason().map(|reason| reason.kind().code()));
    if !record.fields.is_empty() {
        out.push_str(",\"fields\":{");
        for (index, (name, value)) in record.fields.iter().enumerate() {
            out.push_str(if index > 0 { "," } else { "" });
            text(out, name);
            out.push(':');
            text(out, value);
        }
        out.push('}');
    }
    out.push_str("}\n");
}

fn list<T>(out: &mut String, items: impl Iterator<Item = T>, each: impl Fn(&mut String, T)) {
    out.push('[');
    for (index, item) in items.enumerate() {
        out.push_str(if index > 0 { "," } else { "" });
        each(out, item);
    }
    out.push(']');
}

fn optional(out: &mut String, value: Option<&str>) {
    match value {
        Some(value) => text(out, value),
        None => out.push_str("null"),
    }
}

/// A JSON string of a text in which nothing is to be escaped.
fn word(out: &mut String, value: &str) {
    out.push('"');
    out.push_str(value);
    out.push('"');
}

/// A JSON string.
pub(super) fn text(out: &mut String, value: &str) {
    // Most texts hold nothing that is to be escaped: one look without branches tells.
    let plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    if value.bytes().fold(true, |all, byte| all & plain(byte)) {
        return word(out, value);
    }
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            _ if safe::is_unsafe(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a `String` cannot fail.
                    _ = write!(out, "\\u{unit:04x}");
                }
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}
