//! What a regex cannot match without: literals, found by looking at its parts.
//!
//! In: the source of a regex. Out: clauses; a text that the regex matches holds at least one literal of each, one behind
//! the other. The method is that of the prefilters of RE2 and of Russ Cox, "Regular Expression Matching with a Trigram Index"
//! (2012): each part has the exact set of what it matches while that is small, else what it needs.

use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};
use std::collections::BTreeSet;

/// Bytes that must stand in a text.
pub(super) type Literal = Vec<u8>;
/// Literals of which at least one must.
pub(super) type Clause = BTreeSet<Literal>;

/// Stands in a literal where on the other side of the neighbouring letter or digit there is none: at a word boundary,
/// an end of the text, or one character of a large class without any. No text in UTF-8 holds it.
pub(super) const EDGE: u8 = 0xFF;

/// So many texts at most are kept as the exact set of a part.
const MOST_EXACT: usize = 256;
/// So many literals at most make a clause.
const MOST_LITERALS: usize = 400;
/// Longer literals tell no more.
const LONGEST: usize = 24;
/// Repetitions are written out so many times at most.
const MOST_REPEATED: u32 = 12;

/// What a regex cannot match without.
#[derive(Default)]
pub(super) struct Needs {
    /// The clauses in the order in which a text fulfils them, with each [`EDGE`] that is known; none where it may match without
    /// any literal, or is no regex. What is told of edges holds for texts in lower case.
    pub(super) clauses: Vec<Clause>,
    /// The length of its longest match, in bytes, if it has one.
    pub(super) longest: Option<usize>,
}

impl Needs {
    /// What a regex needs.
    pub(super) fn of(source: &str) -> Self {
        let Ok(hir) = regex_syntax::Parser::new().parse(source) else { return Self::default() };
        let mut clauses = Part::of(&hir).into_clauses();
        // Two letters stand in nearly every text; they only cost time where something better is there. So do numbers: beside
        // them also the two letters with which a word begins are worth a look.
        if clauses.iter().any(is_strong) {
            let numbers = clauses.iter().filter(|clause| is_strong(clause)).all(is_of_numbers);
            clauses.retain(|clause| is_strong(clause) || numbers && is_edged(clause));
        }
        Self { clauses, longest: hir.properties().maximum_len() }
    }
}

/// The longest stretch of a literal without an edge.
pub(super) fn plain(literal: &Literal) -> &[u8] {
    stretch(literal).0
}

/// The same, with whether an edge stands before it and behind it that its own first or last letter or digit has.
pub(super) fn stretch(literal: &Literal) -> (&[u8], bool, bool) {
    let mut at = 0;
    let stretches = literal.split(|byte| *byte == EDGE).map(|stretch| {
        let (start, end) = (at, at + stretch.len());
        at = end + 1;
        (stretch, start, end)
    });
    let longest = stretches.max_by_key(|(stretch, ..)| stretch.len());
    let Some((stretch, start, end)) = longest else { return (&[], false, false) };
    let own = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    (stretch, start > 0 && own(stretch.first()), end < literal.len() && own(stretch.last()))
}

/// What is known of a part of a regex.
enum Part {
    /// All that it matches.
    Exact(Clause),
    /// What each of its matches holds.
    Needs(Needed),
}

/// What each match of a part holds, and whether each has an edge where it begins, and where it ends.
#[derive(Default)]
struct Needed {
    clauses: Vec<Clause>,
    begins: bool,
    ends: bool,
    /// Whether it may match nothing; what is said of edges is then that of its other matches.
    may_be_empty: bool,
}

impl Part {
    fn of(hir: &Hir) -> Self {
        match hir.kind() {
            HirKind::Look(look) if is_edge(*look) => Part::Exact(edge()),
            HirKind::Empty | HirKind::Look(_) => Part::Exact(empty()),
            HirKind::Literal(literal) => Part::Exact(Clause::from([literal.0.to_vec()])),
            HirKind::Class(class) => of_class(class),
            HirKind::Capture(capture) => Part::of(&capture.sub),
            HirKind::Repetition(repetition) => of_repetition(repetition),
            HirKind::Concat(parts) => of_row(parts.iter().map(Part::of)),
            HirKind::Alternation(parts) => of_choice(parts.iter().map(Part::of).collect()),
        }
    }

    /// A part of which nothing is known.
    fn nothing() -> Self {
        Part::Needs(Needed::default())
    }

    fn into_clauses(self) -> Vec<Clause> {
        match self {
            Part::Exact(texts) => Vec::from_iter(Some(texts).filter(is_worth_it)),
            Part::Needs(needed) => needed.clauses,
        }
    }

    /// Whether each match has an edge where it begins, and where it ends.
    fn edges(&self) -> (bool, bool) {
        match self {
            Part::Exact(texts) => (starts_with_edge(texts), ends_with_edge(texts)),
            Part::Needs(needed) => {
                let is_there = !needed.may_be_empty;
                (is_there && needed.begins, is_there && needed.ends)
            }
        }
    }
}

fn empty() -> Clause {
    Clause::from([Literal::new()])
}

fn edge() -> Clause {
    Clause::from([vec![EDGE]])
}

/// Whether a letter or digit beside it has none on its other side.
fn is_edge(look: Look) -> bool {
    matches!(look, Look::Start | Look::End | Look::WordAscii | Look::WordUnicode)
}

/// Whether a match that begins, or ends, with this byte has an edge there: other than ASCII is in no plain text.
fn has_edge(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| !byte.is_ascii_alphanumeric())
}

/// Whether a clause tells anything: short literals stand in nearly every text, digits do not.
fn is_worth_it(clause: &Clause) -> bool {
    let tells = |literal: &[u8]| literal.len() > 1 || literal.first().is_some_and(u8::is_ascii_digit);
    let tells = |literal: &Literal| tells(plain(literal));
    !clause.is_empty() && clause.len() <= MOST_LITERALS && clause.iter().all(tells)
}

/// Whether all literals of a clause are rare in running text: three bytes besides spaces, a whole word of two, digits, or two
/// signs.
fn is_strong(clause: &Clause) -> bool {
    let strong = |literal: &Literal| {
        let (stretch, before, behind) = stretch(literal);
        let own = || stretch.iter().filter(|byte| **byte != b' ');
        let most = if before && behind { 1 } else { 2 };
        let signs = || own().all(|byte| !byte.is_ascii_alphanumeric());
        own().count() > most || own().all(u8::is_ascii_digit) || own().count() > 1 && signs()
    };
    clause.iter().all(strong)
}

/// Whether all literals of a clause hold numbers.
fn is_of_numbers(clause: &Clause) -> bool {
    clause.iter().all(|literal| plain(literal).iter().any(u8::is_ascii_digit))
}

/// Whether all literals of a clause are rare in running text, or stand where a word begins or ends.
fn is_edged(clause: &Clause) -> bool {
    let edged = |literal: &Literal| {
        let (own, before, behind) = stretch(literal);
        own.len() > 2 || own.len() == 2 && (before || behind)
    };
    clause.iter().all(edged)
}

fn of_class(class: &Class) -> Part {
    let mut texts = Clause::new();
    match class {
        Class::Unicode(class) => {
            let size: usize =
                class.iter().map(|range| range.end() as usize - range.start() as usize + 1).sum();
            if size > MOST_EXACT {
                let own = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase();
                let holds = |c: char| class.iter().any(|range| (range.start()..=range.end()).contains(&c));
                let none = !('0'..='z').any(|c| own(c) && holds(c));
                return if none { Part::Exact(edge()) } else { Part::nothing() };
            }
            let chars = class.iter().flat_map(|range| range.start()..=range.end());
            texts.extend(chars.map(|c| c.to_string().into_bytes()));
        }
        Class::Bytes(class) => {
            let size: usize = class.iter().map(|range| range.len()).sum();
            if size > MOST_EXACT {
                return Part::nothing();
            }
            texts.extend(class.iter().flat_map(|range| range.start()..=range.end()).map(|byte| vec![byte]));
        }
    }
    Part::Exact(texts)
}

fn of_repetition(repetition: &Repetition) -> Part {
    let times = repetition.min.min(MOST_REPEATED);
    if repetition.min == 0 {
        return match Part::of(&repetition.sub) {
            Part::Exact(mut texts) if repetition.max == Some(1) => {
                texts.insert(Literal::new());
                Part::Exact(texts)
            }
            part => {
                let (begins, ends) = part.edges();
                Part::Needs(Needed { clauses: Vec::new(), begins, ends, may_be_empty: true })
            }
        };
    }
    let row = of_row((0..times).map(|_| Part::of(&repetition.sub)));
    if repetition.max == Some(times) {
        return row;
    }
    let (begins, ends) = row.edges();
    Part::Needs(Needed { clauses: row.into_clauses(), begins, ends, may_be_empty: false })
}

/// Parts one after the other.
fn of_row(parts: impl Iterator<Item = Part>) -> Part {
    let mut clauses = Vec::new();
    let mut begins = None;
    let mut current = empty();
    for part in parts {
        let edges = part.edges();
        match part {
            Part::Exact(texts) if fit(&current, &texts) => current = product(&current, &texts),
            part => {
                if begins.is_none() {
                    begins = Some(if current == empty() { edges.0 } else { starts_with_edge(&current) });
                }
                let beside = |is: bool| if is { edge() } else { empty() };
                let open = ends_with_edge(&current);
                let behind = beside(open);
                clauses.extend(Part::Exact(product(&current, &beside(edges.0))).into_clauses());
                current = match part {
                    Part::Exact(texts) => product(&behind, &texts),
                    Part::Needs(needed) => {
                        clauses.extend(needed.clauses);
                        beside(needed.ends && (open || !needed.may_be_empty))
                    }
                };
            }
        }
    }
    let Some(begins) = begins else { return Part::Exact(current) };
    let ends = ends_with_edge(&current);
    clauses.extend(Part::Exact(current).into_clauses());
    Part::Needs(Needed { clauses, begins, ends, may_be_empty: false })
}

/// Whether the texts of two parts together are few and short enough.
fn fit(heads: &Clause, tails: &Clause) -> bool {
    let longest = |texts: &Clause| texts.iter().map(Vec::len).max().unwrap_or(0);
    heads.len() * tails.len() <= MOST_EXACT && longest(heads) + longest(tails) <= LONGEST
}

/// Each text of one part with each of the next behind it.
fn product(heads: &Clause, tails: &Clause) -> Clause {
    heads.iter().flat_map(|head| tails.iter().map(move |tail| [&head[..], tail].concat())).collect()
}

fn starts_with_edge(texts: &Clause) -> bool {
    texts.iter().all(|text| has_edge(text.first()))
}

fn ends_with_edge(texts: &Clause) -> bool {
    texts.iter().all(|text| has_edge(text.last()))
}

/// One of several parts: all that they match, or one clause made of the best clause of each.
fn of_choice(parts: Vec<Part>) -> Part {
    let sizes = parts.iter().map(|part| match part {
        Part::Exact(texts) => texts.len(),
        Part::Needs(_) => MOST_EXACT + 1,
    });
    if sizes.sum::<usize>() <= MOST_EXACT {
        let texts = parts.into_iter().filter_map(|part| match part {
            Part::Exact(texts) => Some(texts),
            Part::Needs(_) => None,
        });
        return Part::Exact(texts.flatten().collect());
    }
    let edges = parts.iter().map(Part::edges);
    let (begins, ends) = edges.fold((true, true), |all, one| (all.0 && one.0, all.1 && one.1));
    let mut all = Some(Clause::new());
    for part in parts {
        let shortest = |clause: &Clause| clause.iter().map(|text| plain(text).len()).min().unwrap_or(0);
        let best = part
            .into_clauses()
            .into_iter()
            .max_by_key(|clause| (shortest(clause).min(4), std::cmp::Reverse(clause.len())));
        all = all.zip(best).map(|(all, best)| &all | &best);
    }
    let clauses = Vec::from_iter(all.filter(is_worth_it));
    Part::Needs(Needed { clauses, begins, ends, may_be_empty: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The clauses of a regex without edges.
    fn of(source: &str) -> Vec<Clause> {
        let plain = |clause: Clause| clause.iter().map(|literal| plain(literal).to_vec()).collect();
        let mut clauses: Vec<Clause> = Needs::of(source).clauses.into_iter().map(plain).collect();
        clauses.sort();
        clauses.dedup();
        clauses
    }

    fn texts(source: &str) -> Vec<Vec<String>> {
        let text = |literal: Literal| String::from_utf8(literal).unwrap_or_default();
        of(source).into_iter().map(|clause| clause.into_iter().map(text).collect()).collect()
    }

    #[test]
    fn names_what_a_match_holds() {
        for (source, expected) in [
            (r"\bunable to log ?in\b", vec![vec!["unable to log in", "unable to login"]]),
            (r"(?:open|shut)[^.]{0,40}door", vec![vec!["door"], vec!["open", "shut"]]),
            (r"(?:open|shut)?[^.]{0,40}door", vec![vec!["door"]]),
            (r"[a-z]+ (?:ab|cd)+x", vec![vec!["ab", "cd"]]),
            (r"(?:ab|cd)[a-z]+ef[a-z]+(?:ghi|jkl)", vec![vec!["ghi", "jkl"]]),
            (r"[a-z]*", vec![]),
            (r"a|b", vec![]),
            (r"(?:one|[a-z]+)", vec![]),
            (r"(?:^|[^0-9a-z])403s?(?:$|[^0-9])", vec![vec!["403", "403s"]]),
            (r"\d\d:[0-9]", vec![":0 :1 :2 :3 :4 :5 :6 :7 :8 :9".split(' ').collect()]),
        ] {
            assert_eq!(texts(source), expected, "{source}");
        }
    }

    #[test]
    fn knows_where_words_end() {
        let shown = |source: &str| -> Vec<Vec<String>> {
            let text = |literal: Literal| -> String {
                literal.iter().map(|byte| if *byte == EDGE { '|' } else { char::from(*byte) }).collect()
            };
            Needs::of(source)
                .clauses
                .into_iter()
                .map(|clause| clause.into_iter().map(text).collect())
                .collect()
        };
        for (source, expected) in [
            (r"\b(?:four|4) oh\b", vec![vec!["|4 oh|", "|four oh|"]]),
            (r"(?:^|[^0-9a-z])403s?(?:$|[^0-9a-z])", vec![vec!["|403s|", "|403|"]]),
            (r"(?:^|[^0-9])403[^.]*x\B", vec![vec!["403"]]),
            (r"404[^a-z]x", vec![vec!["404"]]),
            (r"404(?:$|[.,](?:$|[^0-9])|[^0-9a-z])", vec![vec!["404|"]]),
            (r"(?:[^0-9][.,]|\W)404", vec![vec!["|404"]]),
            (r"with (?:some |ugly )*404\b", vec![vec!["with "], vec!["|404|"]]),
            (r"with(?:some |ugly )*404", vec![vec!["with"], vec!["404"]]),
            (r"with (?:[a-z]+ )?404", vec![vec!["with "], vec!["|404"]]),
            (r"with (?:some)*404", vec![vec!["with "], vec!["404"]]),
        ] {
            assert_eq!(shown(source), expected, "{source}");
        }
    }

    /// A regex made of a few parts.
    fn regex() -> impl Strategy<Value = String> {
        let parts = [
            "a",
            "bc",
            "a?",
            "b+",
            "(?:a|bc)",
            "(?:ab|c|)",
            "[ab]",
            "[ab]{2}",
            ".*",
            r"\b",
            "(?:ca){1,2}",
            "[^a-z0-9]",
            "(?:^|[^a-z0-9])",
        ];
        proptest::collection::vec(proptest::sample::select(parts.to_vec()), 1..6)
            .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn a_match_fulfils_every_clause(source in regex(), text in "[abc ]{0,16}") {
            let compiled = regex::Regex::new(&source);
            if let Some(found) = compiled.ok().and_then(|regex| regex.find(&text).map(|found| found.as_str())) {
                for clause in of(&source) {
                    let holds = clause.iter().any(|literal| {
                        found.as_bytes().windows(literal.len()).any(|window| window == literal)
                    });
                    prop_assert!(holds, "{source} {clause:?} {text}");
                }
            }
        }
    }
}
