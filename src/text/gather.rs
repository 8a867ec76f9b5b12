//! Gathering the forms of terms, cues and product names into a trie over word numbers.

use super::forms::{End, Forms, Node, Target, order};
use super::lexicon::{NONE, TWO_SLIPS, WordId, bit, each_word};
use super::normal::normal_form;
use super::sieve::Sieve;
use super::table::{Table, pair, starts};
use super::vocabulary::Vocabulary;
use crate::book::Form;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;

/// The trie while forms are added.
#[derive(Debug, Default)]
pub(super) struct Gathered<'a> {
    /// From node and word (see [`pair`]) to the next node.
    children: FxHashMap<u64, u32>,
    /// Node after a gap, by node before it.
    gaps: FxHashMap<u32, u32>,
    /// What ends at a node, by node: numbers into `targets`.
    ends: Vec<(u32, u32)>,
    targets: Vec<End>,
    numbers: FxHashMap<End, u32>,
    nodes: u32,
    /// Where the words of the forms seen so far stand in `words`: terms that include others repeat them.
    known: FxHashMap<&'a str, Range<usize>>,
    /// The words of forms; none is a gap.
    words: Vec<Option<WordId>>,
    /// Where the words of each form of a term stand, and the term's number.
    of_terms: Vec<(Range<usize>, u32)>,
    /// Two words, and the one that they make when written together; none where they make none.
    joined: FxHashMap<u64, Option<WordId>>,
}

impl<'a> Gathered<'a> {
    /// Makes room for so many forms.
    pub(super) fn with_room(forms: usize) -> Self {
        let mut gathered = Self::default();
        gathered.children.reserve(forms);
        gathered.known.reserve(forms);
        gathered.ends.reserve(forms);
        gathered.words.reserve(3 * forms);
        gathered
    }

    /// Adds a form, of which `cut` are the words (see [`cut`]); they go into the vocabulary. Forms without any word are
    /// left out.
    pub(super) fn add(
        &mut self,
        vocabulary: &mut Vocabulary,
        form: &'a Form,
        cut: &str,
        target: Target,
        packs: u64,
    ) {
        let slips = matches!(target, Target::Term(_));
        let words = match self.known.get(form.text.as_str()) {
            Some(words) => {
                for id in self.words[words.clone()].iter().flatten() {
                    vocabulary.share(*id, packs, slips);
                }
                words.clone()
            }
            None => {
                let words = self.number(vocabulary, cut, packs, slips);
                self.known.insert(&form.text, words.clone());
                words
            }
        };
        let count = self.words[words.clone()].iter().flatten().count();
        if count > 0 {
            let bears = match target {
                Target::Term(_) => {
                    if count > 1 {
                        TWO_SLIPS + 1
                    } else {
                        TWO_SLIPS
                    }
                }
                Target::Cue(_) => 1,
                Target::Product(_) | Target::OtherProduct => 0,
            };
            if let Target::Term(term) = target {
                self.of_terms.push((words.clone(), term.index() as u32));
            }
            self.insert(words, End { target, packs, bears });
        }
    }

    /// Numbers the words of a form. Neighbouring Latin words may also be written as one: `greyedout`.
    fn number(&mut self, vocabulary: &mut Vocabulary, cut: &str, packs: u64, slips: bool) -> Range<usize> {
        let start = self.words.len();
        for word in cut.split(' ').filter(|word| !word.is_empty()) {
            self.words.push((word != GAP).then(|| vocabulary.add(word, packs, slips)));
        }
        let words = start..self.words.len();
        for two in self.words[words.clone()].windows(2) {
            let [Some(first), Some(second)] = *two else { continue };
            let known = self.joined.entry(pair(first, second));
            let joined = *known.or_insert_with(|| join(vocabulary, first, second));
            if let Some(joined) = joined {
                vocabulary.share(joined, packs, false);
            }
        }
        words
    }

    fn insert(&mut self, words: Range<usize>, end: End) {
        let mut node = 0;
        for id in &self.words[words] {
            let fresh = self.nodes + 1;
            let next = match id {
                Some(id) => *self.children.entry(pair(node, *id)).or_insert(fresh),
                None if node == 0 => continue,
                None => *self.gaps.entry(node).or_insert(fresh),
            };
            self.nodes = self.nodes.max(next);
            node = next;
        }
        let fresh = self.targets.len() as u32;
        let number = *self.numbers.entry(end).or_insert(fresh);
        if number == fresh {
            self.targets.push(end);
        }
        self.ends.push((node, number));
    }

    /// What tells beforehand which terms may occur in a text.
    pub(super) fn sieve(&self) -> Sieve {
        Sieve::new(self.of_terms.iter().map(|(words, term)| (&self.words[words.clone()], *term)))
    }

    /// The finished trie, in which equal endings are one: `(a|the) greyed out button` keeps "greyed out button" once.
    pub(super) fn finish(mut self) -> Forms {
        self.sort_targets();
        let count = self.nodes as usize + 1;
        let ends = ByNode::new(count, self.ends);
        let children = self.children.iter();
        let words = children.map(|(key, next)| ((key >> 32) as u32, (*key as WordId, *next)));
        let gaps = self.gaps.iter().map(|(node, next)| (*node, (NONE, *next)));
        let below = ByNode::new(count, words.chain(gaps).collect());
        let merged = merge(&below, &ends);
        // Numbers without holes, in the order in which the nodes came.
        let mut number = vec![0; count];
        let kept: Vec<u32> = (0..count as u32).filter(|node| merged[*node as usize] == *node).collect();
        for (fresh, node) in kept.iter().enumerate() {
            number[*node as usize] = fresh as u32;
        }
        let (mut roots, mut children) = (Vec::new(), Vec::new());
        let (mut nodes, mut end_numbers) = (Vec::with_capacity(kept.len() + 1), Vec::new());
        for (fresh, node) in kept.iter().enumerate() {
            let mut here = Node { first_end: end_numbers.len() as u32, ..Node::default() };
            end_numbers.extend_from_slice(ends.of(*node));
            for (word, next) in below.of(*node) {
                let next = number[merged[*next as usize] as usize];
                if *word == NONE {
                    here.gap = next;
                    continue;
                }
                here.words |= bit(*word);
                if fresh == 0 {
                    roots.resize(roots.len().max(*word as usize + 1), 0);
                    roots[*word as usize] = next;
                } else {
                    children.push((pair(fresh as u32, *word), u64::from(next)));
                }
            }
            nodes.push(here.write());
        }
        nodes.push(Node { first_end: end_numbers.len() as u32, ..Node::default() }.write());
        Forms {
            roots: roots.into_iter().collect(),
            children: Table::new(&children),
            nodes: nodes.into_iter().collect(),
            end_numbers: end_numbers.into_iter().collect(),
            ends: self.targets,
        }
    }

    /// Numbers the targets in their order, so that what ends at a node is sorted by number.
    fn sort_targets(&mut self) {
        let mut by_order: Vec<u32> = (0..self.targets.len() as u32).collect();
        let key = |number: &u32| self.targets[*number as usize];
        by_order.sort_by_key(|number| (order(key(number).target), key(number).bears));
        let mut rank = vec![0; by_order.len()];
        for (fresh, number) in by_order.iter().enumerate() {
            rank[*number as usize] = fresh as u32;
        }
        self.ends.iter_mut().for_each(|(_, number)| *number = rank[*number as usize]);
        self.targets = by_order.iter().map(key).collect();
    }
}

/// Stands for a gap between the words of a form.
const GAP: &str = "*";

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

/// Adds the word that two Latin words make when written together, and how it is read.
fn join(vocabulary: &mut Vocabulary, first: WordId, second: WordId) -> Option<WordId> {
    let (one, other) = (vocabulary.text(first), vocabulary.text(second));
    let latin = one.bytes().chain(other.bytes()).all(|byte| byte.is_ascii_lowercase());
    if !latin || one.len() + other.len() < 6 {
        return None;
    }
    let together = format!("{one}{other}");
    let joined = vocabulary.add(&together, 0, false);
    vocabulary.spell(vec![joined], vec![first, second]);
    Some(joined)
}

/// Things that belong to nodes: those of each node sorted, each once.
struct ByNode<T> {
    things: Vec<T>,
    /// Where those of each node start, and where the last end.
    starts: Vec<u32>,
}

impl<T: Copy + Ord + Default> ByNode<T> {
    /// Cost: linear, but for the sorting of each node's few things.
    fn new(nodes: usize, list: Vec<(u32, T)>) -> Self {
        let bounds = starts(nodes, list.iter().map(|(node, _)| *node as usize));
        let mut sorted = vec![T::default(); list.len()];
        let mut next = bounds.clone();
        for (node, thing) in list {
            sorted[next[node as usize] as usize] = thing;
            next[node as usize] += 1;
        }
        let (mut things, mut starts) = (Vec::with_capacity(sorted.len()), vec![0]);
        for bounds in bounds.windows(2) {
            let of_node = &mut sorted[bounds[0] as usize..bounds[1] as usize];
            of_node.sort_unstable();
            let first = things.len();
            for thing in of_node.iter() {
                if things.len() == first || things.last() != Some(thing) {
                    things.push(*thing);
                }
            }
            starts.push(things.len() as u32);
        }
        Self { things, starts }
    }

    fn of(&self, node: u32) -> &[T] {
        &self.things[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }
}

/// For each node of the trie the first node with the same words behind it: the minimal automaton of a finite set of
/// texts (J. Daciuk et al., "Incremental construction of minimal acyclic finite-state automata", 2000), all at once.
///
/// A node's number is larger than its parent's, so going down the numbers meets children first.
fn merge(below: &ByNode<(WordId, u32)>, ends: &ByNode<u32>) -> Vec<u32> {
    let nodes = below.starts.len() as u32 - 1;
    let mut merged: Vec<u32> = (0..nodes).collect();
    // What follows a node: how many things end there, these, then its edges (`NONE` is a gap).
    let mut known: FxHashMap<Box<[u32]>, u32> = FxHashMap::default();
    let mut behind: Vec<u32> = Vec::new();
    for node in (1..nodes).rev() {
        let here = ends.of(node);
        behind.clear();
        behind.push(here.len() as u32);
        behind.extend_from_slice(here);
        behind.extend(below.of(node).iter().flat_map(|(word, next)| [*word, merged[*next as usize]]));
        match known.get(behind.as_slice()) {
            Some(same) => merged[node as usize] = *same,
            None => _ = known.insert(behind.as_slice().into(), node),
        }
    }
    merged
}
