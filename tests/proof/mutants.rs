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
    // The misses of this pack have no reason.
    let (_, err) = good().check(&["--mutants", "--fail-under", "78", "--reasons"], 1);
    assert!(err.contains("4 missed without a reason"), "{err}");
    good().check(&["--reasons"], 2);
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

/// Also changes of whole rules come with what a fixture would have to hold.
#[test]
fn a_missed_change_of_a_rule_comes_with_symptoms_and_facts() {
    let fixtures = [fixture("empty", "text: the lamp is red, facts: {tank.filled: no}", "first: tank-empty")];
    let desk = Desk::new(&[("a.yaml", &fixtures.concat())]);
    let both = PACK.replace("        - tank.filled: yes\n", "        - age: {at-most: 40}\n");
    let also = "    also: [{symptoms: [noise], when: {tank.filled: no}}]\n    cause: {title: {en: The tank is empty}";
    desk.write("rules/pump/pack.yaml", &both.replace("    cause: {title: {en: The tank is empty}", also));
    let report = desk.json(&["--mutants"], 1);
    let example = |change: &str, id: &str| {
        let all = report["mutants"].as_array().unwrap();
        let one = all.iter().find(|one| one["change"] == change && one["id"] == id);
        let one = one.unwrap_or_else(|| panic!("no {change} of {id}"));
        assert_eq!(one["outcome"], "missed", "{change} of {id}");
        let text = |key: &str| one["example"][key].as_str().unwrap_or_default().to_owned();
        let symptoms = one["example"]["symptoms"].as_array().unwrap().iter().map(|one| one.as_str().unwrap());
        (symptoms.collect::<Vec<_>>().join(" "), text("facts"), text("now"), text("then"))
    };
    let expect = |change: &str, id: &str, [symptoms, facts, now, then]: [&str; 4]| {
        let expected = (symptoms.to_owned(), facts.to_owned(), now.to_owned(), then.to_owned());
        assert_eq!(example(change, id), expected, "{change} of {id}");
    };
    let gone = "pump/worn-out without a verdict";
    expect("drop-rule", "pump/worn-out", ["pump/noise", "`age: 10`", "pump/worn-out confirmed", gone]);
    let (confirmed, gone) = ("pump/tank-empty confirmed", "pump/tank-empty without a verdict");
    expect("drop-also", "pump/tank-empty", ["pump/noise", "`tank.filled: no`", confirmed, gone]);
    let (offered, gone) = ("pump/ask-us offered", "pump/ask-us without a verdict");
    let facts = "`age: 5`, `tank.filled: yes`";
    expect("drop-rule", "pump/ask-us", ["pump/noise", facts, offered, gone]);
    let facts = "`tank.filled: no`";
    expect("drop-fallback", "pump/ask-us", ["pump/noise", facts, gone, "pump/ask-us confirmed"]);
    let (after, before) = (
        "pump/worn-out after pump/tank-empty",
        "pump/worn-out before pump/tank-empty where more speaks for it",
    );
    let facts = "`age: 10`, `tank.filled: no`";
    expect("drop-yields-to", "pump/worn-out", ["pump/red-light", facts, after, before]);
    let (out, _) = desk.check(&["--mutants"], 1);
    let told = "told apart by  pump/noise with `age: 10`: pump/worn-out confirmed as it is";
    assert!(out.contains(told), "{out}");
}

/// Counted apart: neither the share nor the verdict of the run knows of them.
#[test]
fn forms_of_terms_are_told_apart_from_the_share() {
    let desk = good();
    let counts = |report: &Value| -> Vec<String> {
        let terms = report["term_forms"]["terms"].as_array().unwrap().iter();
        terms
            .map(|one| {
                format!(
                    "{} {} {} {}",
                    one["id"].as_str().unwrap(),
                    one["forms"],
                    one["in_a_fixture"],
                    one["missed_if_gone"]
                )
            })
            .collect()
    };
    let before = desk.json(&["--mutants"], 1);
    let expected =
        ["pump/bicycle 1 1 1", "pump/hums 1 1 1", "pump/light 2 1 1", "pump/loudly 1 0 0", "pump/red 1 1 1"];
    assert_eq!(counts(&before), expected);
    // Two forms of one term beside each other: neither is missed if it goes. An inflected form is that form.
    desk.write(
        "fixtures/pump/b.yaml",
        &fixture("both", "text: the light of the lamp is red", "symptoms: [red-light]"),
    );
    desk.write("fixtures/pump/a.yaml", &fixture("hums", "text: it hums loudly", "symptoms: [noise]"));
    let after = desk.json(&["--mutants"], 1);
    let expected =
        ["pump/bicycle 1 0 0", "pump/hums 1 1 1", "pump/light 2 2 0", "pump/loudly 1 1 0", "pump/red 1 1 1"];
    assert_eq!(counts(&after), expected);
    assert_eq!(
        before["term_forms"]["packs"]["pump"],
        serde_json::json!({"forms": 6, "in_a_fixture": 4, "missed_if_gone": 4})
    );
    let (out, _) = good().check(&["--mutants"], 1);
    assert!(out.contains("pump                               6             4                 4"), "{out}");
    assert!(out.contains("no fixture uses a form of  pump/loudly"), "{out}");
}
