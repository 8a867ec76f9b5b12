//! What differs between two lists.

use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::Hash;

/// What only one of two lists holds, and what stands in another order: all that has to go for the rest to be the same.
///
/// Cost: linear up to the first difference and behind the last; between them that of sorting.
pub(super) fn differing<T: Copy + Eq + Hash>(old: &[T], new: &[T]) -> Vec<T> {
    let head = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let (old, new) = (&old[head..], &new[head..]);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let place: FxHashMap<T, usize> = new.iter().enumerate().map(|(at, thing)| (*thing, at)).collect();
    let common: Vec<usize> = old.iter().filter_map(|thing| place.get(thing).copied()).collect();
    let kept = longest_rise(&common);
    let (twice_before, twice_now) = (repeated(old), repeated(new));
    let is_twice = |thing: &T| twice_before.contains(thing) || twice_now.contains(thing);
    let stays = |thing: &T| place.get(thing).is_some_and(|at| kept.contains(at)) && !is_twice(thing);
    old.iter().chain(new).filter(|thing| !stays(thing)).copied().collect()
}

/// What a list holds more than once: where such a thing stays cannot be told by its place.
fn repeated<T: Copy + Eq + Hash>(list: &[T]) -> FxHashSet<T> {
    let mut seen = FxHashSet::default();
    list.iter().copied().filter(|thing| !seen.insert(*thing)).collect()
}

/// The longest choice of numbers that rise from left to right (C. Schensted, "Longest increasing and decreasing
/// subsequences", 1961).
fn longest_rise(numbers: &[usize]) -> FxHashSet<usize> {
    // For each length, where the choice of that length with the smallest end has its end.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut rise = FxHashSet::default();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        rise.insert(numbers[at]);
        next = before[at];
    }
    rise
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_came_went_or_moved() {
        let check = |old: &str, new: &str, expected: &str| {
            let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
            let mut found = differing(&old, &new);
            found.sort_unstable();
            found.dedup();
            assert_eq!(found.into_iter().collect::<String>(), expected, "{old:?} {new:?}");
        };
        check("abcd", "abcd", "");
        check("abcd", "abxcd", "x");
        check("abcd", "acd", "b");
        check("abcdef", "acdebf", "b");
        check("abcdef", "afbcde", "f");
        check("", "ab", "ab");
        check("ee", "aea", "ae");
    }

    proptest! {
        #[test]
        fn without_it_both_are_the_same(old in "[a-h]{0,10}", new in "[a-h]{0,10}") {
            let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
            let gone = differing(&old, &new);
            let rest = |list: &[char]| list.iter().filter(|c| !gone.contains(c)).copied().collect::<String>();
            prop_assert_eq!(rest(&old), rest(&new));
        }
    }
}
