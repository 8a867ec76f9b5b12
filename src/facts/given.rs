//! Facts given by name: who declares them, who accepts the value, whose product that names.
//!
//! Goes in: the name and the value as written, from a snapshot or `--set`. Comes out: a typed value for each pack
//! that declares the name and accepts the value whole, or a finding that says what is accepted.

use crate::arena::Id;
use crate::book::{Fact, RuleBook, lookup};
use crate::engine::Case;
use crate::facts::{FactType, Raw, Value, ValueProblem, accept, accepted};
use crate::finding::Finding;

/// The typed values of one given fact, sorted by fact: one for each pack that accepts it, at least one.
pub type GivenFacts = Vec<(Id<Fact>, Value)>;

/// Reads `FACT=VALUE`. The values of a set are separated by commas; nothing is the empty set.
///
/// # Errors
/// A finding without a place: no `=`, an unknown fact, or a value that no declaring pack accepts.
pub fn parse_set(text: &str, book: &RuleBook) -> Result<GivenFacts, Box<Finding>> {
    let Some((name, value)) = text.split_once('=') else {
        return Err(Box::new(
            Finding::error("bad-set", format!("`{text}` gives no value"))
                .help("write FACT=VALUE, such as `user.roles=employee`"),
        ));
    };
    let (name, value) = (name.trim(), value.trim());
    let raw = |kind: &FactType| match kind {
        FactType::Set(_) if value.is_empty() => Raw::List(Vec::new()),
        FactType::Set(_) => Raw::List(value.split(',').map(|item| (item.trim(), false)).collect()),
        _ => Raw::Scalar { text: value, quoted: false },
    };
    resolve(book, name, value, raw).map_err(|refused| Box::new(refused.finding))
}

/// Adds given facts to a case: each replaces an earlier value, and a fact that only one pack accepts names that
/// pack's product.
pub fn give(case: &mut Case, book: &RuleBook, given: GivenFacts) {
    if let [(fact, _)] = given.as_slice() {
        let pack = book.facts[*fact].pack;
        if let Err(at) = case.named.binary_search(&pack) {
            case.named.insert(at, pack);
        }
    }
    for (fact, value) in given {
        case.told.not_known.retain(|not_known| *not_known != fact);
        match case.facts.binary_search_by_key(&fact, |known| known.0) {
            Ok(at) => case.facts[at].1 = value,
            Err(at) => case.facts.insert(at, (fact, value)),
        }
    }
}

/// Why a given fact can not be used.
pub(super) struct Refused {
    pub(super) finding: Finding,
    /// The item of a list that is at fault, from 0.
    pub(super) item: Option<usize>,
}

/// The values for each pack that declares the name and accepts what `raw` gives for its type; `written` is the
/// value in the author's words.
pub(super) fn resolve<'a>(
    book: &RuleBook,
    name: &str,
    written: &str,
    raw: impl Fn(&FactType) -> Raw<'a>,
) -> Result<GivenFacts, Refused> {
    let declared = lookup::facts(book, name)
        .map_err(|problem| Refused { finding: problem.finding("fact", name, "unknown-fact"), item: None })?;
    let mut given = Vec::new();
    let mut refusals = Vec::new();
    for fact in declared {
        let kind = &book.facts[fact].kind;
        match accept(kind, &raw(kind)) {
            Ok(value) => given.push((fact, value)),
            Err(problem) => refusals.push((fact, problem)),
        }
    }
    if given.is_empty() { Err(refused(book, name, written, refusals)) } else { Ok(given) }
}

fn refused(book: &RuleBook, name: &str, written: &str, refusals: Vec<(Id<Fact>, ValueProblem)>) -> Refused {
    if let [(_, problem)] = refusals.as_slice() {
        let message = format!("{} (fact `{name}`)", problem.message);
        let finding = Finding::error(problem.code, message).help(problem.help.clone());
        return Refused { finding, item: problem.item };
    }
    let said = refusals.iter().map(|(fact, _)| {
        let fact = &book.facts[*fact];
        format!("for `{}` {}", fact.id, accepted(&fact.kind))
    });
    let help = said.collect::<Vec<String>>().join("; ");
    let message = format!("`{written}` is accepted by none of the packs that declare `{name}`");
    Refused { finding: Finding::error("unknown-value", message).help(help), item: None }
}
