//! Words that show nothing even together, learned from texts that show nothing.
//!
//! Goes in: the words of such texts. Comes out: whether a word is one of these. More words never show less: a text of
//! which all words are among some that show nothing together shows nothing, whatever their order, and nothing else need
//! be asked of it. Which words are among them depends on the texts seen before; what a text shows never does.

use super::cores::Pair;
use super::index::TextIndex;
use super::memory::Memory;
use super::plain::Plain;
use super::quick::Quickly;
use super::regexes::Fulfilled;
use super::sieve::Possible;
use super::sights::{NUMBER, Sights, traits};

/// In so many texts a word was seen before it may be one: those of most texts come first.
const SEEN: u8 = 4;
/// So many words are tried at most, and no more once so many did not fit in: the texts are about what patterns look for.
const MOST: usize = 1 << 11;
const UNFIT: usize = 64;
/// Words are tried with so many others, as a part of those that are in, or after so many texts.
const PART: usize = 8;
const TEXTS: u32 = 32;

/// The words that show nothing together.
#[derive(Debug, Default)]
pub(super) struct Harmless {
    /// Their sights.
    sights: Vec<u32>,
    /// Sights that wait to be tried.
    waiting: Vec<u32>,
    /// How many were tried, and how many did not fit in.
    tried: usize,
    unfit: usize,
    /// How many texts were learned from since.
    texts: u32,
    /// The clauses of regexes that they and numbers may fulfil.
    clauses: Fulfilled,
    /// Clauses that opened a regex together with these.
    refused: Fulfilled,
    /// What pairs of digits may fulfil beside these, as [`super::cores::Cores::pairs_beyond`] has it.
    pairs: Vec<Pair>,
    /// The clauses of a word.
    own: Fulfilled,
    /// The clauses of those and of some words.
    all: Fulfilled,
    /// A word in the making.
    word: String,
}

impl Harmless {
    fn begin(&mut self, index: &TextIndex) {
        index.regexes.begin(&mut self.clauses, false);
        index.regexes.begin(&mut self.refused, false);
        self.refused.remove_every(&self.clauses);
        self.pairs = index.regexes.cores.pairs_beyond(&self.clauses);
    }

    /// Whether a number that no pattern knows may fulfil other clauses.
    pub(super) fn is_beyond(&mut self, index: &TextIndex, digits: &[u8]) -> bool {
        if self.pairs.is_empty() {
            self.begin(index);
        }
        index.regexes.cores.is_beyond(digits, &self.pairs, &self.clauses)
    }

    /// Finds out which clauses the pieces of a word may fulfil.
    fn fulfil(&mut self, index: &TextIndex, word: &str) {
        index.regexes.begin(&mut self.own, false);
        word.split('\'').for_each(|piece| index.regexes.cores.fulfil(piece, &mut self.own));
    }

    /// Learns from a text that shows nothing.
    pub(super) fn learn(
        &mut self,
        index: &TextIndex,
        (sights, possible): (&mut Sights, &mut Possible),
        (plain, spots, distinct): (&Plain, &[Quickly], &[u32]),
        memory: &Memory,
    ) {
        if self.pairs.is_empty() {
            self.begin(index);
        }
        let mut buffer = std::mem::take(&mut self.word);
        for (spot, place) in spots.iter().zip(plain.places()).filter(|(spot, _)| spot.is(traits::BEYOND)) {
            if spot.sight() == NUMBER.sight() || spot.is(traits::APOSTROPHE) {
                let word = plain.word(place, &mut buffer);
                self.learn_clauses(index, word);
                if spot.is(traits::APOSTROPHE) && self.own.within(&self.clauses) {
                    sights.settle_written(word, spot.sight());
                }
            }
        }
        self.word = buffer;
        for sight in distinct {
            if sights.meet(*sight) == Some(SEEN) && self.tried < MOST && self.unfit < UNFIT {
                self.tried += 1;
                self.waiting.push(*sight);
            }
        }
        self.texts += 1;
        let enough = PART * self.waiting.len() > self.sights.len() || self.texts >= TEXTS;
        if enough && !self.waiting.is_empty() {
            self.texts = 0;
            let waiting = std::mem::take(&mut self.waiting);
            self.try_words(index, (sights, possible), &waiting, memory);
        }
    }

    /// Adds the clauses of a number or of a word's pieces, unless a regex may open then.
    fn learn_clauses(&mut self, index: &TextIndex, word: &str) {
        self.fulfil(index, word);
        if self.own.within(&self.clauses) || self.own.meets(&self.refused) {
            return;
        }
        self.all.clone_from(&self.clauses);
        self.all.add_every(&self.own);
        if index.regexes.opened(&self.all).next().is_none() {
            self.keep_clauses(index);
        } else {
            self.own.remove_every(&self.clauses);
            self.refused.add_every(&self.own);
        }
    }

    fn keep_clauses(&mut self, index: &TextIndex) {
        std::mem::swap(&mut self.clauses, &mut self.all);
        self.pairs = index.regexes.cores.pairs_beyond(&self.clauses);
    }

    /// Adds those of some words that show nothing together with those that are in: all, or those of each half.
    fn try_words(
        &mut self,
        index: &TextIndex,
        (sights, possible): (&mut Sights, &mut Possible),
        words: &[u32],
        memory: &Memory,
    ) {
        let before = self.sights.len();
        self.sights.extend(words);
        self.all.clone_from(&self.clauses);
        let clauses = words.iter().flat_map(|sight| sights.clauses_of(*sight));
        clauses.for_each(|clause| self.all.add(*clause));
        if index.shows_nothing_of(sights, &self.sights, &self.all, possible) {
            self.keep_clauses(index);
            words.iter().for_each(|sight| sights.settle(*sight, memory));
            return;
        }
        self.sights.truncate(before);
        if words.len() < 2 {
            self.unfit += 1;
        } else if self.unfit < UNFIT {
            let (one, other) = words.split_at(words.len() / 2);
            self.try_words(index, (sights, possible), one, memory);
            self.try_words(index, (sights, possible), other, memory);
        }
    }
}

impl TextIndex {
    /// Whether no text of these words shows anything, whatever their order. No is not certain.
    ///
    /// Cost: a few places of memory for each form that rests on one of them, and a look at each message.
    fn shows_nothing_of(
        &self,
        sights: &Sights,
        words: &[u32],
        clauses: &Fulfilled,
        possible: &mut Possible,
    ) -> bool {
        possible.clear();
        let all = || words.iter().flat_map(|sight| sights.words_of(*sight));
        all().for_each(|word| possible.add_word(*word));
        let firsts =
            words.iter().filter_map(|sight| sights.get(*sight)).filter(|one| one.known.begins_phrase);
        let there = &*possible;
        let spelled =
            firsts.flat_map(|one| self.lexicon.spelled_within(one.known.id, |word| there.has_word(word)));
        let spelled: Vec<_> = spelled.flat_map(|sequence| self.lexicon.words_of(sequence).all()).collect();
        spelled.iter().for_each(|word| possible.add_word(*word));
        for sight in words {
            let forms = sights.anchored_of(*sight).iter().chain(sights.others_of(*sight));
            forms.for_each(|form| possible.add_form(form));
        }
        let forms = spelled.iter().flat_map(|word| self.sieve.iter().flat_map(|sieve| sieve.forms(*word)));
        forms.for_each(|form| possible.add_form(&form));
        !self.says.may_find(possible)
            && !self.messages.list.iter().any(|message| message.may_count(|word| possible.has_word(word)))
            && self.regexes.opened(clauses).next().is_none()
    }
}
