//! Whose words they are: of two findings that share some, the one that they don't belong to is silent.
//!
//! In: what was found in a part, or the evidence of a whole ticket. Out: the same, without what rests on words of
//! another's. Finds nothing itself, and leaves out nothing that shares no word with another finding.

use super::super::index::TextIndex;
use super::super::reading::{Evidence, Mention, Status};
use super::super::token::{self, Token};
use super::super::view::View;
use super::Found;
use crate::arena::Id;
use crate::book::{Pack, Symptom};

/// Texts with more evidence than this are left as they were found: no text makes the comparing explode.
const MOST_SETTLED: usize = 400;
/// So many tokens on either side of things are looked at for a word that carries over what is said.
const MOST_BESIDE: usize = 48;
/// So many word groups of one finding may stand together by chance in a story about something else.
const CHANCE: usize = 3;
/// A symptom that is told shows itself to so many patterns.
const TOLD: usize = 3;
/// Words that carry what is said of one thing over to another: "grey, and so is the address".
const ALSO: &[&str] = &[
    "also", "too", "both", "either", "neither", "nor", "or", "and", "likewise", "same", "so", "plus", "juga",
    "jg", "pun", "sama", "dan", "atau", "maupun", "serta", "也", "和", "跟", "或", "及", "同", "并",
];

impl TextIndex {
    /// Words speak of one product: where terms of two packs rest on the same words, the pack that reads fewer of them
    /// is silent.
    pub(super) fn settle(&self, evidence: &mut Vec<(u32, Evidence)>) {
        if evidence.len() > MOST_SETTLED {
            return;
        }
        let pack = |entry: &(u32, Evidence)| self.patterns[entry.0 as usize].pack;
        let present: Vec<&(u32, Evidence)> =
            evidence.iter().filter(|entry| entry.1.status == Status::Present).collect();
        let silent = |one: &(u32, Evidence)| {
            one.1.by == "say"
                && present.iter().any(|other| {
                    pack(one) != pack(other)
                        && one.1.part == other.1.part
                        && one.1.bytes() < other.1.bytes()
                        && 2 * one.1.shares(&other.1) >= one.1.bytes()
                })
        };
        let silent: Vec<bool> = evidence.iter().map(silent).collect();
        leave_out(evidence, silent);
    }

    /// What is said of one thing is not said of what stands on the other side of a contrast ("the button can't be
    /// clicked, although the address is filled in") or in another clause ("the button is grey, the address is filled
    /// in"). Terms on both sides are silent where a word of theirs belongs to another finding of the pack. Gives the symptoms
    /// that such terms would have shown besides.
    pub(super) fn keep_sides(&self, view: &View, list: &mut Vec<Found>) -> Vec<Id<Symptom>> {
        if list.len() > MOST_SETTLED {
            return Vec::new();
        }
        let crosses = |found: &Found| {
            let mut gaps = found.ranges.windows(2).map(|pair| (pair[0].1, pair[1].0));
            found.by == "say" && gaps.any(|gap| view.cues().turns_between(gap.0, gap.1))
        };
        let crossing: Vec<bool> = list.iter().map(crosses).collect();
        let info = |found: &Found| &self.patterns[found.pattern as usize];
        let silent = |(one, crosses): (&Found, &bool)| {
            let taken = |(other, crossing): (&Found, &bool)| {
                // What crosses a contrast adds nothing to a finding of its own symptom on one side either.
                let on_its_side = *crosses && !*crossing && one.shares(other);
                let said_of_other =
                    || info(one).symptom != info(other).symptom && is_said_of(other, one, view);
                info(one).pack == info(other).pack && (on_its_side || said_of_other())
            };
            list.iter().zip(&crossing).any(taken)
        };
        let silent: Vec<bool> = list.iter().zip(&crossing).map(silent).collect();
        let crossed =
            list.iter().zip(&crossing).zip(&silent).filter(|((_, crosses), silent)| **crosses && **silent);
        let backed = crossed.map(|((found, _), _)| info(found).symptom).collect();
        leave_out(list, silent);
        backed
    }
}

/// Words may stand together by chance where much is told. What one finding of several word groups alone shows is silent
/// beside a symptom that is told, of its pack or, where the text names its product nowhere, of another. Not so what is
/// `backed` by findings that said the same on both sides of a contrast.
pub(super) fn leave_chance(
    mentions: &mut Vec<Mention>,
    named: &[Id<Pack>],
    backed: &[Id<Symptom>],
    pack: impl Fn(Id<Symptom>) -> Id<Pack>,
) {
    let told = |mention: &Mention| {
        let quotes = mention.evidence.iter().any(|evidence| evidence.by != "say");
        mention.status == Status::Present && (quotes || mention.evidence.len() >= TOLD)
    };
    let told: Vec<Id<Pack>> = mentions.iter().filter(|one| told(one)).map(|one| pack(one.symptom)).collect();
    let by_chance = |mention: &Mention| {
        let [only] = mention.evidence.as_slice() else { return false };
        let (own, groups) = (pack(mention.symptom), only.spans.len());
        let beside_own = groups >= CHANCE && told.contains(&own);
        let beside_others = groups > 1 && !named.contains(&own) && told.iter().any(|other| *other != own);
        only.by == "say" && !backed.contains(&mention.symptom) && (beside_own || beside_others)
    };
    mentions.retain(|mention| !by_chance(mention));
}

impl Found {
    fn shares(&self, other: &Self) -> bool {
        self.ranges.iter().any(|range| other.touches(*range))
    }

    fn touches(&self, range: (u32, u32)) -> bool {
        self.ranges.iter().any(|own| own.0 < range.1 && range.0 < own.1)
    }
}

/// Whether a word group that two findings share is said of the things that the first one names: the second one's stand
/// all in other clauses, and the first one's in the clause itself, between, or before where the second's follow.
fn is_said_of(one: &Found, other: &Found, view: &View) -> bool {
    if one.by != "say" || other.by != "say" {
        return false;
    }
    let tokens = &view.cut.tokens;
    let clause = |range: (u32, u32)| tokens[range.0 as usize].clause;
    let own = |of: &Found, than: &Found| -> Vec<(u32, u32)> {
        of.ranges.iter().copied().filter(|range| !than.touches(*range)).collect()
    };
    let mut same = other.ranges.iter().filter(|range| one.ranges.iter().any(|own| within(range, own)));
    let Some(first) = same.next() else { return false };
    let last = same.next_back().unwrap_or(first);
    let (ours, theirs) = (own(one, other), own(other, one));
    let near = |range: &(u32, u32)| (clause(*first)..=clause(*last)).contains(&clause(*range));
    if ours.is_empty() || theirs.is_empty() || theirs.iter().any(near) {
        return false;
    }
    let before = |range: &(u32, u32)| range.1 <= first.0;
    let ends = |ranges: &[(u32, u32)]| ranges.iter().map(|range| range.1).max().unwrap_or_default();
    let belongs = ours.iter().all(near)
        || (ours.iter().all(before) && !theirs.iter().any(before))
        || (ours.iter().all(before) && theirs.iter().all(before) && ends(&theirs) <= ours[0].0);
    belongs && !carries_over(view, &theirs, (first.0, last.1))
}

/// Whether one of two ranges holds the other.
fn within(one: &(u32, u32), other: &(u32, u32)) -> bool {
    (one.0 <= other.0 && other.1 <= one.1) || (other.0 <= one.0 && one.1 <= other.1)
}

/// Whether a word between things and what is said of others, or in the clauses of these things, carries it over.
fn carries_over(view: &View, things: &[(u32, u32)], said: (u32, u32)) -> bool {
    let (text, tokens) = (view.cut.normal.text.as_str(), &view.cut.tokens);
    let mut buffer = String::new();
    let mut is_also = |token: &Token| ALSO.contains(&token::word(text, token, &mut buffer));
    things.iter().any(|thing| {
        let clause = tokens[thing.0 as usize].clause;
        let from = tokens.partition_point(|token| token.clause < clause);
        let to = tokens.partition_point(|token| token.clause <= clause);
        let beside = tokens[from..to].iter().take(MOST_BESIDE);
        let between = (thing.1.min(said.1), thing.0.max(said.0));
        let between = tokens.get(between.0 as usize..between.1 as usize).unwrap_or_default();
        beside.chain(between.iter().take(MOST_BESIDE)).any(&mut is_also)
    })
}

/// Leaves out what is marked: each was judged beside all others, so none goes before all are.
fn leave_out<T>(list: &mut Vec<T>, marked: Vec<bool>) {
    let mut marked = marked.into_iter();
    list.retain(|_| !marked.next().unwrap_or_default());
}
