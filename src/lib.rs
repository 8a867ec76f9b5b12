//! casebook: from what a customer sees to the cause, the reason and the steps.
//!
//! The map, in the order in which a piece of text becomes a diagnosis; `docs/ARCHITECTURE.md` tells the story.
//!
//! | module | job |
//! |---|---|
//! | [`source`], [`finding`] | files with places; what is wrong at them |
//! | [`yaml`] | file text → located tree |
//! | [`embedded`] | the packs inside the program, and what the build prepared from them |
//! | [`pack`] | located tree → pack files |
//! | [`book`] | pack files → the linked, typed rule book |
//! | [`facts`] | types, values, snapshots → a case |
//! | [`text`] | ticket text → mentions of symptoms and stated facts |
//! | [`condition`] | three-valued truth over facts, with its trace |
//! | [`engine`] | case and reading → a diagnosis |
//! | [`interview`] | an open case → the next question, until nothing more can be settled |
//! | [`template`] | the greeting and closing of a team → a template of replies |
//! | [`render`] | a diagnosis → text, Markdown, JSON, a reply |
//! | [`triage`] | exports of tickets → one result a ticket |
//! | [`fixture`], [`score`], [`learn`] | tests of rules; measuring the reading of tickets; learning from it |
//! | [`check`] | lints: what loads and may still be wrong |
//! | [`cli`] | one file a verb; alone reads files, clock and environment, and prints |
//! | [`mask`] | a text without what leads to a person |
//! | [`keys`], [`schema`] | the keys of every file that people write; what editors know of them |
//! | [`arena`], [`lang`] | small ids; the three languages |

pub mod arena;
pub mod book;
pub mod check;
pub mod cli;
pub mod condition;
pub mod embedded;
pub mod engine;
pub mod facts;
pub mod finding;
pub mod fixture;
pub mod interview;
pub mod keys;
pub mod lang;
pub mod learn;
pub mod mask;
pub mod pack;
pub mod render;
pub mod schema;
pub mod score;
pub mod source;
pub mod template;
pub mod text;
pub mod triage;
pub mod yaml;
