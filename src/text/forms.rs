//! All forms of terms, cues and product names in one trie over word numbers, and their occurrences in a text.

use super::lattice::Lattice;
use super::lexicon::{Lexicon, WordId, Words, bit};
use super::table::{Numbers, Records, Table, pair};
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
    /// From the root, the next node by word; 0 where there is none.
    pub(super) roots: Numbers,
    /// From node and word to the next node.
    pub(super) children: Table,
    /// What ends at nodes, each once.
    pub(super) ends: Vec<End>,
    /// Numbers into `ends`, by node.
    pub(super) end_numbers: Numbers,
    /// The nodes, and once more for the end.
    pub(super) nodes: Records<16>,
}

/// A node of the trie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Node {
    /// The words that lead on, as [`bit`]s.
    pub(super) words: u64,
    /// The node after a gap; 0 where there is none.
    pub(super) gap: u32,
    /// Where its numbers of ends begin.
    pub(super) first_end: u32,
}

impl Node {
    pub(super) fn write(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.words.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.gap.to_le_bytes());
        bytes[12..].copy_from_slice(&self.first_end.to_le_bytes());
        bytes
    }

    fn read(bytes: &[u8; 16]) -> Self {
        let number = u128::from_le_bytes(*bytes);
        Self { words: number as u64, gap: (number >> 64) as u32, first_end: (number >> 96) as u32 }
    }
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
/// So many are far enough from all of them for a few forms more.
pub(super) const CROWDED: u32 = STEPS / 4;

impl Forms {
    fn node(&self, node: u32) -> Node {
        self.nodes.get(node as usize).map(Node::read).unwrap_or_default()
    }

    /// What ends at a node.
    fn ends_at(&self, number: u32, node: &Node) -> impl Iterator<Item = &End> {
        let behind = self.node(number + 1).first_end;
        let numbers = self.end_numbers.slice(node.first_end as usize..behind as usize);
        numbers.filter_map(|number| self.ends.get(number as usize))
    }

    fn child(&self, node: u32, word: WordId) -> Option<u32> {
        if node == 0 {
            return self.roots.get(word as usize).filter(|next| *next != 0);
        }
        self.children.first(pair(node, word)).map(|node| node as u32)
    }

    /// The node behind the words of a reading.
    fn follow(&self, node: u32, words: Words<'_>) -> Option<u32> {
        let node = self.child(node, words.first)?;
        words.rest().try_fold(node, |node, word| self.child(node, word))
    }

    /// Every occurrence of every form, in order of start. Says whether so many begin somewhere that a few more might not
    /// all be found there.
    pub(super) fn find(
        &self,
        lexicon: &Lexicon,
        lattice: &Lattice,
        tokens: &[Token],
        out: &mut Vec<Occurrence>,
    ) -> bool {
        out.clear();
        let mut crowded = false;
        for start in 0..tokens.len() {
            if lattice.at(start).is_empty() {
                continue;
            }
            let from = out.len();
            let mut walk = Walk { forms: self, lexicon, lattice, tokens, start, steps: 0, gap: 0, out };
            walk.step(0, start, 0, 0);
            crowded |= walk.steps > CROWDED;
            if out.len() - from < 2 {
                continue;
            }
            // One reading a target: with the fewest words in gaps, the longest, then the cleanest.
            out[from..].sort_by_key(merit);
            let mut kept = from;
            for index in from..out.len() {
                if kept == from || out[kept - 1].target != out[index].target {
                    if kept < index {
                        out[kept] = out[index];
                    }
                    kept += 1;
                }
            }
            out.truncate(kept);
        }
        crowded
    }
}

/// Where an occurrence stands among those that begin with it. No form reaches over so many tokens that a part runs over.
fn merit(found: &Occurrence) -> u64 {
    let (kind, number) = order(found.target);
    let shorter = u16::MAX - (found.end - found.start) as u16;
    u64::from(kind) << 62
        | (number as u64) << 32
        | u64::from(found.gap) << 24
        | u64::from(shorter) << 8
        | u64::from(found.slip)
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
        let here = self.forms.node(node);
        if at > self.start {
            self.end(node, &here, at, slip, blocked);
        }
        let sentence = self.tokens[self.start].sentence;
        if self.tokens.get(at).is_none_or(|token| token.sentence != sentence) {
            return;
        }
        if (node == 0 || self.may_follow(here.words, at)) && !self.is_apart(at) {
            self.edges(node, here.words, at, slip, blocked);
        }
        if here.gap != 0 {
            self.leap(here.gap, at, slip, blocked);
        }
    }

    /// Goes on from a node behind a gap, with all that may stand there from a token on.
    fn leap(&mut self, node: u32, at: usize, slip: u8, blocked: u64) {
        let words = self.forms.node(node).words;
        let (tokens, before) = (self.tokens, self.gap);
        let mut width = 0.0;
        for (next, token) in tokens.iter().enumerate().skip(at) {
            if self.may_follow(words, next) {
                self.edges(node, words, next, slip, blocked);
            }
            width += if token.kind == Kind::Han { 0.67 } else { 1.0 };
            if width > GAP || token.sentence != tokens[self.start].sentence || self.steps > STEPS {
                break;
            }
            self.gap = self.gap.saturating_add(1);
        }
        self.gap = before;
    }

    /// Whether a comma stands before a Chinese word of the form: "能点了，不灰了" does not say "点了不".
    fn is_apart(&self, at: usize) -> bool {
        let (before, here) = (&self.tokens[at.saturating_sub(1)], &self.tokens[at]);
        at > self.start && before.kind == Kind::Han && here.kind == Kind::Han && before.clause != here.clause
    }

    /// Whether a reading at a token may begin with one of some words.
    #[inline]
    fn may_follow(&self, words: u64, at: usize) -> bool {
        words & self.lattice.firsts(at) != 0
    }

    /// Goes on from a node that is left by `words` with the readings at a token.
    fn edges(&mut self, node: u32, words: u64, at: usize, slip: u8, blocked: u64) {
        for edge in self.lattice.at(at) {
            let sequence = self.lexicon.words_of(edge.sequence);
            if node != 0 && words & bit(sequence.first) == 0 {
                continue;
            }
            // A form may begin inside a contraction: "isn't listed" holds "not listed".
            let suffixes = if node == 0 { sequence.len() } else { 1 };
            for from in 0..suffixes {
                if let Some(next) = self.forms.follow(node, sequence.starting_at(from)) {
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

    fn end(&mut self, number: u32, node: &Node, at: usize, slip: u8, blocked: u64) {
        for end in self.forms.ends_at(number, node) {
            let packs = end.packs & !blocked;
            if slip <= end.bears && packs != 0 {
                let (start, end_at) = (self.start as u32, at as u32);
                let gap = self.gap;
                self.out.push(Occurrence { target: end.target, start, end: end_at, slip, gap, packs });
            }
        }
    }
}
