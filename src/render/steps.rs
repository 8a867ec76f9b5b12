//! Which steps of a resolution are shown, and how they are worded.

use crate::arena::Id;
use crate::book::{Audience, Rule, Step};
use crate::condition::{Truth, evaluate};
use crate::render::phrases::{fill, phrases};
use crate::render::view::View;
use crate::render::{safe, words};

/// A step to show, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownStep {
    /// Who may see it: the agent alone where the step or its whole cause says so.
    pub audience: Audience,
    /// What to do.
    pub action: Option<String>,
    /// Whom to contact.
    pub contact: Option<String>,
    /// What must hold first, in words that follow "if"; none where it is known to hold.
    pub condition: Option<String>,
    /// Whether those words are the pack's own, and not made from the condition.
    pub own_words: bool,
}

/// The steps of a cause in order, without those whose condition is known to be false.
pub fn steps(view: &View<'_>, rule: Id<Rule>) -> Vec<ShownStep> {
    let rule = &view.book.rules[rule];
    let steps = rule.resolution.iter().filter_map(|step| shown(view, step));
    steps
        .map(|step| if rule.agent_only { ShownStep { audience: Audience::Agent, ..step } } else { step })
        .collect()
}

/// Whether an action tells to contact someone in the very words that the contact would add.
fn says(view: &View<'_>, action: Option<&str>, contact: &str) -> bool {
    let phrases = phrases(view.lang);
    let Some(action) = action.map(str::to_lowercase) else { return false };
    [phrases.contact, phrases.reply.contact].iter().any(|phrase| {
        let added = fill(phrase, &[contact]).to_lowercase();
        action.contains(added.trim_end_matches(['.', '。']))
    })
}

fn shown(view: &View<'_>, step: &Step) -> Option<ShownStep> {
    let trace = step.when.as_ref().map(|when| {
        let trace = evaluate(when, view.book, &view.diagnosis.fact_view(view.book), view.diagnosis.as_of);
        (when, trace)
    });
    let open = trace.as_ref().filter(|(_, trace)| trace.truth == Truth::Unknown);
    if trace.as_ref().is_some_and(|(_, trace)| trace.truth == Truth::False) {
        return None;
    }
    let own = step.if_text.as_ref().map(|text| view.text(text)).filter(|text| !text.is_empty());
    let condition =
        open.map(|(when, trace)| own.clone().unwrap_or_else(|| words::remaining(view.reader(), when, trace)));
    let action = step.action.as_ref().map(|text| view.text(text));
    let contact = step.contact.as_ref().map(|text| view.text(text));
    Some(ShownStep {
        audience: step.audience,
        contact: contact.filter(|contact| !says(view, action.as_deref(), contact)),
        action,
        own_words: condition.is_some() && own.is_some(),
        condition: condition.map(|text| safe::line(&text)),
    })
}
