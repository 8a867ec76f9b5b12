//! Messages that another symptom's pattern also finds.
//!
//! Each message is read by the engine as a ticket of its pack; what other symptoms come out of it is what would come
//! out of a customer's paste.

use super::{patterns, shown};
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
        let reading = scene.read(&shown(text), symptom.pack);
        for mention in &reading.mentions {
            if mention.symptom == id || mention.weak || mention.status != Status::Present {
                continue;
            }
            let other = &scene.book.symptoms[mention.symptom];
            let Some(evidence) = mention.evidence.iter().find(|evidence| !evidence.weak) else { continue };
            let at = scene.pattern_place(mention.symptom, evidence.pattern);
            let finding = if evidence.by == "message" {
                Finding::lint(
                    "message-in-message",
                    format!("a message of `{}` is part of a message of `{}`", other.name, symptom.name),
                )
                .label(at, "this is seen")
                .label(pattern.place, "wherever this is shown")
                .help("write more of the shorter message, join the symptoms, or say why both are right")
            } else {
                Finding::lint(
                    "crosses-message",
                    format!("a pattern of `{}` matches a message of `{}`", other.name, symptom.name),
                )
                .label(at, "this matches")
                .label(pattern.place, "what this screen shows")
                .help("narrow the pattern with `near`, `unless` or another term, or say why both are right")
            };
            found.entry((at, id)).or_insert(finding);
        }
    }
    found.into_values().for_each(|finding| sink.report(finding));
}
