//! Options that every verb takes, and what they lead to: rules, the day, the language.

use crate::arena::Id;
use crate::book::{Drafted, Pack, RuleBook, load, load_again, lookup};
use crate::cli::clock;
use crate::cli::exit::Failure;
use crate::cli::sense;
use crate::cli::terminal::{self, Color, Terminal};
use crate::embedded;
use crate::engine::Engine;
use crate::finding::nearest;
use crate::lang::Lang;
use crate::pack::files::RulesRoot;
use crate::text::Changes;
use clap::{ArgAction, Args};
use jiff::civil::Date;
use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::time::{Duration, Instant};

/// Options that every verb takes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Common options")]
pub struct Common {
    /// Folder of rule packs, or of one pack; may be repeated. `builtin` names the packs inside the program,
    /// which are the default
    #[arg(long, global = true, value_name = "DIR")]
    pub rules: Vec<OsString>,
    /// Only this pack takes part, and its product counts as named; may be repeated
    #[arg(long, global = true, value_name = "NAME")]
    pub pack: Vec<String>,
    /// The day of diagnosis, YYYY-MM-DD; default: the snapshot's, else today
    #[arg(long, global = true, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
    /// The reader's language: en, id or zh; default: LANG on a terminal, else en
    #[arg(long, global = true, value_name = "LANG", value_parser = parse_lang)]
    pub lang: Option<Lang>,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// Show long pages at once, not by $PAGER
    #[arg(long, global = true)]
    pub no_pager: bool,
    /// No notes and summaries on standard error
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say what was loaded and how long it took
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
}

/// What a verb works with.
#[derive(Debug)]
pub struct Session {
    /// The options.
    pub common: Common,
    /// The streams.
    pub terminal: Terminal,
    /// The reader's language.
    pub lang: Lang,
    start: Instant,
}

/// How long the stages of a run take.
#[derive(Debug)]
pub struct Stages {
    last: Instant,
}

impl Stages {
    /// The first stage begins.
    pub fn start() -> Self {
        Self { last: Instant::now() }
    }

    /// A stage ends and the next begins; says with `-v` how long it took.
    pub fn end(&mut self, session: &Session, what: &str) {
        let before = std::mem::replace(&mut self.last, Instant::now());
        session.say(&format!("{what} in {}", milliseconds(self.last - before)));
    }
}

impl Session {
    /// Reads the surroundings, once.
    pub fn new(common: Common) -> Self {
        let lang = common.lang.unwrap_or_else(terminal::language);
        let terminal = Terminal::new(common.color, common.quiet, lang);
        Self { common, terminal, lang, start: Instant::now() }
    }

    /// The day to stand in where a snapshot names none.
    pub fn today(&self) -> Date {
        self.common.as_of.unwrap_or_else(clock::today)
    }

    /// Refuses `--as-of` for a verb whose result depends on no day.
    ///
    /// # Errors
    /// When it was given.
    pub fn refuse_day(&self, verb: &str) -> Result<(), Failure> {
        let options = [(self.common.as_of.is_some(), "--as-of")];
        sense::refuse(verb, &options, "no day changes what it shows")
    }

    /// Where the rules come from: what `--rules` names, else the packs inside the program.
    pub fn roots(&self) -> Vec<RulesRoot> {
        if self.common.rules.is_empty() {
            return vec![RulesRoot::Builtin];
        }
        self.common.rules.iter().map(root).collect()
    }

    /// Loads the rules and prepares their patterns.
    ///
    /// # Errors
    /// All findings of all rule files.
    pub fn engine(&self) -> Result<ManuallyDrop<Engine>, Failure> {
        let before = self.start.elapsed();
        let roots = self.roots();
        let kept = if roots == [RulesRoot::Builtin] { embedded::engine() } else { None };
        let (engine, how) = match kept {
            Some(engine) => (
                engine,
                format!("as prepared by the build in {}", milliseconds(self.start.elapsed() - before)),
            ),
            None => {
                let book = load(&roots)?;
                let loaded = self.start.elapsed();
                let engine = Engine::new(book);
                let (load, prepare) = (loaded - before, self.start.elapsed() - loaded);
                let (load, prepare) = (milliseconds(load), milliseconds(prepare));
                (engine, format!("in {load}, prepared patterns in {prepare}"))
            }
        };
        let book = &engine.book;
        let (packs, symptoms, rules) = (book.packs.len(), book.symptoms.len(), book.rules.len());
        let digest = &book.digest;
        self.say(&format!("loaded {packs} packs, {symptoms} symptoms, {rules} rules {how} ({digest})"));
        // The process ends with its answer: giving every word of every pack back one by one is wasted time.
        Ok(ManuallyDrop::new(engine))
    }

    /// The same for rules that changed: what the change leaves as it is of the files and of the engine before is kept.
    /// Says what that means for texts that were read before; nothing where all patterns were kept. Where the rules
    /// cannot be loaded, the engine stays.
    ///
    /// # Errors
    /// All findings of all rule files.
    pub fn renew(
        &self,
        engine: &mut Option<Engine>,
        drafted: &mut Drafted,
        stages: &mut Stages,
    ) -> Result<(Option<Changes>, Option<Engine>), Failure> {
        let book = load_again(&self.roots(), drafted)?;
        stages.end(self, "loaded rules");
        let (renewed, changes) = match engine {
            Some(before) => before.renewed(book),
            None => (Engine::renewable(book), None),
        };
        let spent = engine.replace(renewed);
        let kept = spent.is_some() && changes.is_none();
        stages.end(self, if kept { "kept patterns" } else { "prepared patterns" });
        Ok((changes, spent))
    }

    /// The packs that `--pack` names, sorted; none where it was not given.
    ///
    /// # Errors
    /// When there is no such pack.
    pub fn packs(&self, book: &RuleBook) -> Result<Vec<Id<Pack>>, Failure> {
        let mut packs = Vec::new();
        for name in &self.common.pack {
            packs.push(lookup::pack(book, name).ok_or_else(|| unknown_pack(book, name))?);
        }
        packs.sort();
        packs.dedup();
        Ok(packs)
    }

    /// Says something on standard error where `-v` asks for it.
    pub fn say(&self, text: &str) {
        if self.common.verbose > 0 {
            self.terminal.note(&format!("casebook: {text}"));
        }
    }

    /// Says how long the run took so far, with `-v`.
    pub fn say_total(&self) {
        self.say(&format!("{} in all", milliseconds(self.start.elapsed())));
    }
}

/// A rules folder as written on the command line.
pub fn root(name: &OsString) -> RulesRoot {
    if name == "builtin" { RulesRoot::Builtin } else { RulesRoot::Path(name.into()) }
}

fn unknown_pack(book: &RuleBook, name: &str) -> Failure {
    let names: Vec<&str> = book.packs.iter().map(|(_, pack)| pack.name.as_str()).collect();
    let help = match nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", names.join(", ")),
    };
    Failure::new(format!("no pack is named `{name}`"), help)
}

fn milliseconds(duration: Duration) -> String {
    format!("{:.1} ms", duration.as_secs_f64() * 1000.0)
}

fn parse_date(text: &str) -> Result<Date, String> {
    crate::facts::date(text).map_err(|problem| problem.help)
}

fn parse_lang(text: &str) -> Result<Lang, String> {
    Lang::from_code(text).ok_or_else(|| "there are: en (English), id (Indonesian), zh (Chinese)".to_owned())
}
