//! Lints: what loads and is still wrong, or may be.
//!
//! Goes in: an engine, its packs' fixtures, the day where one is given. Comes out: findings with their places, in
//! the order of the files, less those that the author allows with a reason. One file a lint or a family of them;
//! each lint is a plain function from the `Scene` to a `Sink`. The table (`table`) holds an
//! example of each that fires and one that doesn't, which are run as tests. Nothing here prints or reads a file.

mod allow;
mod content;
mod fixtures;
mod logic;
mod scene;
pub(crate) mod solve;
mod table;
mod texts;
mod tickets;
mod wording;

pub use table::{BASE, Code, FAMILIES, codes, find_code};

use crate::engine::Engine;
use crate::finding::{Finding, Findings, Severity};
use crate::fixture::Fixtures;
use crate::source::{Origin, Place, Sources};
use jiff::civil::Date;
use scene::Scene;

/// What is to be looked at, and when.
#[derive(Debug, Clone, Copy, Default)]
pub struct CheckOptions {
    /// The day against which reviews of sources are held; none leaves that out.
    pub as_of: Option<Date>,
    /// Whether the packs inside the program are checked too, or only help the others.
    pub embedded: bool,
}

/// Findings on their way out.
#[derive(Debug, Default)]
struct Sink {
    list: Vec<Finding>,
}

impl Sink {
    fn report(&mut self, finding: Finding) {
        self.list.push(finding);
    }
}

/// The lints, in no order that matters.
const PASSES: &[fn(&Scene<'_>, &mut Sink)] = &[
    logic::conditions,
    logic::parts,
    logic::ways,
    logic::rivals,
    logic::fallbacks,
    logic::gaps,
    logic::unused,
    wording::codes,
    wording::messages,
    wording::says,
    wording::regexes,
    wording::unmatchable,
    wording::private,
    content::translations,
    content::audience,
    content::sources,
    content::people,
    fixtures::coverage,
    fixtures::crossing,
];

/// Runs all lints. `fixtures` are those of the packs; none where there is no such folder, and then nothing is
/// said about them. Problems of the fixture files themselves are among the findings.
///
/// Cost: a pass over all patterns, one reading of every message and fixture text, and the solver's work, which
/// has a limit; where that is reached a finding says so.
pub fn check(engine: &Engine, fixtures: Option<&Fixtures>, options: &CheckOptions) -> Findings {
    let sources = fixtures.map_or_else(|| engine.book.sources.clone(), |read| read.findings.sources.clone());
    let scene = Scene::new(engine, fixtures, options);
    let mut sink = Sink::default();
    for pass in PASSES {
        pass(&scene, &mut sink);
    }
    scene.say_undecided(&mut sink);
    let checked = |place: Place| options.embedded || sources.get(place.file).origin != Origin::Embedded;
    let mut list = sink.list;
    list.retain(|finding| finding.labels.first().is_none_or(|label| checked(label.place)));
    let mut list = allow::apply(list, &sources, checked);
    if let Some(read) = fixtures {
        list.extend(read.findings.list.iter().cloned());
    }
    let mut findings = Findings { sources, list };
    sort(&mut findings);
    findings
}

/// How many findings there are of each severity: errors, warnings, infos.
pub fn counts(findings: &[Finding]) -> (usize, usize, usize) {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    (count(Severity::Error), count(Severity::Warning), count(Severity::Info))
}

/// By file name and place, then code; a finding that came out twice is one.
fn sort(findings: &mut Findings) {
    let Findings { sources, list } = findings;
    let key = |finding: &Finding| place_key(sources, finding);
    list.sort_by(|a, b| (key(a), a.code, &a.message).cmp(&(key(b), b.code, &b.message)));
    list.dedup();
}

fn place_key<'a>(sources: &'a Sources, finding: &Finding) -> Option<(&'a str, crate::source::Span)> {
    let label = finding.labels.first()?;
    Some((&sources.get(label.place.file).name, label.place.span))
}
