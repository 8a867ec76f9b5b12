//! Why a cause came out as it did, and what would confirm it.
//!
//! In: a conclusion with the traces of its ways. Out: sentences in the reader's language, each with the value it saw.

use super::capital;
use crate::arena::Id;
use crate::book::Fact;
use crate::condition::{Trace, Truth};
use crate::engine::{Conclusion, FactOrigin, KnownFact, Verdict};
use crate::facts::Value;
use crate::render::phrases::{fill, phrases};
use crate::render::view::View;
use crate::render::words;

/// Why a cause came out as it did: the fallback's reason, and the tests that hold in its true ways.
pub(super) fn reasons(view: &View<'_>, conclusion: &Conclusion) -> Vec<String> {
    let phrases = phrases(view.lang);
    if conclusion.fallback {
        let titles = conclusion.symptoms.iter().map(|symptom| view.symptom(*symptom));
        let titles = words::list(titles, phrases.comma, phrases.comma);
        return vec![capital(&fill(phrases.fallback, &[&titles]))];
    }
    let mut sentences = Vec::new();
    for way in &conclusion.traces {
        let condition = view.book.rules[conclusion.rule].ways[way.way].when.as_ref();
        match (condition, &way.trace) {
            (Some(condition), Some(trace)) if trace.truth == Truth::True => {
                sentences.extend(sentences_of(view, words::reasons(view.reader(), condition, trace)));
            }
            (Some(condition), Some(trace)) if conclusion.verdict == Verdict::Possible => {
                sentences.extend(sentences_of(view, words::support(view.reader(), condition, trace)));
            }
            // As a fallback it is offered for its own reason, told above.
            (None, _) if way.way == 0 && view.book.rules[conclusion.rule].fallback => {}
            (None, _) if conclusion.verdict == Verdict::Confirmed => {
                sentences.push(phrases.symptom_alone.to_owned());
            }
            _ => {}
        }
    }
    if conclusion.verdict == Verdict::Possible && rests_on_weak_evidence(conclusion) {
        sentences.push(phrases.weak.to_owned());
    }
    sentences.dedup();
    sentences.iter().map(|sentence| sentence_case(sentence)).collect()
}

/// Reasons as sentences, each with the value it saw.
pub(super) fn sentences_of(view: &View<'_>, reasons: Vec<words::Reason>) -> Vec<String> {
    let with_value = |reason: words::Reason| {
        let known = reason.fact.filter(|_| !reason.says_value).and_then(|fact| known_fact(view, fact));
        // What it is says more than what it is not, and no less than what it may be.
        if let Some(KnownFact {
            fact,
            value: Some(value @ Value::Choice(_)),
            from: FactOrigin::Snapshot,
            ..
        }) = known
        {
            return words::fact_is(view.reader(), *fact, value);
        }
        match known.and_then(|known| known_words(view, known)) {
            Some(value) => fill(phrases(view.lang).aside, &[&reason.sentence, &value]),
            None => reason.sentence,
        }
    };
    reasons.into_iter().map(with_value).collect()
}

pub(super) fn known_fact<'a>(view: &View<'a>, fact: Id<Fact>) -> Option<&'a KnownFact> {
    view.diagnosis.facts.iter().find(|known| known.fact == fact)
}

/// "known: …", or "the ticket says: …".
pub(in crate::render) fn known_words(view: &View<'_>, known: &KnownFact) -> Option<String> {
    let phrases = phrases(view.lang);
    let value = words::value(view.reader(), known.fact, known.value.as_ref()?);
    let phrase = match known.from {
        FactOrigin::Snapshot => phrases.known,
        FactOrigin::Text => phrases.text_says,
    };
    Some(fill(phrase, &[&value]))
}

/// Whether a possible cause lacks only better evidence: one of its ways has a true condition.
fn rests_on_weak_evidence(conclusion: &Conclusion) -> bool {
    let is_true = |trace: &Trace| trace.truth == Truth::True;
    conclusion.traces.iter().any(|way| way.trace.as_ref().is_none_or(is_true))
}

/// What would confirm a possible cause: better evidence, or what its open ways still need.
pub(in crate::render) fn open(view: &View<'_>, conclusion: &Conclusion) -> String {
    let phrases = phrases(view.lang);
    let strong = rests_on_weak_evidence(conclusion).then_some(phrases.needs_strong);
    let open: Vec<_> = conclusion
        .traces
        .iter()
        .filter_map(|way| {
            let condition = view.book.rules[conclusion.rule].ways[way.way].when.as_ref()?;
            let trace = way.trace.as_ref().filter(|trace| trace.truth == Truth::Unknown)?;
            Some((condition, trace))
        })
        .collect();
    fill(phrases.would_confirm, &[&words::any_remaining(view.reader(), strong, &open)])
}

/// The sentence with a capital first letter, unless it begins with a name such as `e+Partner` or `user.roles`.
fn sentence_case(sentence: &str) -> String {
    let word = sentence.split([' ', ':']).next().unwrap_or_default();
    if word.chars().all(char::is_lowercase) { capital(sentence) } else { sentence.to_owned() }
}
