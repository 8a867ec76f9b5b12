//! The nearest symptoms of a text that shows none, for "did you mean".

use super::context::{Context, Need};
use super::index::TextIndex;
use super::reading::Suggestion;
use super::view::View;
use crate::arena::Id;
use crate::book::Symptom;
use rustc_hash::FxHashMap;

/// How many are suggested.
const MOST: usize = 5;

/// The symptoms of whose patterns the text holds the largest share, best first.
pub(super) fn nearest(index: &TextIndex, views: &[View], context: &Context) -> Vec<Suggestion> {
    let mut best: FxHashMap<Id<Symptom>, f32> = FxHashMap::default();
    for view in views {
        for (pattern, share) in
            index.says.shares(&view.groups, |pattern| index.patterns[pattern as usize].symptom)
        {
            let info = &index.patterns[pattern as usize];
            if context.judge(info.pack, Need::Named).is_some() {
                let known = best.entry(info.symptom).or_default();
                // A whole set of terms too far apart is better than a part of one.
                *known = known.max(if share >= 1.0 { 0.9 } else { share * 0.8 });
            }
        }
    }
    let mut all: Vec<Suggestion> = best
        .into_iter()
        .map(|(symptom, score)| Suggestion { symptom, score: f64::from((score * 1000.0).round()) / 1000.0 })
        .collect();
    all.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.symptom.cmp(&other.symptom)));
    all.truncate(MOST);
    all
}
