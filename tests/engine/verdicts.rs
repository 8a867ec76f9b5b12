//! Verdicts, fallbacks, facts from the text, hand-ticked symptoms.

use crate::desk::{Desk, desk};
use casebook::book::lookup;
use casebook::engine::{FactOrigin, Note, conclude};
use casebook::facts::{Value, parse_set};
use casebook::text::{Capture, Reading, Status};

#[test]
fn a_rule_needs_a_present_symptom() {
    let desk = desk(&[("bare", "symptoms: [s1]"), ("tested", "symptoms: [s1, s2], when: {a: true}")]);
    desk.check("", "a=yes", &[]);
    desk.check("s3", "a=yes", &[]);
    desk.check("s1", "a=yes", &["confirmed tested [s1]", "confirmed bare [s1]"]);
    desk.check("s1", "", &["confirmed bare [s1]", "possible tested [s1]"]);
    desk.check("s1", "a=no", &["confirmed bare [s1]", "ruled-out tested [s1]"]);
    desk.check("s1 s2", "a=no", &["confirmed bare [s1]", "ruled-out tested [s1 s2]"]);
    desk.check("s2 s3", "a=yes", &["confirmed tested [s2]"]);
}

#[test]
fn weak_evidence_alone_gives_at_most_possible() {
    let desk = desk(&[("bare", "symptoms: [s1, s2]"), ("tested", "symptoms: [s3], when: {a: true}")]);
    desk.check("s1~", "", &["possible bare [s1]"]);
    desk.check("s1~ s2~", "", &["possible bare [s1 s2]"]);
    desk.check("s1~ s2", "", &["confirmed bare [s1 s2]"]);
    desk.check("s3~", "a=yes", &["possible tested [s3]"]);
    desk.check("s3~", "a=no", &["ruled-out tested [s3]"]);
}

#[test]
fn several_ways_are_as_good_as_the_best() {
    let desk =
        desk(&[("r", "symptoms: [s1], when: {a: true}, also: [{symptoms: [s1, s2], when: {b: true}}]")]);
    desk.check("s1", "a=no b=yes", &["confirmed r [s1]"]);
    desk.check("s1", "a=yes b=no", &["confirmed r [s1]"]);
    desk.check("s1", "a=no", &["possible r [s1]"]);
    desk.check("s1", "a=no b=no", &["ruled-out r [s1]"]);
    desk.check("s2", "a=yes b=no", &["ruled-out r [s2]"]);
    desk.check("s2", "a=yes", &["possible r [s2]"]);
    desk.check("s1 s2", "a=yes b=no", &["confirmed r [s1]"]);
    // A weak symptom holds back its own way only.
    desk.check("s1 s2~", "a=no b=yes", &["confirmed r [s1 s2]"]);
    desk.check("s2~", "b=yes", &["possible r [s2]"]);
}

fn with_fallback() -> Desk {
    desk(&[
        ("one", "symptoms: [s1, s2], when: {a: true}"),
        ("two", "symptoms: [s2], when: {b: true}"),
        ("help", "symptoms: all, fallback: true"),
        ("other/one", "symptoms: [s1]"),
    ])
}

#[test]
fn a_fallback_is_decided_per_symptom() {
    let desk = with_fallback();
    desk.check("s1", "a=yes", &["confirmed one [s1]"]);
    desk.check("s1", "", &["possible one [s1]"]);
    desk.check("s1", "a=no", &["fallback confirmed help [s1]", "ruled-out one [s1]"]);
    desk.check("s3", "", &["fallback confirmed help [s3]"]);
    desk.check("s3~", "", &["fallback possible help [s3]"]);
    desk.check("s1 s3", "a=yes", &["confirmed one [s1]", "fallback confirmed help [s3]"]);
    desk.check(
        "s1 s2",
        "a=no",
        &["fallback confirmed help [s1]", "possible two [s2]", "ruled-out one [s1 s2]"],
    );
    // A rule of another pack neither explains this pack's symptoms nor keeps its fallback away.
    desk.check("s3 other/s1", "", &["confirmed other/one [s1]", "fallback confirmed help [s3]"]);
    // Weak evidence is enough to explain.
    desk.check("s1~", "a=yes", &["possible one [s1]"]);
}

#[test]
fn a_further_way_of_a_fallback_rule_is_an_ordinary_way() {
    let desk = desk(&[
        ("missing", "symptoms: [s1], when: {not: may}"),
        ("help", "symptoms: all, fallback: true, also: [{symptoms: [s1], when: may}], yields-to: [missing]"),
        ("unsure", "symptoms: [s4], when: {c: true}"),
    ]);
    desk.check("s1", "b=yes", &["confirmed help [s1]", "ruled-out missing [s1]"]);
    desk.check("s1", "", &["possible missing [s1]", "possible help [s1]"]);
    desk.check("s1", "b=no roles=", &["confirmed missing [s1]", "ruled-out help [s1]"]);
    desk.check("s2", "b=yes", &["fallback confirmed help [s2]"]);
    // Where the ordinary way counts, the rule names all its symptoms; as a fallback only those without another.
    desk.check("s1 s2", "b=yes", &["confirmed help [s1 s2]", "ruled-out missing [s1]"]);
    desk.check("s1 s2", "", &["fallback confirmed help [s2]", "possible missing [s1]"]);
    desk.check("s1 s2", "b=no roles=", &["confirmed missing [s1]", "fallback confirmed help [s2]"]);
    // While `unsure` may still leave s4 to the fallback, the fallback rule is not ruled out.
    desk.check("s1 s4", "b=no roles=", &["confirmed missing [s1]", "possible unsure [s4]"]);
    desk.check(
        "s1 s4",
        "b=no roles= c=yes",
        &["confirmed unsure [s4]", "confirmed missing [s1]", "ruled-out help [s1]"],
    );
}

#[test]
fn what_only_an_ordinary_way_of_a_fallback_explains_is_named() {
    // `narrow` comes as a fallback for s2; that it may also explain s1 keeps `wide` away from s1.
    let narrow = "symptoms: [s2], fallback: true, also: [{symptoms: [s1], when: may}]";
    let rules = [("narrow", narrow), ("wide", "symptoms: [s1], fallback: true")];
    desk(&rules).check("s1 s2", "", &["fallback confirmed narrow [s1 s2]"]);
    desk(&rules).check(
        "s1 s2",
        "b=no roles=",
        &["fallback confirmed narrow [s2]", "fallback confirmed wide [s1]"],
    );
    let also = [rules[0], rules[1], ("one", "symptoms: [s1], when: may")];
    desk(&also).check("s1 s2", "", &["fallback confirmed narrow [s2]", "possible one [s1]"]);
    let twice = [rules[0], rules[1], ("twin", narrow)];
    desk(&twice).check(
        "s1 s2",
        "",
        &["fallback confirmed narrow [s1 s2]", "fallback confirmed twin [s1 s2]"],
    );
}

#[test]
fn two_fallbacks_of_a_pack_do_not_keep_each_other_away() {
    let desk = desk(&[
        ("first", "symptoms: [s1, s2], fallback: true"),
        ("second", "symptoms: [s1], fallback: true, also: [{symptoms: [s2]}]"),
    ]);
    desk.check("s1", "", &["fallback confirmed first [s1]", "fallback confirmed second [s1]"]);
    desk.check("s2", "", &["confirmed second [s2]"]);
}

#[test]
fn a_fallback_with_a_condition() {
    let desk = desk(&[("help", "symptoms: all, fallback: true, when: {a: true}")]);
    desk.check("s1", "a=yes", &["fallback confirmed help [s1]"]);
    desk.check("s1", "", &["fallback possible help [s1]"]);
    desk.check("s1", "a=no", &["fallback ruled-out help [s1]"]);
}

#[test]
fn hand_ticked_symptoms_are_present() {
    let desk = desk(&[("r", "symptoms: [s1]")]);
    let mut case = desk.case("");
    case.symptoms = vec![lookup::symptom(desk.book(), "s1", None).unwrap()];
    for status in [Status::Denied, Status::Quoted, Status::Present] {
        let mut reading = desk.reading("s1~ s2:bare");
        reading.mentions[0].status = status;
        let diagnosis = conclude(desk.book(), &case, reading);
        assert_eq!(desk.words(&diagnosis.diagnoses[0]), "confirmed r [s1]");
        let mention = &diagnosis.reading.mentions[0];
        assert_eq!((mention.status, mention.evidence[0].by), (Status::Present, "given"));
    }
}

#[test]
fn only_chosen_packs_take_part() {
    let desk = desk(&[("r", "symptoms: [s1]"), ("other/r", "symptoms: [s1], when: {a: true}")]);
    let mut case = desk.case("main/a=yes other/a=yes");
    case.packs = vec![lookup::pack(desk.book(), "other").unwrap()];
    let diagnosis = conclude(desk.book(), &case, desk.reading("s1 other/s1"));
    let words: Vec<String> = diagnosis.diagnoses.iter().map(|one| desk.words(one)).collect();
    assert_eq!(words, ["confirmed other/r [s1]"]);
    assert_eq!((diagnosis.reading.mentions.len(), diagnosis.facts.len()), (1, 1));
}

fn captured(desk: &Desk, facts: &str, captures: &str) -> casebook::engine::Diagnosis {
    let capture = |text: &str| {
        let (fact, value) = parse_set(&format!("main/{text}"), desk.book()).unwrap().remove(0);
        Capture { fact, value, part: 0, span: (0, 1) }
    };
    let captures = captures.split_whitespace().map(capture).collect();
    let reading = Reading { captures, ..desk.reading("s1") };
    conclude(desk.book(), &desk.case(facts), reading)
}

#[test]
fn the_snapshot_wins_over_the_text_and_captures_that_disagree_are_unknown() {
    let desk = desk(&[("r", "symptoms: [s1], when: {status: {at-most: 499}}")]);
    let number = |value: f64| Value::Number(value);
    for (facts, captures, value, from, conflicts, verdict) in [
        ("", "status=404", Some(404.0), FactOrigin::Text, vec![], "confirmed"),
        ("", "status=404 status=404", Some(404.0), FactOrigin::Text, vec![], "confirmed"),
        ("", "status=404 status=500 status=404", None, FactOrigin::Text, vec![404.0, 500.0], "possible"),
        ("status=500", "", Some(500.0), FactOrigin::Snapshot, vec![], "ruled-out"),
        ("status=500", "status=500", Some(500.0), FactOrigin::Snapshot, vec![], "ruled-out"),
        ("status=500", "status=404", Some(500.0), FactOrigin::Snapshot, vec![404.0], "ruled-out"),
    ] {
        let diagnosis = captured(&desk, facts, captures);
        let known = &diagnosis.facts[0];
        let conflicts: Vec<Value> = conflicts.into_iter().map(number).collect();
        assert_eq!((&known.value, known.from), (&value.map(number), from), "`{facts}` and `{captures}`");
        assert_eq!(known.conflicts, conflicts);
        let note = Note::Disagreement(known.fact);
        assert_eq!(diagnosis.notes.contains(&note), !conflicts.is_empty());
        let one = diagnosis.diagnoses.first().or(diagnosis.ruled_out.first()).unwrap();
        assert_eq!(one.verdict.name(), verdict);
    }
}

#[test]
fn a_date_after_the_day_of_diagnosis_is_noted_where_its_age_counts() {
    let desk = desk(&[
        ("aged", "symptoms: [s1], when: {ends: {days-since: {at-most: 15}}}"),
        ("compared", "symptoms: [s2], when: {ends: {after: today}}"),
    ]);
    let notes = |symptoms: &str, facts: &str| desk.diagnose(symptoms, facts).notes.len();
    assert_eq!(notes("s1", "ends=2026-03-02"), 1);
    assert_eq!(notes("s1", "ends=2026-03-01"), 0);
    assert_eq!(notes("s2", "ends=2026-03-02"), 0);
    desk.check("s1", "ends=2026-03-02", &["confirmed aged [s1]"]);
}

#[test]
fn unknown_lists_only_what_could_settle() {
    let desk = desk(&[("r", "symptoms: [s1], when: {all: [{any: [{a: true}, {b: true}]}, {c: true}]}")]);
    let unknown = |facts: &str| -> Vec<String> {
        let diagnosis = desk.diagnose("s1", facts);
        diagnosis.diagnoses[0].unknown.iter().map(|fact| desk.book().facts[*fact].name.clone()).collect()
    };
    assert_eq!(unknown(""), ["a", "b", "c"]);
    assert_eq!(unknown("a=yes"), ["c"]);
    assert_eq!(unknown("a=no c=yes"), ["b"]);
    assert_eq!(unknown("a=yes c=yes"), [""; 0]);
}

#[test]
fn why_tells_of_what_did_not_come_out() {
    let desk = with_fallback();
    let diagnosis = desk.diagnose("s1", "a=yes");
    let rule = |name: &str| lookup::rule(desk.book(), name, lookup::pack(desk.book(), "main")).unwrap();
    let help = diagnosis.why(desk.book(), rule("help"));
    assert_eq!(help.conclusion, None);
    assert_eq!(help.ways[0].seen[0].explained_by, [rule("one")]);
    let two = diagnosis.why(desk.book(), rule("two"));
    assert!(two.conclusion.is_none() && two.ways[0].seen.is_empty() && two.ways[0].trace.is_some());
    let one = diagnosis.why(desk.book(), rule("one"));
    assert_eq!(one.conclusion.as_ref(), Some(&diagnosis.diagnoses[0]));
}
