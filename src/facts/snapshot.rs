//! Snapshots: one account at one moment, as written in YAML or JSON.
//!
//! Goes in: the located tree of a snapshot and the rule book. Comes out: a linked and typed [`Case`], or every
//! problem with its place, in the same form as the problems of rule files. Reads neither files nor the clock:
//! the caller gives the day that stands in where the snapshot has none.

use super::given::{give, resolve};
use super::json::parse_json;
use crate::arena::Id;
use crate::book::{Fact, Pack, RuleBook, Symptom, lookup};
use crate::engine::Case;
use crate::facts::{FactType, Raw, date};
use crate::finding::{Finding, Findings, nearest};
use crate::keys::{SNAPSHOT, names};
use crate::source::{FileId, Located, Origin, Place, SourceFile};
use crate::yaml::{self, Budget, Node, NodeKind};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Reads a snapshot's text: JSON where it is a JSON map, else YAML. `name` is how messages call it.
///
/// # Errors
/// Everything that is wrong with it, with the texts it points into.
pub fn parse_snapshot(name: &str, text: &str, book: &RuleBook, today: Date) -> Result<Case, Findings> {
    let mut sources = book.sources.clone();
    let file = sources.add(SourceFile { name: name.into(), text: text.into(), origin: Origin::Given });
    let node = parse_tree(name, file, text);
    node.and_then(|node| read_snapshot(&node, book, today)).map_err(|list| Findings { sources, list })
}

/// The tree of a YAML or JSON text. A text that begins like a JSON map but is none can still be YAML, unless its
/// name says otherwise.
fn parse_tree(name: &str, file: FileId, text: &str) -> Result<Node, Vec<Finding>> {
    let budget = Budget::default();
    let json_name = name.to_ascii_lowercase().ends_with(".json");
    if json_name || text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        match parse_json(file, text, &budget) {
            Err(findings) if !json_name && findings.iter().any(|finding| finding.code == "json-syntax") => {}
            read => return read,
        }
    }
    yaml::parse(file, text, &budget)
}

/// Links and types a snapshot; `today` stands in for a missing `as_of`.
///
/// # Errors
/// All problems, in the order of the file.
pub fn read_snapshot(node: &Node, book: &RuleBook, today: Date) -> Result<Case, Vec<Finding>> {
    read_at_home(node, book, today, None)
}

/// The same, where bare names of symptoms mean those of a home pack first.
pub(crate) fn read_at_home(
    node: &Node,
    book: &RuleBook,
    today: Date,
    home: Option<Id<Pack>>,
) -> Result<Case, Vec<Finding>> {
    let case = Case {
        as_of: today,
        parts: Vec::new(),
        symptoms: Vec::new(),
        facts: Vec::new(),
        packs: Vec::new(),
        named: Vec::new(),
        told: crate::engine::Told::default(),
    };
    let mut reader = Reader { book, home, case, findings: Vec::new() };
    match &node.kind {
        NodeKind::Map(entries) => entries.iter().for_each(|(key, value)| reader.entry(key, value)),
        _ => reader.wrong_shape(node, "a snapshot is a map with `as_of`, `text`, `symptoms` and `facts`"),
    }
    if reader.findings.is_empty() { Ok(reader.case) } else { Err(reader.findings) }
}

/// What a name means in a book, seen from a home pack.
type Find<T> = fn(&RuleBook, Option<Id<Pack>>, &str) -> Result<Vec<T>, Finding>;

fn symptom(book: &RuleBook, home: Option<Id<Pack>>, name: &str) -> Result<Vec<Id<Symptom>>, Finding> {
    let found = lookup::symptom(book, name, home);
    found.map(|symptom| vec![symptom]).map_err(|problem| problem.finding("symptom", name, "unknown-symptom"))
}

fn facts(book: &RuleBook, _: Option<Id<Pack>>, name: &str) -> Result<Vec<Id<Fact>>, Finding> {
    lookup::facts(book, name).map_err(|problem| problem.finding("fact", name, "unknown-fact"))
}

fn product(book: &RuleBook, _: Option<Id<Pack>>, name: &str) -> Result<Vec<Id<Pack>>, Finding> {
    lookup::pack(book, name).map(|pack| vec![pack]).ok_or_else(|| {
        let names: Vec<&str> = book.packs.iter().map(|(_, pack)| pack.name.as_str()).collect();
        let help = match nearest(name, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are: `{}`", names.join("`, `")),
        };
        Finding::error("unknown-pack", format!("no pack is called `{name}`")).help(help)
    })
}

struct Reader<'a> {
    book: &'a RuleBook,
    home: Option<Id<Pack>>,
    case: Case,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn entry(&mut self, key: &Located<String>, value: &Node) {
        match key.value.as_str() {
            "as_of" => self.as_of(value),
            "text" => self.text(value),
            "facts" => self.facts(value),
            "symptoms" => self.case.symptoms = self.names(value, symptom),
            "products" => self.case.told.products = self.names(value, product),
            "not_seen" => self.case.told.not_seen = self.names(value, symptom),
            "not_known" => self.case.told.not_known = self.names(value, facts),
            name => {
                let help = match nearest(name, names(SNAPSHOT)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if lookup::facts(self.book, name).is_ok() => {
                        "a fact stands under `facts`".to_owned()
                    }
                    None => format!("a snapshot has the keys `{}`", names(SNAPSHOT).join("`, `")),
                };
                let finding = Finding::error("unknown-key", format!("a snapshot has no key `{name}`"));
                self.findings.push(finding.label(key.place, "not a key of a snapshot").help(help));
            }
        }
    }

    fn as_of(&mut self, node: &Node) {
        let Some(text) = scalar(node) else {
            return self.wrong_shape(node, "write a day as year-month-day, such as `2025-10-10`");
        };
        match date(text.trim()) {
            Ok(day) => self.case.as_of = day,
            Err(problem) => {
                let finding = Finding::error(problem.code, problem.message);
                self.findings.push(finding.label(node.place, "not a date").help(problem.help));
            }
        }
    }

    fn text(&mut self, node: &Node) {
        const HELP: &str = "write one text, or a list of texts with the newest first";
        match &node.kind {
            NodeKind::Scalar { text, .. } => self.case.parts = vec![text.clone()],
            NodeKind::Seq(parts) => {
                for part in parts {
                    match scalar(part) {
                        Some(text) => self.case.parts.push(text.to_owned()),
                        None => self.wrong_shape(part, HELP),
                    }
                }
            }
            _ => self.wrong_shape(node, HELP),
        }
    }

    /// The things that a list names, sorted, each once.
    fn names<T: Ord>(&mut self, node: &Node, find: Find<T>) -> Vec<T> {
        const HELP: &str = "write a list of names, such as `[intel-points/no-options]`";
        let NodeKind::Seq(items) = &node.kind else {
            self.wrong_shape(node, HELP);
            return Vec::new();
        };
        let mut found: BTreeSet<T> = BTreeSet::new();
        for item in items {
            let Some(name) = scalar(item) else {
                self.wrong_shape(item, HELP);
                continue;
            };
            match find(self.book, self.home, name.trim()) {
                Ok(things) => found.extend(things),
                Err(finding) => self.findings.push(finding.label(item.place, "this name")),
            }
        }
        found.into_iter().collect()
    }

    /// Bare names first and full names after them, so that a full name wins in its pack whatever the order.
    fn facts(&mut self, node: &Node) {
        let NodeKind::Map(entries) = &node.kind else {
            return self.wrong_shape(node, "write a map of facts, such as `{user.roles: [employee]}`");
        };
        let mut flat = Vec::new();
        flatten(String::new(), entries, &mut flat);
        let mut seen: BTreeMap<String, Place> = BTreeMap::new();
        flat.retain(|entry| match seen.insert(entry.name.clone(), entry.place) {
            None => true,
            Some(earlier) => {
                let finding = Finding::error("duplicate-key", format!("`{}` is given twice", entry.name));
                let finding = finding.label(entry.place, "again here").label(earlier, "first given here");
                self.findings.push(finding.help("keep one of the two"));
                false
            }
        });
        let (full, bare): (Vec<FlatFact<'_>>, Vec<_>) =
            flat.into_iter().partition(|entry| entry.name.contains('/'));
        let before = self.findings.len();
        bare.into_iter().chain(full).for_each(|entry| self.fact(&entry));
        self.findings[before..].sort_by_key(|finding| finding.labels.first().map(|label| label.place));
    }

    fn fact(&mut self, entry: &FlatFact<'_>) {
        let Some(items) = raw_items(entry.node) else {
            return self.wrong_shape(entry.node, "write one value, or a list of values for a set");
        };
        let raw = |_: &FactType| match &items {
            Items::One(text, quoted) => Raw::Scalar { text, quoted: *quoted },
            Items::Many(items) => Raw::List(items.clone()),
        };
        match resolve(self.book, &entry.name, &items.written(), raw) {
            Ok(given) => give(&mut self.case, self.book, given),
            Err(refused) => {
                let place = match (refused.finding.code, refused.item, &entry.node.kind) {
                    ("unknown-fact", ..) => entry.place,
                    (_, Some(item), NodeKind::Seq(nodes)) => {
                        nodes.get(item).map_or(entry.node.place, |node| node.place)
                    }
                    _ => entry.node.place,
                };
                self.findings.push(refused.finding.label(place, "not accepted"));
            }
        }
    }

    fn wrong_shape(&mut self, node: &Node, help: &str) {
        let finding = Finding::error("wrong-shape", format!("{} cannot stand here", node.noun()));
        self.findings.push(finding.label(node.place, node.noun()).help(help));
    }
}

/// A fact under its dotted name, with the place of the name's last part.
struct FlatFact<'a> {
    name: String,
    place: Place,
    node: &'a Node,
}

/// Nested maps are dotted names.
fn flatten<'a>(prefix: String, entries: &'a [(Located<String>, Node)], flat: &mut Vec<FlatFact<'a>>) {
    for (key, node) in entries {
        let name = if prefix.is_empty() { key.value.clone() } else { format!("{prefix}.{}", key.value) };
        match &node.kind {
            NodeKind::Map(inner) => flatten(name, inner, flat),
            _ => flat.push(FlatFact { name, place: key.place, node }),
        }
    }
}

/// A written value: texts with whether they were quoted.
enum Items<'a> {
    One(&'a str, bool),
    Many(Vec<(&'a str, bool)>),
}

impl Items<'_> {
    fn written(&self) -> String {
        match self {
            Items::One(text, _) => (*text).to_owned(),
            Items::Many(items) => {
                format!("[{}]", items.iter().map(|item| item.0).collect::<Vec<&str>>().join(", "))
            }
        }
    }
}

fn raw_items(node: &Node) -> Option<Items<'_>> {
    match &node.kind {
        NodeKind::Scalar { text, quoted } => Some(Items::One(text, *quoted)),
        NodeKind::Seq(nodes) => nodes.iter().map(quoted_text).collect::<Option<Vec<_>>>().map(Items::Many),
        _ => None,
    }
}

fn quoted_text(node: &Node) -> Option<(&str, bool)> {
    match &node.kind {
        NodeKind::Scalar { text, quoted } => Some((text, *quoted)),
        _ => None,
    }
}

fn scalar(node: &Node) -> Option<&str> {
    quoted_text(node).map(|(text, _)| text)
}
