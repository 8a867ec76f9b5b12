//! The interview: from an open case, question by question, to a diagnosis that no further answer changes.
//!
//! Goes in: an engine and a case. Comes out: what to ask next, and after every answer the case with its
//! diagnosis. "Don't know" is an answer: that question does not come again. Never reads or prints anything.

use crate::arena::Id;
use crate::book::{Fact, Rule, Symptom};
use crate::condition::{Subject, Trace, TraceNode, Truth};
use crate::engine::{Case, Conclusion, Diagnosis, Engine, Question, Verdict};
use crate::facts::{GivenFacts, Value, give};
use crate::text::Status;
use std::collections::BTreeSet;

/// What to ask next.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// What the customer sees: the text shows no symptom, or only hints at these.
    Symptom {
        /// The symptoms that come into question first, best first; may be empty.
        hints: Vec<Id<Symptom>>,
        /// Every other symptom of the packs that take part; empty where the text does hint at some.
        others: Vec<Id<Symptom>>,
    },
    /// A fact; the question says what it settles.
    Fact(Question),
}

/// An interview under way.
#[derive(Debug)]
pub struct Interview<'a> {
    engine: &'a Engine,
    now: Moment,
    past: Vec<Moment>,
}

/// Where the interview stands.
#[derive(Debug, Clone)]
struct Moment {
    case: Case,
    diagnosis: Diagnosis,
    /// Facts that the agent does not know.
    skipped: BTreeSet<Id<Fact>>,
    /// Whether the agent was asked for the symptom.
    symptom_asked: bool,
}

impl<'a> Interview<'a> {
    /// Starts from what is known. Cost: one diagnosis, as after every answer.
    pub fn new(engine: &'a Engine, case: Case) -> Self {
        let diagnosis = engine.diagnose(&case);
        let now = Moment { case, diagnosis, skipped: BTreeSet::new(), symptom_asked: false };
        Self { engine, now, past: Vec::new() }
    }

    /// The case with everything answered so far.
    pub fn case(&self) -> &Case {
        &self.now.case
    }

    /// The diagnosis of that case.
    pub fn diagnosis(&self) -> &Diagnosis {
        &self.now.diagnosis
    }

    /// The number of the question that [`Self::next`] gives, from 1.
    pub fn number(&self) -> usize {
        self.past.len() + 1
    }

    /// The most settling question; none where no answer can settle anything any more.
    pub fn next(&self) -> Option<Next> {
        if !self.now.symptom_asked
            && let Some(symptoms) = self.doubtful_symptoms()
        {
            return Some(symptoms);
        }
        let open = self.now.diagnosis.diagnoses.iter().filter(|found| self.can_be_settled(found));
        let askable: BTreeSet<Id<Fact>> = open.flat_map(|found| found.unknown.iter().copied()).collect();
        let questions = self.now.diagnosis.questions.iter();
        let mut questions = questions.filter(|question| {
            askable.contains(&question.fact) && !self.now.skipped.contains(&question.fact)
        });
        questions.next().cloned().map(Next::Fact)
    }

    /// Whether there is a question to go back to.
    pub fn can_go_back(&self) -> bool {
        !self.past.is_empty()
    }

    /// The rules that the last answer ruled out, in order of id.
    pub fn ruled_out_now(&self) -> Vec<Id<Rule>> {
        let before = self.past.last().map(|moment| &moment.diagnosis.ruled_out);
        let known = |rule: Id<Rule>| before.is_some_and(|list| list.iter().any(|one| one.rule == rule));
        let ruled_out = self.now.diagnosis.ruled_out.iter().map(|conclusion| conclusion.rule);
        if before.is_none() { Vec::new() } else { ruled_out.filter(|rule| !known(*rule)).collect() }
    }

    /// The value of the fact that was asked for.
    pub fn answer(&mut self, fact: Id<Fact>, value: Value) {
        self.give(vec![(fact, value)]);
    }

    /// Facts, whether or not they were asked for.
    pub fn give(&mut self, given: GivenFacts) {
        self.turn(|moment, engine| give(&mut moment.case, &engine.book, given));
    }

    /// The symptom that the customer sees.
    pub fn tick(&mut self, symptom: Id<Symptom>) {
        self.turn(|moment, _| {
            if let Err(at) = moment.case.symptoms.binary_search(&symptom) {
                moment.case.symptoms.insert(at, symptom);
            }
            moment.symptom_asked = true;
        });
    }

    /// The agent does not know what `asked` asks for.
    pub fn dont_know(&mut self, asked: &Next) {
        self.turn(|moment, _| match asked {
            Next::Symptom { .. } => moment.symptom_asked = true,
            Next::Fact(question) => _ = moment.skipped.insert(question.fact),
        });
    }

    /// Takes the last answer back. Without one nothing happens.
    pub fn back(&mut self) {
        if let Some(before) = self.past.pop() {
            self.now = before;
        }
    }

    fn turn(&mut self, change: impl FnOnce(&mut Moment, &Engine)) {
        let mut next = self.now.clone();
        change(&mut next, self.engine);
        next.diagnosis = self.engine.diagnose(&next.case);
        self.past.push(std::mem::replace(&mut self.now, next));
    }

    /// The question for the symptom, where none is present or all that are rest on weak evidence.
    fn doubtful_symptoms(&self) -> Option<Next> {
        let mentions = &self.now.diagnosis.reading.mentions;
        let mut present = mentions.iter().filter(|mention| mention.status == Status::Present).peekable();
        if present.peek().is_some() {
            let hints: Option<Vec<_>> =
                present.map(|mention| mention.weak.then_some(mention.symptom)).collect();
            return hints.map(|hints| Next::Symptom { hints, others: Vec::new() });
        }
        let suggested = self.now.diagnosis.reading.suggested.iter().map(|suggestion| suggestion.symptom);
        let mut hints: Vec<Id<Symptom>> = mentions.iter().map(|mention| mention.symptom).collect();
        hints.extend(suggested.filter(|symptom| mentions.iter().all(|mention| mention.symptom != *symptom)));
        let symptoms = self.engine.book.symptoms.iter();
        let others = symptoms
            .filter(|(id, symptom)| self.now.case.covers(symptom.pack) && !hints.contains(id))
            .map(|(id, _)| id)
            .collect();
        Some(Next::Symptom { hints, others })
    }

    /// Whether answers that the agent may still have can confirm a possible cause or rule it out. Each test
    /// counts by itself, so a question too many may come, but never one too few.
    fn can_be_settled(&self, found: &Conclusion) -> bool {
        if found.verdict != Verdict::Possible {
            return false;
        }
        let weak = |symptom: &Id<Symptom>| {
            let mentions = self.now.diagnosis.reading.mentions.iter();
            mentions.filter(|mention| mention.symptom == *symptom).all(|mention| mention.weak)
        };
        let reach = |way: &Option<Trace>| {
            way.as_ref().map_or(Reach { holds: true, fails: false }, |trace| self.reach(trace))
        };
        let ways: Vec<Reach> = found.traces.iter().map(|way| reach(&way.trace)).collect();
        let confirmed = ways.iter().any(|way| way.holds) && !found.symptoms.iter().all(weak);
        confirmed || ways.iter().all(|way| way.fails)
    }

    /// What a condition can come to, facts that the agent does not know staying unknown.
    fn reach(&self, trace: &Trace) -> Reach {
        match (trace.truth, &trace.node) {
            (Truth::True, _) => Reach { holds: true, fails: false },
            (Truth::False, _) => Reach { holds: false, fails: true },
            (Truth::Unknown, TraceNode::Test { subject, .. }) => {
                let skipped = matches!(subject, Subject::Fact(fact) if self.now.skipped.contains(fact));
                Reach { holds: !skipped, fails: !skipped }
            }
            (Truth::Unknown, TraceNode::Not(part)) => {
                let part = self.reach(part);
                Reach { holds: part.fails, fails: part.holds }
            }
            (Truth::Unknown, TraceNode::Named(_, part)) => self.reach(part),
            (Truth::Unknown, TraceNode::All(parts)) => Reach {
                holds: parts.iter().all(|part| self.reach(part).holds),
                fails: parts.iter().any(|part| self.reach(part).fails),
            },
            (Truth::Unknown, TraceNode::Any(parts)) => Reach {
                holds: parts.iter().any(|part| self.reach(part).holds),
                fails: parts.iter().all(|part| self.reach(part).fails),
            },
        }
    }
}

/// Whether a condition can still become true, and whether false.
struct Reach {
    holds: bool,
    fails: bool,
}
