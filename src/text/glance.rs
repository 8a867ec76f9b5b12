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
use super::mail::{Mail, Zone};
use super::memory::Memory;
use super::messages::Readings;
use super::normal::NormalText;
use super::token::{self, CLASSES, Class, Kind};
use crate::lang::Lang;

/// Longer parts are read.
const LONGEST: usize = 1 << 14;
/// So many digits read out one by one may be a code.
const READ_OUT: u32 = 3;

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
    /// The words of all sights, and the clauses of regexes that they may fulfil.
    words: Vec<WordId>,
    clauses: Vec<u32>,
    /// The number of the text.
    now: u32,
    /// The words of the text, in order.
    spots: Vec<Spot>,
    /// The sights of the text, each once.
    distinct: Vec<u32>,
    /// Spellings of several words in the text, with where they begin.
    phrases: Vec<(u32, Edge)>,
    /// Messages of which the text holds two neighbouring words.
    seeded: Vec<u32>,
    fulfilled: Vec<bool>,
    /// The text in lower case, and a pair of words in the making.
    lower: String,
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
    /// Where its words and clauses begin in the lists; they end where those of the next begin.
    words: u32,
    clauses: u32,
    /// The last text in which it was seen.
    seen: u32,
    is_code: bool,
    is_digit: bool,
    is_word: bool,
}

/// A word of the text: its place, and its sight.
#[derive(Debug, Clone, Copy)]
struct Spot {
    start: u32,
    end: u32,
    sight: u32,
}

/// The sight of a number that no pattern knows.
const NUMBER: u32 = u32::MAX;

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
            && text.is_ascii()
            && self.look(glance, memory, text)
            && !self.is_torn(glance)
            && !self.may_say(glance, memory)
            && !self.may_quote(glance, memory)
            && !self.may_match(glance, text)
    }

    /// Looks at the words; whether all are plain, and none is a code.
    fn look(&self, glance: &mut Glance, memory: &mut Memory, text: &str) -> bool {
        self.regexes.begin(&mut glance.fulfilled);
        glance.begin(text);
        let lower = std::mem::take(&mut glance.lower);
        let plain = self.cut(glance, memory, &lower);
        glance.lower = lower;
        plain
    }

    fn cut(&self, glance: &mut Glance, memory: &mut Memory, lower: &str) -> bool {
        let bytes = lower.as_bytes();
        let (mut at, mut read_out) = (0, 0);
        while let Some(byte) = bytes.get(at) {
            let (end, kind, apostrophe) = match CLASSES[usize::from(*byte)] {
                Class::Gap | Class::Apostrophe => {
                    at += 1;
                    continue;
                }
                Class::Doubtful | Class::Wide => return false,
                Class::Sign => (at + 1, Kind::Sign, false),
                Class::Letter | Class::Digit => token::word_end(lower, at),
            };
            let written = &lower[at..end];
            let sight = if apostrophe {
                self.look_between(glance, memory, written)
            } else {
                self.look_at(glance, memory, written, kind)
            };
            let Some(sight) = sight else { return false };
            glance.spots.push(Spot { start: at as u32, end: end as u32, sight });
            read_out = if glance.get(sight).is_some_and(|sight| sight.is_digit) { read_out + 1 } else { 0 };
            if read_out == READ_OUT {
                return false;
            }
            at = end;
        }
        true
    }

    /// The sight of a word with apostrophes, which are no part of it. What stands between them is a word to a regex.
    fn look_between(&self, glance: &mut Glance, memory: &mut Memory, written: &str) -> Option<u32> {
        for piece in written.split('\'') {
            self.regexes.cores.each(piece, |clause| glance.fulfilled[clause as usize] = true);
        }
        let mut buffer = std::mem::take(&mut glance.joined);
        let sight = self.look_at(glance, memory, token::plain(written, true, &mut buffer), Kind::Word);
        glance.joined = buffer;
        sight
    }

    /// The sight of a word; none where it may be a code, or is not remembered.
    fn look_at(&self, glance: &mut Glance, memory: &mut Memory, word: &str, kind: Kind) -> Option<u32> {
        let Some(number) = memory.number(&self.lexicon, word, kind) else {
            self.regexes.cores.each(word, |clause| glance.fulfilled[clause as usize] = true);
            return (kind == Kind::Number && !self.codes.may_be(word)).then_some(NUMBER);
        };
        while glance.sights.len() <= number as usize {
            self.learn(glance, memory);
        }
        let now = glance.now;
        let sight = &mut glance.sights[number as usize];
        if sight.seen != now {
            sight.seen = now;
            glance.distinct.push(number);
        }
        (!sight.is_code).then_some(number)
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
        self.regexes.cores.each(word, |clause| glance.clauses.push(clause));
        let has = |wanted: fn(&u8) -> bool| word.as_bytes().iter().any(wanted);
        glance.sights.push(Sight {
            known,
            seconds,
            words: words as u32,
            clauses: clauses as u32,
            seen: 0,
            is_code: has(u8::is_ascii_digit) && self.codes.may_be(word),
            is_digit: is_spoken_digit(word),
            is_word: has(u8::is_ascii_alphabetic),
        });
    }

    /// Finds spellings of several words.
    fn spell(&self, glance: &mut Glance) {
        glance.phrases.clear();
        for at in 0..glance.spots.len() {
            let sight = glance.get(glance.spots[at].sight).filter(|sight| sight.known.begins_phrase);
            let Some(id) = sight.map(|sight| sight.known.id) else { continue };
            let Glance { spots, sights, phrases, .. } = glance;
            let behind = |words: usize| Some(sights.get(spots.get(at + words)?.sight as usize)?.known.id);
            phrases.extend(self.lexicon.spelled(id, behind).map(|edge| (at as u32, edge)));
        }
    }

    /// Whether two words may be one that was torn apart.
    fn is_torn(&self, Glance { spots, lower, joined, sights, .. }: &mut Glance) -> bool {
        let get = |spot: &Spot| sights.get(spot.sight as usize).filter(|sight| sight.is_word);
        spots.windows(2).any(|pair| {
            let (Some(one), Some(other)) = (get(&pair[0]), get(&pair[1])) else { return false };
            if pair[1].start != pair[0].end + 1 || (one.known.id != NONE && other.known.id != NONE) {
                return false;
            }
            let written = |spot: &Spot| &lower[spot.start as usize..spot.end as usize];
            self.lexicon.torn(written(&pair[0]), written(&pair[1]), joined).is_some()
        })
    }

    /// Whether the terms of any pattern may occur.
    fn may_say(&self, glance: &mut Glance, memory: &mut Memory) -> bool {
        self.spell(glance);
        let Some(sieve) = &self.sieve else { return true };
        let own = glance.distinct.iter().flat_map(|sight| glance.words_of(*sight)).copied();
        let spelled = glance.phrases.iter().flat_map(|(_, edge)| self.lexicon.words_of(edge.sequence).all());
        sieve.possible(own.chain(spelled), &mut memory.possible);
        self.says.may_find(&memory.possible)
    }

    /// Whether enough of any message may be there. Asked after [`TextIndex::may_say`], which knows the words by then.
    fn may_quote(&self, glance: &mut Glance, memory: &Memory) -> bool {
        let mut seeded = std::mem::take(&mut glance.seeded);
        seeded.clear();
        let readings = Glanced { glance, memory, lexicon: &self.lexicon };
        for at in 0..glance.spots.len() {
            let Some(sight) = glance.get(glance.spots[at].sight) else { continue };
            if sight.seconds != 0 || !glance.phrases.is_empty() {
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
        for clause in glance.distinct.iter().flat_map(|sight| glance.clauses_of(*sight)) {
            fulfilled[*clause as usize] = true;
        }
        let mut open = self.regexes.open(&fulfilled);
        let matches = open.next().is_some_and(|first| {
            glance.normal.read(text);
            self.regexes.any_matches(std::iter::once(first).chain(open), &glance.normal.text)
        });
        glance.fulfilled = fulfilled;
        matches
    }
}

impl Glance {
    fn begin(&mut self, text: &str) {
        self.lower.clear();
        self.lower.push_str(text);
        self.lower.make_ascii_lowercase();
        self.spots.clear();
        self.distinct.clear();
        self.now += 1;
    }

    /// A sight; none for a number that no pattern knows.
    fn get(&self, sight: u32) -> Option<&Sight> {
        self.sights.get(sight as usize)
    }

    /// All words that a sight may be read as.
    fn words_of(&self, sight: u32) -> &[WordId] {
        own(&self.words, &self.sights, sight, |sight| sight.words)
    }

    /// The clauses of regexes that a sight may fulfil.
    fn clauses_of(&self, sight: u32) -> &[u32] {
        own(&self.clauses, &self.sights, sight, |sight| sight.clauses)
    }

    /// The language of the sender's own words.
    fn language(&mut self, text: &str) -> Option<Lang> {
        self.mail.read(text);
        let stretches = &self.mail.stretches;
        let (mut votes, mut stretch) = (Votes::default(), 0);
        for spot in &self.spots {
            while stretches.get(stretch).is_some_and(|one| one.range.end <= spot.start as usize) {
                stretch += 1;
            }
            let newest = stretches.get(stretch).is_none_or(|one| one.zone == Zone::Newest);
            if let Some(sight) = self.get(spot.sight).filter(|sight| newest && sight.is_word) {
                votes.add(Kind::Word, sight.known.vote);
            }
        }
        votes.language()
    }
}

/// What belongs to a sight in a list in which each one's own begins where that of the one before ends.
fn own<'a>(list: &'a [u32], sights: &[Sight], sight: u32, begins: fn(&Sight) -> u32) -> &'a [u32] {
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
