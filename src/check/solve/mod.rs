//! A small solver: are there facts under which these conditions come out so?
//!
//! Goes in: conditions, each with the truth that is wanted of it. Comes out: facts that give it, or the proof that
//! none do, or that the work limit was reached. The domains of facts are finite once only the values that the
//! conditions can tell apart are kept (`domain`): members of a set are yes or no each, listed values are listed,
//! numbers and dates are the compared ones and one in each interval between, a text is a compared one or another.
//! Nothing in a condition is opaque, so an answer is never a guess. The search is that of Davis, Putnam, Logemann
//! and Loveland (1962) with Kleene's truth under a partial assignment as its test. Never prints, never reports.

mod domain;
#[cfg(test)]
mod tests;
mod words;
mod world;

pub(crate) use words::facts_in_words;

use crate::arena::Id;
use crate::book::{Fact, RuleBook};
use crate::condition::{Condition, Subject, Truth};
use crate::facts::Value;
use domain::Domains;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use world::{Variable, World, needs_today};

/// A condition and what it should come out as.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Goal<'a> {
    /// The condition; none counts as true.
    pub(crate) condition: Option<&'a Condition>,
    /// Whether it should be true or false.
    pub(crate) holds: bool,
}

/// The goal that a condition is true.
pub(crate) fn is_true(condition: Option<&Condition>) -> Goal<'_> {
    Goal { condition, holds: true }
}

/// The goal that a condition is false.
pub(crate) fn is_false(condition: Option<&Condition>) -> Goal<'_> {
    Goal { condition, holds: false }
}

/// What came of a question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// These facts give it, whatever all other facts are.
    Yes(Example),
    /// No facts do.
    No,
    /// The work limit was reached first.
    Undecided,
}

/// Facts that show something; only those that matter.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Example {
    /// The facts, sorted; without a value where it is that nobody knows the fact.
    pub(crate) facts: BTreeMap<Id<Fact>, Option<Value>>,
    /// The day of diagnosis, where it matters.
    pub(crate) today: Option<Date>,
}

/// Fact tests that one question may evaluate.
const PER_QUESTION: u64 = 400_000;
/// Fact tests that all questions of a run may evaluate.
const IN_ALL: u64 = 40_000_000;

/// Answers questions, within a work limit.
#[derive(Debug)]
pub(crate) struct Solver<'a> {
    book: &'a RuleBook,
    day: Date,
    left: u64,
    /// Questions that stayed without an answer.
    pub(crate) undecided: usize,
}

impl<'a> Solver<'a> {
    /// A solver over the facts of a book; `day` stands in where any day of diagnosis does.
    pub(crate) fn new(book: &'a RuleBook, day: Date) -> Self {
        Self { book, day, left: IN_ALL, undecided: 0 }
    }

    /// Whether facts exist under which every goal is met. Cost: at worst all combinations of the values that the
    /// goals tell apart, up to the limit.
    pub(crate) fn ask(&mut self, goals: &[Goal<'_>]) -> Answer {
        let mut wanted = Vec::with_capacity(goals.len());
        for goal in goals {
            match (goal.condition, goal.holds) {
                (Some(condition), holds) => split(condition, holds, self.book, &mut wanted),
                (None, true) => {}
                (None, false) => return Answer::No,
            }
        }
        let mut example = Example::default();
        let mut decided = true;
        for part in groups(wanted, self.book) {
            let domains = Domains::of(self.book, &part, self.day);
            let budget = PER_QUESTION.min(self.left);
            let mut search = Search { book: self.book, goals: &part, domains: &domains, left: budget };
            let mut world = World::new(&domains);
            let found = search.run(&mut world);
            self.left -= budget - search.left;
            match found {
                Found::Yes => {
                    let found = world.example(self.book, &domains);
                    example.facts.extend(found.facts);
                    example.today = example.today.or(found.today);
                }
                Found::No if !domains.cut => return Answer::No,
                Found::No | Found::Limit => decided = false,
            }
        }
        if decided {
            return Answer::Yes(example);
        }
        self.undecided += 1;
        Answer::Undecided
    }
}

/// A condition and the truth that is wanted of it.
type Wanted<'a> = (&'a Condition, bool);

/// Takes a goal apart into what must all be met.
fn split<'a>(condition: &'a Condition, holds: bool, book: &'a RuleBook, out: &mut Vec<Wanted<'a>>) {
    match (condition, holds) {
        (Condition::All(parts), true) | (Condition::Any(parts), false) => {
            parts.iter().for_each(|part| split(part, holds, book, out));
        }
        (Condition::Not(part), _) => split(part, !holds, book, out),
        (Condition::Named(id), _) => split(&book.definitions[*id].condition, holds, book, out),
        (condition, _) => out.push((condition, holds)),
    }
}

/// What goals depend on: facts, and none for the day.
type Needs = BTreeSet<Option<Id<Fact>>>;

/// Goals that share no fact, and do not both depend on the day, are met or missed on their own. Within a group the
/// goals with the fewest tests come first, since they leave the least choice.
fn groups<'a>(wanted: Vec<Wanted<'a>>, book: &RuleBook) -> Vec<Vec<Wanted<'a>>> {
    let mut groups: Vec<(Needs, Vec<(usize, Wanted<'a>)>)> = Vec::new();
    for goal in wanted {
        let (mut facts, mut tests) = (BTreeSet::new(), 0);
        goal.0.each_test(book, &mut |test| {
            tests += 1;
            match test.subject {
                Subject::Fact(fact) => facts.insert(Some(fact)),
                Subject::Today => facts.insert(None),
            };
            if test.operators.iter().any(needs_today) {
                facts.insert(None);
            }
        });
        let mut goals = vec![(tests, goal)];
        groups.retain_mut(|(theirs, others)| {
            let apart = theirs.is_disjoint(&facts);
            if !apart {
                facts.append(theirs);
                goals.append(others);
            }
            apart
        });
        groups.push((facts, goals));
    }
    let sorted = groups.into_iter().map(|(_, mut goals)| {
        goals.sort_by_key(|(tests, _)| *tests);
        goals.into_iter().map(|(_, goal)| goal).collect()
    });
    sorted.collect()
}

enum Found {
    Yes,
    No,
    Limit,
}

struct Search<'a> {
    book: &'a RuleBook,
    goals: &'a [(&'a Condition, bool)],
    domains: &'a Domains,
    left: u64,
}

impl Search<'_> {
    /// Extends the world until every goal is met. The world is as before where none is found.
    fn run(&mut self, world: &mut World) -> Found {
        let mut open = None;
        for (condition, holds) in self.goals {
            let mut cost = 0;
            let truth = world.truth(condition, self.book, &mut cost);
            if cost > self.left {
                self.left = 0;
                return Found::Limit;
            }
            self.left -= cost;
            if truth == Truth::Unknown {
                open = open.or(Some(condition));
            } else if (truth == Truth::True) != *holds {
                return Found::No;
            }
        }
        let Some(condition) = open else { return Found::Yes };
        // Unknown for good where it rests on facts that nobody knows.
        let Some(mut variable) = world.undecided(condition, self.book) else { return Found::No };
        // The days that a date can tell apart depend on the day of diagnosis, so that is decided first.
        if matches!(&variable, Variable::Value(fact) if world.today.is_none() && self.domains.relative(*fact))
        {
            variable = Variable::Today;
        }
        let mut limit = false;
        for value in self.domains.values(self.book, &variable, world) {
            world.set(&variable, Some(value));
            match self.run(world) {
                Found::Yes => return Found::Yes,
                Found::No => {}
                Found::Limit => limit = true,
            }
            if limit {
                break;
            }
        }
        world.set(&variable, None);
        if limit { Found::Limit } else { Found::No }
    }
}

/// What a variable may be set to.
#[derive(Debug, Clone, PartialEq)]
enum Setting {
    Yes(bool),
    Value(Value),
    Day(Date),
}

impl World {
    /// Sets a variable, or takes its setting back.
    fn set(&mut self, variable: &Variable, setting: Option<Setting>) {
        let flag = match &setting {
            Some(Setting::Yes(yes)) => Some(*yes),
            _ => None,
        };
        match (variable, setting) {
            (Variable::Today, Some(Setting::Day(day))) => self.today = Some(day),
            (Variable::Today, _) => self.today = None,
            (Variable::Known(fact), _) => self.slot(*fact).known = flag,
            (Variable::Member(fact, member), _) => {
                if let Some(slot) = self.slot(*fact).members.get_mut(member) {
                    *slot = flag;
                }
            }
            (Variable::Value(fact), Some(Setting::Value(value))) => self.slot(*fact).value = Some(value),
            (Variable::Value(fact), _) => self.slot(*fact).value = None,
        }
    }
}
