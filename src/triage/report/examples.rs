//! The clearest tickets of a cause, different ones first.
//!
//! Goes in: every ticket of the cause with how clear it is and the words it shows. Comes out: five. Of tickets that
//! are as sure, those that say it in other words go before those that say it again. What is kept is bounded.

use super::Example;
use crate::text::Rank;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Examples of a cause.
const EXAMPLES: usize = 5;
/// Wordings of a cause that are kept.
const WORDINGS: usize = 10;

/// How clear an example is; greater is clearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clarity {
    /// Whether the cause is confirmed.
    pub confirmed: bool,
    /// Whether the evidence is strong.
    pub strong: bool,
    /// By what kind of pattern it was found.
    pub rank: Option<Rank>,
    /// How well the pattern fits, in thousandths.
    pub score: u32,
    /// Shorter tickets are clearer.
    pub brevity: Reverse<usize>,
}

/// Examples by the words of their evidence, the clearest of each first.
#[derive(Debug, Default)]
pub struct Examples(BTreeMap<String, Vec<(Clarity, Example)>>);

impl Examples {
    /// Takes a ticket; `make` is only called where it may be shown.
    pub fn add(&mut self, clarity: Clarity, words: String, make: impl FnOnce() -> Example) {
        let weakest = self.0.iter().filter_map(|(words, list)| Some((list.first()?.0, Reverse(words)))).min();
        let full = self.0.len() >= WORDINGS;
        match self.0.get(&words) {
            None if full && weakest.is_some_and(|(weakest, _)| weakest >= clarity) => return,
            Some(known) if known.len() >= EXAMPLES && known.last().is_some_and(|last| last.0 >= clarity) => {
                return;
            }
            _ => {}
        }
        let drop =
            weakest.map(|(_, Reverse(words))| words.clone()).filter(|weakest| full && *weakest != words);
        let example = make();
        if !self.0.contains_key(&words)
            && let Some(weakest) = drop
        {
            self.0.remove(&weakest);
        }
        let known = self.0.entry(words).or_default();
        // The same ticket twice shows nothing more.
        if known.iter().all(|(_, other)| other.pieces != example.pieces) {
            let at = known.partition_point(|other| other.0 >= clarity);
            known.insert(at, (clarity, example));
            known.truncate(EXAMPLES);
        }
    }

    /// The examples to show, the clearest first.
    pub fn best(self) -> Vec<Example> {
        let ranked = self.0.into_values().flat_map(|list| list.into_iter().enumerate());
        let mut all: Vec<_> = ranked.map(|(again, (clarity, example))| (clarity, again, example)).collect();
        all.sort_by_key(|(clarity, again, _)| {
            (Reverse((clarity.confirmed, clarity.strong)), *again, Reverse(*clarity))
        });
        all.into_iter().take(EXAMPLES).map(|(.., example)| example).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tickets: &[(bool, &str, &str)], expected: &[&str]) {
        let mut examples = Examples::default();
        for (confirmed, words, text) in tickets {
            let brevity = Reverse(text.len());
            let clarity = Clarity { confirmed: *confirmed, strong: true, rank: None, score: 1000, brevity };
            examples.add(clarity, (*words).to_owned(), || Example {
                name: String::new(),
                pieces: vec![((*text).to_owned(), false)],
            });
        }
        let found = examples.best();
        let found: Vec<&str> =
            found.iter().flat_map(|one| &one.pieces).map(|piece| piece.0.as_str()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn other_words_go_before_the_same_again() {
        let same: Vec<(bool, &str, &str)> =
            ["a1", "a22", "a333", "a4444", "a55555", "a1"].map(|text| (true, "a", text)).to_vec();
        check(&same, &["a1", "a22", "a333", "a4444", "a55555"]);
        let other = [&same[..], &[(true, "b", "b a long one"), (false, "c", "c")]].concat();
        check(&other, &["a1", "b a long one", "a22", "a333", "a4444"]);
        // Words beyond those that are kept do not take the place of clearer ones.
        let many: Vec<String> = (0..30).map(|count| "x".repeat(count + 1)).collect();
        let tickets: Vec<(bool, &str, &str)> =
            many.iter().rev().map(|text| (true, text.as_str(), text.as_str())).collect();
        check(&tickets, &["x", "xx", "xxx", "xxxx", "xxxxx"]);
    }
}
