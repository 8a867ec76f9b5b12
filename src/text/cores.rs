//! Which regexes may match a plain text, told from its words alone.
//!
//! Goes in: what the regexes need (see `needs`). Comes out: for a word the clauses that a text may fulfil because the
//! word stands in it. Of each literal one run of letters and digits counts, the one that tells most: a whole word where
//! the literal has an edge on both sides, else its beginning, its end or its middle. Texts are ASCII in lower case; a
//! regex that opens may still match nowhere.

use super::gate::Gate;
use super::needs::{EDGE, Literal};
use super::plain::is_of_mail;
use super::regexes::Fulfilled;
use super::table::{Bits, Lists, Numbers, Table, hash};
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
    /// Texts are full of numbers: the clauses that two digits fulfil, as bits, by these and by whether something of the word
    /// stands before them and behind them.
    pairs: Bits,
    /// How many clauses there are.
    clauses: u32,
    /// The cores of more digits, by their first two.
    digits: Lists,
    /// The clauses that each of them fulfils, with the sides on which the core ends with its word in the two lowest
    /// bits.
    fulfils: Lists,
    /// The clauses that a text may fulfil without any word, and those that only one may that is not calm (see
    /// [`super::plain::Plain::calm`]).
    always: Numbers,
    signs: Numbers,
    /// Whole words that are numbers, while they are gathered.
    #[serde(skip)]
    numbers: Vec<String>,
}

/// On which sides a core ends with its word: before it, behind it.
type Edges = (bool, bool);

impl Cores {
    /// Finds the cores of literals that come each with the number of a clause.
    pub(super) fn new<'a>(literals: impl Iterator<Item = (&'a Literal, u32)>) -> Self {
        let (mut always, mut signs) = (BTreeSet::new(), BTreeSet::new());
        let mut whole = BTreeSet::new();
        let mut whole_numbers = BTreeSet::new();
        let mut parts: BTreeMap<Vec<u8>, BTreeSet<u32>> = BTreeMap::new();
        let mut clauses = 0;
        for (literal, clause) in literals.filter(|(literal, _)| is_plain(literal)) {
            clauses = clauses.max(clause + 1);
            match core(literal) {
                None if literal.iter().any(|byte| is_of_mail(*byte)) => _ = signs.insert(clause),
                None => _ = always.insert(clause),
                Some((core, (true, true))) => {
                    whole.insert((hash_of(core), u64::from(clause)));
                    whole_numbers.extend(number(core));
                }
                Some((core, (before, behind))) => {
                    let sides = u32::from(before) | u32::from(behind) << 1;
                    parts.entry(core.to_vec()).or_default().insert(clause << 2 | sides);
                }
            }
        }
        let room = room(clauses);
        let mut pairs = Vec::new();
        let mut digits = vec![BTreeSet::new(); PAIRS];
        let numbers = (0..).zip(&parts).filter(|(_, (core, _))| core.iter().all(u8::is_ascii_digit));
        for (number, (core, fulfils)) in numbers {
            match pair(core) {
                Some(pair) if core.len() == 2 => {
                    for inside in 0..4 {
                        let may = fulfils.iter().filter(|clause| *clause & inside == 0);
                        let row = (4 * pair + inside as usize) * room;
                        pairs.extend(may.map(|clause| row + (clause >> 2) as usize));
                    }
                }
                Some(pair) => _ = digits[pair].insert(number),
                None => {}
            }
        }
        Self {
            pairs: Bits::new(4 * PAIRS * room, pairs),
            clauses,
            digits: Lists::new(digits.iter()),
            whole: Table::new(&whole.into_iter().collect::<Vec<_>>()),
            fulfils: Lists::new(parts.values()),
            parts: Gate::of_clauses(&parts),
            signs: signs.difference(&always).copied().collect(),
            always: always.into_iter().collect(),
            numbers: whole_numbers.into_iter().collect(),
        }
    }

    /// The whole words that are numbers; only where the cores were just found.
    pub(super) fn whole_numbers(&self) -> impl Iterator<Item = &str> {
        self.numbers.iter().map(String::as_str)
    }

    /// Whether a word is whole what a regex looks for. Yes is not certain.
    pub(super) fn may_be_whole(&self, word: &str) -> bool {
        self.whole.first(hash(word)).is_some()
    }

    /// What pairs of digits may fulfil beside these clauses, in as many places as [`Cores::is_beyond`] wants.
    pub(super) fn pairs_beyond(&self, clauses: &Fulfilled) -> Vec<Pair> {
        let beyond = |pair: usize, inside: usize| {
            clauses.lacks_any(self.pairs.row(4 * pair + inside, room(self.clauses)))
        };
        let goes_on = |core: u32| {
            let beyond = self.fulfils.of(core as usize).any(|clause| !clauses.has(clause >> 2));
            let third = self.parts.literal(core as usize).get(2)?;
            beyond.then(|| usize::from(third - b'0'))
        };
        let of = |pair: usize| {
            let own = (0..4).filter(|inside| beyond(pair, *inside));
            let others = self.digits.of(pair).filter_map(goes_on).map(|third| Pair::OTHERS + third);
            Pair(own.chain(others).fold(0, |all, bit| all | 1 << bit))
        };
        let behind = std::iter::repeat_n(Pair(0), ROOM - PAIRS);
        (0..PAIRS).map(of).chain(behind).collect()
    }

    /// Whether a number that is no whole word of a regex fulfils other clauses than those for which these are the pairs.
    ///
    /// Cost: one place of memory for each digit, where no longer core begins there.
    pub(super) fn is_beyond(&self, digits: &[u8], pairs: &[Pair], clauses: &Fulfilled) -> bool {
        let Some(pairs) = pairs.first_chunk::<ROOM>() else { return false };
        let value = |digit: u8| usize::from(digit & 0xF);
        let of = |two: &[u8]| pairs[(10 * value(two[0]) + value(two[1])) % ROOM].0;
        let any = digits.windows(2).fold(0, |any, two| any | of(two));
        any != 0
            && (0..).zip(digits.windows(2)).any(|(at, two)| {
                let bits = of(two);
                let behind = digits.get(at + 2);
                let inside = usize::from(at > 0) | usize::from(behind.is_some()) << 1;
                let goes_on = behind.is_some_and(|digit| bits >> (Pair::OTHERS + value(*digit)) & 1 == 1);
                bits >> inside & 1 == 1 || goes_on && self.is_longer_beyond(digits, at, clauses)
            })
    }

    /// Whether a core of more than two digits at a place of a number fulfils other clauses than these.
    fn is_longer_beyond(&self, digits: &[u8], at: usize, clauses: &Fulfilled) -> bool {
        let rest = &digits[at..];
        pair(rest).is_some_and(|pair| {
            self.digits.of(pair).any(|core| {
                let literal = self.parts.literal(core as usize);
                rest.starts_with(literal)
                    && self
                        .part(core, digits.len(), at..at + literal.len())
                        .any(|clause| !clauses.has(clause))
            })
        })
    }

    /// The clauses that a text may fulfil without any word, if it is calm or if it is not.
    pub(super) fn always(&self, calm: bool) -> impl Iterator<Item = u32> {
        let signs = (!calm).then(|| self.signs.all());
        self.always.all().chain(signs.into_iter().flatten())
    }

    /// Calls `each` with the clauses that a text with a word may fulfil, some of them repeatedly.
    pub(super) fn each(&self, word: &str, mut each: impl FnMut(u32)) {
        self.whole.all(hash(word)).for_each(|clause| each(clause as u32));
        self.parts.find_at(word, |core, range| self.part(core, word.len(), range).for_each(&mut each));
    }

    /// Adds the same clauses. Cost: for a number, a few places of memory for each digit.
    pub(super) fn fulfil(&self, word: &str, fulfilled: &mut Fulfilled) {
        if !word.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.each(word, |clause| fulfilled.add(clause));
        }
        self.whole.all(hash(word)).for_each(|clause| fulfilled.add(clause as u32));
        for at in 0..word.len() {
            let rest = &word.as_bytes()[at..];
            let Some(pair) = pair(rest) else { break };
            let inside = usize::from(at > 0) | usize::from(rest.len() > 2) << 1;
            fulfilled.add_all(self.pairs.row(4 * pair + inside, room(self.clauses)));
            for core in self.digits.of(pair) {
                let literal = self.parts.literal(core as usize);
                if rest.starts_with(literal) {
                    let own = self.part(core, word.len(), at..at + literal.len());
                    own.for_each(|clause| fulfilled.add(clause));
                }
            }
        }
    }

    /// The clauses that a core fulfils at a place of a word of some length.
    fn part(&self, core: u32, length: usize, range: Range<usize>) -> impl Iterator<Item = u32> + '_ {
        let inside = u32::from(range.start > 0) | u32::from(range.end < length) << 1;
        self.fulfils.of(core as usize).filter(move |clause| clause & inside == 0).map(|clause| clause >> 2)
    }
}

/// What two digits of a number may fulfil beside some clauses, as bits: by whether something of the number stands before them
/// and behind them, and then the digits with which a longer core goes on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair(u16);

impl Pair {
    /// The first bit of the digits.
    const OTHERS: usize = 4;
}

/// Room for the bits of so many clauses.
fn room(clauses: u32) -> usize {
    clauses.next_multiple_of(64) as usize
}

/// How many numbers of two digits there are, and a power of two of which these are a part.
const PAIRS: usize = 100;
const ROOM: usize = 128;

/// The number of two digits with which a text begins. No part of a word is shorter (see [`core`]).
fn pair(digits: &[u8]) -> Option<usize> {
    let [one @ b'0'..=b'9', other @ b'0'..=b'9', ..] = digits else { return None };
    Some(usize::from(one - b'0') * 10 + usize::from(other - b'0'))
}

/// The hash of a core, as that of a word.
fn hash_of(core: &[u8]) -> u64 {
    hash(std::str::from_utf8(core).unwrap_or_default())
}

/// A core as a number.
fn number(core: &[u8]) -> Option<String> {
    let digits = core.iter().all(u8::is_ascii_digit);
    digits.then(|| String::from_utf8_lossy(core).into_owned())
}

/// Whether a plain text may hold a literal.
fn is_plain(literal: &Literal) -> bool {
    let plain = |byte: &u8| byte.is_ascii() && !matches!(byte, b'<' | b'&' | b'\\') || *byte == EDGE;
    literal.iter().all(plain)
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
    // One letter or digit of a longer word tells nothing.
    let runs = runs.filter(|(run, edges)| run.len() > 1 || (run.len() == 1 && *edges == (true, true)));
    runs.max_by_key(|(run, edges)| tells(run, *edges))
}

/// How much a core tells.
fn tells(run: &[u8], edges: Edges) -> usize {
    let whole = edges == (true, true);
    let number = run.iter().all(u8::is_ascii_digit) && (whole || run.len() > 2);
    run.len() + 3 * usize::from(whole) + 3 * usize::from(number)
}

#[cfg(test)]
mod tests {
    use super::super::needs::Needs;
    use super::*;

    /// Whether a regex may match a text of these words.
    fn opens(source: &str, words: &str) -> bool {
        let clauses = Needs::of(source).clauses;
        let literals =
            (0..).zip(&clauses).flat_map(|(number, clause)| clause.iter().map(move |one| (one, number)));
        let cores = Cores::new(literals);
        let mut fulfilled: BTreeSet<u32> = cores.always(false).collect();
        let mut same = Fulfilled::default();
        same.begin(clauses.len() as u32);
        cores.always(false).for_each(|clause| same.add(clause));
        for word in words.split(' ') {
            cores.each(word, |clause| _ = fulfilled.insert(clause));
            cores.fulfil(word, &mut same);
            let (mut none, mut own) = (Fulfilled::default(), Fulfilled::default());
            none.begin(clauses.len() as u32);
            own.begin(clauses.len() as u32);
            cores.fulfil(word, &mut own);
            let number = word.bytes().all(|byte| byte.is_ascii_digit());
            let whole = cores.whole_numbers().any(|other| other == word);
            let beyond = || cores.is_beyond(word.as_bytes(), &cores.pairs_beyond(&none), &none);
            assert!(!number || whole || beyond() != own.within(&none), "{word}");
        }
        assert!((0..clauses.len() as u32).all(|clause| same.has(clause) == fulfilled.contains(&clause)));
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
            (r"< ?404", "404", false),
        ] {
            assert_eq!(opens(source, words), expected, "{source} {words}");
        }
    }
}
