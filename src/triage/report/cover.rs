//! Whether a ticket can be answered at once.

use crate::book::{Audience, Rule, RuleBook};
use crate::engine::{Diagnosis, Verdict};

/// Whether the first cause is confirmed and the customer can be told what to do.
pub fn answered(book: &RuleBook, diagnosis: &Diagnosis) -> bool {
    let first = diagnosis.diagnoses.first();
    first.is_some_and(|first| first.verdict == Verdict::Confirmed && complete(&book.rules[first.rule]))
}

/// Whether a reply is complete: the cause may be told, and there is a step for the customer.
fn complete(rule: &Rule) -> bool {
    let step = |step: &crate::book::Step| {
        step.audience == Audience::Customer && (step.action.is_some() || step.contact.is_some())
    };
    !rule.agent_only && rule.resolution.iter().any(step)
}
