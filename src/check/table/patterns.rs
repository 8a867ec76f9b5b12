//! Patterns and forms that mean nothing.

use super::{Code, entry};
use crate::finding::Severity::Error;

pub(super) const CODES: &[Code] = &[
    entry(
        "bad-code",
        Error,
        "a `code` is one token of ASCII letters and digits",
        "Codes with spaces or other characters are a `message` or a `regex`.",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{code: \"E 12\"}]
",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{code: \"E12\"}]
",
    ),
    entry(
        "bad-form",
        Error,
        "a form of a term matches nothing in particular",
        "A form needs a word, and `*` stands between words.",
        "terms:
  button: {en: [\"* button\"]}
",
        "terms:
  button: {en: [\"start * button\"]}
",
    ),
    entry(
        "bad-message",
        Error,
        "a `message` needs at least one word",
        "A message of punctuation alone would be found everywhere.",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{message: \"...\"}]
",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{message: \"No water…\"}]
",
    ),
    entry(
        "bad-regex",
        Error,
        "a regex that cannot be understood",
        "The place is inside the regex. Look-around and back-references are not part of the notation.",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{regex: 'error (e[0-9]+'}]
",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{regex: 'error (e[0-9]+)'}]
",
    ),
    entry(
        "bad-within",
        Error,
        "`within` is a number of sentences, 1 to 9",
        "How far apart the terms of a `say` may stand.",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{say: [light, red], within: two lines}]
",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{say: [light, red], within: 2 sentences}]
",
    ),
    entry(
        "empty-seen",
        Error,
        "a symptom without a pattern can never be seen",
        "List at least one pattern, so that a text can show the symptom.",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: []
",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{message: water on the floor}]
",
    ),
    entry(
        "empty-term",
        Error,
        "a term without forms matches nothing",
        "Give it forms in a language of the pack, or in `any`.",
        "terms:
  button: {}
",
        "terms:
  button: {en: [button]}
",
    ),
    entry(
        "regex-matches-nothing",
        Error,
        "a regex matches the empty text",
        "It would be found in every text.",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{regex: '(e12)*'}]
",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{regex: '(e12)+'}]
",
    ),
    entry(
        "two-patterns",
        Error,
        "a pattern looks for more than one thing",
        "Each pattern looks for one thing. Any one of several patterns is enough.",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{message: no water, code: E12}]
",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{message: no water}, {code: E12}]
",
    ),
];
