//! The message to the customer.
//!
//! In: a view whose language is the customer's. Out: what the confirmed causes mean and the steps that are for
//! the customer. Nothing that is for the agent only ever stands here, no id, no fact name and no guess: where
//! nothing is confirmed, the message holds the line and asks; where all is over, it closes. What the confirmed causes
//! leave open is asked for below them.

use crate::arena::Id;
use crate::book::{Audience, Fact, Symptom};
use crate::engine::{Conclusion, Verdict};
use crate::lang::LocalText;
use crate::render::answer::covered_by;
use crate::render::phrases::{Phrases, fill, phrases};
use crate::render::steps::{step_words, steps};
use crate::render::view::View;
use crate::render::{safe, words};
use crate::template::Template;
use crate::text::Status;

/// How many questions one message asks.
const QUESTIONS: usize = 3;
/// How many symptoms are named where it is said what a passage is about.
const TITLES: usize = 3;

/// What a message is about.
enum Body<'a> {
    /// These confirmed causes.
    Told(Vec<&'a Conclusion>),
    /// Something that stays inside the desk.
    HandOver,
    /// Everything is over, and nothing is asked.
    Over,
    /// Nothing is reported as a problem, but something is asked.
    Supposed,
    /// Nothing is confirmed.
    Holding,
}

/// The message, with a line break at its end; greeting and closing are the template's where it has them in the
/// customer's language.
pub fn message(view: &View<'_>, template: &Template) -> String {
    let phrases = phrases(view.lang);
    let body = match body(view) {
        Body::Told(open) => passages(view, phrases, &open).join("\n\n"),
        Body::HandOver => phrases.reply.hand_over.to_owned(),
        Body::Over => phrases.reply.over.to_owned(),
        Body::Supposed => phrases.reply.supposed.to_owned(),
        Body::Holding => holding(view, phrases),
    };
    let own =
        |text: &LocalText, ours: &str| text.exact(view.lang).map_or_else(|| ours.to_owned(), safe::text);
    let greeting = own(&template.greeting, phrases.reply.greeting);
    let closing = own(&template.closing, phrases.reply.closing);
    format!("{greeting}\n\n{body}\n\n{closing}\n")
}

/// Whether the message asks the customer for this fact.
pub(super) fn asks_for(view: &View<'_>, fact: Id<Fact>) -> bool {
    let asked = match body(view) {
        Body::Told(open) => questions(view, |fact| rest(view, &open).1.contains(&fact)),
        Body::Holding => questions(view, |_| true),
        Body::HandOver | Body::Over | Body::Supposed => Vec::new(),
    };
    asked.iter().any(|(of, _)| *of == fact)
}

fn body<'a>(view: &View<'a>) -> Body<'a> {
    // What an exacter cause covers would tell the customer the same thing twice.
    let confirmed = view.diagnosis.diagnoses.iter().filter(|found| found.verdict == Verdict::Confirmed);
    let confirmed = confirmed.filter(|found| covered_by(view, found).is_none());
    let (private, open): (Vec<_>, Vec<_>) =
        confirmed.partition(|found| view.book.rules[found.rule].agent_only);
    match (open.is_empty(), private.is_empty()) {
        (false, _) => Body::Told(open),
        (true, false) => Body::HandOver,
        (true, true) if only(view, Status::Denied) && !asks(view) => Body::Over,
        (true, true) if only(view, Status::Denied) || only(view, Status::Hypothetical) => Body::Supposed,
        (true, true) => Body::Holding,
    }
}

/// A passage for each confirmed cause, and one that asks about the rest. Who wrote about several things must see which
/// of them a passage answers.
fn passages(view: &View<'_>, phrases: &Phrases, open: &[&Conclusion]) -> Vec<String> {
    let (symptoms, facts) = rest(view, open);
    let questions = questions(view, |fact| facts.contains(&fact));
    let several = !questions.is_empty() || open.windows(2).any(|pair| pair[0].symptoms != pair[1].symptoms);
    let mut before: &[Id<Symptom>] = &[];
    let mut passages = Vec::new();
    for found in open {
        let mut passage = told(view, phrases, found);
        if several && found.symptoms != before {
            passage = format!("{}\n{passage}", fill(phrases.reply.about, &[&titles(view, &found.symptoms)]));
        }
        before = &found.symptoms;
        passages.push(passage);
    }
    if !questions.is_empty() {
        let heading = fill(phrases.reply.rest, &[&titles(view, &symptoms)]);
        passages.push(format!("{heading}\n{}", listed(&questions)));
    }
    passages
}

/// A confirmed cause: what it is and what to do.
fn told(view: &View<'_>, phrases: &Phrases, found: &Conclusion) -> String {
    let rule = &view.book.rules[found.rule];
    let mut text = view.text(&rule.explanation);
    if text.is_empty() {
        text = view.text(&rule.title);
    }
    let shown: Vec<String> = steps(view, found.rule)
        .iter()
        .filter(|step| step.audience == Audience::Customer)
        // A condition made from a rule would speak of facts that the customer does not know by name.
        .filter(|step| step.condition.is_none() || step.own_words)
        .map(|step| step_words(phrases, phrases.reply.contact, step))
        .collect();
    match shown.as_slice() {
        [] => {}
        [only] => text.push_str(&format!("\n\n{only}")),
        several => {
            text.push_str(&format!("\n\n{}", phrases.reply.steps));
            for (number, step) in several.iter().enumerate() {
                text.push_str(&format!("\n{}. {step}", number + 1));
            }
        }
    }
    text
}

/// Whether everything that the customer mentions has this status.
fn only(view: &View<'_>, status: Status) -> bool {
    let mentions = &view.diagnosis.reading.mentions;
    !mentions.is_empty() && mentions.iter().all(|mention| mention.status == status)
}

/// Whether the customer asks something in the newest message: who does is not told that all is well.
fn asks(view: &View<'_>) -> bool {
    let newest = view.case.parts.first().map_or("", String::as_str);
    newest.lines().any(|line| !line.trim_start().starts_with('>') && line.contains(['?', '？']))
}

/// A title in quotation marks, unless it has them; those within it become single ones.
fn in_quotes(title: &str) -> String {
    let whole = title.strip_prefix('“').and_then(|title| title.strip_suffix('”'));
    match whole.filter(|title| !title.contains(['“', '”'])) {
        Some(_) => title.to_owned(),
        None => format!("“{}”", title.replace('“', "‘").replace('”', "’")),
    }
}

/// What the customer sees, in quotation marks.
fn titles(view: &View<'_>, symptoms: &[Id<Symptom>]) -> String {
    let titles = symptoms.iter().take(TITLES).map(|symptom| in_quotes(&view.symptom(*symptom)));
    words::list(titles, phrases(view.lang).comma, phrases(view.lang).comma)
}

/// The symptoms that the confirmed causes do not explain, and the facts that their possible causes wait for.
fn rest(view: &View<'_>, confirmed: &[&Conclusion]) -> (Vec<Id<Symptom>>, Vec<Id<Fact>>) {
    let explained = |symptom: &Id<Symptom>| confirmed.iter().any(|found| found.symptoms.contains(symptom));
    let possible = view.diagnosis.diagnoses.iter().filter(|found| found.verdict == Verdict::Possible);
    let (mut symptoms, mut facts) = (Vec::new(), Vec::new());
    for found in possible.filter(|found| !found.symptoms.iter().any(explained)) {
        symptoms.extend(&found.symptoms);
        facts.extend(&found.unknown);
    }
    symptoms.sort();
    symptoms.dedup();
    (symptoms, facts)
}

/// Questions in the customer's words, the most settling first.
fn questions(view: &View<'_>, wanted: impl Fn(Id<Fact>) -> bool) -> Vec<(Id<Fact>, String)> {
    let questions = view.diagnosis.questions.iter().filter(|question| wanted(question.fact));
    let asks = questions.filter_map(|question| {
        let ask = view.book.facts[question.fact].ask_customer.as_ref()?;
        Some((question.fact, view.text(ask)))
    });
    asks.filter(|(_, ask)| !ask.is_empty()).take(QUESTIONS).collect()
}

fn listed(questions: &[(Id<Fact>, String)]) -> String {
    questions.iter().map(|(_, ask)| format!("- {ask}")).collect::<Vec<_>>().join("\n")
}

/// Nothing is confirmed: hold the line and ask what would settle it, in the customer's words.
fn holding(view: &View<'_>, phrases: &Phrases) -> String {
    let questions = questions(view, |_| true);
    let mut asked = listed(&questions);
    if questions.is_empty() {
        asked = format!("- {}", phrases.reply.exact_words);
        if view.diagnosis.reading.products.is_empty()
            && view.case.packs.is_empty()
            && view.case.named.is_empty()
        {
            asked.push_str(&format!("\n- {}", phrases.reply.product));
        }
    }
    format!("{}\n\n{}\n{asked}", phrases.reply.holding, phrases.reply.questions)
}

#[cfg(test)]
mod tests {
    use super::in_quotes;

    #[test]
    fn a_title_is_quoted_once() {
        for (title, quoted) in [
            ("403 Forbidden", "“403 Forbidden”"),
            ("“No benefits yet”", "“No benefits yet”"),
            ("结果显示“没有选项”", "“结果显示‘没有选项’”"),
            ("“A” and “B”", "“‘A’ and ‘B’”"),
        ] {
            assert_eq!(in_quotes(title), quoted);
        }
    }
}
