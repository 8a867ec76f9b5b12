//! Rule books: from parsed pack files to linked, typed rules.

mod model;

pub use model::*;
