//! `say` patterns whose terms get in each other's way.

use super::patterns;
use crate::arena::Id;
use crate::book::{PatternKind, RuleBook, Term};
use crate::check::Sink;
use crate::check::scene::Scene;
use crate::finding::Finding;
use crate::source::Place;
use crate::text;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

/// Two terms.
type Pair = (Id<Term>, Id<Term>);

/// The forms of each term as the matcher cuts them into words, and which are within which; each found once, for
/// terms have thousands of forms.
struct Forms<'a> {
    book: &'a RuleBook,
    known: BTreeMap<Id<Term>, Rc<HashSet<String>>>,
    within: BTreeMap<Pair, bool>,
    held: BTreeMap<Pair, bool>,
    shared: BTreeMap<Pair, Rc<Vec<String>>>,
}

impl Forms<'_> {
    fn of(&mut self, term: Id<Term>) -> Rc<HashSet<String>> {
        let book = self.book;
        let forms = || book.terms[term].forms.iter().map(|form| cut(&form.text)).collect();
        self.known.entry(term).or_insert_with(|| Rc::new(forms())).clone()
    }

    /// Forms that two terms have in common, sorted.
    fn shared(&mut self, one: Id<Term>, other: Id<Term>) -> Rc<Vec<String>> {
        let key = (one.min(other), one.max(other));
        if let Some(known) = self.shared.get(&key) {
            return known.clone();
        }
        let (forms, others) = (self.of(one), self.of(other));
        let mut both: Vec<String> = forms.intersection(&others).cloned().collect();
        both.sort();
        self.shared.entry(key).or_insert(Rc::new(both)).clone()
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

    /// Whether every form of one term holds a form of another.
    fn held(&mut self, one: Id<Term>, other: Id<Term>) -> bool {
        if let Some(held) = self.held.get(&(one, other)) {
            return *held;
        }
        let (longer, shorter) = (self.of(one), self.of(other));
        let held = !longer.is_empty() && longer.iter().all(|form| holds(form, &shorter));
        self.held.insert((one, other), held);
        held
    }
}

/// Whether some words in a row of a form are one of these forms.
fn holds(form: &str, forms: &HashSet<String>) -> bool {
    let starts = || std::iter::once(0).chain(form.match_indices(' ').map(|(at, _)| at + 1));
    let ends = || form.match_indices(' ').map(|(at, _)| at).chain([form.len()]);
    starts().any(|start| ends().any(|end| end > start && forms.contains(&form[start..end])))
}

/// The words of a form in one text; words hold no spaces.
fn cut(form: &str) -> String {
    let words = text::words(form).into_iter();
    words.map(|word| word.unwrap_or_else(|| "*".to_owned())).collect::<Vec<_>>().join(" ")
}

/// `say-overlap`, `say-shares-words` and `say-excludes-itself`.
pub(crate) fn says(scene: &Scene<'_>, sink: &mut Sink) {
    let (known, within, held, shared) = Default::default();
    let mut told = HashSet::new();
    let mut forms = Forms { book: scene.book, known, within, held, shared };
    for (_, symptom, _, pattern) in patterns(scene) {
        let PatternKind::Say { terms, .. } = &pattern.kind else { continue };
        let name = |term: Id<Term>| &scene.book.terms[term].name;
        for (index, one) in terms.iter().enumerate() {
            for other in terms.iter().skip(index + 1) {
                let (inner, outer) = match (forms.held(*one, *other), forms.held(*other, *one)) {
                    (true, _) => (*one, *other),
                    (false, true) => (*other, *one),
                    (false, false) => {
                        let both = forms.shared(*one, *other);
                        let smaller = forms.of(*one).len().min(forms.of(*other).len());
                        let many = !both.is_empty() && both.len() * WORTH_TELLING >= smaller;
                        if many && one != other && told.insert((symptom.name.as_str(), *one, *other)) {
                            let names = [name(*one), name(*other)];
                            sink.report(shares(&symptom.name, names, &both, pattern.place));
                        }
                        continue;
                    }
                };
                sink.report(
                    Finding::lint(
                        "say-overlap",
                        format!(
                            "every form of `{}` holds one of `{}` in a `say` of `{}`",
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

/// One shared form in so many of the smaller term is worth telling; a stray one is not.
const WORTH_TELLING: usize = 4;
/// Shared forms that a finding quotes.
const MOST_SHOWN: usize = 3;

/// `say-shares-words`: two terms that the same words of a text could serve.
fn shares(symptom: &str, names: [&String; 2], both: &[String], place: Place) -> Finding {
    let [one, other] = names;
    let mut shown =
        both.iter().take(MOST_SHOWN).map(|form| format!("`{form}`")).collect::<Vec<_>>().join(", ");
    if both.len() > MOST_SHOWN {
        shown.push_str(&format!(" and {} more", both.len() - MOST_SHOWN));
    }
    let message = format!("`{one}` and `{other}` in a `say` of `{symptom}` can be the same words: {shown}");
    Finding::lint("say-shares-words", message)
        .label(place, "a text that says this once has said one of the two")
        .help("nothing to do where texts say both; else take the words out of one of the terms")
}
