//! Lines: one JSON value a line.

use super::piece::{Damage, MAX_RECORD, Piece, PieceKind};
use super::split::Step;

/// Splits at line ends.
#[derive(Debug, Default)]
pub struct Lines {
    /// Whether the rest of a line that was too long is being passed over.
    passing: bool,
}

impl Lines {
    /// The next line.
    pub fn step(&mut self, bytes: &[u8], ended: bool) -> Step {
        if self.passing {
            return Step::Piece(self.pass(bytes));
        }
        let window = &bytes[..bytes.len().min(MAX_RECORD)];
        let length = match memchr::memchr(b'\n', window) {
            Some(end) => end + 1,
            None if bytes.len() > MAX_RECORD => {
                self.passing = true;
                return Step::Piece(Piece { kind: PieceKind::Reject(Damage::TooLong), length: MAX_RECORD });
            }
            None if ended => window.len(),
            None => return Step::Need,
        };
        let blank = bytes[..length].trim_ascii().is_empty();
        Step::Piece(Piece { kind: if blank { PieceKind::Blank } else { PieceKind::Record }, length })
    }

    /// The rest of a line that was too long, as far as it is there.
    fn pass(&mut self, bytes: &[u8]) -> Piece {
        let end = memchr::memchr(b'\n', bytes);
        self.passing = end.is_none();
        Piece { kind: PieceKind::Rest, length: end.map_or(bytes.len(), |end| end + 1) }
    }
}
