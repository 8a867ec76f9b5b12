//! What there is to know of the words of plain texts, each known once and remembered.
//!
//! Goes in: a word. Comes out: what it is, as bits, and what rests on it: the forms of terms, the messages that go on
//! behind it, the codes and the regexes that it may be part of. It depends on the word and the patterns alone.

use super::codes::is_spoken_digit;
use super::index::TextIndex;
use super::lexicon::{Known, NONE, WordId, bit};
use super::mail;
use super::memory::Memory;
use super::plain;
use super::quick::{Quick, Quickly};
use super::sieve::Form;
use super::token::Kind;

/// What is known of the words of [`Memory`].
#[derive(Debug, Default)]
pub(super) struct Sights {
    list: Vec<Sight>,
    /// The sights of short words.
    pub(super) quick: Quick,
    /// The words of all sights, the forms that rest on these, and the clauses of regexes that they may fulfil.
    words: Vec<WordId>,
    forms: Vec<Form>,
    clauses: Vec<u32>,
}

/// What there is to know of a word.
#[derive(Debug)]
pub(super) struct Sight {
    pub(super) known: Known,
    /// The second words of the messages' seeds that its readings begin, as bits.
    pub(super) seconds: u64,
    /// How it may be the beginning of a word that was torn apart, and the end behind such a beginning.
    begins: [bool; 2],
    ends: [bool; 2],
    /// Where its words, forms and clauses begin in the lists; they end where those of the next begin. Of the forms, those of
    /// anchors come first.
    words: u32,
    forms: u32,
    anchored: u32,
    clauses: u32,
    traits: u64,
    /// In how many texts that show nothing it was seen, where that was asked.
    met: u8,
}

/// What a word is, as bits. A number that no pattern knows is nothing but a number.
pub(super) mod traits {
    /// It may be a code.
    pub(in super::super) const CODE: u64 = 1;
    /// It says a digit.
    pub(in super::super) const DIGIT: u64 = 1 << 1;
    /// A spelling of several words begins with it.
    pub(in super::super) const PHRASE: u64 = 1 << 6;
    /// A seed of a message begins with it, or is all of it.
    pub(in super::super) const SEED: u64 = 1 << 7;
    pub(in super::super) const WHOLE_SEED: u64 = 1 << 8;
    /// A form, a message or a regex may rest on it.
    pub(in super::super) const MATTERS: u64 = 1 << 9;
    /// The same, and it is none of the words that show nothing together (see [`super::super::harmless`]).
    pub(in super::super) const BEYOND: u64 = 1 << 10;
    /// Without such a word, or several that are one, no terms are found together.
    pub(in super::super) const ANCHOR: u64 = 1 << 11;
    /// A line of another mail, or of none, may begin with it.
    pub(in super::super) const TURN: u64 = 1 << 12;
    /// It is written with an apostrophe.
    pub(in super::super) const APOSTROPHE: u64 = 1 << 13;
    /// It has letters; it speaks for a language. There is room to count them.
    pub(in super::super) const WORD: u64 = 1 << 22;
    pub(in super::super) const ENGLISH: u64 = 1 << 36;
    pub(in super::super) const INDONESIAN: u64 = 1 << 50;
}

/// The sight of a number that no pattern knows.
pub(super) const NUMBER: Quickly = Quickly::of_sight(u32::MAX);

/// The sight of a number that no pattern knows; `beyond` is whether a regex may open for it.
pub(super) fn number(beyond: bool) -> Quickly {
    let mut number = NUMBER;
    number.traits |= if beyond { traits::BEYOND } else { 0 };
    number
}

impl Sights {
    /// None yet, with room for so many.
    pub(super) fn expecting(count: usize) -> Self {
        Self { list: Vec::with_capacity(count), quick: Quick::expecting(count), ..Self::default() }
    }

    /// A sight; none for a number that no pattern knows.
    pub(super) fn get(&self, sight: u32) -> Option<&Sight> {
        self.list.get(sight as usize)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// All words that a sight may be read as.
    pub(super) fn words_of(&self, sight: u32) -> &[WordId] {
        self.own(&self.words, sight, |sight| sight.words)
    }

    /// The forms that rest on a sight of terms around which patterns are looked for.
    pub(super) fn anchored_of(&self, sight: u32) -> &[Form] {
        let anchored = self.get(sight).map_or(0, |sight| (sight.anchored - sight.forms) as usize);
        &self.own(&self.forms, sight, |sight| sight.forms)[..anchored]
    }

    /// The other forms of patterns' terms that rest on a sight.
    pub(super) fn others_of(&self, sight: u32) -> &[Form] {
        &self.own(&self.forms, sight, |sight| sight.forms)[self.anchored_of(sight).len()..]
    }

    /// The clauses of regexes that a sight may fulfil.
    pub(super) fn clauses_of(&self, sight: u32) -> &[u32] {
        self.own(&self.clauses, sight, |sight| sight.clauses)
    }

    /// Counts a text that shows nothing in which a sight was seen; says how many there were, where it is one that matters and
    /// is not known to be harmless.
    pub(super) fn meet(&mut self, sight: u32) -> Option<u8> {
        let sight = self.list.get_mut(sight as usize).filter(|sight| sight.traits & traits::BEYOND != 0)?;
        sight.met = sight.met.saturating_add(1);
        Some(sight.met)
    }

    /// From now on a sight is one of those that show nothing together.
    pub(super) fn settle(&mut self, number: u32, memory: &Memory) {
        if let Some(sight) = self.list.get_mut(number as usize) {
            sight.traits &= !traits::BEYOND;
            self.quick.clear_traits(memory.remembered(number).0, traits::BEYOND);
        }
    }

    /// The same for a word that is written with an apostrophe, if its sight is one of those.
    pub(super) fn settle_written(&mut self, word: &str, number: u32) {
        if self.get(number).is_some_and(|sight| sight.traits & traits::BEYOND == 0) {
            self.quick.clear_traits(word, traits::BEYOND);
        }
    }

    /// What belongs to a sight in a list in which each one's own begins where that of the one before ends.
    #[inline]
    fn own<'a, T>(&self, list: &'a [T], sight: u32, begins: impl Fn(&Sight) -> u32) -> &'a [T] {
        let at = |sight: usize| self.list.get(sight).map_or(list.len(), |sight| begins(sight) as usize);
        &list[at(sight as usize)..at(sight as usize + 1)]
    }
}

impl TextIndex {
    /// The sight of a word in lower case that is not known at once; none where it is not remembered.
    pub(super) fn sight(&self, sights: &mut Sights, memory: &mut Memory, word: &str) -> Option<Quickly> {
        if word.contains('\'') {
            return self.sight_in_pieces(sights, memory, word);
        }
        let kind = plain::kind(word);
        if kind == Kind::Number && self.lexicon.get(word).is_none() {
            return (!self.codes.may_be(word)).then_some(number(true));
        }
        let number = memory.number(&self.lexicon, word, kind)?;
        while sights.len() <= number as usize {
            self.learn(sights, memory);
        }
        sights.list.get(number as usize).map(|sight| sight.quickly(number))
    }

    /// Apostrophes are no part of a word; what stands between them is a word to a regex.
    fn sight_in_pieces(&self, sights: &mut Sights, memory: &mut Memory, written: &str) -> Option<Quickly> {
        let word: String = written.split('\'').collect();
        let mut known = self.sight(sights, memory, &word)?;
        known.traits |= traits::APOSTROPHE | traits::BEYOND;
        if let Some(packed) = plain::packed(written) {
            sights.quick.add(packed, known);
        }
        Some(known)
    }

    /// Learns what there is to know of the next word of the memory.
    fn learn(&self, sights: &mut Sights, memory: &Memory) {
        let number = sights.len() as u32;
        let (word, known, half) = memory.remembered(number);
        let (exact, others) = memory.readings(&known);
        let (words, forms, clauses) = (sights.words.len(), sights.forms.len(), sights.clauses.len());
        let mut seconds = 0;
        for edge in exact.iter().chain(others) {
            let sequence = self.lexicon.words_of(edge.sequence);
            seconds |= self.messages.seconds_of(sequence.first);
            sights.words.extend(sequence.all());
        }
        let anchored = self.learn_forms(sights, words);
        self.regexes.cores.each(word, |clause| sights.clauses.push(clause));
        let edges = || exact.iter().chain(others).map(|edge| self.lexicon.words_of(edge.sequence));
        let whole = edges().any(|own| {
            let second = own.rest().next().unwrap_or(NONE);
            self.messages.seconds_of(own.first) & bit(second) != 0
        });
        let has = |wanted: fn(&u8) -> bool| word.as_bytes().iter().any(wanted);
        let is_word = has(u8::is_ascii_alphabetic);
        let is_odd = known.id == NONE;
        let (begins, ends) = (is_word && half.head, is_word && half.tail);
        let traits = [
            (traits::CODE, has(u8::is_ascii_digit) && self.codes.may_be(word)),
            (traits::DIGIT, is_spoken_digit(word)),
            (traits::PHRASE, known.begins_phrase),
            (traits::SEED, seconds != 0),
            (traits::WHOLE_SEED, whole),
            (traits::MATTERS | traits::BEYOND, sights.words.len() > words || sights.clauses.len() > clauses),
            (traits::ANCHOR, anchored > forms),
            (traits::TURN, !is_word || mail::may_turn(word)),
            (traits::WORD, is_word),
            (traits::ENGLISH, is_word && known.vote.english),
            (traits::INDONESIAN, is_word && known.vote.indonesian),
        ];
        let traits = traits.into_iter().filter(|(_, is)| *is).fold(0, |all, (one, _)| all | one);
        let (words, forms, clauses) = (words as u32, forms as u32, clauses as u32);
        let sight = Sight {
            known,
            seconds,
            // One of the two halves is no known word.
            begins: [begins, begins && is_odd],
            ends: [ends && is_odd, ends],
            words,
            forms,
            anchored: anchored as u32,
            clauses,
            traits,
            met: 0,
        };
        if let Some(packed) = plain::packed(word) {
            sights.quick.add(packed, sight.quickly(number));
        }
        sights.list.push(sight);
    }

    /// Learns the forms that rest on the words from one of them on; says where those of anchors end.
    fn learn_forms(&self, sights: &mut Sights, words: usize) -> usize {
        // A word that several readings share counts once.
        let own = sights.words.get_mut(words..).unwrap_or_default();
        own.sort_unstable();
        let once = || own.chunk_by(|one, other| one == other).filter_map(<[WordId]>::first);
        let all = || once().flat_map(|word| self.sieve.iter().flat_map(|sieve| sieve.forms(*word)));
        let used = || all().filter(|form| self.says.uses(form.term));
        sights.forms.extend(used().filter(|form| self.says.is_anchor(form.term)));
        let anchored = sights.forms.len();
        sights.forms.extend(used().filter(|form| !self.says.is_anchor(form.term)));
        anchored
    }
}

impl Sight {
    fn quickly(&self, sight: u32) -> Quickly {
        Quickly::new(self.traits, sight, (self.seconds, self.begins), (self.known.firsts, self.ends))
    }
}
