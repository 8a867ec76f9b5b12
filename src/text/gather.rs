//! Gathering the forms of terms, cues and product names of one rule book: which words they use, and what each stands for.

use super::forms::{End, Forms, Node, Target, order};
use super::lexicon::{NONE, TWO_SLIPS, WordId, bit};
use super::listed::{Listed, Use};
use super::prints::number;
use super::sieve::Sieve;
use super::table::{Table, pair, starts};
use super::trie::Trie;
use super::vocabulary::Vocabulary;
use rustc_hash::{FxHashMap, FxHashSet};

/// The forms of one book.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// By number in the [`Trie`], the forms, and what each stands for: numbers into `targets`.
    forms: Vec<(u32, u32)>,
    targets: Vec<End>,
    numbers: FxHashMap<End, u32>,
    /// What neighbouring words make that is in use: by number.
    joined: Vec<bool>,
    /// The lists of which words are shared already, by number: with these packs.
    shared: Vec<u64>,
    /// How many forms there are, those that several things have counted once.
    distinct: usize,
}

impl Gathered {
    /// Adds a list of forms to what they stand for; their words are used from now on.
    pub(super) fn add_list(
        &mut self,
        vocabulary: &mut Vocabulary,
        trie: &Trie,
        (number, list): (u32, &Listed),
        target: Target,
        packs: u64,
    ) {
        let number = number as usize;
        self.shared.resize(self.shared.len().max(number + 1), 0);
        if self.shared[number] == 0 {
            self.distinct += list.forms.len();
        }
        if self.shared[number] & packs != packs {
            self.shared[number] |= packs;
            let slips = matches!(target, Target::Term(_));
            list.uses.iter().for_each(|one| self.share(vocabulary, trie, *one, packs, slips));
        }
        let ends =
            [false, true].map(|several| self.number(End { target, packs, bears: bears(target, several) }));
        self.forms.extend(list.forms.iter().map(|(form, several)| (*form, ends[usize::from(*several)])));
    }

    /// Notes a use of a word, or of two neighbouring Latin words that may also be written as one: `greyedout`.
    fn share(&mut self, vocabulary: &mut Vocabulary, trie: &Trie, one: Use, packs: u64, slips: bool) {
        match one {
            Use::Word(word) => vocabulary.share(word, packs, slips),
            Use::Joint(number) => {
                let joint = trie.joined()[number as usize];
                vocabulary.share(joint.one, packs, false);
                if first_time(&mut self.joined, number) {
                    vocabulary.join(joint);
                }
            }
        }
    }

    /// The number of a target, new or known.
    fn number(&mut self, end: End) -> u32 {
        let fresh = self.targets.len() as u32;
        let number = *self.numbers.entry(end).or_insert(fresh);
        if number == fresh {
            self.targets.push(end);
        }
        number
    }

    /// How many forms the book has, those that several things have counted once.
    pub(super) fn distinct(&self) -> usize {
        self.distinct
    }

    /// Whether another book has the same forms for the same things, so that what is made of them is the same.
    pub(super) fn same(&self, other: &Self) -> bool {
        self.forms == other.forms && self.targets == other.targets
    }

    /// The forms that only one of two books has for the same thing; `who` tells who its terms are.
    pub(super) fn differing(&self, who: &[u64], other: &Self, other_who: &[u64]) -> FxHashSet<u32> {
        let (ours, theirs) = (self.by_target(who), other.by_target(other_who));
        let mut differing = FxHashSet::default();
        for target in ours.keys().chain(theirs.keys().filter(|target| !ours.contains_key(target))) {
            let list = |all: &FxHashMap<u64, Vec<&[(u32, u32)]>>| -> Vec<u32> {
                all.get(target).into_iter().flatten().flat_map(|run| run.iter().map(|form| form.0)).collect()
            };
            let (one, two) = (list(&ours), list(&theirs));
            if one != two {
                let (one, two): (FxHashSet<u32>, FxHashSet<u32>) =
                    (one.into_iter().collect(), two.into_iter().collect());
                differing.extend(one.symmetric_difference(&two));
            }
        }
        differing
    }

    /// The forms of each thing, in runs as they were gathered.
    fn by_target(&self, who: &[u64]) -> FxHashMap<u64, Vec<&[(u32, u32)]>> {
        let mut all: FxHashMap<u64, Vec<&[(u32, u32)]>> = FxHashMap::default();
        for run in self.forms.chunk_by(|one, other| one.1 == other.1) {
            let End { target, packs, bears } = self.targets[run[0].1 as usize];
            let target = match target {
                Target::Term(term) => (0, who.get(term.index()).copied().unwrap_or(0)),
                Target::Cue(cue) => (1, cue as u64),
                Target::Product(pack) => (2, pack.index() as u64),
                Target::OtherProduct => (3, 0),
            };
            all.entry(number(&(target, packs, bears))).or_default().push(run);
        }
        all
    }

    /// What tells beforehand which terms may occur in a text.
    pub(super) fn sieve(&self, trie: &Trie) -> Sieve {
        let of_terms = self.forms.iter().filter_map(|(form, end)| match self.targets[*end as usize].target {
            Target::Term(term) => Some((trie.words(*form), term.index() as u32)),
            _ => None,
        });
        Sieve::new(of_terms)
    }

    /// The finished trie. `smallest` makes equal endings one: `(a|the) greyed out button` keeps "greyed out button" once.
    ///
    /// Cost: linear; half as much again where it is to be the smallest.
    pub(super) fn finish(&self, trie: &Trie, smallest: bool) -> Forms {
        let (ranks, targets) = self.sorted_targets();
        let count = trie.nodes as usize + 1;
        let ends = self.forms.iter().map(|(form, end)| (trie.node(*form), ranks[*end as usize]));
        let ends = ByNode::new(count, ends.collect());
        let children = trie.children.iter();
        let words = children.map(|(key, next)| ((key >> 32) as u32, (*key as WordId, *next)));
        let gaps = trie.gaps.iter().map(|(node, next)| (*node, (NONE, *next)));
        let below = ByNode::new(count, words.chain(gaps).collect());
        let stands_for = if smallest { merge(&below, &ends) } else { pruned(&below, &ends) };
        // Numbers without holes, in the order in which the nodes came.
        let mut number = vec![0; count];
        let kept: Vec<u32> = (0..count as u32).filter(|node| stands_for[*node as usize] == *node).collect();
        for (fresh, node) in kept.iter().enumerate() {
            number[*node as usize] = fresh as u32;
        }
        let (mut roots, mut children) = (Vec::new(), Vec::new());
        let (mut nodes, mut end_numbers) = (Vec::with_capacity(kept.len() + 1), Vec::new());
        for (fresh, node) in kept.iter().enumerate() {
            let mut here = Node { first_end: end_numbers.len() as u32, ..Node::default() };
            end_numbers.extend_from_slice(ends.of(*node));
            for (word, next) in below.of(*node) {
                let next = number[stands_for[*next as usize] as usize];
                if next == 0 {
                    continue;
                }
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
            ends: targets,
        }
    }

    /// The place of each target in their order, and the targets in it, so that what ends at a node is sorted by number.
    fn sorted_targets(&self) -> (Vec<u32>, Vec<End>) {
        let mut by_order: Vec<u32> = (0..self.targets.len() as u32).collect();
        let key = |number: &u32| self.targets[*number as usize];
        by_order.sort_by_key(|number| (order(key(number).target), key(number).bears));
        let mut ranks = vec![0; by_order.len()];
        for (fresh, number) in by_order.iter().enumerate() {
            ranks[*number as usize] = fresh as u32;
        }
        (ranks, by_order.iter().map(key).collect())
    }
}

/// How much slip a form bears, of one word or of several.
fn bears(target: Target, several: bool) -> u8 {
    match target {
        Target::Term(_) => TWO_SLIPS + u8::from(several),
        Target::Cue(_) => 1,
        Target::Product(_) | Target::OtherProduct => 0,
    }
}

/// Marks a number; whether it was not marked before.
fn first_time(marks: &mut Vec<bool>, number: u32) -> bool {
    let number = number as usize;
    if marks.len() <= number {
        marks.resize(number + 1, false);
    }
    !std::mem::replace(&mut marks[number], true)
}

/// Each node of the trie that leads to an end or is one stands for itself, all others for the root.
///
/// A node's number is larger than its parent's, so going down the numbers meets children first.
fn pruned(below: &ByNode<(WordId, u32)>, ends: &ByNode<u32>) -> Vec<u32> {
    let nodes = below.starts.len() as u32 - 1;
    let mut stands_for = vec![0; nodes as usize];
    for node in (1..nodes).rev() {
        let leads = |(_, next): &(WordId, u32)| stands_for[*next as usize] != 0;
        if !ends.of(node).is_empty() || below.of(node).iter().any(leads) {
            stands_for[node as usize] = node;
        }
    }
    stands_for
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
