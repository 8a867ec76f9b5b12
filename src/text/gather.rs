//! Gathering the forms of terms, cues and product names into a trie over word numbers.

use super::forms::{End, Forms, Node, Target, order};
use super::lexicon::{TWO_SLIPS, WordId, bit, pattern_words};
use super::normal::normal_form;
use super::sieve::Sieve;
use super::table::{Table, pair};
use super::vocabulary::Vocabulary;
use crate::book::Form;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The trie while forms are added.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    children: FxHashMap<(u32, WordId), u32>,
    /// Node after a gap, by node before it.
    gaps: FxHashMap<u32, u32>,
    /// What ends at a node, by node: numbers into `targets`.
    ends: Vec<(u32, u32)>,
    targets: Vec<End>,
    numbers: FxHashMap<End, u32>,
    nodes: u32,
    /// Words of the forms seen so far: terms that include others repeat them.
    known: FxHashMap<String, Words>,
    /// The words of each form of a term, and the term's number.
    of_terms: Vec<(Words, u32)>,
}

/// The words of a form; none is a gap.
type Words = Arc<[Option<WordId>]>;

impl Gathered {
    /// Adds a form; its words go into the vocabulary. Forms without any word are left out.
    pub(super) fn add(&mut self, vocabulary: &mut Vocabulary, form: &Form, target: Target, packs: u64) {
        let slips = matches!(target, Target::Term(_));
        let words = match self.known.get(form.text.as_str()) {
            Some(words) => {
                for id in words.iter().flatten() {
                    vocabulary.share(*id, packs, slips);
                }
                Arc::clone(words)
            }
            None => self.cut(vocabulary, &form.text, packs, slips),
        };
        let count = words.iter().flatten().count();
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
            self.insert(&words, End { target, packs, bears });
            if let Target::Term(term) = target {
                self.of_terms.push((words, term.index() as u32));
            }
        }
    }

    /// Cuts a form into words and numbers them. Neighbouring Latin words may also be written as one: `greyedout`.
    fn cut(&mut self, vocabulary: &mut Vocabulary, text: &str, packs: u64, slips: bool) -> Words {
        let words = pattern_words(&normal_form(text));
        let ids: Words =
            words.iter().map(|word| Some(vocabulary.add(word.as_ref()?, packs, slips))).collect();
        for (pair, ids) in words.windows(2).zip(ids.windows(2)) {
            if let ([Some(one), Some(other)], [Some(first), Some(second)]) = (pair, ids)
                && one.len() + other.len() >= 6
                && one.bytes().chain(other.bytes()).all(|byte| byte.is_ascii_lowercase())
            {
                let joined = vocabulary.add(&format!("{one}{other}"), packs, false);
                vocabulary.spell(vec![joined], vec![*first, *second]);
            }
        }
        self.known.insert(text.to_owned(), Arc::clone(&ids));
        ids
    }

    fn insert(&mut self, ids: &[Option<WordId>], end: End) {
        let mut node = 0;
        for id in ids {
            let fresh = self.nodes + 1;
            let next = match id {
                Some(id) => *self.children.entry((node, *id)).or_insert(fresh),
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
        Sieve::new(self.of_terms.iter().map(|(words, term)| (&**words, *term)))
    }

    /// The finished trie, in which equal endings are one: `(a|the) greyed out button` keeps "greyed out button" once.
    pub(super) fn finish(mut self) -> Forms {
        let target = |number: u32| self.targets[number as usize].target;
        self.ends.sort_by_key(|(node, number)| (*node, order(target(*number))));
        self.ends.dedup_by_key(|(node, number)| (*node, target(*number)));
        let merged = merge(&self);
        let kept = |node: u32| merged[node as usize] == node;
        let mut starts = vec![0; self.nodes as usize + 2];
        for (node, _) in self.ends.iter().filter(|(node, _)| kept(*node)) {
            starts[*node as usize + 1] += 1;
        }
        // Numbers without holes, in the order in which the nodes came.
        let mut number = vec![0; merged.len()];
        let mut nodes = vec![Node::default()];
        for node in (0..merged.len()).filter(|node| merged[*node] as usize == *node) {
            number[node] = nodes.len() as u32 - 1;
            let first_end = nodes[nodes.len() - 1].first_end + starts[node + 1];
            nodes.push(Node { first_end, ..Node::default() });
        }
        let renamed = |node: u32| number[merged[node as usize] as usize];
        for (node, next) in self.gaps.iter().filter(|(node, _)| kept(**node)) {
            nodes[renamed(*node) as usize].gap = renamed(*next);
        }
        let mut roots = Vec::new();
        for ((node, word), next) in self.children.iter().filter(|((node, _), _)| kept(*node)) {
            nodes[renamed(*node) as usize].words |= bit(*word);
            if *node == 0 {
                roots.resize(roots.len().max(*word as usize + 1), 0);
                roots[*word as usize] = renamed(*next);
            }
        }
        let children = self.children.iter().filter(|((node, _), _)| *node != 0 && kept(*node));
        Forms {
            roots: roots.into_iter().collect(),
            children: sorted(
                children.map(|((node, word), next)| (pair(renamed(*node), *word), renamed(*next))),
            ),
            nodes: nodes.iter().map(Node::write).collect(),
            end_numbers: self
                .ends
                .iter()
                .filter(|(node, _)| kept(*node))
                .map(|(_, number)| *number)
                .collect(),
            ends: self.targets,
        }
    }
}

/// For each node of the trie the first node with the same words behind it: the minimal automaton of a finite set of
/// texts (J. Daciuk et al., "Incremental construction of minimal acyclic finite-state automata", 2000), all at once.
///
/// A node's number is larger than its parent's, so going down the numbers meets children first.
fn merge(trie: &Gathered) -> Vec<u32> {
    let mut below: Vec<(u32, Option<WordId>, u32)> =
        trie.children.iter().map(|((node, word), next)| (*node, Some(*word), *next)).collect();
    below.extend(trie.gaps.iter().map(|(node, next)| (*node, None, *next)));
    below.sort_unstable();
    let mut merged: Vec<u32> = (0..=trie.nodes).collect();
    let mut known: FxHashMap<Behind, u32> = FxHashMap::default();
    for node in (1..=trie.nodes).rev() {
        let from = below.partition_point(|edge| edge.0 < node);
        let edges = below[from..].iter().take_while(|edge| edge.0 == node);
        let edges = edges.map(|edge| (edge.1, merged[edge.2 as usize])).collect();
        let from = trie.ends.partition_point(|end| end.0 < node);
        let ends = trie.ends[from..].iter().take_while(|end| end.0 == node).map(|end| end.1).collect();
        merged[node as usize] = *known.entry((edges, ends)).or_insert(node);
    }
    merged
}

/// What follows a node: its edges (none is a gap) and what ends there.
type Behind = (Vec<(Option<WordId>, u32)>, Vec<u32>);

/// A table whose bytes do not depend on the order of a hash map.
fn sorted(pairs: impl Iterator<Item = (u64, u32)>) -> Table {
    let mut pairs: Vec<(u64, u64)> = pairs.map(|(key, value)| (key, u64::from(value))).collect();
    pairs.sort_unstable();
    Table::new(&pairs)
}
