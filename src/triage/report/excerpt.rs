//! A part of a ticket around its evidence, masked.

use super::words::floor;
use crate::arena::Id;
use crate::book::Symptom;
use crate::engine::Case;
use crate::mask;
use crate::text::{Evidence, Reading, Status};
use std::collections::BTreeSet;

/// Bytes of a ticket that are shown, about.
const LENGTH: usize = 420;
/// Bytes before the evidence.
const BEFORE: usize = 140;
/// Stand around evidence while the text is masked; tickets do not hold them, for they are taken out first.
const OPEN: char = '\u{F8F0}';
const CLOSE: char = '\u{F8F1}';

/// How texts are masked.
#[derive(Debug, Clone, Default)]
pub struct Masking {
    /// Whether nothing is masked.
    pub off: bool,
    /// Numbers that are the product's own.
    pub keep: BTreeSet<String>,
}

impl Masking {
    /// The text without what leads to a person.
    pub fn mask(&self, text: &str) -> String {
        if self.off { text.to_owned() } else { mask::mask(text, |number| self.keep.contains(number)) }
    }
}

/// The best evidence of some symptoms, present ones first.
pub fn best<'a>(reading: &'a Reading, symptoms: &[Id<Symptom>]) -> Option<&'a Evidence> {
    let mentions = reading.mentions.iter().filter(|mention| symptoms.contains(&mention.symptom));
    let all = mentions.flat_map(|mention| &mention.evidence);
    all.filter(|evidence| evidence.status == Status::Present && !evidence.spans.is_empty())
        .max_by(|one, other| one.rank.cmp(&other.rank).then(one.score.total_cmp(&other.score)))
}

/// The words of evidence, by which tickets that say the same are known.
pub fn words(case: &Case, evidence: Option<&Evidence>) -> String {
    let Some(evidence) = evidence else { return String::new() };
    let part = case.parts.get(evidence.part).map_or("", String::as_str);
    let said = evidence.spans.iter().filter_map(|&(from, to)| part.get(from..to));
    said.flat_map(|words| words.chars().filter(|c| c.is_alphanumeric()))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The words around evidence, with the evidence marked; the beginning of the ticket where there is none.
pub fn around(case: &Case, evidence: Option<&Evidence>, masking: &Masking) -> Vec<(String, bool)> {
    let part = evidence.map_or(0, |evidence| evidence.part);
    let Some(text) = case.parts.get(part) else { return Vec::new() };
    let spans = evidence.map_or(&[][..], |evidence| evidence.marks.as_slice());
    let first = spans.first().map_or(0, |span| span.0);
    let start = border(text, first.saturating_sub(BEFORE), first);
    let end = floor(text, start + LENGTH);
    let mut marked = String::with_capacity(LENGTH + 32);
    let mut at = start;
    for &(from, to) in spans.iter().filter(|span| span.0 >= start && span.1 <= end) {
        if from < at || !text.is_char_boundary(from) || !text.is_char_boundary(to) {
            continue;
        }
        plain(&mut marked, &text[at..from]);
        marked.push(OPEN);
        plain(&mut marked, &text[from..to]);
        marked.push(CLOSE);
        at = to;
    }
    plain(&mut marked, &text[at..end]);
    let masked = masking.mask(&marked);
    // A mark may have stood inside what should have been masked: then the words matter more than the mark.
    let bare: String = masked.chars().filter(|c| !matches!(*c, OPEN | CLOSE)).collect();
    let again = masking.mask(&bare);
    let mut pieces = if again == bare { split(&masked) } else { vec![(again, false)] };
    if start > 0 {
        pieces.insert(0, ("… ".to_owned(), false));
    }
    if end < text.len() {
        pieces.push((" …".to_owned(), false));
    }
    pieces
}

fn plain(out: &mut String, text: &str) {
    out.extend(text.chars().filter(|c| !matches!(*c, OPEN | CLOSE)));
}

/// A place at or behind `from` where a word begins, not beyond `latest`.
fn border(text: &str, from: usize, latest: usize) -> usize {
    let from = floor(text, from);
    if from == 0 {
        return 0;
    }
    let latest = floor(text, latest);
    text[from..latest].find(char::is_whitespace).map_or(from, |space| from + space + 1).min(latest)
}

fn split(masked: &str) -> Vec<(String, bool)> {
    let mut pieces = Vec::new();
    for (index, piece) in masked.split(OPEN).enumerate() {
        let (evidence, rest) =
            if index == 0 { ("", piece) } else { piece.split_once(CLOSE).unwrap_or((piece, "")) };
        for (text, is_evidence) in [(evidence, true), (rest, false)] {
            if !text.is_empty() {
                pieces.push((text.to_owned(), is_evidence));
            }
        }
    }
    pieces
}
