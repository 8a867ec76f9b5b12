//! The answer as Markdown, to paste into a ticket or a wiki.
//!
//! The customer's text can bring neither markup nor links along: every character with a meaning in Markdown
//! is escaped. Evidence is marked with `«` and `»`, which every reader shows.

use crate::book::Audience;
use crate::engine::Verdict;
use crate::render::answer::{Answer, Cause, Nothing, answer, capital};
use crate::render::excerpt;
use crate::render::excerpt::Piece;
use crate::render::page::Run;
use crate::render::phrases::{Phrases, fill, phrases};
use crate::render::steps::step_words;
use crate::render::view::View;
use crate::render::words;
use std::fmt::Write;

/// The answer of a diagnosis.
pub fn diagnosis(view: &View<'_>) -> String {
    let answer = answer(view);
    let phrases = phrases(view.lang);
    let mut out = String::new();
    if let Some(nothing) = &answer.nothing {
        self::nothing(&mut out, phrases, nothing);
    }
    for cause in &answer.main {
        self::cause(&mut out, phrases, cause);
    }
    rest(&mut out, phrases, &answer);
    out
}

fn cause(out: &mut String, phrases: &Phrases, cause: &Cause) {
    let verdict = match cause.verdict {
        Verdict::Confirmed => phrases.confirmed,
        Verdict::Possible => phrases.possible,
        Verdict::RuledOut => phrases.ruled_out,
    };
    heading(out, 2, &format!("{verdict}{}{}", phrases.colon, escape(&cause.title)));
    if cause.agent_only {
        paragraph(out, &format!("**{}**", phrases.agent_only_cause));
    }
    paragraph(out, &escape(&cause.explanation));
    heading(out, 3, if cause.quotes.is_empty() { phrases.seen } else { phrases.ticket_says });
    for pieces in &cause.quotes {
        paragraph(out, &format!("> {}", quote(pieces)));
    }
    items(out, cause.symptoms.iter().map(|symptom| escape(symptom)));
    let open = cause.open.iter().map(|open| fill(phrases.confirmed_if, &[open]));
    let reasons: Vec<String> = cause.reasons.iter().cloned().chain(open).collect();
    if !reasons.is_empty() {
        heading(out, 3, phrases.why);
        items(out, reasons.iter().map(|reason| escape(reason)));
    }
    steps(out, phrases, 3, cause.steps_title, cause);
    let source =
        cause.source.iter().map(|source| format!("{}{}{} · ", phrases.source, phrases.colon, escape(source)));
    paragraph(out, &format!("{}`{}`", source.collect::<String>(), cause.id));
}

/// What to do about a cause, under a heading of this level.
fn steps(out: &mut String, phrases: &Phrases, level: usize, title: &str, cause: &Cause) {
    if !cause.steps.is_empty() {
        heading(out, level, title);
    }
    for (number, step) in cause.steps.iter().enumerate() {
        let private = match step.audience {
            Audience::Agent => format!("**[{}]** ", phrases.agent_only),
            Audience::Customer => String::new(),
        };
        let words = escape(&step_words(phrases, phrases.contact, step));
        line(out, &format!("{}. {private}{words}", number + 1));
    }
}

/// Everything below the main causes.
fn rest(out: &mut String, phrases: &Phrases, answer: &Answer) {
    section(out, phrases.notes, answer.notes.iter().map(|note| escape(note)).collect());
    let possible = |cause: &Cause| {
        let reason = cause.open.clone().unwrap_or_else(|| cause.reasons.join(phrases.comma));
        entry(phrases, &cause.title, &cause.id, &reason)
    };
    section(out, phrases.also_possible, answer.others.iter().map(possible).collect());
    for problem in &answer.further {
        heading(out, 3, phrases.another_problem);
        for pieces in &problem.quotes {
            paragraph(out, &format!("> {}", quote(pieces)));
        }
        items(out, problem.symptoms.iter().map(|symptom| escape(symptom)));
        heading(out, 4, phrases.possible_causes);
        items(out, problem.causes.iter().map(possible));
        if let Some(likeliest) = problem.causes.first() {
            let title = format!("{}{}{}", likeliest.steps_title, phrases.colon, escape(&likeliest.title));
            steps(out, phrases, 4, &title, likeliest);
        }
    }
    let ruled_out = answer.ruled_out.iter().map(|(title, id, reason)| entry(phrases, title, id, reason));
    section(out, phrases.ruled_out_list, ruled_out.collect());
    let not_counted = answer.not_counted.iter().map(|one| {
        let words = format!("{} (`{}`){}{}", escape(&one.title), one.id, phrases.colon, one.why);
        if one.quote.is_empty() { words } else { format!("{words} ({})", quote(&one.quote)) }
    });
    section(out, phrases.not_counted, not_counted.collect());
    if let Some(option) = answer.nothing.as_ref().and_then(|nothing| nothing.go_on.as_ref()) {
        paragraph(out, &fill(phrases.go_on_with, &[&code(option)]));
    }
    let questions = answer.questions.iter().map(|ask| {
        let answers = words::list(ask.answers.iter().cloned(), phrases.comma, phrases.comma);
        let answers = if answers.is_empty() { answers } else { fill(phrases.answers, &[&answers]) };
        let said = match ask.not_known {
            Some(words) => escape(words),
            None => {
                let option = fill(phrases.answer_with, &[&code(&ask.option)]);
                let gap = if answers.is_empty() { "" } else { " · " };
                format!("{}{gap}{option}", escape(&answers))
            }
        };
        format!("{} {said}", escape(&ask.question))
    });
    section(out, phrases.ask_next, questions.collect());
}

fn nothing(out: &mut String, phrases: &Phrases, nothing: &Nothing) {
    heading(out, 2, nothing.headline);
    section(out, phrases.understood, nothing.understood.iter().map(|words| escape(words)).collect());
    let nearest = nothing.nearest.iter().map(|(title, id)| entry(phrases, title, id, ""));
    section(out, phrases.nearest, nearest.collect());
    if !nothing.nearest.is_empty() {
        paragraph(out, &fill(phrases.add_nearest, &[&code("--symptom ID")]));
    }
    section(out, phrases.ask_for, nothing.ask_for.iter().map(|words| escape(words)).collect());
}

/// An option as it is typed; there is no backtick in one.
fn code(option: &str) -> String {
    format!("`{option}`")
}

fn entry(phrases: &Phrases, title: &str, id: &str, reason: &str) -> String {
    let reason = if reason.is_empty() {
        String::new()
    } else {
        format!("{}{}", phrases.colon, escape(&capital(reason)))
    };
    format!("{} (`{id}`){reason}", escape(title))
}

fn quote(pieces: &[Piece]) -> String {
    // A line of the customer's is a line of the quote: the two blanks break it.
    let lines = |run: &Run| run.text.split('\n').map(escape).collect::<Vec<_>>().join("  \n> ");
    excerpt::runs(pieces, false).iter().map(lines).collect()
}

fn heading(out: &mut String, level: usize, title: &str) {
    gap(out);
    // Writing to a `String` cannot fail.
    _ = writeln!(out, "{} {title}\n", "#".repeat(level));
}

fn paragraph(out: &mut String, text: &str) {
    if !text.is_empty() {
        gap(out);
        line(out, text);
    }
}

fn section(out: &mut String, title: &str, entries: Vec<String>) {
    if !entries.is_empty() {
        heading(out, 3, title);
        items(out, entries.into_iter());
    }
}

fn items(out: &mut String, entries: impl Iterator<Item = String>) {
    let mut entries = entries.peekable();
    if entries.peek().is_some() {
        gap(out);
    }
    entries.for_each(|entry| line(out, &format!("- {entry}")));
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn gap(out: &mut String) {
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
}

/// Text without a meaning in Markdown or HTML.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let after_digits = at > 0 && text[..at].bytes().all(|byte| byte.is_ascii_digit());
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' => true,
            '#' | '+' | '-' | '=' => at == 0,
            '.' | ')' => after_digits,
            '!' => text[at..].starts_with("!["),
            ':' => text[at..].starts_with("://"),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_brings_no_markup_along() {
        assert_eq!(escape("[x](http://y) <b>*now*</b>"), r"\[x\](http\://y) \<b\>\*now\*\</b\>");
        assert_eq!(escape("1. one"), r"1\. one");
        assert_eq!(escape("# head, error 5000 - yes."), r"\# head, error 5000 - yes.");
        assert_eq!(escape("![i]"), r"\!\[i\]");
    }
}
