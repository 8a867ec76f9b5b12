//! Facts: types, values, ranges, questions, captures.

use super::context::{Context, Fields};
use super::form::word;
use super::symptom::around;
use crate::facts::FactType;
use crate::finding::{Finding, nearest};
use crate::keys;
use crate::lang::LocalText;
use crate::pack::{FactDraft, FactSeenDraft};
use crate::source::{Located, Place};
use crate::yaml::{Node, NodeKind};

pub(super) fn fact(context: &mut Context<'_>, name: &Located<String>, node: Node) -> FactDraft {
    let known = keys::names(keys::FACT);
    let Some(mut fields) = Fields::new(context, node, "a fact", name.place, &known, None) else {
        return FactDraft::default();
    };
    let kind = kind(context, &mut fields);
    let labels = fields.take("labels").map(|(place, node)| labels(context, node, place, kind.as_ref()));
    let sentences =
        fields.take("sentences").and_then(|(place, node)| sentences(context, node, place, kind.as_ref()));
    let title = fields.take("title").map(|(place, node)| context.local(node, place));
    let ask = fields.take("ask").map(|(place, node)| context.local(node, place));
    let ask_customer = fields.take("ask-customer").map(|(place, node)| context.local(node, place));
    let cost = fields.take("cost").and_then(|(_, node)| cost(context, node));
    let seen = match fields.take("seen") {
        Some((_, node)) => context.list(node, "a list of patterns", "seen: [{regex: '…(?<value>…)'}]"),
        None => Vec::new(),
    };
    let seen = seen.into_iter().filter_map(|node| seen_item(context, node)).collect();
    FactDraft { kind, title, ask, ask_customer, labels: labels.unwrap_or_default(), sentences, cost, seen }
}

fn kind(context: &mut Context<'_>, fields: &mut Fields) -> Option<FactType> {
    let node = fields.require(context, "type", "type: yes-no")?;
    let name = word(context, node, "a type of fact", keys::FACT_TYPES);
    let values = fields.take("values");
    let range = fields.take("range");
    let name = name?;
    let listed = matches!(name.value.as_str(), "one-of" | "set");
    for (given, fits, key, wants) in [
        (&values, listed, "values", "one-of and set facts"),
        (&range, name.value == "number", "range", "number facts"),
    ] {
        if let (Some((place, _)), false) = (given, fits) {
            context.findings.push(
                Finding::error("unknown-key", format!("a {} fact has no `{key}`", name.value))
                    .label(*place, "does not fit the type")
                    .label(name.place, "the type")
                    .help(format!("`{key}` belongs to {wants}: change the type, or remove it")),
            );
        }
    }
    Some(match name.value.as_str() {
        "yes-no" => FactType::YesNo,
        "date" => FactType::Date,
        "text" => FactType::Text,
        "number" => FactType::Number { range: range.and_then(|(_, node)| range_of(context, node)) },
        listed => {
            let Some((_, node)) = values else {
                context.findings.push(
                    Finding::error("missing-key", format!("a {listed} fact needs the key `values`"))
                        .label(name.place, "of which values?")
                        .help("add `values: [first, second]`"),
                );
                return None;
            };
            let values = context.names(node, "a list of values", "values: [first, second]");
            let values = values.into_iter().map(|value| value.value.trim().to_owned()).collect();
            if listed == "set" { FactType::Set(values) } else { FactType::OneOf(values) }
        }
    })
}

fn range_of(context: &mut Context<'_>, node: Node) -> Option<(f64, f64)> {
    let place = context.head(&node);
    let items = context.list(node, "the smallest and the largest number", "range: [100, 599]");
    if items.is_empty() {
        return None;
    }
    let count = items.len();
    let numbers: Vec<f64> = items.into_iter().filter_map(|item| context.number(item, "100")).collect();
    match numbers.as_slice() {
        [low, high] if low <= high && count == 2 => Some((*low, *high)),
        _ if numbers.len() < count => None,
        _ => {
            context.findings.push(
                Finding::error("bad-range", "a range is the smallest and the largest number")
                    .label(place, "not a range")
                    .help("write two numbers, the smaller one first: `range: [100, 599]`"),
            );
            None
        }
    }
}

fn cost(context: &mut Context<'_>, node: Node) -> Option<f64> {
    let place = node.place;
    let cost = context.number(node, "cost: 1")?;
    if cost > 0.0 {
        return Some(cost);
    }
    context.findings.push(
        Finding::error("number-out-of-range", "a cost must be above 0")
            .label(place, "not above 0")
            .help("1 is the cost of an ordinary question; 2 is twice as hard to find out"),
    );
    None
}

fn labels(
    context: &mut Context<'_>,
    node: Node,
    at: Place,
    kind: Option<&FactType>,
) -> Vec<Option<LocalText>> {
    let Some(entries) = context.map(node, "a map from values to texts", "labels: {value: {en: \"…\"}}")
    else {
        return Vec::new();
    };
    let Some(kind) = kind else { return Vec::new() };
    let values = kind.values();
    if values.is_empty() {
        context.findings.push(
            Finding::error("unknown-key", format!("a {} fact has no `labels`", kind.name()))
                .label(at, "does not fit the type")
                .help("`labels` belong to one-of and set facts: remove them"),
        );
        return Vec::new();
    }
    let mut out = vec![None; values.len()];
    for (key, node) in entries {
        match values.iter().position(|value| *value == key.value) {
            Some(index) => out[index] = Some(context.local(node, key.place)),
            None => {
                let help = match nearest(&key.value, values.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "label only values that stand under `values`".to_owned(),
                };
                context.findings.push(
                    Finding::error(
                        "unknown-value",
                        format!("`{}` is not among the declared values", key.value),
                    )
                    .label(key.place, "no such value")
                    .help(help),
                );
            }
        }
    }
    out
}

/// The sentences of a yes-no fact; both must be there.
fn sentences(
    context: &mut Context<'_>,
    node: Node,
    at: Place,
    kind: Option<&FactType>,
) -> Option<(LocalText, LocalText)> {
    if let Some(kind) = kind.filter(|kind| **kind != FactType::YesNo) {
        context.findings.push(
            Finding::error("unknown-key", format!("a {} fact has no `sentences`", kind.name()))
                .label(at, "does not fit the type")
                .help("`sentences` belong to yes-no facts: remove them, or use `labels`"),
        );
        return None;
    }
    let known = keys::names(keys::FACT_SENTENCES);
    let mut fields = Fields::new(context, node, "the sentences of a fact", at, &known, None)?;
    let yes = fields.require(context, "yes", "yes: {en: \"…\"}").map(|node| context.local(node, at));
    let no = fields.require(context, "no", "no: {en: \"…\"}").map(|node| context.local(node, at));
    yes.zip(no)
}

fn seen_item(context: &mut Context<'_>, node: Node) -> Option<FactSeenDraft> {
    if node.kind == NodeKind::Bad {
        return None;
    }
    let place = context.head(&node);
    let known = keys::names(keys::FACT_SEEN);
    let mut fields = Fields::new(context, node, "a pattern of a fact", place, &known, None)?;
    let around = around(context, &mut fields);
    let value = fields.take("value").map(|(_, node)| node);
    let regex = fields.require(context, "regex", "regex: '…(?<value>…)'")?;
    let regex = context.text(regex, "a regex", "'…(?<value>…)'")?;
    Some(FactSeenDraft { regex, value, around })
}
