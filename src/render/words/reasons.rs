//! Which tests decided a condition, or speak for it, in words.
//!
//! In: a condition and the trace of its evaluation. Out: each test once, stated as it holds. Nothing is evaluated here.

use super::Reader;
use super::clause::{join, test_clause};
use crate::arena::Id;
use crate::book::Fact;
use crate::condition::{Condition, FactTest, Operand, Operator, Subject, Trace, TraceNode, Truth};
use crate::facts::Value;

/// A test that decided a condition, as it holds: stated negated where it came out false.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What holds.
    pub sentence: String,
    /// The fact tested; none for the day of diagnosis.
    pub fact: Option<Id<Fact>>,
    /// Whether the sentence already says the fact's whole value.
    pub says_value: bool,
}

/// The tests that decided a condition that came out true or false, each once, in order.
pub fn reasons(reader: Reader<'_>, condition: &Condition, trace: &Trace) -> Vec<Reason> {
    let mut found = Vec::new();
    collect_reasons(reader, condition, trace, &mut found);
    found
}

/// What already speaks for a condition that came out unknown: its known parts that it needs, each once.
pub fn support(reader: Reader<'_>, condition: &Condition, trace: &Trace) -> Vec<Reason> {
    let mut found = Vec::new();
    collect_support(reader, condition, trace, true, &mut found);
    found
}

fn collect_reasons(reader: Reader<'_>, condition: &Condition, trace: &Trace, found: &mut Vec<Reason>) {
    match (condition, &trace.node) {
        (Condition::Not(inner), TraceNode::Not(below)) => collect_reasons(reader, inner, below, found),
        (Condition::Named(id), TraceNode::Named(_, below)) => {
            collect_reasons(reader, &reader.book.definitions[*id].condition, below, found);
        }
        (Condition::All(items), TraceNode::All(below)) | (Condition::Any(items), TraceNode::Any(below)) => {
            for (item, trace_below) in items.iter().zip(below) {
                if trace_below.truth == trace.truth {
                    collect_reasons(reader, item, trace_below, found);
                }
            }
        }
        (Condition::Test(test), _) => {
            let reason = Reason {
                sentence: join(reader, &test_clause(reader, test, trace.truth != Truth::False)),
                fact: match test.subject {
                    Subject::Fact(fact) => Some(fact),
                    Subject::Today => None,
                },
                says_value: says_value(test, trace.truth),
            };
            if !found.contains(&reason) {
                found.push(reason);
            }
        }
        _ => {}
    }
}

fn collect_support(
    reader: Reader<'_>,
    condition: &Condition,
    trace: &Trace,
    positive: bool,
    found: &mut Vec<Reason>,
) {
    let wanted = if positive { Truth::True } else { Truth::False };
    match (condition, &trace.node) {
        _ if trace.truth == wanted => collect_reasons(reader, condition, trace, found),
        (Condition::Not(inner), TraceNode::Not(below)) => {
            collect_support(reader, inner, below, !positive, found);
        }
        (Condition::Named(id), TraceNode::Named(_, below)) => {
            collect_support(reader, &reader.book.definitions[*id].condition, below, positive, found);
        }
        (Condition::All(items), TraceNode::All(below)) | (Condition::Any(items), TraceNode::Any(below)) => {
            let needed = |trace: &Trace| trace.truth != wanted.negated();
            for (item, below) in items.iter().zip(below).filter(|(_, below)| needed(below)) {
                collect_support(reader, item, below, positive, found);
            }
        }
        _ => {}
    }
}

/// Whether the sentence of this test leaves no doubt what the value is.
fn says_value(test: &FactTest, truth: Truth) -> bool {
    match (test.operators.as_slice(), truth) {
        ([Operator::Is(Operand::Value(Value::YesNo(_)))], _) => true,
        ([Operator::Is(Operand::Value(_))], Truth::True) => true,
        ([Operator::IsEmpty(empty)], truth) => *empty == (truth == Truth::True),
        ([Operator::Known(_)], _) => true,
        _ => false,
    }
}
