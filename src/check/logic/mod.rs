//! Lints that reason over conditions and over who uses what.

mod conditions;
mod fallback;
mod rivals;
mod unused;
mod ways;

pub(super) use conditions::{conditions, parts};
pub(super) use fallback::{fallbacks, gaps};
pub(super) use rivals::rivals;
pub(super) use unused::unused;
pub(super) use ways::ways;
