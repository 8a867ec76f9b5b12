//! YAML as a located tree: every word keeps its place, and every problem of the notation is collected.
//!
//! Goes in: the text of one file. Comes out: a [`Node`] with raw scalar texts (what a scalar means is decided
//! by the place it stands at, later) or findings. What rule files must not use (anchors, aliases, tags, merge
//! keys, nulls, control characters, several documents) is a finding with the fix in its help, never a value.
//! Nothing here reads a file, recurses over the input, or expands anything: time and memory are bounded by
//! the [`Budget`] whatever the text.

mod scalar;
mod syntax;
mod tree;

pub use scalar::place_within;

use crate::finding::Finding;
use crate::source::{FileId, Located, Place};

/// A value with its place.
///
/// The place of a text is the author's words without their quotes (with them where the text is empty); of a
/// list or map everything from its first to its last word, brackets included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it is written.
    pub place: Place,
    /// What it is.
    pub kind: NodeKind,
}

/// The kinds of value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// A text, number, date, yes or no: always as written, with escapes resolved.
    Scalar {
        /// The text.
        text: String,
        /// Whether it stood in quotes or in a block (`|`, `>`).
        quoted: bool,
    },
    /// A list.
    Seq(Vec<Node>),
    /// A map, in the order of the file, each key once.
    Map(Vec<(Located<String>, Node)>),
    /// A value that a finding already covers. Only [`read`] yields it, never [`parse`].
    Bad,
}

impl Node {
    /// What a person calls this kind of value.
    pub fn noun(&self) -> &'static str {
        match self.kind {
            NodeKind::Scalar { .. } => "a text",
            NodeKind::Seq(_) => "a list",
            NodeKind::Map(_) => "a map",
            NodeKind::Bad => "nothing",
        }
    }
}

/// Limits that no rule file needs to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Largest text, in bytes.
    pub max_bytes: u64,
    /// How deep lists and maps may be nested.
    pub max_depth: u32,
    /// How many values a file may hold; keys do not count.
    pub max_nodes: u64,
}

impl Default for Budget {
    /// 16 MiB, 64 levels, two million values.
    fn default() -> Self {
        Self { max_bytes: 16 * 1024 * 1024, max_depth: 64, max_nodes: 2_000_000 }
    }
}

/// Reads a text that must be without fault.
///
/// # Errors
/// All problems of the notation up to the first that stops reading, at least one. An empty text is one.
pub fn parse(file: FileId, text: &str, budget: &Budget) -> Result<Node, Vec<Finding>> {
    match read(file, text, budget) {
        (Some(node), findings) if findings.is_empty() => Ok(node),
        (_, findings) => Err(findings),
    }
}

/// Reads what can be read, so that one run can report more than the notation's problems: the tree, where
/// reading came to the end of the text, and all findings. No tree always comes with a finding.
pub fn read(file: FileId, text: &str, budget: &Budget) -> (Option<Node>, Vec<Finding>) {
    tree::read(file, text, budget)
}
