//! The command line: one file a verb.
//!
//! Here alone files, the clock and the environment are read and something is printed; every verb turns
//! arguments into calls of the library and its result into an exit code.

mod ask;
mod case;
mod check;
mod clipboard;
mod clock;
mod common;
mod completions;
mod convert;
mod diagnose;
mod exit;
mod explain;
mod format;
mod input;
mod list;
mod new;
mod pager;
mod schema;
mod sense;
mod terminal;
mod test;
mod triage;

pub use exit::{Exit, Failure};

use crate::lang::Lang;
use crate::render::Layout;
use crate::render::report::{self, ReportStyle};
use crate::render::said;
use clap::{Parser, Subcommand};
use common::{Common, Session};
use std::ffi::OsString;
use std::io;
use terminal::{Color, Terminal};

/// From what a customer sees to the cause, the reason and the steps.
#[derive(Debug, Parser)]
#[command(name = "casebook", version, about, after_help = EXAMPLES, propagate_version = true)]
#[command(subcommand_required = true, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    verb: Verb,
}

const EXAMPLES: &str = "\
Examples:
  casebook diagnose \"Something went wrong while fetching rewards data - (5000)\"
  casebook diagnose --ask \"the rewards page says No options\"
  casebook list voucher
  casebook explain voucher-unavailable
  casebook triage export.csv -o results.jsonl --report report.html
  casebook check rules
  casebook test fixtures

Exit code: 0 done; 1 done, with something to look at; 2 could not run.";

#[derive(Debug, Subcommand)]
enum Verb {
    Diagnose(diagnose::Diagnose),
    Triage(triage::Triage),
    Convert(convert::Convert),
    Test(test::Test),
    Check(check::Check),
    Explain(explain::Explain),
    List(list::List),
    Schema(schema::Schema),
    Completions(completions::Completions),
    New(new::New),
}

/// Runs the program with these arguments, the first being its name.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => {
            if let Some(failure) = sense::contradiction(&error) {
                let terminal = Terminal::new(Color::Auto, false, lang_of(&arguments));
                return report_failure(&failure, &terminal);
            }
            // Nobody reading the help is no reason to fail.
            _ = error.print();
            return if error.use_stderr() { Exit::CouldNotRun } else { Exit::Done };
        }
    };
    let session = Session::new(cli.common);
    let result = match &cli.verb {
        Verb::Diagnose(verb) => verb.run(&session),
        Verb::Triage(verb) => verb.run(&session),
        Verb::Convert(verb) => verb.run(&session),
        Verb::Test(verb) => verb.run(&session),
        Verb::Check(verb) => verb.run(&session),
        Verb::Explain(verb) => verb.run(&session),
        Verb::List(verb) => verb.run(&session),
        Verb::Schema(verb) => verb.run(&session),
        Verb::Completions(verb) => verb.run(&session),
        Verb::New(verb) => verb.run(&session),
    };
    session.say_total();
    result.unwrap_or_else(|failure| report_failure(&failure, &session.terminal))
}

/// The reader's language, of a command line that could not be understood.
fn lang_of(arguments: &[OsString]) -> Lang {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    let given = words.find_map(|word| word.strip_prefix("--lang")).map(|rest| match rest.strip_prefix('=') {
        Some(code) => code.to_owned(),
        None => words.next().unwrap_or_default().to_owned(),
    });
    given.and_then(|code| Lang::from_code(&code)).unwrap_or_else(terminal::language)
}

/// How many findings are shown where the findings are not what was asked for.
const FINDINGS: usize = 5;

fn report_failure(failure: &Failure, terminal: &Terminal) -> Exit {
    match failure {
        Failure::Message { what, help } => {
            terminal.complain(&format!("error: {what}"));
            if let Some(help) = help {
                terminal.complain(&format!("  help: {help}"));
            }
        }
        Failure::Several(failures) => failures.iter().for_each(|failure| {
            report_failure(failure, terminal);
        }),
        Failure::Findings(findings) => {
            let style = ReportStyle { most: FINDINGS, ..report_style(terminal.error_layout()) };
            let findings = said::findings(terminal.lang(), findings);
            terminal.complain_report(&report::findings(&findings, &style));
            if findings.list.len() > FINDINGS {
                terminal.complain("help: `casebook check` shows everything that is wrong in rules");
            }
        }
        Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return Exit::Done,
        Failure::Output(error) => terminal.complain(&format!("error: cannot write the output: {error}")),
    }
    Exit::CouldNotRun
}

fn report_style(layout: Layout) -> ReportStyle {
    ReportStyle { color: layout.colour, width: layout.width.max(40), ..ReportStyle::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_verb_shows_examples_and_exit_codes() {
        let mut verbs = 0;
        for verb in Cli::command().get_subcommands() {
            let help = verb.get_after_help().map(ToString::to_string).unwrap_or_default();
            let call = format!("casebook {}", verb.get_name());
            assert!(help.contains("Examples:") && help.contains("Exit code:"), "{}", verb.get_name());
            assert!(help.contains(&call) || help.contains(verb.get_name()), "{}", verb.get_name());
            verbs += 1;
        }
        assert!(verbs >= 7, "{verbs}");
    }
}
