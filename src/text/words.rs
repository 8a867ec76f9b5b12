//! Lists of words that every word of a text is looked up in.
//!
//! Goes in: lists that are written in the program. Comes out: whether a word may be in one of them, told from its ends and
//! its length alone, as most words are in none.

/// Of some lists, the lengths of their words as bits, by what these begin and end with.
#[derive(Debug)]
pub(super) struct Outline([u16; 256]);

impl Outline {
    /// Of lists of words that are not empty.
    pub(super) const fn of(lists: &[&[&str]]) -> Self {
        let mut lengths = [0; 256];
        let mut list = 0;
        while list < lists.len() {
            let mut at = 0;
            while at < lists[list].len() {
                let word = lists[list][at].as_bytes();
                lengths[ends(word[0], word[word.len() - 1])] |= length(word.len());
                at += 1;
            }
            list += 1;
        }
        Self(lengths)
    }

    /// Whether a word may be in one of the lists. No is certain.
    #[inline]
    pub(super) fn may_hold(&self, word: &str) -> bool {
        let bytes = word.as_bytes();
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
        self.0[ends(*first, *last)] & length(bytes.len()) != 0
    }
}

/// A number for the ends of a word.
const fn ends(first: u8, last: u8) -> usize {
    first.wrapping_mul(5).wrapping_add(last) as usize
}

/// The bit of a length; all long words have the same.
const fn length(bytes: usize) -> u16 {
    1 << if bytes < 15 { bytes } else { 15 }
}

#[cfg(test)]
mod tests {
    use super::Outline;

    #[test]
    fn words_of_the_lists_may_be_in_them() {
        const LISTS: [&[&str]; 2] = [&["no", "kesalahannyapun"], &["没", "cannot"]];
        const OUTLINE: Outline = Outline::of(&LISTS);
        assert!(LISTS.concat().iter().all(|word| OUTLINE.may_hold(word)));
        let others = ["", "n", "on", "noo", "not", "有", "cannon", "kesalahan"];
        assert!(!others.iter().any(|word| OUTLINE.may_hold(word)));
    }
}
