//! What words around a symptom weigh, as it was learned from labelled tickets.
//!
//! In: `data/lean.tsv`, written by [`GramTable`]: a line for each gram, with what it weighs anywhere and besides at each place, in
//! thousandths; a positive weight says that the symptom is there. Out: the weights of a gram.

use super::grams::{Gram, PLACES, Place};
use crate::text::table::{Bits, Records, Table, hash};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

/// The weights of a gram: anywhere, and besides at each place.
pub(super) type Row = [i16; PLACES.len() + 1];

/// What weighs less is left out, in thousandths.
const FAINT: i16 = 5;
/// Stands for what speaks for a symptom before a word is read.
const ALWAYS: &str = "*";

/// Bits for the words at the ends of grams.
const BITS: usize = 1 << 15;
/// Bytes of a row.
const WIDE: usize = 2 * (PLACES.len() + 1);

/// All weights.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(in crate::text) struct Weights {
    /// Numbers of rows, by the keys of their grams.
    numbers: Table,
    rows: Records<WIDE>,
    /// The first words of all grams of several words, and the last ones, as bits by hash.
    firsts: Bits,
    lasts: Bits,
    /// What speaks for a symptom before a word is read.
    pub(super) always: i32,
}

impl Weights {
    /// The weights that ship.
    pub(in crate::text) fn shipped() -> Self {
        static SHIPPED: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("../data/lean.tsv")));
        SHIPPED.clone()
    }

    /// Reads a table; what is no line of one is passed over.
    fn read(table: &str) -> Self {
        let (mut keys, mut rows, mut always) = (Vec::new(), Vec::new(), 0);
        let (mut firsts, mut lasts) = (Vec::new(), Vec::new());
        for (gram, row) in table.lines().skip(1).filter_map(|line| line.split_once('\t')) {
            let mut cells = row.split('\t').map(|cell| cell.parse().unwrap_or(0));
            let row: Row = std::array::from_fn(|_| cells.next().unwrap_or(0));
            if gram == ALWAYS {
                always = i32::from(row[0]);
            } else {
                keys.push((key_of(gram), rows.len() as u64));
                let several = gram.split_once(' ').zip(gram.rsplit_once(' '));
                firsts.extend(several.map(|((first, _), _)| bit(hash(first))));
                lasts.extend(several.map(|(_, (_, last))| bit(hash(last))));
                rows.push(std::array::from_fn(|byte| row[byte / 2].to_le_bytes()[byte % 2]));
            }
        }
        let (firsts, lasts) = (Bits::new(BITS, firsts), Bits::new(BITS, lasts));
        Self { numbers: Table::new(&keys), rows: rows.into_iter().collect(), firsts, lasts, always }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.all().len()
    }

    /// The number of a gram's row, by its key.
    #[inline]
    pub(super) fn number(&self, key: u64) -> Option<u32> {
        self.numbers.first(key).map(|number| number as u32)
    }

    /// Whether a gram of several words may begin with a word of this hash. No is certain.
    pub(super) fn may_begin(&self, hash: u64) -> bool {
        self.firsts.has(bit(hash))
    }

    /// The same of its last word.
    pub(super) fn may_end(&self, hash: u64) -> bool {
        self.lasts.has(bit(hash))
    }

    /// What the gram of a row weighs anywhere.
    pub(super) fn anywhere(&self, number: u32) -> i32 {
        self.cell(number, 0)
    }

    /// What it weighs besides at a place.
    pub(super) fn at(&self, number: u32, place: Place) -> i32 {
        self.cell(number, 1 + place as usize)
    }

    fn cell(&self, number: u32, cell: usize) -> i32 {
        let row = self.rows.get(number as usize).map(|row| row.as_chunks().0);
        row.and_then(|row| row.get(cell)).map_or(0, |cell| i32::from(i16::from_le_bytes(*cell)))
    }
}

/// A table of weights in the making; a weight is in thousandths of a margin.
#[derive(Debug, Default)]
pub struct GramTable {
    always: i16,
    rows: BTreeMap<String, Row>,
}

impl GramTable {
    /// An empty table, with the margin of a text without any word.
    pub fn new(always: f64) -> Self {
        Self { always: thousandths(always), rows: BTreeMap::new() }
    }

    /// Sets what a gram weighs anywhere, or besides at a place.
    pub fn set(&mut self, gram: &str, place: Option<Place>, weight: f64) {
        let weight = thousandths(weight);
        if weight.abs() >= FAINT {
            let row = self.rows.entry(gram.to_owned()).or_default();
            row[place.map_or(0, |place| 1 + place as usize)] = weight;
        }
    }
}

/// A line of names, one for what is always there, and one for each gram, in order; what weighs nothing is left blank.
impl fmt::Display for GramTable {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "gram\tanywhere")?;
        PLACES.iter().try_for_each(|name| write!(to, "\t{name}"))?;
        write!(to, "\n{ALWAYS}\t{}", self.always)?;
        for (gram, row) in &self.rows {
            write!(to, "\n{gram}")?;
            let end = row.iter().rposition(|weight| *weight != 0).map_or(0, |last| last + 1);
            for weight in &row[..end] {
                if *weight == 0 { write!(to, "\t") } else { write!(to, "\t{weight}") }?;
            }
        }
        writeln!(to)
    }
}

fn thousandths(weight: f64) -> i16 {
    (weight * 1000.0).round() as i16
}

/// The place of a word's hash among the bits.
fn bit(hash: u64) -> usize {
    hash as usize % BITS
}

/// The key of a gram as it is written.
fn key_of(written: &str) -> u64 {
    use super::grams::{MOST, Piece};
    let one = |word| [word, "", ""];
    let (piece, words) = match (written.strip_suffix('-'), written.strip_prefix('-')) {
        (Some(head), _) => (Piece::Head, one(head)),
        (_, Some(tail)) => (Piece::Tail, one(tail)),
        _ => {
            let mut words = written.splitn(MOST, ' ');
            (Piece::Whole, std::array::from_fn(|_| words.next().unwrap_or_default()))
        }
    };
    Gram { words, piece }.key()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn what_is_written_is_read_again() {
        let mut table = GramTable::new(0.7);
        table.set("went through", Some(Place::Later), -0.25);
        table.set("-ing", None, 0.1);
        table.set("faint", None, 0.001);
        let weights = Weights::read(&table.to_string());
        let row = |written: &str| weights.numbers.first(key_of(written)).map(|number| number as u32);
        let (later, anywhere) = (row("went through").unwrap(), row("-ing").unwrap());
        assert_eq!((weights.at(later, Place::Later), weights.anywhere(later)), (-250, 0));
        assert_eq!((weights.anywhere(anywhere), weights.at(anywhere, Place::Earlier)), (100, 0));
        assert_eq!((row("faint"), row("ing-"), row("through went"), weights.always), (None, None, None, 700));
    }

    #[test]
    fn no_two_grams_share_a_key() {
        let lines = include_str!("../data/lean.tsv").lines().skip(1);
        let grams: Vec<&str> = lines.filter_map(|line| line.split('\t').next()).collect();
        let keys: BTreeSet<u64> = grams.iter().map(|gram| key_of(gram)).collect();
        assert!(grams.len() > 1000 && keys.len() == grams.len());
    }
}
