//! `say` patterns whose terms get in each other's way.

use super::patterns;
use crate::arena::Id;
use crate::book::{PatternKind, RuleBook, Term};
use crate::check::Sink;
use crate::check::scene::Scene;
use crate::finding::Finding;
use crate::text;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

/// The forms of each term as the matcher cuts them into words, and which are within which; each found once, for
/// terms have thousands of forms.
struct Forms<'a> {
    book: &'a RuleBook,
    known: BTreeMap<Id<Term>, Rc<HashSet<String>>>,
    within: BTreeMap<(Id<Term>, Id<Term>), bool>,
}

impl Forms<'_> {
    fn of(&mut self, term: Id<Term>) -> Rc<HashSet<String>> {
        let book = self.book;
        let forms = || book.terms[term].forms.iter().map(|form| cut(&form.text)).collect();
        self.known.entry(term).or_insert_with(|| Rc::new(forms())).clone()
    }

    /// Whether every form of one term is a form of another.
    fn within(&mut self, one: Id<Term>, other: Id<Term>) -> bool {
        if let Some(within) = self.within.get(&(one, other)) {
            return *within;
        }
        let (inner, outer) = (self.of(one), self.of(other));
        let within = !inner.is_empty() && inner.is_subset(&outer);
        self.within.insert((one, other), within);
        within
    }
}

/// The words of a form in one text; words hold no spaces.
fn cut(form: &str) -> String {
    let words = text::words(form).into_iter();
    words.map(|word| word.unwrap_or_else(|| "*".to_owned())).collect::<Vec<_>>().join(" ")
}

/// `say-overlap` and `say-excludes-itself`.
pub(crate) fn says(scene: &Scene<'_>, sink: &mut Sink) {
    let mut forms = Forms { book: scene.book, known: BTreeMap::new(), within: BTreeMap::new() };
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
