//! Splitting a decoded input into pieces, whatever its notation.
//!
//! A splitter is a pure function of the bytes: what it answers never depends on how many of them happen to have
//! been read, so the same input gives the same pieces from a file and from a slow pipe. It looks for the ends
//! of records only; what is in them is read later, by workers.

use super::csv::Csv;
use super::json::Json;
use super::lines::Lines;
use super::piece::Piece;
use super::window::Window;
use std::io;

/// What a splitter sees at the beginning of the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The next piece; its length is above 0.
    Piece(Piece),
    /// More bytes must be read before that can be told. Never at the end of the stream.
    Need,
}

/// A notation, with where the reading of it stands.
#[derive(Debug)]
pub enum Splitter {
    /// Comma, tab or otherwise separated.
    Csv(Csv),
    /// One JSON value a line.
    Lines(Lines),
    /// JSON objects in lists, or over several lines.
    Json(Json),
}

impl Splitter {
    /// Looks at the beginning of the bytes, of which there is at least one; `ended` when there are no more.
    pub fn step(&mut self, bytes: &[u8], ended: bool) -> Step {
        match self {
            Splitter::Csv(csv) => csv.step(bytes, ended),
            Splitter::Lines(lines) => lines.step(bytes, ended),
            Splitter::Json(json) => json.step(bytes, ended),
        }
    }

    /// The next piece of a stream, which stays in the window until it is taken; none at its end.
    ///
    /// # Errors
    /// Those of the stream.
    pub fn next(&mut self, window: &mut Window) -> io::Result<Option<Piece>> {
        loop {
            if !window.bytes().is_empty() {
                match self.step(window.bytes(), window.ended()) {
                    Step::Piece(piece) => return Ok(Some(piece)),
                    Step::Need => {}
                }
            }
            if window.ended() {
                return Ok(None);
            }
            window.more()?;
        }
    }
}
