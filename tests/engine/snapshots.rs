//! Snapshots: what is read, what is refused and where, and writing one back.

use crate::desk::{Desk, TODAY, report};
use casebook::book::load_texts;
use casebook::engine::{Case, Engine};
use casebook::facts::{parse_set, parse_snapshot, write_snapshot, written};
use casebook::finding::Findings;
use proptest::prelude::*;

/// Two packs that share facts: `main` and `other` declare the same, `third` differs in `tier`.
fn three_packs() -> Desk {
    let third = "format: 1\npack: third\nlanguages: [en]\ntitle: {en: third}\nproduct: {any: [third thing]}\nfacts:\n  \
                 tier: {type: one-of, values: [top, best]}\n  alone: {type: set, values: [x, y]}\nsymptoms:\n  \
                 only-here: {title: {en: here}, seen: [{code: here1}]}\n";
    let mut files = crate::desk::files(&[("r", "symptoms: [s1]"), ("other/r", "symptoms: [s1]")]);
    files.push(("third/pack.yaml".to_owned(), third.to_owned()));
    Desk { engine: Engine::new(load_texts(files).unwrap_or_else(|found| panic!("{}", report(&found)))) }
}

fn read(desk: &Desk, text: &str) -> Result<Case, Findings> {
    parse_snapshot("ticket", text, desk.book(), TODAY)
}

fn facts(desk: &Desk, case: &Case) -> Vec<String> {
    let facts = case.facts.iter().map(|(fact, value)| {
        let fact = &desk.book().facts[*fact];
        format!("{}={}", fact.id, written(&fact.kind, value).join(","))
    });
    facts.collect()
}

fn named(desk: &Desk, case: &Case) -> Vec<String> {
    case.named.iter().map(|pack| desk.book().packs[*pack].name.clone()).collect()
}

#[test]
fn a_bare_name_goes_to_every_pack_that_accepts_the_value() {
    let desk = three_packs();
    for (given, expected, products) in [
        ("{tier: low}", vec!["main/tier=low", "other/tier=low"], vec![]),
        ("{tier: top}", vec!["main/tier=top", "other/tier=top", "third/tier=top"], vec![]),
        ("{tier: best}", vec!["third/tier=best"], vec!["third"]),
        ("{alone: []}", vec!["third/alone="], vec!["third"]),
        ("{alone: [y, x]}", vec!["third/alone=x,y"], vec!["third"]),
        ("{alone: y}", vec!["third/alone=y"], vec!["third"]),
        ("{other/tier: low}", vec!["other/tier=low"], vec!["other"]),
        (
            "{other/tier: low, tier: top}",
            vec!["main/tier=top", "other/tier=low", "third/tier=top"],
            vec!["other"],
        ),
        (
            "{a: true, main/ends: 2025-10-10}",
            vec!["main/a=true", "main/ends=2025-10-10", "other/a=true"],
            vec!["main"],
        ),
        ("{}", vec![], vec![]),
    ] {
        for text in [format!("facts: {given}"), json(given)] {
            let case = read(&desk, &text).unwrap_or_else(|found| panic!("{}", report(&found)));
            assert_eq!(facts(&desk, &case), expected, "{text}");
            assert_eq!(named(&desk, &case), products, "{text}");
        }
    }
}

/// The same facts as JSON, with every word in quotes.
fn json(given: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in given.chars() {
        if "{}[],: ".contains(c) {
            if !word.is_empty() {
                out.push_str(&format!("{word:?}"));
                word.clear();
            }
            out.push(c);
        } else {
            word.push(c);
        }
    }
    format!("{{\"facts\": {out}}}")
}

#[test]
fn nested_maps_are_dotted_names() {
    let text = "format: 1\npack: demo\nlanguages: [en]\ntitle: {en: d}\nproduct: {any: [demo thing]}\nfacts:\n  \
                user.roles: {type: set, values: [x]}\n  user.team.size: {type: number}\n";
    let book = load_texts(vec![("demo/pack.yaml".to_owned(), text.to_owned())]).unwrap();
    let desk = Desk { engine: Engine::new(book) };
    let case = read(&desk, "facts: {user: {roles: [x], team: {size: 3}}}").unwrap();
    assert_eq!(facts(&desk, &case), ["demo/user.roles=x", "demo/user.team.size=3"]);
    let found = read(&desk, "facts: {user: {roles: [x]}, user.roles: []}").unwrap_err();
    assert_eq!(found.list[0].code, "duplicate-key");
}

#[test]
fn text_symptoms_and_day() {
    let desk = three_packs();
    let case =
        read(&desk, "as_of: 2025-10-10\ntext: [newest, oldest]\nsymptoms: [only-here, main/s2, main/s1]")
            .unwrap();
    assert_eq!(case.as_of.to_string(), "2025-10-10");
    assert_eq!(case.parts, ["newest", "oldest"]);
    let symptoms = case.symptoms.iter().map(|symptom| desk.book().symptoms[*symptom].id.as_str());
    assert_eq!(symptoms.collect::<Vec<_>>(), ["main/s1", "main/s2", "third/only-here"]);
    let plain = read(&desk, "text: 5000").unwrap();
    assert_eq!((plain.parts, plain.as_of), (vec!["5000".to_owned()], TODAY));
}

/// Code, the words it points at, and the help.
fn complaints(desk: &Desk, text: &str) -> Vec<String> {
    let found = read(desk, text).expect_err(text);
    let lines = found.list.iter().map(|finding| {
        let place = finding.labels.first().map(|label| found.sources.text(label.place)).unwrap_or("nowhere");
        format!("{} at {place:?}; {}", finding.code, finding.help.as_deref().unwrap_or(""))
    });
    lines.collect()
}

#[test]
fn wrong_facts_are_reported_like_wrong_rules() {
    let desk = three_packs();
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("facts: {teir: low}", "unknown-fact at \"teir\"; did you mean `tier`?"),
        ("facts: {main/teir: low}", "unknown-fact at \"main/teir\"; did you mean `main/tier`?"),
        ("facts: {zzz: low}", "unknown-fact at \"zzz\"; write the name of a fact, in full `pack/name`"),
        ("facts: {alone: [x, z]}", "unknown-value at \"z\"; write one of: `x`, `y`"),
        ("facts: {third/tier: low}", "unknown-value at \"low\"; write one of: `top`, `best`"),
        (
            "facts: {tier: lowest}",
            "unknown-value at \"lowest\"; for `main/tier` write one of: `low`, `mid`, `top`; for `other/tier` write \
             one of: `low`, `mid`, `top`; for `third/tier` write one of: `top`, `best`",
        ),
        ("facts: {main/status: 600}", "number-out-of-range at \"600\"; write a number from 100 to 599"),
        ("facts: {main/ends: 2025-02-30}", "bad-date at \"2025-02-30\"; that month has 28 days"),
        (
            "facts: {main/a: [yes]}",
            "wrong-shape at \"[yes]\"; write `yes` or `no` (`true` and `false` mean the same)",
        ),
        ("facts: [a]", "wrong-shape at \"[a]\"; write a map of facts, such as `{user.roles: [employee]}`"),
        (
            "facts: {main/roles: [[admin]]}",
            "wrong-shape at \"[[admin]]\"; write one value, or a list of values for a set",
        ),
        (
            "as_of: yesterday",
            "bad-date at \"yesterday\"; write a day as year-month-day, such as `2025-10-10`",
        ),
        ("asof: 2025-10-10", "unknown-key at \"asof\"; did you mean `as_of`?"),
        ("tier: low", "unknown-key at \"tier\"; a fact stands under `facts`"),
        (
            "text: {a: b}",
            "wrong-shape at \"{a: b}\"; write one text, or a list of texts with the newest first",
        ),
        ("symptoms: [s1]", "ambiguous-name at \"s1\"; write one of: `main/s1`, `other/s1`"),
        ("symptoms: [main/s9]", "unknown-symptom at \"main/s9\"; did you mean `main/s1`? its number differs"),
        ("symptoms: [only-hree]", "unknown-symptom at \"only-hree\"; did you mean `only-here`?"),
        ("[a]", "wrong-shape at \"[a]\"; a snapshot is a map with `as_of`, `text`, `symptoms` and `facts`"),
        (r#"{"facts": {"alone": ["x", "z"]}}"#, "unknown-value at \"z\"; write one of: `x`, `y`"),
        (
            r#"{"facts": {"a": null}}"#,
            "yaml-null at \"null\"; leave the key out: a fact that is absent is unknown",
        ),
        (r#"{"text": "a", "text": "b"}"#, "duplicate-key at \"text\"; merge the two, or rename one"),
        (
            r#"{"facts": {"count": 1e999}}"#,
            "bad-number at \"1e999\"; write the number as the product shows it",
        ),
        (
            r#"{"text": "\ud83d"}"#,
            "json-text at \"\\\"\\\\ud83d\\\"\"; an escape such as `\\ud83d` needs its second half, `\\ude00`",
        ),
    ] {
        if complaints(&desk, text) != [expected] {
            wrong.push(format!("{text}\n  {expected}\n  {:?}", complaints(&desk, text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_problems_come_in_one_run() {
    let desk = three_packs();
    let found =
        complaints(&desk, "as_of: never\nfacts: {tire: low, alone: [q], main/a: maybe}\nsymptoms: [none]\n");
    let codes: Vec<&str> = found.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(codes, ["bad-date", "unknown-fact", "unknown-value", "bad-yes-no", "unknown-symptom"]);
}

#[test]
fn hostile_json_is_refused_without_a_panic() {
    let desk = three_packs();
    let deep = format!("{{\"facts\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(read(&desk, &deep).unwrap_err().list[0].code, "too-deep");
    for text in [
        "{",
        "{\"text\"",
        "{\"text\": \"\\u12\"}",
        "{\"text\": \"a\"} {}",
        "{\"a\": .5}",
        "{\"é\": tru}",
        "\u{feff}{",
    ] {
        let found = parse_snapshot("ticket.json", text, desk.book(), TODAY).unwrap_err();
        assert_eq!(found.list[0].code, "json-syntax", "{text}");
        report(&found);
    }
    assert_eq!(
        parse_snapshot("a.json", "\u{feff}{\"text\": \"hi\"}", desk.book(), TODAY).unwrap().parts,
        ["hi"]
    );
}

#[test]
fn what_begins_like_json_may_be_yaml() {
    let desk = three_packs();
    assert_eq!(read(&desk, "{text: hello}").unwrap().parts, ["hello"]);
    assert_eq!(read(&desk, r#"{"text": "a\/b 😀 \ud83d\ude00"}"#).unwrap().parts, ["a/b 😀 😀"]);
}

#[test]
fn facts_from_the_command_line() {
    let desk = three_packs();
    let given = |text: &str| -> Result<String, String> {
        let mut case = desk.case("");
        let given = parse_set(text, desk.book()).map_err(|finding| finding.code.to_owned())?;
        casebook::facts::give(&mut case, desk.book(), given);
        Ok(facts(&desk, &case).join(" "))
    };
    for (text, expected) in [
        ("tier=low", Ok("main/tier=low other/tier=low")),
        ("alone=x, y", Ok("third/alone=x,y")),
        ("alone=", Ok("third/alone=")),
        (" main/a = no ", Ok("main/a=false")),
        ("main/name=a=b, c", Ok("main/name=a=b, c")),
        ("main/name=", Err("bad-text")),
        ("tier", Err("bad-set")),
        ("teir=low", Err("unknown-fact")),
        ("tier=lowest", Err("unknown-value")),
        ("alone=x,,y", Err("unknown-value")),
    ] {
        assert_eq!(given(text), expected.map(str::to_owned).map_err(str::to_owned), "{text}");
    }
}

#[test]
fn a_later_value_replaces_an_earlier_one() {
    let desk = three_packs();
    let mut case = read(&desk, "facts: {alone: [x], a: yes}").unwrap();
    casebook::facts::give(&mut case, desk.book(), parse_set("alone=y", desk.book()).unwrap());
    assert_eq!(facts(&desk, &case), ["main/a=true", "other/a=true", "third/alone=y"]);
    assert_eq!(named(&desk, &case), ["third"]);
}

#[test]
fn a_saved_snapshot_is_yaml_a_person_can_read() {
    let desk = three_packs();
    let text = "as_of: 2025-10-10\ntext: [\"got \\\"5000\\\" again: help\\nnow\", older]\nsymptoms: [main/s1]\n\
                facts: {tier: low, main/name: 'a: b', alone: [], main/count: 0.5, b: no}\n";
    let expected = "as_of: 2025-10-10\ntext:\n  - \"got \\\"5000\\\" again: help\\nnow\"\n  - \"older\"\nsymptoms:\n  \
                    - main/s1\nfacts:\n  alone: []\n  b: false\n  main/count: 0.5\n  main/name: \"a: b\"\n  tier: low\n";
    assert_eq!(write_snapshot(&read(&desk, text).unwrap(), desk.book()), expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_saved_snapshot_reads_back_the_same(
        parts in prop::collection::vec("(\\PC|[\\t\\r\\n\"':#\\\\-]|\u{feff}|\u{2028}|\u{7}){0,12}", 0..3),
        facts in prop::sample::subsequence(
            vec!["tier=low", "tier=top", "tier=best", "alone=", "alone=x,y", "a=no", "main/b=yes", "other/name=- [x]: #",
                "main/ends=2024-02-29", "count=-0.25", "main/count=100000000000000000000000", "name=no", "name=1"], 0..6),
        symptoms in prop::sample::subsequence(vec!["main/s1", "other/s1", "third/only-here"], 0..3),
    ) {
        let desk = three_packs();
        let mut case = desk.case("");
        case.parts = parts;
        for fact in facts {
            casebook::facts::give(&mut case, desk.book(), parse_set(fact, desk.book()).unwrap());
        }
        case.symptoms = symptoms
            .iter()
            .map(|name| casebook::book::lookup::symptom(desk.book(), name, None).unwrap())
            .collect();
        let saved = write_snapshot(&case, desk.book());
        let again = read(&desk, &saved).unwrap_or_else(|found| panic!("{saved}\n{}", report(&found)));
        // What only overwritten facts had named is not written down.
        prop_assert_eq!(Case { named: Vec::new(), ..again }, Case { named: Vec::new(), ..case }, "{}", saved);
    }

    #[test]
    fn any_text_is_read_or_refused_without_a_panic(text in "[\\[{\"a:,\\\\ud8]{0,40}") {
        let desk = three_packs();
        for name in ["a.json", "a.yaml"] {
            if let Err(found) = parse_snapshot(name, &text, desk.book(), TODAY) {
                prop_assert!(!found.list.is_empty());
                report(&found);
            }
        }
    }
}
