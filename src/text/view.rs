//! One part of a ticket, cut up and looked up: what all pattern kinds match against.

use super::codes::CodeHit;
use super::cues::Cues;
use super::forms::{Occurrence, Target};
use super::index::{Around, TextIndex};
use super::lattice::Lattice;
use super::mail::{Mail, Zone};
use super::memory::Memory;
use super::messages::MessageHit;
use super::normal::NormalText;
use super::regexes::Open;
use super::says::TermGroups;
use super::token::{self, Kind, Token};
use crate::arena::Id;
use crate::book::Term;
use std::cell::OnceCell;
use std::ops::Range;

/// How far `near` reaches, in words.
const NEAR: f32 = 5.0;
/// Characters of the longest form that counts as one word.
const LONGEST_WORD: u32 = 3;
/// Tokens around evidence in which `near` and `not-touching` look; more than their reach.
const BESIDE: u32 = 32;

/// A part of a ticket, normalised, cut into tokens and looked up word by word.
#[derive(Debug, Default)]
pub(super) struct Cut {
    pub(super) normal: NormalText,
    pub(super) tokens: Vec<Token>,
    pub(super) lattice: Lattice,
    mail: Mail,
    /// The messages in it.
    pub(super) messages: Vec<MessageHit>,
    /// The codes in it.
    pub(super) codes: Vec<CodeHit>,
    /// The regexes that may match it.
    pub(super) open: Open,
    /// Room for the forms in it.
    occurrences: Vec<Occurrence>,
    groups: TermGroups,
}

impl Cut {
    /// Reads a part into the memory that an earlier one took.
    pub(super) fn read(&mut self, index: &TextIndex, memory: &mut Memory, text: &str) {
        self.normal.read(text);
        self.mail.read(text);
        token::tokens(&self.normal, &self.mail.stretches, &mut self.tokens);
        self.lattice.read(&index.lexicon, memory, &self.normal.text, &self.tokens);
        let (search, found) = (&mut memory.search, &mut self.messages);
        index.messages.find(&index.lexicon, &self.lattice, &self.tokens, search, found);
        index.codes.find(&self.normal.text, &self.tokens, &mut self.codes);
        index.regexes.open(&self.normal.text, &mut self.open);
    }
}

/// A part of a ticket, prepared.
pub(super) struct View {
    pub(super) cut: Cut,
    pub(super) occurrences: Vec<Occurrence>,
    pub(super) groups: TermGroups,
    /// Whether some forms might not have been found (see [`super::forms::Forms::find`]).
    pub(super) crowded: bool,
    cues: OnceCell<Cues>,
}

impl View {
    pub(super) fn new(index: &TextIndex, memory: &mut Memory, text: &str) -> Self {
        let mut cut = Cut::default();
        cut.read(index, memory, text);
        Self::of(index, cut)
    }

    /// Finds the forms of all terms, cues and names.
    pub(super) fn of(index: &TextIndex, mut cut: Cut) -> Self {
        let (mut occurrences, mut groups) =
            (std::mem::take(&mut cut.occurrences), std::mem::take(&mut cut.groups));
        let crowded = index.forms.find(&index.lexicon, &cut.lattice, &cut.tokens, &mut occurrences);
        groups.read(&occurrences);
        Self { cut, occurrences, groups, crowded, cues: OnceCell::new() }
    }

    /// The memory that it took, for another part.
    pub(super) fn into_cut(self) -> Cut {
        Cut { occurrences: self.occurrences, groups: self.groups, ..self.cut }
    }

    /// The cues of mention status; most texts are never asked for them.
    pub(super) fn cues(&self) -> &Cues {
        self.cues.get_or_init(|| Cues::new(&self.occurrences, &self.cut.normal.text, &self.cut.tokens))
    }

    /// Words in what the sender wrote now.
    pub(super) fn own_words(&self) -> f32 {
        self.cut.tokens.iter().filter(|token| token.zone == Zone::Newest).map(Token::width).sum()
    }

    /// Product names in what the sender wrote now, the longest where they overlap: for each name, whose it is.
    pub(super) fn products(&self) -> Vec<Vec<Target>> {
        let mut named: Vec<&Occurrence> = self
            .occurrences
            .iter()
            .filter(|found| matches!(found.target, Target::Product(_) | Target::OtherProduct))
            .filter(|found| self.cut.tokens[found.start as usize].zone == Zone::Newest)
            .collect();
        named.sort_by_key(|found| (std::cmp::Reverse(found.end - found.start), found.start));
        let mut kept: Vec<(&Occurrence, Vec<Target>)> = Vec::new();
        // By token, which of them holds it.
        let mut holder = vec![usize::MAX; if named.is_empty() { 0 } else { self.cut.tokens.len() }];
        for found in named {
            let range = found.start as usize..found.end as usize;
            match kept.get_mut(holder[range.start]) {
                Some((other, owners)) if other.start == found.start && other.end == found.end => {
                    owners.push(found.target);
                }
                None if holder[range.clone()].iter().all(|at| *at == usize::MAX) => {
                    holder[range].fill(kept.len());
                    kept.push((found, vec![found.target]));
                }
                _ => {}
            }
        }
        kept.into_iter().map(|(_, owners)| owners).collect()
    }

    /// Tokens of a byte range of the normalised text.
    pub(super) fn tokens_in(&self, bytes: Range<usize>) -> Option<(u32, u32)> {
        let start = self.cut.tokens.partition_point(|token| token.end as usize <= bytes.start);
        let end = self.cut.tokens.partition_point(|token| (token.start as usize) < bytes.end);
        (start < end).then_some((start as u32, end as u32))
    }

    /// Tokens of a byte range of the original text.
    pub(super) fn tokens_at(&self, (from, to): (usize, usize)) -> Option<(u32, u32)> {
        let (normal, tokens) = (&self.cut.normal, &self.cut.tokens);
        let end = tokens.partition_point(|token| normal.original_start(token.start as usize) < to);
        let start = tokens[..end].partition_point(|token| normal.original_end(token.end as usize) <= from);
        (start < end).then_some((start as u32, end as u32))
    }

    /// The original bytes of a token range.
    pub(super) fn original(&self, range: (u32, u32)) -> (usize, usize) {
        let start = self.cut.tokens[range.0 as usize].start as usize;
        let end = self.cut.tokens[range.1 as usize - 1].end as usize;
        let back = self.cut.normal.original(start..end);
        (back.start, back.end)
    }

    /// A token range without cut Han words at its ends: 券 of 代金券 is all of it. Words are the short forms of terms.
    pub(super) fn whole_words(&self, (start, end): (u32, u32)) -> (u32, u32) {
        let wider = |place: u32, end: fn((u32, u32)) -> u32| {
            // What would cut another word is no better.
            self.word_over(place).map(end).filter(|end| self.word_over(*end).is_none()).unwrap_or(place)
        };
        (wider(start, |word| word.0).min(start), wider(end, |word| word.1).max(end))
    }

    /// The shortest known word of Han characters that stands on both sides of a place between tokens.
    fn word_over(&self, place: u32) -> Option<(u32, u32)> {
        let tokens = &self.cut.tokens;
        let beside = tokens.get((place as usize).saturating_sub(1)..=place as usize)?;
        if beside.iter().any(|token| token.kind != Kind::Han) {
            return None;
        }
        let from = self.occurrences.partition_point(|found| found.start + LONGEST_WORD <= place);
        let near = self.occurrences[from..].iter().take_while(|found| found.start < place);
        let is_word = |found: &&Occurrence| {
            let own = &tokens[found.start as usize..found.end as usize];
            matches!(found.target, Target::Term(_))
                && found.end > place
                && own.len() <= LONGEST_WORD as usize
                && own.iter().all(|token| token.kind == Kind::Han)
                && own.windows(2).all(|pair| pair[0].end == pair[1].start)
        };
        near.filter(is_word).map(|found| (found.start, found.end)).min_by_key(|word| word.1 - word.0)
    }

    /// Whether a wanted term stands near, or none is wanted.
    pub(super) fn is_near(&self, around: &Around, span: (u32, u32)) -> bool {
        around.near.is_empty()
            || around.near.iter().any(|term| {
                self.beside(around, *term, span).any(|found| {
                    let outside = found.end <= span.0 || found.start >= span.1;
                    outside && self.same_sentence(found, span) && self.gap(found, span) <= NEAR
                })
            })
    }

    /// Whether evidence may count anywhere in the text: a wanted term stands somewhere, and some sentence is without
    /// unwanted ones.
    pub(super) fn may_count(&self, around: &Around) -> bool {
        let of = |term: &Id<Term>| {
            let all = self.groups.of(*term).iter().map(|(_, found)| found);
            all.filter(|found| found.packs & around.bit != 0)
        };
        let wanted = around.near.is_empty() || around.near.iter().any(|term| of(term).next().is_some());
        let sentences = self.cut.tokens.last().map_or(0, |last| last.sentence as usize + 1);
        let everywhere = |term: &Id<Term>| {
            let mut own: Vec<u32> =
                of(term).map(|found| self.cut.tokens[found.start as usize].sentence).collect();
            own.dedup();
            own.len() == sentences
        };
        wanted && !around.unless.iter().any(everywhere)
    }

    /// Whether an unwanted term touches the evidence or stands in its sentence.
    pub(super) fn is_spoilt(&self, around: &Around, span: (u32, u32)) -> bool {
        self.touching(around, span).is_some() || self.unless(around, span).is_some()
    }

    /// The unwanted term that is the adjacent word.
    pub(super) fn touching(&self, around: &Around, span: (u32, u32)) -> Option<Id<Term>> {
        let touches =
            |term: &Id<Term>| self.beside(around, *term, span).any(|found| self.touches(found, span));
        around.not_touching.iter().copied().find(touches)
    }

    /// The unwanted term that stands in the evidence's sentence.
    pub(super) fn unless(&self, around: &Around, span: (u32, u32)) -> Option<Id<Term>> {
        around.unless.iter().copied().find(|term| self.in_sentence_of(around, *term, span))
    }

    /// Occurrences of a term that begin within some tokens of a span.
    fn beside<'a>(
        &'a self,
        around: &'a Around,
        term: Id<Term>,
        span: (u32, u32),
    ) -> impl Iterator<Item = &'a Occurrence> + 'a {
        let all = self.groups.of(term);
        let from = all.partition_point(|(_, found)| found.start + BESIDE < span.0);
        let near = all[from..].iter().map(|(_, found)| found);
        near.take_while(move |found| found.start < span.1 + BESIDE)
            .filter(|found| found.packs & around.bit != 0)
    }

    fn in_sentence_of(&self, around: &Around, term: Id<Term>, span: (u32, u32)) -> bool {
        let sentence = |token: u32| self.cut.tokens[token as usize].sentence;
        let (first, last) = (sentence(span.0), sentence(span.1 - 1));
        let all = self.groups.of(term);
        let from = all.partition_point(|(_, found)| sentence(found.start) < first);
        let inside = all[from..].iter().take_while(|(_, found)| sentence(found.start) <= last);
        inside.into_iter().any(|(_, found)| found.packs & around.bit != 0)
    }

    /// Whether a term is the adjacent word, with no end of a clause in between.
    fn touches(&self, found: &Occurrence, span: (u32, u32)) -> bool {
        let joined = |one: u32, other: u32| {
            self.cut.tokens[one as usize].clause == self.cut.tokens[other as usize].clause
        };
        (found.end == span.0 && joined(found.end - 1, span.0))
            || (found.start == span.1 && joined(span.1 - 1, found.start))
    }

    /// Whether two tokens stand in one sentence.
    pub(super) fn same_sentence_tokens(&self, one: u32, other: u32) -> bool {
        self.cut.tokens[one as usize].sentence == self.cut.tokens[other as usize].sentence
    }

    fn same_sentence(&self, found: &Occurrence, span: (u32, u32)) -> bool {
        let sentence = self.cut.tokens[found.start as usize].sentence;
        (self.cut.tokens[span.0 as usize].sentence..=self.cut.tokens[span.1 as usize - 1].sentence)
            .contains(&sentence)
    }

    fn gap(&self, found: &Occurrence, span: (u32, u32)) -> f32 {
        let between = if found.end <= span.0 { found.end..span.0 } else { span.1..found.start };
        self.cut.tokens[between.start as usize..between.end as usize].iter().map(Token::width).sum()
    }
}
