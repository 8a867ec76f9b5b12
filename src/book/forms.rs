//! The forms of a term: lists that terms which include each other share.
//!
//! A list is what one term declares. Terms include each other, so most lists belong to many terms; they are never
//! copied, and whoever prepares them can tell by the list itself that it knows them already.

use super::model::Form;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

/// The forms of a term, its own first, then those of all terms it includes; or those of a cue, or of product names.
#[derive(Clone, Default)]
pub struct Forms {
    /// None is empty, and each stands here once.
    lists: Vec<Arc<[Form]>>,
}

impl Forms {
    /// These forms, and no others.
    pub fn own(list: Arc<[Form]>) -> Self {
        Self { lists: if list.is_empty() { Vec::new() } else { vec![list] } }
    }

    /// Takes in the lists of another term that are not here yet. Says how many forms came with them.
    pub fn include(&mut self, other: &Self) -> usize {
        let mut more = 0;
        for list in &other.lists {
            if !self.lists.iter().any(|known| Arc::ptr_eq(known, list)) {
                self.lists.push(Arc::clone(list));
                more += list.len();
            }
        }
        more
    }

    /// The lists they are made of.
    pub fn lists(&self) -> &[Arc<[Form]>] {
        &self.lists
    }

    /// All forms, one after the other.
    pub fn iter(&self) -> impl Iterator<Item = &Form> + Clone {
        self.lists.iter().flat_map(|list| list.iter())
    }
}

impl fmt::Debug for Forms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Written down as one list.
impl Serialize for Forms {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().collect::<Vec<&Form>>())
    }
}

impl<'de> Deserialize<'de> for Forms {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::own(Vec::<Form>::deserialize(deserializer)?.into()))
    }
}
