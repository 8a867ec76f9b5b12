//! Rule books: from parsed pack files to linked, typed rules.

pub mod lookup;
mod model;

pub use model::*;
