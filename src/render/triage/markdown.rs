//! The report as Markdown, for a wiki or a mail.

use super::periods::periods;
use super::{ReportView, glance, number, percent, reason};
use crate::render::phrases::fill;
use crate::render::safe;
use crate::triage::Status;
use crate::triage::report::{Example, Tally};
use std::fmt::Write;

/// Rows of a table.
const ROWS: usize = 30;
/// Examples of a cause.
const EXAMPLES: usize = 2;

/// The report.
pub fn report(view: &ReportView<'_>) -> String {
    let (report, phrases, book) = (view.report, view.phrases(), view.book);
    let all = report.total.all();
    let mut out = format!("# {}\n\n", phrases.title);
    // Writing to a `String` cannot fail.
    _ = writeln!(out, "{}: {}\n", phrases.inputs, escape(&view.inputs()));
    _ = writeln!(
        out,
        "- **{} {}** ({})",
        percent(report.total.answered, all),
        phrases.answered,
        number(report.total.answered)
    );
    _ = writeln!(out, "- {} {}", number(all), phrases.tickets);
    for status in Status::ALL.into_iter().filter(|status| report.total.of(*status) > 0) {
        let count = report.total.of(status);
        _ = writeln!(
            out,
            "- {} {} ({})",
            number(count),
            phrases.statuses[status as usize],
            percent(count, all)
        );
    }
    for card in glance::cards(view).into_iter().filter(|_| all > 0) {
        _ = writeln!(out, "\n**{}**\n", card.title);
        if card.lines.is_empty() {
            _ = writeln!(out, "{}", phrases.nothing);
        }
        for (count, what) in &card.lines {
            _ = writeln!(out, "- {count} {}", escape(what));
        }
    }
    let causes = report.causes.iter().map(|cause| {
        let rule = &book.rules[cause.rule];
        vec![
            escape(rule.title.get(view.lang)),
            format!("`{}`", rule.id),
            number(cause.confirmed),
            number(cause.possible),
            number(cause.answered),
        ]
    });
    table(
        &mut out,
        phrases.causes,
        &[phrases.cause, "id", phrases.confirmed, phrases.possible, phrases.answered],
        causes.collect(),
    );
    for cause in report.causes.iter().take(ROWS) {
        let examples = cause.examples.iter().take(EXAMPLES);
        let rule = &book.rules[cause.rule];
        if !cause.examples.is_empty() {
            _ = writeln!(out, "\n**{}**\n", escape(rule.title.get(view.lang)));
        }
        examples.for_each(|example| quote(&mut out, example));
    }
    let questions = report.questions.iter().map(|question| {
        let fact = &book.facts[question.fact];
        let ask = fact.ask.as_ref().map_or(fact.name.as_str(), |ask| ask.get(view.lang));
        vec![escape(ask), format!("`{}`", fact.id), number(question.settles), number(question.first)]
    });
    table(
        &mut out,
        phrases.questions,
        &[phrases.question, "id", phrases.settles, phrases.asked_first],
        questions.collect(),
    );
    groups(&mut out, view);
    let symptoms = report.symptoms.iter().map(|(id, present, mentioned)| {
        vec![format!("`{}`", book.symptoms[*id].id), number(*present), number(*mentioned)]
    });
    table(
        &mut out,
        phrases.symptoms,
        &[phrases.symptom, phrases.present, phrases.mentioned],
        symptoms.collect(),
    );
    let periods = periods(&report.days);
    let times = periods.bars.iter().rev().map(|(name, tally)| {
        vec![name.clone(), number(tally.all()), number(tally.answered), number(tally.of(Status::Unmatched))]
    });
    let unmatched = phrases.statuses[Status::Unmatched as usize];
    table(
        &mut out,
        phrases.by_unit[periods.unit as usize],
        &[phrases.units[periods.unit as usize], phrases.tickets, phrases.answered, unmatched],
        times.collect(),
    );
    for (phrase, count) in [
        (phrases.outside, periods.outside),
        (phrases.further_days, report.further_days),
        (phrases.undated, report.undated),
    ] {
        if count > 0 && !report.days.is_empty() {
            _ = writeln!(out, "\n{}", fill(phrase, &[&number(count)]));
        }
    }
    if let Some(field) = &report.field {
        let name = escape(&field.name);
        let row = |value: String, tally: &Tally| {
            vec![value, number(tally.all()), percent(tally.answered, tally.all())]
        };
        let mut others = field.others;
        field.values.iter().skip(ROWS - 1).for_each(|(_, tally)| others.add(tally));
        let others = (others.all() > 0).then(|| row(phrases.other_values.to_owned(), &others));
        let rows = field.values.iter().take(ROWS - 1).map(|(value, tally)| {
            row(if value.is_empty() { phrases.no_value.to_owned() } else { escape(value) }, tally)
        });
        let rows = rows.chain(others);
        table(
            &mut out,
            &fill(phrases.by_field, &[&name]),
            &[&name, phrases.tickets, phrases.answered],
            rows.collect(),
        );
    }
    let rejects = report.rejects.iter().map(|rejects| {
        let examples = rejects.examples.iter();
        let examples: Vec<String> =
            examples.map(|(row, why)| escape(&format!("{row}: {}", reason::text(why, view.lang)))).collect();
        vec![escape(&reason::kind(rejects.kind, view.lang)), number(rejects.count), examples.join("<br>")]
    });
    table(&mut out, phrases.rejects, &[phrases.why, phrases.rows, phrases.examples], rejects.collect());
    if !report.never.is_empty() {
        let counts = [number(report.never.len() as u64), number(book.rules.len() as u64)];
        _ = writeln!(
            out,
            "\n## {}\n\n{}\n",
            phrases.never,
            fill(phrases.never_note, &[&counts[0], &counts[1]])
        );
        report.never.iter().for_each(|rule| _ = writeln!(out, "- `{}`", book.rules[*rule].id));
    }
    if view.masked {
        _ = writeln!(out, "\n{}", phrases.masked);
    }
    out
}

fn groups(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases) = (view.report, view.phrases());
    if report.total.of(Status::Unmatched) == 0 {
        return;
    }
    _ = writeln!(out, "\n## {}\n", phrases.groups);
    for group in &report.groups {
        let words: Vec<String> = group.words.iter().map(|word| escape(word)).collect();
        _ = writeln!(out, "### {}: {}\n", fill(phrases.group, &[&number(group.size)]), words.join(" · "));
        group.examples.iter().take(EXAMPLES).for_each(|example| quote(out, example));
        _ = writeln!(out, "{}:\n\n```yaml\n{}```\n", phrases.draft, safe::text(&group.draft));
    }
    let (more, tickets) = report.more_groups;
    if more > 0 {
        _ = writeln!(out, "{}\n", fill(phrases.more_groups, &[&number(more), &number(tickets)]));
    }
    if report.single > 0 {
        _ = writeln!(out, "{}", fill(phrases.single, &[&number(report.single)]));
    }
}

fn quote(out: &mut String, example: &Example) {
    let text: String = example
        .pieces
        .iter()
        .map(|(text, evidence)| {
            let text = escape(text);
            if *evidence && !text.trim().is_empty() { format!("**{}**", text.trim()) } else { text }
        })
        .collect();
    _ = writeln!(out, "> {} ({})\n", text.trim(), escape(&example.name));
}

fn table(out: &mut String, title: &str, header: &[&str], rows: Vec<Vec<String>>) {
    if rows.is_empty() {
        return;
    }
    _ = writeln!(out, "\n## {title}\n\n| {} |\n|{}", header.join(" | "), "---|".repeat(header.len()));
    let more = rows.len().saturating_sub(ROWS);
    for row in rows.into_iter().take(ROWS) {
        _ = writeln!(out, "| {} |", row.join(" | "));
    }
    if more > 0 {
        _ = writeln!(out, "\n+ {more}");
    }
}

/// Text on one line without markup.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in safe::line(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
