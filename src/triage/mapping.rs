//! Which field of a record is what: the ticket's id, its subject and text, the day it was created, facts.

use super::dates::DateFormat;
use super::path::Path;
use std::sync::Arc;

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
    /// What the customer wrote later, oldest first.
    pub comments: Vec<Source>,
    /// Columns with the name of the customer, where comments are `day;author;text`.
    pub authors: Vec<Source>,
    /// The day the ticket was created.
    pub created: Vec<Source>,
    /// How that is written.
    pub dates: DateFormat,
    /// Fields that fill facts.
    pub facts: Vec<FactSource>,
    /// Fields that are copied to the output, each by the name it was asked for.
    pub include: Vec<(Arc<str>, Vec<Source>)>,
    /// The field that a report groups by.
    pub group: Vec<Source>,
    /// Whether records are snapshots: several texts are several parts, and `facts` and `symptoms` count.
    pub native: bool,
    /// Whether comments are `day;author;text`.
    pub signed_comments: bool,
}

/// A field that fills a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct FactSource {
    /// The fact, as it was named.
    pub fact: String,
    /// Where its value stands.
    pub from: Vec<Source>,
    /// What the export says and the value that it means; empty for a value that says nothing.
    pub values: Vec<(String, String)>,
}

impl FactSource {
    /// What a value of the export means; none where it says nothing.
    pub fn meaning<'a>(&'a self, value: &'a str) -> Option<&'a str> {
        let value = value.trim();
        let known = self.values.iter().find(|(written, _)| written.eq_ignore_ascii_case(value));
        let meant = known.map_or(value, |(_, meant)| meant.as_str());
        (!meant.is_empty()).then_some(meant)
    }
}
