//! Conditions: three-valued truth, linked form, evaluation and trace.

mod model;
mod trace;

pub use model::{Condition, DateOperand, FactTest, Operand, Operator, Subject};
pub use trace::{Trace, TraceNode, Truth};
