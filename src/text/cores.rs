//! Which regexes may match a plain text, told from its words alone.
//!
//! Goes in: what the regexes need (see [`needs`]). Comes out: for a word the clauses that a text may fulfil because the
//! word stands in it, and for the clauses of a text the regexes that may match it. Of each literal one run of letters and
//! digits counts, the one that tells most: a whole word where the literal has an edge on both sides, else its beginning,
//! its end or its middle. Texts are ASCII in lower case; a regex that opens may still match nowhere.

use super::gate::Gate;
use super::needs::{self, EDGE, Literal};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The cores of all literals.
#[derive(Debug)]
pub(super) struct Cores {
    /// The clauses that whole words fulfil.
    whole: FxHashMap<Vec<u8>, Vec<u32>>,
    /// Cores that are parts of words.
    parts: Gate,
    /// For each of them where in a word it stands, and a clause that it fulfils.
    fulfils: Vec<Vec<(Edges, u32)>>,
    /// For each clause whether a text may fulfil it without any word.
    pub(super) always: Vec<bool>,
    /// The clauses of each regex.
    regexes: Vec<Range<u32>>,
}

/// On which sides a core ends with its word: before it, behind it.
type Edges = (bool, bool);

impl Cores {
    /// Finds the cores. Cost: that of parsing the regexes.
    pub(super) fn new<'a>(sources: impl Iterator<Item = &'a str>) -> Self {
        let (mut always, mut regexes) = (Vec::new(), Vec::new());
        let mut whole: FxHashMap<Vec<u8>, BTreeSet<u32>> = FxHashMap::default();
        let mut parts: BTreeMap<Vec<u8>, BTreeSet<(Edges, u32)>> = BTreeMap::new();
        for source in sources {
            let first = always.len() as u32;
            for literals in needs::with_edges(source) {
                let clause = always.len() as u32;
                always.push(false);
                for literal in literals.iter().filter(|literal| is_plain(literal)) {
                    match core(literal) {
                        None => always[clause as usize] = true,
                        Some((core, (true, true))) => {
                            _ = whole.entry(core.to_vec()).or_default().insert(clause)
                        }
                        Some((core, edges)) => {
                            _ = parts.entry(core.to_vec()).or_default().insert((edges, clause))
                        }
                    }
                }
            }
            regexes.push(first..always.len() as u32);
        }
        let whole = whole.into_iter().map(|(core, clauses)| (core, clauses.into_iter().collect())).collect();
        let (cores, fulfils): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        let fulfils = fulfils.into_iter().map(|clauses| clauses.into_iter().collect()).collect();
        Self { whole, parts: Gate::new(&cores), fulfils, always, regexes }
    }

    /// Calls `each` with the clauses that a text with a word may fulfil, some of them repeatedly.
    pub(super) fn each(&self, word: &str, mut each: impl FnMut(u32)) {
        self.whole.get(word.as_bytes()).into_iter().flatten().copied().for_each(&mut each);
        self.parts.find_at(word, |core, range| {
            for ((before, behind), clause) in &self.fulfils[core as usize] {
                if (!before || range.start == 0) && (!behind || range.end == word.len()) {
                    each(*clause);
                }
            }
        });
    }

    /// The numbers of the regexes that may match a text that fulfils some clauses.
    pub(super) fn open<'a>(&'a self, fulfilled: &'a [bool]) -> impl Iterator<Item = u32> + 'a {
        let opens = |clauses: &Range<u32>| clauses.clone().all(|clause| fulfilled[clause as usize]);
        (0..).zip(&self.regexes).filter(move |(_, clauses)| opens(clauses)).map(|(regex, _)| regex)
    }
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
    use super::*;

    /// Whether a regex may match a text of these words.
    fn opens(source: &str, words: &str) -> bool {
        let cores = Cores::new(std::iter::once(source));
        let mut fulfilled = cores.always.clone();
        words.split(' ').for_each(|word| cores.each(word, |clause| fulfilled[clause as usize] = true));
        cores.open(&fulfilled).next().is_some()
    }

    #[test]
    fn words_open_what_they_may_be_part_of() {
        for (source, words, expected) in [
            (r"\b403\b", "403", true),
            (r"\b403\b", "4031", false),
            (r"\b403", "4031", true),
            (r"\b403", "1403", false),
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
