//! The words of a text as the packs know them: for each token, what may be read there.

use super::language::Vote;
use super::lexicon::{Edge, Known, Lexicon, NONE, SLIP, WordId, bit};
use super::memory::Memory;
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
    /// What the lexicon says of each token.
    known: Vec<Known>,
    /// The number under which each token's word is remembered, if it is.
    numbers: Vec<Option<u32>>,
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

    /// The exact word of a token, if the packs know it.
    pub(super) fn exact(&self, token: usize) -> Option<WordId> {
        self.known.get(token).map(|known| known.id).filter(|id| *id != NONE)
    }

    /// The number under which the memory holds the word of a token, if it does; for as long as the text is read.
    pub(super) fn number(&self, token: usize) -> Option<u32> {
        self.numbers.get(token).copied().flatten()
    }

    /// Which language a token speaks for.
    pub(super) fn vote(&self, token: usize) -> Vote {
        self.known.get(token).map(|known| known.vote).unwrap_or_default()
    }

    /// Looks all tokens up; what was looked up before is forgotten.
    ///
    /// Cost: one hash look-up a token that the memory knows; what a word costs otherwise, see [`Lexicon::look_up`].
    pub(super) fn read(&mut self, lexicon: &Lexicon, memory: &mut Memory, text: &str, tokens: &[Token]) {
        self.edges.clear();
        self.starts.clear();
        self.firsts.clear();
        self.known.clear();
        self.numbers.clear();
        for token in tokens {
            let word = token::word(text, token, &mut self.buffer);
            let (number, known) = memory.word(lexicon, word, token.kind);
            self.known.push(known);
            self.numbers.push(number);
        }
        for index in 0..tokens.len() {
            let known = self.known[index];
            let first = self.edges.len();
            self.starts.push(first as u32);
            let (exact, others) = memory.readings(&known);
            self.edges.extend_from_slice(exact);
            let mut firsts = known.firsts;
            if known.begins_phrase {
                firsts |= self.phrases(lexicon, index);
            }
            self.edges.extend_from_slice(others);
            if self.unknown_beside(index)
                && let Some(id) = joined(lexicon, text, tokens, index, &mut self.buffer)
            {
                self.edges.push(Edge { tokens: 2, slip: SLIP, sequence: id, blocked: 0 });
                firsts |= bit(id);
            }
            self.firsts.push(firsts);
        }
        self.starts.push(self.edges.len() as u32);
    }

    /// Whether a token or the one behind it is no known word.
    fn unknown_beside(&self, index: usize) -> bool {
        let next = self.known.get(index + 1);
        next.is_some_and(|next| self.known[index].id == NONE || next.id == NONE)
    }

    /// Spellings of several tokens that begin here; their first words as bits.
    fn phrases(&mut self, lexicon: &Lexicon, index: usize) -> u64 {
        let Self { known, edges, .. } = self;
        let mut firsts = 0;
        for edge in lexicon.spelled(known[index].id, |behind| Some(known.get(index + behind)?.id)) {
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
    let written = |token: &Token| &text[token.start as usize..token.end as usize];
    let (head, tail) = (written(token), written(next));
    let may_be = lexicon.may_begin(head) && lexicon.may_end(tail);
    may_be.then(|| lexicon.torn(head, tail, buffer)).flatten()
}
