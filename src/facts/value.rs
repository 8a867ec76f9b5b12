//! Types and values of facts.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a fact may be. One-of and set facts list their values; a value is its index in that list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FactType {
    /// true or false.
    YesNo,
    /// Exactly one of the listed values.
    OneOf(Vec<String>),
    /// Any number of the listed values, also none.
    Set(Vec<String>),
    /// A finite number, in an inclusive range where one is declared.
    Number {
        /// Smallest and largest accepted value.
        range: Option<(f64, f64)>,
    },
    /// A civil date.
    Date,
    /// Any text.
    Text,
}

impl FactType {
    /// The name in rule files.
    pub fn name(&self) -> &'static str {
        match self {
            FactType::YesNo => "yes-no",
            FactType::OneOf(_) => "one-of",
            FactType::Set(_) => "set",
            FactType::Number { .. } => "number",
            FactType::Date => "date",
            FactType::Text => "text",
        }
    }

    /// The listed values of a one-of or set type; empty for others.
    pub fn values(&self) -> &[String] {
        match self {
            FactType::OneOf(values) | FactType::Set(values) => values,
            _ => &[],
        }
    }
}

/// The value of a known fact. Meaning depends on the fact's [`FactType`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Of a yes-no fact.
    YesNo(bool),
    /// Of a one-of fact: index into its values.
    Choice(u32),
    /// Of a set fact: sorted indices into its values, each once. Empty is knowledge.
    Set(Vec<u32>),
    /// Of a number fact; finite.
    Number(f64),
    /// Of a date fact.
    Date(Date),
    /// Of a text fact.
    Text(String),
}
