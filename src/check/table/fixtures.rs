//! What fixtures leave open.

use super::{Code, entry};
use crate::finding::Severity::Warning;

pub(super) const CODES: &[Code] = &[
    entry(
        "cause-without-fixture",
        Warning,
        "a cause that no fixture expects",
        "Nobody has shown that the rule comes out. A fixture that lists the cause under `confirmed`, `possible` or \
         `first` does.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    …
# fixtures/demo/case.yaml
- name: a red light
  snapshot: {text: The red light is blinking}
  expect: {symptoms: [red-light]}
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    …
# fixtures/demo/case.yaml
- name: a red light
  snapshot: {text: The red light is blinking}
  expect: {symptoms: [red-light], confirmed: [empty-tank]}
",
    ),
    entry(
        "crosses-fixture",
        Warning,
        "a pattern that matches a fixture which does not expect its symptom",
        "The fixture lists the symptoms that are present, and this one is not among them, yet the pattern matches.",
        "symptoms:
  blinking:
    title: {en: Blinking}
    seen: [{message: red light is blinking}]
# fixtures/demo/case.yaml
- name: a red light
  snapshot: {text: The red light is blinking}
  expect: {symptoms: [red-light]}
",
        "symptoms:
  blinking:
    title: {en: Blinking}
    seen: [{message: red light is blinking}]
# fixtures/demo/case.yaml
- name: a red light
  snapshot: {text: The red light is blinking}
  expect: {symptoms: [red-light, blinking]}
",
    ),
    entry(
        "no-silent-fixture",
        Warning,
        "a pack without a fixture that shows what must not match",
        "Positive fixtures alone are passed by a pattern that matches everything. A look-alike text with \
         `expect: {symptoms: []}` is not.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    …
# fixtures/demo/case.yaml
- name: a red light
  snapshot: {text: The red light is blinking}
  expect: {symptoms: [red-light]}
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    …
# fixtures/demo/case.yaml
- name: a red light
  snapshot: {text: The red light is blinking}
  expect: {symptoms: [red-light]}
- name: a traffic light
  snapshot: {text: I waited at the traffic lights}
  expect: {symptoms: []}
",
    ),
    entry(
        "pack-without-fixtures",
        Warning,
        "a pack that no fixture shows anything of",
        "Fixtures lie in the folder `fixtures` beside the rules, one folder a pack.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    …
# fixtures/demo/case.yaml
- name: nothing
  snapshot: {text: I waited at the traffic lights}
  expect: {symptoms: []}
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    …
# fixtures/demo/case.yaml
- name: a red light
  snapshot: {text: The red light is blinking}
  expect: {symptoms: [red-light]}
",
    ),
    entry(
        "symptom-without-fixture",
        Warning,
        "a symptom that no fixture expects",
        "Nobody has shown that a text is recognised. A fixture that lists the symptom under `symptoms` does.",
        "symptoms:
  leak: {title: {en: A leak}, seen: [{message: water on the floor}]}
# fixtures/demo/case.yaml
- name: a red light
  snapshot: {text: The red light is blinking}
  expect: {symptoms: [red-light]}
",
        "symptoms:
  leak: {title: {en: A leak}, seen: [{message: water on the floor}]}
# fixtures/demo/case.yaml
- name: water
  snapshot: {text: There is water on the floor}
  expect: {symptoms: [leak]}
",
    ),
];
