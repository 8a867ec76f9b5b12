//! Unmatched tickets that are alike, grouped while they come by.
//!
//! The method: leader clustering (Hartigan, Clustering Algorithms, 1975, chapter 3) over sets of words, as log
//! miners such as Drain (He and others, ICWS 2017) do over whole lines: each ticket joins the group whose core it
//! resembles most, else begins one; the core of a group are the words that two fifths of its members share. Words
//! weigh by how rare they are. Tickets of one kind differ in order and length, so sets fit them better than lines,
//! and pairs of characters make the same method work for Chinese. The result depends on the order of the tickets
//! and on nothing else.
//!
//! Which groups a ticket may resemble is found by a list of groups for each word of a core; only the few that
//! share the most with it are compared in full.

use super::vocabulary::{Vocabulary, Word};
use super::words;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Groups that are kept; beyond that the oldest of the smallest give way.
const GROUPS: usize = 1500;
/// Different words of one group that are counted.
const WORDS: usize = 160;
/// Examples of a group.
const EXAMPLES: usize = 4;
/// From so many on a group takes no more examples from others that join it.
const JOINED: usize = 7;
/// Groups that a ticket is compared with in full.
const COMPARED: usize = 8;
/// Members of a hundred that have a word of the core.
const CORE: u64 = 40;
/// How alike a ticket must be to join, 0 to 1.
const JOINS: f64 = 0.22;
/// How alike two groups must be to be one in the end.
const MERGES: f64 = 0.35;

/// The groups so far.
#[derive(Debug, Default)]
pub struct Groups {
    seen: u64,
    words: Vocabulary,
    shelf: Shelf,
    /// Tickets of groups that gave way.
    gone: u64,
}

/// A group that may grow.
#[derive(Debug, Clone)]
pub struct Open {
    /// How many tickets there are.
    pub size: u64,
    /// How many of them have a word.
    pub words: BTreeMap<String, u64>,
    /// Some of them: name and text, cut short.
    pub examples: Vec<(String, String)>,
}

impl Open {
    /// Words that so many of a hundred members have.
    pub fn shared(&self, percent: u64) -> impl Iterator<Item = (&str, u64)> {
        let least = least(self.size, percent);
        let words = self.words.iter().filter(move |(_, count)| **count >= least);
        words.map(|(word, count)| (word.as_str(), *count))
    }

    /// Whether so many of a hundred members have a word.
    pub fn has(&self, word: &str, percent: u64) -> bool {
        self.words.get(word).is_some_and(|count| *count >= least(self.size, percent))
    }

    /// Takes another group in.
    pub fn join(&mut self, other: Open) {
        self.size += other.size;
        for (word, count) in other.words {
            *self.words.entry(word).or_default() += count;
        }
        if self.examples.len() < JOINED {
            self.examples.extend(other.examples.into_iter().take(EXAMPLES / 2));
        }
    }
}

/// So many members are so many of a hundred.
fn least(size: u64, percent: u64) -> u64 {
    (size * percent).div_ceil(100).max(1)
}

/// A group with its words as numbers.
#[derive(Debug, Clone)]
struct Kept {
    size: u64,
    /// How many members have a word, in order of the word's number.
    words: Vec<(Word, u64)>,
    /// The words that [`CORE`] of a hundred have, in order.
    core: Vec<Word>,
    examples: Vec<(String, String)>,
}

impl Kept {
    fn new_core(&self) -> Vec<Word> {
        let least = least(self.size, CORE);
        self.words.iter().filter(|(_, count)| *count >= least).map(|(word, _)| *word).collect()
    }

    /// Counts words that a member or another group has.
    fn count(&mut self, words: impl Iterator<Item = (Word, u64)>) {
        for (word, count) in words {
            match self.words.binary_search_by_key(&word, |known| known.0) {
                Ok(at) => self.words[at].1 += count,
                Err(at) if self.words.len() < WORDS => self.words.insert(at, (word, count)),
                Err(_) => {}
            }
        }
    }
}

/// Groups by their age, and by the words of their cores.
#[derive(Debug, Default)]
struct Shelf {
    groups: FxHashMap<u32, Kept>,
    by_word: FxHashMap<Word, Vec<u32>>,
    next: u32,
}

impl Shelf {
    fn put(&mut self, mut group: Kept) {
        let id = self.next;
        self.next = self.next.wrapping_add(1);
        group.core = group.new_core();
        for word in &group.core {
            self.by_word.entry(*word).or_default().push(id);
        }
        self.groups.insert(id, group);
    }

    fn forget(&mut self, word: Word, id: u32) {
        if let Some(ids) = self.by_word.get_mut(&word) {
            ids.retain(|other| *other != id);
            if ids.is_empty() {
                self.by_word.remove(&word);
            }
        }
    }

    /// Lets a group grow, and keeps the lists by word in step with its core.
    fn grow(&mut self, id: u32, change: impl FnOnce(&mut Kept)) {
        let Some(group) = self.groups.get_mut(&id) else { return };
        change(group);
        let core = group.new_core();
        if core == group.core {
            return;
        }
        let old = std::mem::replace(&mut group.core, core.clone());
        for word in core.iter().filter(|word| old.binary_search(word).is_err()) {
            self.by_word.entry(*word).or_default().push(id);
        }
        for word in old.into_iter().filter(|word| core.binary_search(word).is_err()) {
            self.forget(word, id);
        }
    }

    /// The group that words resemble most, and how much, 0 to 1; the older of two. `weigh` is how telling a word
    /// is. Cost: the words times the groups that have them in their core.
    fn nearest(&self, words: &[Word], weigh: &dyn Fn(Word) -> f64) -> Option<(f64, u32)> {
        let mut common: FxHashMap<u32, f64> = FxHashMap::default();
        let mut own = 0.0;
        for word in words {
            let weight = weigh(*word);
            own += weight;
            for id in self.by_word.get(word).into_iter().flatten() {
                *common.entry(*id).or_default() += weight;
            }
        }
        let mut most: Vec<(f64, u32)> = common.into_iter().map(|(id, weight)| (weight, id)).collect();
        let order =
            |one: &(f64, u32), other: &(f64, u32)| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1));
        if most.len() > COMPARED {
            most.select_nth_unstable_by(COMPARED, order);
            most.truncate(COMPARED);
        }
        let alike = most.into_iter().map(|(common, id)| {
            let core: f64 = self.groups[&id].core.iter().map(|word| weigh(*word)).sum();
            // A long mail that holds all of a short one is about the same thing.
            let (union, smaller) = (own + core - common, own.min(core));
            (if union > 0.0 { 0.6 * common / union + 0.4 * common / smaller } else { 0.0 }, id)
        });
        alike.min_by(order)
    }
}

impl Groups {
    /// Adds a ticket. `example` gives its name and text where one more is wanted. Cost: its words times the groups
    /// that have them in their core.
    pub fn add(&mut self, text: &str, example: impl FnOnce() -> (String, String)) {
        self.seen += 1;
        if self.words.is_full() {
            let groups = self.shelf.groups.values();
            self.words.make_room(groups.flat_map(|group| group.words.iter().map(|(word, _)| *word)));
        }
        let words: Vec<Word> = words::words(text).iter().map(|word| self.words.count(word)).collect();
        if words.is_empty() {
            self.gone += 1;
            return;
        }
        match self.shelf.nearest(&words, &|word| self.weigh(word)) {
            Some((likeness, id)) if likeness >= JOINS => self.shelf.grow(id, |group| {
                group.size += 1;
                group.count(words.into_iter().map(|word| (word, 1)));
                if group.examples.len() < EXAMPLES {
                    let example = example();
                    if group.examples.iter().all(|known| known.1 != example.1) {
                        group.examples.push(example);
                    }
                }
            }),
            _ => {
                if self.shelf.groups.len() >= GROUPS {
                    self.make_room();
                }
                let mut group =
                    Kept { size: 1, words: Vec::new(), core: Vec::new(), examples: vec![example()] };
                group.count(words.into_iter().map(|word| (word, 1)));
                self.shelf.put(group);
            }
        }
    }

    /// How telling a word is.
    pub fn weight(&self, word: &str) -> f64 {
        self.words.number(word).map_or_else(|| (1.0 + self.seen as f64).ln(), |word| self.weigh(word))
    }

    fn weigh(&self, word: Word) -> f64 {
        (1.0 + self.seen as f64 / f64::from(self.words.frequency(word))).ln()
    }

    /// Lets a third of the groups go: the smallest, the oldest first.
    fn make_room(&mut self) {
        let groups = self.shelf.groups.iter();
        let mut order: Vec<(u64, u32)> = groups.map(|(id, group)| (group.size, *id)).collect();
        order.sort_unstable();
        order.truncate(GROUPS / 3);
        self.gone += order.iter().map(|(size, _)| size).sum::<u64>();
        let gone: FxHashSet<u32> = order.into_iter().map(|(_, id)| id).collect();
        self.shelf.groups.retain(|id, _| !gone.contains(id));
        self.shelf.by_word.retain(|_, ids| {
            ids.retain(|id| !gone.contains(id));
            !ids.is_empty()
        });
    }

    /// The groups of two and more, the largest first, and how many tickets are in none of them.
    pub fn finish(&mut self) -> (Vec<Open>, u64) {
        let mut all: Vec<(u32, Kept)> = std::mem::take(&mut self.shelf).groups.into_iter().collect();
        all.sort_by_key(|(id, group)| (std::cmp::Reverse(group.size), *id));
        let mut merged = Shelf::default();
        for (_, group) in all {
            match merged.nearest(&group.core, &|word| self.weigh(word)) {
                Some((likeness, id)) if likeness >= MERGES => merged.grow(id, |into| {
                    into.size += group.size;
                    into.count(group.words.into_iter());
                    let room = EXAMPLES.saturating_sub(into.examples.len());
                    into.examples.extend(group.examples.into_iter().take(room));
                }),
                _ => merged.put(group),
            }
        }
        let mut merged: Vec<(u32, Kept)> = merged.groups.into_iter().collect();
        merged.sort_by_key(|(id, group)| (std::cmp::Reverse(group.size), *id));
        let single: u64 =
            merged.iter().filter(|(_, group)| group.size < 2).map(|(_, group)| group.size).sum();
        let groups = merged.into_iter().map(|(_, group)| group).filter(|group| group.size > 1);
        (groups.map(|group| self.open(group)).collect(), single + self.gone)
    }

    fn open(&self, group: Kept) -> Open {
        let words = group.words.into_iter().map(|(word, count)| (self.words.name(word).to_owned(), count));
        Open { size: group.size, words: words.collect(), examples: group.examples }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_tickets_are_one_group_in_any_language() {
        let mut groups = Groups::default();
        let kinds = [
            [
                "Where can I download the invoice for March?",
                "Please send the invoice for April, I cannot download it",
                "download of invoice not possible",
            ],
            ["请问增值税发票什么时候可以开具？", "增值税发票还没有开具，麻烦处理", "什么时候开具增值税发票"],
            [
                "jadwal webinar partner bulan depan kapan ya",
                "kapan jadwal webinar partner berikutnya?",
                "minta jadwal webinar partner",
            ],
        ];
        for round in 0..3 {
            for kind in &kinds {
                groups.add(kind[round], || (round.to_string(), kind[round].to_owned()));
            }
        }
        let (found, single) = groups.finish();
        let sizes: Vec<u64> = found.iter().map(|group| group.size).collect();
        assert_eq!((sizes, single), (vec![3, 3, 3], 0), "{found:#?}");
    }

    #[test]
    fn memory_is_bounded() {
        let mut groups = Groups::default();
        for n in 0..6000_u32 {
            let word = |k: u32| {
                (0..5)
                    .map(|d| char::from(b'a' + (n * 7 + k * 31 + d * n % 11).rem_euclid(26) as u8))
                    .collect::<String>()
            };
            groups.add(&format!("{}{n}x {}{n}y", word(1), word(2)), || (n.to_string(), "x".to_owned()));
        }
        assert!(groups.shelf.groups.len() <= GROUPS);
        let (found, single) = groups.finish();
        assert_eq!(found.iter().map(|group| group.size).sum::<u64>() + single, 6000);
    }
}
