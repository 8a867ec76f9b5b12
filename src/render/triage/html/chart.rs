//! Tickets by day, week, month or year: a picture, and a table of the same.

use super::parts::{escape, heading, key, split, words};
use crate::render::phrases::{TriagePhrases, fill};
use crate::render::triage::periods::{Periods, periods};
use crate::render::triage::{ReportView, number};
use std::fmt::Write;

/// The section.
pub fn days(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases) = (view.report, view.phrases());
    let periods = periods(&report.days);
    if periods.bars.len() > 1 {
        let title = phrases.by_unit[periods.unit as usize];
        heading(out, "days", title);
        chart(out, title, &periods);
        key(out, phrases, &report.total);
        table(out, phrases, &periods);
    }
    let mut note = |phrase: &str, count: u64| {
        if count > 0 && !report.days.is_empty() {
            _ = writeln!(out, "<p class=\"soft\">{}</p>", escape(&fill(phrase, &[&number(count)])));
        }
    };
    note(phrases.outside, periods.outside);
    note(phrases.further_days, report.further_days);
    note(phrases.undated, report.undated);
}

fn table(out: &mut String, phrases: &TriagePhrases, periods: &Periods) {
    _ = write!(
        out,
        "<details><summary class=\"soft\">{}</summary><div class=\"wide\"><table><tr><th>{}</th><th class=\"n\">{}</th>",
        escape(phrases.as_table),
        escape(phrases.units[periods.unit as usize]),
        escape(phrases.tickets)
    );
    for name in words(phrases) {
        _ = write!(out, "<th class=\"n\">{}</th>", escape(name));
    }
    out.push_str("</tr>");
    for (name, tally) in &periods.bars {
        _ = write!(out, "<tr><td>{name}</td><td class=\"n\">{}</td>", number(tally.all()));
        for (_, count) in split(tally) {
            _ = write!(out, "<td class=\"n\">{}</td>", number(count));
        }
        out.push_str("</tr>");
    }
    out.push_str("</table></div></details>\n");
}

fn chart(out: &mut String, title: &str, periods: &Periods) {
    let (width, height, left, foot) = (960.0, 200.0, 44.0, 22.0);
    let bars = &periods.bars;
    let most = bars.iter().map(|(_, tally)| tally.all()).max().unwrap_or(1).max(1);
    let step = (width - left) / bars.len() as f64;
    let plot = height - foot - 8.0;
    _ = write!(
        out,
        "<div class=\"wide\" tabindex=\"0\"><svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\">",
        escape(title)
    );
    let shares: &[f64] = if most > 1 { &[0.0, 0.5, 1.0] } else { &[0.0, 1.0] };
    for share in shares {
        let y = 8.0 + plot * (1.0 - share);
        let value = number((most as f64 * share).round() as u64);
        _ = write!(out, "<line class=\"rule\" x1=\"{left}\" x2=\"{width}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>");
        _ = write!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{value}</text>",
            left - 6.0,
            y + 4.0
        );
    }
    let every = bars.len().div_ceil(8);
    for (index, (name, tally)) in bars.iter().enumerate() {
        let x = left + step * index as f64;
        let mut y = 8.0 + plot;
        _ = write!(out, "<g><title>{name}: {}</title>", number(tally.all()));
        for (class, count) in split(tally).into_iter().filter(|part| part.1 > 0) {
            let tall = plot * count as f64 / most as f64;
            y -= tall;
            let bar = (step * 0.82).min(48.0);
            _ = write!(
                out,
                "<rect class=\"{class}\" x=\"{:.1}\" y=\"{y:.1}\" width=\"{bar:.1}\" height=\"{tall:.1}\"/>",
                x + (step - bar) / 2.0
            );
        }
        out.push_str("</g>");
        if index % every == 0 {
            _ = write!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{name}</text>",
                (x + step / 2.0).clamp(left + 24.0, width - 34.0),
                height - 6.0
            );
        }
    }
    out.push_str("</svg></div>\n");
}
