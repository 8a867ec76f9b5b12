//! The engine from the outside: tables for what DESIGN.md says, properties for what it promises.

mod conditions;
mod desk;
mod fixtures;
mod promises;
mod questions;
mod ranking;
mod snapshots;
mod spec;
mod verdicts;
