//! casebook: from what a customer sees to the cause, the reason and the steps.

pub mod arena;
pub mod book;
pub mod condition;
pub mod engine;
pub mod facts;
pub mod finding;
pub mod fixture;
pub mod lang;
pub mod pack;
pub mod render;
pub mod source;
pub mod text;
pub mod yaml;
