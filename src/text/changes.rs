//! What a change of a book means for texts that were read with the book before.
//!
//! Goes in: the two books in short, and the forms of both. Comes out: for the footprint of a text, whether it may be read
//! otherwise now. A text may be where it holds a word that was given or lost a reading, a form that came, went or stands for
//! something else, or what a changed pattern needs. Where in doubt, it may be.

use super::differing::differing;
use super::footprint::Footprint;
use super::forms::CROWDED;
use super::lexicon::{Lexicon, WordId};
use super::prints::{Needs, Print, Prints, number};
use super::slip::look_alike;
use super::vocabulary::Vocabulary;
use super::{codes, reading::Reading};
use crate::arena::Id;
use crate::book::{Fact, RuleBook, Symptom};
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::HashMap;
use std::hash::Hash;

/// What differs between a book and the one before, as far as texts are concerned.
#[derive(Debug, Default)]
pub struct Changes {
    /// Whether nothing is left of what was read.
    everything: bool,
    /// Words that came, went, moved, or are used otherwise, as a lexicon of their own.
    lexicon: Option<Lexicon>,
    touched: Vec<String>,
    /// Words that a text must hold together: of forms, spellings, neighbours in messages.
    words: Together<WordId>,
    /// The first words of the forms alone.
    firsts: FxHashSet<WordId>,
    terms: Together<u64>,
    codes: Vec<Vec<u8>>,
    regexes: Vec<Regex>,
    /// By position in the book before, where the symptom or fact stands now; none where all stand as they did.
    symptoms: Option<Vec<Option<Id<Symptom>>>>,
    facts: Option<Vec<Option<Id<Fact>>>>,
}

/// More of either than this, and it is quicker to read everything.
const MOST_WORDS: usize = 64;
const MOST_REGEXES: usize = 24;
/// Forms of so many words in all may crowd others out of a text that has not many.
const MOST_STEPS: usize = CROWDED as usize;

/// Sets of things, all of which must be there.
#[derive(Debug)]
struct Together<T> {
    /// By one of them, the others.
    sets: FxHashMap<T, Vec<Box<[T]>>>,
}

impl<T> Default for Together<T> {
    fn default() -> Self {
        Self { sets: FxHashMap::default() }
    }
}

impl<T: Copy + Ord + Hash> Together<T> {
    fn add(&mut self, all: &[T]) {
        if let Some((first, rest)) = all.split_first() {
            self.sets.entry(*first).or_default().push(rest.into());
        }
    }

    /// Whether some set is whole in a sorted list.
    fn in_list(&self, sorted: &[T]) -> bool {
        let whole = |rest: &[T]| rest.iter().all(|one| sorted.binary_search(one).is_ok());
        !self.sets.is_empty()
            && sorted
                .iter()
                .any(|one| self.sets.get(one).is_some_and(|sets| sets.iter().any(|rest| whole(rest))))
    }
}

impl Changes {
    /// Nothing that was read may be read otherwise.
    pub fn none() -> Self {
        Self::default()
    }

    /// Everything may be read otherwise.
    pub(super) fn everything() -> Self {
        Self { everything: true, ..Self::default() }
    }

    /// What differs between two books in short; `forms` are the words of the forms that differ.
    pub(super) fn between(
        old: &Prints,
        new: &Prints,
        forms: &[Vec<WordId>],
        vocabulary: &Vocabulary,
        book: &RuleBook,
    ) -> Self {
        if old.packs != new.packs || reordered(old, new) {
            return Self::everything();
        }
        let mut changes = Self::default();
        changes.forms(forms);
        changes.vocabulary(old, new, vocabulary);
        let seen = changes.symptoms_and_facts(old, new, book);
        changes.sealed(old, new, &seen);
        changes.everything |= changes.regexes.len() > MOST_REGEXES || changes.touched.len() > MOST_WORDS;
        changes
    }

    fn forms(&mut self, forms: &[Vec<WordId>]) {
        let many = forms.iter().map(Vec::len).sum::<usize>() > MOST_STEPS;
        for form in forms {
            self.firsts.extend(form.first());
            // Many forms might take the place of others in any text that holds their beginnings.
            let needed = if many { form.len().min(2) } else { form.len() };
            self.words.add(&form[..needed]);
        }
    }

    fn vocabulary(&mut self, old: &Prints, new: &Prints, vocabulary: &Vocabulary) {
        let words = differing(&old.words, &new.words);
        let numbers: FxHashSet<WordId> = words.iter().map(|(word, ..)| *word).collect();
        if numbers.len() > MOST_WORDS {
            self.everything = true;
            return;
        }
        let mut small = Vocabulary::default();
        for number in numbers {
            let text = vocabulary.text(number);
            small.add(text, u64::MAX, true);
            self.touched.push(text.to_owned());
        }
        self.lexicon = (!self.touched.is_empty()).then(|| Lexicon::new(&small));
        for joint in differing(&old.joints, &new.joints) {
            self.words.add(&[joint.one]);
        }
        let (before, after): (Vec<_>, Vec<_>) =
            (old.spellings.iter().collect(), new.spellings.iter().collect());
        for (spelling, _) in differing(&before, &after) {
            self.words.add(spelling);
        }
    }

    /// Symptoms and facts that look for something else, and where all stand now. Gives the patterns that are dealt with.
    fn symptoms_and_facts(&mut self, old: &Prints, new: &Prints, book: &RuleBook) -> Seen {
        let mut seen = Seen::default();
        let same = |one: &Prints, other: &Prints| {
            let by_name: HashMap<&str, u64> =
                other.symptoms.iter().map(|print| (print.who.as_str(), print.what)).collect();
            let differs = |print: &Print| by_name.get(print.who.as_str()) != Some(&print.what);
            let places = one.symptoms.iter().enumerate();
            places.filter(|(_, print)| differs(print)).map(|(at, _)| at).collect::<Vec<usize>>()
        };
        for (one, other, done) in [(old, new, &mut seen.old), (new, old, &mut seen.new)] {
            for symptom in same(one, other) {
                for pattern in one.patterns_of(symptom) {
                    done.insert(pattern);
                    self.needs(&one.needs[pattern]);
                }
            }
        }
        for (one, other) in [(old, new), (new, old)] {
            for (print, regexes) in one.facts.iter().zip(&one.captures) {
                if !other.facts.iter().any(|there| there.who == print.who && there.what == print.what) {
                    self.needs(&Needs::Regexes(regexes.clone()));
                }
            }
        }
        let renumbered = |one: &[Print], other: &[Print]| {
            !one.iter().map(|print| &print.who).eq(other.iter().map(|print| &print.who))
        };
        if renumbered(&old.symptoms, &new.symptoms) {
            let now: HashMap<&str, Id<Symptom>> =
                book.symptoms.iter().map(|(id, symptom)| (symptom.id.as_str(), id)).collect();
            self.symptoms =
                Some(old.symptoms.iter().map(|print| now.get(print.who.as_str()).copied()).collect());
        }
        if renumbered(&old.facts, &new.facts) {
            let now: HashMap<&str, Id<Fact>> =
                book.facts.iter().map(|(id, fact)| (fact.id.as_str(), id)).collect();
            self.facts = Some(old.facts.iter().map(|print| now.get(print.who.as_str()).copied()).collect());
        }
        seen
    }

    /// Patterns that other patterns made different: the weights of a message, the anchor of terms.
    fn sealed(&mut self, old: &Prints, new: &Prints, seen: &Seen) {
        // What is left is the same patterns in the same order.
        let left = |prints: &Prints, seen: &FxHashSet<usize>| -> Vec<usize> {
            (0..prints.needs.len()).filter(|number| !seen.contains(number)).collect()
        };
        let (before, after) = (left(old, &seen.old), left(new, &seen.new));
        if before.len() != after.len() {
            self.everything = true;
            return;
        }
        for (one, other) in before.into_iter().zip(after) {
            if old.sealed.get(one) != new.sealed.get(other) {
                self.needs(&old.needs[one]);
                self.needs(&new.needs[other]);
            }
        }
    }

    fn needs(&mut self, needs: &Needs) {
        match needs {
            Needs::Words(pairs) => pairs.iter().for_each(|pair| self.words.add(pair)),
            Needs::Terms(terms) => self.terms.add(terms),
            Needs::Code(code) => self.codes.push(code.bytes().map(look_alike).collect()),
            Needs::Regexes(sources) => {
                for source in sources {
                    match Regex::new(source) {
                        _ if self.regexes.len() > MOST_REGEXES => {}
                        Ok(regex) => self.regexes.push(regex),
                        Err(_) => self.everything = true,
                    }
                }
            }
        }
    }

    /// Whether a text may be read otherwise now.
    ///
    /// Cost: some look-ups a word, a search for each changed regex.
    pub fn touches(&self, text: &Footprint) -> bool {
        self.everything
            || self.words.in_list(&text.words)
            || self.terms.in_list(&text.terms)
            || (text.crowded && text.words.iter().any(|word| self.firsts.contains(word)))
            || self.regexes.iter().any(|regex| text.normal.iter().any(|part| regex.is_match(part)))
            || self.codes_touch(text)
            || self.lexicon.as_ref().is_some_and(|lexicon| self.written_touch(lexicon, text))
    }

    fn codes_touch(&self, text: &Footprint) -> bool {
        !self.codes.is_empty()
            && (text.written.iter().any(|part| codes::may_spell(part.split(' ')))
                || text.normal.iter().any(|part| {
                    let folded: Vec<u8> = part.bytes().map(look_alike).collect();
                    self.codes
                        .iter()
                        .any(|code| code.is_empty() || folded.windows(code.len()).any(|run| run == code))
                }))
    }

    /// Whether a written word may stand for a word that changed, alone or with the next.
    fn written_touch(&self, lexicon: &Lexicon, text: &Footprint) -> bool {
        let (mut edges, mut key) = (Vec::new(), String::new());
        text.written.iter().any(|part| {
            let mut before = "";
            part.split(' ').filter(|word| !word.is_empty()).any(|word| {
                lexicon.look_up(word, true, &mut edges, &mut key);
                let joined = self.touched.iter().any(|touched| {
                    touched.len() == before.len() + word.len()
                        && touched.starts_with(before)
                        && touched.ends_with(word)
                });
                before = word;
                joined || !edges.is_empty()
            })
        })
    }

    /// A reading that still holds, for the book as it is now; none where it names something that is gone.
    pub fn carried(&self, mut reading: Reading) -> Option<Reading> {
        if let Some(now) = &self.symptoms {
            for mention in &mut reading.mentions {
                mention.symptom = (*now.get(mention.symptom.index())?)?;
            }
        }
        if let Some(now) = &self.facts {
            for capture in &mut reading.captures {
                capture.fact = (*now.get(capture.fact.index())?)?;
            }
        }
        reading.suggested.is_empty().then_some(reading)
    }
}

/// Whether terms, symptoms or facts that both books have stand in another order.
fn reordered(old: &Prints, new: &Prints) -> bool {
    let names = |list: &[Print]| list.iter().map(|print| number(&print.who)).collect::<Vec<u64>>();
    moved(&old.terms, &new.terms)
        || moved(&names(&old.symptoms), &names(&new.symptoms))
        || moved(&names(&old.facts), &names(&new.facts))
}

fn moved(old: &[u64], new: &[u64]) -> bool {
    let places: FxHashMap<u64, usize> = new.iter().enumerate().map(|(at, who)| (*who, at)).collect();
    !old.iter().filter_map(|who| places.get(who)).is_sorted()
}

/// Numbers of patterns in the book before and in the one after.
#[derive(Default)]
struct Seen {
    old: FxHashSet<usize>,
    new: FxHashSet<usize>,
}
