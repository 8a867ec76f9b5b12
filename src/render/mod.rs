//! Renderers: from results to text. They return strings and never print; wording is theirs, conclusions
//! are not.
//!
//! | module | makes |
//! |---|---|
//! | [`json`] | the documented JSON of a diagnosis |
//! | [`terminal`] | the answer an agent reads |
//! | [`markdown`] | the same answer for a ticket or a wiki |
//! | [`why`] | the full trace of one cause or symptom |
//! | [`interview`] | the questions of an interview, and what remains before each |
//! | [`reply`] | the message to the customer |
//! | [`explain`], [`list`] | a page about a symptom, cause or fact; what the packs hold |
//! | [`triage`] | the report of a triage: HTML, Markdown, JSON |
//! | [`report`] | findings with their places |
//! | [`fixtures`] | the result of a fixture run |
//! | [`rule`] | rules and patterns as YAML again |
//! | [`score`] | how well labelled tickets were read |
//! | `answer`, `asks` | a diagnosis put into words, which the renderers lay out |
//! | `phrases` | every fixed word, in three languages |
//! | `doc`, `patterns` | parts of such a page; patterns and what became of them, in words |
//! | `words` | conditions and values in words |
//! | [`said`] | a message of the program in the reader's language |
//! | `excerpt`, `page`, `safe` | quoting, layout, unsafe characters |

mod answer;
mod asks;
pub mod catalogue;
mod doc;
mod excerpt;
pub mod explain;
pub mod findings;
pub mod fixtures;
pub mod interview;
pub mod json;
pub mod list;
pub mod markdown;
pub mod page;
mod patterns;
mod phrases;
pub mod reply;
pub mod report;
pub mod rule;
pub mod safe;
pub mod said;
pub mod score;
mod steps;
pub mod terminal;
pub mod triage;
mod view;
pub mod why;
mod words;

pub use page::Layout;
pub use view::View;
