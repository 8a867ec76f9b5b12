//! All forms of terms, cues and product names in one trie over word numbers, and their occurrences in a text.

use super::lexicon::{Lattice, Lexicon, WordId};
use super::table::{Numbers, Table, pair};
use super::token::{Kind, Token};
use crate::arena::Id;
use crate::book::{CueKind, Pack, Term};
use serde::{Deserialize, Serialize};

/// What a form stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Target {
    /// A term.
    Term(Id<Term>),
    /// A cue of mention status.
    Cue(CueKind),
    /// The product of a pack.
    Product(Id<Pack>),
    /// A product that no pack is about.
    OtherProduct,
}

/// A form found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence {
    pub(super) target: Target,
    /// Tokens `start..end`.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Sum over its words of how they were written; 0 is exact.
    pub(super) slip: u8,
    /// Words that stand in gaps of the form.
    pub(super) gap: u8,
    /// Packs that see it, by bit.
    pub(super) packs: u64,
}

impl Occurrence {
    pub(super) fn overlaps(&self, other: &Occurrence) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// The trie, in flat tables.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Forms {
    /// From node and word to the next node.
    pub(super) children: Table,
    /// Node after a gap, by node before it.
    pub(super) gaps: Table,
    /// What ends at nodes, each once.
    pub(super) ends: Vec<End>,
    /// Numbers into `ends`, by node.
    pub(super) end_numbers: Numbers,
    /// For each node, where its numbers begin.
    pub(super) first_end: Numbers,
}

/// What a form means where it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct End {
    pub(super) target: Target,
    /// Packs that see it, by bit.
    pub(super) packs: u64,
    /// How much slip the form bears.
    pub(super) bears: u8,
}

/// How many words a gap in a form may stand for, counted as [`Token::width`].
const GAP: f32 = 4.0;
/// Steps a walk may take from one token, so that no text makes it explode.
const STEPS: u32 = 256;

impl Forms {
    fn ends_at(&self, node: u32) -> impl Iterator<Item = &End> {
        let numbers = self.end_numbers.slice(self.first_end.range(node as usize));
        numbers.filter_map(|number| self.ends.get(number as usize))
    }

    fn child(&self, node: u32, word: WordId) -> Option<u32> {
        self.children.first(pair(node, word)).map(|node| node as u32)
    }

    /// Every occurrence of every form, in order of start.
    pub(super) fn find(
        &self,
        lexicon: &Lexicon,
        lattice: &Lattice,
        tokens: &[Token],
        out: &mut Vec<Occurrence>,
    ) {
        out.clear();
        for start in 0..tokens.len() {
            if lattice.at(start).is_empty() {
                continue;
            }
            let from = out.len();
            let mut walk = Walk { forms: self, lexicon, lattice, tokens, start, steps: 0, gap: 0, out };
            walk.step(0, start, 0, 0);
            // One reading a target: with the fewest words in gaps, the longest, then the cleanest.
            let found = &mut out[from..];
            found.sort_by_key(|found| {
                (order(found.target), found.gap, std::cmp::Reverse(found.end), found.slip)
            });
            let mut kept = from;
            for index in from..out.len() {
                if kept == from || out[kept - 1].target != out[index].target {
                    out[kept] = out[index];
                    kept += 1;
                }
            }
            out.truncate(kept);
        }
    }
}

pub(super) fn order(target: Target) -> (u8, usize) {
    match target {
        Target::Term(term) => (0, term.index()),
        Target::Cue(cue) => (1, cue as usize),
        Target::Product(pack) => (2, pack.index()),
        Target::OtherProduct => (3, 0),
    }
}

struct Walk<'a> {
    forms: &'a Forms,
    lexicon: &'a Lexicon,
    lattice: &'a Lattice,
    tokens: &'a [Token],
    start: usize,
    steps: u32,
    /// Words in gaps of the form so far.
    gap: u8,
    out: &'a mut Vec<Occurrence>,
}

impl Walk<'_> {
    fn step(&mut self, node: u32, at: usize, slip: u8, blocked: u64) {
        self.steps += 1;
        if self.steps > STEPS {
            return;
        }
        if at > self.start {
            self.end(node, at, slip, blocked);
        }
        if at >= self.tokens.len()
            || at > self.start && self.tokens[at].sentence != self.tokens[self.start].sentence
        {
            return;
        }
        self.edges(node, at, slip, blocked);
        if let Some(after) = self.forms.gaps.first(u64::from(node)) {
            let mut width = 0.0;
            let mut next = at;
            let before = self.gap;
            while width <= GAP && next < self.tokens.len() {
                self.edges(after as u32, next, slip, blocked);
                if self.tokens[next].sentence != self.tokens[self.start].sentence || self.steps > STEPS {
                    break;
                }
                width += if self.tokens[next].kind == Kind::Han { 0.67 } else { 1.0 };
                next += 1;
                self.gap = self.gap.saturating_add(1);
            }
            self.gap = before;
        }
    }

    fn edges(&mut self, node: u32, at: usize, slip: u8, blocked: u64) {
        for edge in self.lattice.at(at) {
            let words = self.lexicon.words_of(edge.sequence);
            // A form may begin inside a contraction: "isn't listed" holds "not listed".
            let suffixes = if node == 0 { words.len() } else { 1 };
            for from in 0..suffixes {
                let follow = |node: Option<u32>, word: &WordId| self.forms.child(node?, *word);
                if let Some(next) = words[from..].iter().fold(Some(node), follow) {
                    self.step(
                        next,
                        at + edge.tokens as usize,
                        slip.saturating_add(edge.slip),
                        blocked | edge.blocked,
                    );
                }
            }
        }
    }

    fn end(&mut self, node: u32, at: usize, slip: u8, blocked: u64) {
        for end in self.forms.ends_at(node) {
            let packs = end.packs & !blocked;
            if slip <= end.bears && packs != 0 {
                let (start, end_at) = (self.start as u32, at as u32);
                let gap = self.gap;
                self.out.push(Occurrence { target: end.target, start, end: end_at, slip, gap, packs });
            }
        }
    }
}
