//! Small rule books for property tests, built straight from the model: plain data that proptest can shrink, with
//! the values that every fact can have.

use casebook::arena::Id;
use casebook::book::{Definition, Fact, Forms, Pack, Rule, RuleBook, Symptom, Way};
use casebook::condition::{Condition, DateOperand, FactTest, Operand, Operator, Subject};
use casebook::engine::{Case, Diagnosis, Verdict, conclude};
use casebook::facts::{FactType, Value};
use casebook::lang::LocalText;
use casebook::source::{FileId, Origin, Place, SourceFile, Sources, Span};
use casebook::text::{Mention, Rank, Reading, Status};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::BTreeMap;

pub const TODAY: Date = date(2026, 3, 1);
pub const FACTS: usize = 6;
pub const SYMPTOMS: usize = 4;

/// A condition over the six facts.
#[derive(Debug, Clone)]
pub enum Cond {
    All(Vec<Cond>),
    Any(Vec<Cond>),
    Not(Box<Cond>),
    Named(usize),
    Test { fact: usize, operator: usize, operand: usize },
}

#[derive(Debug, Clone)]
pub struct RuleSpec {
    pub ways: Vec<(Vec<usize>, Option<Cond>)>,
    pub fallback: bool,
    /// Rules with a smaller number, so that there is no circle.
    pub yields_to: Vec<usize>,
}

#[derive(Debug, Clone)]
pub struct BookSpec {
    pub definitions: Vec<Cond>,
    pub rules: Vec<RuleSpec>,
    /// The order in which rules enter the book.
    pub order: Vec<usize>,
}

#[derive(Debug, Clone)]
pub struct CaseSpec {
    /// One for each symptom: not seen, weak, or strong with a rank.
    pub seen: Vec<Option<(bool, usize)>>,
    /// One for each fact: the number of its value, none when unknown.
    pub facts: Vec<Option<usize>>,
}

/// Whether conditions may use the closed-world operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    Used,
    Unused,
}

pub fn cond(known: Known, definitions: usize) -> BoxedStrategy<Cond> {
    let operators: usize = if known == Known::Used { 7 } else { 6 };
    let test = (0..FACTS, 0..operators, 0..6_usize);
    let leaf = prop_oneof![
        8 => test.prop_map(|(fact, operator, operand)| Cond::Test { fact, operator, operand }),
        2 => (0..definitions.max(1)).prop_map(move |index| {
            if definitions == 0 { Cond::All(Vec::new()) } else { Cond::Named(index) }
        }),
    ];
    leaf.prop_recursive(3, 10, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Cond::All),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Cond::Any),
            inner.prop_map(|part| Cond::Not(Box::new(part))),
        ]
    })
    .boxed()
}

fn rule(known: Known) -> impl Strategy<Value = RuleSpec> {
    let symptoms = prop::collection::btree_set(0..SYMPTOMS, 1..=SYMPTOMS);
    let way = (symptoms, prop::option::weighted(0.8, cond(known, 2)))
        .prop_map(|(symptoms, when)| (symptoms.into_iter().collect(), when));
    let yields_to = prop::collection::btree_set(0..8_usize, 0..3);
    (prop::collection::vec(way, 1..3), prop::bool::weighted(0.25), yields_to).prop_map(
        |(ways, fallback, yields_to)| RuleSpec { ways, fallback, yields_to: yields_to.into_iter().collect() },
    )
}

pub fn book(known: Known) -> impl Strategy<Value = BookSpec> {
    let definitions = prop::collection::vec(cond(known, 0), 2);
    (definitions, prop::collection::vec(rule(known), 1..6)).prop_flat_map(|(definitions, rules)| {
        let order: Vec<usize> = (0..rules.len()).collect();
        Just(order).prop_shuffle().prop_map(move |order| BookSpec {
            definitions: definitions.clone(),
            rules: rules.clone(),
            order,
        })
    })
}

pub fn case() -> impl Strategy<Value = CaseSpec> {
    let seen =
        prop::collection::vec(prop::option::weighted(0.6, (prop::bool::weighted(0.2), 0..5_usize)), SYMPTOMS);
    let facts = prop::collection::vec(prop::option::weighted(0.5, 0..8_usize), FACTS);
    (seen, facts).prop_map(|(seen, facts)| CaseSpec { seen, facts })
}

/// Every value of a fact that its conditions can tell apart.
pub fn values(fact: usize) -> Vec<Value> {
    match fact {
        0 | 1 => vec![Value::YesNo(true), Value::YesNo(false)],
        2 => (0..3).map(Value::Choice).collect(),
        3 => vec![vec![], vec![0], vec![1], vec![0, 1]].into_iter().map(Value::Set).collect(),
        4 => [-1.0, 0.0, 0.5, 1.0, 2.0].into_iter().map(Value::Number).collect(),
        _ => [(2, 10), (2, 14), (2, 20), (3, 1), (3, 2)]
            .into_iter()
            .map(|(month, day)| Value::Date(date(2026, month, day)))
            .collect(),
    }
}

fn kind(fact: usize) -> FactType {
    let listed = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    match fact {
        0 | 1 => FactType::YesNo,
        2 => FactType::OneOf(listed(&["a", "b", "c"])),
        3 => FactType::Set(listed(&["a", "b"])),
        4 => FactType::Number { range: None },
        _ => FactType::Date,
    }
}

/// The operators of each fact's type; the seventh is `known`.
fn operator(fact: usize, operator: usize, operand: usize) -> Operator {
    if operator == 6 {
        return Operator::Known(operand.is_multiple_of(2));
    }
    let member = (operand % 2) as u32;
    let bound = [0.0, 1.0][operand % 2];
    let day = [DateOperand::Today, DateOperand::Date(date(2026, 2, 14))][operand % 2];
    let value = values(fact)[operand % values(fact).len()].clone();
    match (fact, operator) {
        (0..=2, 0..=2) => Operator::Is(Operand::Value(value)),
        (0..=2, 3 | 4) => Operator::IsNot(Operand::Value(value)),
        (0..=2, _) => Operator::OneOf(values(fact).into_iter().take(1 + operand % 2).collect()),
        (3, 0) => Operator::Has(member),
        (3, 1) => Operator::HasAny(vec![0, member]),
        (3, 2) => Operator::HasAll(vec![0, member]),
        (3, 3) => Operator::HasNone(vec![member]),
        (3, _) => Operator::IsEmpty(operand.is_multiple_of(2)),
        (4, 0) => Operator::AtLeast(bound),
        (4, 1) => Operator::AtMost(bound),
        (4, 2) => Operator::Above(bound),
        (4, 3) => Operator::Below(bound),
        (4, _) => Operator::Is(Operand::Value(Value::Number(bound))),
        (_, 0) => Operator::Before(day),
        (_, 1) => Operator::OnOrBefore(day),
        (_, 2) => Operator::After(day),
        (_, 3) => Operator::OnOrAfter(day),
        (_, 4) => Operator::DaysSince(vec![Operator::AtMost(15.0), Operator::AtLeast(bound)]),
        _ => Operator::Is(Operand::Today),
    }
}

/// Builds a book; `prefix` packs come before the pack of the spec and have nothing to do with it.
pub struct Built {
    pub book: RuleBook,
    pub facts: Vec<Id<Fact>>,
    pub symptoms: Vec<Id<Symptom>>,
}

pub fn build(spec: &BookSpec) -> Built {
    build_with(spec, &[])
}

/// The same with unrelated packs before and after it.
pub fn build_with(spec: &BookSpec, unrelated: &[BookSpec]) -> Built {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile { name: "spec".into(), text: "".into(), origin: Origin::Given });
    let mut book = RuleBook { sources, ..RuleBook::default() };
    for (index, other) in unrelated.iter().enumerate() {
        if index.is_multiple_of(2) {
            add_pack(&mut book, file, &format!("a{index}"), other);
        }
    }
    let (facts, symptoms) = add_pack(&mut book, file, "main", spec);
    for (index, other) in unrelated.iter().enumerate() {
        if index % 2 == 1 {
            add_pack(&mut book, file, &format!("z{index}"), other);
        }
    }
    Built { book, facts, symptoms }
}

struct Linker<'a> {
    file: FileId,
    facts: &'a [Id<Fact>],
    definitions: Vec<Id<Definition>>,
    leaves: u32,
}

impl Linker<'_> {
    fn link(&mut self, cond: &Cond) -> Condition {
        match cond {
            Cond::All(parts) => Condition::All(parts.iter().map(|part| self.link(part)).collect()),
            Cond::Any(parts) => Condition::Any(parts.iter().map(|part| self.link(part)).collect()),
            Cond::Not(part) => Condition::Not(Box::new(self.link(part))),
            Cond::Named(index) => Condition::Named(self.definitions[*index]),
            Cond::Test { fact, operator: op, operand } => {
                self.leaves += 1;
                Condition::Test(FactTest {
                    subject: Subject::Fact(self.facts[*fact]),
                    operators: vec![operator(*fact, *op, *operand)],
                    place: Place { file: self.file, span: Span { start: self.leaves, end: self.leaves } },
                })
            }
        }
    }
}

fn add_pack(
    book: &mut RuleBook,
    file: FileId,
    name: &str,
    spec: &BookSpec,
) -> (Vec<Id<Fact>>, Vec<Id<Symptom>>) {
    let place = Place { file, span: Span::default() };
    let pack = book.packs.add(Pack {
        name: name.to_owned(),
        title: LocalText::default(),
        product: Forms::default(),
        languages: Vec::new(),
        sources: Vec::new(),
        place,
    });
    let facts: Vec<Id<Fact>> = (0..FACTS)
        .map(|index| {
            book.facts.add(Fact {
                pack,
                name: format!("f{index}"),
                id: format!("{name}/f{index}"),
                kind: kind(index),
                ask: None,
                title: None,
                ask_customer: None,
                labels: Vec::new(),
                sentences: None,
                cost: [1.0, 2.0, 0.5][index % 3],
                seen: Vec::new(),
                place,
            })
        })
        .collect();
    let symptoms: Vec<Id<Symptom>> = (0..SYMPTOMS)
        .map(|index| {
            book.symptoms.add(Symptom {
                pack,
                name: format!("s{index}"),
                id: format!("{name}/s{index}"),
                question: false,
                title: LocalText::default(),
                seen: Vec::new(),
                place,
            })
        })
        .collect();
    let mut linker = Linker { file, facts: &facts, definitions: Vec::new(), leaves: 0 };
    for (index, cond) in spec.definitions.iter().enumerate() {
        let condition = linker.link(cond);
        let definition = Definition { pack, name: format!("d{index}"), condition, place };
        linker.definitions.push(book.definitions.add(definition));
    }
    add_rules(book, pack, name, spec, &mut linker, &symptoms);
    (facts, symptoms)
}

fn add_rules(
    book: &mut RuleBook,
    pack: Id<Pack>,
    name: &str,
    spec: &BookSpec,
    linker: &mut Linker<'_>,
    symptoms: &[Id<Symptom>],
) {
    let mut added: BTreeMap<usize, Id<Rule>> = BTreeMap::new();
    for &number in &spec.order {
        let rule = &spec.rules[number];
        let ways = rule.ways.iter().map(|(explains, when)| Way {
            symptoms: explains.iter().map(|symptom| symptoms[*symptom]).collect(),
            all_symptoms: false,
            when: when.as_ref().map(|when| linker.link(when)),
            place: Place { file: linker.file, span: Span::default() },
        });
        let id = book.rules.add(Rule {
            pack,
            name: format!("r{number}"),
            id: format!("{name}/r{number}"),
            ways: ways.collect(),
            fallback: rule.fallback,
            yields_to: Vec::new(),
            agent_only: false,
            title: LocalText::default(),
            explanation: LocalText::default(),
            source: None,
            resolution: Vec::new(),
            place: Place { file: linker.file, span: Span::default() },
        });
        added.insert(number, id);
    }
    for (number, id) in &added {
        let earlier = spec.rules[*number].yields_to.iter().filter(|other| *other < number);
        book.rules[*id].yields_to = earlier.filter_map(|other| added.get(other).copied()).collect();
    }
}

/// Links one condition to a book of its own.
pub fn build_condition(cond: &Cond) -> (Built, Condition) {
    let definitions = vec![Cond::All(Vec::new()), Cond::Any(Vec::new())];
    let built = build(&BookSpec { definitions, rules: Vec::new(), order: Vec::new() });
    let file = built.book.packs.iter().next().expect("one pack").1.place.file;
    let definitions = built.book.definitions.ids().collect();
    let mut linker = Linker { file, facts: &built.facts, definitions, leaves: 0 };
    let condition = linker.link(cond);
    (built, condition)
}

impl Built {
    pub fn given(&self, facts: &[Option<usize>]) -> Vec<(Id<Fact>, Value)> {
        let known = facts.iter().enumerate().filter_map(|(fact, value)| Some((fact, (*value)?)));
        known
            .map(|(fact, value)| (self.facts[fact], values(fact)[value % values(fact).len()].clone()))
            .collect()
    }

    pub fn diagnose(&self, spec: &CaseSpec) -> Diagnosis {
        let case = Case {
            as_of: TODAY,
            parts: Vec::new(),
            symptoms: Vec::new(),
            facts: self.given(&spec.facts),
            packs: Vec::new(),
            named: Vec::new(),
            ..Case::empty(TODAY)
        };
        const RANKS: [Rank; 5] = [Rank::BareCode, Rank::Code, Rank::Terms, Rank::NearMessage, Rank::Message];
        let seen = spec.seen.iter().enumerate().filter_map(|(symptom, seen)| Some((symptom, (*seen)?)));
        let mentions = seen.map(|(symptom, (weak, rank))| Mention {
            symptom: self.symptoms[symptom],
            status: Status::Present,
            rank: RANKS[rank],
            weak,
            evidence: Vec::new(),
        });
        conclude(&self.book, &case, Reading { mentions: mentions.collect(), ..Reading::default() })
    }

    /// The verdicts by full id.
    pub fn verdicts(&self, diagnosis: &Diagnosis) -> BTreeMap<String, Verdict> {
        let all = diagnosis.diagnoses.iter().chain(&diagnosis.ruled_out);
        all.map(|conclusion| (self.book.rules[conclusion.rule].id.clone(), conclusion.verdict)).collect()
    }

    /// All that a diagnosis concludes, in words that do not depend on the numbers of things.
    pub fn words(&self, diagnosis: &Diagnosis) -> Vec<String> {
        let all = diagnosis.diagnoses.iter().chain(&diagnosis.ruled_out);
        let conclusions = all.map(|one| {
            let symptoms: Vec<&str> =
                one.symptoms.iter().map(|id| self.book.symptoms[*id].id.as_str()).collect();
            let unknown: Vec<&str> = one.unknown.iter().map(|id| self.book.facts[*id].id.as_str()).collect();
            let rule = &self.book.rules[one.rule].id;
            let truths: Vec<_> =
                one.traces.iter().map(|way| (way.way, way.trace.as_ref().map(|trace| trace.truth))).collect();
            format!("{rule} {:?} {} {symptoms:?} {unknown:?} {truths:?}", one.verdict, one.fallback)
        });
        conclusions.collect()
    }

    pub fn questions(&self, diagnosis: &Diagnosis) -> Vec<String> {
        let questions = diagnosis.questions.iter().map(|question| {
            let mut settles: Vec<&str> =
                question.settles.iter().map(|id| self.book.rules[*id].id.as_str()).collect();
            settles.sort_unstable();
            format!("{} {:.6} {settles:?}", self.book.facts[question.fact].id, question.worth)
        });
        questions.collect()
    }
}
