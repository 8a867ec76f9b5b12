//! Names that are used and not declared.

use super::{Code, entry};
use crate::finding::Severity::Error;

pub(super) const CODES: &[Code] = &[
    entry(
        "ambiguous-name",
        Error,
        "a bare name that several packs have",
        "In a snapshot or a fixture a bare name may belong to several packs. Write `pack/name`.",
        "",
        "",
    ),
    entry(
        "definition-circle",
        Error,
        "definitions that need themselves",
        "Each needs the other first, so neither says anything.",
        "definitions:
  first: {not: second}
  second: {not: first}
",
        "definitions:
  first: {not: second}
  second: {tank.filled: yes}
",
    ),
    entry(
        "term-circle",
        Error,
        "terms that include themselves",
        "Each takes over the forms of the other, without end.",
        "terms:
  one: {en: [one], includes: [other]}
  other: {en: [other], includes: [one]}
",
        "terms:
  one: {en: [one], includes: [other]}
  other: {en: [other]}
",
    ),
    entry(
        "unknown-contact",
        Error,
        "no contact of this name",
        "Contacts are declared under `contacts` of the pack.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    cause: {title: {en: Empty}, explanation: {en: The tank is empty.}}
    resolution: [{for: customer, contact: desk}]
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    cause: {title: {en: Empty}, explanation: {en: The tank is empty.}}
    resolution: [{for: customer, do: {en: Ask the coffee desk.}}]
",
    ),
    entry(
        "unknown-definition",
        Error,
        "no definition of this name",
        "Definitions are declared under `definitions` of the pack. A fact is tested as `fact: value`.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: may-brew
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {tank.filled: yes}
    …
",
    ),
    entry(
        "unknown-fact",
        Error,
        "no fact of this name",
        "Facts are declared under `facts` of the pack.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {tank.full: no}
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {tank.filled: no}
    …
",
    ),
    entry(
        "unknown-rule",
        Error,
        "no rule of this name",
        "`yields-to` names causes of the same pack.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    yields-to: [pump-broken]
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    …
",
    ),
    entry(
        "unknown-source",
        Error,
        "no source of this name",
        "Sources are declared under `sources` of the pack.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    cause: {title: {en: Empty}, explanation: {en: The tank is empty.}, source: manual}
    resolution: [{for: customer, do: {en: Fill it.}}]
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    cause: {title: {en: Empty}, explanation: {en: The tank is empty.}}
    resolution: [{for: customer, do: {en: Fill it.}}]
",
    ),
    entry(
        "unknown-symptom",
        Error,
        "no symptom of this name",
        "Symptoms are declared under `symptoms` of the pack.",
        "rules:
  empty-tank:
    symptoms: [red-lite]
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    …
",
    ),
    entry(
        "unknown-term",
        Error,
        "no term of this name",
        "Terms are declared under `terms` of the pack, or in `common`.",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{say: [lamp-post, red]}]
",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{say: [light, red]}]
",
    ),
    entry(
        "yields-to-circle",
        Error,
        "rules that yield to each other",
        "Each would come after the other. Decide which one is looked at first.",
        "rules:
  one:
    symptoms: [red-light]
    yields-to: [other]
    …
  other:
    symptoms: [red-light]
    yields-to: [one]
    …
",
        "rules:
  one:
    symptoms: [red-light]
    yields-to: [other]
    …
  other:
    symptoms: [red-light]
    …
",
    ),
];
