//! Triage: from an export of tickets to one result a ticket.
//!
//! Goes in: streams of bytes. Comes out: lines, in the order of the input, and for an observer every record with
//! its outcome. The way of a byte: [`source`] recognises an input and [`split`]s it into [`piece`]s that account
//! for every byte; [`read`] turns a record into a case by the [`mapping`] of its fields; [`pipeline`] runs that on
//! several threads and keeps the order. Nothing here opens files, prints, or looks at the clock, and memory does
//! not grow with the input.

pub mod csv;
pub mod fields;
pub mod line;
pub mod lines;
pub mod mapping;
mod outcome;
pub mod path;
pub mod piece;
pub mod pipeline;
pub mod read;
mod recognise;
mod record;
pub mod source;
pub mod split;
pub mod table;
pub mod window;

pub use outcome::{Outcome, Status};
pub use record::Record;
