//! The message to the customer.
//!
//! In: a view whose language is the customer's. Out: what the confirmed causes mean and the steps that are for
//! the customer. Nothing that is for the agent only ever stands here, no id, no fact name and no guess: where
//! nothing is confirmed, the message holds the line and asks; where all is over, it closes.

use crate::book::Audience;
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
        (false, _) => open.iter().map(|found| told(view, phrases, found)).collect::<Vec<_>>().join("\n\n"),
        (true, false) => phrases.reply.hand_over.to_owned(),
        (true, true) if over(view) => phrases.reply.over.to_owned(),
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

/// Whether the customer says of everything that it is over.
fn over(view: &View<'_>) -> bool {
    let mentions = &view.diagnosis.reading.mentions;
    !mentions.is_empty() && mentions.iter().all(|mention| mention.status == Status::Denied)
}

/// Nothing is confirmed: hold the line and ask what would settle it, in the customer's words.
fn holding(view: &View<'_>, phrases: &Phrases) -> String {
    let questions = view.diagnosis.questions.iter().filter_map(|question| {
        let ask = view.book.facts[question.fact].ask_customer.as_ref()?;
        Some(view.text(ask)).filter(|ask| !ask.is_empty())
    });
    let mut questions: Vec<String> = questions.take(QUESTIONS).collect();
    if questions.is_empty() {
        questions.push(phrases.reply.exact_words.to_owned());
        if view.diagnosis.reading.products.is_empty()
            && view.case.packs.is_empty()
            && view.case.named.is_empty()
        {
            questions.push(phrases.reply.product.to_owned());
        }
    }
    let questions: Vec<String> = questions.iter().map(|question| format!("- {question}")).collect();
    format!("{}\n\n{}\n{}", phrases.reply.holding, phrases.reply.questions, questions.join("\n"))
}
