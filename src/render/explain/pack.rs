//! The page of a pack: its product, what it holds, the sources it rests on.

use super::written;
use crate::arena::Id;
use crate::book::Pack;
use crate::book::things::{Kind, Thing, things};
use crate::render::answer::source_words;
use crate::render::doc::Part;
use crate::render::phrases::{fill, phrases};
use crate::render::safe;
use crate::render::words::Reader;

/// The parts below the title.
pub(super) fn parts(reader: Reader<'_>, id: Id<Pack>) -> Vec<Part> {
    let pack = &reader.book.packs[id];
    let words = &phrases(reader.lang).explain;
    let all = things(reader.book);
    let count = |kind: Kind| {
        let of_kind = |thing: &&Thing| thing.kind() == kind && thing.pack(reader.book) == Some(id);
        all.iter().filter(of_kind).count().to_string()
    };
    let counts = [count(Kind::Symptom), count(Kind::Cause), count(Kind::Fact)];
    let mut parts =
        vec![Part::Text(format!("{}.", fill(words.holds, &counts.each_ref().map(String::as_str))))];
    if !pack.product.lists().is_empty() {
        parts.push(Part::Heading(words.product_words.to_owned()));
        let forms: Vec<String> = pack.product.iter().map(|form| safe::line(&form.text)).collect();
        parts.push(Part::item(0, forms.join(", ")));
    }
    if !pack.sources.is_empty() {
        parts.push(Part::Heading(words.sources.to_owned()));
    }
    parts.extend(
        pack.sources.iter().map(|source| Part::with_id(0, source_words(reader, source), &source.name)),
    );
    if let Some(place) = written(reader.book, pack.place) {
        parts.push(Part::Small(fill(words.written_in, &[&place])));
    }
    parts
}
