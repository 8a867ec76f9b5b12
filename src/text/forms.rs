//! All forms of terms, cues and product names in one trie over word numbers, and their occurrences in a text.

use super::lexicon::{Lattice, Lexicon, TWO_SLIPS, WordId, pattern_words};
use super::normal::normalise;
use super::token::{Kind, Token};
use crate::arena::Id;
use crate::book::{CueKind, Form, Pack, Term};
use rustc_hash::FxHashMap;

/// What a form stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// Packs that see it, by bit.
    pub(super) packs: u64,
}

impl Occurrence {
    pub(super) fn overlaps(&self, other: &Occurrence) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// The trie.
#[derive(Debug, Default)]
pub(super) struct Forms {
    children: FxHashMap<(u32, WordId), u32>,
    /// Node after a gap, by node before it.
    gaps: FxHashMap<u32, u32>,
    /// What ends at a node.
    ends: FxHashMap<u32, Vec<End>>,
    nodes: u32,
}

#[derive(Debug, Clone, Copy)]
struct End {
    target: Target,
    /// Packs that see it, by bit.
    packs: u64,
    /// How much slip the form bears.
    bears: u8,
}

/// How many words a gap in a form may stand for, counted as [`Token::width`].
const GAP: f32 = 4.0;
/// Steps a walk may take from one token, so that no text makes it explode.
const STEPS: u32 = 256;

impl Forms {
    /// Adds a form; its words go into the lexicon. Forms without any word are left out.
    pub(super) fn add(&mut self, lexicon: &mut Lexicon, form: &Form, target: Target, packs: u64) {
        let words = pattern_words(&normalise(&form.text).text);
        let count = words.iter().flatten().count();
        if count == 0 {
            return;
        }
        let slips = matches!(target, Target::Term(_));
        let bears = match target {
            Target::Term(_) => {
                if count > 1 {
                    TWO_SLIPS + 1
                } else {
                    TWO_SLIPS
                }
            }
            Target::Cue(_) => 1,
            Target::Product(_) | Target::OtherProduct => 0,
        };
        let ids: Vec<Option<WordId>> =
            words.iter().map(|word| word.as_ref().map(|word| lexicon.add(word, packs, slips))).collect();
        self.insert(&ids, End { target, packs, bears });
        self.insert_joined(lexicon, &words, packs, slips);
    }

    fn insert(&mut self, ids: &[Option<WordId>], end: End) {
        let mut node = 0;
        for id in ids {
            let fresh = self.nodes + 1;
            let next = match id {
                Some(id) => *self.children.entry((node, *id)).or_insert(fresh),
                None if node == 0 => continue,
                None => *self.gaps.entry(node).or_insert(fresh),
            };
            self.nodes = self.nodes.max(next);
            node = next;
        }
        let ends = self.ends.entry(node).or_default();
        if !ends.iter().any(|known| known.target == end.target) {
            ends.push(end);
        }
    }

    /// Neighbouring Latin words may be written as one: `greyedout`, `log in` as `login`.
    fn insert_joined(&mut self, lexicon: &mut Lexicon, words: &[Option<String>], packs: u64, slips: bool) {
        for pair in words.windows(2) {
            if let [Some(one), Some(other)] = pair
                && one.len() + other.len() >= 6
                && one.is_ascii()
                && other.is_ascii()
                && one.bytes().all(|byte| byte.is_ascii_lowercase())
                && other.bytes().all(|byte| byte.is_ascii_lowercase())
            {
                let joined = lexicon.add(&format!("{one}{other}"), packs, false);
                let standard = vec![lexicon.add(one, packs, slips), lexicon.add(other, packs, slips)];
                lexicon.spell(vec![joined], standard);
            }
        }
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
            let mut walk = Walk { forms: self, lexicon, lattice, tokens, start, steps: 0, out };
            walk.step(0, start, 0, 0);
            // One reading a target: the longest, then the cleanest.
            let found = &mut out[from..];
            found.sort_by_key(|found| (order(found.target), std::cmp::Reverse(found.end), found.slip));
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

fn order(target: Target) -> (u8, usize) {
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
        if let Some(&after) = self.forms.gaps.get(&node) {
            let mut width = 0.0;
            let mut next = at;
            while width <= GAP && next < self.tokens.len() {
                self.edges(after, next, slip, blocked);
                if self.tokens[next].sentence != self.tokens[self.start].sentence || self.steps > STEPS {
                    break;
                }
                width += if self.tokens[next].kind == Kind::Han { 0.67 } else { 1.0 };
                next += 1;
            }
        }
    }

    fn edges(&mut self, node: u32, at: usize, slip: u8, blocked: u64) {
        for edge in self.lattice.at(at) {
            let words = self.lexicon.words_of(edge.sequence);
            // A form may begin inside a contraction: "isn't listed" holds "not listed".
            let suffixes = if node == 0 { words.len() } else { 1 };
            for from in 0..suffixes {
                let follow =
                    |node: Option<u32>, word: &WordId| self.forms.children.get(&(node?, *word)).copied();
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
        for end in self.forms.ends.get(&node).into_iter().flatten() {
            let packs = end.packs & !blocked;
            if slip <= end.bears && packs != 0 {
                let (start, end_at) = (self.start as u32, at as u32);
                self.out.push(Occurrence { target: end.target, start, end: end_at, slip, packs });
            }
        }
    }
}
