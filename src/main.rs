//! The `casebook` program; everything else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    casebook::cli::main(std::env::args_os()).into()
}
