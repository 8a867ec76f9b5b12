//! How a shared text is written down: as any text. Read again, it is shared with nobody.

use serde::{Deserialize, Deserializer, Serializer};
use std::sync::Arc;

pub(super) fn serialize<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
    Ok(<&str>::deserialize(deserializer)?.into())
}
