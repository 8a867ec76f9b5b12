//! The engine from the outside: tables for what DESIGN.md says, properties for what it promises.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stop at the first surprise, like the tests"
)]

mod conditions;
mod desk;
mod fixtures;
mod promises;
mod questions;
mod ranking;
mod snapshots;
mod spec;
mod verdicts;
