//! Conditions, linked and type-checked.

use crate::arena::Id;
use crate::book::{Definition, Fact, RuleBook};
use crate::facts::Value;
use crate::source::Place;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A condition over facts; evaluated in Kleene's three-valued logic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Condition {
    /// True when all are; an empty list is true.
    All(Vec<Condition>),
    /// True when any is; an empty list is false.
    Any(Vec<Condition>),
    /// Turns true and false round.
    Not(Box<Condition>),
    /// A definition by name.
    Named(Id<Definition>),
    /// One test of one fact: a leaf.
    Test(FactTest),
}

impl Condition {
    /// Hands over every fact test of the condition and of the definitions it names, in order.
    pub fn each_test<'a>(&'a self, book: &'a RuleBook, visit: &mut impl FnMut(&'a FactTest)) {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| part.each_test(book, visit));
            }
            Condition::Not(part) => part.each_test(book, visit),
            Condition::Named(definition) => book.definitions[*definition].condition.each_test(book, visit),
            Condition::Test(test) => visit(test),
        }
    }
}

/// Every operator holds (and) of one subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactTest {
    /// What is tested.
    pub subject: Subject,
    /// At least one operator, each accepted by the subject's type.
    pub operators: Vec<Operator>,
    /// Where the test stands in the rule file.
    pub place: Place,
}

/// What a test looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// A declared fact.
    Fact(Id<Fact>),
    /// The day of diagnosis, always known.
    Today,
}

/// One operator with its operand, already of the right type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Operator {
    /// `is`, of yes-no, one-of, text, number and date facts.
    Is(Operand),
    /// `is-not`, of yes-no, one-of and text facts.
    IsNot(Operand),
    /// `one-of`, of yes-no, one-of and text facts.
    OneOf(Vec<Value>),
    /// `has`: the set holds this value.
    Has(u32),
    /// `has-any`: the set holds at least one of these.
    HasAny(Vec<u32>),
    /// `has-all`: the set holds each of these.
    HasAll(Vec<u32>),
    /// `has-none`: the set holds none of these; true of an empty set.
    HasNone(Vec<u32>),
    /// `is-empty: true|false`.
    IsEmpty(bool),
    /// `at-least`, inclusive.
    AtLeast(f64),
    /// `at-most`, inclusive.
    AtMost(f64),
    /// `above`, exclusive.
    Above(f64),
    /// `below`, exclusive.
    Below(f64),
    /// `before`, exclusive.
    Before(DateOperand),
    /// `on-or-before`, inclusive.
    OnOrBefore(DateOperand),
    /// `after`, exclusive.
    After(DateOperand),
    /// `on-or-after`, inclusive.
    OnOrAfter(DateOperand),
    /// `days-since`: number operators over `as_of` minus the date, in days; may be negative.
    DaysSince(Vec<Operator>),
    /// `known: true|false`: the one closed-world operator.
    Known(bool),
}

/// The operand of `is` and `is-not`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Operand {
    /// A value of the fact's type.
    Value(Value),
    /// The day of diagnosis, for date facts.
    Today,
}

/// The operand of a date comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateOperand {
    /// A fixed civil date.
    Date(Date),
    /// The day of diagnosis.
    Today,
}

impl DateOperand {
    /// The day that the operand stands for, on this day of diagnosis.
    pub fn on(self, as_of: Date) -> Date {
        match self {
            DateOperand::Date(date) => date,
            DateOperand::Today => as_of,
        }
    }
}
