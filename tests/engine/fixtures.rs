//! Fixture files: reading them, running them, finding them, and what they leave uncovered.

use crate::desk::{Desk, TODAY, desk, report};
use casebook::fixture::{FixtureFile, Fixtures, Gap, gaps, load_fixtures, read_fixtures, run};
use std::path::Path;

fn shop() -> Desk {
    desk(&[
        ("missing", "symptoms: [s1], when: {not: may}"),
        ("plain", "symptoms: [s2]"),
        ("help", "symptoms: all, fallback: true"),
        ("other/plain", "symptoms: [s1]"),
    ])
}

fn fixtures(desk: &Desk, text: &str) -> Fixtures {
    let file = FixtureFile { name: "main/a.yaml".into(), pack: "main".into(), text: text.into() };
    read_fixtures(vec![file], desk.book(), TODAY)
}

/// Runs one fixture; gives `key: expected / actual / surprises`.
fn outcome(snapshot: &str, expect: &str) -> Vec<String> {
    let desk = shop();
    let read = fixtures(&desk, &format!("- {{name: n, snapshot: {snapshot}, expect: {expect}}}"));
    assert!(read.findings.list.is_empty(), "{}", report(&read.findings));
    let ran = run(&desk.engine, &read.list);
    assert_eq!((ran.results.len(), ran.passed()), (1, ran.results[0].mismatches.is_empty()));
    let lines = ran.results[0].mismatches.iter().map(|one| {
        let rules = one.surprises.iter().map(|why| desk.book().rules[why.rule].id.as_str());
        let rules: Vec<&str> = rules.collect();
        format!("{}: {} / {} / {}", one.key, one.expected.join(" "), one.actual.join(" "), rules.join(" "))
    });
    lines.collect()
}

#[test]
fn expectations_are_exact_and_what_is_left_out_is_not_checked() {
    let ticked = "{symptoms: [s1, s3], facts: {b: yes}}";
    for (snapshot, expect, mismatches) in [
        (ticked, "{symptoms: [s3, s1], denied: []}", vec![]),
        (ticked, "{confirmed: [help], ruled-out: [missing], possible: [], first: help, asks: []}", vec![]),
        (ticked, "{confirmed: [main/help]}", vec![]),
        (ticked, "{symptoms: [s1]}", vec!["symptoms: main/s1 / main/s1 main/s3 / "]),
        (ticked, "{confirmed: []}", vec!["confirmed:  / main/help / main/help"]),
        (
            ticked,
            "{possible: [missing], first: plain}",
            vec![
                "possible: main/missing /  / main/missing",
                "first: main/plain / main/help / main/help main/plain",
            ],
        ),
        ("{symptoms: [s1]}", "{possible: [missing], asks: b}", vec![]),
        ("{symptoms: [s1]}", "{asks: roles}", vec!["asks: main/roles / main/b / "]),
        ("{symptoms: [s1]}", "{asks: []}", vec!["asks:  / main/b / "]),
        ("{symptoms: [other/s1]}", "{confirmed: [other/plain]}", vec![]),
        ("{}", "{symptoms: [], confirmed: [], possible: [], ruled-out: [], first: [], asks: []}", vec![]),
    ] {
        assert_eq!(outcome(snapshot, expect), mismatches, "{snapshot} {expect}");
    }
}

#[test]
fn all_findings_of_a_file_come_out_and_good_fixtures_stay() {
    let desk = shop();
    let read = fixtures(
        &desk,
        "- {name: good, snapshot: {text: hi}, expect: {symptoms: []}}\n\
         - {nane: n, snapshot: {facts: {teir: low}}, expect: {confirmed: [plian, s1], frist: plain, symptoms: s1}}\n\
         - {name: n, snapshot: {symptoms: [s7]}, expect: {}}\n\
         - {name: n, snapshot: {text: hi}, expect: {first: [plain, help]}}\n\
         - just words\n",
    );
    assert_eq!(read.list.len(), 1);
    let found = read.findings.list.iter().map(|finding| {
        let place = finding.labels.first().map(|label| read.findings.sources.text(label.place));
        format!("{} {}", finding.code, place.unwrap_or("nowhere"))
    });
    assert_eq!(
        found.collect::<Vec<_>>(),
        [
            "unknown-key nane",
            "unknown-fact teir",
            "unknown-rule plian",
            "unknown-rule s1",
            "unknown-key frist",
            "wrong-shape s1",
            "missing-key {",
            "unknown-symptom s7",
            "wrong-shape {}",
            "wrong-shape [plain, help]",
            "wrong-shape just words",
        ]
    );
}

#[test]
fn a_file_that_is_no_list_and_one_that_is_no_yaml() {
    let desk = shop();
    assert_eq!(fixtures(&desk, "name: n").findings.list[0].code, "wrong-shape");
    assert!(!fixtures(&desk, "- [").findings.list.is_empty());
    assert!(!fixtures(&desk, "").findings.list.is_empty());
}

#[test]
fn no_fixture_is_a_failure() {
    let desk = shop();
    assert!(!run(&desk.engine, &[]).passed());
    let empty = tempfile::tempdir().unwrap();
    let read = load_fixtures(&[empty.path().to_owned()], desk.book(), TODAY);
    assert_eq!(read.findings.list[0].code, "no-fixtures");
    let read = load_fixtures(&[empty.path().join("nowhere")], desk.book(), TODAY);
    assert_eq!(read.findings.list[0].code, "unreadable");
}

#[test]
fn files_are_found_sorted_and_the_folder_names_the_pack() {
    let desk = shop();
    let root = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = root.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let one = |name: &str, cause: &str| {
        format!("- {{name: {name}, snapshot: {{symptoms: [s1]}}, expect: {{confirmed: [{cause}]}}}}\n")
    };
    write("other/b.yaml", &one("third", "plain"));
    write("main/z.yml", &one("second", "plain"));
    write("main/a.yaml", &one("first", "plain"));
    write("main/.draft.yaml", "- broken");
    write("tickets/tune/a.jsonl", "{}");
    let names = |paths: &[&Path]| -> Vec<String> {
        let paths: Vec<_> = paths.iter().map(|path| root.path().join(path)).collect();
        let read = load_fixtures(&paths, desk.book(), TODAY);
        assert!(read.findings.list.is_empty(), "{}", report(&read.findings));
        read.list.into_iter().map(|fixture| fixture.name.value).collect()
    };
    assert_eq!(names(&[Path::new("")]), ["first", "second", "third"]);
    assert_eq!(names(&[Path::new("other"), Path::new("main/z.yml")]), ["third", "second"]);
    let read = load_fixtures(&[root.path().join("other")], desk.book(), TODAY);
    assert!(run(&desk.engine, &read.list).passed(), "`s1` and `plain` are those of the folder's pack");
}

#[test]
fn gaps_ask_only_for_what_the_conditions_allow() {
    let desk = desk(&[
        ("always", "symptoms: [s1]"),
        ("tested", "symptoms: [s2], when: {a: true}"),
        ("dated", "symptoms: [s2], when: {today: {after: 2025-06-23}}"),
        ("shadowed", "symptoms: [s1], also: [{symptoms: [s1], when: {a: true}}]"),
        ("help", "symptoms: all, fallback: true, also: [{symptoms: [s2], when: {b: true}}]"),
    ]);
    let causes = |text: &str| -> Vec<String> {
        let read = fixtures(&desk, text);
        assert!(read.findings.list.is_empty(), "{}", report(&read.findings));
        let gaps = gaps(&desk.engine, &read.list);
        let causes = gaps.iter().filter(|gap| matches!(gap, Gap::Cause(..)));
        causes.map(|gap| gap.describe(desk.book())).collect()
    };
    assert_eq!(
        causes("- {name: n, snapshot: {}, expect: {confirmed: []}}"),
        [
            "main/always: no fixture expects confirmed",
            "main/dated: no fixture expects confirmed",
            "main/dated: no fixture expects ruled-out",
            "main/help: no fixture expects confirmed",
            "main/help: no fixture expects possible",
            "main/help: no fixture expects ruled-out",
            "main/shadowed: no fixture expects confirmed",
            "main/tested: no fixture expects confirmed",
            "main/tested: no fixture expects possible",
            "main/tested: no fixture expects ruled-out",
        ]
    );
    let all = "- {name: n, snapshot: {}, expect: {confirmed: [always, dated, help, shadowed, tested], \
               possible: [help, tested], ruled-out: [dated, help, tested]}}";
    assert_eq!(causes(all), [""; 0]);
}
