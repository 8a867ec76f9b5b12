//! Facts: types, values, and the snapshots that hold them.

mod accept;
mod value;

pub use accept::{Raw, ValueProblem, accept, accepted, date, number, yes_no};
pub use value::{FactType, Value};
