//! Texts for people, and sources.

use super::{Code, entry};
use crate::finding::Severity::Warning;

pub(super) const CODES: &[Code] = &[
    entry(
        "agent-words",
        Warning,
        "a word of the support desk in a text for the customer",
        "Customers read titles, explanations, steps and questions that are not marked `for: agent`. Words such as \
         CRM, escalation or case number, and such numbers themselves, mean nothing to them, or show what is not \
         for them.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    cause: {title: {en: Empty}, explanation: {en: The tank is empty.}}
    resolution:
      - {for: customer, do: {en: Note the case number in the CRM.}}
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    cause: {title: {en: Empty}, explanation: {en: The tank is empty.}}
    resolution:
      - {for: agent, do: {en: Note the case number in the CRM.}}
",
    ),
    entry(
        "personal-data",
        Warning,
        "the name, address or phone number of a person in a text",
        "Packs are read by everybody and live longer than jobs. Name the team; public hotlines belong under `contacts`, \
         allowed with that reason.",
        "contacts:
  support: {en: Write to budi@example.com}
",
        "contacts:
  support: {en: The coffee desk}
",
    ),
    entry(
        "same-translation",
        Warning,
        "a sentence that is the same in two languages",
        "It was copied and not translated. Short texts may be names of products and are left alone.",
        "# demo/pack.yaml
format: 1
pack: demo
languages: [en, id]
title: {en: Demo, id: Demo}
product: {any: [demo]}
contacts:
  desk: {en: Desk, id: Meja}
symptoms:
  leak:
    title: {en: Water is on the floor, id: Water is on the floor}
    seen: [{message: water on the floor}]
",
        "# demo/pack.yaml
format: 1
pack: demo
languages: [en, id]
title: {en: Demo, id: Demo}
product: {any: [demo]}
symptoms:
  leak:
    title: {en: Water is on the floor, id: Ada air di lantai}
    seen: [{message: water on the floor}]
",
    ),
    entry(
        "stale-source",
        Warning,
        "a source that nobody reviewed for a year",
        "Looked at only with `--as-of`, so that the same packs give the same findings tomorrow.",
        "sources:
  manual: {article: \"12\", reviewed: 2020-01-01}
",
        "sources:
  manual: {article: \"12\", reviewed: 2026-01-01}
",
    ),
];
