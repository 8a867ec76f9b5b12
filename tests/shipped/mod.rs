//! The packs that ship, loaded once a test program.

use casebook::book::load;
use casebook::engine::Engine;
use casebook::pack::RulesRoot;
use std::sync::LazyLock;

pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| match load(&[RulesRoot::Builtin]) {
    Ok(book) => Engine::new(book),
    Err(findings) => panic!("the shipped packs have findings: {:#?}", findings.list),
});
