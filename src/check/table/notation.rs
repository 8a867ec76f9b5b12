//! The notation of files: YAML and JSON.

use super::{Code, entry};
use crate::finding::Severity::Error;

pub(super) const CODES: &[Code] = &[
    entry(
        "control-character",
        Error,
        "a control or invisible character stands in a text",
        "Such characters cannot be seen, and a pattern with one never matches. Type the text anew instead of \
         pasting it.",
        "terms:
  button: {en: [\"but\\u0007ton\"]}
",
        "terms:
  button: {en: [button]}
",
    ),
    entry(
        "duplicate-key",
        Error,
        "a key is written twice in one map",
        "Of two entries one would be lost without a word. Join them, or give one another name.",
        "terms:
  button: {en: [button]}
  button: {en: [knob]}
",
        "terms:
  button: {en: [button, knob]}
",
    ),
    entry(
        "empty-file",
        Error,
        "a rule file that holds nothing",
        "Remove the file, or write what it is for.",
        "# demo/pump.yaml
# nothing yet
",
        "# demo/pump.yaml
terms:
  pump: {en: [pump]}
",
    ),
    entry(
        "json-syntax",
        Error,
        "a text that is not JSON",
        "Snapshots may be JSON. The place shows where reading stopped.",
        "",
        "",
    ),
    entry(
        "json-text",
        Error,
        "a text in JSON that cannot be decoded",
        "Snapshots may be JSON. A text in it has an escape that stands for nothing, such as half of a \
         surrogate pair.",
        "",
        "",
    ),
    entry(
        "not-utf8",
        Error,
        "a file is not UTF-8",
        "Save the file as UTF-8; editors call that the encoding.",
        "",
        "",
    ),
    entry(
        "yaml-alias",
        Error,
        "a YAML alias, often an unquoted `*`",
        "A text that begins with `*` needs quotes. Aliases are not used in packs.",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{message: *new* firmware found}]
",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{message: \"*new* firmware found\"}]
",
    ),
    entry(
        "yaml-anchor",
        Error,
        "a YAML anchor, often an unquoted `&`",
        "A text that begins with `&` needs quotes. Anchors are not used in packs.",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{message: &first no water}]
",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{message: \"&first no water\"}]
",
    ),
    entry(
        "yaml-bracket",
        Error,
        "a bracket is not closed, or closes nothing",
        "Each `{` needs its `}`, each `[` its `]`. The place is where the open one stands.",
        "terms:
  button: {en: [button, knob}
",
        "terms:
  button: {en: [button, knob]}
",
    ),
    entry(
        "yaml-colon",
        Error,
        "a colon that is full-width, without a space, or a second one in a text",
        "A colon inside a text, or one without a space behind it, changes what the line means. Quote the text.",
        "contacts:
  desk:
    en: Sorry: closed today
",
        "contacts:
  desk:
    en: \"Sorry: closed today\"
",
    ),
    entry(
        "yaml-comma",
        Error,
        "a comma ends an unquoted text in braces",
        "Inside braces a comma ends a text. Quote texts that hold one.",
        "contacts:
  desk: {en: Sorry, closed today}
",
        "contacts:
  desk: {en: \"Sorry, closed today\"}
",
    ),
    entry(
        "yaml-comment",
        Error,
        "` #` turns the rest of a text into a comment",
        "A `#` after a space begins a comment, so the rest of the text is lost. Quote the text.",
        "symptoms:
  leak:
    title: {en: A leak}
    seen:
      - message: Sorry, error #12 came
",
        "symptoms:
  leak:
    title: {en: A leak}
    seen:
      - message: \"Sorry, error #12 came\"
",
    ),
    entry(
        "yaml-documents",
        Error,
        "a rule file holds one document",
        "`---` begins a second document. Write another file instead.",
        "terms:
  pump: {en: [pump]}
---
terms:
  tank: {en: [tank]}
",
        "terms:
  pump: {en: [pump]}
  tank: {en: [tank]}
",
    ),
    entry(
        "yaml-escape",
        Error,
        "an escape that double-quoted text does not know",
        "In double quotes a backslash begins an escape. Regexes belong in single quotes, where it is itself.",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{regex: \"error \\d+\"}]
",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{regex: 'error \\d+'}]
",
    ),
    entry(
        "yaml-indent",
        Error,
        "a line that lines up with nothing",
        "What belongs together stands in one column.",
        "terms:
  button:
    en: [button]
   any: [knob]
",
        "terms:
  button:
    en: [button]
    any: [knob]
",
    ),
    entry(
        "yaml-key",
        Error,
        "a key must be a text",
        "A list or map as a key means nothing in a pack.",
        "terms:
  ? [a, b]
  : {en: [button]}
",
        "terms:
  button: {en: [button]}
",
    ),
    entry(
        "yaml-merge",
        Error,
        "a YAML merge key",
        "Merge keys hide where something comes from. Write the entry out, or use `includes` in a term.",
        "terms:
  button:
    <<: {en: [button]}
    any: [knob]
",
        "terms:
  button:
    en: [button]
    any: [knob]
",
    ),
    entry(
        "yaml-null",
        Error,
        "a key or list item without a value",
        "Nothing stands behind the colon or the dash, and nothing is not the same as an empty text or list. \
         Write the value, or take the key out.",
        "terms:
  button:
    en:
",
        "terms:
  button:
    en: [button]
",
    ),
    entry(
        "yaml-quote",
        Error,
        "a quote is missing, or too many",
        "Where a quote mark belongs to the text, quote it with the other kind, or write it twice in single \
         quotes.",
        "contacts:
  desk: {en: 'the customer's desk'}
",
        "contacts:
  desk: {en: \"the customer's desk\"}
",
    ),
    entry(
        "yaml-syntax",
        Error,
        "the notation is broken in another way",
        "The place shows where reading stopped; the mistake is there or just before.",
        "terms:
  button: {en: [button]}
  and some words
",
        "terms:
  button: {en: [button]}
",
    ),
    entry(
        "yaml-tab",
        Error,
        "a tab indents a line",
        "YAML is indented with spaces. Most editors can be told to write them for the tab key.",
        "terms:
  button:
	en: [button]
",
        "terms:
  button:
    en: [button]
",
    ),
    entry(
        "yaml-tag",
        Error,
        "a YAML tag or directive, often an unquoted `!`",
        "A text that begins with `!` needs quotes. Tags and directives are not used in packs.",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{message: !important no water}]
",
        "symptoms:
  leak:
    title: {en: A leak}
    seen: [{message: \"!important no water\"}]
",
    ),
];
