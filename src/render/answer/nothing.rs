//! What to say where there is no cause, and of what is mentioned and does not count.
//!
//! In: a view. Out: what was understood, what is nearest, what to ask for, and how to go on.

use super::reasons::known_words;
use super::{NotCounted, Nothing, capital, found_symptom};
use crate::render::excerpt::excerpt;
use crate::render::phrases::{Phrases, fill, phrases};
use crate::render::view::View;
use crate::render::words;
use crate::text::{Mention, Status, Suggestion};

/// How many of the nearest symptoms are shown.
const NEAREST: usize = 3;
/// A symptom of which less is in the text is no help: half of two words is any sentence about the product.
const NEAR: f64 = 0.5;

/// Symptoms that are mentioned and do not count, each with why.
pub(super) fn not_counted(view: &View<'_>) -> Vec<NotCounted> {
    let phrases = phrases(view.lang);
    let mentions = view.diagnosis.reading.mentions.iter();
    let entry = |mention: &Mention| {
        let why = match mention.status {
            Status::Present => return None,
            Status::Denied => phrases.denied,
            Status::Hypothetical => phrases.hypothetical,
            Status::Quoted => phrases.quoted,
        };
        let evidence = mention.evidence.first();
        let quote = evidence.and_then(|evidence| {
            let spans: Vec<_> = evidence.marks.iter().chain(&evidence.cue).copied().collect();
            Some(excerpt(view.case.parts.get(evidence.part)?, &spans))
        });
        Some(NotCounted {
            title: view.symptom(mention.symptom),
            id: view.book.symptoms[mention.symptom].id.clone(),
            why,
            quote: quote.unwrap_or_default(),
        })
    };
    mentions.filter_map(entry).collect()
}

/// What to say where everything mentioned does not count: only what the text denies is over for certain.
fn nothing_now(phrases: &Phrases, mentions: &[Mention]) -> &'static str {
    let all = |status: Status| mentions.iter().all(|mention| mention.status == status);
    match (all(Status::Denied), all(Status::Hypothetical)) {
        (true, _) => phrases.only_not_counted,
        (_, true) => phrases.only_supposed,
        _ => phrases.none_reported,
    }
}

/// What to say where there is no cause.
pub(super) fn nothing(view: &View<'_>) -> Nothing {
    let phrases = phrases(view.lang);
    let reading = &view.diagnosis.reading;
    let present = reading.mentions.iter().filter(|mention| mention.status == Status::Present);
    let present: Vec<_> = present.map(|mention| found_symptom(view, mention.symptom)).collect();
    let empty = view.case.parts.iter().all(|part| part.trim().is_empty());
    let headline = match (present.is_empty(), reading.mentions.is_empty(), empty) {
        (false, ..) => phrases.no_cause,
        (true, false, _) => nothing_now(phrases, &reading.mentions),
        (true, true, true) => phrases.nothing_to_read,
        (true, true, false) => phrases.nothing_found,
    };
    let mut understood: Vec<String> =
        present.iter().map(|title| format!("{}{}{title}", phrases.seen, phrases.colon)).collect();
    let products = reading.products.iter().map(|pack| view.text(&view.book.packs[*pack].title));
    understood.extend(products.map(|title| capital(&fill(phrases.product_named, &[&title]))));
    let facts = view.diagnosis.facts.iter().filter_map(|known| {
        let name = words::fact_name(view.reader(), known.fact);
        Some(fill(phrases.aside, &[&name, &known_words(view, known)?]))
    });
    understood.extend(facts);
    // What the text denies or supposes is told as such; there is nothing to guess.
    let near = |suggestion: &&Suggestion| reading.mentions.is_empty() && suggestion.score >= NEAR;
    let suggested = reading.suggested.iter().filter(near).take(NEAREST);
    let nearest = suggested.map(|suggestion| {
        (view.symptom(suggestion.symptom), view.book.symptoms[suggestion.symptom].id.clone())
    });
    let mut ask_for = Vec::new();
    if reading.mentions.is_empty() {
        ask_for.push(phrases.ask_exact_words);
        if reading.products.is_empty() && view.case.packs.is_empty() && view.case.named.is_empty() {
            ask_for.push(phrases.ask_product);
        }
    }
    let go_on = match reading.mentions.as_slice() {
        [] => None,
        _ if !present.is_empty() => None,
        [only] => Some(format!("--symptom {}", view.book.symptoms[only.symptom].id)),
        _ => Some("--symptom ID".to_owned()),
    };
    Nothing { headline, understood, nearest: nearest.collect(), go_on, ask_for }
}
