//! Patterns that do not even match what they are written for.

use super::{patterns, shown};
use crate::book::PatternKind;
use crate::check::Sink;
use crate::check::scene::Scene;
use crate::finding::Finding;
use crate::text;

/// `unmatchable`: a message that is not found in itself, a code without a digit at its end, a form without a word.
pub(crate) fn unmatchable(scene: &Scene<'_>, sink: &mut Sink) {
    for (id, symptom, _, pattern) in patterns(scene) {
        match &pattern.kind {
            // With `near` the term stands outside the message, so the message alone proves nothing.
            PatternKind::Message { text, .. } if pattern.near.is_empty() => {
                let reading = scene.read(&shown(text), symptom.pack);
                if !reading.mentions.iter().any(|mention| mention.symptom == id) {
                    sink.report(
                        Finding::lint("unmatchable", format!("this message of `{}` is not found in its own text", symptom.name))
                            .label(pattern.place, "never seen")
                            .help("what looks like markup or an escape is taken out of texts, and `unless` must not forbid a word of the message"),
                    );
                }
            }
            PatternKind::Code(code) => {
                let last = code.rsplit(|c: char| !c.is_ascii_alphanumeric()).find(|part| !part.is_empty());
                if !last.is_some_and(|part| part.bytes().any(|byte| byte.is_ascii_digit())) {
                    sink.report(
                        Finding::lint(
                            "unmatchable",
                            format!("the code `{code}` is never looked for: its end holds no digit"),
                        )
                        .label(pattern.place, "never seen")
                        .help("write a word of letters as a `message` or as a term in a `say`"),
                    );
                }
            }
            _ => {}
        }
    }
    for (_, term) in scene.book.terms.iter() {
        for form in term.forms.iter() {
            let sign = form.text.chars().any(text::is_sign);
            if !sign && text::words(&form.text).iter().flatten().next().is_none() {
                sink.report(
                    Finding::lint(
                        "unmatchable",
                        format!("nothing is left of the form `{}` of `{}`", form.text, term.name),
                    )
                    .label(form.place, "never seen")
                    .help("what looks like markup or an escape is taken out of texts: write the words alone"),
                );
            }
        }
    }
}
