//! What fixtures cover, point by point.

use crate::desk::{Desk, fixture};
use serde_json::Value;

fn outcomes(report: &Value, id: &str, what: &str) -> String {
    let points = report["points"].as_array().unwrap();
    let point = points
        .iter()
        .find(|point| point["id"] == id && format!("{} {}", point["kind"], point["what"]).contains(what))
        .unwrap_or_else(|| panic!("no point {id} {what} in {points:#?}"));
    let seen = point["outcomes"].as_object().unwrap().iter().filter(|(_, seen)| **seen == true);
    seen.map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_test_is_seen_true_false_and_unknown_on_its_own() {
    let desk = Desk::new(&[(
        "a.yaml",
        &[
            fixture(
                "empty",
                "text: the lamp is red, facts: {tank.filled: no}",
                "symptoms: [red-light], confirmed: [tank-empty]",
            ),
            fixture(
                "open",
                "text: the lamp is red",
                "symptoms: [red-light], possible: [tank-empty, worn-out]",
            ),
            fixture("silent", "text: the lamp of my bicycle is red", "symptoms: []"),
        ]
        .concat(),
    )]);
    let report = desk.json(&["--coverage"], 0);
    for (id, what, expected) in [
        ("pump/tank-empty", "rules", "confirmed possible"),
        ("pump/worn-out", "rules", "possible"),
        ("pump/tank-empty", "tank.filled: {is: no}", "true unknown"),
        ("pump/worn-out", "tank.filled: {is: yes}", "false unknown"),
        ("pump/worn-out", "age: {at-least: 10}", "unknown"),
        ("pump/red-light", "message: ", "not matched"),
        ("pump/red-light", "say: [light, red]", "matched not matched"),
        ("pump/noise", "say: [hums]", "not matched"),
        ("pump/red-light", "languages", "en"),
        ("pump/noise", "languages", ""),
    ] {
        assert_eq!(outcomes(&report, id, what), expected, "{id} {what}");
    }
    let of = |kind: &str| (report["all"][kind]["seen"].as_u64(), report["all"][kind]["of"].as_u64());
    assert_eq!(of("conditions"), (Some(5), Some(9)));
    assert_eq!(of("languages"), (Some(1), Some(2)));
}

#[test]
fn too_little_coverage_fails_and_the_gaps_are_named() {
    let desk = Desk::new(&[("a.yaml", &fixture("silent", "text: hello", "symptoms: []"))]);
    let (out, err) = desk.check(&["--coverage", "--fail-under", "50"], 1);
    assert!(err.contains("coverage is ") && err.contains("less than 50%"), "{err}");
    for part in ["0/9", "true, false, unknown  pump/worn-out: age: {at-least: 10}", "rules/pump/pack.yaml:"] {
        assert!(out.contains(part), "no `{part}` in\n{out}");
    }
    desk.check(&["--coverage"], 0);
    desk.check(&["--coverage", "--fail-under", "101"], 2);
    desk.check(&["--coverage", "--format", "junit"], 2);
}
