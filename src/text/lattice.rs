//! The words of a text as the packs know them: for each token, what may be read there.

use super::language::Vote;
use super::lexicon::{Edge, Lexicon, NONE, SLIP, WordId, bit};
use super::memory::{Half, Memory, Seen};
use super::messages::Readings;
use super::token::{self, Kind, Token};

/// All readings of a text's tokens, by token.
#[derive(Debug, Default)]
pub(super) struct Lattice {
    edges: Vec<Edge>,
    /// For each token, and once more for the end, where its edges start.
    starts: Vec<u32>,
    /// For each token, the first words of its edges as bits.
    firsts: Vec<u64>,
    /// What is known of each token's word.
    words: Vec<Seen>,
    /// A word in the making.
    buffer: String,
}

impl Readings for Lattice {
    fn at(&self, token: usize) -> impl Iterator<Item = &Edge> {
        Lattice::at(self, token).iter()
    }

    fn firsts(&self, token: usize) -> u64 {
        Lattice::firsts(self, token)
    }
}

impl Lattice {
    /// The readings that begin at a token.
    pub(super) fn at(&self, token: usize) -> &[Edge] {
        match (self.starts.get(token), self.starts.get(token + 1)) {
            (Some(start), Some(end)) => &self.edges[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// All readings, by token.
    pub(super) fn all(&self) -> &[Edge] {
        &self.edges
    }

    /// The first words of the readings that begin at a token, as bits; a word whose bit is missing is none of them.
    pub(super) fn firsts(&self, token: usize) -> u64 {
        self.firsts.get(token).copied().unwrap_or(0)
    }

    /// The same for each of some tokens.
    pub(super) fn firsts_of(&self, tokens: std::ops::Range<usize>) -> &[u64] {
        self.firsts.get(tokens).unwrap_or_default()
    }

    /// The first words of the edges of some tokens as bits.
    pub(super) fn firsts_within(&self, tokens: std::ops::Range<usize>) -> u64 {
        self.firsts_of(tokens).iter().fold(0, |all, firsts| all | firsts)
    }

    /// The exact word of a token, if the packs know it.
    pub(super) fn exact(&self, token: usize) -> Option<WordId> {
        self.words.get(token).map(|word| word.known.id).filter(|id| *id != NONE)
    }

    /// The number under which the memory holds the word of a token, if it does; for as long as the text is read.
    pub(super) fn number(&self, token: usize) -> Option<u32> {
        self.words.get(token).and_then(|word| word.number)
    }

    /// Which language a token speaks for.
    pub(super) fn vote(&self, token: usize) -> Vote {
        self.words.get(token).map(|word| word.known.vote).unwrap_or_default()
    }

    /// Looks all tokens up; what was looked up before is forgotten.
    ///
    /// Cost: one hash look-up a token that the memory knows; what a word costs otherwise, see [`Lexicon::look_up`].
    pub(super) fn read(&mut self, lexicon: &Lexicon, memory: &mut Memory, text: &str, tokens: &[Token]) {
        self.edges.clear();
        self.starts.clear();
        self.firsts.clear();
        self.words.clear();
        for token in tokens {
            let word = token::word(text, token, &mut self.buffer);
            let mut seen = memory.word(lexicon, word, token.kind);
            if token.apostrophe {
                seen.half = Half::of(lexicon, token.written(text));
            }
            self.words.push(seen);
        }
        for index in 0..tokens.len() {
            let known = self.words[index].known;
            let first = self.edges.len();
            self.starts.push(first as u32);
            let (exact, others) = memory.readings(&known);
            let mut firsts = known.firsts;
            if known.start < known.end {
                self.edges.extend_from_slice(exact);
            }
            if known.begins_phrase {
                firsts |= self.phrases(lexicon, index);
            }
            if known.exact < known.end {
                self.edges.extend_from_slice(others);
            }
            if self.may_join(index)
                && let Some(id) = joined(lexicon, text, tokens, index, &mut self.buffer)
            {
                self.edges.push(Edge { tokens: 2, slip: SLIP, sequence: id, blocked: 0 });
                firsts |= bit(id);
            }
            self.firsts.push(firsts);
        }
        self.starts.push(self.edges.len() as u32);
    }

    /// Whether a token and the one behind it may be a word that was torn apart: one of them is no known word.
    fn may_join(&self, index: usize) -> bool {
        let (word, next) = (&self.words[index], self.words.get(index + 1));
        next.is_some_and(|next| {
            word.half.head && next.half.tail && (word.known.id == NONE || next.known.id == NONE)
        })
    }

    /// Spellings of several tokens that begin here; their first words as bits.
    fn phrases(&mut self, lexicon: &Lexicon, index: usize) -> u64 {
        let Self { words, edges, .. } = self;
        let mut firsts = 0;
        let behind = |behind: usize| Some(words.get(index + behind)?.known.id);
        for edge in lexicon.spelled(words[index].known.id, behind) {
            firsts |= bit(lexicon.words_of(edge.sequence).first);
            edges.push(edge);
        }
        firsts
    }
}

/// The known word that a token makes with the next, where both are one word with a gap in it.
fn joined(
    lexicon: &Lexicon,
    text: &str,
    tokens: &[Token],
    index: usize,
    buffer: &mut String,
) -> Option<WordId> {
    let (token, next) = (tokens.get(index)?, tokens.get(index + 1)?);
    let beside = next.start == token.end + 1 && next.sentence == token.sentence;
    if token.kind != Kind::Word || next.kind != Kind::Word || !beside {
        return None;
    }
    lexicon.torn(token.written(text), next.written(text), buffer)
}
