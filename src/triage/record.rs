//! One record of an export: what is known of one ticket.

use crate::engine::Case;
use std::ops::Range;
use std::sync::Arc;

/// A record, ready to be diagnosed.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The input it stands in.
    pub input: Arc<str>,
    /// Its number among the records of its input, rejects included, from 1.
    pub row: u64,
    /// What the help desk calls the ticket.
    pub id: Option<String>,
    /// Texts (newest first), facts, symptoms and the day of diagnosis. Without texts and facts where the record
    /// is rejected.
    pub case: Case,
    /// Whether the day of the case is the ticket's own, and not a default.
    pub dated: bool,
    /// The value that a report groups by, where one was asked for.
    pub group: Option<String>,
    /// Fields that the output copies, by the name they were asked for.
    pub fields: Vec<(Arc<str>, String)>,
    /// Where its bytes stand in the decoded input.
    pub range: Range<u64>,
}
