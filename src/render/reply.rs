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
use crate::render::phrases::{Phrases, phrases};
use crate::render::safe;
use crate::render::steps::{step_words, steps};
use crate::render::view::View;
use crate::template::Template;
use crate::text::Status;

/// How many questions one message asks.
const QUESTIONS: usize = 3;

/// The message, with a line break at its end; greeting and closing are the template's where it has them in the
/// customer's language.
pub fn message(view: &View<'_>, template: &Template) -> String {
    let phrases = phrases(view.lang);
    // What an exacter cause covers would tell the customer the same thing twice.
    let confirmed = view.diagnosis.diagnoses.iter().filter(|found| found.verdict == Verdict::Confirmed);
    let confirmed = confirmed.filter(|found| covered_by(view, found).is_none());
    let (private, open): (Vec<_>, Vec<_>) =
        confirmed.partition(|found| view.book.rules[found.rule].agent_only);
    let body = match (open.is_empty(), private.is_empty()) {
        (false, _) => {
            let told = open.iter().map(|found| told(view, phrases, found));
            told.chain(rest(view, phrases, &open)).collect::<Vec<_>>().join("\n\n")
        }
        (true, false) => phrases.reply.hand_over.to_owned(),
        (true, true) if only(view, Status::Denied) => phrases.reply.over.to_owned(),
        (true, true) if only(view, Status::Hypothetical) => phrases.reply.supposed.to_owned(),
        (true, true) => holding(view, phrases),
    };
    let own =
        |text: &LocalText, ours: &str| text.exact(view.lang).map_or_else(|| ours.to_owned(), safe::text);
    let greeting = own(&template.greeting, phrases.reply.greeting);
    let closing = own(&template.closing, phrases.reply.closing);
    format!("{greeting}\n\n{body}\n\n{closing}\n")
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

/// What to ask about problems that the confirmed causes do not explain.
fn rest(view: &View<'_>, phrases: &Phrases, confirmed: &[&Conclusion]) -> Option<String> {
    let explained = |symptom: &Id<Symptom>| confirmed.iter().any(|found| found.symptoms.contains(symptom));
    let possible = view.diagnosis.diagnoses.iter().filter(|found| found.verdict == Verdict::Possible);
    let possible = possible.filter(|found| !found.symptoms.iter().any(explained));
    let open: Vec<Id<Fact>> = possible.flat_map(|found| found.unknown.iter().copied()).collect();
    let questions = questions(view, |fact| open.contains(&fact));
    (!questions.is_empty()).then(|| format!("{}\n{}", phrases.reply.rest, questions.join("\n")))
}

/// Questions in the customer's words, as a list.
fn questions(view: &View<'_>, wanted: impl Fn(Id<Fact>) -> bool) -> Vec<String> {
    let questions = view.diagnosis.questions.iter().filter(|question| wanted(question.fact));
    let asks = questions.filter_map(|question| view.book.facts[question.fact].ask_customer.as_ref());
    let asks = asks.map(|ask| view.text(ask)).filter(|ask| !ask.is_empty());
    asks.take(QUESTIONS).map(|ask| format!("- {ask}")).collect()
}

/// Nothing is confirmed: hold the line and ask what would settle it, in the customer's words.
fn holding(view: &View<'_>, phrases: &Phrases) -> String {
    let mut questions = questions(view, |_| true);
    if questions.is_empty() {
        questions.push(format!("- {}", phrases.reply.exact_words));
        if view.diagnosis.reading.products.is_empty()
            && view.case.packs.is_empty()
            && view.case.named.is_empty()
        {
            questions.push(format!("- {}", phrases.reply.product));
        }
    }
    format!("{}\n\n{}\n{}", phrases.reply.holding, phrases.reply.questions, questions.join("\n"))
}
