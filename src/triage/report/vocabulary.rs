//! The words of unmatched tickets, each with a small number and how many tickets have it.
//!
//! Memory is bounded: where there is no room for a new word, the rarest that nobody holds give way.

use rustc_hash::FxHashMap;

/// The number of a word; given to another word once the word has given way.
pub type Word = u32;

/// Different words whose frequency is known.
const MOST: usize = 200_000;

/// Words that were seen.
#[derive(Debug, Default)]
pub struct Vocabulary {
    numbers: FxHashMap<Box<str>, Word>,
    names: Vec<Box<str>>,
    frequency: Vec<u32>,
    /// Numbers that belong to no word, the next to be given last.
    free: Vec<Word>,
}

impl Vocabulary {
    /// Whether words must give way before more are counted.
    pub fn is_full(&self) -> bool {
        self.numbers.len() >= MOST
    }

    /// Counts a ticket that has this word.
    pub fn count(&mut self, word: &str) -> Word {
        if let Some(number) = self.numbers.get(word) {
            let known = &mut self.frequency[*number as usize];
            *known = known.saturating_add(1);
            return *number;
        }
        let number = self.free.pop().unwrap_or(self.names.len() as Word);
        let at = number as usize;
        if at == self.names.len() {
            self.names.push(word.into());
            self.frequency.push(1);
        } else {
            self.names[at] = word.into();
            self.frequency[at] = 1;
        }
        self.numbers.insert(word.into(), number);
        number
    }

    /// Lets the rarest words go, until there is room again, but for those that are held.
    pub fn make_room(&mut self, held: impl Iterator<Item = Word>) {
        let mut kept = vec![false; self.names.len()];
        held.for_each(|word| kept[word as usize] = true);
        let mut rarest = 1;
        while self.numbers.len() > MOST / 4 * 3 && rarest < u32::MAX / 2 {
            let (frequency, free) = (&self.frequency, &mut self.free);
            let before = free.len();
            self.numbers.retain(|_, number| {
                let at = *number as usize;
                let stays = kept[at] || frequency[at] > rarest;
                if !stays {
                    free.push(*number);
                }
                stays
            });
            // Which number a word gets must not depend on how a table is laid out.
            free[before..].sort_unstable();
            rarest *= 2;
        }
    }

    /// The word of a number.
    pub fn name(&self, word: Word) -> &str {
        self.names.get(word as usize).map_or("", |name| name)
    }

    /// How many tickets have a word, as far as that is known; at least one.
    pub fn frequency(&self, word: Word) -> u32 {
        self.frequency.get(word as usize).copied().unwrap_or(1).max(1)
    }

    /// The number of a word that is known.
    pub fn number(&self, word: &str) -> Option<Word> {
        self.numbers.get(word).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarest_words_give_way() {
        let mut words = Vocabulary::default();
        let held = words.count("held");
        for word in 0..MOST - 1 {
            words.count(&word.to_string());
            if word % 3 == 0 {
                words.count(&word.to_string());
            }
        }
        assert!(words.is_full());
        words.make_room(std::iter::once(held));
        assert!(words.numbers.len() <= MOST / 4 * 3);
        assert_eq!((words.number("held"), words.number("1")), (Some(held), None));
        let (common, fresh) = (words.number("3").expect("it is not among the rarest"), words.count("fresh"));
        assert_eq!((words.frequency(common), words.frequency(fresh)), (2, 1));
        assert_eq!((words.name(common), words.name(fresh)), ("3", "fresh"));
    }
}
