//! Regular expressions of packs, behind a gate of literals.
//!
//! Each regex names the literals one of which every match must begin with; one automaton looks for all of them.
//! A regex is compiled only when the gate opens for the first time, and runs only then.

use aho_corasick::AhoCorasick;
use regex::Regex;
use regex_syntax::hir::literal::Extractor;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// All regexes of a book.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Regexes {
    list: Vec<Gated>,
    /// The gate's literals, and which regex each of them opens.
    literals: Vec<(Box<[u8]>, u32)>,
    /// Regexes without a literal, which always run.
    open: Vec<u32>,
    /// The automaton over the literals, once a text is read; none where it would be too large.
    #[serde(skip)]
    gate: OnceLock<Option<AhoCorasick>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Gated {
    source: String,
    #[serde(skip)]
    compiled: OnceLock<Option<Regex>>,
}

/// Largest compiled size of one regex, in bytes.
const SIZE_LIMIT: usize = 4 << 20;

impl Regexes {
    /// Adds a regex and returns its number.
    pub(super) fn add(&mut self, source: &str) -> u32 {
        self.list.push(Gated { source: source.to_owned(), compiled: OnceLock::new() });
        self.list.len() as u32 - 1
    }

    /// Finds the literals of the gate, once all are in.
    pub(super) fn seal(&mut self) {
        for (number, gated) in self.list.iter().enumerate() {
            match literals_of(&gated.source) {
                Some(found) => {
                    let opens = found.into_iter().map(|literal| (literal.into(), number as u32));
                    self.literals.extend(opens);
                }
                None => self.open.push(number as u32),
            }
        }
    }

    /// The regexes that may match a normalised text, sorted.
    pub(super) fn candidates(&self, text: &str) -> Vec<u32> {
        let mut found = self.open.clone();
        if !self.literals.is_empty() {
            let literals = || self.literals.iter().map(|(literal, _)| literal);
            let Some(gate) = self.gate.get_or_init(|| AhoCorasick::new(literals()).ok()) else {
                return (0..self.list.len() as u32).collect();
            };
            for literal in gate.find_overlapping_iter(text) {
                let (_, number) = self.literals[literal.pattern().as_usize()];
                if !found.contains(&number) {
                    found.push(number);
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// The compiled regex; none where it is larger than the limit.
    pub(super) fn get(&self, number: u32) -> Option<&Regex> {
        let gated = &self.list[number as usize];
        gated
            .compiled
            .get_or_init(|| regex::RegexBuilder::new(&gated.source).size_limit(SIZE_LIMIT).build().ok())
            .as_ref()
    }
}

/// Whether a regex runs only where one of its literals stands in the text.
pub(crate) fn has_gate(source: &str) -> bool {
    literals_of(source).is_some()
}

/// Literals one of which begins every match: at most 64, each at least two bytes.
fn literals_of(source: &str) -> Option<Vec<Vec<u8>>> {
    let hir = regex_syntax::Parser::new().parse(source).ok()?;
    let mut extractor = Extractor::new();
    extractor.limit_class(8).limit_repeat(4).limit_total(64);
    let mut found = extractor.extract(&hir);
    found.optimize_for_prefix_by_preference();
    let literals: Vec<Vec<u8>> =
        found.literals()?.iter().map(|literal| literal.as_bytes().to_vec()).collect();
    (!literals.is_empty() && literals.iter().all(|literal| literal.len() >= 2)).then_some(literals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gate_lets_every_match_through() {
        let mut regexes = Regexes::default();
        let sources = [r"(?:http|status|状态码)\W{0,4}(?<value>[1-5]\d\d)", r"\bcbc\.(\d+)", r"\d\d:\d\d"];
        for source in sources {
            regexes.add(source);
        }
        regexes.seal();
        for (text, expected) in
            [("http 403", vec![0, 2]), ("状态码:500 and cbc.0100", vec![0, 1, 2]), ("nothing here", vec![2])]
        {
            assert_eq!(regexes.candidates(text), expected);
        }
        assert!(regexes.get(0).is_some_and(|regex| regex.is_match("http 403")));
    }
}
