//! Mutants: what is caught, what is missed, what makes no difference, what is accepted.

use crate::desk::{Desk, PACK, fixture};
use serde_json::Value;

/// The mutants of one change as `id outcome`.
fn outcomes(report: &Value, change: &str) -> Vec<String> {
    let all = report["mutants"].as_array().unwrap().iter().filter(|one| one["change"] == change);
    all.map(|one| format!("{} {}", one["id"].as_str().unwrap(), one["outcome"].as_str().unwrap())).collect()
}

fn good() -> Desk {
    let fixtures = [
        fixture("empty", "text: the lamp is red, facts: {tank.filled: no}", "confirmed: [tank-empty]"),
        fixture("bicycle", "text: the lamp of the bicycle is red", "symptoms: []"),
        fixture("hums", "text: it hums, facts: {tank.filled: yes, age: 10}", "confirmed: [worn-out]"),
        fixture("young", "text: it hums, facts: {tank.filled: yes, age: 9}", "confirmed: [ask-us]"),
    ];
    Desk::new(&[("a.yaml", &fixtures.concat())])
}

#[test]
fn each_change_is_tried_on_what_it_touches() {
    let report = good().json(&["--mutants"], 1);
    for (change, expected) in [
        ("drop-rule", &["pump/ask-us caught", "pump/tank-empty caught", "pump/worn-out caught"][..]),
        ("drop-fallback", &["pump/ask-us caught"]),
        ("drop-yields-to", &["pump/worn-out missed"]),
        ("drop-condition", &["pump/tank-empty missed", "pump/worn-out caught"]),
        ("drop-conjunct", &["pump/worn-out missed", "pump/worn-out caught"]),
        ("swap-all-any", &["pump/worn-out caught"]),
        ("move-number", &["pump/worn-out caught", "pump/worn-out caught"]),
        ("drop-unless", &["pump/red-light caught"]),
        (
            "drop-pattern",
            &["pump/noise caught", "pump/noise no-effect", "pump/red-light missed", "pump/red-light caught"],
        ),
    ] {
        assert_eq!(outcomes(&report, change), expected, "{change}");
    }
    let all = &report["all"];
    assert_eq!(all["caught"].as_u64().unwrap() + all["missed"].as_u64().unwrap(), 19);
}

#[test]
fn a_miss_shows_the_difference_and_facts_that_tell() {
    let (out, err) = good().check(&["--mutants"], 1);
    for part in [
        "MISSED  drop-condition  pump/tank-empty  rules/pump/pack.yaml:28",
        "  -   when: {tank.filled: {is: no}}\n",
        "told apart by  `tank.filled: yes`: false as it is, true with the change",
        "MISSED  drop-yields-to  pump/worn-out",
        "  -   yields-to: [tank-empty]\n",
    ] {
        assert!(out.contains(part), "no `{part}` in\n{out}");
    }
    assert!(err.contains("20 mutants: 15 caught, 4 missed, 1 without effect: 78.94%"), "{err}");
}

/// The author gets a text that tells, and after writing it down nothing is missed there any more.
#[test]
fn a_missed_pattern_comes_with_a_text_that_tells() {
    let desk = good();
    let report = desk.json(&["--mutants"], 1);
    let all = report["mutants"].as_array().unwrap();
    let patterns: Vec<&Value> =
        all.iter().filter(|one| one["change"] == "drop-pattern" && one["outcome"] != "caught").collect();
    // `[hums, loudly]` finds nothing that `[hums]` does not find.
    assert_eq!(patterns[0]["outcome"], "no-effect");
    let example = &patterns[1]["example"];
    assert_eq!(example["text"], "E12 - check water supply");
    assert_eq!(
        (&example["now"][0], example["then"].as_array().unwrap().len()),
        (&"pump/red-light".into(), 0)
    );
    let (out, _) = desk.check(&["--mutants"], 1);
    let told = "told apart by  «E12 - check water supply»: pump/red-light as it is, nothing with the change";
    assert!(out.contains(told), "{out}");
    desk.write(
        "fixtures/pump/b.yaml",
        &fixture("code", "text: E12 - check water supply", "symptoms: [red-light]"),
    );
    let report = desk.json(&["--mutants"], 1);
    assert_eq!(report["changes"]["drop-pattern"]["missed"], 0);
}

#[test]
fn a_share_may_be_enough() {
    good().check(&["--mutants", "--fail-under", "78"], 0);
    good().check(&["--mutants", "--fail-under", "79"], 1);
    good().check(&["--fail-under", "75"], 2);
    good().check(&["--mutants", "--format", "junit"], 2);
}

#[test]
fn what_means_the_same_has_no_effect() {
    let desk = good();
    // Whoever is filled and not filled does not matter to the other test.
    desk.write(
        "rules/pump/pack.yaml",
        &PACK.replace(
            "when: {tank.filled: no}",
            "when: {any: [{tank.filled: no}, {tank.filled: {is-not: yes}}]}",
        ),
    );
    let report = desk.json(&["--mutants"], 1);
    assert_eq!(
        outcomes(&report, "drop-alternative"),
        ["pump/tank-empty no-effect", "pump/tank-empty no-effect"]
    );
}

#[test]
fn survivors_are_accepted_for_a_reason() {
    let desk = good();
    let comments = [
        ("  worn-out:", "  # survives drop-yields-to: the order does not matter\n  worn-out:"),
        ("  tank-empty:", "  # survives drop-rule: never so\n  # survives drop-it: what\n  tank-empty:"),
        ("  noise:", "  # survives drop-pattern: one is enough\n  noise:"),
        ("  red-light:", "  # survives drop-pattern\n  red-light:"),
    ];
    let pack = comments.iter().fold(PACK.to_owned(), |pack, (old, new)| pack.replacen(old, new, 1));
    desk.write("rules/pump/pack.yaml", &pack);
    let report = desk.json(&["--mutants"], 1);
    let all = report["mutants"].as_array().unwrap();
    let accepted: Vec<&str> = all.iter().filter_map(|one| one["accepted"].as_str()).collect();
    assert_eq!(accepted, ["the order does not matter"]);
    let codes: Vec<&str> =
        report["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["bad-survivor", "unused-survivor", "unused-survivor", "bad-survivor"]);
    let (out, _) = desk.check(&["--mutants"], 1);
    assert!(out.contains("drop-yields-to  the order does not matter  pump/worn-out"), "{out}");
    assert!(out.contains("no change is called `drop-it`"), "{out}");
}

#[test]
fn labelled_tickets_notice_changed_patterns() {
    let desk = good();
    let ticket = r#"{"id":"a","lang":"en","text":"E12 - check water supply","symptoms":["pump/red-light"]}"#;
    desk.write("tickets.jsonl", ticket);
    let report = desk.json(&["--mutants", "--tickets", "tickets.jsonl"], 1);
    assert_eq!(outcomes(&report, "drop-pattern")[2], "pump/red-light caught");
    desk.write("tickets.jsonl", &ticket.replace("red-light", "blue-light"));
    desk.check(&["--mutants", "--tickets", "tickets.jsonl"], 2);
}

#[test]
fn nothing_is_tried_while_a_fixture_fails() {
    let desk = good();
    desk.write("fixtures/pump/b.yaml", &fixture("wrong", "text: it hums", "symptoms: []"));
    let (out, err) = desk.check(&["--mutants"], 1);
    assert!(out.contains("FAILED  wrong") && err.contains("no mutant was tried"), "{out}{err}");
}

#[test]
fn the_same_bytes_whatever_the_number_of_threads() {
    let run = |threads: &str| {
        let output = good().command(&["--mutants"]).env("RAYON_NUM_THREADS", threads).output().unwrap();
        output.stdout
    };
    assert_eq!(run("1"), run("7"));
}
