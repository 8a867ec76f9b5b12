//! The promises of DESIGN.md §2, over generated rule books.

use crate::desk;
use crate::spec::{
    BookSpec, Built, CaseSpec, Cond, FACTS, Known, TODAY, book, build, build_condition, build_with,
};
use crate::spec::{case, cond, values};
use casebook::book::RuleBook;
use casebook::condition::{FactView, Trace, TraceNode, Truth, evaluate, truth};
use casebook::engine::{Conclusion, Verdict, conclude};
use casebook::facts::{Value, parse_snapshot};
use casebook::text::Reading;
use proptest::prelude::*;

fn some_facts() -> impl Strategy<Value = Vec<Option<usize>>> {
    prop::collection::vec(prop::option::weighted(0.6, 0..8_usize), FACTS)
}

fn truth_of(cond: &Cond, facts: &[Option<usize>]) -> Truth {
    let (built, condition) = build_condition(cond);
    let given = built.given(facts);
    let view = FactView::new(given.iter().map(|(fact, value)| (*fact, value)));
    truth(&condition, &built.book, &view, TODAY)
}

fn not(cond: &Cond) -> Cond {
    Cond::Not(Box::new(cond.clone()))
}

fn all(parts: &[&Cond]) -> Cond {
    Cond::All(parts.iter().map(|part| (*part).clone()).collect())
}

fn any(parts: &[&Cond]) -> Cond {
    Cond::Any(parts.iter().map(|part| (*part).clone()).collect())
}

/// The truth of a trace computed anew from its leaves, by numbers: false 0, unknown 1, true 2.
fn recomputed(trace: &Trace) -> u8 {
    let mut parts = trace.children().iter().map(recomputed);
    match &trace.node {
        TraceNode::All(_) => parts.min().unwrap_or(2),
        TraceNode::Any(_) => parts.max().unwrap_or(0),
        TraceNode::Not(_) => 2 - parts.next().unwrap(),
        TraceNode::Named(..) => parts.next().unwrap(),
        TraceNode::Test { .. } => trace.truth as u8,
    }
}

/// Every way to give the unknown facts a value.
fn completions(facts: &[Option<usize>]) -> Vec<Vec<Option<usize>>> {
    let mut complete = vec![Vec::new()];
    for (fact, value) in facts.iter().enumerate() {
        let choices: Vec<usize> = match value {
            Some(value) => vec![*value],
            None => (0..values(fact).len()).collect(),
        };
        complete = complete
            .iter()
            .flat_map(|start| choices.iter().map(|choice| [start.as_slice(), &[Some(*choice)]].concat()))
            .collect();
    }
    complete
}

/// Each definite verdict of `before` must stand in `after`.
fn assert_kept(built: &Built, before: &CaseSpec, after: &CaseSpec) -> Result<(), TestCaseError> {
    let later = built.verdicts(&built.diagnose(after));
    for (rule, verdict) in built.verdicts(&built.diagnose(before)) {
        if verdict != Verdict::Possible {
            prop_assert_eq!(later.get(&rule), Some(&verdict), "{} with {:?}", rule, &after.facts);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn kleenes_laws_hold(
        a in cond(Known::Used, 0), b in cond(Known::Used, 0), c in cond(Known::Used, 0), facts in some_facts(),
    ) {
        let same = |one: &Cond, other: &Cond| truth_of(one, &facts) == truth_of(other, &facts);
        prop_assert!(same(&not(&not(&a)), &a), "double negation");
        prop_assert!(same(&not(&all(&[&a, &b])), &any(&[&not(&a), &not(&b)])), "De Morgan");
        prop_assert!(same(&not(&any(&[&a, &b])), &all(&[&not(&a), &not(&b)])), "De Morgan");
        prop_assert!(same(&all(&[&a, &b]), &all(&[&b, &a])), "commutativity");
        prop_assert!(same(&any(&[&a, &b]), &any(&[&b, &a])), "commutativity");
        prop_assert!(same(&all(&[&a, &all(&[&b, &c])]), &all(&[&a, &b, &c])), "associativity");
        prop_assert!(same(&any(&[&a, &any(&[&b, &c])]), &any(&[&a, &b, &c])), "associativity");
        prop_assert!(same(&all(&[&a, &any(&[&b, &c])]), &any(&[&all(&[&a, &b]), &all(&[&a, &c])])), "distributivity");
        prop_assert!(same(&any(&[&a, &all(&[&a, &b])]), &a), "absorption");
        prop_assert!(same(&all(&[&a]), &a) && same(&any(&[&a]), &a), "a list of one");
        // Kleene's logic has no excluded middle: it holds exactly where the truth is known.
        let middle = truth_of(&any(&[&a, &not(&a)]), &facts);
        prop_assert_eq!(middle == Truth::True, truth_of(&a, &facts).is_definite());
    }

    #[test]
    fn a_trace_agrees_with_the_truth(cond in cond(Known::Used, 2), facts in some_facts()) {
        let (built, condition) = build_condition(&cond);
        let given = built.given(&facts);
        let view = FactView::new(given.iter().map(|(fact, value)| (*fact, value)));
        let trace = evaluate(&condition, &built.book, &view, TODAY);
        prop_assert_eq!(trace.truth, truth(&condition, &built.book, &view, TODAY));
        prop_assert_eq!(trace.truth as u8, recomputed(&trace));
    }

    #[test]
    fn with_all_facts_known_nothing_is_unknown(cond in cond(Known::Used, 2), facts in some_facts()) {
        let facts: Vec<Option<usize>> = facts.into_iter().map(|value| value.or(Some(0))).collect();
        prop_assert!(truth_of(&cond, &facts).is_definite());
    }

    #[test]
    fn verdicts_agree_with_their_traces(book in book(Known::Used), case in case()) {
        let built = build(&book);
        let diagnosis = built.diagnose(&case);
        for one in diagnosis.diagnoses.iter().chain(&diagnosis.ruled_out) {
            let truths: Vec<Truth> =
                one.traces.iter().map(|way| way.trace.as_ref().map_or(Truth::True, |trace| trace.truth)).collect();
            match one.verdict {
                Verdict::Confirmed => prop_assert!(truths.contains(&Truth::True)),
                Verdict::Possible => prop_assert!(truths.iter().any(|truth| *truth != Truth::False)),
                Verdict::RuledOut => prop_assert!(truths.iter().all(|truth| *truth == Truth::False)),
            }
            prop_assert!(one.unknown.is_empty() || one.verdict == Verdict::Possible);
            prop_assert!(!one.symptoms.is_empty() && !one.traces.is_empty());
        }
    }

    #[test]
    fn a_new_fact_never_changes_a_definite_verdict(
        book in book(Known::Unused), case in case(), fact in 0..FACTS, value in 0..8_usize,
    ) {
        prop_assume!(case.facts[fact].is_none());
        let mut more = case.clone();
        more.facts[fact] = Some(value);
        assert_kept(&build(&book), &case, &more)?;
    }

    #[test]
    fn the_order_of_rules_changes_nothing(book in book(Known::Used), case in case()) {
        let mut sorted: BookSpec = book.clone();
        sorted.order.sort_unstable();
        let (one, other) = (build(&book), build(&sorted));
        let (first, second) = (one.diagnose(&case), other.diagnose(&case));
        prop_assert_eq!(one.words(&first), other.words(&second));
        prop_assert_eq!(one.questions(&first), other.questions(&second));
    }

    #[test]
    fn an_unrelated_pack_changes_no_verdict(
        book in book(Known::Used), unrelated in prop::collection::vec(book(Known::Used), 1..3), case in case(),
    ) {
        let (alone, among) = (build(&book), build_with(&book, &unrelated));
        prop_assert_eq!(alone.words(&alone.diagnose(&case)), among.words(&among.diagnose(&case)));
    }

    #[test]
    fn every_present_symptom_of_a_fallback_is_explained(book in book(Known::Used), case in case()) {
        // A fallback without a condition leaves no present symptom of its own without a diagnosis.
        let built = build(&book);
        let diagnosis = built.diagnose(&case);
        for rule in book.rules.iter().filter(|rule| rule.fallback && rule.ways[0].1.is_none()) {
            for symptom in rule.ways[0].0.iter().filter(|symptom| case.seen[**symptom].is_some()) {
                let symptom = built.symptoms[*symptom];
                prop_assert!(diagnosis.diagnoses.iter().any(|one| one.symptoms.contains(&symptom)));
            }
        }
    }

    #[test]
    fn questions_are_about_possible_rules(book in book(Known::Unused), case in case()) {
        let built = build(&book);
        let diagnosis = built.diagnose(&case);
        let possible: Vec<_> =
            diagnosis.diagnoses.iter().filter(|one| one.verdict == Verdict::Possible).collect();
        let mut asked: Vec<_> = diagnosis.questions.iter().map(|question| question.fact).collect();
        let mut unknown: Vec<_> = possible.iter().flat_map(|one| one.unknown.iter().copied()).collect();
        asked.sort();
        unknown.sort();
        unknown.dedup();
        prop_assert_eq!(asked, unknown, "each unknown fact once");
        for question in &diagnosis.questions {
            prop_assert!(question.worth >= 0.0 && question.worth.is_finite());
            prop_assert_eq!(question.worth > 0.0, !question.settles.is_empty());
            prop_assert!(question.settles.iter().all(|rule| possible.iter().any(|one| one.rule == *rule)));
        }
        let worths: Vec<f64> = diagnosis.questions.iter().map(|question| question.worth).collect();
        prop_assert!(worths.is_sorted_by(|one, other| one >= other));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_definite_verdict_agrees_with_every_completion(book in book(Known::Unused), case in case()) {
        let built = build(&book);
        for facts in completions(&case.facts) {
            assert_kept(&built, &case, &CaseSpec { facts, ..case.clone() })?;
        }
    }

    #[test]
    fn an_answer_that_settles_does_settle(book in book(Known::Unused), case in case()) {
        // What a question promises, some answer keeps: the rule is possible no longer.
        let built = build(&book);
        let diagnosis = built.diagnose(&case);
        for question in &diagnosis.questions {
            let fact = built.facts.iter().position(|fact| *fact == question.fact).unwrap();
            let answers = (0..values(fact).len()).map(|value| {
                let mut facts = case.facts.clone();
                facts[fact] = Some(value);
                built.verdicts(&built.diagnose(&CaseSpec { facts, ..case.clone() }))
            });
            let answers: Vec<_> = answers.collect();
            for rule in &question.settles {
                let id = &built.book.rules[*rule].id;
                prop_assert!(answers.iter().any(|verdicts| verdicts.get(id) != Some(&Verdict::Possible)));
            }
        }
    }
}

/// A desk's rules, written so that packs, files, rules and facts can come in any order.
const RULES: [(&str, &str); 7] = [
    ("late", "symptoms: [s1, s2], when: {ends: {before: today}}, yields-to: [used]"),
    ("used", "symptoms: [s1], when: {all: [may, {count: {at-most: 0}}]}"),
    ("open", "symptoms: [s2, s3], when: {tier: {one-of: [low, mid]}}"),
    ("help", "symptoms: all, fallback: true, also: [{symptoms: [s1], when: may}], yields-to: [used, open]"),
    ("other/late", "symptoms: [s1], when: {roles: {has: guest}}"),
    ("other/help", "symptoms: all, fallback: true"),
    ("third/one", "symptoms: [s1], when: {a: true}"),
];

const SNAPSHOT: [&str; 6] =
    ["tier: top", "roles: [guest]", "main/ends: 2025-06-23", "count: 0", "other/roles: []", "third/a: no"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_files_rules_and_facts_changes_nothing(
        rules in Just(RULES.to_vec()).prop_shuffle(),
        seed in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle(),
        count in 0..=6_usize,
        facts in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mut files = desk::files(&rules);
        prop_assert_eq!(files.len(), 6);
        files = seed.into_iter().map(|file| files[file].clone()).collect();
        let diagnose = |book: RuleBook, mut facts: Vec<usize>, sorted: bool| {
            facts.truncate(count);
            if sorted {
                facts.sort_unstable();
            }
            let facts: Vec<&str> = facts.into_iter().map(|fact| SNAPSHOT[fact]).collect();
            let text = format!("symptoms: [main/s1, main/s2, main/s4, third/s1]\nfacts: {{{}}}", facts.join(", "));
            let case = parse_snapshot("ticket", &text, &book, TODAY).unwrap_or_else(|found| panic!("{}", desk::report(&found)));
            let diagnosis = conclude(&book, &case, Reading::default());
            // The book is sorted whatever the order of its files, so that even the numbers agree; only places move.
            let words = |one: &Conclusion| {
                format!("{} {:?} {:?} {:?}", book.rules[one.rule].id, one.verdict, one.symptoms, one.unknown)
            };
            let all = diagnosis.diagnoses.iter().chain(&diagnosis.ruled_out);
            (all.map(words).collect::<Vec<_>>(), diagnosis.questions, diagnosis.facts, case)
        };
        let plain = diagnose(desk::load(desk::files(&RULES)), facts.clone(), true);
        prop_assert!(!plain.0.is_empty());
        prop_assert_eq!(diagnose(desk::load(files), facts, false), plain);
    }
}

#[test]
fn the_generated_values_are_what_the_facts_accept() {
    for fact in 0..FACTS {
        assert!(values(fact).len() > 1);
    }
    assert_eq!(values(3)[0], Value::Set(vec![]), "an empty set is a value, not the lack of one");
}
