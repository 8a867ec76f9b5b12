//! Conditions, by reasoning over facts.

use super::{Code, entry};
use crate::finding::Severity::{Info, Warning};

pub(super) const CODES: &[Code] = &[
    entry(
        "always-true",
        Warning,
        "a condition that no facts make false",
        "The condition decides nothing: leave it out, or correct the test that was meant. Holds over all values that \
         the facts may have; while a fact is unknown the condition may still be unknown.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {any: [{plan.seats: {below: 10}}, {plan.seats: {at-least: 5}}]}
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {any: [{plan.seats: {below: 5}}, {plan.seats: {at-least: 10}}]}
    …
",
    ),
    entry(
        "closed-world",
        Info,
        "`known` treats what nobody knows as an answer",
        "Everywhere else a fact that becomes known never turns a definite verdict round. With `known` it may, so \
         each use is pointed out.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {tank.filled: {known: false}}
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
        "covered-way",
        Warning,
        "a way to a cause that another way of the rule covers",
        "Whenever this way holds, another way to the same cause holds for the same symptoms, so it adds nothing. Often \
         a condition was meant to be narrower, or a symptom is missing.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {tank.filled: no}
    also: [{symptoms: [red-light], when: {all: [{tank.filled: no}, {plan.seats: 3}]}}]
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {tank.filled: no}
    also: [{symptoms: [green-light], when: {all: [{tank.filled: no}, {plan.seats: 3}]}}]
    …
",
    ),
    entry(
        "gap",
        Warning,
        "facts for which every cause of a symptom is ruled out, without a fallback",
        "The customer sees the symptom and the answer is empty. The finding prints facts that lead there. A rule with \
         `fallback: true` takes what no other rule explains.",
        "symptoms:
  leak: {title: {en: A leak}, seen: [{message: water on the floor}]}
rules:
  open-tap:
    symptoms: [leak]
    when: {tank.filled: yes}
    …
",
        "symptoms:
  leak: {title: {en: A leak}, seen: [{message: water on the floor}]}
rules:
  open-tap:
    symptoms: [leak]
    when: {tank.filled: yes}
    …
  send-it-in:
    symptoms: all
    fallback: true
    …
",
    ),
    entry(
        "idle-fallback",
        Warning,
        "a fallback that can never be offered",
        "A fallback is offered for symptoms that no other rule explains. For each of its symptoms some other rule is \
         always at least possible.",
        "rules:
  always-this:
    symptoms: [red-light]
    …
  send-it-in:
    symptoms: [red-light]
    fallback: true
    …
",
        "rules:
  always-this:
    symptoms: [red-light]
    when: {tank.filled: no}
    …
  send-it-in:
    symptoms: [red-light]
    fallback: true
    …
",
    ),
    entry(
        "never-true",
        Warning,
        "a condition that no facts make true",
        "The parts exclude each other, so whatever depends on the condition never happens. The finding points at the \
         smallest set of parts that do.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {all: [{plan.seats: {above: 10}}, {tank.filled: no}, {plan.seats: {below: 5}}]}
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {all: [{plan.seats: {above: 5}}, {tank.filled: no}, {plan.seats: {below: 10}}]}
    …
",
    ),
    entry(
        "no-effect",
        Warning,
        "a part of a condition that the other parts already imply",
        "With or without the part the condition comes out the same once the facts are known. Either it can go, or it \
         was meant to say something else.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {all: [{plan.ends_on: {before: 2026-01-01}}, {plan.ends_on: {before: 2026-06-01}}]}
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {all: [{plan.ends_on: {after: 2026-01-01}}, {plan.ends_on: {before: 2026-06-01}}]}
    …
",
    ),
    entry(
        "rival-causes",
        Info,
        "two rules that hold together for one symptom, with nothing to rank them",
        "Both causes come out as confirmed, and which stands first is decided by the number of tests that hold and \
         then by the alphabet. Often right: a symptom may have two causes at once. Where one is to be looked at first, \
         `yields-to` says so; where they exclude each other, a condition does. The finding prints facts that show it.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {tank.filled: no}
    …
  too-many-seats:
    symptoms: [red-light]
    when: {plan.seats: {above: 10}}
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {tank.filled: no}
    …
  too-many-seats:
    symptoms: [red-light]
    when: {plan.seats: {above: 10}}
    yields-to: [empty-tank]
    …
",
    ),
    entry(
        "step-never-shown",
        Warning,
        "a step whose condition excludes the cause's own",
        "A step is left out where its condition is false, and here that is so whenever the cause holds.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {tank.filled: no}
    cause: {title: {en: Empty}, explanation: {en: The tank is empty.}}
    resolution:
      - {for: customer, do: {en: Fill it.}}
      - {for: customer, when: {tank.filled: yes}, do: {en: Press Start.}}
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {tank.filled: no}
    cause: {title: {en: Empty}, explanation: {en: The tank is empty.}}
    resolution:
      - {for: customer, do: {en: Fill it.}}
      - {for: customer, when: {plan.seats: {above: 10}}, do: {en: Press Start.}}
",
    ),
    entry(
        "undecided",
        Info,
        "a condition too large to reason about",
        "Questions about conditions are answered by search, up to a limit of work. Where it is reached, nothing is \
         claimed, and this says so. Only conditions over very many facts get there, so no short example exists.",
        "",
        "",
    ),
];
