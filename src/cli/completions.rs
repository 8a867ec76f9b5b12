//! `casebook completions`: what a shell needs to complete verbs, options and the ids of the rules.

use crate::book::things::{Kind, things};
use crate::book::{Fact, RuleBook};
use crate::check::codes;
use crate::cli::Cli;
use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::facts::FactType;
use crate::lang::Lang;
use clap::builder::PossibleValuesParser;
use clap::{Args, Command, CommandFactory};
use clap_complete::Shell;

/// Write the completions of a shell; for bash, zsh and fish with the ids of symptoms, causes, facts and packs
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  casebook completions bash > ~/.local/share/bash-completion/completions/casebook
  casebook completions zsh > ~/.zfunc/_casebook
  casebook completions fish > ~/.config/fish/completions/casebook.fish
  casebook --rules rules completions bash      with the ids of your own packs

The ids are those of the day: write the file again when the packs change.

Exit code: 0 done; 2 could not run.";

impl Completions {
    /// Runs the verb.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        session.refuse_day("completions")?;
        if !session.common.pack.is_empty() || session.common.lang.is_some() {
            let option = if session.common.lang.is_some() { "--lang" } else { "--pack" };
            return Err(Failure::new(
                format!("`{option}` means nothing to `completions`: they hold the ids of all packs"),
                "leave it out",
            ));
        }
        let engine = session.engine()?;
        let mut script = Vec::new();
        let mut command = with_ids(&engine.book);
        clap_complete::generate(self.shell, &mut command, "casebook", &mut script);
        let mut script = String::from_utf8_lossy(&script).into_owned();
        if self.shell == Shell::Fish {
            script.push_str(&fish_arguments(&command));
        }
        session.terminal.print(&script)?;
        Ok(Exit::Done)
    }
}

/// The values of arguments without an option, which the script for fish leaves out.
fn fish_arguments(command: &Command) -> String {
    let mut lines = String::new();
    for verb in command.get_subcommands() {
        for argument in verb.get_positionals() {
            let values: Vec<String> = argument
                .get_possible_values()
                .iter()
                .filter(|value| !value.is_hide_set())
                .map(|value| value.get_name().to_owned())
                .collect();
            if !values.is_empty() {
                let verb = verb.get_name();
                lines.push_str(&format!(
                    "complete -c casebook -n \"__fish_casebook_using_subcommand {verb}\" -f -a \"{}\"\n",
                    values.join(" ")
                ));
            }
        }
    }
    lines
}

/// The command line with the ids of a book in the place of any text.
fn with_ids(book: &RuleBook) -> Command {
    let ids = |kinds: &[Kind]| -> Vec<String> {
        let of = things(book).into_iter().filter(|thing| kinds.contains(&thing.kind()));
        let of: Vec<(String, String)> =
            of.map(|thing| (thing.id(book), thing.name(book).to_owned())).collect();
        // The bare name too, where it means one thing or one name for several.
        let mut ids: Vec<String> = of.iter().map(|(id, _)| id.clone()).collect();
        let alone =
            |name: &String| kinds.len() > 1 || of.iter().filter(|(_, other)| other == name).count() == 1;
        ids.extend(of.iter().map(|(_, name)| name).filter(|name| alone(name)).cloned());
        ids.sort();
        ids.dedup();
        ids
    };
    let values = |values: Vec<String>| PossibleValuesParser::new(values);
    let symptoms = values(ids(&[Kind::Symptom]));
    let causes_and_symptoms = values(ids(&[Kind::Cause, Kind::Symptom]));
    let pages = values(ids(&[Kind::Symptom, Kind::Cause, Kind::Fact, Kind::Definition, Kind::Pack]));
    let packs = values(ids(&[Kind::Pack]));
    let facts = values(settings(book));
    let languages = values(Lang::ALL.map(|lang| lang.code().to_owned()).to_vec());
    let codes = values(codes().map(|code| code.code.to_owned()).collect());
    Cli::command()
        .mut_arg("lang", |arg| arg.value_parser(languages.clone()))
        .mut_subcommand("check", |check| check.mut_arg("explain", |arg| arg.value_parser(codes)))
        .mut_arg("pack", |arg| arg.value_parser(packs))
        .mut_subcommand("diagnose", |diagnose| {
            diagnose
                .mut_arg("symptom", |arg| arg.value_parser(symptoms))
                .mut_arg("why", |arg| arg.value_parser(causes_and_symptoms))
                .mut_arg("set", |arg| arg.value_parser(facts))
                .mut_arg("reply_lang", |arg| arg.value_parser(languages))
        })
        .mut_subcommand("explain", |explain| explain.mut_arg("id", |arg| arg.value_parser(pages)))
}

/// What `--set` takes: each fact, with its values where they are listed.
fn settings(book: &RuleBook) -> Vec<String> {
    let setting = |name: &str, fact: &Fact| -> Vec<String> {
        match &fact.kind {
            FactType::YesNo => ["yes", "no"].map(|value| format!("{name}={value}")).to_vec(),
            FactType::OneOf(values) | FactType::Set(values) => {
                values.iter().map(|value| format!("{name}={value}")).collect()
            }
            FactType::Number { .. } | FactType::Date | FactType::Text => vec![format!("{name}=")],
        }
    };
    let names =
        book.facts.iter().flat_map(|(_, fact)| [setting(&fact.name, fact), setting(&fact.id, fact)].concat());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names.dedup();
    names
}
