//! Symptoms and their patterns.

use super::condition::test;
use super::context::{Context, Fields, list};
use crate::finding::Finding;
use crate::keys::{self, PATTERN_KINDS};
use crate::pack::{Around, PatternDraft, PatternKindDraft, SymptomDraft};
use crate::source::{Located, Place};
use crate::yaml::{Node, NodeKind};

pub(super) fn symptom(context: &mut Context<'_>, name: &Located<String>, node: Node) -> SymptomDraft {
    let known = keys::names(keys::SYMPTOM);
    let Some(mut fields) = Fields::new(context, node, "a symptom", name.place, &known, None) else {
        return SymptomDraft::default();
    };
    let title = fields.require_local(context, "title");
    let mut seen = Vec::new();
    if let Some((place, node)) = fields.require_keyed(context, "seen", "seen: [{message: \"…\"}]") {
        if matches!(&node.kind, NodeKind::Seq(items) if items.is_empty()) {
            context.findings.push(
                Finding::error("empty-seen", format!("the symptom `{}` can never be seen", name.value))
                    .label(place, "no patterns")
                    .help("add at least one pattern, such as `- message: \"the text the product shows\"`"),
            );
        } else {
            for item in context.list(node, "a list of patterns", "seen: [{message: \"…\"}]") {
                pattern(context, item, &mut seen);
            }
        }
    }
    let question = fields.take("question").is_some_and(|(_, node)| context.flag(node));
    SymptomDraft { title, seen, question }
}

fn pattern(context: &mut Context<'_>, node: Node, out: &mut Vec<PatternDraft>) {
    if node.kind == NodeKind::Bad {
        return;
    }
    let place = context.head(&node);
    let known = keys::names(keys::PATTERN);
    let Some(mut fields) = Fields::new(context, node, "a pattern", place, &known, None) else { return };
    let around = around(context, &mut fields);
    let generic = fields.take("generic");
    let within = fields.take("within");
    let kinds: Vec<&Located<String>> = fields
        .entries
        .iter()
        .map(|(key, _)| key)
        .filter(|key| PATTERN_KINDS.contains(&key.value.as_str()))
        .collect();
    let [kind] = kinds.as_slice() else {
        let finding = match kinds.as_slice() {
            [first, second, ..] => {
                Finding::error("two-patterns", "a pattern looks for one thing, this one for two")
                    .label(second.place, "a second pattern")
                    .label(first.place, "the first")
                    .help("start the second one with a `-` of its own: any one is enough")
            }
            _ => Finding::error("missing-key", "this pattern says nothing to look for")
                .label(place, "no pattern")
                .help(format!("add one of {}", list(PATTERN_KINDS))),
        };
        context.findings.push(finding);
        return;
    };
    let (name, at) = (kind.value.clone(), kind.place);
    for (key, given) in [("within", within.as_ref()), ("generic", generic.as_ref())] {
        if let Some((place, _)) = given
            && name != "say"
        {
            context.findings.push(
                Finding::error("unknown-key", format!("`{key}` fits only `say`, this pattern is a `{name}`"))
                    .label(*place, "does not fit")
                    .help("remove it"),
            );
        }
    }
    let generic = generic.is_some_and(|(_, node)| context.flag(node));
    let sentences = within.map_or(1, |(_, node)| sentences(context, node));
    let Some((_, node)) = fields.take(&name) else { return };
    for kind in kind_of(context, &name, node, at, sentences) {
        out.push(PatternDraft { kind, generic, around: around.clone(), place: at });
    }
}

fn kind_of(
    context: &mut Context<'_>,
    name: &str,
    node: Node,
    at: Place,
    sentences: u32,
) -> Vec<PatternKindDraft> {
    let kind = match name {
        "message" => return messages(context, node),
        "say" => {
            let terms = context.names(node, "a list of terms", "say: [continue-button, greyed-out]");
            (!terms.is_empty()).then_some(PatternKindDraft::Say { terms, sentences })
        }
        "code" => code(context, node).map(PatternKindDraft::Code),
        "regex" => context.text(node, "a regex", "'…'").map(PatternKindDraft::Regex),
        _ => test(context, node, at).map(PatternKindDraft::Mention),
    };
    kind.into_iter().collect()
}

fn messages(context: &mut Context<'_>, node: Node) -> Vec<PatternKindDraft> {
    let NodeKind::Map(entries) = node.kind else {
        let text = context.text(
            node,
            "the text the product shows, or a map from languages to it",
            "\"Access denied\"",
        );
        return text.into_iter().filter_map(|text| message(context, text, None)).collect();
    };
    let mut out = Vec::new();
    for (key, node) in entries {
        let Some(lang) = context.language(&key) else { continue };
        let Some(text) = context.text(node, "the text the product shows", "\"Access denied\"") else {
            continue;
        };
        out.extend(message(context, text, Some(lang)));
    }
    out
}

fn message(
    context: &mut Context<'_>,
    text: Located<String>,
    lang: Option<crate::lang::Lang>,
) -> Option<PatternKindDraft> {
    if text.value.chars().any(char::is_alphanumeric) {
        return Some(PatternKindDraft::Message { text: text.value, lang });
    }
    context.findings.push(
        Finding::error("bad-message", "a message needs at least one word")
            .label(text.place, "no word in it")
            .help("write the text as the product shows it"),
    );
    None
}

fn code(context: &mut Context<'_>, node: Node) -> Option<String> {
    let text = context.text(node, "a code", "\"5000\"")?;
    let code = text.value.trim();
    let good = code.bytes().any(|byte| byte.is_ascii_alphanumeric())
        && code.bytes().all(|byte| byte.is_ascii_graphic());
    if good {
        return Some(code.to_owned());
    }
    context.findings.push(
        Finding::error("bad-code", format!("`{code}` is no code: one token of ASCII letters and digits"))
            .label(text.place, "not one token")
            .help("for words use `message` or `say`, for anything else `regex`"),
    );
    None
}

/// `2 sentences`.
fn sentences(context: &mut Context<'_>, node: Node) -> u32 {
    let Some(text) = context.text(node, "a number of sentences", "2 sentences") else { return 1 };
    let mut words = text.value.split_whitespace();
    let count =
        words.next().and_then(|word| word.parse::<u32>().ok()).filter(|count| (1..=9).contains(count));
    let unit = matches!(words.next(), Some("sentence" | "sentences")) && words.next().is_none();
    match count {
        Some(count) if unit => count,
        _ => {
            context.findings.push(
                Finding::error("bad-within", format!("`{}` is no number of sentences", text.value))
                    .label(text.place, "1 to 9 sentences")
                    .help("write `within: 2 sentences`"),
            );
            1
        }
    }
}

/// `near`, `not-touching` and `unless`.
pub(super) fn around(context: &mut Context<'_>, fields: &mut Fields) -> Around {
    let mut take = |key: &str, example: &str| match fields.take(key) {
        Some((_, node)) => context.names(node, "a list of terms", example),
        None => Vec::new(),
    };
    Around {
        near: take("near", "near: [error]"),
        not_touching: take("not-touching", "not-touching: [points]"),
        unless: take("unless", "unless: [resolved]"),
    }
}
