//! Fallbacks that can never be offered, and gaps that no rule and no fallback fills.

use crate::arena::Id;
use crate::book::{Rule, RuleBook, Symptom, Way};
use crate::check::Sink;
use crate::check::scene::Scene;
use crate::check::solve::{Answer, Goal, facts_in_words, is_false, is_true};
use crate::finding::Finding;

/// The ordinary ways of other rules that explain a symptom.
fn ordinary(book: &RuleBook, symptom: Id<Symptom>, without: Option<Id<Rule>>) -> impl Iterator<Item = &Way> {
    book.rules.iter().filter(move |(id, _)| Some(*id) != without).flat_map(move |(_, rule)| {
        let ways = rule.ways.iter().skip(usize::from(rule.fallback));
        ways.filter(move |way| way.symptoms.binary_search(&symptom).is_ok())
    })
}

/// `idle-fallback`: for every symptom some other rule always explains it.
pub(crate) fn fallbacks(scene: &Scene<'_>, sink: &mut Sink) {
    let book = scene.book;
    for (id, rule) in book.rules.iter().filter(|(_, rule)| rule.fallback && scene.checks(rule.pack)) {
        let Some(way) = rule.ways.first().filter(|way| !way.symptoms.is_empty()) else { continue };
        let offered = way.symptoms.iter().any(|symptom| {
            let mut goals: Vec<Goal<'_>> =
                ordinary(book, *symptom, Some(id)).map(|way| is_false(way.when.as_ref())).collect();
            goals.push(is_true(way.when.as_ref()));
            !scene.never(&goals, way.place)
        });
        let dead = scene.never(&[is_true(way.when.as_ref())], way.place);
        if !offered && !dead {
            sink.report(
                Finding::lint("idle-fallback", format!("the fallback `{}` can never be offered", rule.name))
                    .label(way.place, "other rules explain each of these symptoms, whatever the facts")
                    .help("name symptoms that the other rules can leave open, or remove `fallback: true`"),
            );
        }
    }
}

/// `gap`: a symptom and facts for which every rule is ruled out and no fallback steps in.
pub(crate) fn gaps(scene: &Scene<'_>, sink: &mut Sink) {
    let book = scene.book;
    for (id, symptom) in book.symptoms.iter().filter(|(_, symptom)| scene.checks(symptom.pack)) {
        let explains = |way: &&Way| way.symptoms.binary_search(&id).is_ok();
        let ways: Vec<&Way> = book.rules.iter().flat_map(|(_, rule)| &rule.ways).filter(explains).collect();
        if ways.is_empty() {
            continue; // Reported as a symptom without a rule.
        }
        let goals: Vec<Goal<'_>> = ways.iter().map(|way| is_false(way.when.as_ref())).collect();
        if let Answer::Yes(example) = scene.ask(&goals, symptom.place) {
            let facts = facts_in_words(book, &example);
            sink.report(
                Finding::lint(
                    "gap",
                    format!("for `{}` every cause can be ruled out, and there is no fallback", symptom.name),
                )
                .label(symptom.place, format!("nothing is left with {facts}"))
                .help("add a rule for these facts, or a rule with `fallback: true` that names this symptom"),
            );
        }
    }
}
