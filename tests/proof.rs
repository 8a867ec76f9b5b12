//! `casebook test` as a user runs it: formats, filters, what the fixtures prove.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

#[path = "proof/again.rs"]
mod again;
#[path = "proof/bless.rs"]
mod bless;
#[path = "proof/coverage.rs"]
mod coverage;
#[path = "proof/cross.rs"]
mod cross;
#[path = "proof/desk.rs"]
mod desk;
#[path = "proof/formats.rs"]
mod formats;
#[path = "proof/mutants.rs"]
mod mutants;
#[path = "proof/watch.rs"]
mod watch;
