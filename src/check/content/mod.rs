//! Lints of texts for people and of sources.

mod audience;
mod people;
mod sources;
mod translations;

pub(super) use audience::audience;
pub(super) use people::people;
pub(super) use sources::sources;
pub(super) use translations::translations;
