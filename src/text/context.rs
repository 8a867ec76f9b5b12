//! Product context: whose symptom a generic pattern is.

use super::forms::Target;
use crate::arena::Id;
use crate::book::Pack;

/// Which products a ticket names.
#[derive(Debug)]
pub(super) struct Context<'a> {
    /// Only these packs take part; empty means all.
    only: &'a [Id<Pack>],
    named: Vec<Id<Pack>>,
    /// Packs of which something that is not generic was found.
    shown: Vec<Id<Pack>>,
    other: bool,
}

impl<'a> Context<'a> {
    /// Starts with what the snapshot says. Packs chosen by hand count as named, and nothing else does.
    pub(super) fn new(only: &'a [Id<Pack>], named: &[Id<Pack>]) -> Self {
        let mut context = Self { only, named: Vec::new(), shown: Vec::new(), other: false };
        for pack in only.iter().chain(named) {
            context.name(*pack);
        }
        context
    }

    /// Hears the product names of a text.
    pub(super) fn hear(&mut self, products: &[Target]) {
        for product in products {
            match product {
                Target::Product(pack) => self.name(*pack),
                Target::OtherProduct => self.other = true,
                Target::Term(_) | Target::Cue(_) => {}
            }
        }
    }

    fn name(&mut self, pack: Id<Pack>) {
        if let Err(at) = self.named.binary_search(&pack) {
            self.named.insert(at, pack);
        }
    }

    /// Hears that something of a pack was found which is not generic: the ticket is about that pack's product.
    pub(super) fn show(&mut self, pack: Id<Pack>) {
        if !self.shown.contains(&pack) {
            self.shown.push(pack);
        }
    }

    /// The packs named, sorted.
    pub(super) fn products(&self) -> Vec<Id<Pack>> {
        self.named.clone()
    }

    /// Whether a pack takes part.
    pub(super) fn admits(&self, pack: Id<Pack>) -> bool {
        self.only.is_empty() || self.only.contains(&pack)
    }

    /// Whether evidence of a pack counts: none for not at all, else whether it is weak. Evidence that speaks for
    /// itself always counts; other evidence not where only other products are named; `generic` evidence is
    /// strong only where this product and no other is named, and silent where the ticket shows symptoms of other
    /// packs that are not generic.
    pub(super) fn judge(&self, pack: Id<Pack>, speaks_for_itself: bool, generic: bool) -> Option<bool> {
        if !self.admits(pack) {
            return None;
        }
        if !self.only.is_empty() || speaks_for_itself {
            return Some(false);
        }
        let own = self.named.contains(&pack);
        let other = self.other || self.named.iter().any(|named| *named != pack);
        let shown_elsewhere = generic && !self.shown.contains(&pack) && !self.shown.is_empty();
        match (own, other) {
            (false, true) => None,
            (false, false) if shown_elsewhere => None,
            (true, false) => Some(false),
            _ => Some(generic),
        }
    }
}
