//! Conditions: `all`, `any`, `not`, names of definitions, fact tests.

use super::context::{Context, list};
use crate::finding::Finding;
use crate::pack::{ConditionDraft, OperatorsDraft, TestDraft};
use crate::source::{Located, Place};
use crate::yaml::{Node, NodeKind};

/// Lowers a condition; where it has a problem the empty `all` stands for it.
pub(super) fn condition(context: &mut Context<'_>, node: Node) -> ConditionDraft {
    let nothing = ConditionDraft::All(Vec::new());
    let place = context.head(&node);
    let entries = match node.kind {
        NodeKind::Bad => return nothing,
        NodeKind::Scalar { .. } => {
            let name = context.text(node, "the name of a definition", "may-redeem");
            return name.map_or(nothing, ConditionDraft::Named);
        }
        NodeKind::Seq(_) => {
            context.findings.push(
                Finding::error("wrong-shape", "expected a condition, found a list")
                    .label(place, "all of these, or any of them?")
                    .help("write `all: […]` if every one must hold, `any: […]` if one is enough"),
            );
            return nothing;
        }
        NodeKind::Map(entries) => entries,
    };
    let Some((key, node)) = single(context, entries, place) else { return nothing };
    match key.value.as_str() {
        "all" => ConditionDraft::All(conditions(context, node, "all: [first, second]")),
        "any" => ConditionDraft::Any(conditions(context, node, "any: [first, second]")),
        "not" => ConditionDraft::Not(Box::new(condition(context, node))),
        _ => operators(context, key, node).map_or(nothing, ConditionDraft::Test),
    }
}

fn conditions(context: &mut Context<'_>, node: Node, example: &str) -> Vec<ConditionDraft> {
    let items = context.list(node, "a list of conditions", example);
    items.into_iter().map(|item| condition(context, item)).collect()
}

/// A map with exactly one key.
fn single(
    context: &mut Context<'_>,
    entries: Vec<(Located<String>, Node)>,
    place: Place,
) -> Option<(Located<String>, Node)> {
    if entries.len() > 1 {
        let names: Vec<&str> = entries.iter().map(|(key, _)| key.value.as_str()).collect();
        let parts: Vec<String> = names.iter().take(3).map(|name| format!("{{{name}: …}}")).collect();
        let mut finding =
            Finding::error("two-keys", format!("a condition tests one thing, this one has {}", list(&names)));
        let second = entries.get(1).map_or(place, |(key, _)| key.place);
        let first = entries.first().map_or(place, |(key, _)| key.place);
        finding = finding.label(second, "a second test").label(first, "the first test");
        context.findings.push(finding.help(format!("if all must hold, write `all: [{}]`", parts.join(", "))));
        return None;
    }
    let entry = entries.into_iter().next();
    if entry.is_none() {
        context.findings.push(
            Finding::error("empty-condition", "the condition is empty")
                .label(place, "tests nothing")
                .help("write a test such as `{user.roles: {has: employee}}`, or leave the key out"),
        );
    }
    entry
}

/// A fact test alone, as under `mention`; `at` is the place of its key.
pub(super) fn test(context: &mut Context<'_>, node: Node, at: Place) -> Option<TestDraft> {
    let entries = context.map(node, "a fact test", "mention: {api.status: {at-least: 400}}")?;
    let (key, node) = single(context, entries, at)?;
    operators(context, key, node)
}

fn operators(context: &mut Context<'_>, fact: Located<String>, node: Node) -> Option<TestDraft> {
    match node.kind {
        NodeKind::Bad => None,
        NodeKind::Map(entries) if entries.is_empty() => {
            context.findings.push(
                Finding::error("empty-condition", format!("nothing is tested of `{}`", fact.value))
                    .label(fact.place, "no operator")
                    .help("write an operator, such as `{is: value}` or `{known: true}`"),
            );
            None
        }
        NodeKind::Map(entries) => Some(TestDraft { fact, operators: OperatorsDraft::Map(entries) }),
        _ => Some(TestDraft { fact, operators: OperatorsDraft::Is(node) }),
    }
}
