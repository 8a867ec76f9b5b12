//! Codes that stand alone.

use super::patterns;
use crate::book::PatternKind;
use crate::check::Sink;
use crate::check::scene::Scene;
use crate::finding::Finding;
use crate::mask::LONG_NUMBER;

/// `bare-code`: a short number without neighbours turns up in many texts as something else. A code with letters, or
/// one of seven digits or more, can hardly be anything but itself.
pub(crate) fn codes(scene: &Scene<'_>, sink: &mut Sink) {
    for (_, symptom, _, pattern) in patterns(scene) {
        let PatternKind::Code(code) = &pattern.kind else { continue };
        let letters = code.bytes().any(|byte| byte.is_ascii_alphabetic());
        let digits = code.bytes().filter(u8::is_ascii_digit).count();
        if pattern.near.is_empty() && !letters && digits < LONG_NUMBER {
            sink.report(
                Finding::lint(
                    "bare-code",
                    format!("the code `{code}` of `{}` needs no neighbour", symptom.name),
                )
                .label(pattern.place, "any such number in a text is taken for it")
                .help("add terms that stand near it: `near: [error]`"),
            );
        }
    }
}
