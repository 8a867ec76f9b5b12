//! Parts of a book that most starts never look at.
//!
//! A book that a build prepared is read at every start, and most of it is the forms of terms, which only the index was
//! made from. They stay bytes until somebody asks.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

/// A value that is read from its bytes when it is first used. It never changes.
#[derive(Clone, Default)]
pub struct Later<T> {
    value: OnceLock<T>,
    /// What it is read from while it is not there, as [`Serialize`] wrote it.
    bytes: &'static [u8],
}

impl<T> From<T> for Later<T> {
    fn from(value: T) -> Self {
        Self { value: value.into(), bytes: &[] }
    }
}

impl<T: DeserializeOwned + Default> Deref for Later<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // Bytes that this program wrote can be read; others were refused together with the whole engine.
        self.value.get_or_init(|| postcard::from_bytes(self.bytes).unwrap_or_default())
    }
}

impl<'a, T: DeserializeOwned> IntoIterator for &'a Later<Vec<T>> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: DeserializeOwned + Default + fmt::Debug> fmt::Debug for Later<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: DeserializeOwned + Default + Serialize> Serialize for Later<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = postcard::to_stdvec(&**self).map_err(ser::Error::custom)?;
        serializer.serialize_bytes(&bytes)
    }
}

impl<'de: 'static, T> Deserialize<'de> for Later<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { value: OnceLock::new(), bytes: <&'de [u8]>::deserialize(deserializer)? })
    }
}
