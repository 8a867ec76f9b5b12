//! Showing things to people. Data goes in, text comes out; nothing here prints.

pub mod report;
