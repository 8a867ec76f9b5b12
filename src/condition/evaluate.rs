//! Evaluation of conditions in Kleene's three-valued logic.
//!
//! Goes in: a linked condition, the known facts and the day of diagnosis. Comes out: its truth, or its truth
//! with a trace of every node. Both come from the same walk, which never stops early, so a trace can not
//! disagree with a verdict. Never looks at symptoms or at the clock.

use crate::arena::Id;
use crate::book::{Definition, Fact, RuleBook};
use crate::condition::{Condition, FactTest, Operand, Operator, Subject, Trace, TraceNode, Truth};
use crate::facts::Value;
use jiff::civil::Date;

/// The known facts of a case; every other fact is unknown.
#[derive(Debug, Clone, Default)]
pub struct FactView<'a> {
    /// By number, as far as the last that is known.
    values: Vec<Option<&'a Value>>,
}

impl<'a> FactView<'a> {
    /// The view of these facts, each other being unknown.
    pub fn new(known: impl IntoIterator<Item = (Id<Fact>, &'a Value)>) -> Self {
        let mut view = Self::default();
        known.into_iter().for_each(|(fact, value)| view.put(fact, value));
        view
    }

    fn put(&mut self, fact: Id<Fact>, value: &'a Value) {
        let room = self.values.len().max(fact.index() + 1);
        self.values.resize(room, None);
        self.values[fact.index()] = Some(value);
    }

    /// The value of a fact, none when it is unknown.
    pub fn get(&self, fact: Id<Fact>) -> Option<&'a Value> {
        self.values.get(fact.index()).copied().flatten()
    }

    /// The same facts and one more, or another value of it.
    pub fn with(&self, fact: Id<Fact>, value: &'a Value) -> Self {
        let mut more = self.clone();
        more.put(fact, value);
        more
    }
}

/// How a condition comes out, node by node. Cost: the size of the condition with its definitions written out.
pub fn evaluate(condition: &Condition, book: &RuleBook, facts: &FactView<'_>, as_of: Date) -> Trace {
    walk(condition, &Scene { book, facts, as_of })
}

/// The truth of a condition: that of the trace, without building it.
pub fn truth(condition: &Condition, book: &RuleBook, facts: &FactView<'_>, as_of: Date) -> Truth {
    walk(condition, &Scene { book, facts, as_of })
}

/// What a walk looks things up in.
struct Scene<'a> {
    book: &'a RuleBook,
    facts: &'a FactView<'a>,
    as_of: Date,
}

/// What a walk builds at every node: the bare truth, or a trace.
trait Outcome: Sized {
    fn truth(&self) -> Truth;
    fn build(truth: Truth, shape: Shape<'_, Self>) -> Self;
}

/// A node whose children are done.
enum Shape<'a, O> {
    All(Vec<O>),
    Any(Vec<O>),
    Not(O),
    Named(Id<Definition>, O),
    Test(&'a FactTest),
}

impl Outcome for Truth {
    fn truth(&self) -> Truth {
        *self
    }

    fn build(truth: Truth, _shape: Shape<'_, Self>) -> Self {
        truth
    }
}

impl Outcome for Trace {
    fn truth(&self) -> Truth {
        self.truth
    }

    fn build(truth: Truth, shape: Shape<'_, Self>) -> Self {
        let node = match shape {
            Shape::All(parts) => TraceNode::All(parts),
            Shape::Any(parts) => TraceNode::Any(parts),
            Shape::Not(part) => TraceNode::Not(Box::new(part)),
            Shape::Named(definition, part) => TraceNode::Named(definition, Box::new(part)),
            Shape::Test(test) => TraceNode::Test { subject: test.subject, place: test.place },
        };
        Trace { truth, node }
    }
}

fn walk<O: Outcome>(condition: &Condition, scene: &Scene<'_>) -> O {
    match condition {
        Condition::All(parts) => {
            let parts: Vec<O> = parts.iter().map(|part| walk(part, scene)).collect();
            O::build(Truth::all(parts.iter().map(O::truth)), Shape::All(parts))
        }
        Condition::Any(parts) => {
            let parts: Vec<O> = parts.iter().map(|part| walk(part, scene)).collect();
            O::build(Truth::any(parts.iter().map(O::truth)), Shape::Any(parts))
        }
        Condition::Not(part) => {
            let part: O = walk(part, scene);
            O::build(part.truth().negated(), Shape::Not(part))
        }
        Condition::Named(definition) => {
            let part: O = walk(&scene.book.definitions[*definition].condition, scene);
            O::build(part.truth(), Shape::Named(*definition, part))
        }
        Condition::Test(test) => O::build(test_truth(test, scene), Shape::Test(test)),
    }
}

/// All operators of a test hold; each that needs the value is unknown while the fact is.
fn test_truth(test: &FactTest, scene: &Scene<'_>) -> Truth {
    let today;
    let value = match test.subject {
        Subject::Fact(fact) => scene.facts.get(fact),
        Subject::Today => {
            today = Value::Date(scene.as_of);
            Some(&today)
        }
    };
    Truth::all(test.operators.iter().map(|operator| match (operator, value) {
        (Operator::Known(wanted), value) => Truth::from(value.is_some() == *wanted),
        (_, None) => Truth::Unknown,
        (operator, Some(value)) => Truth::from(holds(operator, value, scene.as_of)),
    }))
}

/// Whether an operator holds of a known value. The linker has checked that their types fit; a pair of
/// different types would not hold.
pub(crate) fn holds(operator: &Operator, value: &Value, as_of: Date) -> bool {
    match (operator, value) {
        (Operator::Is(operand), value) => equals(operand, value, as_of),
        (Operator::IsNot(operand), value) => !equals(operand, value, as_of),
        (Operator::OneOf(values), value) => values.contains(value),
        (Operator::Has(member), Value::Set(set)) => set.contains(member),
        (Operator::HasAny(members), Value::Set(set)) => members.iter().any(|member| set.contains(member)),
        (Operator::HasAll(members), Value::Set(set)) => members.iter().all(|member| set.contains(member)),
        (Operator::HasNone(members), Value::Set(set)) => !members.iter().any(|member| set.contains(member)),
        (Operator::IsEmpty(wanted), Value::Set(set)) => set.is_empty() == *wanted,
        (Operator::AtLeast(bound), Value::Number(number)) => number >= bound,
        (Operator::AtMost(bound), Value::Number(number)) => number <= bound,
        (Operator::Above(bound), Value::Number(number)) => number > bound,
        (Operator::Below(bound), Value::Number(number)) => number < bound,
        (Operator::Before(bound), Value::Date(date)) => *date < bound.on(as_of),
        (Operator::OnOrBefore(bound), Value::Date(date)) => *date <= bound.on(as_of),
        (Operator::After(bound), Value::Date(date)) => *date > bound.on(as_of),
        (Operator::OnOrAfter(bound), Value::Date(date)) => *date >= bound.on(as_of),
        (Operator::DaysSince(tests), Value::Date(date)) => {
            let days = Value::Number(days_since(*date, as_of));
            tests.iter().all(|test| holds(test, &days, as_of))
        }
        (Operator::Known(wanted), _) => *wanted,
        _ => false,
    }
}

fn equals(operand: &Operand, value: &Value, as_of: Date) -> bool {
    match operand {
        Operand::Value(wanted) => wanted == value,
        Operand::Today => *value == Value::Date(as_of),
    }
}

/// `as_of` minus the date, in days; negative for a date after `as_of`.
fn days_since(date: Date, as_of: Date) -> f64 {
    const HOURS: i64 = 24;
    (date.duration_until(as_of).as_hours() / HOURS) as f64
}
