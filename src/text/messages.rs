//! Messages that a product shows, found by seed and extend.
//!
//! Neighbouring word pairs of all messages are the seeds, as in sequence search (S. F. Altschul et al., "Basic
//! local alignment search tool", 1990). Around each seed hit a banded alignment (T. F. Smith and M. S. Waterman,
//! 1981) decides how much of the message the text holds. A word weighs what it tells apart within its pack, so
//! adding a pack changes no other.

mod align;
mod nearest;
mod pieces;

use self::align::{Cells, align};
use self::pieces::{Piece, pieces};
use super::lattice::Lattice;
use super::lexicon::{Edge, Lexicon, NONE, WordId, bit, pattern_words};
use super::normal::normalise;
use super::prints::number;
use super::table::{Records, Table, pair};
use super::token::Token;
use super::vocabulary::Vocabulary;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A message prepared for alignment.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Message {
    words: Vec<Part>,
    weight: f32,
    /// Words as people count them; a Han character is half a word.
    pub(super) length: f32,
    /// Which pattern it belongs to, as numbered by the index.
    pub(super) pattern: u32,
    pack: u64,
    /// Is not looked for.
    #[serde(skip)]
    silent: bool,
    /// Its seeds in short.
    #[serde(skip)]
    seeds: u64,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Part {
    /// None for a placeholder.
    word: Option<WordId>,
    weight: f32,
    number: bool,
}

/// A message found in a text.
#[derive(Debug, Clone)]
pub(super) struct MessageHit {
    pub(super) message: u32,
    /// Tokens `start..end`, both aligned.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Share of the message's weight that is there, less gaps; `0.0..=1.0`.
    pub(super) score: f32,
    /// How many words in a row or nearly so are there, as people count words.
    pub(super) aligned: f32,
    /// The weight that is there.
    weight: f32,
    /// Whether every word is there as the product writes it.
    pub(super) verbatim: bool,
}

/// Working memory of a search, kept from text to text.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// By message and diagonal, the token as far as which a window was aligned.
    tried: FxHashMap<(u32, i64), u32>,
    cells: Cells,
    hits: Vec<MessageHit>,
}

/// The score of a message that is all there but for a slip.
const WHOLE: f32 = 0.9;

/// So many windows leave a map that is worth keeping.
const MOST_TRIED: usize = 1024;

impl Search {
    fn clear(&mut self) {
        if self.tried.len() > MOST_TRIED {
            *self = Self::default();
        }
        self.tried.clear();
        self.hits.clear();
    }
}

/// A text in which the words of messages are looked for.
pub(super) trait Readings {
    /// The readings that begin at a word.
    fn at(&self, word: usize) -> impl Iterator<Item = &Edge>;

    /// Their first words as [`bit`]s; a word whose bit is missing is none of them.
    fn firsts(&self, word: usize) -> u64;
}

/// All messages.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Messages {
    pub(super) list: Vec<Message>,
    /// By a pair of words, the messages that hold it, each with the place in it.
    seeds: Table,
    /// For each word, the second words of the seeds that it begins, as [`bit`]s.
    seconds: Records<8>,
}

/// Seeds while they are gathered.
type Seeds = BTreeMap<(WordId, WordId), Vec<(u32, u16)>>;

/// A pair of words in more messages than this is no seed, unless a message has nothing rarer.
const COMMON_SEED: usize = 24;
/// How many words the text may have more or fewer than the message, around a seed.
const BAND: usize = 6;

/// Words that say little in any message.
const LIGHT: &[&str] = &[
    "a", "an", "the", "to", "of", "in", "on", "for", "and", "or", "is", "are", "be", "this", "that", "your",
    "you", "please", "with", "was", "it", "have", "has", "at", "by", "again", "try", "yang", "di", "ke",
    "dan", "untuk", "ini", "itu", "anda", "silakan", "dari", "pada", "dengan", "coba", "lagi", "ada", "的",
    "了", "请", "您", "在", "是", "和", "我", "你", "将",
];

impl Messages {
    /// Adds a message text. Returns false where it has no words.
    pub(super) fn add(&mut self, vocabulary: &mut Vocabulary, text: &str, pattern: u32, pack: u64) -> bool {
        let mut words = Vec::new();
        for piece in pieces(text) {
            match piece {
                Piece::Placeholder => words.push(Part { word: None, weight: 0.0, number: false }),
                Piece::Text(text) => {
                    for word in pattern_words(&normalise(text).text).into_iter().flatten() {
                        let number = word.bytes().all(|byte| byte.is_ascii_digit());
                        let slips = word.len() >= 4;
                        let word = Some(vocabulary.add(&word, pack, slips));
                        words.push(Part { word, weight: 1.0, number });
                    }
                }
            }
        }
        let any = words.iter().any(|part| part.word.is_some());
        if any {
            self.list.push(Message {
                words,
                weight: 0.0,
                length: 0.0,
                pattern,
                pack,
                silent: false,
                seeds: 0,
            });
        }
        any
    }

    /// Weighs the words and builds the seeds, once all messages are in.
    pub(super) fn seal(&mut self, vocabulary: &Vocabulary) {
        self.weigh(vocabulary);
        let mut seeds = Seeds::new();
        for (nth, message) in self.list.iter().enumerate() {
            for (at, pair) in message.words.windows(2).enumerate() {
                if let (Some(one), Some(other)) = (pair[0].word, pair[1].word) {
                    seeds.entry((one, other)).or_default().push((nth as u32, at as u16));
                }
            }
            if let [Part { word: Some(word), .. }] = message.words[..] {
                seeds.entry((word, NONE)).or_default().push((nth as u32, 0));
            }
        }
        drop_common_seeds(&mut seeds);
        for (words, hits) in &seeds {
            for (message, at) in hits {
                let seeds = &mut self.list[*message as usize].seeds;
                *seeds = seeds.wrapping_add(number(&(words, at)));
            }
        }
        let begins = seeds.keys().map(|(first, _)| *first as usize + 1).max().unwrap_or(0);
        let mut seconds = vec![0_u64; begins];
        for (first, second) in seeds.iter().filter(|(_, hits)| !hits.is_empty()).map(|(words, _)| words) {
            seconds[*first as usize] |= bit(*second);
        }
        self.seconds = seconds.into_iter().map(u64::to_le_bytes).collect();
        let hits = seeds.iter().flat_map(|((one, other), hits)| {
            hits.iter().map(|(number, at)| (pair(*one, *other), pair(*number, u32::from(*at))))
        });
        self.seeds = Table::new(&hits.collect::<Vec<_>>());
    }

    /// By pattern, the neighbouring words of its message, one pair of which a text must hold.
    pub(super) fn needs(&self) -> FxHashMap<u32, Vec<Vec<WordId>>> {
        let pairs = |message: &Message| match message.words[..] {
            [Part { word: Some(word), .. }] => vec![vec![word]],
            _ => {
                message.words.windows(2).filter_map(|pair| Some(vec![pair[0].word?, pair[1].word?])).collect()
            }
        };
        self.list.iter().map(|message| (message.pattern, pairs(message))).collect()
    }

    /// For each pattern a number of what its message became among the others: the same as long as it is found the same.
    pub(super) fn sealed(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        self.list.iter().map(|message| {
            let words: Vec<_> = message.words.iter().map(|part| (part.word, part.weight.to_bits())).collect();
            (message.pattern, number(&(words, message.weight.to_bits(), message.seeds)))
        })
    }

    /// Looks for the message of a pattern no longer, or again.
    pub(super) fn silence(&mut self, pattern: u32, silent: bool) {
        self.list.iter_mut().filter(|one| one.pattern == pattern).for_each(|one| one.silent = silent);
    }

    fn weigh(&mut self, vocabulary: &Vocabulary) {
        let mut in_messages: FxHashMap<(u64, WordId), u32> = FxHashMap::default();
        for message in &self.list {
            let distinct: FxHashSet<WordId> = message.words.iter().filter_map(|part| part.word).collect();
            for word in distinct {
                *in_messages.entry((message.pack, word)).or_default() += 1;
            }
        }
        for message in &mut self.list {
            for part in &mut message.words {
                let Some(word) = part.word else { continue };
                let text = vocabulary.text(word);
                let han = !text.is_ascii();
                let common = in_messages.get(&(message.pack, word)).copied().unwrap_or(1) as f32;
                let light = if LIGHT.contains(&text) { 0.35 } else { 1.0 };
                part.weight = light * if han { 0.5 } else { 1.0 } / common.powf(0.3);
                message.weight += part.weight;
                message.length += if han { 0.5 } else { 1.0 };
            }
        }
    }

    /// Finds every message with a share of its words in the text, best for each stretch of text.
    pub(super) fn find(
        &self,
        lexicon: &Lexicon,
        lattice: &Lattice,
        tokens: &[Token],
        search: &mut Search,
        out: &mut Vec<MessageHit>,
    ) {
        self.search(lexicon, lattice, tokens, search, true);
        // Others matter only to a message that is there in part: they may explain the same words.
        let in_part = |hit: &MessageHit| hit.score < WHOLE && self.list[hit.message as usize].counts(hit);
        if search.hits.iter().any(in_part) {
            self.search(lexicon, lattice, tokens, search, false);
        }
        self.compete(&mut search.hits, out);
    }

    /// Aligns messages where two of their neighbouring words stand: all, or those of which enough may be there.
    fn search(
        &self,
        lexicon: &Lexicon,
        lattice: &Lattice,
        tokens: &[Token],
        search: &mut Search,
        only_enough: bool,
    ) {
        search.clear();
        for at in 0..tokens.len() {
            self.seeds(lexicon, lattice, at, |words| {
                self.seed(words, at, (tokens, lexicon, lattice), search, only_enough);
            });
        }
    }

    /// The pairs of words that begin at a place of a text and may be seeds.
    pub(super) fn seeds(
        &self,
        lexicon: &Lexicon,
        readings: &impl Readings,
        at: usize,
        mut each: impl FnMut((WordId, WordId)),
    ) {
        for edge in readings.at(at) {
            let words = lexicon.words_of(edge.sequence);
            let first = words.first;
            let seconds = self.seconds_of(first);
            if seconds == 0 {
                continue;
            }
            let mut seed = |second: WordId| {
                if seconds & bit(second) != 0 {
                    each((first, second));
                }
            };
            if let Some(second) = words.rest().next() {
                seed(second);
                continue;
            }
            seed(NONE);
            let next = at + edge.tokens as usize;
            if seconds & readings.firsts(next) != 0 {
                readings.at(next).for_each(|follower| seed(lexicon.words_of(follower.sequence).first));
            }
        }
    }

    /// The messages that hold a pair of words, each with the place in it.
    pub(super) fn seeded(&self, words: (WordId, WordId)) -> impl Iterator<Item = (u32, u32)> {
        self.seeds.all(pair(words.0, words.1)).map(|hit| ((hit >> 32) as u32, hit as u32))
    }

    /// The second words of the seeds that a word begins.
    pub(super) fn seconds_of(&self, first: WordId) -> u64 {
        self.seconds.get(first as usize).map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }

    fn seed(
        &self,
        words: (WordId, WordId),
        at: usize,
        (tokens, lexicon, lattice): (&[Token], &Lexicon, &Lattice),
        Search { tried, cells, hits }: &mut Search,
        only_enough: bool,
    ) {
        for (number, position) in self.seeded(words) {
            // Seeds on nearly the same diagonal lie in one window: align it once.
            let diagonal = (at as i64 - i64::from(position)).div_euclid(BAND as i64 / 2);
            let message = &self.list[number as usize];
            if message.silent {
                continue;
            }
            let end = (at + message.words.len() - position as usize + BAND) as u32;
            if tried.get(&(number, diagonal)).is_some_and(|until| *until > at as u32) {
                continue;
            }
            tried.insert((number, diagonal), end);
            let start = at.saturating_sub(position as usize + BAND);
            let window = start..(end as usize).min(tokens.len());
            if only_enough {
                let anywhere = lattice.firsts_within(window.clone());
                if !message.may_count(|word| anywhere & bit(word) != 0) {
                    continue;
                }
            }
            if let Some(hit) = align(message, number, window, tokens, lexicon, lattice, cells) {
                match hits
                    .iter_mut()
                    .rev()
                    .take(8)
                    .find(|known| known.message == number && known.start < hit.end && hit.start < known.end)
                {
                    Some(known) if known.score >= hit.score => {}
                    Some(known) => *known = hit,
                    None => hits.push(hit),
                }
            }
        }
    }

    /// Keeps the hits that count: enough of the message, and no other message explains the same text as well.
    fn compete(&self, hits: &mut [MessageHit], kept: &mut Vec<MessageHit>) {
        kept.clear();
        hits.sort_by(|a, b| {
            b.weight.total_cmp(&a.weight).then(a.message.cmp(&b.message)).then(a.start.cmp(&b.start))
        });
        for (index, hit) in hits.iter().enumerate() {
            let message = &self.list[hit.message as usize];
            if !message.counts(hit) {
                continue;
            }
            let partial = hit.score < WHOLE;
            let rival = partial
                && hits.iter().take(index + 12).enumerate().any(|(other_index, other)| {
                    other_index != index
                        && self.list[other.message as usize].pattern != message.pattern
                        && self.list[other.message as usize].pack == message.pack
                        && overlap(hit, other) * 5 >= (hit.end - hit.start) * 4
                        && (other.weight >= hit.weight * 0.98 || other.score >= WHOLE)
                });
            if !rival {
                kept.push(hit.clone());
            }
        }
        kept.sort_by_key(|hit| (hit.start, hit.message));
    }
}

/// A seed that very many messages share only costs time, where the message has others.
fn drop_common_seeds(seeds: &mut Seeds) {
    let mut rare: FxHashMap<u32, usize> = FxHashMap::default();
    for hits in seeds.values().filter(|hits| hits.len() <= COMMON_SEED) {
        for (message, _) in hits {
            *rare.entry(*message).or_default() += 1;
        }
    }
    for hits in seeds.values_mut().filter(|hits| hits.len() > COMMON_SEED) {
        hits.retain(|(message, _)| rare.get(message).is_none_or(|count| *count < 3));
    }
}

fn overlap(one: &MessageHit, other: &MessageHit) -> u32 {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}

impl Message {
    /// Whether it is so short that it needs its product named: three words or fewer.
    pub(super) fn is_generic(&self) -> bool {
        self.length <= 3.0
    }

    /// Whether enough of it is there. Short messages need all, longer ones most, and long ones may be cut short
    /// to eight words.
    fn counts(&self, hit: &MessageHit) -> bool {
        self.is_enough(hit.weight / self.weight, hit.score, hit.aligned)
    }

    /// Whether enough of it may be there in a text that holds some words, in whatever order.
    pub(super) fn may_count(&self, is_there: impl Fn(WordId) -> bool) -> bool {
        let there = self.words.iter().filter(|part| part.word.is_some_and(&is_there));
        let (weight, words) = there.fold((0.0, 0.0), |(sum, count), part| (sum + part.weight, count + 1.0));
        // Sums of the same numbers in another order may differ in the last place.
        let share = weight / self.weight + 1e-4;
        self.is_enough(share, share, words)
    }

    /// Whether some share of its weight, a score and a number of words are enough.
    fn is_enough(&self, share: f32, score: f32, aligned: f32) -> bool {
        let whole = self.length > 3.0 || share >= 0.99;
        let cut_short = self.length >= 8.0 && aligned >= 7.5 && score >= 0.33;
        (whole && score >= self.needed()) || cut_short
    }

    /// The share of it that must be there.
    fn needed(&self) -> f32 {
        match self.length {
            ..=3.0 => 0.9,
            ..8.0 => 0.8,
            _ => 0.6,
        }
    }
}
