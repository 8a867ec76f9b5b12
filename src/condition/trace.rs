//! Truth and the trace of an evaluation.

use crate::arena::Id;
use crate::book::{Definition, Fact};
use crate::condition::Subject;
use crate::source::Place;
use std::collections::BTreeSet;

/// Kleene's three truth values, from less to more true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Truth {
    /// Known not to hold.
    False,
    /// Not known.
    Unknown,
    /// Known to hold.
    True,
}

impl Truth {
    /// Kleene's conjunction, the least true; of nothing it is true.
    pub fn all(parts: impl IntoIterator<Item = Truth>) -> Truth {
        parts.into_iter().min().unwrap_or(Truth::True)
    }

    /// Kleene's disjunction, the most true; of nothing it is false.
    pub fn any(parts: impl IntoIterator<Item = Truth>) -> Truth {
        parts.into_iter().max().unwrap_or(Truth::False)
    }

    /// Kleene's negation: unknown stays unknown.
    pub fn negated(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }

    /// Whether it is true or false.
    pub fn is_definite(self) -> bool {
        self != Truth::Unknown
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::True } else { Truth::False }
    }
}

/// How a condition came out, node by node, never short-circuited.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// The value of this node.
    pub truth: Truth,
    /// What the node is, with its children.
    pub node: TraceNode,
}

/// The shape of a trace follows the condition's.
#[derive(Debug, Clone, PartialEq)]
pub enum TraceNode {
    /// `all`.
    All(Vec<Trace>),
    /// `any`.
    Any(Vec<Trace>),
    /// `not`.
    Not(Box<Trace>),
    /// A definition, with the trace of its condition.
    Named(Id<Definition>, Box<Trace>),
    /// A fact test.
    Test {
        /// What was tested.
        subject: Subject,
        /// Where the test stands, which identifies the leaf.
        place: Place,
    },
}

impl Trace {
    /// The traces one level below, in order.
    pub fn children(&self) -> &[Trace] {
        match &self.node {
            TraceNode::All(parts) | TraceNode::Any(parts) => parts,
            TraceNode::Not(part) | TraceNode::Named(_, part) => std::slice::from_ref(part),
            TraceNode::Test { .. } => &[],
        }
    }

    /// How many fact tests are known to hold, wherever they stand in the condition.
    pub fn true_leaves(&self) -> usize {
        match self.node {
            TraceNode::Test { .. } => usize::from(self.truth == Truth::True),
            _ => self.children().iter().map(Trace::true_leaves).sum(),
        }
    }

    /// Adds the facts whose absence leaves this trace unknown: those tested below unknown nodes only, since
    /// what stands below a definite node can no longer change anything.
    pub fn unknown_facts(&self, into: &mut BTreeSet<Id<Fact>>) {
        if self.truth.is_definite() {
            return;
        }
        if let TraceNode::Test { subject: Subject::Fact(fact), .. } = self.node {
            into.insert(fact);
        }
        for child in self.children() {
            child.unknown_facts(into);
        }
    }
}
