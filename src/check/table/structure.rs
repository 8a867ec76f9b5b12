//! Sections, keys and shapes of packs.

use super::{Code, entry};
use crate::finding::Severity::Error;

pub(super) const CODES: &[Code] = &[
    entry(
        "bad-name",
        Error,
        "a name is made of a-z, 0-9, `-`, `_` and `.`",
        "Names are typed by people and stand in scripts, so they are plain. `today` and other words of the \
         language are taken.",
        "terms:
  Start Button: {en: [start]}
",
        "terms:
  start-button: {en: [start]}
",
    ),
    entry(
        "duplicate-id",
        Error,
        "two entries of one kind have the same name in a pack",
        "Names are one for the whole pack, in whatever file they stand.",
        "terms:
  light: {en: [lantern]}
",
        "terms:
  lantern: {en: [lantern]}
",
    ),
    entry(
        "duplicate-pack",
        Error,
        "two packs have the same name",
        "The name of a pack begins every id in it, so two cannot share it.",
        "# again/pack.yaml
format: 1
pack: demo
languages: [en]
title: {en: Again}
product: {any: [again]}
",
        "# again/pack.yaml
format: 1
pack: again
languages: [en]
title: {en: Again}
product: {any: [again]}
",
    ),
    entry(
        "empty-list",
        Error,
        "a list that needs at least one item",
        "An empty list here would match nothing or mean everything, so it is neither allowed nor guessed.",
        "rules:
  empty-tank:
    symptoms: []
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    …
",
    ),
    entry(
        "empty-text",
        Error,
        "a text is empty",
        "A text for people, a form or a name cannot be empty.",
        "contacts:
  desk: {en: \"\"}
",
        "contacts:
  desk: {en: The coffee desk}
",
    ),
    entry(
        "listed-twice",
        Error,
        "a list names the same thing twice",
        "The second time adds nothing, so something else was probably meant.",
        "rules:
  empty-tank:
    symptoms: [red-light, red-light]
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light, green-light]
    …
",
    ),
    entry(
        "missing-key",
        Error,
        "a key that must be there is not",
        "Something that every such entry has is not there.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    cause: {title: {en: Empty}, explanation: {en: The tank is empty.}}
    resolution: [{for: customer}]
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    cause: {title: {en: Empty}, explanation: {en: The tank is empty.}}
    resolution: [{for: customer, do: {en: Fill it.}}]
",
    ),
    entry(
        "missing-translation",
        Error,
        "a text is not written in every language of its pack",
        "A pack speaks the languages that its header lists, in every text for people.",
        "# demo/pack.yaml
format: 1
pack: demo
languages: [en, id]
title: {en: Demo}
product: {any: [demo]}
",
        "# demo/pack.yaml
format: 1
pack: demo
languages: [en, id]
title: {en: Demo, id: Demo}
product: {any: [demo]}
",
    ),
    entry(
        "no-pack",
        Error,
        "a rule file without a `pack.yaml` beside or above it",
        "Rule files belong to the pack whose `pack.yaml` stands in their folder or above it.",
        "# loose/terms.yaml
terms:
  pump: {en: [pump]}
",
        "# demo/terms.yaml
terms:
  pump: {en: [pump]}
",
    ),
    entry(
        "unknown-key",
        Error,
        "a key that this place does not have",
        "Probably misspelt; the help names the nearest key, or all that the place has.",
        "rules:
  empty-tank:
    symptom: [red-light]
    symptoms: [red-light]
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    …
",
    ),
    entry(
        "unknown-language",
        Error,
        "a language that the pack is not written in",
        "The header of the pack lists its languages, of `en`, `id` and `zh`.",
        "contacts:
  desk: {en: The desk, id: Meja}
",
        "contacts:
  desk: {en: The desk}
",
    ),
    entry(
        "unknown-word",
        Error,
        "a word outside a fixed list",
        "Only a few words are possible here; the help lists them.",
        "rules:
  empty-tank:
    symptoms: [red-light]
    cause: {title: {en: Empty}, explanation: {en: The tank is empty.}}
    resolution: [{for: everyone, do: {en: Fill it.}}]
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    cause: {title: {en: Empty}, explanation: {en: The tank is empty.}}
    resolution: [{for: customer, do: {en: Fill it.}}]
",
    ),
    entry(
        "wrong-format",
        Error,
        "the pack is written in another format",
        "`format: 1` is the only format so far. A pack of a later one needs a later casebook.",
        "# demo/pack.yaml
format: 2
pack: demo
languages: [en]
title: {en: Demo}
product: {any: [demo]}
",
        "# demo/pack.yaml
format: 1
pack: demo
languages: [en]
title: {en: Demo}
product: {any: [demo]}
",
    ),
    entry(
        "wrong-shape",
        Error,
        "a text, list or map stands where another is expected",
        "A text stands where a list or a map is expected, or the other way round.",
        "rules:
  empty-tank:
    symptoms: red-light
    …
",
        "rules:
  empty-tank:
    symptoms: [red-light]
    …
",
    ),
];
