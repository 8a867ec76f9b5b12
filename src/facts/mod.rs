//! Facts: types, values, and the snapshots that hold them.

mod value;

pub use value::{FactType, Value};
