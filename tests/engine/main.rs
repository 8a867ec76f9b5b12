//! The engine from the outside: tables for what DESIGN.md says, properties for what it promises.

mod promises;
mod spec;
