//! The engine: from a case and a reading to a diagnosis.

mod diagnosis;

pub use diagnosis::{Case, Conclusion, Diagnosis, FactOrigin, KnownFact, Note, Question, Verdict, WayTrace};
