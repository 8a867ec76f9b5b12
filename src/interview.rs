//! The interview: from an open case, question by question, to a diagnosis that no further answer changes.
//!
//! Goes in: an engine and a case. Comes out: what to ask next, and after every answer the case with its
//! diagnosis. "Don't know" is an answer: that question does not come again, but a new interview asks it again. Never
//! reads or prints anything.

use crate::arena::Id;
use crate::book::{Fact, Pack, Rule, Symptom};
use crate::condition::{Subject, Trace, TraceNode, Truth};
use crate::engine::{Case, Conclusion, Diagnosis, Engine, Question, Verdict};
use crate::facts::{GivenFacts, Value, give};
use crate::text::Status;
use std::collections::BTreeSet;

/// What to ask next.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// Which product it is: the text names none, and shows symptoms of these packs that need it named.
    Product(Vec<Id<Pack>>),
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
    /// Whether the agent was asked for the product.
    product_asked: bool,
    /// Whether the agent was asked for the symptom.
    symptom_asked: bool,
}

impl<'a> Interview<'a> {
    /// Starts from what is known. Cost: one diagnosis, as after every answer.
    pub fn new(engine: &'a Engine, mut case: Case) -> Self {
        // What was not known last time may be known now.
        case.told.not_known.clear();
        let diagnosis = engine.diagnose(&case);
        let now = Moment { case, diagnosis, product_asked: false, symptom_asked: false };
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
        let packs = self.now.diagnosis.products_in_doubt(&self.engine.book, &self.now.case);
        if !self.now.product_asked && packs.len() > 1 {
            return Some(Next::Product(packs));
        }
        if !self.now.symptom_asked
            && let Some(symptoms) = self.doubtful_symptoms()
        {
            return Some(symptoms);
        }
        let open = self.now.diagnosis.diagnoses.iter().filter(|found| self.can_be_settled(found));
        let askable: BTreeSet<Id<Fact>> = open.flat_map(|found| found.unknown.iter().copied()).collect();
        let questions = self.now.diagnosis.questions.iter();
        let mut questions =
            questions.filter(|question| askable.contains(&question.fact) && !self.not_known(question.fact));
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
            moment.case.told.not_seen.retain(|not_seen| *not_seen != symptom);
            moment.symptom_asked = true;
        });
    }

    /// The product that it is about.
    pub fn product(&mut self, pack: Id<Pack>) {
        self.turn(|moment, _| moment.case.told.products = vec![pack]);
    }

    /// None of the products or symptoms that were asked for: what the text seemed to show is not seen. After hints
    /// comes the question among all other symptoms.
    pub fn none_of_these(&mut self, asked: &Next) {
        self.turn(|moment, engine| match asked {
            Next::Product(packs) => {
                let mentions = moment.diagnosis.reading.mentions.iter().map(|mention| mention.symptom);
                let mentions =
                    mentions.filter(|symptom| packs.contains(&engine.book.symptoms[*symptom].pack));
                add(&mut moment.case.told.not_seen, mentions);
                moment.product_asked = true;
            }
            Next::Symptom { hints, others } => {
                add(&mut moment.case.told.not_seen, hints.iter().copied());
                moment.symptom_asked = !others.is_empty();
            }
            Next::Fact(_) => {}
        });
    }

    /// The agent does not know what `asked` asks for.
    pub fn dont_know(&mut self, asked: &Next) {
        self.turn(|moment, _| match asked {
            Next::Product(_) => moment.product_asked = true,
            Next::Symptom { .. } => moment.symptom_asked = true,
            Next::Fact(question) => add(&mut moment.case.told.not_known, [question.fact]),
        });
    }

    /// Takes the last answer back. Without one nothing happens.
    pub fn back(&mut self) {
        if let Some(before) = self.past.pop() {
            self.now = before;
        }
    }

    fn not_known(&self, fact: Id<Fact>) -> bool {
        self.now.case.told.not_known.binary_search(&fact).is_ok()
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
            .filter(|(id, symptom)| {
                self.now.case.covers(symptom.pack)
                    && !hints.contains(id)
                    && !self.now.case.told.not_seen.contains(id)
            })
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
                let skipped = matches!(subject, Subject::Fact(fact) if self.not_known(*fact));
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

/// Adds to a sorted list what is not in it yet.
fn add<T: Ord + Copy>(list: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    list.extend(more);
    list.sort();
    list.dedup();
}

/// Whether a condition can still become true, and whether false.
struct Reach {
    holds: bool,
    fails: bool,
}
