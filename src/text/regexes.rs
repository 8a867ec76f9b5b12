//! Regular expressions of packs, behind a gate of literals.
//!
//! Each regex names the literals without which it cannot match ([`needs`]); one pass looks for those of all
//! regexes. A regex is compiled only when the gate opens for the first time, and runs only then, no further from its literals
//! than it is long: at first without its automata, which cost more to build than some pages take to search, and with them
//! when it is used often; where only ASCII stands, without all that ASCII has not ([`ascii`]). All find the same.

use super::ascii;
use super::cores::Cores;
use super::gate::{self, Gate};
use super::needs::{self, Literal, Needs};
use super::table::{Bits, Lists, each_bit};
use regex_automata::nfa::thompson::{self, pikevm::PikeVM};
use regex_automata::util::captures::Captures;
use regex_automata::{Input, PatternID, meta};
use regex_syntax::hir::Hir;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// All regexes of a book.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Regexes {
    list: Vec<Gated>,
    /// The literals that regexes need, each once.
    gate: Gate,
    /// The clauses that each literal fulfils, with the sides on which no letter or digit may follow it in the two lowest
    /// bits.
    fulfils: Lists,
    /// How many clauses there are.
    clauses: u32,
    /// The regexes that no clause holds back, and the first clauses of the others.
    free: Vec<u32>,
    firsts: Bits,
    /// What the words of a text tell of the clauses.
    pub(super) cores: Cores,
    /// Whether a regex may open without any word.
    always_open: bool,
    #[serde(skip)]
    compiler: Compiler,
}

/// What makes regexes without automata.
#[derive(Debug)]
struct Compiler(Mutex<thompson::Compiler>);

impl Default for Compiler {
    fn default() -> Self {
        Self(Mutex::new(thompson::Compiler::new()))
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Gated {
    source: String,
    /// The clauses that a text fulfils which it matches; without any it always runs.
    clauses: Range<u32>,
    /// The length of its longest match, in bytes, if it has one.
    longest: Option<usize>,
    #[serde(skip)]
    compiled: Compiled,
}

/// A regex as far as it was compiled: for any text, and for ASCII alone.
#[derive(Debug, Default)]
struct Compiled {
    any: Stages,
    ascii: Stages,
}

/// The stages of compiling; none inside where a regex is larger than the limit.
#[derive(Debug, Default)]
struct Stages {
    /// How much text was searched, in bytes.
    searched: AtomicUsize,
    plain: OnceLock<Option<Regex>>,
    whole: OnceLock<Option<Regex>>,
}

/// A regex that is ready to search.
#[derive(Debug)]
pub(super) enum Regex {
    /// Without automata: quick to build.
    Plain(PikeVM),
    /// With all that makes searching quick.
    Whole(meta::Regex),
}

/// Regexes for which the gate is open. Kept from text to text, so that no memory is asked for.
#[derive(Debug, Default)]
pub(super) struct Open {
    /// For each clause, where the text fulfils it behind those before it.
    reached: Vec<Reached>,
    /// Numbers of regexes, in order, and where in the text they may match.
    list: Vec<(u32, Range<usize>)>,
}

/// Where the first literal of a clause ends in a text, and where the last does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reached {
    first: u32,
    last: u32,
}

impl Open {
    /// Where in the text a regex may match; none where it does nowhere.
    fn within(&self, number: u32) -> Option<Range<usize>> {
        let at = self.list.binary_search_by_key(&number, |(number, _)| *number).ok()?;
        Some(self.list[at].1.clone())
    }

    /// Whether a regex may match.
    pub(super) fn has(&self, number: u32) -> bool {
        self.within(number).is_some()
    }
}

/// The clauses that the words of a text may fulfil, as bits. Kept from text to text, so that no memory is asked for.
#[derive(Debug, Default, Clone)]
pub(super) struct Fulfilled(Vec<u64>);

impl Fulfilled {
    /// None of so many clauses.
    pub(super) fn begin(&mut self, clauses: u32) {
        self.0.clear();
        self.0.resize(clauses.div_ceil(64) as usize, 0);
    }

    /// Adds a clause.
    #[inline]
    pub(super) fn add(&mut self, clause: u32) {
        self.0[clause as usize / 64] |= 1 << (clause % 64);
    }

    /// Adds clauses that come as bits.
    #[inline]
    pub(super) fn add_all(&mut self, clauses: &[[u8; 8]]) {
        for (own, bits) in self.0.iter_mut().zip(clauses) {
            *own |= u64::from_le_bytes(*bits);
        }
    }

    /// Adds those of another.
    pub(super) fn add_every(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own |= other);
    }

    /// Takes those of another out.
    pub(super) fn remove_every(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own &= !other);
    }

    /// Whether another has all of them.
    pub(super) fn within(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(own, other)| own & !other == 0)
    }

    /// Whether another has one of them.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(own, other)| own & other != 0)
    }

    /// Whether one of some clauses that come as bits is none of them.
    pub(super) fn lacks_any(&self, clauses: &[[u8; 8]]) -> bool {
        self.0.iter().zip(clauses).any(|(own, bits)| u64::from_le_bytes(*bits) & !own != 0)
    }

    /// Whether a clause is one of them.
    #[inline]
    pub(super) fn has(&self, clause: u32) -> bool {
        self.0[clause as usize / 64] >> (clause % 64) & 1 == 1
    }
}

/// Where a regex matches.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) range: Range<usize>,
    /// The group `value`, where the regex has one.
    pub(super) value: Option<Range<usize>>,
}

impl Regex {
    fn is_match(&self, text: Input<'_>) -> bool {
        match self {
            Self::Plain(machine) => machine.is_match(&mut machine.create_cache(), text),
            Self::Whole(regex) => regex.is_match(text),
        }
    }

    /// All matches, from left to right.
    fn find(&self, text: Input<'_>) -> Vec<Match> {
        let read = |found: Captures| {
            let value = found.get_group_by_name("value").map(|span| span.range());
            found.get_match().map(|whole| Match { range: whole.range(), value })
        };
        match self {
            Self::Plain(machine) => {
                machine.captures_iter(&mut machine.create_cache(), text).filter_map(read).collect()
            }
            Self::Whole(regex) if regex.group_info().group_len(PatternID::ZERO) > 1 => {
                regex.captures_iter(text).filter_map(read).collect()
            }
            Self::Whole(regex) => {
                regex.find_iter(text).map(|found| Match { range: found.range(), value: None }).collect()
            }
        }
    }
}

/// Of a clause that is not fulfilled; texts are shorter.
const NEVER: Reached = Reached { first: u32::MAX, last: 0 };
/// Largest compiled size of one regex, in bytes.
const SIZE_LIMIT: usize = 4 << 20;
/// So much text is searched before the automata of a regex are built, in bytes: less than what building them takes.
const FIRST: usize = 1 << 13;

impl Regexes {
    /// Adds a regex and returns its number.
    pub(super) fn add(&mut self, source: &str) -> u32 {
        let source = source.to_owned();
        self.list.push(Gated { source, clauses: 0..0, longest: None, compiled: Compiled::default() });
        self.list.len() as u32 - 1
    }

    /// Finds the literals of the gate, once all are in, unless that was done before.
    pub(super) fn seal(&mut self) {
        if self.clauses > 0 {
            return;
        }
        let mut edged: Vec<(Literal, u32)> = Vec::new();
        let mut next = 0;
        for gated in &mut self.list {
            let first = next;
            let needs = Needs::of(&gated.source);
            gated.longest = needs.longest;
            for clause in needs.clauses {
                edged.extend(clause.into_iter().map(|literal| (literal, next)));
                next += 1;
            }
            gated.clauses = first..next;
        }
        self.clauses = next;
        let free = (0..).zip(&self.list).filter(|(_, gated)| gated.clauses.is_empty());
        self.free = free.map(|(number, _)| number).collect();
        let held = self.list.iter().filter(|gated| !gated.clauses.is_empty());
        self.firsts = Bits::new(next as usize, held.map(|gated| gated.clauses.start as usize));
        self.cores = Cores::new(edged.iter().map(|(literal, clause)| (literal, *clause)));
        let mut always = Fulfilled::default();
        self.begin(&mut always, false);
        let always_open = self.opened(&always).next().is_some();
        self.always_open = always_open;
        let mut literals: BTreeMap<Literal, BTreeSet<u32>> = BTreeMap::new();
        for (literal, clause) in &edged {
            let (stretch, before, behind) = needs::stretch(literal);
            let sides = u32::from(before) | u32::from(behind) << 1;
            literals.entry(stretch.to_vec()).or_default().insert(clause << 2 | sides);
        }
        self.fulfils = Lists::new(literals.values());
        self.gate = Gate::of_clauses(&literals);
    }

    /// Takes over what was compiled of the same regexes before, and where all are the same, everything.
    pub(super) fn keep(&mut self, before: &mut Self) {
        if self.list.iter().map(|gated| &gated.source).eq(before.list.iter().map(|gated| &gated.source)) {
            *self = std::mem::take(before);
            return;
        }
        let compiled = before.list.iter_mut().map(|gated| (gated.source.as_str(), &mut gated.compiled));
        let mut compiled: HashMap<&str, &mut Compiled> = compiled.collect();
        for gated in &mut self.list {
            if let Some(compiled) = compiled.remove(gated.source.as_str()) {
                gated.compiled = std::mem::take(compiled);
            }
        }
    }

    /// Finds the regexes that may match a normalised text: those whose clauses it fulfils one behind the other. Cost: one pass
    /// over the text.
    pub(super) fn open(&self, text: &str, open: &mut Open) {
        let Open { reached, list } = open;
        reached.clear();
        reached.resize(self.clauses as usize, NEVER);
        let firsts = self.firsts.look();
        let bytes = text.as_bytes();
        self.gate.find_at(text, |literal, range| {
            let sides = gate::lettered(bytes, &range);
            for clause in self.fulfils.of(literal as usize).filter(|clause| clause & sides == 0) {
                let clause = (clause >> 2) as usize;
                // What ends before a literal was found before it.
                let before = if firsts.has(clause) { 0 } else { reached[clause - 1].first };
                if before <= range.start as u32 {
                    let Reached { first, last } = &mut reached[clause];
                    *first = (*first).min(range.end as u32);
                    *last = (*last).max(range.end as u32);
                }
            }
        });
        list.clear();
        for (number, gated) in (0..).zip(&self.list) {
            let last = gated.clauses.clone().next_back().map(|clause| reached[clause as usize]);
            match (last, gated.longest) {
                (Some(NEVER), _) => {}
                (Some(Reached { first, last }), Some(longest)) => {
                    list.push((number, around(text, first as usize, last as usize, longest)));
                }
                _ => list.push((number, 0..text.len())),
            }
        }
    }

    /// Whether a regex may open without any word.
    pub(super) fn any_is_always_open(&self) -> bool {
        self.always_open
    }

    /// The clauses that a text of no words fulfils, as far as its words tell and that it is calm or is not; `fulfilled` is emptied
    /// first.
    pub(super) fn begin(&self, fulfilled: &mut Fulfilled, calm: bool) {
        fulfilled.begin(self.clauses);
        self.cores.always(calm).for_each(|clause| fulfilled.add(clause));
    }

    /// The regexes of which all clauses are fulfilled. Cost: linear in those of which the first is.
    pub(super) fn opened<'a>(&'a self, fulfilled: &'a Fulfilled) -> impl Iterator<Item = u32> + 'a {
        let opens = |first: u32| {
            let owner = self.list.partition_point(|gated| gated.clauses.end <= first);
            let all = |gated: &&Gated| gated.clauses.clone().all(|clause| fulfilled.has(clause));
            self.list.get(owner).filter(all).map(|_| owner as u32)
        };
        let rows = (0..).zip(fulfilled.0.iter().zip(self.firsts.words()));
        let firsts = rows
            .flat_map(|(row, (own, firsts))| each_bit(own & firsts).map(move |bit| 64 * row + bit as u32));
        self.free.iter().copied().chain(firsts.filter_map(opens))
    }

    /// Whether one of the regexes matches that may match a normalised text. Cost: one pass for each over what is near its
    /// literals.
    pub(super) fn any_matches(&self, text: &str, open: &Open) -> bool {
        let matches = |(number, within): &(u32, Range<usize>)| {
            let regex = self.compiled(*number, text, within);
            regex.is_some_and(|regex| regex.is_match(Input::new(text).range(within.clone())))
        };
        open.list.iter().any(matches)
    }

    /// All matches of a regex in a text, from left to right, where it is one of those that may match it.
    pub(super) fn find(&self, number: u32, text: &str, open: &Open) -> Vec<Match> {
        let Some(within) = open.within(number) else { return Vec::new() };
        let regex = self.compiled(number, text, &within);
        regex.map(|regex| regex.find(Input::new(text).range(within))).unwrap_or_default()
    }

    /// The regex, compiled to search there; none where it is larger than the limit.
    fn compiled(&self, number: u32, text: &str, within: &Range<usize>) -> Option<&Regex> {
        let Gated { source, compiled, .. } = &self.list[number as usize];
        let is_ascii = beside(text, within).is_ascii();
        let stages = if is_ascii { &compiled.ascii } else { &compiled.any };
        let parsed = || {
            let regex = regex_syntax::Parser::new().parse(source).ok()?;
            Some(if is_ascii { ascii::of(&regex) } else { regex })
        };
        let plain = || stages.plain.get_or_init(|| self.plain(&parsed()?)).as_ref();
        if stages.searched.fetch_add(within.len(), Ordering::Relaxed) + within.len() <= FIRST {
            return plain();
        }
        // What the limit leaves of either is the same for all texts, whichever comes first.
        stages.whole.get_or_init(|| whole(&parsed()?)).as_ref().or_else(plain)
    }

    /// One compiler serves all regexes: it asks for much memory once.
    fn plain(&self, regex: &Hir) -> Option<Regex> {
        let mut compiler = self.compiler.0.lock().unwrap_or_else(PoisonError::into_inner);
        let limits = thompson::Config::new().nfa_size_limit(Some(SIZE_LIMIT));
        let states = compiler.configure(limits).build_from_hir(regex).ok()?;
        PikeVM::builder().build_from_nfa(states).ok().map(Regex::Plain)
    }
}

/// What a regex looks at that searches a stretch of a text: also one byte on each side.
fn beside<'a>(text: &'a str, within: &Range<usize>) -> &'a [u8] {
    &text.as_bytes()[within.start.saturating_sub(1)..text.len().min(within.end + 1)]
}

/// What a match reaches that is no longer than `longest` and ends a literal between two places of a text.
fn around(text: &str, first: usize, last: usize, longest: usize) -> Range<usize> {
    let mut start = first.saturating_sub(longest);
    let mut end = text.len().min(last + longest);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

fn whole(regex: &Hir) -> Option<Regex> {
    let limits = meta::Regex::config().nfa_size_limit(Some(SIZE_LIMIT));
    meta::Regex::builder().configure(limits).build_from_hir(regex).ok().map(Regex::Whole)
}

/// Whether a regex runs only where some literals stand in the text.
pub(crate) fn has_gate(source: &str) -> bool {
    !Needs::of(source).clauses.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The regexes that may match a text.
    fn opened(regexes: &Regexes, text: &str) -> Vec<u32> {
        let mut open = Open::default();
        regexes.open(text, &mut open);
        open.list.iter().map(|(number, _)| *number).collect()
    }

    proptest! {
        /// With automata and without, and though only what is near its literals is searched.
        #[test]
        fn a_regex_finds_what_it_matches_anywhere(
            source in proptest::sample::select(vec![
                r"(?:^|[^0-9a-z])(?<value>40[0-9])s?(?:$|[.,](?:$|[^0-9])|[^0-9a-z.,])",
                r"(?:ab|错)[^.]{0,3}40",
                "40[1-9]|ab",
                r"错.?b?",
                r"ab[0-9]*",
                r"\b4",
                r"(?:4|错|\w)\b[^a0]*\B(?<value>[^b4])?",
            ]),
            text in "([ab0149., 错é]{0,6}(401|ab|错)?){0,5}|[ab0149., ]{0,20}",
        ) {
            let expected: Vec<Range<usize>> = regex::Regex::new(source).map_or(Vec::new(), |regex| {
                regex.find_iter(&text).map(|found| found.range()).collect()
            });
            let mut regexes = Regexes::default();
            regexes.add(source);
            regexes.seal();
            let mut open = Open::default();
            regexes.open(&text, &mut open);
            for searched in [0, FIRST] {
                let Compiled { any, ascii } = &regexes.list[0].compiled;
                for stages in [any, ascii] {
                    stages.searched.fetch_add(searched, Ordering::Relaxed);
                }
                let found: Vec<Range<usize>> =
                    regexes.find(0, &text, &open).into_iter().map(|found| found.range).collect();
                prop_assert_eq!(&found, &expected);
            }
        }
    }

    /// A number within a longer one opens nothing that wants it whole, so nothing is compiled for it.
    #[test]
    fn the_gate_looks_at_both_ends_of_a_literal() {
        let mut regexes = Regexes::default();
        let sources = [r"\b50[0-3](?:$|[^0-9a-z])", r"\b500", r"500s?\b", "500", r"错误\b"];
        for source in sources {
            regexes.add(source);
        }
        regexes.seal();
        for text in
            ["5000", "1500", "500", "15001", "500。", "错500", "错误500", "_500_", "x500s", "500sx", "é500é"]
        {
            let open = opened(&regexes, text);
            for (number, source) in (0..).zip(sources) {
                let matches = regex::Regex::new(source).is_ok_and(|regex| regex.is_match(text));
                assert!(!matches || open.contains(&number), "{source} is closed for {text}");
            }
        }
        assert_eq!(opened(&regexes, "5000"), [1, 3]);
        assert_eq!(opened(&regexes, "1500"), [2, 3]);
        assert_eq!(opened(&regexes, "500。"), [0, 1, 2, 3]);
    }

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
            assert_eq!(opened(&regexes, text), expected);
        }
    }
}
