//! Unmatched tickets that are alike, grouped while they come by.
//!
//! The method: leader clustering (Hartigan, Clustering Algorithms, 1975, chapter 3) over sets of words, as log
//! miners such as Drain (He and others, ICWS 2017) do over whole lines: each ticket joins the group whose core it
//! resembles most, else begins one; the core of a group are the words that two fifths of its members share. Words
//! weigh by how rare they are. Tickets of one kind differ in order and length, so sets fit them better than lines,
//! and pairs of characters make the same method work for Chinese. The result depends on the order of the tickets
//! and on nothing else.

use super::words;
use std::collections::{BTreeMap, HashMap};

/// Groups that are kept; beyond that the oldest of the smallest give way.
const GROUPS: usize = 1500;
/// Different words of one group that are counted.
const WORDS: usize = 160;
/// Different words whose frequency is known.
const VOCABULARY: usize = 200_000;
/// Examples of a group.
const EXAMPLES: usize = 4;
/// The rarest words of a ticket, by which groups are looked up.
const PROBES: usize = 16;
/// How alike a ticket must be to join, 0 to 1.
const JOINS: f64 = 0.22;
/// How alike two groups must be to be one in the end.
const MERGES: f64 = 0.35;

/// The groups so far.
#[derive(Debug, Default)]
pub struct Groups {
    seen: u64,
    frequency: HashMap<String, u32>,
    groups: BTreeMap<u64, Open>,
    /// Groups by the words of their members.
    by_word: HashMap<String, Vec<u64>>,
    next: u64,
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
        let least = (self.size * percent).div_ceil(100).max(1);
        self.words
            .iter()
            .filter(move |(_, count)| **count >= least)
            .map(|(word, count)| (word.as_str(), *count))
    }
}

impl Groups {
    /// Adds a ticket. `example` gives its name and text where one more is wanted. Cost: its rarest words times the
    /// groups that have them.
    pub fn add(&mut self, text: &str, example: impl FnOnce() -> (String, String)) {
        let words = words::words(text);
        self.seen += 1;
        for word in &words {
            if self.frequency.len() < VOCABULARY || self.frequency.contains_key(word) {
                *self.frequency.entry(word.clone()).or_default() += 1;
            }
        }
        if words.is_empty() {
            self.gone += 1;
            return;
        }
        let best =
            self.candidates(&words).into_iter().map(|id| (self.likeness(&words, &self.groups[&id]), id));
        // The older group wins a tie.
        let best = best.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
        match best {
            Some((likeness, id)) if likeness >= JOINS => self.join(id, words, example),
            _ => self.begin(words, example),
        }
    }

    /// How telling a word is.
    pub fn weight(&self, word: &str) -> f64 {
        let known = f64::from(self.frequency.get(word).copied().unwrap_or(1));
        (1.0 + self.seen as f64 / known).ln()
    }

    /// Groups that share a rare word, in order of age.
    fn candidates(&self, words: &[String]) -> Vec<u64> {
        let mut rare: Vec<(u32, &String)> =
            words.iter().map(|word| (self.frequency.get(word).copied().unwrap_or(0), word)).collect();
        rare.sort();
        let mut ids: Vec<u64> = Vec::new();
        for (_, word) in rare.into_iter().take(PROBES) {
            ids.extend(self.by_word.get(word).into_iter().flatten().take(200));
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Weighted share of what a ticket and the core of a group have in common.
    fn likeness(&self, words: &[String], group: &Open) -> f64 {
        let core: BTreeMap<&str, u64> = group.shared(40).collect();
        let (mut common, mut own) = (0.0, 0.0);
        for word in words {
            let weight = self.weight(word);
            own += weight;
            if core.contains_key(word.as_str()) {
                common += weight;
            }
        }
        let core: f64 = core.keys().map(|word| self.weight(word)).sum();
        // A long mail that holds all of a short one is about the same thing.
        let (union, smaller) = (own + core - common, own.min(core));
        if union > 0.0 { 0.6 * common / union + 0.4 * common / smaller } else { 0.0 }
    }

    fn join(&mut self, id: u64, words: Vec<String>, example: impl FnOnce() -> (String, String)) {
        let Some(group) = self.groups.get_mut(&id) else { return };
        group.size += 1;
        for word in words {
            if let Some(count) = group.words.get_mut(&word) {
                *count += 1;
            } else if group.words.len() < WORDS {
                self.by_word.entry(word.clone()).or_default().push(id);
                group.words.insert(word, 1);
            }
        }
        if group.examples.len() < EXAMPLES {
            let example = example();
            if group.examples.iter().all(|known| known.1 != example.1) {
                group.examples.push(example);
            }
        }
    }

    fn begin(&mut self, words: Vec<String>, example: impl FnOnce() -> (String, String)) {
        if self.groups.len() >= GROUPS {
            self.make_room();
        }
        let id = self.next;
        self.next += 1;
        for word in &words {
            self.by_word.entry(word.clone()).or_default().push(id);
        }
        let words = words.into_iter().map(|word| (word, 1)).collect();
        self.groups.insert(id, Open { size: 1, words, examples: vec![example()] });
    }

    /// Lets a third of the groups go: the smallest, the oldest first.
    fn make_room(&mut self) {
        let mut order: Vec<(u64, u64)> = self.groups.iter().map(|(id, group)| (group.size, *id)).collect();
        order.sort_unstable();
        for (size, id) in order.into_iter().take(GROUPS / 3) {
            self.gone += size;
            self.groups.remove(&id);
        }
        let groups = &self.groups;
        self.by_word.retain(|_, ids| {
            ids.retain(|id| groups.contains_key(id));
            !ids.is_empty()
        });
        if self.frequency.len() >= VOCABULARY {
            self.frequency.retain(|_, count| *count > 1);
        }
    }

    /// The groups of two and more, the largest first, and how many tickets are in none of them.
    pub fn finish(&mut self) -> (Vec<Open>, u64) {
        let mut merged: Vec<Open> = Vec::new();
        let mut all: Vec<Open> = std::mem::take(&mut self.groups).into_values().collect();
        all.sort_by_key(|group| std::cmp::Reverse(group.size));
        for group in all {
            let core: Vec<String> = group.shared(40).map(|(word, _)| word.to_owned()).collect();
            let near = merged
                .iter()
                .take(200)
                .map(|known| self.likeness(&core, known))
                .enumerate()
                .max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)));
            match near {
                Some((at, likeness)) if likeness >= MERGES => absorb(&mut merged[at], group),
                _ => merged.push(group),
            }
        }
        merged.sort_by_key(|group| std::cmp::Reverse(group.size));
        let single: u64 = merged.iter().filter(|group| group.size < 2).map(|group| group.size).sum();
        merged.retain(|group| group.size > 1);
        (merged, single + self.gone)
    }
}

fn absorb(into: &mut Open, group: Open) {
    into.size += group.size;
    for (word, count) in group.words {
        *into.words.entry(word).or_default() += count;
    }
    let room = EXAMPLES.saturating_sub(into.examples.len());
    into.examples.extend(group.examples.into_iter().take(room));
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
        assert!(groups.groups.len() <= GROUPS);
        let (found, single) = groups.finish();
        assert_eq!(found.iter().map(|group| group.size).sum::<u64>() + single, 6000);
    }
}
