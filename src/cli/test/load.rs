//! The rules and the fixtures of a run.

use super::Test;
use crate::arena::Id;
use crate::book::{Pack, RuleBook};
use crate::cli::common::Session;
use crate::cli::exit::Failure;
use crate::engine::Engine;
use crate::finding::Finding;
use crate::fixture::{Fixture, Fixtures, Trees, filter, load_fixtures_again};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What a run works with.
pub(super) struct Loaded<'a> {
    pub(super) engine: &'a Engine,
    pub(super) fixtures: Fixtures,
    /// The packs that the fixtures are about: where only some fixtures run, those of their folders.
    pub(super) scope: Vec<Id<Pack>>,
}

/// Loads the fixtures that the arguments name. That nothing is left to run is a finding. `trees` are those of the run
/// before, and then of this one.
///
/// # Errors
/// When a path or a pack does not exist.
pub(super) fn load<'a>(
    test: &Test,
    session: &Session,
    engine: &'a Engine,
    trees: &mut Trees,
) -> Result<Loaded<'a>, Failure> {
    let packs = session.packs(&engine.book)?;
    let paths = test.paths();
    if let Some(missing) = paths.iter().find(|path| !path.exists()) {
        let missing = missing.display();
        return Err(Failure::new(
            format!("there is no `{missing}`"),
            "name a fixture file or a folder of them",
        ));
    }
    let mut fixtures = load_fixtures_again(&paths, &engine.book, session.today(), trees);
    let all = fixtures.list.len();
    filter(&mut fixtures.list, &fixtures.findings.sources, &test.filter);
    if fixtures.list.is_empty() && all > 0 {
        let words = test.filter.join("`, `");
        fixtures.findings.list.push(
            Finding::error(
                "no-fixtures",
                format!("none of {all} fixtures has `{words}` in its file or name"),
            )
            .help("`--filter` takes a part of a file's path or of a fixture's name"),
        );
    }
    for fixture in &mut fixtures.list {
        fixture.case.packs.clone_from(&packs);
    }
    let some = !test.paths.is_empty() || !test.filter.is_empty();
    let scope = if packs.is_empty() { scope(&engine.book, &fixtures.list, some) } else { packs };
    Ok(Loaded { engine, fixtures, scope })
}

/// The packs that some fixtures are about; all of them where all fixtures run, or one belongs to no pack.
fn scope(book: &RuleBook, fixtures: &[Fixture], some: bool) -> Vec<Id<Pack>> {
    let homes: Option<BTreeSet<Id<Pack>>> = fixtures.iter().map(|fixture| fixture.home).collect();
    match homes {
        Some(homes) if some && !homes.is_empty() => homes.into_iter().collect(),
        _ => book.packs.ids().collect(),
    }
}

impl Test {
    /// Where the fixtures are.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        if self.paths.is_empty() { vec![PathBuf::from("fixtures")] } else { self.paths.clone() }
    }
}
