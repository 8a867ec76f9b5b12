//! What several sections of the page are made of.

use crate::render::phrases::TriagePhrases;
use crate::render::safe;
use crate::triage::Status;
use crate::triage::report::Tally;
use std::fmt::Write;

/// Rows of a table that are open; the rest is folded.
const OPEN: usize = 12;

/// The parts of a bar, with the class of each: what can be answered at once, what else was diagnosed, the other
/// statuses.
pub fn split(tally: &Tally) -> [(&'static str, u64); 6] {
    let diagnosed = tally.of(Status::Diagnosed);
    [
        ("s0", tally.answered),
        ("maybe", diagnosed.saturating_sub(tally.answered)),
        ("s1", tally.of(Status::SymptomsOnly)),
        ("s2", tally.of(Status::Denied)),
        ("s3", tally.of(Status::Unmatched)),
        ("s4", tally.of(Status::Rejected)),
    ]
}

/// What the parts of [`split`] are called.
pub fn words(phrases: &TriagePhrases) -> [&'static str; 6] {
    let [_, symptoms, denied, unmatched, rejected] = phrases.statuses;
    [phrases.answered, phrases.diagnosed_rest, symptoms, denied, unmatched, rejected]
}

/// What the colours mean, of those that a tally has.
pub fn key(out: &mut String, phrases: &TriagePhrases, tally: &Tally) {
    out.push_str("<ul class=\"key\">");
    for ((class, count), name) in split(tally).into_iter().zip(words(phrases)) {
        if count > 0 {
            _ = write!(out, "<li><i class=\"{class}\"></i>{}</li>", escape(name));
        }
    }
    out.push_str("</ul>\n");
}

/// Parts of a bar that is `whole` wide.
pub fn segments(out: &mut String, parts: &[(&str, u64)], whole: u64) {
    for (class, count) in parts.iter().filter(|part| part.1 > 0) {
        let width = *count as f64 * 100.0 / whole.max(1) as f64;
        _ = write!(out, "<i class=\"{class}\" style=\"width:{width:.2}%\"></i>");
    }
}

/// A table whose rows beyond the first are folded.
pub fn table(out: &mut String, header: &[&str], rows: usize, row: impl Fn(&mut String, usize)) {
    let head: Vec<String> = header
        .iter()
        .enumerate()
        .map(|(index, name)| {
            format!("<th{}>{}</th>", if index > 0 { " class=\"n\"" } else { "" }, escape(&safe::line(name)))
        })
        .collect();
    let head = format!("<div class=\"wide\"><table><tr>{}<th></th></tr>", head.concat());
    out.push_str(&head);
    for index in 0..rows {
        if index == OPEN {
            _ = write!(out, "</table></div><details><summary>+ {}</summary>{head}", rows - OPEN);
        }
        out.push_str("<tr>");
        row(out, index);
        out.push_str("</tr>\n");
    }
    out.push_str("</table></div>");
    out.push_str(if rows > OPEN { "</details>\n" } else { "\n" });
}

/// A cell with a bar.
pub fn bar(out: &mut String, count: u64, most: u64) {
    out.push_str("<td class=\"b\" aria-hidden=\"true\"><span>");
    segments(out, &[("s0", count)], most);
    out.push_str("</span></td>");
}

/// The heading of a section.
pub fn heading(out: &mut String, id: &str, title: &str) {
    _ = writeln!(out, "<h2 id=\"{id}\">{}</h2>", escape(title));
}

/// Text for HTML, also inside attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
