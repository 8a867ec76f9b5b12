//! Patterns: what they match that they should not, and what they can never match.

use super::{Code, entry};
use crate::finding::Severity::{Info, Warning};

pub(super) const CODES: &[Code] = &[
    entry(
        "bare-code",
        Warning,
        "a short number as a code, without neighbours",
        "A number of up to six digits is found in prices, dates and counts too. Terms under `near` make it count only \
         beside them; a message that is nearly the code alone is still read, as weak evidence.",
        "symptoms:
  e-5000:
    title: {en: Error 5000}
    seen: [{code: \"5000\"}]
",
        "symptoms:
  e-5000:
    title: {en: Error 5000}
    seen: [{code: \"5000\", near: [error]}]
",
    ),
    entry(
        "crosses-message",
        Warning,
        "a pattern of one symptom that matches a message of another",
        "Every message is read as a ticket. Where a pattern of another symptom matches it, a paste of that screen shows \
         both symptoms. Right where one screen does show both; then allow it and say so.",
        "symptoms:
  any-light:
    title: {en: A light}
    seen: [{say: [light, red]}]
",
        "symptoms:
  any-light:
    title: {en: A light}
    seen: [{say: [light, error]}]
",
    ),
    entry(
        "message-in-message",
        Warning,
        "a message that is part of another symptom's message",
        "Wherever the longer message is shown, the shorter one is seen too, and both symptoms are present.",
        "symptoms:
  blinking:
    title: {en: Blinking}
    seen: [{message: light is blinking}]
",
        "symptoms:
  blinking:
    title: {en: Blinking}
    seen: [{message: all four lamps go on and off}]
",
    ),
    entry(
        "private-text",
        Warning,
        "a pattern that holds something of one customer",
        "Copied from a ticket, a message may still hold that customer's address, phone, ticket or order number, or the \
         GUID of one session. No other ticket will have it. `{name}` in a message stands for anything short.",
        "symptoms:
  refused:
    title: {en: Refused}
    seen: [{message: Access refused for budi@example.com}]
",
        "symptoms:
  refused:
    title: {en: Refused}
    seen: [{message: \"Access refused for {user}\"}]
",
    ),
    entry(
        "regex-anchor",
        Warning,
        "an anchor that can never hold",
        "`^` stands for the beginning of the whole text and `$` for its end. With something before or after them that \
         must be there, the regex matches nothing.",
        "symptoms:
  e-12:
    title: {en: E12}
    seen: [{regex: 'error ^e12'}]
",
        "symptoms:
  e-12:
    title: {en: E12}
    seen: [{regex: '^error e12'}]
",
    ),
    entry(
        "regex-dot",
        Warning,
        "an unescaped dot between digits",
        "In a regex `.` stands for any character. Between digits a dot is nearly always meant as itself.",
        "symptoms:
  old-version:
    title: {en: Old version}
    seen: [{regex: 'version 1.2'}]
",
        "symptoms:
  old-version:
    title: {en: Old version}
    seen: [{regex: 'version 1\\.2'}]
",
    ),
    entry(
        "regex-without-literal",
        Warning,
        "a regex with no text that must be there",
        "Texts are searched for all fixed parts of regexes in one pass, and only where one is found the regex runs. One \
         without a fixed part of two characters runs on every ticket, and matches more than is meant.",
        "symptoms:
  some-code:
    title: {en: A code}
    seen: [{regex: '[a-z]\\d{4}'}]
",
        "symptoms:
  some-code:
    title: {en: A code}
    seen: [{regex: 'error [a-z]\\d{4}'}]
",
    ),
    entry(
        "say-excludes-itself",
        Warning,
        "a `say` that forbids one of its own terms",
        "Every form of a term that must be there is also a form of a term under `unless`, so the pattern can never \
         match.",
        "symptoms:
  faulty-light:
    title: {en: Faulty light}
    seen: [{say: [light, error], unless: [error]}]
",
        "symptoms:
  faulty-light:
    title: {en: Faulty light}
    seen: [{say: [light, error], unless: [red]}]
",
    ),
    entry(
        "say-overlap",
        Warning,
        "two terms of a `say` of which one is part of the other",
        "Each word of a text serves one term. Where every form of one term holds a form of the other, a text that \
         says it once does not match.",
        "terms:
  any-light: {en: [light, lamp]}
symptoms:
  two-lights:
    title: {en: Two lights}
    seen: [{say: [light, any-light]}]
",
        "symptoms:
  two-lights:
    title: {en: Two lights}
    seen: [{say: [light, red]}]
",
    ),
    entry(
        "say-shares-words",
        Info,
        "two terms of a `say` that the same words can be",
        "Each word of a text serves one term. Where two terms share a quarter of the forms of one or more, a text \
         that says only such a form has said one of them, and the pattern waits for the other.",
        "terms:
  lamp: {en: [lamp, led]}
  signal: {en: [signal, led]}
symptoms:
  two-lights:
    title: {en: Two lights}
    seen: [{say: [lamp, signal]}]
",
        "terms:
  lamp: {en: [lamp, led]}
  signal: {en: [signal]}
symptoms:
  two-lights:
    title: {en: Two lights}
    seen: [{say: [lamp, signal]}]
",
    ),
    entry(
        "unmatchable",
        Warning,
        "a text that normalisation makes impossible to find",
        "Texts are read in lower case, with single spaces and Simplified characters, without markup and escapes, and a \
         code is found by its digits. A pattern that needs anything else is never seen.",
        "symptoms:
  e-12:
    title: {en: E12}
    seen: [{regex: 'Error [eE]12'}]
",
        "symptoms:
  e-12:
    title: {en: E12}
    seen: [{regex: 'error e12'}]
",
    ),
];
