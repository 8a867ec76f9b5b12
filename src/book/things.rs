//! Everything of a rule book that has a name a person may ask for.
//!
//! In: the rule book, a name as written. Out: all things of that name, or the names nearest to it.

use crate::arena::Id;
use crate::book::{COMMON, Definition, Fact, Pack, Rule, RuleBook, Symptom, Term};
use crate::finding::{begun, nearest};
use crate::lang::{Lang, LocalText};

/// What a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A pack.
    Pack,
    /// A symptom.
    Symptom,
    /// A cause, and the rule that concludes it.
    Cause,
    /// A fact.
    Fact,
    /// A named condition.
    Definition,
    /// A concept with its forms.
    Term,
}

impl Kind {
    /// Every kind, in the order of a list.
    pub const ALL: [Kind; 6] =
        [Kind::Pack, Kind::Symptom, Kind::Cause, Kind::Fact, Kind::Definition, Kind::Term];

    /// The word in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Pack => "pack",
            Kind::Symptom => "symptom",
            Kind::Cause => "cause",
            Kind::Fact => "fact",
            Kind::Definition => "definition",
            Kind::Term => "term",
        }
    }
}

/// One thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A pack.
    Pack(Id<Pack>),
    /// A symptom.
    Symptom(Id<Symptom>),
    /// A cause, and the rule that concludes it.
    Cause(Id<Rule>),
    /// A fact.
    Fact(Id<Fact>),
    /// A named condition.
    Definition(Id<Definition>),
    /// A concept with its forms.
    Term(Id<Term>),
}

impl Thing {
    /// What it is.
    pub fn kind(self) -> Kind {
        match self {
            Thing::Pack(_) => Kind::Pack,
            Thing::Symptom(_) => Kind::Symptom,
            Thing::Cause(_) => Kind::Cause,
            Thing::Fact(_) => Kind::Fact,
            Thing::Definition(_) => Kind::Definition,
            Thing::Term(_) => Kind::Term,
        }
    }

    /// The pack it belongs to; none for a term of `common`.
    pub fn pack(self, book: &RuleBook) -> Option<Id<Pack>> {
        match self {
            Thing::Pack(id) => Some(id),
            Thing::Symptom(id) => Some(book.symptoms[id].pack),
            Thing::Cause(id) => Some(book.rules[id].pack),
            Thing::Fact(id) => Some(book.facts[id].pack),
            Thing::Definition(id) => Some(book.definitions[id].pack),
            Thing::Term(id) => book.terms[id].pack,
        }
    }

    /// Its name within its pack.
    pub fn name(self, book: &RuleBook) -> &str {
        match self {
            Thing::Pack(id) => &book.packs[id].name,
            Thing::Symptom(id) => &book.symptoms[id].name,
            Thing::Cause(id) => &book.rules[id].name,
            Thing::Fact(id) => &book.facts[id].name,
            Thing::Definition(id) => &book.definitions[id].name,
            Thing::Term(id) => &book.terms[id].name,
        }
    }

    /// Its full id, `pack/name`; of a pack its name.
    pub fn id(self, book: &RuleBook) -> String {
        if let Thing::Pack(_) = self {
            return self.name(book).to_owned();
        }
        let pack = self.pack(book).map_or(COMMON, |pack| book.packs[pack].name.as_str());
        format!("{pack}/{}", self.name(book))
    }

    /// How it is called for people in this language: a title, of a fact without one its question, of a term its first
    /// form;
    /// nothing where it has only a name.
    pub fn title(self, book: &RuleBook, lang: Lang) -> &str {
        match self {
            Thing::Pack(id) => book.packs[id].title.get(lang),
            Thing::Symptom(id) => book.symptoms[id].title.get(lang),
            Thing::Cause(id) => book.rules[id].title.get(lang),
            Thing::Fact(id) => {
                let question = || self.question(book).map_or("", |ask| ask.get(lang));
                book.facts[id].called(lang).unwrap_or_else(question)
            }
            Thing::Term(id) => {
                let forms = &book.terms[id].forms;
                let form = forms.iter().find(|form| form.lang == Some(lang)).or_else(|| forms.iter().next());
                form.map_or("", |form| &*form.text)
            }
            Thing::Definition(_) => "",
        }
    }

    /// The question to the agent, of a fact that has one.
    pub fn question(self, book: &RuleBook) -> Option<&LocalText> {
        match self {
            Thing::Fact(id) => book.facts[id].ask.as_ref(),
            _ => None,
        }
    }
}

/// Everything there is, by kind and then by id.
pub fn things(book: &RuleBook) -> Vec<Thing> {
    let mut all: Vec<Thing> = book.packs.iter().map(|(id, _)| Thing::Pack(id)).collect();
    all.extend(book.symptoms.iter().map(|(id, _)| Thing::Symptom(id)));
    all.extend(book.rules.iter().map(|(id, _)| Thing::Cause(id)));
    all.extend(book.facts.iter().map(|(id, _)| Thing::Fact(id)));
    all.extend(book.definitions.iter().map(|(id, _)| Thing::Definition(id)));
    all.extend(book.terms.iter().map(|(id, _)| Thing::Term(id)));
    all
}

/// The things of a full id or bare name, by kind and then by id: a name may mean a symptom and a cause, or things
/// of several packs. Terms and definitions are meant only where nothing else is called so.
pub fn named(book: &RuleBook, name: &str) -> Vec<Thing> {
    let full = name.contains('/');
    let is = |thing: &Thing| if full { thing.id(book) == name } else { thing.name(book) == name };
    let found: Vec<Thing> = things(book).into_iter().filter(is).collect();
    let inner = |thing: &Thing| matches!(thing.kind(), Kind::Term | Kind::Definition);
    if found.iter().all(inner) { found } else { found.into_iter().filter(|thing| !inner(thing)).collect() }
}

/// The names of these kinds nearest to one that means nothing, at most one a kind, each once; of terms and definitions
/// only where nothing else is near. Where no whole name is near, the one that begins so, or names that hold a near word.
pub fn near(book: &RuleBook, name: &str, kinds: &[Kind]) -> Vec<String> {
    let mut all = things(book);
    all.retain(|thing| kinds.contains(&thing.kind()));
    let full = name.contains('/');
    let mut names: Vec<String> = Vec::new();
    let called = |thing: &Thing| if full { thing.id(book) } else { thing.name(book).to_owned() };
    for kind in kinds {
        if matches!(kind, Kind::Definition | Kind::Term) && !names.is_empty() {
            break;
        }
        let candidates: Vec<String> = all.iter().filter(|thing| thing.kind() == *kind).map(called).collect();
        let near = nearest(name, candidates.iter().map(String::as_str));
        names.extend(near.filter(|near| !names.iter().any(|known| known == near)).map(str::to_owned));
    }
    if names.is_empty() {
        let candidates: Vec<String> = all.iter().map(called).collect();
        names.extend(begun(name, candidates.iter().map(String::as_str)).map(str::to_owned));
    }
    if names.is_empty() && !full { with_word(book, &all, name) } else { names }
}

/// The names that hold this word, or else the one nearest to it: at most three, in the order of the things.
fn with_word(book: &RuleBook, all: &[Thing], word: &str) -> Vec<String> {
    let outer = |thing: &&Thing| !matches!(thing.kind(), Kind::Definition | Kind::Term);
    let names: Vec<&str> = all.iter().filter(outer).map(|thing| thing.name(book)).collect();
    let words = |name: &'_ str| name.split(['-', '.', '_']).map(str::to_owned).collect::<Vec<String>>();
    let known: Vec<String> = names.iter().flat_map(|name| words(name)).collect();
    let near = if known.iter().any(|known| known == word) {
        Some(word)
    } else {
        nearest(word, known.iter().filter(|known| known.len() > 3).map(String::as_str))
    };
    let mut found: Vec<String> = Vec::new();
    for name in names {
        let holds = near.is_some_and(|near| words(name).iter().any(|word| word == near));
        if holds && found.len() < 3 && !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
    }
    found
}
