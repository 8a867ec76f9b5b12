//! Which field of a record is what: the ticket's id, its subject and text, the day it was created.

use super::path::Path;

/// Where a value stands in a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// A column, from 0.
    Column(usize),
    /// A place in a JSON value.
    Path(Path),
}

/// The fields that are used, by role. Where a role has several sources their texts are joined, but for the id
/// and the day, of which the first that is not empty counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mapping {
    /// What the help desk calls the ticket.
    pub id: Vec<Source>,
    /// The subject line; goes before the text.
    pub subject: Vec<Source>,
    /// What the customer wrote.
    pub text: Vec<Source>,
    /// The day the ticket was created.
    pub created: Vec<Source>,
}
