//! From any export to the native form: the records, read and not diagnosed.

use super::Reason;
use super::fields::Row;
use super::piece::PieceKind;
use super::read::{self, Defaults};
use super::source::{Batch, OpenError, Source};
use crate::book::RuleBook;
use crate::facts::write_record;

/// A record in the native form, or the bytes of a reject with its reason.
#[derive(Debug)]
pub enum Converted<'a> {
    /// One line of JSON without its end.
    Line(String),
    /// Bytes that are no record.
    Reject(&'a [u8], Reason),
    /// More bytes of the reject before it.
    Rest(&'a [u8]),
}

/// Converts every record of an input, in order.
///
/// # Errors
/// Those of the input, and what `give` answers.
pub fn convert<E: From<OpenError>>(
    source: &mut Source,
    defaults: &Defaults,
    book: &RuleBook,
    give: &mut dyn FnMut(Converted<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut row = Row::default();
    while let Some(batch) = source.batch(u64::MAX, book)? {
        records(&batch, defaults, book, &mut row, give)?;
    }
    Ok(())
}

fn records<E>(
    batch: &Batch,
    defaults: &Defaults,
    book: &RuleBook,
    row: &mut Row,
    give: &mut dyn FnMut(Converted<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut at = 0;
    for piece in &batch.pieces {
        let bytes = &batch.bytes[at..at + piece.length];
        at += piece.length;
        match &piece.kind {
            PieceKind::Record => {
                let plan = &batch.plan;
                let read = read::read(bytes, plan.dialect, &plan.mapping, defaults, book, row);
                match read.reason {
                    None => {
                        give(Converted::Line(write_record(read.id.as_deref(), &read.case, read.dated, book)))?
                    }
                    Some(reason) => give(Converted::Reject(bytes, reason))?,
                }
            }
            PieceKind::Reject(damage) => give(Converted::Reject(bytes, Reason::Damage(damage.clone())))?,
            PieceKind::Rest => give(Converted::Rest(bytes))?,
            PieceKind::Header | PieceKind::Blank | PieceKind::Framing => {}
        }
    }
    Ok(())
}
