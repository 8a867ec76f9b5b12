//! What of a book decides how texts are read, in short, so that two books can be compared.
//!
//! Goes in: a book and the words of its patterns. Comes out: a number for each thing that is the same where it is read the
//! same, and for each symptom and fact what a text must hold for its patterns to find anything. Terms, symptoms and facts
//! are known by their names, since their positions move when another comes or goes.

use super::index::TextIndex;
use super::lexicon::WordId;
use super::vocabulary::{Joint, Spelling, Vocabulary};
use crate::arena::Id;
use crate::book::{PatternKind, RuleBook, Term};
use crate::condition::Subject;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// A book in short.
#[derive(Debug, Default)]
pub(super) struct Prints {
    /// Names of packs, in order.
    pub(super) packs: Vec<String>,
    /// Who the terms are.
    pub(super) terms: Vec<u64>,
    /// Who the symptoms are, and what they look for.
    pub(super) symptoms: Vec<Print>,
    /// The same of facts.
    pub(super) facts: Vec<Print>,
    /// The regexes of each fact.
    pub(super) captures: Vec<Vec<String>>,
    /// What became of the patterns of symptoms once all were in, by number: weights of messages, anchors of terms.
    pub(super) sealed: Vec<u64>,
    /// By number, what each pattern needs.
    pub(super) needs: Vec<Needs>,
    /// Words in their order, with their packs and whether slips may stand for them.
    pub(super) words: Vec<(WordId, u64, bool)>,
    pub(super) joints: Vec<Joint>,
    pub(super) spellings: Vec<Spelling>,
}

/// A symptom or a fact.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Print {
    /// Its full id.
    pub(super) who: String,
    /// All that its patterns say.
    pub(super) what: u64,
    /// The number of the first pattern of a symptom.
    pub(super) first: u32,
}

/// What a text must hold for a pattern to find anything in it.
#[derive(Debug, Clone)]
pub(super) enum Needs {
    /// Two neighbouring words of a message, any of these pairs, or the one word it has.
    Words(Vec<Vec<WordId>>),
    /// All of these terms.
    Terms(Vec<u64>),
    /// The last part of a code.
    Code(String),
    /// A match of one of these.
    Regexes(Vec<String>),
}

impl Prints {
    /// Before the index is sealed: all but what sealing decides.
    pub(super) fn of(book: &RuleBook, index: &TextIndex, vocabulary: &Vocabulary) -> Self {
        let packs = book.packs.iter().map(|(_, pack)| pack.name.clone()).collect();
        let terms = book.terms.iter().map(|(_, term)| number(&(&term.name, term.pack))).collect();
        let words = vocabulary.used().map(|(id, word)| (id, word.packs, word.slips)).collect();
        let (joints, spellings) = (vocabulary.joints().to_vec(), vocabulary.spelled().to_vec());
        let mut prints = Self { packs, terms, words, joints, spellings, ..Self::default() };
        prints.symptoms(book, index);
        prints.facts(book);
        prints
    }

    /// Whether two books have the same words for the same packs, and the same spellings of them.
    pub(super) fn same_vocabulary(&self, other: &Self) -> bool {
        self.words == other.words && self.joints == other.joints && self.spellings == other.spellings
    }

    /// After the index is sealed: what sealing decided.
    pub(super) fn seal(&mut self, index: &TextIndex) {
        self.sealed = vec![0; self.needs.len()];
        let terms = &self.terms;
        let anchors = index.says.anchors().map(|(pattern, term)| (pattern, terms[term.index()]));
        for (pattern, what) in anchors.chain(index.messages.sealed()) {
            self.sealed[pattern as usize] = what;
        }
    }

    fn symptoms(&mut self, book: &RuleBook, index: &TextIndex) {
        let mut messages = index.messages.needs();
        for (_, symptom) in book.symptoms.iter() {
            let first = self.needs.len() as u32;
            let mut what = FxHasher::default();
            symptom.question.hash(&mut what);
            for pattern in &symptom.seen {
                pattern.generic.hash(&mut what);
                self.around(&pattern.near, &pattern.not_touching, &pattern.unless, &mut what);
                let needs = match &pattern.kind {
                    PatternKind::Message { text, .. } => {
                        (0, text).hash(&mut what);
                        Needs::Words(messages.remove(&(self.needs.len() as u32)).unwrap_or_default())
                    }
                    PatternKind::Say { terms, sentences } => {
                        let terms: Vec<u64> = terms.iter().map(|term| self.terms[term.index()]).collect();
                        (1, &terms, sentences).hash(&mut what);
                        Needs::Terms(terms)
                    }
                    PatternKind::Code(code) => {
                        (2, code).hash(&mut what);
                        let lower = code.to_lowercase();
                        let mut parts = lower.split(|c: char| !c.is_ascii_alphanumeric());
                        Needs::Code(parts.rfind(|part| !part.is_empty()).unwrap_or("").to_owned())
                    }
                    PatternKind::Regex(source) => {
                        (3, source).hash(&mut what);
                        Needs::Regexes(vec![source.clone()])
                    }
                    PatternKind::Captured(test) => {
                        format!("{:?}", test.operators).hash(&mut what);
                        let fact = match test.subject {
                            Subject::Fact(fact) => Some(&book.facts[fact]),
                            Subject::Today => None,
                        };
                        (4, fact.map(|fact| &fact.id)).hash(&mut what);
                        let seen = fact.into_iter().flat_map(|fact| &fact.seen);
                        Needs::Regexes(seen.map(|seen| seen.regex.clone()).collect())
                    }
                };
                self.needs.push(needs);
            }
            self.symptoms.push(Print { who: symptom.id.clone(), what: what.finish(), first });
        }
    }

    fn facts(&mut self, book: &RuleBook) {
        for (_, fact) in book.facts.iter() {
            let mut what = FxHasher::default();
            format!("{:?}", fact.kind).hash(&mut what);
            for pattern in &fact.seen {
                (&pattern.regex, format!("{:?}", pattern.value)).hash(&mut what);
                self.around(&pattern.near, &pattern.not_touching, &pattern.unless, &mut what);
            }
            self.captures.push(fact.seen.iter().map(|seen| seen.regex.clone()).collect());
            self.facts.push(Print { who: fact.id.clone(), what: what.finish(), first: 0 });
        }
    }

    fn around(&self, near: &[Id<Term>], not_touching: &[Id<Term>], unless: &[Id<Term>], out: &mut FxHasher) {
        for list in [near, not_touching, unless] {
            list.len().hash(out);
            list.iter().for_each(|term| self.terms[term.index()].hash(out));
        }
    }

    /// The numbers of the patterns of a symptom.
    pub(super) fn patterns_of(&self, symptom: usize) -> std::ops::Range<usize> {
        let first = |symptom: usize| self.symptoms.get(symptom).map(|print| print.first as usize);
        first(symptom).unwrap_or(0)..first(symptom + 1).unwrap_or(self.needs.len())
    }
}

/// A number that is the same for the same thing.
pub(super) fn number(thing: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    thing.hash(&mut hasher);
    hasher.finish()
}
