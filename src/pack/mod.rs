//! Rule packs as files: finding them, and lowering their trees to typed but unlinked drafts.
//!
//! Goes in: roots (folders or the embedded copy). Comes out: [`PackFile`]s with every place kept, and all
//! findings. Names are not looked up here and conditions not typed; that is `book`.

pub mod files;
mod lower;
mod model;

pub use files::RulesRoot;
pub use lower::{header, sections};
pub use model::*;
