//! `say` patterns whose terms get in each other's way.

use super::patterns;
use crate::arena::Id;
use crate::book::{PatternKind, RuleBook, Term};
use crate::check::Sink;
use crate::check::scene::Scene;
use crate::finding::Finding;
use crate::text;
use std::collections::{BTreeMap, BTreeSet};

/// The forms of each term as the matcher cuts them into words; made once.
struct Forms<'a> {
    book: &'a RuleBook,
    known: BTreeMap<Id<Term>, BTreeSet<Vec<Option<String>>>>,
}

impl Forms<'_> {
    fn of(&mut self, term: Id<Term>) -> &BTreeSet<Vec<Option<String>>> {
        let book = self.book;
        self.known
            .entry(term)
            .or_insert_with(|| book.terms[term].forms.iter().map(|form| text::words(&form.text)).collect())
    }

    /// Whether every form of one term is a form of another.
    fn within(&mut self, one: Id<Term>, other: Id<Term>) -> bool {
        let forms = self.of(one).clone();
        !forms.is_empty() && forms.is_subset(self.of(other))
    }
}

/// `say-overlap` and `say-excludes-itself`.
pub(crate) fn says(scene: &Scene<'_>, sink: &mut Sink) {
    let mut forms = Forms { book: scene.book, known: BTreeMap::new() };
    for (_, symptom, _, pattern) in patterns(scene) {
        let PatternKind::Say { terms, .. } = &pattern.kind else { continue };
        let name = |term: Id<Term>| &scene.book.terms[term].name;
        for (index, one) in terms.iter().enumerate() {
            for other in terms.iter().skip(index + 1) {
                let (inner, outer) = match (forms.within(*one, *other), forms.within(*other, *one)) {
                    (true, _) => (*one, *other),
                    (false, true) => (*other, *one),
                    (false, false) => continue,
                };
                sink.report(
                    Finding::lint(
                        "say-overlap",
                        format!(
                            "`{}` is part of `{}` in a `say` of `{}`",
                            name(inner),
                            name(outer),
                            symptom.name
                        ),
                    )
                    .label(pattern.place, "a text must say it twice, since each word serves one term")
                    .help("leave one of the two terms out, or take the shared forms out of one"),
                );
            }
            if let Some(excluded) = pattern.unless.iter().find(|other| forms.within(*one, **other)) {
                sink.report(
                    Finding::lint(
                        "say-excludes-itself",
                        format!("this `say` of `{}` can never match", symptom.name),
                    )
                    .label(pattern.place, format!("needs `{}` and forbids `{}`", name(*one), name(*excluded)))
                    .help("take the term out of `unless`"),
                );
            }
        }
    }
}
