//! All forms of terms, cues and product names in one trie over word numbers, and their occurrences in a text.

use super::lexicon::{Lattice, Lexicon, TWO_SLIPS, WordId, pattern_words};
use super::normal::normal_form;
use super::token::{Kind, Token};
use crate::arena::Id;
use crate::book::{CueKind, Form, Pack, Term};
use rustc_hash::FxHashMap;
use std::sync::Arc;

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
    /// What ends at a node, by node.
    ends: Vec<(u32, End)>,
    /// For each node, where its ends begin.
    first_end: Vec<u32>,
    nodes: u32,
    /// Words of the forms seen so far: terms that include others repeat them.
    known: FxHashMap<String, Words>,
}

/// The words of a form; none is a gap.
type Words = Arc<[Option<WordId>]>;

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
        let slips = matches!(target, Target::Term(_));
        let words = match self.known.get(form.text.as_str()) {
            Some(words) => {
                for id in words.iter().flatten() {
                    lexicon.share(*id, packs, slips);
                }
                Arc::clone(words)
            }
            None => self.cut(lexicon, &form.text, packs, slips),
        };
        let count = words.iter().flatten().count();
        if count > 0 {
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
            self.insert(&words, End { target, packs, bears });
        }
    }

    /// Cuts a form into words and numbers them. Neighbouring Latin words may also be written as one: `greyedout`.
    fn cut(&mut self, lexicon: &mut Lexicon, text: &str, packs: u64, slips: bool) -> Words {
        let words = pattern_words(&normal_form(text));
        let ids: Words = words.iter().map(|word| Some(lexicon.add(word.as_ref()?, packs, slips))).collect();
        for (pair, ids) in words.windows(2).zip(ids.windows(2)) {
            if let ([Some(one), Some(other)], [Some(first), Some(second)]) = (pair, ids)
                && one.len() + other.len() >= 6
                && one.bytes().chain(other.bytes()).all(|byte| byte.is_ascii_lowercase())
            {
                let joined = lexicon.add(&format!("{one}{other}"), packs, false);
                lexicon.spell(vec![joined], vec![*first, *second]);
            }
        }
        self.known.insert(text.to_owned(), Arc::clone(&ids));
        ids
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
        self.ends.push((node, end));
    }

    /// Sorts the ends by node, once all forms are in.
    pub(super) fn seal(&mut self) {
        self.known = FxHashMap::default();
        self.ends.sort_by_key(|(node, end)| (*node, order(end.target)));
        self.ends.dedup_by_key(|(node, end)| (*node, end.target));
        self.first_end = vec![0; self.nodes as usize + 2];
        for (node, _) in &self.ends {
            self.first_end[*node as usize + 1] += 1;
        }
        for node in 1..self.first_end.len() {
            self.first_end[node] += self.first_end[node - 1];
        }
    }

    fn ends_at(&self, node: u32) -> &[(u32, End)] {
        let range = self.first_end[node as usize] as usize..self.first_end[node as usize + 1] as usize;
        &self.ends[range]
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
        for (_, end) in self.forms.ends_at(node) {
            let packs = end.packs & !blocked;
            if slip <= end.bears && packs != 0 {
                let (start, end_at) = (self.start as u32, at as u32);
                self.out.push(Occurrence { target: end.target, start, end: end_at, slip, packs });
            }
        }
    }
}
