//! Facts: types, values, and the snapshots that hold them.

mod accept;
mod day;
mod given;
mod json;
mod snapshot;
mod value;
mod write;

pub use accept::{Raw, ValueProblem, accept, accepted, date, number, yes_no};
pub use day::spoken_day;
pub use given::{GivenFacts, give, parse_set};
pub use json::parse_json;
pub(crate) use snapshot::read_at_home;
pub use snapshot::{parse_snapshot, read_snapshot};
pub use value::{FactType, Value};
pub(crate) use write::{quoted, refused_by_yaml};
pub use write::{write_record, write_snapshot, written};
