//! What single words weigh, remembered from text to text.
//!
//! In: the words around evidence. Out: what all grams of them weigh together. Which grams these are, [`Shown`] tells.

use super::grams::{EVIDENCE, NUMBER, Piece, Place, Shown, key, pieces, word};
use super::weights::Weights;
use crate::text::table::hash;
use crate::text::token::Kind;
use crate::text::view::View;

/// Words that were met before, and working memory. Kept from text to text.
#[derive(Debug, Default)]
pub(in crate::text) struct Weighed {
    /// By the number under which the memory holds a word.
    known: Vec<Option<Word>>,
    /// The words of the part at hand, by token.
    words: Vec<Word>,
    /// By row, where its gram was counted: a bit for each place.
    places: Vec<u16>,
    /// The rows that were counted anywhere.
    counted: Vec<u32>,
}

/// What is known of a word.
#[derive(Debug, Clone, Copy)]
struct Word {
    hash: u64,
    /// The rows of itself, of its beginning and of its end.
    rows: [Option<u32>; 3],
    /// Whether a gram of several words may begin with it.
    begins: bool,
    /// Whether one may end with it.
    ends: bool,
}

impl Weighed {
    /// What the words around evidence weigh, in thousandths of a margin: positive where the symptom is there. A gram counts
    /// once anywhere and once at a place.
    ///
    /// Cost: some places of memory for each word of the part.
    pub(super) fn sum(&mut self, weights: &Weights, shown: &Shown<'_>) -> i32 {
        self.read(weights, shown.view);
        let Self { words, places, counted, .. } = self;
        let evidence = Word::new(weights, EVIDENCE, Kind::Sign);
        let word = |at: usize| if shown.holds(at) { &evidence } else { &words[at] };
        places.resize(weights.len(), 0);
        let mut sum = weights.always;
        let mut count = |row: Option<u32>, place: Place| {
            let Some(row) = row else { return };
            let (there, bit) = (&mut places[row as usize], 1 << place as u16);
            if *there == 0 {
                counted.push(row);
                sum += weights.anywhere(row);
            }
            if *there & bit == 0 {
                sum += weights.at(row, place);
            }
            *there |= bit;
        };
        shown.each(|at, place| {
            let (last, mut held) = (word(at), shown.holds(at));
            if !held {
                last.rows.iter().for_each(|row| count(*row, place));
            }
            if !last.ends {
                return;
            }
            for first in (shown.row(at)..at).rev() {
                held &= shown.holds(first);
                if word(first).begins && !held {
                    let hashes = (first..=at).map(|at| word(at).hash);
                    count(weights.number(key(Piece::Whole, hashes)), place);
                }
            }
        });
        counted.drain(..).for_each(|row| places[row as usize] = 0);
        sum
    }

    /// Looks the words of a part up.
    fn read(&mut self, weights: &Weights, view: &View) {
        let Self { known, words, .. } = self;
        let numeral = Word::new(weights, NUMBER, Kind::Number);
        words.clear();
        for (at, token) in view.cut.tokens.iter().enumerate() {
            let new = || Word::new(weights, word(view, at), token.kind);
            // The memory knows words without their apostrophes.
            let number = view.cut.lattice.number(at).filter(|_| !token.apostrophe);
            words.push(match number.map(|number| number as usize) {
                _ if token.kind == Kind::Number => numeral,
                Some(number) => {
                    if known.len() <= number {
                        known.resize(number + 1, None);
                    }
                    *known[number].get_or_insert_with(new)
                }
                None => new(),
            });
        }
    }
}

impl Word {
    fn new(weights: &Weights, word: &str, kind: Kind) -> Self {
        let row = |piece: Piece, word: &str| weights.number(key(piece, std::iter::once(hash(word))));
        let pieces = if kind == Kind::Word { pieces(word) } else { None };
        let [head, tail] =
            pieces.map_or([None; 2], |[head, tail]| [row(Piece::Head, head), row(Piece::Tail, tail)]);
        let hash = hash(word);
        Self {
            hash,
            rows: [row(Piece::Whole, word), head, tail],
            begins: weights.may_begin(hash),
            ends: weights.may_end(hash),
        }
    }
}
