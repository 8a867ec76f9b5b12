//! Where a text comes closest to a message, for authors who ask why it was not found.

use super::Messages;
use super::align::{Cells, align, fit};
use crate::text::lattice::Lattice;
use crate::text::lexicon::Lexicon;
use crate::text::token::Token;

/// Where a text comes closest to a message.
#[derive(Debug)]
pub(in crate::text) struct Close {
    /// Tokens `start..end`.
    pub(in crate::text) start: u32,
    pub(in crate::text) end: u32,
    /// Share of the message's weight that is there, less gaps; `0.0..=1.0`.
    pub(in crate::text) score: f32,
    /// The share it would need; none where it has enough.
    pub(in crate::text) needed: Option<f32>,
    /// Words of the message that are there, with their tokens.
    pub(in crate::text) there: Vec<(String, (u32, u32))>,
    /// Words that are missing.
    pub(in crate::text) missing: Vec<String>,
    /// Whether it counts only where its product is named.
    pub(in crate::text) generic: bool,
}

/// How many tokens of the text are aligned at once in the search for the closest place.
const STRETCH: usize = 160;
/// A smaller share of a message is no near miss but chance.
const CHANCE: f32 = 0.2;

impl Messages {
    /// The tokens of a span that are no word of the message of a pattern: what was put into it.
    pub(in crate::text) fn loose(
        &self,
        pattern: u32,
        lexicon: &Lexicon,
        lattice: &Lattice,
        span: (u32, u32),
        out: &mut Vec<u32>,
    ) {
        let Some(message) = self.list.iter().find(|message| message.pattern == pattern) else { return };
        let words = || message.words.iter().filter_map(|part| part.word);
        out.extend((span.0..span.1).filter(|at| {
            words().all(|word| fit(word, *at as usize, message.pack, lexicon, lattice).is_none())
        }));
    }

    /// Where a text comes closest to the message of a pattern, without looking for seeds.
    ///
    /// Cost: words of the message times tokens of the text; for explanations, not for reading.
    pub(in crate::text) fn closest(
        &self,
        pattern: u32,
        lexicon: &Lexicon,
        lattice: &Lattice,
        tokens: &[Token],
    ) -> Option<Close> {
        let number = self.list.iter().position(|message| message.pattern == pattern)?;
        let message = &self.list[number];
        let mut cells = Cells::default();
        let stretches = (0..tokens.len()).step_by(STRETCH / 2);
        let hits = stretches.filter_map(|from| {
            let window = from..(from + STRETCH + message.words.len()).min(tokens.len());
            align(message, number as u32, window, tokens, lexicon, lattice, &mut cells)
        });
        let hit = hits.reduce(|one, other| if other.score > one.score { other } else { one })?;
        if hit.score < CHANCE {
            return None;
        }
        let (mut there, mut missing) = (Vec::new(), Vec::new());
        for word in message.words.iter().filter_map(|part| part.word) {
            let place = (hit.start..hit.end)
                .find_map(|at| Some((at, fit(word, at as usize, message.pack, lexicon, lattice)?.1)));
            match place {
                Some((at, taken)) => there.push((lexicon.text(word).to_owned(), (at, at + taken as u32))),
                None => missing.push(lexicon.text(word).to_owned()),
            }
        }
        let needed = (!message.counts(&hit)).then(|| message.needed());
        let (start, end, score) = (hit.start, hit.end, hit.score);
        Some(Close { start, end, score, needed, there, missing, generic: message.is_generic() })
    }
}
