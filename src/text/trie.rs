//! The words of forms, and the trie of them while it grows.
//!
//! Goes in: texts of forms. Comes out: a number for each, behind which stand its words and the node where it ends. All
//! of that depends on the texts alone, so a trie can serve one rule book after the other: what it learnt from one is
//! not done again for the next. It never forgets, so what a book has must be told apart by who uses it.

use super::lexicon::{NONE, WordId, each_word};
use super::normal::normal_form;
use super::table::{hash, pair};
use super::vocabulary::{Joint, Vocabulary};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;

/// The forms seen so far.
#[derive(Debug, Default)]
pub(super) struct Trie {
    /// The texts of all forms, one after the other.
    texts: String,
    forms: Vec<Entry>,
    /// By hash, numbers of forms; one whose place is taken stands at the next free one.
    numbers: FxHashMap<u64, u32>,
    /// The words of all forms.
    words: Vec<Word>,
    /// Two words, and the number of the joint that they make; none where they make none.
    joints: FxHashMap<u64, Option<u32>>,
    joined: Vec<Joint>,
    /// From node and word (see [`pair`]) to the next node. A node's number is larger than its parent's.
    pub(super) children: FxHashMap<u64, u32>,
    /// Node after a gap, by node before it.
    pub(super) gaps: FxHashMap<u32, u32>,
    pub(super) nodes: u32,
}

/// A form: its text and words start where those of the form before end.
#[derive(Debug)]
struct Entry {
    text_end: u32,
    word_end: u32,
    node: u32,
}

/// A word of a form.
#[derive(Debug)]
struct Word {
    /// [`NONE`] is a gap.
    id: WordId,
    /// What it makes together with the next, or [`NONE`].
    joint: u32,
}

/// Stands for a gap between the words of a form.
const GAP: &str = "*";

impl Trie {
    /// Makes room for so many forms.
    pub(super) fn with_room(forms: usize) -> Self {
        let mut trie = Self::default();
        trie.children.reserve(forms);
        trie.numbers.reserve(forms);
        trie.forms.reserve(forms);
        trie.words.reserve(3 * forms);
        trie
    }

    /// How many forms it has.
    pub(super) fn len(&self) -> usize {
        self.forms.len()
    }

    /// The number of a form that it has, or else where it is to be put.
    pub(super) fn find(&self, text: &str) -> Result<u32, u64> {
        let mut place = hash(text);
        while let Some(number) = self.numbers.get(&place) {
            if self.text(*number) == text {
                return Ok(*number);
            }
            place = place.wrapping_add(1);
        }
        Err(place)
    }

    /// The number of a form, of which `cut` are the words (see [`cut`]). New words go into the vocabulary.
    pub(super) fn add(&mut self, vocabulary: &mut Vocabulary, text: &str, cut: &str) -> u32 {
        let place = match self.find(text) {
            Ok(number) => return number,
            Err(place) => place,
        };
        let start = self.words.len();
        for word in cut.split(' ').filter(|word| !word.is_empty()) {
            let id = if word == GAP { NONE } else { vocabulary.number(word) };
            self.words.push(Word { id, joint: NONE });
        }
        for at in start + 1..self.words.len() {
            let two = [self.words[at - 1].id, self.words[at].id];
            if !two.contains(&NONE) {
                self.words[at - 1].joint = self.joint(vocabulary, two).unwrap_or(NONE);
            }
        }
        let node = self.insert(start);
        self.texts.push_str(text);
        let (text_end, word_end) = (self.texts.len() as u32, self.words.len() as u32);
        let number = self.forms.len() as u32;
        self.forms.push(Entry { text_end, word_end, node });
        self.numbers.insert(place, number);
        number
    }

    fn joint(&mut self, vocabulary: &mut Vocabulary, two: [WordId; 2]) -> Option<u32> {
        let joined = &mut self.joined;
        *self.joints.entry(pair(two[0], two[1])).or_insert_with(|| {
            let one = vocabulary.number(&together(vocabulary, two)?);
            joined.push(Joint { two, one });
            Some(joined.len() as u32 - 1)
        })
    }

    fn insert(&mut self, start: usize) -> u32 {
        let mut node = 0;
        for word in &self.words[start..] {
            let fresh = self.nodes + 1;
            let next = match word.id {
                NONE if node == 0 => continue,
                NONE => *self.gaps.entry(node).or_insert(fresh),
                id => *self.children.entry(pair(node, id)).or_insert(fresh),
            };
            self.nodes = self.nodes.max(next);
            node = next;
        }
        node
    }

    fn text(&self, number: u32) -> &str {
        &self.texts[self.range(number, |entry| entry.text_end)]
    }

    fn range(&self, number: u32, end: impl Fn(&Entry) -> u32) -> Range<usize> {
        let start = (number as usize).checked_sub(1).map_or(0, |before| end(&self.forms[before]));
        start as usize..end(&self.forms[number as usize]) as usize
    }

    /// The words of a form; none is a gap.
    pub(super) fn words(&self, number: u32) -> impl Iterator<Item = Option<WordId>> + Clone + '_ {
        self.words[self.range(number, |entry| entry.word_end)]
            .iter()
            .map(|word| (word.id != NONE).then_some(word.id))
    }

    /// The numbers of what neighbouring words of a form make together.
    pub(super) fn joints_of(&self, number: u32) -> impl Iterator<Item = u32> + '_ {
        self.words[self.range(number, |entry| entry.word_end)]
            .iter()
            .map(|word| word.joint)
            .filter(|joint| *joint != NONE)
    }

    /// All that neighbouring words make together, by number.
    pub(super) fn joined(&self) -> &[Joint] {
        &self.joined
    }

    /// The node where a form ends.
    pub(super) fn node(&self, number: u32) -> u32 {
        self.forms[number as usize].node
    }
}

/// The words of a form with spaces between them.
pub(super) fn cut(form: &str) -> Cow<'_, str> {
    // Most forms are that already.
    if form.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b' ') {
        return Cow::Borrowed(form);
    }
    let mut words = String::with_capacity(2 * form.len());
    each_word(&normal_form(form), |word| {
        words.push_str(word.unwrap_or(GAP));
        words.push(' ');
    });
    Cow::Owned(words)
}

/// The word that two Latin words make when written together, unless it would be too short to mean anything.
fn together(vocabulary: &Vocabulary, two: [WordId; 2]) -> Option<String> {
    let [one, other] = two.map(|word| vocabulary.text(word));
    let latin = one.bytes().chain(other.bytes()).all(|byte| byte.is_ascii_lowercase());
    (latin && one.len() + other.len() >= 6).then(|| format!("{one}{other}"))
}
