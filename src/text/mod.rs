//! Reading a text: normalisation, patterns, mention status.
//!
//! Goes in: the parts of a ticket. Comes out: a [`Reading`] with mentions, captured facts and named products.
//! The stages, in order: [`normal`] and `mail` (what is said, and where), `token`, `lexicon` (which known words
//! each token may stand for), `lattice` (the same for a whole text), then the pattern kinds (`messages`, `forms` with `says`, `codes`, `regexes`), then
//! `cues` and `status` (denied, supposed, quoted) and `context` (whose product it is). Where only symptoms are asked for,
//! `glance` and `sieve` end most texts before that. Nothing here reads files or prints, and no text makes it fail.

mod account;
mod alter;
mod ascii;
mod asked;
mod changes;
mod codes;
mod context;
mod cores;
mod cue;
mod cues;
mod differing;
mod ending;
mod footprint;
mod foreign;
mod forms;
mod gate;
mod gather;
mod glance;
mod han;
mod harmless;
mod index;
mod inflection;
mod language;
mod lattice;
mod lean;
mod lexicon;
mod listed;
mod mail;
mod markup;
mod memory;
mod messages;
mod needs;
pub mod normal;
mod numerals;
mod plain;
mod prints;
mod quick;
mod reader;
mod reading;
mod regexes;
mod says;
mod sieve;
mod sights;
mod slip;
mod spans;
mod speech;
mod status;
mod suggest;
mod table;
mod token;
mod trie;
mod turn;
mod view;
mod vocabulary;
mod words;

pub use account::{Account, Nearest, Obstacle};
pub use alter::{Looker, Restore, Taken};
pub use changes::Changes;
pub use footprint::Footprint;
pub use index::TextIndex;
pub use lean::{Around, GramTable, Place};
pub use memory::{Memory, SharedWords};
pub(crate) use normal::normal_form;
pub use reading::{Capture, Detail, Evidence, Mention, Rank, Reading, Status, Suggestion, Texts};
pub(crate) use regexes::has_gate as regex_has_gate;
pub use token::is_sign;

/// The words of a pattern text as the matcher cuts them; none stands for a `*`.
pub(crate) fn words(text: &str) -> Vec<Option<String>> {
    lexicon::pattern_words(&normal_form(text))
}
