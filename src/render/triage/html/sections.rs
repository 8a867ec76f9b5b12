//! Causes, questions, and what the rules do not know.

use super::parts::{bar, escape, heading, segments, table};
use crate::render::phrases::fill;
use crate::render::safe;
use crate::render::triage::{ReportView, number, percent};
use crate::triage::Status;
use crate::triage::report::{CauseCount, Example};
use std::fmt::Write;

/// Causes by how often they come first, each with its clearest tickets.
pub fn causes(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases) = (view.report, view.phrases());
    if report.causes.is_empty() {
        return;
    }
    heading(out, "causes", phrases.causes);
    _ = writeln!(
        out,
        "<ul class=\"key\"><li><i class=\"s0\"></i>{}</li><li><i class=\"maybe\"></i>{}</li></ul>",
        escape(phrases.confirmed),
        escape(phrases.possible)
    );
    let most = report.causes.iter().map(|cause| cause.confirmed + cause.possible).max().unwrap_or(1);
    let header = [phrases.cause, phrases.tickets, phrases.share];
    table(out, &header, report.causes.len(), |out, index| {
        if let Some(cause) = report.causes.get(index) {
            cause_row(out, view, cause, most);
        }
    });
}

fn cause_row(out: &mut String, view: &ReportView<'_>, cause: &CauseCount, most: u64) {
    let phrases = view.phrases();
    let rule = &view.book.rules[cause.rule];
    let sum = cause.confirmed + cause.possible;
    _ = write!(out, "<td>{}<br><code>{}</code>", escape(rule.title.get(view.lang)), escape(&rule.id));
    if cause.answered > 0 {
        _ = write!(
            out,
            "<br><small class=\"ok\">{} {}</small>",
            number(cause.answered),
            escape(phrases.answered)
        );
    }
    if !cause.examples.is_empty() {
        _ = write!(out, "<details><summary class=\"soft\">{}</summary>", escape(phrases.examples));
        cause.examples.iter().for_each(|example| quote(out, example));
        out.push_str("</details>");
    }
    let share = percent(sum, view.report.total.all());
    _ = write!(
        out,
        "</td><td class=\"n\">{}</td><td class=\"n\">{share}</td><td class=\"b\" aria-hidden=\"true\"><span>",
        number(sum)
    );
    segments(out, &[("s0", cause.confirmed), ("maybe", cause.possible)], most);
    out.push_str("</span></td>");
}

fn quote(out: &mut String, example: &Example) {
    _ = writeln!(out, "<blockquote><small>{}</small>", escape(&safe::line(&example.name)));
    for (text, evidence) in &example.pieces {
        let text = escape(&safe::text(text));
        if *evidence {
            _ = write!(out, "<mark>{text}</mark>");
        } else {
            out.push_str(&text);
        }
    }
    out.push_str("</blockquote>");
}

/// The questions that would have settled most tickets.
pub fn questions(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases) = (view.report, view.phrases());
    if report.questions.is_empty() {
        return;
    }
    heading(out, "questions", phrases.questions);
    _ = writeln!(out, "<p class=\"soft\">{}</p>", escape(phrases.questions_note));
    let most = report.questions.iter().map(|question| question.settles).max().unwrap_or(1).max(1);
    let header = [phrases.question, phrases.settles, phrases.asked_first];
    table(out, &header, report.questions.len(), |out, index| {
        let Some(question) = report.questions.get(index) else { return };
        let fact = &view.book.facts[question.fact];
        let ask = fact.ask.as_ref().map_or(fact.name.as_str(), |ask| ask.get(view.lang));
        _ = write!(out, "<td>{}<br><code>{}</code></td>", escape(ask), escape(&fact.id));
        _ = write!(
            out,
            "<td class=\"n\">{}</td><td class=\"n\">{}</td>",
            number(question.settles),
            number(question.first)
        );
        bar(out, question.settles, most);
    });
}

/// Unmatched tickets that are alike.
pub fn groups(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases) = (view.report, view.phrases());
    if report.total.of(Status::Unmatched) == 0 {
        return;
    }
    heading(out, "groups", phrases.groups);
    if !report.groups.is_empty() {
        _ = writeln!(out, "<p class=\"soft\">{}</p>", escape(phrases.groups_note));
    }
    for group in &report.groups {
        let words: Vec<String> =
            group.words.iter().map(|word| format!("<span>{}</span>", escape(&safe::line(word)))).collect();
        _ = write!(
            out,
            "<details class=\"group\"><summary><b>{}</b> <span class=\"words\">{}</span></summary>",
            escape(&fill(phrases.group, &[&number(group.size)])),
            words.join("")
        );
        group.examples.iter().for_each(|example| quote(out, example));
        _ = writeln!(
            out,
            "<p>{}</p><pre tabindex=\"0\">{}</pre></details>",
            escape(phrases.draft),
            escape(&safe::text(&group.draft))
        );
    }
    let (more, tickets) = report.more_groups;
    if more > 0 {
        let told = fill(phrases.more_groups, &[&number(more), &number(tickets)]);
        _ = writeln!(out, "<p class=\"soft\">{}</p>", escape(&told));
    }
    if report.single > 0 {
        _ = writeln!(
            out,
            "<p class=\"soft\">{}</p>",
            escape(&fill(phrases.single, &[&number(report.single)]))
        );
    }
}
