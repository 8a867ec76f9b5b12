//! The patterns of a rule book, prepared for one pass over a text.

use super::changes::Changes;
use super::codes::Codes;
use super::footprint::Footprint;
use super::forms::{self, Target};
use super::gather::Gathered;
use super::lean::Weights;
use super::lexicon::{Lexicon, WordId, pattern_words};
use super::listed::Lists;
use super::messages::Messages;
use super::normal::normal_form;
use super::numerals::Numerals;
use super::prints::Prints;
use super::regexes::Regexes;
use super::says::{Say, Says};
use super::sieve::Sieve;
use super::trie::{self, Trie};
use super::view::View;
use super::vocabulary::Vocabulary;
use crate::arena::Id;
use crate::book::{Fact, Form, Forms, Pack, PatternKind, RuleBook, Symptom, Term};
use crate::condition::FactTest;
use crate::facts::Value;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// All patterns of a rule book, ready to read texts with. Shared by any number of threads.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct TextIndex {
    pub(super) lexicon: Lexicon,
    pub(super) forms: forms::Forms,
    /// None where it is not worth its making: then every text may show something.
    pub(super) sieve: Option<Sieve>,
    pub(super) messages: Messages,
    pub(super) codes: Codes,
    pub(super) numerals: Numerals,
    pub(super) regexes: Regexes,
    pub(super) says: Says,
    /// Patterns of symptoms, by number.
    pub(super) patterns: Vec<PatternInfo>,
    /// Symptom patterns that are regexes: number of the regex, number of the pattern.
    pub(super) symptom_regexes: Vec<(u32, u32)>,
    /// Fact captures, by number of the regex.
    pub(super) fact_regexes: Vec<FactRegex>,
    /// Symptom patterns that test a captured fact.
    pub(super) captured: Vec<(u32, FactTest)>,
    /// What the words around symptoms weigh.
    pub(super) weights: Weights,
    /// What the index of the next book can go on with.
    #[serde(skip)]
    groundwork: Option<Box<Groundwork>>,
}

/// What an index was made from, kept while a book is being changed: most words and forms are there the next time.
#[derive(Debug, Default)]
struct Groundwork {
    vocabulary: Vocabulary,
    trie: Trie,
    lists: Lists,
    gathered: Gathered,
    /// The book in short; none before the first.
    prints: Option<Prints>,
}

/// The trie is made anew where it has more than so many times the forms that are in use.
const MOST_UNUSED: usize = 2;

/// What the reader must know of a pattern besides how to find it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PatternInfo {
    pub(super) symptom: Id<Symptom>,
    /// Index into the symptom's patterns.
    pub(super) index: usize,
    pub(super) pack: Id<Pack>,
    /// A `say` marked as generic.
    pub(super) generic: bool,
    /// Whether the symptom is a question.
    pub(super) question: bool,
    pub(super) around: Around,
    /// Finds nothing (see `alter`).
    #[serde(skip)]
    pub(super) silent: bool,
}

/// Conditions on the neighbourhood of an occurrence.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(super) struct Around {
    pub(super) near: Vec<Id<Term>>,
    pub(super) not_touching: Vec<Id<Term>>,
    pub(super) unless: Vec<Id<Term>>,
    /// The pack's bit, for terms.
    pub(super) bit: u64,
}

/// A `seen` pattern of a fact.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FactRegex {
    pub(super) regex: u32,
    pub(super) fact: Id<Fact>,
    pub(super) value: Option<Value>,
    pub(super) around: Around,
    /// Finds nothing (see `alter`).
    #[serde(skip)]
    pub(super) silent: bool,
}

/// The bit of a pack in masks. Beyond 63 packs bits are shared, which only makes slips a little stricter.
pub(super) fn bit(pack: Id<Pack>) -> u64 {
    1 << (pack.index() % 63)
}

impl TextIndex {
    /// Prepares the patterns of a book.
    ///
    /// Cost: linear in the words of all patterns; no regex is compiled before a text needs it.
    pub fn new(book: &RuleBook) -> Self {
        let mut index = Self { weights: Weights::shipped(), ..Self::default() };
        let mut ground = Groundwork::default();
        ground.words(book, &mut index);
        let Groundwork { vocabulary, trie, gathered, .. } = &ground;
        // Each of the two halves knows its words by now, and nothing of the other.
        let forms = || (gathered.sieve(trie), gathered.finish(trie, true));
        let rest = || {
            index.seal(vocabulary);
            Lexicon::new(vocabulary)
        };
        let ((sieve, forms), lexicon) = rayon::join(forms, rest);
        (index.sieve, index.forms, index.lexicon) = (Some(sieve), forms, lexicon);
        index
    }

    /// The index of a book that is being changed, after that of the book before, of which nothing but what both need is
    /// left. It finds the same as a new one; it is larger, and slower with texts that show nothing. Beside it stands what that
    /// means for texts that were read before.
    ///
    /// Cost: that of [`TextIndex::new`] the first time; then less than a third of it.
    pub fn renewed(book: &RuleBook, before: &mut Self) -> (Self, Changes) {
        let mut index = Self { weights: Weights::shipped(), ..Self::default() };
        let mut ground = before.groundwork.take().unwrap_or_default();
        let (last, old) = ground.begin();
        ground.words(book, &mut index);
        let Groundwork { vocabulary, trie, gathered, .. } = &*ground;
        let mut prints = Prints::of(book, &index, vocabulary);
        let known = gathered.same(&last).then(|| std::mem::take(&mut before.forms));
        let forms = || known.unwrap_or_else(|| gathered.finish(trie, false));
        index.regexes.keep(&mut before.regexes);
        let same = old.as_ref().is_some_and(|old| old.same_vocabulary(&prints));
        let lexicon = same.then(|| std::mem::take(&mut before.lexicon));
        let rest = || {
            index.seal(vocabulary);
            lexicon.unwrap_or_else(|| Lexicon::new(vocabulary))
        };
        let (forms, lexicon) = rayon::join(forms, rest);
        (index.forms, index.lexicon) = (forms, lexicon);
        prints.seal(&index);
        let changes = old.map_or_else(Changes::everything, |old| {
            let forms = gathered.differing(&prints.terms, &last, &old.terms);
            let forms: Vec<Vec<WordId>> =
                forms.into_iter().map(|form| trie.words(form).flatten().collect()).collect();
            Changes::between(&old, &prints, &forms, vocabulary, book)
        });
        ground.prints = Some(prints);
        index.groundwork = Some(ground);
        (index, changes)
    }

    /// What a text rests on that was just read; none where nothing is kept for another book.
    pub(super) fn footprint(&self, views: &[View]) -> Option<Footprint> {
        let prints = self.groundwork.as_ref()?.prints.as_ref()?;
        Some(Footprint::of(views, &self.lexicon, &prints.terms))
    }

    /// The tables of all but forms and words, once all patterns are in.
    fn seal(&mut self, vocabulary: &Vocabulary) {
        self.messages.seal(vocabulary);
        self.says.seal();
        self.regexes.seal();
        let words = vocabulary.words.iter().map(|word| &*word.text);
        let whole = self.regexes.cores.whole_numbers();
        self.numerals = Numerals::new(words.chain(self.codes.keys()).chain(whole));
    }

    fn add_pattern(
        &mut self,
        vocabulary: &mut Vocabulary,
        id: Id<Symptom>,
        symptom: &Symptom,
        index: usize,
        pattern: &crate::book::Pattern,
    ) {
        let number = self.patterns.len() as u32;
        let pack = bit(symptom.pack);
        self.patterns.push(PatternInfo {
            symptom: id,
            index,
            pack: symptom.pack,
            generic: pattern.generic,
            question: symptom.question,
            around: Around {
                near: pattern.near.clone(),
                not_touching: pattern.not_touching.clone(),
                unless: pattern.unless.clone(),
                bit: pack,
            },
            silent: false,
        });
        match &pattern.kind {
            PatternKind::Message { text, .. } => {
                self.messages.add(vocabulary, text, number, pack);
            }
            PatternKind::Say { terms, sentences } => {
                self.says.add(Say {
                    terms: terms.clone(),
                    sentences: *sentences,
                    pattern: number,
                    pack,
                    anchor: None,
                });
            }
            PatternKind::Code(code) => {
                self.codes.add(code, number);
            }
            PatternKind::Regex(source) => {
                let regex = self.regexes.add(source);
                self.symptom_regexes.push((regex, number));
            }
            PatternKind::Captured(test) => self.captured.push((number, test.clone())),
        }
    }

    fn add_facts(&mut self, book: &RuleBook) {
        for (id, fact) in book.facts.iter() {
            for pattern in &fact.seen {
                let regex = self.regexes.add(&pattern.regex);
                self.fact_regexes.push(FactRegex {
                    regex,
                    fact: id,
                    value: pattern.value.clone(),
                    around: Around {
                        near: pattern.near.clone(),
                        not_touching: pattern.not_touching.clone(),
                        unless: pattern.unless.clone(),
                        bit: bit(fact.pack),
                    },
                    silent: false,
                });
            }
        }
    }
}

impl Groundwork {
    /// Goes on to the next book. Gives what was gathered from the last, and the last in short.
    fn begin(&mut self) -> (Gathered, Option<Prints>) {
        let last = std::mem::take(&mut self.gathered);
        let prints = self.prints.take();
        if self.trie.len() > MOST_UNUSED * last.distinct() {
            *self = Self::default();
            return (Gathered::default(), None);
        }
        self.vocabulary.begin();
        (last, prints)
    }

    /// Gathers the words of a book: of its forms, then of all that goes into the index.
    fn words(&mut self, book: &RuleBook, index: &mut TextIndex) {
        self.gather(book);
        add_variants(book, &mut self.vocabulary);
        for form in &book.known_words {
            word_ids(&form.text, &mut self.vocabulary);
        }
        for (id, symptom) in book.symptoms.iter() {
            for (position, pattern) in symptom.seen.iter().enumerate() {
                index.add_pattern(&mut self.vocabulary, id, symptom, position, pattern);
            }
        }
        index.add_facts(book);
    }

    fn gather(&mut self, book: &RuleBook) {
        self.learn(book);
        for (id, term) in book.terms.iter() {
            self.share(&term.forms, Target::Term(id), term.pack.map_or(u64::MAX, bit));
        }
        for cue in &book.cues {
            self.share(&cue.forms, Target::Cue(cue.kind), u64::MAX);
        }
        for (id, pack) in book.packs.iter() {
            self.share(&pack.product, Target::Product(id), bit(id));
        }
        self.share(&book.other_products, Target::OtherProduct, u64::MAX);
    }

    /// Gathers forms for what they stand for.
    fn share(&mut self, forms: &Forms, target: Target, packs: u64) {
        for number in forms.lists().iter().filter_map(|list| self.lists.find(list)) {
            let list = (number, self.lists.get(number));
            self.gathered.add_list(&mut self.vocabulary, &self.trie, list, target, packs);
        }
    }

    /// Learns the lists of a book that are new, and forgets those that are gone.
    fn learn(&mut self, book: &RuleBook) {
        let mut before = std::mem::take(&mut self.lists);
        let mut new: Vec<&Arc<[Form]>> = Vec::new();
        let mut waiting = FxHashSet::default();
        let terms = book.terms.iter().flat_map(|(_, term)| term.forms.lists());
        let cues = book.cues.iter().flat_map(|cue| cue.forms.lists());
        let products = book.packs.iter().flat_map(|(_, pack)| pack.product.lists());
        for list in terms.chain(cues).chain(products).chain(book.other_products.lists()) {
            let known = self.lists.find(list).or_else(|| self.lists.take(list, &mut before));
            if known.is_none() && waiting.insert(Arc::as_ptr(list).cast::<()>()) {
                new.push(list);
            }
        }
        let forms: Vec<&Form> = new.iter().flat_map(|list| list.iter()).collect();
        let numbers = self.numbers(&forms);
        let mut rest = numbers.as_slice();
        for list in new {
            let (own, others) = rest.split_at(list.len().min(rest.len()));
            self.lists.add(list, own, &self.trie);
            rest = others;
        }
    }

    /// The numbers of forms in the trie, which takes up those that are new.
    fn numbers(&mut self, forms: &[&Form]) -> Vec<u32> {
        if self.trie.len() == 0 {
            self.trie = Trie::with_room(forms.len());
        }
        let find = |form: &&Form| self.trie.find(&form.text).ok();
        let found: Vec<Option<u32>> = forms.par_iter().with_min_len(1000).map(find).collect();
        let new = forms.par_iter().zip(&found).filter(|(_, found)| found.is_none());
        let cut: Vec<_> = new.map(|(form, _)| trie::cut(&form.text)).collect();
        let mut cut = cut.iter();
        let mut add =
            |form: &Form| self.trie.add(&mut self.vocabulary, &form.text, cut.next().map_or("", Cow::as_ref));
        forms.iter().zip(found).map(|(form, found)| found.unwrap_or_else(|| add(form))).collect()
    }
}

fn add_variants(book: &RuleBook, vocabulary: &mut Vocabulary) {
    for group in &book.variants {
        let standard = word_ids(&group.standard, vocabulary);
        for spelling in &group.spellings {
            let spelling = word_ids(&spelling.text, vocabulary);
            vocabulary.spell(spelling, standard.clone());
        }
    }
}

fn word_ids(text: &str, vocabulary: &mut Vocabulary) -> Vec<u32> {
    let words = pattern_words(&normal_form(text));
    words.iter().flatten().map(|word| vocabulary.add(word, u64::MAX, false)).collect()
}
