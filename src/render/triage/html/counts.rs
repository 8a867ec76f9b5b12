//! Plain counts: symptoms, packs, languages, a field, rejects, rules that no ticket needed.

use super::parts::{bar, escape, heading, segments, split, table};
use crate::lang::Lang;
use crate::render::phrases::fill;
use crate::render::safe;
use crate::render::triage::{ReportView, number, percent, reason};
use crate::triage::report::FieldCount;
use std::fmt::Write;

/// Symptoms, packs, languages, verdicts, and the field that was asked for.
pub fn counts(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases, book) = (view.report, view.phrases(), view.book);
    if !report.symptoms.is_empty() {
        heading(out, "symptoms", phrases.symptoms);
        let most = report.symptoms.iter().map(|symptom| symptom.1).max().unwrap_or(1).max(1);
        table(
            out,
            &[phrases.symptom, phrases.present, phrases.mentioned],
            report.symptoms.len(),
            |out, index| {
                let Some((id, present, mentioned)) = report.symptoms.get(index) else { return };
                let symptom = &book.symptoms[*id];
                _ = write!(
                    out,
                    "<td>{}<br><code>{}</code></td>",
                    escape(symptom.title.get(view.lang)),
                    escape(&symptom.id)
                );
                _ = write!(
                    out,
                    "<td class=\"n\">{}</td><td class=\"n\">{}</td>",
                    number(*present),
                    number(*mentioned)
                );
                bar(out, *present, most);
            },
        );
    }
    out.push_str("<div class=\"cols\">");
    let packs =
        report.packs.iter().map(|(pack, count)| (book.packs[*pack].title.get(view.lang).to_owned(), *count));
    small(out, phrases.packs, &packs.collect::<Vec<_>>());
    let language =
        |lang: &Option<Lang>| lang.map_or(phrases.other_language.to_owned(), |lang| lang.code().to_owned());
    let languages = report.languages.iter().map(|(lang, count)| (language(lang), *count));
    small(out, phrases.languages, &languages.collect::<Vec<_>>());
    let verdicts = [
        (phrases.confirmed.to_owned(), report.verdicts[0]),
        (phrases.possible.to_owned(), report.verdicts[1]),
    ];
    small(out, phrases.verdicts, &verdicts);
    out.push_str("</div>\n");
    if let Some(field) = &report.field {
        by_field(out, view, field);
    }
}

fn by_field(out: &mut String, view: &ReportView<'_>, field: &FieldCount) {
    let phrases = view.phrases();
    heading(out, "field", &fill(phrases.by_field, &[&safe::line(&field.name)]));
    let others = (field.others.all() > 0).then_some((phrases.other_values, &field.others));
    let named = field
        .values
        .iter()
        .map(|(value, tally)| (if value.is_empty() { phrases.no_value } else { value.as_str() }, tally));
    let values: Vec<_> = named.chain(others).collect();
    let most = values.iter().map(|(_, tally)| tally.all()).max().unwrap_or(1).max(1);
    table(out, &[&field.name, phrases.tickets, phrases.answered], values.len(), |out, index| {
        let Some((value, tally)) = values.get(index) else { return };
        let answered = percent(tally.answered, tally.all());
        _ = write!(
            out,
            "<td>{}</td><td class=\"n\">{}</td><td class=\"n\">{answered}</td>",
            escape(&safe::line(value)),
            number(tally.all())
        );
        out.push_str("<td class=\"b\" aria-hidden=\"true\"><span>");
        segments(out, &split(tally), most);
        out.push_str("</span></td>");
    });
}

/// Why rows were rejected, with some of them.
pub fn rejects(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases) = (view.report, view.phrases());
    if report.rejects.is_empty() {
        return;
    }
    heading(out, "rejects", phrases.rejects);
    let most = report.rejects.iter().map(|rejects| rejects.count).max().unwrap_or(1).max(1);
    table(out, &[phrases.why, phrases.rows], report.rejects.len(), |out, index| {
        let Some(rejects) = report.rejects.get(index) else { return };
        _ = write!(out, "<td>{}", escape(&reason::kind(rejects.kind, view.lang)));
        for (row, why) in &rejects.examples {
            let why = safe::line(&reason::text(why, view.lang));
            _ = write!(out, "<br><small>{}: {}</small>", escape(&safe::line(row)), escape(&why));
        }
        _ = write!(out, "</td><td class=\"n\">{}</td>", number(rejects.count));
        bar(out, rejects.count, most);
    });
}

fn small(out: &mut String, title: &str, rows: &[(String, u64)]) {
    let most = rows.iter().map(|row| row.1).max().unwrap_or(0);
    if most == 0 {
        return;
    }
    _ = write!(out, "<section><h2>{}</h2><table>", escape(title));
    for (name, count) in rows.iter().filter(|row| row.1 > 0) {
        _ = write!(out, "<tr><td>{}</td><td class=\"n\">{}</td>", escape(&safe::line(name)), number(*count));
        bar(out, *count, most);
        out.push_str("</tr>");
    }
    out.push_str("</table></section>");
}

/// Rules that no ticket needed, and what the report rests on.
pub fn never(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases) = (view.report, view.phrases());
    if !report.never.is_empty() {
        heading(out, "never", phrases.never);
        let told = fill(
            phrases.never_note,
            &[&number(report.never.len() as u64), &number(view.book.rules.len() as u64)],
        );
        _ = write!(out, "<details><summary>{}</summary><ul>", escape(&told));
        for rule in &report.never {
            let rule = &view.book.rules[*rule];
            _ = write!(
                out,
                "<li>{} <code>{}</code></li>",
                escape(rule.title.get(view.lang)),
                escape(&rule.id)
            );
        }
        out.push_str("</ul></details>\n");
    }
    let masked = if view.masked { escape(phrases.masked) } else { String::new() };
    _ = writeln!(
        out,
        "<p class=\"soft\"><small>{masked} {}: <code>{}</code></small></p>",
        escape(phrases.rules),
        escape(&report.digest)
    );
}
