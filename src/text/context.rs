//! Product context: whose symptom a generic pattern is.

use super::forms::Target;
use crate::arena::Id;
use crate::book::Pack;

/// What product context a piece of evidence needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// None: it speaks for itself.
    Nothing,
    /// Silent where only another product is named.
    NoOther,
    /// A plain code: besides, silent where the ticket shows what only another pack knows.
    Code,
    /// Generic: besides, weak where its product is not named, or another is named too.
    Named,
}

/// Which products a ticket names.
#[derive(Debug)]
pub(super) struct Context<'a> {
    /// Only these packs take part; empty means all.
    only: &'a [Id<Pack>],
    named: Vec<Id<Pack>>,
    /// Packs named only by words that several packs claim.
    perhaps: Vec<Id<Pack>>,
    /// Packs of which something was found that is neither generic nor a plain code.
    shown: Vec<Id<Pack>>,
    other: bool,
}

impl<'a> Context<'a> {
    /// Starts with what the snapshot says. Packs chosen by hand count as named, and nothing else does.
    pub(super) fn new(only: &'a [Id<Pack>], named: &[Id<Pack>]) -> Self {
        let mut context =
            Self { only, named: Vec::new(), perhaps: Vec::new(), shown: Vec::new(), other: false };
        for pack in only.iter().chain(named) {
            insert(&mut context.named, *pack);
        }
        context
    }

    /// Hears the product names of all texts. A name that several packs claim names none of them where one of
    /// them is named by a word of its own.
    pub(super) fn hear(&mut self, names: &[Vec<Target>]) {
        for name in names.iter().filter(|name| name.len() == 1) {
            match name[0] {
                Target::Product(pack) => insert(&mut self.named, pack),
                Target::OtherProduct => self.other = true,
                Target::Term(_) | Target::Cue(_) => {}
            }
        }
        for name in names.iter().filter(|name| name.len() > 1) {
            let packs: Vec<Id<Pack>> = name
                .iter()
                .filter_map(|target| match target {
                    Target::Product(pack) => Some(*pack),
                    _ => None,
                })
                .collect();
            if !packs.iter().any(|pack| self.named.contains(pack)) {
                for pack in packs {
                    insert(&mut self.perhaps, pack);
                }
            }
        }
    }

    /// Hears what evidence was found of a pack: what only it knows shows what the ticket is about.
    pub(super) fn show(&mut self, pack: Id<Pack>, need: Need) {
        if matches!(need, Need::Nothing | Need::NoOther) && self.judge(pack, need).is_some() {
            insert(&mut self.shown, pack);
        }
    }

    /// The packs named, sorted.
    pub(super) fn products(&self) -> Vec<Id<Pack>> {
        let mut all = self.named.clone();
        for pack in &self.perhaps {
            insert(&mut all, *pack);
        }
        all
    }

    /// Whether a pack takes part.
    pub(super) fn admits(&self, pack: Id<Pack>) -> bool {
        self.only.is_empty() || self.only.contains(&pack)
    }

    /// Whether evidence of a pack counts: none for not at all, else whether it is weak.
    pub(super) fn judge(&self, pack: Id<Pack>, need: Need) -> Option<bool> {
        if !self.admits(pack) {
            return None;
        }
        if !self.only.is_empty() || need == Need::Nothing {
            return Some(false);
        }
        let own = self.named.contains(&pack) || self.perhaps.contains(&pack);
        let other = self.other || self.named.iter().any(|named| *named != pack);
        let shown_elsewhere = !self.shown.is_empty() && !self.shown.contains(&pack);
        let yields = shown_elsewhere && matches!(need, Need::Named | Need::Code);
        match (own, other) {
            (false, true) => None,
            (false, false) if yields => None,
            (true, false) => Some(false),
            _ => Some(need == Need::Named),
        }
    }
}

fn insert(packs: &mut Vec<Id<Pack>>, pack: Id<Pack>) {
    if let Err(at) = packs.binary_search(&pack) {
        packs.insert(at, pack);
    }
}
