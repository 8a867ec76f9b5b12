//! The result of a run: for people, as JSON, as JUnit XML; filters; what a run finds to run.

use crate::desk::{Desk, fixture};

fn good() -> String {
    fixture("a red lamp", "text: the lamp is red, facts: {tank.filled: no}", "confirmed: [tank-empty]")
}

fn bad() -> String {
    fixture("a <wrong> & one", "text: the lamp is red", "symptoms: [noise], confirmed: [ask-us]")
}

fn desk() -> Desk {
    Desk::new(&[("a.yaml", &good()), ("b.yaml", &bad())])
}

#[test]
fn a_failure_tells_what_surprised() {
    let (out, err) = desk().check(&[], 1);
    assert_eq!(err, "2 fixtures, 1 failed\n");
    for part in [
        "FAILED  a <wrong> & one",
        "fixtures/pump/b.yaml:1",
        "expected  pump/noise",
        "actual    pump/red-light",
        "NOT SEEN  It hums  pump/noise",
        "PRESENT  The light is red  pump/red-light",
        "the «lamp» is «red»",
        "pump/ask-us",
    ] {
        assert!(out.contains(part), "no `{part}` in\n{out}");
    }
}

#[test]
fn json_holds_every_fixture_in_order() {
    let run = desk().json(&[], 1);
    assert_eq!(run["schema"], "casebook/test/1");
    assert_eq!((run["failed"].as_u64(), run["passed"].as_bool()), (Some(1), Some(false)));
    let fixtures = run["fixtures"].as_array().unwrap();
    assert_eq!(fixtures.len(), 2);
    assert_eq!(fixtures[0]["file"], "fixtures/pump/a.yaml");
    assert_eq!(fixtures[0]["passed"], true);
    assert_eq!(fixtures[1]["mismatches"][0]["key"], "symptoms");
    assert_eq!(fixtures[1]["mismatches"][0]["actual"][0], "pump/red-light");
}

/// The structure that the common JUnit schema asks for: which elements stand where, which attributes they must
/// have, and that the counts are true.
#[test]
fn junit_reads_back_as_the_schema_has_it() {
    let desk = desk();
    desk.write("fixtures/pump/c.yaml", "- [");
    let (out, _) = desk.check(&["--format", "junit"], 1);
    let document = roxmltree::Document::parse(&out).expect("XML");
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    let suites: Vec<_> = root.children().filter(roxmltree::Node::is_element).collect();
    assert_eq!(suites.len(), 3);
    let mut counted = (0, 0, 0);
    for suite in &suites {
        assert_eq!(suite.tag_name().name(), "testsuite");
        let number = |name: &str| suite.attribute(name).and_then(|text| text.parse::<usize>().ok()).unwrap();
        let cases: Vec<_> = suite.children().filter(roxmltree::Node::is_element).collect();
        let with = |kind: &str| {
            cases.iter().filter(|case| case.children().any(|child| child.has_tag_name(kind))).count()
        };
        assert!(suite.attribute("name").is_some());
        assert_eq!(number("tests"), cases.len());
        assert_eq!((number("failures"), number("errors")), (with("failure"), with("error")));
        counted = (counted.0 + cases.len(), counted.1 + with("failure"), counted.2 + with("error"));
        for case in cases {
            assert_eq!(case.tag_name().name(), "testcase");
            assert!(case.attribute("name").is_some_and(|name| !name.is_empty()));
            assert!(case.attribute("classname").is_some());
            for child in case.children().filter(roxmltree::Node::is_element) {
                assert!(["failure", "error"].contains(&child.tag_name().name()));
                assert!(child.attribute("message").is_some());
            }
        }
    }
    assert_eq!(counted, (3, 1, 1));
    let total = |name: &str| root.attribute(name).unwrap().to_owned();
    assert_eq!([total("tests"), total("failures"), total("errors")], ["3", "1", "1"]);
}

#[test]
fn filters_pick_by_file_or_name() {
    let desk = desk();
    for (words, code, summary) in [
        (["--filter", "RED LAMP"].as_slice(), 0, "1 fixture, 0 failed\n"),
        (&["--filter", "pump/a.yaml"], 0, "1 fixture, 0 failed\n"),
        (&["--filter", "lamp", "--filter", "wrong"], 1, "2 fixtures, 1 failed\n"),
        (&["--filter", "nothing of this"], 1, "0 fixtures, 0 failed, 1 finding\n"),
    ] {
        assert_eq!(desk.check(words, code).1, summary, "{words:?}");
    }
}

#[test]
fn the_same_bytes_whatever_the_number_of_threads() {
    let many: String = (0..300)
        .map(|number| fixture(&format!("number {number}"), "text: the lamp is red", "symptoms: [noise]"))
        .collect();
    let desk = Desk::new(&[("many.yaml", &many)]);
    let outputs: Vec<Vec<u8>> = ["1", "2", "7"]
        .iter()
        .map(|threads| desk.command(&[]).env("RAYON_NUM_THREADS", threads).output().unwrap().stdout)
        .collect();
    assert!(outputs.iter().all(|output| *output == outputs[0] && output.len() > 10_000));
}

#[test]
fn a_text_of_a_megabyte_is_read_and_quoted_in_part() {
    let long = format!("the lamp is red. {}", "lorem ipsum dolor 5000 sit amet, ".repeat(32_000));
    assert!(long.len() > 1_000_000);
    let text = fixture("long", &format!("text: \"{long}\""), "symptoms: [noise]");
    let (out, _) = Desk::new(&[("long.yaml", &text)]).check(&[], 1);
    assert!(out.contains("«lamp»") && out.len() < 20_000, "{} bytes", out.len());
}

/// A slip in a term may fail thousands of fixtures: their number is told, the first in full, and programs get all.
#[test]
fn of_very_many_failures_the_first_are_told() {
    let one = |number: usize| fixture(&format!("n{number}"), "text: it hums", "symptoms: [red-light]");
    let desk = Desk::new(&[("a.yaml", &(0..10_000).map(one).collect::<String>())]);
    let (out, err) = desk.check(&[], 1);
    assert!(err.contains("10000 fixtures, 10000 failed"), "{err}");
    assert_eq!(out.matches("FAILED").count(), 100);
    assert!(
        out.ends_with("… and 9900 more that fail; `--format json` has them all\n"),
        "{}",
        &out[out.len() - 200..]
    );
    assert_eq!(desk.json(&[], 1)["fixtures"].as_array().map(Vec::len), Some(10_000));
}

/// Texts of a megabyte, written and shown in every way, in the time that people wait.
#[test]
fn a_text_of_a_megabyte_is_a_text() {
    let texts = [
        "it hums and the lamp went red. ".repeat(34_000),
        "x".repeat(1_050_000),
        "屏幕上什么也没有".repeat(44_000),
    ];
    let fixtures: String =
        texts.iter().map(|text| fixture("big", &format!("text: \"{text}\""), "symptoms: [noise]")).collect();
    let desk = Desk::new(&[("a.yaml", &fixtures)]);
    let (out, err) = desk.check(&[], 1);
    assert!(err.contains("3 fixtures, 3 failed"), "{err}");
    assert!(out.contains("the «lamp» went «red»"), "{out}");
    assert!(out.len() < 10_000, "{} bytes", out.len());
    for options in [&["--format", "junit"][..], &["--cross"], &["--coverage"]] {
        let (out, _) = desk.check(options, 1);
        assert!(!out.is_empty() && out.len() < 100_000, "{options:?}: {} bytes", out.len());
    }
    let (out, _) = desk.check(&["--bless"], 0);
    assert!(out.contains("expect: {symptoms: []") && out.len() < 10_000, "{} bytes", out.len());
    desk.check(&[], 0);
}

#[test]
fn an_empty_fixture_file_is_told_what_belongs_there() {
    let desk = Desk::new(&[("a.yaml", "# nothing yet\n")]);
    let (out, _) = desk.check(&[], 1);
    assert!(out.contains("write a fixture, `[]` where there is none yet, or remove the file"), "{out}");
    assert!(!out.contains("rules:"), "{out}");
}
