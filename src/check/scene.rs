//! What lints look at: the book, its engine, the trees of its files, the fixtures, the solver.

use super::solve::{Answer, Goal, Solver};
use super::texts::{Text, texts};
use super::{CheckOptions, Sink};
use crate::arena::Id;
use crate::book::{COMMON, Pack, RuleBook, Symptom};
use crate::engine::Engine;
use crate::finding::Finding;
use crate::fixture::Fixtures;
use crate::source::{FileId, Located, Origin, Place};
use crate::text::Reading;
use crate::yaml::{self, Budget, Node, NodeKind};
use jiff::civil::{Date, date};
use std::cell::RefCell;

/// A rule file as a tree, with the pack it belongs to.
#[derive(Debug)]
pub(super) struct FileTree {
    /// None for `common`.
    pub(super) pack: Option<Id<Pack>>,
    pub(super) node: Node,
}

/// Everything that lints look at.
pub(super) struct Scene<'a> {
    pub(super) book: &'a RuleBook,
    pub(super) as_of: Option<Date>,
    pub(super) trees: Vec<FileTree>,
    /// Every text for people.
    pub(super) texts: Vec<Text>,
    pub(super) fixtures: Option<&'a Fixtures>,
    engine: &'a Engine,
    embedded: bool,
    solver: RefCell<Solver<'a>>,
    first_undecided: RefCell<Option<Place>>,
}

/// Stands for "any day" in examples where none is given.
pub(super) const SOME_DAY: Date = date(2026, 1, 1);

impl<'a> Scene<'a> {
    pub(super) fn new(engine: &'a Engine, fixtures: Option<&'a Fixtures>, options: &CheckOptions) -> Self {
        let book = &engine.book;
        let trees = trees(book, options.embedded);
        let texts = texts(book, &trees);
        let solver = RefCell::new(Solver::new(book, options.as_of.unwrap_or(SOME_DAY)));
        let (as_of, embedded) = (options.as_of, options.embedded);
        let first_undecided = RefCell::new(None);
        Self { book, as_of, trees, texts, fixtures, engine, embedded, solver, first_undecided }
    }

    /// Whether a pack is checked, and not only there because others need it.
    pub(super) fn checks(&self, pack: Id<Pack>) -> bool {
        let file = self.book.packs[pack].place.file;
        self.embedded || self.book.sources.get(file).origin != Origin::Embedded
    }

    /// The packs that are checked.
    pub(super) fn packs(&self) -> impl Iterator<Item = Id<Pack>> {
        self.book.packs.ids().filter(|pack| self.checks(*pack))
    }

    /// Whether facts exist under which every goal is met; `at` is what the question is about.
    pub(super) fn ask(&self, goals: &[Goal<'_>], at: Place) -> Answer {
        let answer = self.solver.borrow_mut().ask(goals);
        if answer == Answer::Undecided {
            self.first_undecided.borrow_mut().get_or_insert(at);
        }
        answer
    }

    /// Whether it is proven that no facts meet every goal.
    pub(super) fn never(&self, goals: &[Goal<'_>], at: Place) -> bool {
        self.ask(goals, at) == Answer::No
    }

    /// States where the solver's work limit was reached.
    pub(super) fn say_undecided(&self, sink: &mut Sink) {
        let count = self.solver.borrow().undecided;
        if let Some(place) = *self.first_undecided.borrow() {
            let message = format!("{count} questions about conditions were given up at the work limit");
            sink.report(Finding::lint("undecided", message).label(place, "the first of them").help(
                "what these conditions allow is not checked; fewer facts in one condition make it possible",
            ));
        }
    }

    /// Reads a text in which the product of a pack is named.
    pub(super) fn read(&self, text: &str, pack: Id<Pack>) -> Reading {
        self.engine.read_named(&[text.to_owned()], &[pack])
    }

    /// Reads a text as it stands, for a case that names these packs.
    pub(super) fn read_parts(&self, parts: &[String], named: &[Id<Pack>]) -> Reading {
        self.engine.read_named(parts, named)
    }

    /// Where a pattern of a symptom stands.
    pub(super) fn pattern_place(&self, symptom: Id<Symptom>, pattern: Option<usize>) -> Place {
        let symptom = &self.book.symptoms[symptom];
        pattern.and_then(|index| symptom.seen.get(index)).map_or(symptom.place, |pattern| pattern.place)
    }
}

/// The trees of all rule files that are checked. They have been read before without a finding.
fn trees(book: &RuleBook, embedded: bool) -> Vec<FileTree> {
    let folders: Vec<(String, Option<Id<Pack>>)> = folders(book);
    let mut trees = Vec::new();
    for (file, source) in book.sources.iter() {
        if !embedded && source.origin == Origin::Embedded {
            continue;
        }
        // The innermost folder of a pack that holds the file.
        let home = folders.iter().filter(|(folder, _)| source.name.starts_with(folder.as_str()));
        let Some((_, pack)) = home.max_by_key(|(folder, _)| folder.len()) else { continue };
        if let (Some(node), _) = yaml::read(file, &source.text, &Budget::default()) {
            trees.push(FileTree { pack: *pack, node });
        }
    }
    trees
}

/// The folder of each pack, ending in `/`.
fn folders(book: &RuleBook) -> Vec<(String, Option<Id<Pack>>)> {
    let folder = |file: FileId| {
        let name = &book.sources.get(file).name;
        name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"))
    };
    let mut folders: Vec<(String, Option<Id<Pack>>)> =
        book.packs.iter().map(|(id, pack)| (folder(pack.place.file), Some(id))).collect();
    for (file, source) in book.sources.iter() {
        let head =
            source.name.ends_with("pack.yaml") && !folders.iter().any(|(known, _)| *known == folder(file));
        let common = || source.text.lines().any(|line| line.trim_end() == format!("pack: {COMMON}"));
        if head && common() {
            folders.push((folder(file), None));
        }
    }
    folders
}

/// The value of a key.
pub(super) fn get<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    entries(node).iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
}

/// The entries of a map; none for anything else.
pub(super) fn entries(node: &Node) -> &[(Located<String>, Node)] {
    match &node.kind {
        NodeKind::Map(entries) => entries,
        _ => &[],
    }
}

/// The items of a list; none for anything else.
pub(super) fn items(node: &Node) -> &[Node] {
    match &node.kind {
        NodeKind::Seq(items) => items,
        _ => &[],
    }
}

/// A text; none for anything else.
pub(super) fn scalar(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Scalar { text, .. } => Some(text),
        _ => None,
    }
}
