//! The order of the diagnoses, key by key.

use crate::desk::desk;

/// The diagnoses must come in this order.
#[track_caller]
fn check(rules: &[(&str, &str)], symptoms: &str, facts: &str, expected: &str) {
    let desk = desk(rules);
    let diagnosis = desk.diagnose(symptoms, facts);
    let names = diagnosis.diagnoses.iter().map(|one| desk.book().rules[one.rule].name.as_str());
    assert_eq!(names.collect::<Vec<&str>>().join(" "), expected);
}

#[test]
fn id_decides_last() {
    check(&[("b", "symptoms: [s1]"), ("a", "symptoms: [s1]"), ("c", "symptoms: [s1]")], "s1", "", "a b c");
}

#[test]
fn confirmed_before_possible() {
    check(&[("a", "symptoms: [s1], when: {a: true}"), ("b", "symptoms: [s2]")], "s1 s2:bare", "", "b a");
}

#[test]
fn rules_before_fallbacks() {
    check(&[("a", "symptoms: [s1], fallback: true"), ("b", "symptoms: [s2]")], "s1 s2:bare", "", "b a");
}

#[test]
fn those_yielded_to_before_better_evidence() {
    let rules = [("a", "symptoms: [s1], yields-to: [b]"), ("b", "symptoms: [s2]"), ("c", "symptoms: [s3]")];
    check(&rules, "s1 s2:bare", "", "b a");
    check(&rules, "s1 s2:bare s3:code", "", "c b a");
    check(&rules, "s1 s2:bare s3:bare", "", "b a c");
}

#[test]
fn yielding_reaches_through_rules_that_are_not_concluded() {
    let rules = [
        ("a", "symptoms: [s1], yields-to: [b]"),
        ("b", "symptoms: [s2], yields-to: [c]"),
        ("c", "symptoms: [s3]"),
    ];
    check(&rules, "s1 s2 s3:bare", "", "c b a");
    check(&rules, "s1 s3:bare", "", "c a");
}

#[test]
fn yielding_does_not_mix_verdicts() {
    check(
        &[("a", "symptoms: [s1], yields-to: [b]"), ("b", "symptoms: [s1], when: {a: true}")],
        "s1",
        "",
        "a b",
    );
}

#[test]
fn stronger_evidence_before_more_true_leaves() {
    let rules = [("a", "symptoms: [s1], when: {all: [{a: true}, {b: true}]}"), ("b", "symptoms: [s2]")];
    for (symptoms, expected) in [
        ("s1 s2", "a b"),
        ("s1:near s2", "b a"),
        ("s1:terms s2:near", "b a"),
        ("s1:code s2:terms", "b a"),
        ("s1:bare s2:code", "b a"),
        ("s1:code s2:bare", "a b"),
    ] {
        check(&rules, symptoms, "a=yes b=yes", expected);
    }
}

#[test]
fn the_best_evidence_of_several_symptoms_counts() {
    let rules = [("a", "symptoms: [s1]"), ("b", "symptoms: [s2, s3]")];
    check(&rules, "s1:terms s2:bare s3:near", "", "b a");
}

#[test]
fn more_true_leaves_before_id() {
    let rules = [
        ("a", "symptoms: [s1], when: {any: [{a: true}, {b: true}, {c: true}]}"),
        ("b", "symptoms: [s1], when: {all: [{a: true}, {b: true}]}"),
    ];
    check(&rules, "s1", "a=yes b=yes", "a b");
    check(&rules, "s1", "a=yes b=yes c=yes", "a b");
    check(&[rules[1], ("aa", "symptoms: [s1], when: {a: true}")], "s1", "a=yes b=yes", "b aa");
}
