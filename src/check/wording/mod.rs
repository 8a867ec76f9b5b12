//! Lints of patterns: what they match that they should not, and what they can never match.

mod codes;
mod messages;
mod private;
mod regexes;
mod says;
mod unmatchable;

pub(super) use codes::codes;
pub(super) use messages::messages;
pub(super) use private::private;
pub(super) use regexes::regexes;
pub(super) use says::says;
pub(super) use unmatchable::unmatchable;

use crate::book::{Pattern, PatternKind, Symptom};
use crate::check::scene::Scene;

/// All patterns of the symptoms that are checked, with the symptom's id and their number.
fn patterns<'a>(
    scene: &'a Scene<'_>,
) -> impl Iterator<Item = (crate::arena::Id<Symptom>, &'a Symptom, usize, &'a Pattern)> {
    let symptoms = scene.book.symptoms.iter().filter(|(_, symptom)| scene.checks(symptom.pack));
    symptoms.flat_map(|(id, symptom)| {
        symptom.seen.iter().enumerate().map(move |(number, pattern)| (id, symptom, number, pattern))
    })
}

/// A message as a screen could show it: each placeholder filled with a short word.
fn shown(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(start) = rest.find('{') {
        let inside = rest[start + 1..].split_once('}');
        let name = inside.map_or("", |(name, _)| name);
        let placeholder = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '_');
        out.push_str(&rest[..start]);
        match inside {
            Some((_, after)) if placeholder => {
                out.push_str("abc");
                rest = after;
            }
            _ => {
                out.push('{');
                rest = &rest[start + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The author's text of a pattern; none for a `say` or a `mention`.
fn written(pattern: &Pattern) -> Option<&str> {
    match &pattern.kind {
        PatternKind::Message { text, .. } => Some(text),
        PatternKind::Code(text) | PatternKind::Regex(text) => Some(text),
        PatternKind::Say { .. } | PatternKind::Captured(_) => None,
    }
}
