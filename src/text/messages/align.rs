//! How much of a message a window of the text holds: banded local alignment (T. F. Smith and M. S. Waterman, 1981).

use super::{BAND, Message, MessageHit};
use crate::text::lattice::Lattice;
use crate::text::lexicon::{EXACT, INFLECTED, Lexicon, SLIP, WordId, bit};
use crate::text::token::{Kind, Token};

/// Words a placeholder may stand for.
const PLACEHOLDER: usize = 8;
/// What an inserted word costs, as a share of an average word.
const INSERTED: f32 = 0.12;

/// Working memory of alignments, kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// Cell (row, column): best alignment that ends with message word `row` on text token `column`. Rows in which
    /// nothing fits are never looked at and hold anything.
    cells: Vec<Cell>,
    /// The best score of each row; 0 where nothing fits.
    tops: Vec<f32>,
}

/// What is aligned, and with what.
struct Pair<'a> {
    message: &'a Message,
    /// The tokens of the window.
    tokens: &'a [Token],
    /// Cells in a row.
    width: usize,
    /// What a word of the message weighs on average.
    average: f32,
}

/// Aligns a message with a window of the text; the best local alignment, if it is worth anything.
///
/// Cost: a look at each token of the window for each word of the message that stands in it, more where they fit.
pub(super) fn align(
    message: &Message,
    number: u32,
    window: std::ops::Range<usize>,
    tokens: &[Token],
    lexicon: &Lexicon,
    lattice: &Lattice,
    Cells { cells, tops }: &mut Cells,
) -> Option<MessageHit> {
    let rows = message.words.len();
    let firsts = lattice.firsts_of(window.clone());
    let anywhere = lattice.firsts_within(window.clone());
    let (columns, width) = (window.len(), window.len() + 1);
    let average = message.weight / message.length.max(1.0);
    let pair = Pair { message, tokens: &tokens[window.clone()], width, average };
    if cells.len() < (rows + 1) * width {
        cells.resize((rows + 1) * width, Cell::default());
    }
    tops.clear();
    tops.resize(rows + 1, 0.0);
    let mut top: Option<Cell> = None;
    for row in 1..=rows {
        let part = message.words[row - 1];
        let Some(word) = part.word.filter(|word| anywhere & bit(*word) != 0) else { continue };
        let (bit, mut empty) = (bit(word), true);
        for (column, _) in (1..).zip(firsts).filter(|(_, firsts)| *firsts & bit != 0) {
            let at = window.start + column - 1;
            let Some((quality, taken)) = fit(word, at, message.pack, lexicon, lattice) else { continue };
            let end = column + taken - 1;
            if end > columns {
                continue;
            }
            if std::mem::take(&mut empty) {
                cells[row * width..(row + 1) * width].fill(Cell::default());
            }
            let before = pair.predecessor(cells, tops, row, column);
            let gain = part.weight * quality;
            let cell = Cell {
                score: before.score + gain,
                weight: before.weight + gain,
                exact: before.exact && quality >= 1.0,
                gaps: before.gaps,
                start: if before.count == 0.0 { at as u32 } else { before.start },
                end: (at + taken) as u32,
                count: before.count + if tokens[at].kind == Kind::Han { 0.5 } else { 1.0 },
                matched: before.matched + 1,
            };
            let slot = &mut cells[row * width + end];
            if cell.score > slot.score {
                *slot = cell;
                tops[row] = tops[row].max(cell.score);
            }
            if top.is_none_or(|top| cell.score > top.score) {
                top = Some(cell);
            }
        }
    }
    let top = top.filter(|top| !contradicts(message, top, tokens, lattice))?;
    let score = (top.score / message.weight).clamp(0.0, 1.0);
    let words = message.words.iter().filter(|part| part.word.is_some()).count() as u32;
    Some(MessageHit {
        message: number,
        start: top.start,
        end: top.end,
        score,
        aligned: top.count,
        weight: top.weight,
        verbatim: top.exact && top.gaps == 0 && top.matched == words,
    })
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    score: f32,
    weight: f32,
    exact: bool,
    gaps: u32,
    start: u32,
    end: u32,
    count: f32,
    matched: u32,
}

impl Default for Cell {
    fn default() -> Self {
        Self { score: 0.0, weight: 0.0, exact: true, gaps: 0, start: 0, end: 0, count: 0.0, matched: 0 }
    }
}

impl Pair<'_> {
    /// The best cell to come from: a few message words or text tokens may be left out in between.
    fn predecessor(&self, cells: &[Cell], tops: &[f32], row: usize, column: usize) -> Cell {
        let words = &self.message.words;
        let mut chosen = Cell::default();
        let mut placeholder = false;
        let mut skipped_words = 0.0;
        for back in 1..=(BAND + 1).min(row.saturating_sub(1)) {
            let from_row = row - back;
            if back > 1 {
                match words[from_row].word {
                    Some(_) => skipped_words += 1.0,
                    None => placeholder = true,
                }
            }
            if tops[from_row] <= chosen.score {
                continue;
            }
            let wide = placeholder || words[from_row - 1].word.is_none();
            let reach = if wide { PLACEHOLDER } else { BAND };
            let mut inserted = 0.0;
            for skip in 0..=reach.min(column.saturating_sub(1)) {
                if skip > 0 && !placeholder {
                    inserted += self.tokens[column - 1 - skip].width();
                }
                let from = &cells[from_row * self.width + column - 1 - skip];
                // Coming from there costs at least nothing.
                if from.count == 0.0 || from.score <= chosen.score {
                    continue;
                }
                let replaced = inserted.min(skipped_words);
                let cost = INSERTED * self.average * (inserted - replaced * 0.5)
                    + 0.02 * self.average * skipped_words;
                if from.score - cost > chosen.score {
                    chosen = *from;
                    chosen.score -= cost;
                    chosen.gaps += u32::from(inserted > 0.0 || skipped_words > 0.0);
                }
            }
        }
        chosen
    }
}

/// How well the text at a token fits a word, and how many tokens it takes.
pub(super) fn fit(
    word: WordId,
    at: usize,
    pack: u64,
    lexicon: &Lexicon,
    lattice: &Lattice,
) -> Option<(f32, usize)> {
    if lattice.firsts(at) & bit(word) == 0 {
        return None;
    }
    let mut found: Option<(f32, usize)> = None;
    for edge in lattice.at(at) {
        let words = lexicon.words_of(edge.sequence);
        if words.first != word || words.len() > 1 || (edge.slip >= SLIP && edge.blocked & pack != 0) {
            continue;
        }
        let quality = match edge.slip {
            EXACT => 1.0,
            INFLECTED => 0.9,
            SLIP => 0.85,
            _ => 0.75,
        };
        if found.is_none_or(|(known, _)| quality > known) {
            found = Some((quality, edge.tokens as usize));
        }
    }
    found
}

/// A number of the message that the text replaces by another number: 5001 is not 5000.
fn contradicts(message: &Message, top: &Cell, tokens: &[Token], lattice: &Lattice) -> bool {
    let numbers: Vec<WordId> =
        message.words.iter().filter(|part| part.number).filter_map(|part| part.word).collect();
    if numbers.is_empty() {
        return false;
    }
    let reach = top.start as usize..(top.end as usize + 4).min(tokens.len());
    let mut other = false;
    for at in reach {
        if tokens[at].kind == Kind::Number {
            match lattice.exact(at) {
                Some(word) if numbers.contains(&word) => return false,
                _ => other |= (tokens[at].end - tokens[at].start) >= 3,
            }
        }
    }
    other
}
