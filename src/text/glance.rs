//! A glance at a text: most tickets show nothing, and their distinct words tell so before the text is normalised, cut
//! and looked up word by word.
//!
//! Goes in: a part of a ticket as it came. Comes out: that it certainly shows nothing, with what its words say of its
//! language, or that this cannot be told. Only plain ASCII without markup is glanced at, in which words are words
//! whatever normalisation does. What can be known of a word (the forms that rest on it, the messages that go on behind
//! it, the codes and the regexes that it may be part of) is known once, and remembered. A no is certain, and agrees with
//! [`TextIndex::may_show`]; where a text may show something, reading it decides.

use super::codes::is_spoken_digit;
use super::index::TextIndex;
use super::language::Votes;
use super::lexicon::{Edge, Known, Lexicon, NONE, WordId, bit};
use super::mail::{self, Mail, Stretch, Zone};
use super::memory::Memory;
use super::messages::Readings;
use super::normal::NormalText;
use super::plain::{self, Place, Plain};
use super::quick::{Quick, Quickly};
use super::regexes::Fulfilled;
use super::sieve::Form;
use super::token::{self, Kind};
use crate::lang::Lang;

/// Longer parts are read.
const LONGEST: usize = 1 << 14;
/// So many digits read out one by one may be a code.
const READ_OUT: usize = 3;

/// A text that shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Nothing {
    /// What the sender writes in.
    pub(super) language: Option<Lang>,
}

/// Working memory, kept from text to text, and what is known of the words of [`Memory`].
#[derive(Debug, Default)]
pub(super) struct Glance {
    sights: Vec<Sight>,
    /// The sights of short words.
    quick: Quick,
    /// The words of all sights, the forms that rest on these, and the clauses of regexes that they may fulfil.
    words: Vec<WordId>,
    forms: Vec<Form>,
    clauses: Vec<u32>,
    /// The last text in which each sight was seen.
    seen: Vec<u32>,
    /// The number of the text.
    now: u32,
    plain: Plain,
    /// The words of the text, in order.
    spots: Vec<Spot>,
    /// All traits of the text's words.
    traits: u32,
    /// The sights of the text that matter to patterns, each once.
    distinct: Vec<u32>,
    /// Spellings of several words in the text, with where they begin.
    phrases: Vec<(u32, Edge)>,
    /// Messages of which the text holds two neighbouring words.
    seeded: Vec<u32>,
    fulfilled: Fulfilled,
    /// A pair of words in the making.
    joined: String,
    normal: NormalText,
    mail: Mail,
}

/// What there is to know of a word.
#[derive(Debug)]
struct Sight {
    known: Known,
    /// The second words of the messages' seeds that its readings begin, as bits.
    seconds: u64,
    /// Where its words, forms and clauses begin in the lists; they end where those of the next begin.
    words: u32,
    forms: u32,
    clauses: u32,
    traits: u32,
}

/// What a word is, as bits. A number that no pattern knows is nothing.
mod traits {
    /// It may be a code.
    pub(super) const CODE: u32 = 1;
    /// It says a digit.
    pub(super) const DIGIT: u32 = 1 << 1;
    /// It has letters.
    pub(super) const WORD: u32 = 1 << 2;
    /// It has letters and is no known word.
    pub(super) const UNKNOWN: u32 = 1 << 3;
    /// It may be the beginning, and the end, of a known word that was torn apart.
    pub(super) const HEAD: u32 = 1 << 4;
    pub(super) const TAIL: u32 = 1 << 5;
    /// A spelling of several words begins with it.
    pub(super) const PHRASE: u32 = 1 << 6;
    /// A seed of a message begins with it, or is all of it.
    pub(super) const SEED: u32 = 1 << 7;
    pub(super) const WHOLE_SEED: u32 = 1 << 8;
    /// It speaks for a language.
    pub(super) const ENGLISH: u32 = 1 << 9;
    pub(super) const INDONESIAN: u32 = 1 << 10;
    /// A form, a message or a regex may rest on it.
    pub(super) const MATTERS: u32 = 1 << 11;
    /// A line of another mail, or of none, may begin with it.
    pub(super) const TURN: u32 = 1 << 12;
}

/// A word of the text: its place, its sight and the traits of that.
#[derive(Debug, Clone, Copy)]
struct Spot {
    start: u32,
    end: u32,
    sight: u32,
    traits: u32,
}

impl Spot {
    #[inline]
    fn is(&self, traits: u32) -> bool {
        self.traits & traits == traits
    }
}

/// The sight of a number that no pattern knows.
const NUMBER: Quickly = Quickly { sight: u32::MAX, traits: 0 };

impl TextIndex {
    /// Tells whether a ticket certainly shows nothing.
    ///
    /// Cost: a look at each byte, a hash look-up for each word, and some more for each distinct one.
    pub(super) fn glance(&self, memory: &mut Memory, parts: &[String]) -> Option<Nothing> {
        self.sieve.as_ref()?;
        memory.make_room();
        let mut glance = std::mem::take(&mut memory.glance);
        let mut language = None;
        let nothing = parts.iter().all(|part| {
            let nothing = self.shows_nothing(&mut glance, memory, part);
            language = language.or_else(|| nothing.then(|| glance.language(part))?);
            nothing
        });
        memory.glance = glance;
        nothing.then_some(Nothing { language })
    }

    fn shows_nothing(&self, glance: &mut Glance, memory: &mut Memory, text: &str) -> bool {
        text.len() <= LONGEST
            && self.look(glance, memory, text)
            && !self.is_torn(glance)
            && !self.may_say(glance, memory)
            && !self.may_quote(glance, memory)
            && !self.may_match(glance, text)
    }

    /// Looks at the words; whether all are plain, and none is a code.
    fn look(&self, glance: &mut Glance, memory: &mut Memory, text: &str) -> bool {
        self.regexes.begin(&mut glance.fulfilled);
        glance.begin();
        let mut plain = std::mem::take(&mut glance.plain);
        let looked = plain.read(text) && self.cut(glance, memory, &plain);
        glance.plain = plain;
        looked && glance.traits & traits::CODE == 0 && !glance.is_read_out()
    }

    fn cut(&self, glance: &mut Glance, memory: &mut Memory, plain: &Plain) -> bool {
        let mut at = 0;
        while let Some(place) = plain.next(at) {
            at = place.end;
            let quick = || glance.quick.get(plain.packed(place).filter(|_| !place.apostrophe)?);
            let Some(Quickly { sight, traits }) =
                quick().or_else(|| self.look_at(glance, memory, plain, place))
            else {
                return false;
            };
            let (start, end) = (place.start as u32, place.end as u32);
            glance.spots.push(Spot { start, end, sight, traits });
            glance.traits |= traits;
            if traits & traits::MATTERS != 0 && glance.seen[sight as usize] != glance.now {
                glance.seen[sight as usize] = glance.now;
                glance.distinct.push(sight);
            }
        }
        true
    }

    /// The sight of a word that is not found at once; none where it is not remembered.
    #[cold]
    fn look_at(
        &self,
        glance: &mut Glance,
        memory: &mut Memory,
        plain: &Plain,
        place: Place,
    ) -> Option<Quickly> {
        let written = plain.text(place.start, place.end);
        if !place.apostrophe {
            return self.sight(glance, memory, written, plain::kind(written));
        }
        // Apostrophes are no part of a word; what stands between them is a word to a regex.
        for piece in written.split('\'') {
            self.regexes.cores.fulfil(piece, &mut glance.fulfilled);
        }
        let mut buffer = std::mem::take(&mut glance.joined);
        let sight = self.sight(glance, memory, token::plain(written, true, &mut buffer), Kind::Word);
        glance.joined = buffer;
        sight
    }

    fn sight(&self, glance: &mut Glance, memory: &mut Memory, word: &str, kind: Kind) -> Option<Quickly> {
        let unknown = kind == Kind::Number && self.lexicon.get(word).is_none();
        let remembered = if unknown { None } else { memory.number(&self.lexicon, word, kind) };
        let Some(number) = remembered else {
            self.regexes.cores.fulfil(word, &mut glance.fulfilled);
            return (kind == Kind::Number && !self.codes.may_be(word)).then_some(NUMBER);
        };
        while glance.sights.len() <= number as usize {
            self.learn(glance, memory);
        }
        Some(Quickly { sight: number, traits: glance.sights[number as usize].traits })
    }

    /// Learns what there is to know of the next word of the memory.
    fn learn(&self, glance: &mut Glance, memory: &Memory) {
        let (word, known) = memory.remembered(glance.sights.len() as u32);
        let (exact, others) = memory.readings(&known);
        let (words, clauses) = (glance.words.len(), glance.clauses.len());
        let mut seconds = 0;
        for edge in exact.iter().chain(others) {
            let sequence = self.lexicon.words_of(edge.sequence);
            seconds |= self.messages.seconds_of(sequence.first);
            glance.words.extend(sequence.all());
        }
        let forms = glance.forms.len();
        if let Some(sieve) = &self.sieve {
            // A word that several readings share counts once.
            let own = glance.words.get_mut(words..).unwrap_or_default();
            own.sort_unstable();
            let once = own.chunk_by(|one, other| one == other).filter_map(<[WordId]>::first);
            let all = once.flat_map(|word| sieve.forms(*word));
            glance.forms.extend(all.filter(|form| self.says.uses(form.term)));
        }
        self.regexes.cores.each(word, |clause| glance.clauses.push(clause));
        let edges = || exact.iter().chain(others).map(|edge| self.lexicon.words_of(edge.sequence));
        let whole = edges().any(|own| {
            let second = own.rest().next().unwrap_or(NONE);
            self.messages.seconds_of(own.first) & bit(second) != 0
        });
        let has = |wanted: fn(&u8) -> bool| word.as_bytes().iter().any(wanted);
        let is_word = has(u8::is_ascii_alphabetic);
        let matters = glance.words.len() > words || glance.clauses.len() > clauses;
        let traits = [
            (traits::CODE, has(u8::is_ascii_digit) && self.codes.may_be(word)),
            (traits::DIGIT, is_spoken_digit(word)),
            (traits::WORD, is_word),
            (traits::UNKNOWN, is_word && known.id == NONE),
            (traits::HEAD, is_word && self.lexicon.may_begin(word)),
            (traits::TAIL, is_word && self.lexicon.may_end(word)),
            (traits::PHRASE, known.begins_phrase),
            (traits::SEED, seconds != 0),
            (traits::WHOLE_SEED, whole),
            (traits::ENGLISH, is_word && known.vote.english),
            (traits::INDONESIAN, is_word && known.vote.indonesian),
            (traits::MATTERS, matters),
            (traits::TURN, mail::may_turn(word)),
        ];
        let traits = traits.into_iter().filter(|(_, is)| *is).fold(0, |all, (one, _)| all | one);
        let sight = glance.sights.len() as u32;
        if let Some(packed) = plain::packed(word) {
            glance.quick.add(packed, Quickly { sight, traits });
        }
        glance.seen.push(0);
        let (words, forms, clauses) = (words as u32, forms as u32, clauses as u32);
        glance.sights.push(Sight { known, seconds, words, forms, clauses, traits });
    }

    /// Finds spellings of several words.
    fn spell(&self, glance: &mut Glance) {
        glance.phrases.clear();
        if glance.traits & traits::PHRASE == 0 {
            return;
        }
        let Glance { spots, sights, phrases, .. } = glance;
        for (at, spot) in spots.iter().enumerate().filter(|(_, spot)| spot.is(traits::PHRASE)) {
            let id = sights[spot.sight as usize].known.id;
            let behind = |words: usize| Some(sights.get(spots.get(at + words)?.sight as usize)?.known.id);
            phrases.extend(self.lexicon.spelled(id, behind).map(|edge| (at as u32, edge)));
        }
    }

    /// Whether two words may be one that was torn apart.
    fn is_torn(&self, Glance { spots, plain, joined, .. }: &mut Glance) -> bool {
        spots.windows(2).any(|pair| {
            let [one, other] = pair else { return false };
            let halves = one.is(traits::HEAD) && other.is(traits::TAIL);
            if !halves || (one.traits | other.traits) & traits::UNKNOWN == 0 || other.start != one.end + 1 {
                return false;
            }
            let written = |spot: &Spot| plain.text(spot.start as usize, spot.end as usize);
            self.lexicon.torn(written(one), written(other), joined).is_some()
        })
    }

    /// Whether the terms of any pattern may occur.
    fn may_say(&self, glance: &mut Glance, memory: &mut Memory) -> bool {
        self.spell(glance);
        let Some(sieve) = &self.sieve else { return true };
        let possible = &mut memory.possible;
        possible.clear();
        let spelled =
            || glance.phrases.iter().flat_map(|(_, edge)| self.lexicon.words_of(edge.sequence).all());
        for sight in &glance.distinct {
            for word in glance.words_of(*sight) {
                possible.add_word(*word);
            }
        }
        spelled().for_each(|word| possible.add_word(word));
        for sight in &glance.distinct {
            for form in glance.forms_of(*sight) {
                possible.add_form(form);
            }
        }
        spelled().flat_map(|word| sieve.forms(word)).for_each(|form| possible.add_form(&form));
        self.says.may_find(&memory.possible)
    }

    /// Whether enough of any message may be there. Asked after [`TextIndex::may_say`], which knows the words by then.
    fn may_quote(&self, glance: &mut Glance, memory: &Memory) -> bool {
        let mut seeded = std::mem::take(&mut glance.seeded);
        seeded.clear();
        let readings = Glanced { glance, memory, lexicon: &self.lexicon };
        for at in 0..glance.spots.len() {
            if glance.may_seed(at) {
                self.messages.seeds(&self.lexicon, &readings, at, |words| {
                    seeded.extend(self.messages.seeded(words).map(|(message, _)| message));
                });
            }
        }
        seeded.sort_unstable();
        seeded.dedup();
        let quotes = seeded.iter().any(|message| {
            self.messages.list[*message as usize].may_count(|word| memory.possible.has_word(word))
        });
        glance.seeded = seeded;
        quotes
    }

    /// Whether any regex matches.
    fn may_match(&self, glance: &mut Glance, text: &str) -> bool {
        let mut fulfilled = std::mem::take(&mut glance.fulfilled);
        let clauses = glance.distinct.iter().flat_map(|sight| glance.clauses_of(*sight));
        clauses.for_each(|clause| fulfilled.add(*clause));
        let mut open = self.regexes.opened(&fulfilled);
        let matches = open.next().is_some_and(|first| {
            glance.normal.read(text);
            self.regexes.any_matches(std::iter::once(first).chain(open), &glance.normal.text)
        });
        glance.fulfilled = fulfilled;
        matches
    }
}

impl Glance {
    fn begin(&mut self) {
        self.spots.clear();
        self.distinct.clear();
        self.traits = 0;
        self.now += 1;
    }

    /// Whether so many words one after the other say digits that these may be a code.
    fn is_read_out(&self) -> bool {
        let read_out = |spots: &[Spot]| spots.iter().all(|spot| spot.is(traits::DIGIT));
        self.traits & traits::DIGIT != 0 && self.spots.windows(READ_OUT).any(read_out)
    }

    /// Whether a seed of a message may begin at a spot.
    fn may_seed(&self, at: usize) -> bool {
        let spot = &self.spots[at];
        if !self.phrases.is_empty() || spot.is(traits::WHOLE_SEED) {
            return spot.sight != NUMBER.sight;
        }
        let sight = |spot: &Spot| self.sights.get(spot.sight as usize);
        let firsts = || self.spots.get(at + 1).and_then(sight).map_or(0, |sight| sight.known.firsts);
        spot.is(traits::SEED) && sight(spot).is_some_and(|sight| sight.seconds & firsts() != 0)
    }

    /// A sight; none for a number that no pattern knows.
    fn get(&self, sight: u32) -> Option<&Sight> {
        self.sights.get(sight as usize)
    }

    /// All words that a sight may be read as.
    fn words_of(&self, sight: u32) -> &[WordId] {
        own(&self.words, &self.sights, sight, |sight| sight.words)
    }

    /// The forms of patterns' terms that rest on a sight.
    fn forms_of(&self, sight: u32) -> &[Form] {
        own(&self.forms, &self.sights, sight, |sight| sight.forms)
    }

    /// The clauses of regexes that a sight may fulfil.
    fn clauses_of(&self, sight: u32) -> &[u32] {
        own(&self.clauses, &self.sights, sight, |sight| sight.clauses)
    }

    /// The language of the sender's own words.
    fn language(&mut self, text: &str) -> Option<Lang> {
        if self.is_all_own(text) {
            return votes(&self.spots).language();
        }
        self.mail.read(text);
        let newest = |spot: &&Spot| {
            let behind = |stretch: &Stretch| stretch.range.end <= spot.start as usize;
            let own = self.mail.stretches.get(self.mail.stretches.partition_point(behind));
            own.is_none_or(|stretch| stretch.zone == Zone::Newest)
        };
        votes(self.spots.iter().filter(newest)).language()
    }

    /// Whether the sender certainly wrote all lines now.
    fn is_all_own(&self, text: &str) -> bool {
        let mut starts = std::iter::once(0).chain(text.match_indices('\n').map(|(end, _)| end + 1));
        self.plain.calm
            && starts.all(|start| {
                let first = self.spots.partition_point(|spot| (spot.start as usize) < start);
                self.spots.get(first).is_none_or(|spot| {
                    spot.sight == NUMBER.sight || spot.is(traits::WORD) && !spot.is(traits::TURN)
                })
            })
    }
}

/// What words say of their language.
fn votes<'a>(spots: impl IntoIterator<Item = &'a Spot>) -> Votes {
    let (mut words, mut english, mut indonesian) = (0, 0, 0);
    for spot in spots {
        words += u32::from(spot.is(traits::WORD));
        english += u32::from(spot.is(traits::ENGLISH));
        indonesian += u32::from(spot.is(traits::INDONESIAN));
    }
    Votes::of_words(words, english, indonesian)
}

/// What belongs to a sight in a list in which each one's own begins where that of the one before ends.
#[inline]
fn own<'a, T>(list: &'a [T], sights: &[Sight], sight: u32, begins: impl Fn(&Sight) -> u32) -> &'a [T] {
    let at = |sight: usize| sights.get(sight).map_or(list.len(), |sight| begins(sight) as usize);
    &list[at(sight as usize)..at(sight as usize + 1)]
}

/// The words of a text under a glance, as messages are looked for in them.
struct Glanced<'a> {
    glance: &'a Glance,
    memory: &'a Memory,
    lexicon: &'a Lexicon,
}

impl Glanced<'_> {
    fn spelled(&self, at: usize) -> impl Iterator<Item = &Edge> {
        self.glance.phrases.iter().filter(move |(start, _)| *start as usize == at).map(|(_, edge)| edge)
    }
}

impl Readings for Glanced<'_> {
    fn at(&self, word: usize) -> impl Iterator<Item = &Edge> {
        let sight = self.glance.spots.get(word).and_then(|spot| self.glance.get(spot.sight));
        let (exact, others) = sight.map(|sight| self.memory.readings(&sight.known)).unwrap_or_default();
        exact.iter().chain(others).chain(self.spelled(word))
    }

    fn firsts(&self, word: usize) -> u64 {
        let sight = self.glance.spots.get(word).and_then(|spot| self.glance.get(spot.sight));
        let own = sight.map_or(0, |sight| sight.known.firsts);
        let first = |edge: &Edge| bit(self.lexicon.words_of(edge.sequence).first);
        self.spelled(word).map(first).fold(own, |all, bit| all | bit)
    }
}
