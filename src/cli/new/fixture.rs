//! `casebook new fixture`: a ticket becomes a fixture that expects what the engine sees in it now.

use super::create;
use crate::arena::Id;
use crate::book::{Pack, RuleBook, lookup};
use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::input;
use crate::engine::{Case, Engine};
use crate::facts::{give, parse_set};
use crate::fixture::{Actual, write_fixture};
use crate::mask;
use clap::Args;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Make a fixture of a ticket, with what comes out of it now as what is expected
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct NewFixture {
    /// The file with the ticket's text; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// What the fixture shows, in a few words; default: the first words of the ticket
    #[arg(long, value_name = "WORDS")]
    name: Option<String>,
    /// What is known of the case, such as user.roles=employee; may be repeated
    #[arg(long, value_name = "FACT=VALUE")]
    set: Vec<String>,
    /// Write to this new file instead of standard output
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  pbpaste | casebook new fixture --from - >> fixtures/intel-points/errors.yaml
  casebook new fixture --from ticket.txt --pack coffee --rules rules --to fixtures/coffee/lights.yaml
  casebook new fixture --from ticket.txt --set tank.filled=no --name \"a red light, no water\"

E-mail addresses, phone numbers, long numbers and GUIDs are masked. Names of people are not known to a program: \
read the text before you share it. Read the expectation too: it is what comes out, not what should.

Exit code: 0 done; 1 done, but the masked text reads differently than the ticket; 2 could not run.";

/// The most that a ticket may hold, in bytes.
const MOST: u64 = 16 * 1024 * 1024;

impl NewFixture {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        if let Some(path) = self.to.as_deref().filter(|path| path.exists()) {
            return Err(Failure::new(
                format!("`{}` is there already", path.display()),
                "nothing is ever overwritten: leave `--to` out and append what is printed",
            ));
        }
        let engine = session.engine()?;
        let book = &engine.book;
        let text = tidy(&self.text(session)?);
        if text.is_empty() {
            return Err(Failure::new("the ticket is empty", "give a text with `--from FILE` or `--from -`"));
        }
        let own = mask::own_numbers(book);
        let masked = mask::mask(&text, |number| own.contains(number));
        // `--pack` says where the fixture belongs; it will run with all packs, so that is how it is read here.
        let mut case = Case::empty(session.today());
        let packs = session.packs(book)?;
        for set in &self.set {
            let given = parse_set(set, book).map_err(|finding| Failure::finding(&finding))?;
            give(&mut case, book, given);
        }
        let before = seen(&engine, &case, &text);
        let actual = seen(&engine, &case, &masked);
        case.parts = vec![masked];
        let home = self.home(&packs, &actual, book);
        let fixture = write_fixture(self.name.as_deref(), &case, &actual, book, home);
        match &self.to {
            Some(path) => {
                create(path, &format!("{MODELINE}\n\n{fixture}"))?;
                session.terminal.note(&format!("wrote `{}`", path.display()));
            }
            None => session.terminal.print(&fixture)?,
        }
        if let (Some(home), None) = (home, &self.to) {
            session.terminal.note(&format!("for a file in fixtures/{}/", book.packs[home].name));
        }
        if case.parts.first() != Some(&text) {
            session.terminal.note("masked what looked like addresses, phone numbers or long numbers");
        }
        if actual.symptoms.is_empty() {
            session.terminal.note("no symptom is seen: as it stands, the fixture says that none should be");
        }
        if before != actual {
            session.terminal.note("warning: something else comes out of the masked text than of the ticket");
            return Ok(Exit::Attention);
        }
        Ok(Exit::Done)
    }

    fn text(&self, session: &Session) -> Result<String, Failure> {
        if self.from == Path::new("-") {
            return input::standard_input(&session.terminal);
        }
        let failed = |what: String| {
            Failure::new(
                format!("cannot read `{}`: {what}", self.from.display()),
                "name a text file in UTF-8",
            )
        };
        let size = std::fs::metadata(&self.from).map_err(|error| failed(error.to_string()))?.len();
        if size > MOST {
            return Err(failed("it is larger than 16 MiB".to_owned()));
        }
        std::fs::read_to_string(&self.from).map_err(|error| failed(error.to_string()))
    }

    /// The pack whose folder the fixture belongs in: of the file it goes to, of `--pack`, or of everything seen.
    fn home(&self, packs: &[Id<Pack>], actual: &Actual, book: &RuleBook) -> Option<Id<Pack>> {
        if let Some(path) = &self.to {
            let folder = path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy());
            return folder.and_then(|name| lookup::pack(book, &name));
        }
        if let [only] = packs {
            return Some(*only);
        }
        let mentioned =
            actual.symptoms.iter().chain(&actual.denied).map(|symptom| book.symptoms[*symptom].pack);
        let packs: BTreeSet<Id<Pack>> = mentioned.collect();
        packs.first().copied().filter(|_| packs.len() == 1)
    }
}

const MODELINE: &str = "# yaml-language-server: $schema=../../schemas/fixture.json";

fn seen(engine: &Engine, case: &Case, text: &str) -> Actual {
    let mut case = case.clone();
    case.parts = vec![text.to_owned()];
    Actual::of(&engine.diagnose(&case))
}

/// Without what YAML refuses and nobody sees: tabs, carriage returns, control and direction characters.
fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\t', " ");
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.chars().filter(|c| !crate::facts::refused_by_yaml(*c)).collect::<String>())
        .map(|line| line.trim_end().to_owned())
        .collect();
    lines.join("\n").trim().to_owned()
}
