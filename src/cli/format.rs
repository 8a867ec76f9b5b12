//! How results are written, for the verbs that have several ways.

use clap::ValueEnum;

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading on a terminal
    Text,
    /// One JSON document (see docs)
    Json,
    /// To paste into a ticket or a wiki
    Markdown,
}
