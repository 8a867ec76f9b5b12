//! Messages that another symptom's pattern also finds.
//!
//! Each message is read by the engine as a ticket of its pack; what other symptoms come out of it is what would come
//! out of a customer's paste.

use super::{patterns, shown, written};
use crate::arena::Id;
use crate::book::{PatternKind, Symptom};
use crate::check::Sink;
use crate::check::scene::Scene;
use crate::finding::Finding;
use crate::source::Place;
use crate::text::Status;
use std::collections::BTreeMap;

/// `message-in-message` and `crosses-message`, once for each pattern and symptom.
pub(crate) fn messages(scene: &Scene<'_>, sink: &mut Sink) {
    let mut found: BTreeMap<(Place, Id<Symptom>), Finding> = BTreeMap::new();
    for (id, symptom, _, pattern) in patterns(scene) {
        let PatternKind::Message { text, .. } = &pattern.kind else { continue };
        let screen = shown(text);
        let reading = scene.read(&screen, symptom.pack);
        for mention in &reading.mentions {
            if mention.symptom == id || mention.weak || mention.status != Status::Present {
                continue;
            }
            let other = &scene.book.symptoms[mention.symptom];
            let Some(evidence) = mention.evidence.iter().find(|evidence| !evidence.weak) else { continue };
            let at = scene.pattern_place(mention.symptom, evidence.pattern);
            let (one, two) = names(other, symptom);
            let finding = if evidence.by == "message" {
                let inner = evidence.pattern.and_then(|index| written(other.seen.get(index)?));
                let inner = inner.map(|text| format!(" {}", quoted(text))).unwrap_or_default();
                Finding::lint(
                    "message-in-message",
                    format!("the message{inner} of `{one}` is part of a message of `{two}`"),
                )
                .label(at, format!("`{one}` is seen too"))
                .label(pattern.place, "wherever this is shown")
                .help("write more of the shorter message, join the symptoms, or say why both are right")
            } else {
                let words = matched(&screen, &evidence.spans);
                Finding::lint(
                    "crosses-message",
                    format!("a pattern of `{one}` matches {words} in a message of `{two}`"),
                )
                .label(at, format!("matches {words}"))
                .label(pattern.place, "in what this screen shows")
                .help("narrow the pattern with `near`, `unless` or another term, or say why both are right")
            };
            found.entry((at, id)).or_insert(finding);
        }
    }
    found.into_values().for_each(|finding| sink.report(finding));
}

/// What two symptoms are called beside each other: without their pack where it is the same.
fn names<'a>(one: &'a Symptom, two: &'a Symptom) -> (&'a str, &'a str) {
    if one.pack == two.pack { (&one.name, &two.name) } else { (&one.id, &two.id) }
}

/// Longer texts are cut.
const MOST_SHOWN: usize = 60;

/// An author's text, cut where it is long.
fn quoted(text: &str) -> String {
    let short: String = text.chars().take(MOST_SHOWN).collect();
    if short.len() < text.len() { format!("`{}…`", short.trim_end()) } else { format!("`{text}`") }
}

/// The words that a pattern matched.
fn matched(screen: &str, spans: &[(usize, usize)]) -> String {
    let words = spans.iter().filter_map(|span| screen.get(span.0..span.1)).map(quoted);
    words.collect::<Vec<_>>().join(" and ")
}
