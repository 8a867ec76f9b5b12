//! What is declared and never reached, asked for or used.

use super::{Code, entry};
use crate::finding::Severity::Warning;

pub(super) const CODES: &[Code] = &[
    entry(
        "fact-never-asked",
        Warning,
        "a fact that conditions read and no question obtains",
        "Without `ask` the fact stays unknown unless a snapshot or the text holds it, and rules that need it stay \
         possible for ever.",
        "facts:
  pump.speed: {type: number}
rules:
  slow-pump:
    symptoms: [red-light]
    when: {pump.speed: {below: 5}}
    …
",
        "facts:
  pump.speed: {type: number, ask: {en: How fast is the pump?}}
rules:
  slow-pump:
    symptoms: [red-light]
    when: {pump.speed: {below: 5}}
    …
",
    ),
    entry(
        "symptom-without-rule",
        Warning,
        "a symptom that no rule explains",
        "It is recognised, and then nothing follows from it.",
        "symptoms:
  leak: {title: {en: A leak}, seen: [{message: water on the floor}]}
",
        "symptoms:
  leak: {title: {en: A leak}, seen: [{message: water on the floor}]}
rules:
  open-tap:
    symptoms: [leak]
    …
",
    ),
    entry(
        "unreachable-cause",
        Warning,
        "a cause that no rule can reach",
        "Each way to the cause has a condition that can never be true, or no symptoms.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {all: [{account.tier: free}, {account.tier: partner}]}
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {any: [{account.tier: free}, {account.tier: partner}]}
    …
",
    ),
    entry(
        "unused-contact",
        Warning,
        "a contact that no step names",
        "Declared under `contacts`, and no step sends anybody there.",
        "contacts:
  desk: {en: The coffee desk}
",
        "contacts:
  desk: {en: The coffee desk}
rules:
  empty-tank:
    symptoms: [red-light]
    cause: {title: {en: Empty}, explanation: {en: The tank is empty.}}
    resolution: [{for: customer, contact: desk}]
",
    ),
    entry(
        "unused-definition",
        Warning,
        "a definition that no condition names",
        "Conditions that nobody uses are not tested by anything and mislead their readers.",
        "definitions:
  may-brew: {tank.filled: yes}
",
        "definitions:
  may-brew: {tank.filled: yes}
rules:
  empty-tank:
    symptoms: [red-light]
    when: {not: may-brew}
    …
",
    ),
    entry(
        "unused-fact",
        Warning,
        "a fact that no condition, step or pattern reads",
        "It would be asked for or captured in vain.",
        "facts:
  pump.speed: {type: number, ask: {en: How fast?}}
",
        "facts:
  pump.speed: {type: number, ask: {en: How fast?}}
rules:
  slow-pump:
    symptoms: [red-light]
    when: {pump.speed: {below: 5}}
    …
",
    ),
    entry(
        "unused-source",
        Warning,
        "a source that no cause names",
        "Declared under `sources`, and no cause rests on it.",
        "sources:
  manual: {article: \"12\"}
",
        "sources:
  manual: {article: \"12\"}
rules:
  empty-tank:
    symptoms: [red-light]
    cause: {title: {en: Empty}, explanation: {en: The tank is empty.}, source: manual}
    resolution: [{for: customer, do: {en: Fill it.}}]
",
    ),
    entry(
        "unused-term",
        Warning,
        "a term that no pattern names",
        "Terms of a pack are there for its patterns; a term is also used where a used term includes it.",
        "terms:
  pump: {en: [pump]}
",
        "terms:
  pump: {en: [pump]}
symptoms:
  loud-pump: {title: {en: A loud pump}, seen: [{say: [pump, error]}]}
",
    ),
];
