//! What a regex cannot match without: literals, found by looking at its parts.
//!
//! In: the source of a regex. Out: clauses; a text that the regex matches holds at least one literal of each. The
//! method is that of the prefilters of RE2 and of Russ Cox, "Regular Expression Matching with a Trigram Index"
//! (2012): each part has the exact set of what it matches while that is small, else what it needs.

use regex_syntax::hir::{Class, Hir, HirKind, Repetition};
use std::collections::BTreeSet;

/// Bytes that must stand in a text.
pub(super) type Literal = Vec<u8>;
/// Literals of which at least one must.
pub(super) type Clause = BTreeSet<Literal>;

/// So many texts at most are kept as the exact set of a part.
const MOST_EXACT: usize = 64;
/// So many literals at most make a clause.
const MOST_LITERALS: usize = 400;
/// Longer literals tell no more.
const LONGEST: usize = 24;
/// Repetitions are written out so many times at most.
const MOST_REPEATED: u32 = 12;

/// The clauses of a regex; none where it may match without any literal, or is no regex.
pub(super) fn of(source: &str) -> Vec<Clause> {
    let Ok(hir) = regex_syntax::Parser::new().parse(source) else { return Vec::new() };
    let mut clauses = Part::of(&hir).into_clauses();
    // Two letters stand in nearly every text; they only cost time where something better is there.
    if clauses.iter().any(is_strong) {
        clauses.retain(is_strong);
    }
    clauses.sort();
    clauses.dedup();
    clauses
}

/// What is known of a part of a regex.
enum Part {
    /// All that it matches.
    Exact(Clause),
    /// What each of its matches holds.
    Needs(Vec<Clause>),
}

impl Part {
    fn of(hir: &Hir) -> Self {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Part::Exact(empty()),
            HirKind::Literal(literal) => Part::Exact(Clause::from([literal.0.to_vec()])),
            HirKind::Class(class) => of_class(class),
            HirKind::Capture(capture) => Part::of(&capture.sub),
            HirKind::Repetition(repetition) => of_repetition(repetition),
            HirKind::Concat(parts) => of_row(parts.iter().map(Part::of)),
            HirKind::Alternation(parts) => of_choice(parts.iter().map(Part::of).collect()),
        }
    }

    fn into_clauses(self) -> Vec<Clause> {
        match self {
            Part::Exact(texts) => Vec::from_iter(Some(texts).filter(is_worth_it)),
            Part::Needs(clauses) => clauses,
        }
    }
}

fn empty() -> Clause {
    Clause::from([Literal::new()])
}

/// Whether a clause tells anything: short literals stand in nearly every text, digits do not.
fn is_worth_it(clause: &Clause) -> bool {
    let tells = |literal: &Literal| literal.len() > 1 || literal.first().is_some_and(u8::is_ascii_digit);
    !clause.is_empty() && clause.len() <= MOST_LITERALS && clause.iter().all(tells)
}

/// Whether all literals of a clause are rare in running text: three bytes besides spaces, or digits.
fn is_strong(clause: &Clause) -> bool {
    let strong = |literal: &Literal| {
        let own = || literal.iter().filter(|byte| **byte != b' ');
        own().count() > 2 || own().all(u8::is_ascii_digit)
    };
    clause.iter().all(strong)
}

fn of_class(class: &Class) -> Part {
    let mut texts = Clause::new();
    match class {
        Class::Unicode(class) => {
            let size: usize =
                class.iter().map(|range| range.end() as usize - range.start() as usize + 1).sum();
            if size > MOST_EXACT {
                return Part::Needs(Vec::new());
            }
            let chars = class.iter().flat_map(|range| range.start()..=range.end());
            texts.extend(chars.map(|c| c.to_string().into_bytes()));
        }
        Class::Bytes(class) => {
            let size: usize = class.iter().map(|range| range.len()).sum();
            if size > MOST_EXACT {
                return Part::Needs(Vec::new());
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
            _ => Part::Needs(Vec::new()),
        };
    }
    let row = of_row((0..times).map(|_| Part::of(&repetition.sub)));
    if repetition.max == Some(times) { row } else { Part::Needs(row.into_clauses()) }
}

/// Parts one after the other.
fn of_row(parts: impl Iterator<Item = Part>) -> Part {
    let mut clauses = Vec::new();
    let mut whole = true;
    let mut current = empty();
    for part in parts {
        match part {
            Part::Exact(texts) => {
                let longest = |texts: &Clause| texts.iter().map(Vec::len).max().unwrap_or(0);
                let fits = current.len() * texts.len() <= MOST_EXACT
                    && longest(&current) + longest(&texts) <= LONGEST;
                if fits {
                    let joined = |head: &Literal| {
                        texts.iter().map(|tail| [&head[..], tail].concat()).collect::<Vec<_>>()
                    };
                    current = current.iter().flat_map(joined).collect();
                } else {
                    clauses.extend(Part::Exact(std::mem::replace(&mut current, texts)).into_clauses());
                    whole = false;
                }
            }
            Part::Needs(more) => {
                clauses.extend(Part::Exact(std::mem::replace(&mut current, empty())).into_clauses());
                clauses.extend(more);
                whole = false;
            }
        }
    }
    if whole {
        return Part::Exact(current);
    }
    clauses.extend(Part::Exact(current).into_clauses());
    Part::Needs(clauses)
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
    let mut all = Clause::new();
    for part in parts {
        let shortest = |clause: &Clause| clause.iter().map(Vec::len).min().unwrap_or(0);
        let best = part
            .into_clauses()
            .into_iter()
            .max_by_key(|clause| (shortest(clause).min(4), std::cmp::Reverse(clause.len())));
        match best {
            Some(best) => all.extend(best),
            None => return Part::Needs(Vec::new()),
        }
    }
    Part::Needs(Vec::from_iter(Some(all).filter(is_worth_it)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
            (r"\d\d:[0-9]", vec![":0 :1 :2 :3 :4 :5 :6 :7 :8 :9".split(' ').collect()]),
        ] {
            assert_eq!(texts(source), expected, "{source}");
        }
    }

    /// A regex made of a few parts.
    fn regex() -> impl Strategy<Value = String> {
        let parts =
            ["a", "bc", "a?", "b+", "(?:a|bc)", "(?:ab|c|)", "[ab]", "[ab]{2}", ".*", r"\b", "(?:ca){1,2}"];
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
