//! Token ranges that are asked what stands around a place.
//!
//! In: ranges in any order. Out: look-ups that cost the logarithm of their number, since thousands of them may stand in
//! one sentence that never ends.

/// Token ranges, sorted.
#[derive(Debug, Default, Clone)]
pub(super) struct Spans {
    list: Vec<(u32, u32)>,
    /// For each range, the furthest end of it and those before it.
    reach: Vec<u32>,
    /// For each range, the nearest end of it and those behind it.
    nearest: Vec<u32>,
}

impl Spans {
    pub(super) fn new(mut list: Vec<(u32, u32)>) -> Self {
        list.sort_unstable();
        let mut furthest = 0;
        let reach = list.iter().map(|range| {
            furthest = furthest.max(range.1);
            furthest
        });
        let reach = reach.collect();
        let mut nearest: Vec<u32> = list.iter().map(|range| range.1).collect();
        for at in (1..nearest.len()).rev() {
            nearest[at - 1] = nearest[at - 1].min(nearest[at]);
        }
        Self { list, reach, nearest }
    }

    /// All ranges, in the order of their beginnings.
    pub(super) fn all(&self) -> &[(u32, u32)] {
        &self.list
    }

    /// The ranges that begin from one token on and before another.
    pub(super) fn starting_in(&self, from: u32, to: u32) -> &[(u32, u32)] {
        let first = self.list.partition_point(|range| range.0 < from);
        let last = self.list.partition_point(|range| range.0 < to);
        self.list.get(first..last).unwrap_or_default()
    }

    /// The ranges that share a token with one.
    ///
    /// Cost: those that begin behind the first of them are looked at.
    pub(super) fn touching(&self, from: u32, to: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let first = self.reach.partition_point(|end| *end <= from);
        let last = self.list.partition_point(|range| range.0 < to);
        let some = self.list.get(first..last).unwrap_or_default();
        some.iter().copied().filter(move |range| range.1 > from)
    }

    /// Whether a range shares a token with one.
    pub(super) fn touches(&self, from: u32, to: u32) -> bool {
        let before = self.list.partition_point(|range| range.0 < to);
        before.checked_sub(1).is_some_and(|last| self.reach[last] > from)
    }

    /// Whether a range lies wholly between two token positions.
    pub(super) fn any_within(&self, from: u32, to: u32) -> bool {
        let first = self.list.partition_point(|range| range.0 < from);
        self.nearest.get(first).is_some_and(|end| *end <= to)
    }

    /// The first range that goes on behind a token position.
    pub(super) fn going_beyond(&self, at: u32) -> Option<(u32, u32)> {
        self.list.get(self.reach.partition_point(|end| *end <= at)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Spans;
    use proptest::prelude::*;

    proptest! {
        /// Every look-up says what looking at each range says.
        #[test]
        fn look_ups_say_what_a_walk_says(
            list in prop::collection::vec((0..40_u32, 1..9_u32), 0..30),
            from in 0..45_u32,
            length in 0..12_u32,
        ) {
            let list: Vec<(u32, u32)> = list.into_iter().map(|(start, length)| (start, start + length)).collect();
            let spans = Spans::new(list.clone());
            let to = from + length;
            let mut sorted = list;
            sorted.sort_unstable();
            let of = |keep: &dyn Fn(&(u32, u32)) -> bool| -> Vec<(u32, u32)> {
                sorted.iter().copied().filter(|range| keep(range)).collect()
            };
            let touching = of(&|range| from < range.1 && range.0 < to);
            prop_assert_eq!(spans.touches(from, to), !touching.is_empty());
            prop_assert_eq!(spans.touching(from, to).collect::<Vec<_>>(), touching);
            prop_assert_eq!(spans.starting_in(from, to).to_vec(), of(&|range| (from..to).contains(&range.0)));
            let within = of(&|range| range.0 >= from && range.1 <= to);
            prop_assert_eq!(spans.any_within(from, to), !within.is_empty());
            prop_assert_eq!(spans.going_beyond(from), of(&|range| range.1 > from).first().copied());
        }
    }
}
