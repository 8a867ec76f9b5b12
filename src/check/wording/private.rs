//! Patterns that hold something of one customer.

use super::{patterns, written};
use crate::check::Sink;
use crate::check::scene::Scene;
use crate::check::tickets;
use crate::finding::Finding;
use crate::mask::{LONG_NUMBER, mask};
use crate::source::Place;
use std::collections::BTreeSet;

/// `private-text`: an e-mail address, phone number, GUID, ticket number or long number in a pattern or a form. A
/// long number that is a `code` of its own is the product's.
pub(crate) fn private(scene: &Scene<'_>, sink: &mut Sink) {
    let codes: BTreeSet<String> = patterns(scene)
        .filter_map(|(_, _, _, pattern)| match &pattern.kind {
            crate::book::PatternKind::Code(code) => Some(code),
            _ => None,
        })
        .flat_map(|code| code.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() >= LONG_NUMBER))
        .map(str::to_owned)
        .collect();
    let in_patterns = patterns(scene)
        .filter(|(_, _, _, pattern)| !matches!(pattern.kind, crate::book::PatternKind::Code(_)));
    let mut all: Vec<(&str, Place)> =
        in_patterns.filter_map(|(_, _, _, pattern)| Some((written(pattern)?, pattern.place))).collect();
    let forms = scene.book.terms.iter().flat_map(|(_, term)| term.forms.iter());
    all.extend(forms.map(|form| (&*form.text, form.place)));
    for (text, place) in all {
        let private = mask(text, |number| codes.contains(number)) != text || tickets::number(text).is_some();
        if private {
            sink.report(
                Finding::lint("private-text", "this looks like something of one customer")
                    .label(place, "an address, a phone, ticket or other long number, or a GUID")
                    .help("leave it out of the pattern: write `{name}` in a message, or words that every customer sees"),
            );
        }
    }
}
