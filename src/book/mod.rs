//! Rule books: from parsed pack files to linked, typed rules.

mod draft;
mod forms;
mod later;
mod link;
mod load;
pub mod lookup;
mod model;
mod shared;
pub mod things;

pub use draft::Drafted;
pub use forms::Forms;
pub use later::Later;
#[cfg(test)]
pub use link::operators;
pub use link::{MAX_ALL_SYMPTOMS, MAX_DEFINITION_DEPTH, MAX_FORMS, MAX_TESTS, PackDraft};
pub use load::{COMMON, load, load_again, load_texts};
pub use model::*;
