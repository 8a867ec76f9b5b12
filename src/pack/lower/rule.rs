//! Rules: ways to a cause, the cause itself, steps.

use super::condition::condition;
use super::context::{Context, Fields};
use super::form::word;
use crate::book::Audience;
use crate::finding::Finding;
use crate::keys;
use crate::lang::LocalText;
use crate::pack::{RuleDraft, StepDraft, WayDraft};
use crate::source::{Located, Place};
use crate::yaml::{Node, NodeKind};

pub(super) fn rule(context: &mut Context<'_>, name: &Located<String>, node: Node) -> RuleDraft {
    let mut out = RuleDraft {
        ways: Vec::new(),
        fallback: false,
        yields_to: Vec::new(),
        agent_only: false,
        title: LocalText::default(),
        explanation: LocalText::default(),
        source: None,
        resolution: Vec::new(),
    };
    let known = keys::names(keys::RULE);
    let Some(mut fields) = Fields::new(context, node, "a rule", name.place, &known, None) else { return out };
    out.ways.extend(way(context, &mut fields));
    if let Some((_, node)) = fields.take("also") {
        for item in context.list(node, "a list of further ways", "also: [{symptoms: […], when: …}]") {
            let at = context.head(&item);
            if let Some(mut fields) =
                Fields::new(context, item, "a further way", at, &keys::names(keys::WAY), None)
            {
                out.ways.extend(way(context, &mut fields));
            }
        }
    }
    out.fallback = fields.take("fallback").is_some_and(|(_, node)| context.flag(node));
    if let Some((_, node)) = fields.take("yields-to") {
        out.yields_to = context.names(node, "a list of causes", "yields-to: [other-cause]");
    }
    if let Some((place, node)) = fields.require_keyed(context, "cause", "cause: {title: …, explanation: …}")
    {
        cause(context, node, place, &mut out);
    }
    if let Some(node) = fields.require(context, "resolution", "resolution: [{for: customer, do: …}]") {
        let steps = context.list(node, "a list of steps", "resolution: [{for: customer, do: …}]");
        out.resolution = steps.into_iter().filter_map(|node| step(context, node)).collect();
    }
    out
}

fn way(context: &mut Context<'_>, fields: &mut Fields) -> Option<WayDraft> {
    let when = fields.take("when").map(|(_, node)| condition(context, node));
    let node = fields.require(context, "symptoms", "symptoms: [first-symptom]")?;
    let place = context.head(&node);
    let all = matches!(&node.kind, NodeKind::Scalar { text, .. } if text == "all");
    let symptoms =
        (!all).then(|| context.names(node, "a list of symptoms, or `all`", "symptoms: [first-symptom]"));
    Some(WayDraft { symptoms, when, place })
}

fn cause(context: &mut Context<'_>, node: Node, at: Place, out: &mut RuleDraft) {
    let known = keys::names(keys::CAUSE);
    let Some(mut fields) = Fields::new(context, node, "a cause", at, &known, None) else { return };
    out.title = fields.require_local(context, "title");
    out.explanation = fields.require_local(context, "explanation");
    out.source = fields
        .take("source")
        .and_then(|(_, node)| context.text(node, "the name of a source", "source: kb-59781"));
    out.agent_only =
        fields.take("for").and_then(|(_, node)| audience(context, node)) == Some(Audience::Agent);
}

fn audience(context: &mut Context<'_>, node: Node) -> Option<Audience> {
    let word = word(context, node, "`customer` or `agent`", keys::AUDIENCES)?;
    Some(if word.value == "agent" { Audience::Agent } else { Audience::Customer })
}

fn step(context: &mut Context<'_>, node: Node) -> Option<StepDraft> {
    if node.kind == NodeKind::Bad {
        return None;
    }
    let place = context.head(&node);
    let known = keys::names(keys::STEP);
    let mut fields = Fields::new(context, node, "a step", place, &known, None)?;
    let audience = fields.require(context, "for", "for: customer").and_then(|node| audience(context, node));
    let action = fields.take("do").map(|(place, node)| context.local(node, place));
    let contact = fields
        .take("contact")
        .map(|(_, node)| context.text(node, "the name of a contact", "contact: intel-support"));
    let when = fields.take("when").map(|(_, node)| condition(context, node));
    let if_text = fields.take("if").map(|(at, node)| (at, context.local(node, at)));
    if action.is_none() && contact.is_none() {
        context.findings.push(
            Finding::error("missing-key", "this step says nothing to do")
                .label(place, "neither `do` nor `contact`")
                .help("add `do: {en: …}` or `contact: NAME`"),
        );
    }
    if let (Some((at, _)), None) = (&if_text, &when) {
        context.findings.push(
            Finding::error("unknown-key", "`if` words the condition of a step, and this step has none")
                .label(*at, "no `when` beside it")
                .help("add `when`, or remove `if`"),
        );
    }
    Some(StepDraft {
        audience: audience?,
        when,
        if_text: if_text.map(|(_, text)| text),
        action,
        contact: contact.flatten(),
        place,
    })
}
