//! The `casebook` program; everything else is in the library.

use std::process::ExitCode;

/// Threads of triage ask for much memory at the same time; see `Cargo.toml`.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    casebook::cli::main(std::env::args_os()).into()
}
