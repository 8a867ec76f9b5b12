//! Which regexes may match a plain text, told from its words alone.
//!
//! Goes in: what the regexes need (see `needs`). Comes out: for a word the clauses that a text may fulfil because the
//! word stands in it. Of each literal one run of letters and digits counts, the one that tells most: a whole word where
//! the literal has an edge on both sides, else its beginning, its end or its middle. Texts are ASCII in lower case; a
//! regex that opens may still match nowhere.

use super::gate::Gate;
use super::needs::{EDGE, Literal};
use super::table::{Lists, Numbers, Table, hash};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The cores of all literals.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Cores {
    /// The clauses that whole words fulfil, by the word's hash: another word of the same may only open more.
    whole: Table,
    /// Cores that are parts of words.
    parts: Gate,
    /// Of these, those that are digits alone, by their first two: texts are full of numbers.
    digits: Lists,
    /// The clauses that each of them fulfils, with the sides on which the core ends with its word in the two lowest
    /// bits.
    fulfils: Lists,
    /// The clauses that a text may fulfil without any word.
    always: Numbers,
}

/// On which sides a core ends with its word: before it, behind it.
type Edges = (bool, bool);

impl Cores {
    /// Finds the cores of literals that come each with the number of a clause.
    pub(super) fn new<'a>(literals: impl Iterator<Item = (&'a Literal, u32)>) -> Self {
        let mut always = BTreeSet::new();
        let mut whole = BTreeSet::new();
        let mut parts: BTreeMap<Vec<u8>, BTreeSet<u32>> = BTreeMap::new();
        for (literal, clause) in literals.filter(|(literal, _)| is_plain(literal)) {
            match core(literal) {
                None => _ = always.insert(clause),
                Some((core, (true, true))) => _ = whole.insert((hash_of(core), u64::from(clause))),
                Some((core, (before, behind))) => {
                    let sides = u32::from(before) | u32::from(behind) << 1;
                    parts.entry(core.to_vec()).or_default().insert(clause << 2 | sides);
                }
            }
        }
        let mut digits = vec![BTreeSet::new(); 100];
        for (number, core) in (0..).zip(parts.keys()).filter(|(_, core)| core.iter().all(u8::is_ascii_digit))
        {
            if let Some(cores) = pair(core).and_then(|pair| digits.get_mut(pair)) {
                cores.insert(number);
            }
        }
        Self {
            digits: Lists::new(digits.iter()),
            whole: Table::new(&whole.into_iter().collect::<Vec<_>>()),
            fulfils: Lists::new(parts.values()),
            parts: Gate::new(&parts.into_keys().collect::<Vec<_>>()),
            always: always.into_iter().collect(),
        }
    }

    /// The clauses that a text may fulfil without any word.
    pub(super) fn always(&self) -> impl Iterator<Item = u32> {
        self.always.all()
    }

    /// Calls `each` with the clauses that a text with a word may fulfil, some of them repeatedly.
    pub(super) fn each(&self, word: &str, mut each: impl FnMut(u32)) {
        self.whole.all(hash(word)).for_each(|clause| each(clause as u32));
        let mut part = |core: u32, range: Range<usize>| {
            let inside = (range.start > 0, range.end < word.len());
            for clause in self.fulfils.of(core as usize) {
                let (before, behind) = (clause & 1 != 0, clause & 2 != 0);
                if !(before && inside.0 || behind && inside.1) {
                    each(clause >> 2);
                }
            }
        };
        if !word.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.parts.find_at(word, part);
        }
        for at in 0..word.len() {
            let rest = &word.as_bytes()[at..];
            for core in pair(rest).into_iter().flat_map(|pair| self.digits.of(pair)) {
                let literal = self.parts.literal(core as usize);
                if rest.starts_with(literal) {
                    part(core, at..at + literal.len());
                }
            }
        }
    }
}

/// The number of two digits with which a text begins. No part of a word is shorter (see [`core`]).
fn pair(digits: &[u8]) -> Option<usize> {
    let [one @ b'0'..=b'9', other @ b'0'..=b'9', ..] = digits else { return None };
    Some(usize::from(one - b'0') * 10 + usize::from(other - b'0'))
}

/// The hash of a core, as that of a word.
fn hash_of(core: &[u8]) -> u64 {
    hash(std::str::from_utf8(core).unwrap_or_default())
}

/// Whether a plain text may hold a literal.
fn is_plain(literal: &Literal) -> bool {
    literal.iter().all(|byte| byte.is_ascii() || *byte == EDGE)
}

/// The run of letters and digits of a literal that tells most.
fn core(literal: &[u8]) -> Option<(&[u8], Edges)> {
    let runs = literal.split(|byte| !byte.is_ascii_alphanumeric());
    let mut at = 0;
    let runs = runs.map(|run| {
        let edges = (at > 0, at + run.len() < literal.len());
        at += run.len() + 1;
        (run, edges)
    });
    let tells = |(run, edges): &(&[u8], Edges)| {
        let whole = *edges == (true, true);
        let number = run.iter().all(u8::is_ascii_digit) && (whole || run.len() > 2);
        run.len() + 3 * usize::from(whole) + 3 * usize::from(number)
    };
    // One letter or digit of a longer word tells nothing.
    runs.filter(|(run, edges)| run.len() > 1 || (run.len() == 1 && *edges == (true, true))).max_by_key(tells)
}

#[cfg(test)]
mod tests {
    use super::super::needs;
    use super::*;

    /// Whether a regex may match a text of these words.
    fn opens(source: &str, words: &str) -> bool {
        let clauses = needs::with_edges(source);
        let literals =
            (0..).zip(&clauses).flat_map(|(number, clause)| clause.iter().map(move |one| (one, number)));
        let cores = Cores::new(literals);
        let mut fulfilled: BTreeSet<u32> = cores.always().collect();
        words.split(' ').for_each(|word| cores.each(word, |clause| _ = fulfilled.insert(clause)));
        fulfilled.len() == clauses.len()
    }

    #[test]
    fn words_open_what_they_may_be_part_of() {
        for (source, words, expected) in [
            (r"\b403\b", "403", true),
            (r"\b403\b", "4031", false),
            (r"\b403", "4031", true),
            (r"\b403", "1403", false),
            (r"403", "1403", true),
            (r"40[3-5]", "140599", true),
            (r"40[3-5]\b", "140599", false),
            (r"40[3-5]\b", "1405", true),
            (r"\berror 403\b", "error code 1", false),
            (r"\berror 403\b", "403", true),
            (r"error_code", "terror", true),
            (r"error_code", "errors code2", false),
            (r"(?:open|shut)[^.]{0,40}door", "doors shutter", true),
            (r"(?:open|shut)[^.]{0,40}door", "doors", false),
            (r"\W+", "", true),
            (r"错误", "error", false),
        ] {
            assert_eq!(opens(source, words), expected, "{source} {words}");
        }
    }
}
