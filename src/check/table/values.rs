//! Facts, values and operators that do not fit each other.

use super::{Code, entry};
use crate::finding::Severity::Error;

pub(super) const CODES: &[Code] = &[
    entry(
        "bad-date",
        Error,
        "a date is written year-month-day and must exist",
        "Dates are written like 2026-03-01.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {plan.ends_on: {before: 1/3/2026}}
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {plan.ends_on: {before: 2026-03-01}}
    …
",
    ),
    entry(
        "bad-number",
        Error,
        "a number is expected",
        "Numbers are written in digits, with a point for decimals.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {plan.seats: {above: ten}}
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {plan.seats: {above: 10}}
    …
",
    ),
    entry(
        "bad-range",
        Error,
        "a range is the smallest and the largest number",
        "The smaller number comes first.",
        "facts:
  pump.speed: {type: number, range: [9, 1]}
",
        "facts:
  pump.speed: {type: number, range: [1, 9]}
",
    ),
    entry(
        "bad-set",
        Error,
        "a fact is given as FACT=VALUE",
        "On the command line a fact is given as `--set tank.filled=no`.",
        "",
        "",
    ),
    entry(
        "bad-text",
        Error,
        "a text fact cannot be tested against nothing",
        "Everything holds the empty text.",
        "facts:
  model.name: {type: text}
rules:
  empty-tank:
    symptoms: [red-light]
    when: {model.name: \" \"}
    …
",
        "facts:
  model.name: {type: text}
rules:
  empty-tank:
    symptoms: [red-light]
    when: {model.name: Barista}
    …
",
    ),
    entry(
        "bad-yes-no",
        Error,
        "yes or no is expected",
        "Yes, no, true and false are understood.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {tank.filled: maybe}
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
        "empty-condition",
        Error,
        "a condition that tests nothing",
        "A condition without a test would always hold. Leave `when` out where that is meant.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {tank.filled: {}}
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {tank.filled: {is: no}}
    …
",
    ),
    entry(
        "missing-value-group",
        Error,
        "a regex of a fact captures no value",
        "The part of the text that is the value is marked `(?<value>…)`, or `value` says what the words mean.",
        "facts:
  pump.speed: {type: number, seen: [{regex: 'speed [0-9]+'}]}
",
        "facts:
  pump.speed: {type: number, seen: [{regex: 'speed (?<value>[0-9]+)'}]}
",
    ),
    entry(
        "number-out-of-range",
        Error,
        "a number lies outside its range",
        "The fact declares which numbers are possible.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {plan.seats: {above: 5000}}
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {plan.seats: {above: 500}}
    …
",
    ),
    entry(
        "two-keys",
        Error,
        "a condition tests more than one thing",
        "Two tests side by side could mean both or either.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {tank.filled: no, account.tier: free}
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {all: [{tank.filled: no}, {account.tier: free}]}
    …
",
    ),
    entry(
        "unknown-operator",
        Error,
        "no operator of this name",
        "The help lists the operators of the type.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {plan.seats: {over: 10}}
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {plan.seats: {above: 10}}
    …
",
    ),
    entry(
        "unknown-value",
        Error,
        "a value that the fact does not declare",
        "The fact declares which values are possible.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {account.tier: gold}
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {account.tier: partner}
    …
",
    ),
    entry(
        "wrong-operator",
        Error,
        "an operator that the type of the fact does not have",
        "Each type of fact has its own operators; the help lists them.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {account.tier: {has: free}}
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    when: {account.tier: {is: free}}
    …
",
    ),
];
