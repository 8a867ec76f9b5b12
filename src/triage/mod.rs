//! Triage: from an export of tickets to one result a ticket.
//!
//! Goes in: streams of bytes. Comes out: lines, in the order of the input, and for an observer every record with
//! its outcome. The way of a byte: [`decode`] unpacks it and makes it UTF-8; [`source`] recognises an input
//! ([`recognise`], [`plan`], [`presets`]) and [`split`]s it into [`piece`]s that account for every byte; [`read`]
//! turns a record into a case by the [`mapping`] of its fields; [`pipeline`] runs that on several threads and
//! keeps the order. Nothing here opens files, prints, or looks at the clock, and memory does
//! not grow with the input.

pub mod body;
pub mod convert;
pub mod crew;
pub mod csv;
pub mod dates;
pub mod decode;
pub mod fields;
mod guess;
pub mod json;
pub mod json_scan;
pub mod line;
pub mod lines;
pub mod mapping;
mod outcome;
pub mod path;
pub mod piece;
pub mod pipeline;
pub mod plan;
pub mod presets;
pub mod read;
mod reason;
pub mod recognise;
mod record;
pub mod report;
pub mod source;
pub mod split;
pub mod table;
pub mod unpack;
pub mod window;

pub use outcome::{Outcome, Status};
pub use reason::{Reason, ReasonKind};
pub use record::Record;
