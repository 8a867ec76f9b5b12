//! Truth and the trace of an evaluation.

use crate::arena::Id;
use crate::book::Definition;
use crate::condition::Subject;
use crate::source::Place;

/// Kleene's three truth values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Truth {
    /// Known not to hold.
    False,
    /// Not known.
    Unknown,
    /// Known to hold.
    True,
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
