//! A glance at a text: most tickets show nothing, and their distinct words tell so before the text is normalised, cut
//! and looked up word by word.
//!
//! Goes in: a part of a ticket as it came. Comes out: that it certainly shows nothing, with what its words say of its
//! language, or that this cannot be told. Only plain ASCII without markup is glanced at, in which words are words
//! whatever normalisation does. What can be known of a word is known once, and remembered (see [`super::sights`]): for most
//! words that is that nothing rests on them, and what there is to do for such a word is one look at a table. A no is certain,
//! and agrees with [`TextIndex::may_show`]; where a text may show something, reading it decides.

use super::harmless::Harmless;
use super::index::TextIndex;
use super::language::Votes;
use super::lexicon::{Edge, Lexicon, bit};
use super::mail::{Mail, Stretch, Zone};
use super::memory::Memory;
use super::messages::Readings;
use super::normal::NormalText;
use super::numerals::is_number;
use super::plain::{Place, Plain};
use super::quick::{self, Quick, Quickly, Together};
use super::regexes::{Fulfilled, Open};
use super::sights::{self, NUMBER, Sights, traits};
use super::table::each_bit;
use crate::lang::Lang;

/// Longer parts are read.
const LONGEST: usize = 1 << 14;
/// So many digits read out one by one may be a code.
const READ_OUT: usize = 3;
/// There is room for so many different words from the beginning, as tables that grow are copied.
const WORDS: usize = 1 << 12;
/// So many words are a stretch.
const STRETCH: usize = 16;
/// How many pairs of words are remembered as not torn apart.
const WHOLE: usize = 1 << 8;

/// A text that shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Nothing {
    /// What the sender writes in.
    pub(super) language: Option<Lang>,
}

/// Working memory, kept from text to text.
#[derive(Debug, Default)]
pub(super) struct Glance {
    sights: Sights,
    harmless: Harmless,
    plain: Plain,
    /// What is known of the words of the text, in order.
    spots: Vec<Quickly>,
    /// The numbers of words that are not known at once.
    others: Vec<u32>,
    /// What all words are together.
    sum: Sum,
    /// The sights of the text that matter to patterns, each once.
    distinct: Vec<u32>,
    /// By sight, the number of the last text of which it is one of them.
    seen: Vec<u32>,
    /// The number of the text.
    now: u32,
    /// Words side by side that are not one torn apart, each where its hash says.
    whole: Vec<u64>,
    /// Spellings of several words in the text, with where they begin.
    phrases: Vec<(u32, Edge)>,
    /// Messages of which the text holds two neighbouring words.
    seeded: Vec<u32>,
    fulfilled: Fulfilled,
    /// Words in the making.
    word: String,
    other: String,
    normal: NormalText,
    mail: Mail,
}

/// The bit of the last stretch that has one.
const LAST: usize = u64::BITS as usize - 1;

/// What the words of a text are together, and neighbours to each other.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    /// All traits of all words.
    traits: u64,
    /// How many words have those of which there is room to count.
    votes: u64,
    /// What neighbours may be together.
    together: Together,
    /// The stretches in which two neighbours may be one word that was torn apart, as bits; the last stands for all others.
    torn: u64,
}

impl Sum {
    /// The sum of some words.
    fn of(words: &[Quickly]) -> Self {
        let mut sum = Self::default();
        words.iter().for_each(|word| sum.add(*word));
        let behind = words.get(1..).unwrap_or_default();
        for (number, (words, behind)) in words.chunks(STRETCH).zip(behind.chunks(STRETCH)).enumerate() {
            let mut together = Together::default();
            words.iter().zip(behind).for_each(|(word, next)| together.add(word.with(*next)));
            sum.together.add(together);
            if together.may_be_torn() {
                sum.torn |= 1 << number.min(LAST);
            }
        }
        sum
    }

    /// Adds a word, by itself.
    #[inline]
    fn add(&mut self, word: Quickly) {
        const VOTES: u64 = traits::WORD | traits::ENGLISH | traits::INDONESIAN;
        self.traits |= word.traits;
        self.votes += word.traits & VOTES;
    }

    fn has(&self, traits: u64) -> bool {
        self.traits & traits != 0
    }

    /// Whether enough of any message may be there.
    fn may_quote(&self) -> bool {
        self.together.may_be_seed() || self.has(traits::WHOLE_SEED | traits::PHRASE)
    }

    /// What the words say of their language.
    fn votes(&self) -> Votes {
        let counted = |one: u64, next: u64| ((self.votes / one) & (next / one - 1)) as u32;
        let words = counted(traits::WORD, traits::ENGLISH);
        let english = counted(traits::ENGLISH, traits::INDONESIAN);
        Votes::of_words(words, english, (self.votes / traits::INDONESIAN) as u32)
    }
}

/// Puts down what is known of all words that stand in their first place, and the numbers of the others; how many these are.
///
/// Nearly all words of all texts go this way: nothing here is to leave the processor's registers, and a word that is not there
/// is to take no other way than one that is, as which come next cannot be guessed.
#[inline(never)]
fn run(quick: &Quick, plain: &Plain, spots: &mut [Quickly], others: &mut [u32]) -> usize {
    let mut count = 0;
    for ((number, place), spot) in (0..).zip(plain.places()).zip(spots) {
        let first = plain.packed(place).and_then(|word| quick.in_first_place(word));
        let (known, is_there) = first.unwrap_or_default();
        *spot = known;
        if let Some(other) = others.get_mut(count) {
            *other = number;
        }
        count += usize::from(!is_there);
    }
    count
}

impl TextIndex {
    /// Tells whether a ticket certainly shows nothing.
    ///
    /// Cost: a look at each byte and one at a table for each word; some more for the words of texts that hold some on which
    /// patterns rest.
    pub(super) fn glance(&self, memory: &mut Memory, parts: &[String]) -> Option<Nothing> {
        self.sieve.as_ref()?;
        memory.make_room();
        let mut glance = memory.glance.take().unwrap_or_else(|| {
            memory.expect(WORDS);
            Box::new(Glance { sights: Sights::expecting(WORDS), ..Glance::default() })
        });
        let mut language = None;
        let nothing = parts.iter().all(|part| {
            let nothing = self.shows_nothing(&mut glance, memory, part);
            language = language.or_else(|| nothing.then(|| glance.language(part))?);
            nothing
        });
        memory.glance = Some(glance);
        nothing.then_some(Nothing { language })
    }

    fn shows_nothing(&self, glance: &mut Glance, memory: &mut Memory, text: &str) -> bool {
        text.len() <= LONGEST
            && self.look(glance, memory, text)
            && !glance.sum.has(traits::CODE)
            && !glance.is_read_out()
            && !self.is_torn(glance)
            && self.is_harmless(glance, memory, text)
    }

    /// Whether no pattern may be found in the words.
    fn is_harmless(&self, glance: &mut Glance, memory: &mut Memory, text: &str) -> bool {
        if !glance.sum.has(traits::BEYOND) && !self.regexes.any_is_always_open() {
            return true;
        }
        glance.gather();
        if self.may_hold(glance, memory) || self.may_match(glance, &mut memory.open, text) {
            return false;
        }
        let Glance { harmless, sights, plain, spots, distinct, .. } = glance;
        let mut possible = std::mem::take(&mut memory.possible);
        harmless.learn(self, (sights, &mut possible), (plain, spots, distinct), memory);
        memory.possible = possible;
        true
    }

    /// Looks at the words; whether all are plain.
    fn look(&self, glance: &mut Glance, memory: &mut Memory, text: &str) -> bool {
        glance.distinct.clear();
        let mut plain = std::mem::take(&mut glance.plain);
        let looked = plain.read(text) && self.look_at_all(glance, memory, &plain);
        glance.plain = plain;
        looked
    }

    fn look_at_all(&self, glance: &mut Glance, memory: &mut Memory, plain: &Plain) -> bool {
        let (mut spots, mut others) = (std::mem::take(&mut glance.spots), std::mem::take(&mut glance.others));
        let words = plain.places().len();
        spots.resize(words, Quickly::default());
        others.resize(others.len().max(words), 0);
        let count = run(&glance.sights.quick, plain, &mut spots, &mut others);
        let looked = others[..count].iter().all(|at| {
            let known = self.look_up(glance, memory, plain, plain.place(*at as usize));
            known.map(|known| spots[*at as usize] = known).is_some()
        });
        glance.sum = Sum::of(&spots);
        (glance.spots, glance.others) = (spots, others);
        looked
    }

    /// The sight of a word; none where it is not remembered.
    fn look_up(
        &self,
        glance: &mut Glance,
        memory: &mut Memory,
        plain: &Plain,
        place: Place,
    ) -> Option<Quickly> {
        if let Some(packed) = plain.packed(place) {
            let mut known = || self.knows_number(plain.word(place, &mut glance.word));
            if is_number(packed) && !(self.numerals.may_know(packed) && known()) {
                return Some(sights::number(glance.harmless.is_beyond(self, plain.bytes(place))));
            }
            if let Some(known) = glance.sights.quick.get(packed) {
                return Some(known);
            }
        }
        self.sight(&mut glance.sights, memory, plain.word(place, &mut glance.word))
    }

    /// Whether a number is among the words, the codes or the whole words of regexes. Yes is not certain.
    fn knows_number(&self, digits: &str) -> bool {
        self.lexicon.get(digits).is_some()
            || self.codes.may_be(digits)
            || self.regexes.cores.may_be_whole(digits)
    }

    /// Whether two words may be one that was torn apart.
    fn is_torn(&self, glance: &mut Glance) -> bool {
        each_bit(glance.sum.torn).any(|number| {
            let end = if number == LAST { usize::MAX } else { (number + 1) * STRETCH };
            let mut pairs = number * STRETCH..end.min(glance.spots.len().saturating_sub(1));
            pairs.any(|at| self.is_torn_at(glance, at))
        })
    }

    /// Whether a word and the next may be one. Most are seen again and again.
    fn is_torn_at(&self, glance: &mut Glance, at: usize) -> bool {
        let Glance { spots, plain, whole, word, other, .. } = glance;
        let (one, next) = (spots[at], spots[at + 1]);
        if !one.with(next).may_be_torn() {
            return false;
        }
        // A word is the same with an apostrophe in it, but may not be half of another.
        let is_kept = !one.is(traits::APOSTROPHE) && !next.is(traits::APOSTROPHE);
        let pair = u64::from(one.sight()) << u32::BITS | u64::from(next.sight());
        whole.resize(WHOLE, u64::MAX);
        let known = &mut whole[quick::hash([pair, 0]) as usize >> (u64::BITS - WHOLE.trailing_zeros())];
        let [one, next] = [plain.place(at), plain.place(at + 1)];
        if is_kept && *known == pair || next.start != one.end + 1 {
            return false;
        }
        plain.word(Place { end: next.end, ..one }, word);
        let (head, tail) = word.split_at(one.end - one.start);
        let is_torn = self.lexicon.torn(head, &tail[1..], other).is_some();
        if is_kept && !is_torn {
            *known = pair;
        }
        is_torn
    }

    /// Whether the terms of any pattern may occur, or enough of any message may be there.
    fn may_hold(&self, glance: &mut Glance, memory: &mut Memory) -> bool {
        let (says, quotes) = (glance.sum.has(traits::ANCHOR | traits::PHRASE), glance.sum.may_quote());
        if !says && !quotes {
            return false;
        }
        self.spell(glance);
        let possible = &mut memory.possible;
        possible.clear();
        for sight in &glance.distinct {
            glance.sights.words_of(*sight).iter().for_each(|word| possible.add_word(*word));
        }
        let spelled = glance.phrases.iter().flat_map(|(_, edge)| self.lexicon.words_of(edge.sequence).all());
        spelled.for_each(|word| possible.add_word(word));
        says && self.may_say(glance, memory) || quotes && self.may_quote(glance, memory)
    }

    /// Finds spellings of several words.
    fn spell(&self, glance: &mut Glance) {
        let Glance { spots, sights, phrases, sum, .. } = glance;
        phrases.clear();
        if !sum.has(traits::PHRASE) {
            return;
        }
        for (at, spot) in spots.iter().enumerate().filter(|(_, spot)| spot.is(traits::PHRASE)) {
            let word = |spot: &Quickly| sights.get(spot.sight()).map(|sight| sight.known.id);
            let Some(id) = word(spot) else { continue };
            let behind = |words: usize| word(spots.get(at + words)?);
            phrases.extend(self.lexicon.spelled(id, behind).map(|edge| (at as u32, edge)));
        }
    }

    /// Whether the terms of any pattern may occur: first those around which patterns are looked for.
    fn may_say(&self, glance: &Glance, memory: &mut Memory) -> bool {
        let Some(sieve) = &self.sieve else { return true };
        let possible = &mut memory.possible;
        let (sights, distinct) = (&glance.sights, &glance.distinct);
        distinct.iter().flat_map(|sight| sights.anchored_of(*sight)).for_each(|form| possible.add_form(form));
        let spelled = glance.phrases.iter().flat_map(|(_, edge)| self.lexicon.words_of(edge.sequence).all());
        spelled.flat_map(|word| sieve.forms(word)).for_each(|form| possible.add_form(&form));
        if possible.list().is_empty() {
            return false;
        }
        distinct.iter().flat_map(|sight| sights.others_of(*sight)).for_each(|form| possible.add_form(form));
        self.says.may_find(possible)
    }

    /// Whether enough of any message may be there.
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
    fn may_match(&self, glance: &mut Glance, open: &mut Open, text: &str) -> bool {
        let Glance { sights, plain, spots, distinct, fulfilled, word, normal, .. } = glance;
        self.regexes.begin(fulfilled, plain.calm);
        let clauses = distinct.iter().flat_map(|sight| sights.clauses_of(*sight));
        clauses.for_each(|clause| fulfilled.add(*clause));
        let own = |spot: &Quickly| spot.sight() == NUMBER.sight() || spot.is(traits::APOSTROPHE);
        for (_, place) in spots.iter().zip(plain.places()).filter(|(spot, _)| own(spot)) {
            let written = plain.word(place, word);
            written.split('\'').for_each(|piece| self.regexes.cores.fulfil(piece, fulfilled));
        }
        self.regexes.opened(fulfilled).next().is_some() && {
            normal.read(text);
            self.regexes.open(&normal.text, open);
            self.regexes.any_matches(&normal.text, open)
        }
    }
}

impl Glance {
    /// Gathers the sights that matter.
    fn gather(&mut self) {
        self.now += 1;
        self.seen.resize(self.sights.len(), 0);
        for spot in self.spots.iter().filter(|spot| spot.is(traits::MATTERS)) {
            let seen = &mut self.seen[spot.sight() as usize];
            if *seen != self.now {
                *seen = self.now;
                self.distinct.push(spot.sight());
            }
        }
    }

    /// Whether so many words one after the other say digits that these may be a code.
    fn is_read_out(&self) -> bool {
        let read_out = |spots: &[Quickly]| spots.iter().all(|spot| spot.is(traits::DIGIT));
        self.sum.has(traits::DIGIT) && self.spots.windows(READ_OUT).any(read_out)
    }

    /// Whether a seed of a message may begin at a spot.
    fn may_seed(&self, at: usize) -> bool {
        let spot = &self.spots[at];
        if !self.phrases.is_empty() || spot.is(traits::WHOLE_SEED) {
            return spot.sight() != NUMBER.sight();
        }
        let sight = |spot: &Quickly| self.sights.get(spot.sight());
        let firsts = || self.spots.get(at + 1).and_then(sight).map_or(0, |sight| sight.known.firsts);
        spot.is(traits::SEED) && sight(spot).is_some_and(|sight| sight.seconds & firsts() != 0)
    }

    /// The language of the sender's own words.
    fn language(&mut self, text: &str) -> Option<Lang> {
        if self.is_all_own() {
            return self.sum.votes().language();
        }
        self.mail.read(text);
        let newest = |place: Place| {
            let behind = |stretch: &Stretch| stretch.range.end <= place.start;
            let own = self.mail.stretches.get(self.mail.stretches.partition_point(behind));
            own.is_none_or(|stretch| stretch.zone == Zone::Newest)
        };
        let mut sum = Sum::default();
        let own = self.spots.iter().zip(self.plain.places()).filter(|(_, place)| newest(*place));
        own.for_each(|(spot, _)| sum.add(*spot));
        sum.votes().language()
    }

    /// Whether the sender certainly wrote all lines now.
    fn is_all_own(&self) -> bool {
        let turns = |number: usize| self.spots.get(number).is_some_and(|spot| spot.is(traits::TURN));
        self.plain.calm && !(self.sum.has(traits::TURN) && self.plain.firsts().any(turns))
    }
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
        let sight = self.glance.spots.get(word).and_then(|spot| self.glance.sights.get(spot.sight()));
        let (exact, others) = sight.map(|sight| self.memory.readings(&sight.known)).unwrap_or_default();
        exact.iter().chain(others).chain(self.spelled(word))
    }

    fn firsts(&self, word: usize) -> u64 {
        let sight = self.glance.spots.get(word).and_then(|spot| self.glance.sights.get(spot.sight()));
        let own = sight.map_or(0, |sight| sight.known.firsts);
        let first = |edge: &Edge| bit(self.lexicon.words_of(edge.sequence).first);
        self.spelled(word).map(first).fold(own, |all, bit| all | bit)
    }
}
