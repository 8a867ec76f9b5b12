//! The report as one page of HTML that needs nothing else: no network, no script.

mod chart;
mod counts;
mod parts;
mod sections;
mod style;

use super::glance;
use super::{ReportView, number, percent};
use crate::render::phrases::fill;
use crate::render::safe;
use crate::triage::Status;
use parts::{escape, key, segments, split};
use std::fmt::Write;
use style::CSS;

/// The page.
pub fn page(view: &ReportView<'_>) -> String {
    let phrases = view.phrases();
    let mut out = String::with_capacity(64 * 1024);
    let title = escape(phrases.title);
    _ = write!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width,initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{CSS}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n",
        view.lang
    );
    head(&mut out, view);
    tiles(&mut out, view);
    cards(&mut out, view);
    chart::days(&mut out, view);
    sections::causes(&mut out, view);
    sections::questions(&mut out, view);
    sections::groups(&mut out, view);
    counts::counts(&mut out, view);
    counts::rejects(&mut out, view);
    counts::never(&mut out, view);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn head(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases) = (view.report, view.phrases());
    let days = match (report.days.first(), report.days.last()) {
        (Some((first, _)), Some((last, _))) => format!(" · {first} – {last}"),
        _ => String::new(),
    };
    _ = writeln!(out, "<p class=\"soft\">{}{days}</p>", escape(&view.inputs()));
    let field = report.field.as_ref().map(|field| fill(phrases.by_field, &[&safe::line(&field.name)]));
    let sections = [
        ("days", phrases.over_time, report.days.len() > 1),
        ("causes", phrases.causes, !report.causes.is_empty()),
        ("questions", phrases.questions, !report.questions.is_empty()),
        ("groups", phrases.groups, report.total.of(Status::Unmatched) > 0),
        ("symptoms", phrases.symptoms, !report.symptoms.is_empty()),
        ("field", field.as_deref().unwrap_or_default(), field.is_some()),
        ("rejects", phrases.rejects, !report.rejects.is_empty()),
        ("never", phrases.never, !report.never.is_empty()),
    ];
    let links = sections.iter().filter(|section| section.2);
    let links: Vec<String> =
        links.map(|(id, name, _)| format!("<a href=\"#{id}\">{}</a>", escape(name))).collect();
    _ = writeln!(out, "<nav>{}</nav>", links.join(""));
}

fn tiles(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases) = (view.report, view.phrases());
    let all = report.total.all();
    out.push_str("<div class=\"tiles\">");
    let mut tile = |class: &str, count: u64, name: &str| {
        let share = if class == "all" { String::new() } else { percent(count, all) };
        let (big, small) = if class == "main" { (share, number(count)) } else { (number(count), share) };
        _ = write!(
            out,
            "<div class=\"tile {class}\"><b>{big}</b>{} <small>{small}</small></div>",
            escape(name)
        );
    };
    tile("main", report.total.answered, phrases.answered);
    tile("all", all, phrases.tickets);
    for status in Status::ALL {
        if report.total.of(status) > 0 {
            tile("", report.total.of(status), phrases.statuses[status as usize]);
        }
    }
    out.push_str("</div>\n");
    out.push_str("<div class=\"bar\" aria-hidden=\"true\">");
    segments(out, &split(&report.total), all);
    out.push_str("</div>\n");
    key(out, phrases, &report.total);
    _ = writeln!(out, "<p class=\"soft note\">{}</p>", escape(phrases.answered_note));
}

/// The first questions of who leads a desk, answered.
fn cards(out: &mut String, view: &ReportView<'_>) {
    if view.report.total.all() == 0 {
        return;
    }
    out.push_str("<div class=\"cards\">");
    for card in glance::cards(view) {
        let title = escape(card.title);
        if card.lines.is_empty() {
            _ = write!(
                out,
                "<section><h2>{title}</h2><p class=\"soft\">{}</p>",
                escape(view.phrases().nothing)
            );
        } else {
            _ = write!(out, "<section><h2><a href=\"#{}\">{title}</a></h2><table>", card.section);
        }
        for (count, what) in &card.lines {
            _ = write!(out, "<tr><td class=\"n\"><b>{count}</b></td><td>{}</td></tr>", escape(what));
        }
        out.push_str(if card.lines.is_empty() { "</section>" } else { "</table></section>" });
    }
    out.push_str("</div>\n");
}
