//! Regexes: dots between digits, anchors that can't match, nothing that must be there, letters that no text has.

use super::patterns;
use crate::book::PatternKind;
use crate::check::Sink;
use crate::check::scene::Scene;
use crate::finding::Finding;
use crate::source::Place;
use crate::text;
use regex_syntax::ast::{Ast, Literal};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// `regex-dot`, `regex-anchor`, `regex-without-literal` and `unmatchable`.
pub(crate) fn regexes(scene: &Scene<'_>, sink: &mut Sink) {
    let of_symptoms = patterns(scene).filter_map(|(_, _, _, pattern)| match &pattern.kind {
        PatternKind::Regex(regex) => Some((regex.as_str(), pattern.place)),
        _ => None,
    });
    let facts = scene.book.facts.iter().filter(|(_, fact)| scene.checks(fact.pack));
    let of_facts = facts.flat_map(|(_, fact)| fact.seen.iter().map(|seen| (seen.regex.as_str(), seen.place)));
    for (regex, place) in of_symptoms.chain(of_facts) {
        let parsed = regex_syntax::ast::parse::Parser::new().parse(regex);
        let translated = regex_syntax::Parser::new().parse(regex);
        if let (Ok(ast), Ok(hir)) = (parsed, translated) {
            look(regex, &ast, &hir, place, sink);
        }
    }
}

fn look(regex: &str, ast: &Ast, hir: &Hir, place: Place, sink: &mut Sink) {
    if dot_between_digits(ast) {
        sink.report(
            Finding::lint("regex-dot", format!("an unescaped `.` between digits in `{regex}`"))
                .label(place, "`.` stands for any character, so `1.2` also matches `132`")
                .help("write `\\.` for a dot"),
        );
    }
    if let Some(anchor) = impossible_anchor(hir) {
        sink.report(
            Finding::lint("regex-anchor", format!("`{anchor}` can never hold in `{regex}`"))
                .label(place, "so the regex matches nothing")
                .help("put it at the very beginning or end, or write a backslash before it to mean the character"),
        );
    }
    if !has_literal(hir) && !text::regex_has_gate(regex) {
        sink.report(
            Finding::lint(
                "regex-without-literal",
                format!("`{regex}` has no word or character that must be there"),
            )
            .label(place, "tried at every place of every ticket")
            .help("name at least one text of two characters or more that every match holds"),
        );
    }
    if let Some(part) = never_in_text(hir) {
        sink.report(
            Finding::lint("unmatchable", format!("no text ever holds `{part}`"))
                .label(place, format!("in the regex `{regex}`"))
                .help(format!("regexes see normalised text: write `{}`", text::normal_form(&part))),
        );
    }
}

fn dot_between_digits(ast: &Ast) -> bool {
    let digit = |ast: &Ast| match ast {
        Ast::Literal(literal) => matches!(**literal, Literal { c, .. } if c.is_ascii_digit()),
        Ast::ClassPerl(class) => class.kind == regex_syntax::ast::ClassPerlKind::Digit && !class.negated,
        Ast::Repetition(repetition) => {
            matches!(&*repetition.ast, Ast::ClassPerl(class) if class.kind == regex_syntax::ast::ClassPerlKind::Digit)
        }
        _ => false,
    };
    match ast {
        Ast::Concat(concat) => {
            let dots = concat.asts.windows(3).any(|three| match three {
                [one, Ast::Dot(_), other] => digit(one) && digit(other),
                _ => false,
            });
            dots || concat.asts.iter().any(dot_between_digits)
        }
        Ast::Alternation(alternation) => alternation.asts.iter().any(dot_between_digits),
        Ast::Group(group) => dot_between_digits(&group.ast),
        Ast::Repetition(repetition) => dot_between_digits(&repetition.ast),
        _ => false,
    }
}

/// An anchor with something that must come before a beginning, or after an end.
fn impossible_anchor(hir: &Hir) -> Option<&'static str> {
    match hir.kind() {
        HirKind::Concat(parts) => {
            let needs =
                |parts: &[Hir]| parts.iter().any(|part| part.properties().minimum_len().unwrap_or(0) > 0);
            for (index, part) in parts.iter().enumerate() {
                match part.kind() {
                    HirKind::Look(Look::Start) if needs(&parts[..index]) => return Some("^"),
                    HirKind::Look(Look::End) if needs(&parts[index + 1..]) => return Some("$"),
                    HirKind::Look(Look::WordUnicode | Look::WordAscii) if between_letters(parts, index) => {
                        return Some("\\b");
                    }
                    _ => {}
                }
            }
            parts.iter().find_map(impossible_anchor)
        }
        HirKind::Capture(capture) => impossible_anchor(&capture.sub),
        // Another branch may match.
        HirKind::Alternation(parts) => {
            let found: Vec<_> = parts.iter().map(impossible_anchor).collect();
            found.iter().all(Option::is_some).then(|| found.first().copied().flatten()).flatten()
        }
        HirKind::Repetition(repetition) if repetition.min > 0 => impossible_anchor(&repetition.sub),
        _ => None,
    }
}

/// Whether the characters on both sides of an index are letters or digits as written.
fn between_letters(parts: &[Hir], index: usize) -> bool {
    let literal = |part: Option<&Hir>| match part.map(Hir::kind) {
        Some(HirKind::Literal(literal)) => std::str::from_utf8(&literal.0).ok().map(str::to_owned),
        _ => None,
    };
    let before = index.checked_sub(1).and_then(|before| literal(parts.get(before)));
    let after = literal(parts.get(index + 1));
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    word(before.and_then(|text| text.chars().next_back())) && word(after.and_then(|text| text.chars().next()))
}

/// Whether every match holds some fixed text of two bytes or more, or one of a few such texts.
fn has_literal(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Literal(literal) => literal.0.len() >= 2,
        HirKind::Concat(parts) => parts.iter().any(has_literal),
        HirKind::Alternation(parts) => parts.iter().all(has_literal),
        HirKind::Capture(capture) => has_literal(&capture.sub),
        HirKind::Repetition(repetition) => repetition.min > 0 && has_literal(&repetition.sub),
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(_) => false,
    }
}

/// A literal that every match needs and that normalised text never holds: capitals, Traditional characters, two
/// spaces in a row.
fn never_in_text(hir: &Hir) -> Option<String> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            // White space at the ends belongs to what stands around it.
            let odd = |c: char| c.is_alphanumeric() && text::normal_form(&c.to_string()) != c.to_string();
            (text.contains(odd) || text.contains("  ")).then(|| text.to_owned())
        }
        HirKind::Class(Class::Unicode(class)) => {
            let capital = |range: &regex_syntax::hir::ClassUnicodeRange| {
                range.start().is_ascii_uppercase() && range.end().is_ascii_uppercase()
            };
            let all = !class.ranges().is_empty() && class.ranges().iter().all(capital);
            let first = class.ranges().first()?;
            all.then(|| {
                if first.start() == first.end() {
                    first.start().to_string()
                } else {
                    format!("{}-{}", first.start(), first.end())
                }
            })
        }
        HirKind::Concat(parts) => parts.iter().find_map(never_in_text),
        HirKind::Capture(capture) => never_in_text(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => never_in_text(&repetition.sub),
        HirKind::Alternation(parts) => {
            let found: Vec<_> = parts.iter().map(never_in_text).collect();
            found.iter().all(Option::is_some).then(|| found.into_iter().flatten().next()).flatten()
        }
        _ => None,
    }
}
