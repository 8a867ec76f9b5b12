//! Expectations rewritten: what changes, what stays, what is refused.

use crate::desk::Desk;

const FIXTURES: &str = "\
# Red lights.
- name: \"a red lamp\"   # the usual one
  snapshot:
    text: the lamp is red
    facts: {tank.filled: no}   # empty
  expect:
    symptoms: [noise]   # wrong
    confirmed:
      # gone by now
      - ask-us
    possible: []
    first: \"ask-us\"

- name: it hums
  snapshot: {text: it hums, symptoms: [red-light]}
  expect:
    symptoms:
      # what was ticked
      - pump/red-light # ticked
    confirmed: [ask-us]
    first: ask-us
- {name: right, snapshot: {text: it hums}, expect: {symptoms: [noise]}}
";

const BLESSED: &str = "\
# Red lights.
- name: \"a red lamp\"   # the usual one
  snapshot:
    text: the lamp is red
    facts: {tank.filled: no}   # empty
  expect:
    symptoms: [red-light]   # wrong
    confirmed:
      # gone by now
      - tank-empty
    possible: []
    first: tank-empty

- name: it hums
  snapshot: {text: it hums, symptoms: [red-light]}
  expect:
    symptoms:
      # what was ticked
      - pump/red-light # ticked
      - noise
    confirmed: []
    first: tank-empty
- {name: right, snapshot: {text: it hums}, expect: {symptoms: [noise]}}
";

#[test]
fn values_that_do_not_hold_are_replaced_and_nothing_else() {
    let desk = Desk::new(&[("a.yaml", FIXTURES)]);
    let (out, err) = desk.check(&["--bless", "-q"], 0);
    for part in [
        "a red lamp  fixtures/pump/a.yaml:7",
        "-     symptoms: [noise]   # wrong\n+     symptoms: [red-light]   # wrong\n",
        "-     confirmed: [ask-us]\n+     confirmed: []\n",
    ] {
        assert!(out.contains(part), "no `{part}` in\n{out}\n{err}");
    }
    assert_eq!(std::fs::read_to_string(desk.path("fixtures/pump/a.yaml")).unwrap(), BLESSED);
    let (_, err) = desk.check(&[], 0);
    assert_eq!(err, "3 fixtures, 0 failed\n");
    let (out, err) = desk.check(&["--bless"], 0);
    assert_eq!((out.as_str(), err.as_str()), ("", "3 fixtures, 0 failed\n"));
    let left: Vec<_> = std::fs::read_dir(desk.path("fixtures/pump")).unwrap().collect();
    assert_eq!(left.len(), 1);
}

#[test]
fn a_list_that_becomes_empty_keeps_its_key() {
    let text = "- name: x\n  snapshot: {text: hello}\n  expect:\n    symptoms:\n      - noise\n      - red-light\n    asks: age\n";
    let desk = Desk::new(&[("a.yaml", text)]);
    desk.check(&["--bless"], 0);
    let new = std::fs::read_to_string(desk.path("fixtures/pump/a.yaml")).unwrap();
    assert_eq!(new, "- name: x\n  snapshot: {text: hello}\n  expect:\n    symptoms: []\n    asks: []\n");
}

#[test]
fn broken_files_are_left_alone() {
    let desk = Desk::new(&[("a.yaml", FIXTURES), ("b.yaml", "- name: [")]);
    let (out, _) = desk.check(&["--bless"], 1);
    assert!(out.contains("b.yaml"), "{out}");
    assert_eq!(std::fs::read_to_string(desk.path("fixtures/pump/b.yaml")).unwrap(), "- name: [");
    Desk::new(&[]).check(&["--bless", "--format", "json"], 2);
}
