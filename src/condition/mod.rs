//! Conditions: three-valued truth, linked form, evaluation and trace.

mod evaluate;
mod model;
mod trace;

pub(crate) use evaluate::holds;
pub use evaluate::{FactView, evaluate, truth};
pub use model::{Condition, DateOperand, FactTest, Operand, Operator, Subject};
pub use trace::{Trace, TraceNode, Truth};
