//! Terms that occur together: the `say` pattern.

use super::forms::{Occurrence, Target};
use super::sieve::Possible;
use super::table::{Bits, Lists, pair};
use super::token::Token;
use crate::arena::Id;
use crate::book::{Symptom, Term};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How many words other than the terms' own may lie between them, within one sentence.
const WINDOW: f32 = 8.0;
/// The same for each further sentence that `within` allows.
const WIDER: f32 = 11.0;
/// What the end of a clause between two terms counts, in words.
const CLAUSE: f32 = 1.0;
/// How many occurrences of a term are tried around an anchor.
const TRIES: usize = 6;
/// Occurrences of a term's first that an explanation looks at.
const LOOK: usize = 200;
/// Choices tried for one pattern in one text, so that no text makes the search explode.
const STEPS: u32 = 100_000;

/// A `say` pattern.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Say {
    pub(super) terms: Vec<Id<Term>>,
    pub(super) sentences: u32,
    pub(super) pattern: u32,
    /// The pack's bit.
    pub(super) pack: u64,
    /// Chosen among the terms once all patterns are in.
    #[serde(skip)]
    pub(super) anchor: Option<Id<Term>>,
}

/// All `say` patterns, by the term that is in the fewest of them.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Says {
    list: Vec<Say>,
    /// By the number of a term, the patterns of which it is the anchor.
    by_anchor: Lists,
    /// The numbers of the terms of all patterns.
    terms: Bits,
}

/// Terms found together.
#[derive(Debug, Clone)]
pub(super) struct SayHit {
    pub(super) pattern: u32,
    /// Token ranges of the terms, in order.
    pub(super) ranges: Vec<(u32, u32)>,
    pub(super) score: f32,
}

/// Occurrences of terms, grouped.
#[derive(Debug, Default)]
pub(super) struct TermGroups {
    /// Terms with the places of their occurrences, in order.
    order: Vec<u64>,
    /// By term, then start.
    sorted: Vec<(Id<Term>, Occurrence)>,
    /// The terms that occur, in order, each with where its occurrences begin.
    begins: Vec<(Id<Term>, u32)>,
    /// The same terms in short: a term without its bit does not occur.
    bits: [u64; BITS / 64],
}

/// Bits by which terms are told apart at once.
const BITS: usize = 512;

/// Where the bit of a term stands.
fn bit(term: Id<Term>) -> (usize, u64) {
    (term.index() / 64 % (BITS / 64), 1 << (term.index() % 64))
}

impl TermGroups {
    /// Groups occurrences that are in order of start; what was grouped before is forgotten.
    pub(super) fn read(&mut self, occurrences: &[Occurrence]) {
        let Self { order, sorted, begins, bits } = self;
        order.clear();
        sorted.clear();
        begins.clear();
        bits.fill(0);
        for (at, found) in occurrences.iter().enumerate() {
            if let Target::Term(term) = found.target {
                order.push(pair(term.index() as u32, at as u32));
            }
        }
        order.sort_unstable();
        for found in order.iter().map(|order| occurrences[*order as u32 as usize]) {
            let Target::Term(term) = found.target else { continue };
            if begins.last().is_none_or(|(last, _)| *last != term) {
                let (place, bit) = bit(term);
                bits[place] |= bit;
                begins.push((term, sorted.len() as u32));
            }
            sorted.push((term, found));
        }
    }

    /// All occurrences of a term, in order of start.
    pub(super) fn of(&self, term: Id<Term>) -> &[(Id<Term>, Occurrence)] {
        let (place, bit) = bit(term);
        if self.bits[place] & bit == 0 {
            return &[];
        }
        match self.begins.binary_search_by_key(&term, |(term, _)| *term) {
            Ok(at) => self.group(at),
            Err(_) => &[],
        }
    }

    fn group(&self, at: usize) -> &[(Id<Term>, Occurrence)] {
        let end = self.begins.get(at + 1).map_or(self.sorted.len(), |(_, begin)| *begin as usize);
        &self.sorted[self.begins[at].1 as usize..end]
    }

    /// The terms that occur, in order.
    pub(super) fn terms(&self) -> impl Iterator<Item = Id<Term>> + '_ {
        self.begins.iter().map(|(term, _)| *term)
    }

    /// Whether a term occurs at all in a text.
    pub(super) fn has(&self, term: Id<Term>) -> bool {
        !self.of(term).is_empty()
    }

    /// The terms that occur, each with its occurrences.
    fn groups(&self) -> impl Iterator<Item = &[(Id<Term>, Occurrence)]> {
        (0..self.begins.len()).map(|at| self.group(at))
    }
}

impl Says {
    pub(super) fn add(&mut self, say: Say) {
        self.list.push(say);
    }

    /// Chooses the anchors, once all patterns are in.
    pub(super) fn seal(&mut self) {
        let mut uses: FxHashMap<Id<Term>, u32> = FxHashMap::default();
        for say in &self.list {
            for term in &say.terms {
                *uses.entry(*term).or_default() += 1;
            }
        }
        for say in &mut self.list {
            say.anchor = say.terms.iter().min_by_key(|term| (uses[term], **term)).copied();
        }
        let room = uses.keys().map(|term| term.index() + 1).max().unwrap_or(0);
        let mut anchors = vec![BTreeSet::new(); room];
        for (number, say) in (0..).zip(&self.list) {
            if let Some(anchor) = say.anchor {
                anchors[anchor.index()].insert(number);
            }
        }
        self.by_anchor = Lists::new(anchors.iter());
        self.terms = Bits::new(room, self.list.iter().flat_map(|say| &say.terms).map(|term| term.index()));
    }

    /// Whether a term is part of any pattern.
    pub(super) fn uses(&self, term: u32) -> bool {
        self.terms.has(term as usize)
    }

    /// Whether patterns are looked for around a term.
    pub(super) fn is_anchor(&self, term: u32) -> bool {
        self.by_anchor.of(term as usize).next().is_some()
    }

    /// The pattern of each, and the term around which it is looked for.
    pub(super) fn anchors(&self) -> impl Iterator<Item = (u32, Id<Term>)> + '_ {
        self.list.iter().filter_map(|say| Some((say.pattern, say.anchor?)))
    }

    /// Finds all patterns whose terms stand together.
    pub(super) fn find(&self, groups: &TermGroups, tokens: &[Token], out: &mut Vec<SayHit>) {
        for group in groups.groups() {
            for number in self.by_anchor.of(group[0].0.index()) {
                let say = &self.list[number as usize];
                if say.terms.iter().all(|term| groups.has(*term)) {
                    say.find(group, groups, tokens, out);
                }
            }
        }
    }

    /// Whether all terms of some pattern may occur.
    pub(super) fn may_find(&self, possible: &Possible) -> bool {
        possible.list().iter().any(|term| {
            let mut sayings = self.by_anchor.of(*term as usize);
            sayings.any(|number| self.list[number as usize].terms.iter().all(|term| possible.has(*term)))
        })
    }

    /// The patterns of which a text holds half of the terms anywhere, among them the one that tells most: which most
    /// patterns of the same symptom use, and the fewest other symptoms. The rest stands in any text. Each with the share
    /// of its terms; `symptom` tells whose a pattern is. For suggestions.
    pub(super) fn shares(
        &self,
        groups: &TermGroups,
        symptom: impl Fn(u32) -> Id<Symptom>,
    ) -> Vec<(u32, f32)> {
        let there = |say: &Say| say.terms.iter().filter(|term| groups.has(**term)).count();
        let half: Vec<&Say> = self.list.iter().filter(|say| 2 * there(say) >= say.terms.len()).collect();
        let mut uses: FxHashMap<Id<Term>, FxHashMap<Id<Symptom>, u32>> =
            half.iter().flat_map(|say| &say.terms).map(|term| (*term, FxHashMap::default())).collect();
        for say in self.list.iter().filter(|_| !half.is_empty()) {
            for term in &say.terms {
                if let Some(users) = uses.get_mut(term) {
                    *users.entry(symptom(say.pattern)).or_default() += 1;
                }
            }
        }
        let telling = |term: &Id<Term>, symptom: Id<Symptom>| {
            let users = uses.get(term);
            let own = users.and_then(|users| users.get(&symptom)).copied().unwrap_or(0);
            own as f32 / users.map_or(1, FxHashMap::len) as f32
        };
        let tells = |say: &&Say| {
            let telling = |term: &Id<Term>| telling(term, symptom(say.pattern));
            let most = say.terms.iter().map(telling).fold(0.0, f32::max);
            say.terms.iter().any(|term| groups.has(*term) && telling(term) >= most)
        };
        let share = |say: &Say| (say.pattern, there(say) as f32 / say.terms.len() as f32);
        half.into_iter().filter(tells).map(share).collect()
    }
}

impl Say {
    fn find(
        &self,
        anchors: &[(Id<Term>, Occurrence)],
        groups: &TermGroups,
        tokens: &[Token],
        out: &mut Vec<SayHit>,
    ) {
        let mut until = 0;
        let mut steps = STEPS;
        for (anchor_term, anchor) in anchors {
            if anchor.packs & self.pack == 0 || anchor.start < until {
                continue;
            }
            let rest: Vec<Id<Term>> = self.terms.iter().copied().filter(|term| term != anchor_term).collect();
            let mut chosen = vec![*anchor];
            let mut best: Option<(f32, Vec<Occurrence>)> = None;
            self.choose(&rest, groups, tokens, &mut chosen, &mut best, &mut steps);
            if let Some((cost, mut found)) = best {
                found.sort_by_key(|found| found.start);
                until = found.last().map_or(until, |last| last.end);
                let slips: u32 = found.iter().map(|found| u32::from(found.slip)).sum();
                let score = (1.0 - cost / 40.0 - slips as f32 * 0.03).clamp(0.3, 1.0);
                let ranges = found.iter().map(|found| (found.start, found.end)).collect();
                out.push(SayHit { pattern: self.pattern, ranges, score });
            }
        }
    }

    /// Adds an occurrence of each remaining term, nearest first, and keeps the closest choice.
    fn choose(
        &self,
        rest: &[Id<Term>],
        groups: &TermGroups,
        tokens: &[Token],
        chosen: &mut Vec<Occurrence>,
        best: &mut Option<(f32, Vec<Occurrence>)>,
        steps: &mut u32,
    ) {
        if *steps == 0 {
            return;
        }
        *steps -= 1;
        let Some((term, rest)) = rest.split_first() else {
            if let Some(cost) = self.cost(chosen, tokens)
                && best.as_ref().is_none_or(|(known, _)| cost < *known)
            {
                *best = Some((cost, chosen.clone()));
            }
            return;
        };
        let all = groups.of(*term);
        let anchor = chosen[0].start;
        let middle = all.partition_point(|(_, found)| found.start < anchor);
        let nearby = middle.saturating_sub(TRIES)..(middle + TRIES).min(all.len());
        for (_, found) in &all[nearby] {
            let usable = found.packs & self.pack != 0 && !chosen.iter().any(|other| other.overlaps(found));
            let close = found.start.abs_diff(anchor) <= 60;
            if usable && close {
                chosen.push(*found);
                self.choose(rest, groups, tokens, chosen, best, steps);
                chosen.pop();
            }
        }
    }

    /// How far apart the terms stand, or none where that is too far.
    fn cost(&self, chosen: &[Occurrence], tokens: &[Token]) -> Option<f32> {
        let (cost, sentences) = spread(chosen, tokens)?;
        (sentences <= self.sentences && cost <= limit(self.sentences)).then_some(cost)
    }
}

/// How many words may lie between the terms of a pattern that allows so many sentences.
pub(super) fn limit(sentences: u32) -> f32 {
    WINDOW + WIDER * (sentences - 1) as f32
}

/// How many words lie between occurrences, ends of clauses counted in, and in how many sentences they stand.
/// None where they stand in different zones of a mail.
fn spread(chosen: &[Occurrence], tokens: &[Token]) -> Option<(f32, u32)> {
    let mut order: Vec<&Occurrence> = chosen.iter().collect();
    order.sort_by_key(|found| found.start);
    let mut cost = 0.0;
    for pair in order.windows(2) {
        let (before, after) = (&tokens[pair[0].end as usize - 1], &tokens[pair[1].start as usize]);
        if before.zone != after.zone {
            return None;
        }
        cost += tokens[pair[0].end as usize..pair[1].start as usize].iter().map(Token::width).sum::<f32>();
        cost += CLAUSE * after.clause.saturating_sub(before.clause) as f32;
    }
    let first = tokens[order.first()?.start as usize].sentence;
    let last = tokens[order.last()?.end as usize - 1].sentence;
    Some((cost, last - first + 1))
}

/// Terms that all occur, where they stand closest.
#[derive(Debug)]
pub(super) struct Closest {
    /// Token ranges, in the order of the terms.
    pub(super) ranges: Vec<(u32, u32)>,
    /// From the first token to behind the last.
    pub(super) span: (u32, u32),
    /// Words between them, as the limit counts them.
    pub(super) cost: f32,
    /// Sentences they stand in.
    pub(super) sentences: u32,
}

/// Where terms that all occur stand closest, however far that is: for each occurrence of the first, the nearest
/// free occurrence of each other.
///
/// Cost: occurrences of the first term times those of the others; for explanations, not for reading.
pub(super) fn closest(
    terms: &[Id<Term>],
    pack: u64,
    groups: &TermGroups,
    tokens: &[Token],
) -> Option<Closest> {
    let (first, rest) = terms.split_first()?;
    let usable = |term: &Id<Term>| {
        groups.of(*term).iter().map(|(_, found)| *found).filter(move |found| found.packs & pack != 0)
    };
    let mut best: Option<Closest> = None;
    for anchor in usable(first).take(LOOK) {
        let mut chosen = vec![anchor];
        for term in rest {
            let free = usable(term).filter(|found| !chosen.iter().any(|other| other.overlaps(found)));
            let Some(near) = free.min_by_key(|found| found.start.abs_diff(anchor.start)) else { break };
            chosen.push(near);
        }
        let Some((cost, sentences)) = spread(&chosen, tokens).filter(|_| chosen.len() == terms.len()) else {
            continue;
        };
        if best.as_ref().is_none_or(|best| (sentences, cost) < (best.sentences, best.cost)) {
            let ranges: Vec<(u32, u32)> = chosen.iter().map(|found| (found.start, found.end)).collect();
            let from = ranges.iter().map(|range| range.0).min()?;
            let to = ranges.iter().map(|range| range.1).max()?;
            best = Some(Closest { ranges, span: (from, to), cost, sentences });
        }
    }
    best
}
