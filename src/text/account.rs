//! Why a text does or does not show a symptom: every pattern, what of it is there and what kept it from counting.
//!
//! In: the texts, the symptom. Out: one account a pattern, as data. Made for rule authors, one symptom at a time:
//! it looks harder than the reader does, and never decides anything.

use super::context::{Context, Need};
use super::index::{PatternInfo, TextIndex};
use super::mail::Zone;
use super::memory::Memory;
use super::reading::{Detail, Evidence, Reading, Texts};
use super::view::View;
use crate::arena::Id;
use crate::book::{Pack, PatternKind, RuleBook, Symptom, Term};

/// What became of one pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// Index into the symptom's `seen` patterns.
    pub pattern: usize,
    /// Where it was found, with the status of each.
    pub found: Vec<Evidence>,
    /// Where it was not found: what of it is nearest to being there; none where nothing of it is.
    pub nearest: Option<Nearest>,
}

/// The place in the texts where a pattern is nearest to being there.
#[derive(Debug, Clone, PartialEq)]
pub struct Nearest {
    /// Which part of the text, from 0.
    pub part: usize,
    /// How much of the pattern is there, `0.0..=1.0`.
    pub score: f64,
    /// What is there: the pattern's words or terms, each with where it stands (byte range of the part).
    pub there: Vec<(String, (usize, usize))>,
    /// What is missing: words or terms, as the pattern has them.
    pub missing: Vec<String>,
    /// What kept it from counting; empty where only what is missing did.
    pub obstacles: Vec<Obstacle>,
}

/// What keeps something that is there from counting.
#[derive(Debug, Clone, PartialEq)]
pub enum Obstacle {
    /// Too little of a message is there for its length.
    TooLittle {
        /// The share that counts, `0.0..=1.0`.
        needed: f64,
    },
    /// The terms stand too far apart.
    TooFar {
        /// Words between them, as counted.
        words: f64,
        /// Words allowed.
        allowed: f64,
    },
    /// The terms stand in more sentences than the pattern allows.
    Sentences {
        /// Sentences they stand in.
        stand: u32,
        /// Sentences allowed.
        allowed: u32,
    },
    /// None of the terms of `near` is close by.
    NotNear(Vec<String>),
    /// A term of `not-touching` is the adjacent word.
    Touching(String),
    /// A term of `unless` is in the sentence.
    Unless(String),
    /// Another code stands where the symptom's own would.
    OtherCode(String),
    /// The digits are there, but as part of a longer number, an amount, a date or the like.
    NoCode,
    /// A bare code in a longer text, with none of its neighbours.
    Bare,
    /// It stands in a signature, disclaimer or mail header.
    Furniture,
    /// Another message explains the same words as well or better, or they are said of another symptom of the pack, or
    /// stand by chance beside one that is told.
    Rival,
    /// The text names another product, or shows what only another pack knows.
    OtherProduct,
}

impl TextIndex {
    /// The account of each pattern of a symptom, in the pattern's order.
    ///
    /// Cost: one reading, and a search for each pattern; meant for one symptom at a time.
    pub fn account(
        &self,
        book: &RuleBook,
        parts: &[String],
        packs: &[Id<Pack>],
        named: &[Id<Pack>],
        symptom: Id<Symptom>,
    ) -> (Reading, Vec<Account>) {
        let mut memory = Memory::default();
        let asked = Texts { parts, packs, named, detail: Detail::Suggestions };
        let reading = self.read(book, &mut memory, &asked);
        let views: Vec<View> = parts.iter().map(|part| View::new(self, &mut memory, part)).collect();
        let context = self.context_of(book, &views, packs, named);
        let evidence = reading.mentions.iter().find(|mention| mention.symptom == symptom);
        let accounts = book.symptoms[symptom].seen.iter().enumerate().map(|(pattern, declared)| {
            let all = evidence.map_or(&[][..], |mention| &mention.evidence[..]);
            let found: Vec<Evidence> =
                all.iter().filter(|found| found.pattern == Some(pattern)).cloned().collect();
            let nearest = if found.is_empty() {
                let search = Search { index: self, book, context: &context, symptom, pattern };
                let near = views.iter().enumerate();
                near.filter_map(|(part, view)| search.nearest(part, view, &declared.kind))
                    .reduce(|one, other| if other.score > one.score { other } else { one })
            } else {
                None
            };
            Account { pattern, found, nearest }
        });
        let accounts = accounts.collect();
        (reading, accounts)
    }
}

/// One pattern that is being looked for.
struct Search<'a> {
    index: &'a TextIndex,
    book: &'a RuleBook,
    context: &'a Context<'a>,
    symptom: Id<Symptom>,
    pattern: usize,
}

impl Search<'_> {
    fn nearest(&self, part: usize, view: &View, kind: &PatternKind) -> Option<Nearest> {
        let (number, info) = self
            .index
            .patterns
            .iter()
            .enumerate()
            .find(|(_, info)| info.symptom == self.symptom && info.index == self.pattern)?;
        let mut near = match kind {
            PatternKind::Message { .. } => self.message(number as u32, info, view),
            PatternKind::Say { terms, sentences } => self.say(number as u32, terms, *sentences, info, view),
            PatternKind::Code(code) => code_there(code, info, view, self.book),
            PatternKind::Regex(_) => self.regex(number as u32, info, view),
            PatternKind::Captured(_) => None,
        }?;
        near.part = part;
        near.score = (near.score * 1000.0).round() / 1000.0;
        Some(near)
    }

    fn message(&self, number: u32, info: &PatternInfo, view: &View) -> Option<Nearest> {
        let messages = &self.index.messages;
        let lexicon = &self.index.lexicon;
        let close = messages.closest(number, lexicon, &view.cut.lattice, &view.cut.tokens)?;
        let span = (close.start, close.end);
        let mut obstacles = Vec::new();
        match close.needed {
            Some(needed) => obstacles.push(Obstacle::TooLittle { needed: f64::from(needed) }),
            None => self.around(view, info, span, true, &mut obstacles),
        }
        if obstacles.is_empty() {
            self.other_code(view, number, &[span], &mut obstacles);
        }
        if obstacles.is_empty() {
            let need = if close.generic { Need::Named } else { Need::Nothing };
            obstacles.push(self.others_words(info, need));
        }
        let there = close.there.into_iter().map(|(word, at)| (word, view.original(at))).collect();
        Some(Nearest { part: 0, score: f64::from(close.score), there, missing: close.missing, obstacles })
    }

    fn say(
        &self,
        number: u32,
        terms: &[Id<Term>],
        sentences: u32,
        info: &PatternInfo,
        view: &View,
    ) -> Option<Nearest> {
        let name = |term: &Id<Term>| self.book.terms[*term].name.clone();
        let occurs = |term: &Id<Term>| {
            view.groups
                .of(*term)
                .iter()
                .map(|(_, found)| found)
                .find(|found| found.packs & info.around.bit != 0)
        };
        let missing: Vec<String> = terms.iter().filter(|term| occurs(term).is_none()).map(name).collect();
        if missing.len() == terms.len() {
            return None;
        }
        let mut there: Vec<(String, (usize, usize))> = terms
            .iter()
            .filter_map(|term| Some((name(term), view.original(occurs(term).map(|at| (at.start, at.end))?))))
            .collect();
        let mut obstacles = Vec::new();
        if missing.is_empty() {
            match super::says::closest(terms, info.around.bit, &view.groups, &view.cut.tokens) {
                None => obstacles.push(Obstacle::Sentences { stand: sentences + 1, allowed: sentences }),
                Some(close) => {
                    there = terms
                        .iter()
                        .map(name)
                        .zip(close.ranges.iter().map(|at| view.original(*at)))
                        .collect();
                    let allowed = super::says::limit(sentences);
                    if close.sentences > sentences {
                        obstacles.push(Obstacle::Sentences { stand: close.sentences, allowed: sentences });
                    } else if close.cost > allowed {
                        let (words, allowed) = (f64::from(close.cost), f64::from(allowed));
                        obstacles.push(Obstacle::TooFar { words, allowed });
                    } else {
                        self.around(view, info, close.span, true, &mut obstacles);
                        self.other_code(view, number, &close.ranges, &mut obstacles);
                    }
                }
            }
            if obstacles.is_empty() {
                let need = if info.generic { Need::Named } else { Need::NoOther };
                obstacles.push(self.others_words(info, need));
            }
        }
        let share = there.len() as f64 / terms.len() as f64;
        let score = if missing.is_empty() { 0.9 } else { share * 0.8 };
        Some(Nearest { part: 0, score, there, missing, obstacles })
    }

    fn regex(&self, number: u32, info: &PatternInfo, view: &View) -> Option<Nearest> {
        let regex = self.index.symptom_regexes.iter().find(|(_, pattern)| *pattern == number)?.0;
        let text = view.cut.normal.text.as_str();
        let matched = self.index.regexes.find(regex, text, &view.cut.open).into_iter().next()?;
        let span = view.tokens_in(matched.range.clone())?;
        let mut obstacles = Vec::new();
        self.around(view, info, span, true, &mut obstacles);
        self.other_code(view, number, &[span], &mut obstacles);
        if obstacles.is_empty() {
            obstacles.push(Obstacle::OtherProduct);
        }
        let there = vec![(text[matched.range].to_owned(), view.original(span))];
        Some(Nearest { part: 0, score: 0.9, there, missing: Vec::new(), obstacles })
    }

    /// Whose the words are where nothing else keeps them from counting.
    fn others_words(&self, info: &PatternInfo, need: Need) -> Obstacle {
        match self.context.judge(info.pack, need) {
            None => Obstacle::OtherProduct,
            Some(_) => Obstacle::Rival,
        }
    }

    /// The code of something else that stands with the words.
    fn other_code(&self, view: &View, number: u32, ranges: &[(u32, u32)], out: &mut Vec<Obstacle>) {
        let mut ranges = ranges.to_vec();
        ranges.sort_unstable();
        if let Some(at) = self.index.foreign(view, number, &ranges) {
            let token = view.cut.tokens[at as usize];
            out.push(Obstacle::OtherCode(
                view.cut.normal.text[token.start as usize..token.end as usize].to_owned(),
            ));
        }
    }

    /// What the neighbourhood of a span has against it.
    fn around(&self, view: &View, info: &PatternInfo, span: (u32, u32), near: bool, out: &mut Vec<Obstacle>) {
        neighbourhood(self.book, view, info, span, near, out);
    }
}

fn neighbourhood(
    book: &RuleBook,
    view: &View,
    info: &PatternInfo,
    span: (u32, u32),
    near: bool,
    out: &mut Vec<Obstacle>,
) {
    let name = |term: Id<Term>| book.terms[term].name.clone();
    if view.cut.tokens[span.0 as usize].zone == Zone::Furniture {
        out.push(Obstacle::Furniture);
    }
    if near && !view.is_near(&info.around, span) {
        out.push(Obstacle::NotNear(info.around.near.iter().map(|term| name(*term)).collect()));
    }
    if let Some(term) = view.touching(&info.around, span) {
        out.push(Obstacle::Touching(name(term)));
    }
    if let Some(term) = view.unless(&info.around, span) {
        out.push(Obstacle::Unless(name(term)));
    }
}

/// Where the digits of a code stand, and why they are no code there.
fn code_there(code: &str, info: &PatternInfo, view: &View, book: &RuleBook) -> Option<Nearest> {
    let lower = code.to_lowercase();
    let at = view.cut.normal.text.find(&lower)?;
    let span = view.tokens_in(at..at + lower.len())?;
    let whole = view.cut.tokens[span.0 as usize].start as usize == at
        && view.cut.tokens[span.1 as usize - 1].end as usize == at + lower.len();
    let mut obstacles = Vec::new();
    neighbourhood(book, view, info, span, false, &mut obstacles);
    if !whole {
        obstacles.push(Obstacle::NoCode);
    } else if obstacles.is_empty() && !info.around.near.is_empty() && !view.is_near(&info.around, span) {
        obstacles.push(Obstacle::Bare);
    } else if obstacles.is_empty() {
        // It is a whole token with its neighbours: an amount, a date, or another product's.
        obstacles.push(Obstacle::NoCode);
    }
    let there = vec![(code.to_owned(), view.original(span))];
    Some(Nearest { part: 0, score: 0.5, there, missing: Vec::new(), obstacles })
}
