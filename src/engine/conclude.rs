//! The order of a diagnosis: symptoms, facts, verdicts, fallbacks, ranking, questions.

use crate::arena::Id;
use crate::book::{Pack, RuleBook};
use crate::condition::FactView;
use crate::engine::symptoms::Present;
use crate::engine::verdict::Scene;
use crate::engine::{Case, Conclusion, Diagnosis, Told, Verdict};
use crate::engine::{facts, fallback, question, rank, symptoms, verdict};
use crate::text::Reading;
use jiff::civil::Date;

/// Concludes from a case and the reading of its text. Does no text work itself. Cost: linear in the rules of
/// the packs that take part, plus the conditions of those with a present symptom.
pub fn conclude(book: &RuleBook, case: &Case, reading: Reading) -> Diagnosis {
    let reading = symptoms::merge(book, case, reading);
    let (known, mut notes) = facts::merge(book, case, &reading.captures);
    let present = Present::of(&reading);
    if present.is_empty() {
        return Diagnosis {
            as_of: case.as_of,
            reading,
            facts: known,
            diagnoses: Vec::new(),
            ruled_out: Vec::new(),
            questions: Vec::new(),
            notes,
        };
    }
    let view = FactView::new(known.iter().filter_map(|fact| Some((fact.fact, fact.value.as_ref()?))));
    let scene = Scene { book, facts: &view, as_of: case.as_of, present: &present };

    let mut standings = verdict::ordinary(&scene, case);
    fallback::offer(&scene, &mut standings);
    notes.extend(facts::future_dates(&scene, &standings));
    let concluded = standings.iter().enumerate();
    let mut concluded: Vec<(usize, Conclusion)> =
        concluded.filter_map(|(index, standing)| Some((index, standing.conclusion()?))).collect();
    fallback::name_the_rest(&standings, &mut concluded);
    let questions = question::next(&scene, &standings, &concluded);

    let (mut ruled_out, diagnoses): (Vec<Conclusion>, Vec<Conclusion>) =
        concluded.into_iter().map(|(_, done)| done).partition(|done| done.verdict == Verdict::RuledOut);
    ruled_out.sort_by(|one, other| book.rules[one.rule].id.cmp(&book.rules[other.rule].id));
    let diagnoses = rank::rank(&scene, diagnoses);
    Diagnosis { as_of: case.as_of, reading, facts: known, diagnoses, ruled_out, questions, notes }
}

impl Case {
    /// A case of which nothing is known yet.
    pub fn empty(as_of: Date) -> Self {
        Self {
            as_of,
            parts: Vec::new(),
            symptoms: Vec::new(),
            facts: Vec::new(),
            packs: Vec::new(),
            named: Vec::new(),
            told: Told::default(),
        }
    }

    /// Whether a pack takes part.
    pub fn covers(&self, pack: Id<Pack>) -> bool {
        self.packs.is_empty() || self.packs.contains(&pack)
    }

    /// The packs whose product counts as named whatever the text says.
    pub fn product(&self) -> &[Id<Pack>] {
        let told = &self.told.products;
        [&self.packs, told].into_iter().find(|packs| !packs.is_empty()).unwrap_or(&self.named)
    }
}
