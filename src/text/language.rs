//! Which language a text is mostly written in.

use super::token::Kind;
use super::words::Outline;
use crate::lang::Lang;

const ENGLISH: &[&str] = &[
    "the", "is", "to", "and", "i", "we", "my", "it", "not", "on", "of", "for", "a", "in", "when", "can",
    "cant", "this", "that", "you", "our", "but", "have", "with", "are", "was", "please", "why", "what",
    "how", "no", "get", "still",
];
const INDONESIAN: &[&str] = &[
    "yang", "tidak", "di", "saya", "kami", "dan", "ini", "itu", "ada", "bisa", "sudah", "untuk", "dengan",
    "ke", "dari", "kok", "gak", "ga", "nggak", "tdk", "udah", "sdh", "mohon", "tolong", "belum", "masih",
    "pas", "mau", "kenapa", "nya", "akun", "halaman", "tombol", "lagi", "terus", "muncul", "kita", "pak",
    "bu", "min", "apa", "kalau", "saat", "karena", "atau", "jadi",
];

/// All of them.
static SMALL: Outline = Outline::of(&[ENGLISH, INDONESIAN]);

/// Which language a word speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Vote {
    pub(super) english: bool,
    pub(super) indonesian: bool,
}

impl Vote {
    /// The vote of a word.
    pub(super) fn of(word: &str) -> Self {
        if !SMALL.may_hold(word) {
            return Self::default();
        }
        Self { english: ENGLISH.contains(&word), indonesian: INDONESIAN.contains(&word) }
    }
}

/// What the tokens of a text say of its language.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Votes {
    han: u32,
    latin: u32,
    english: u32,
    indonesian: u32,
}

impl Votes {
    /// What words without a Han character say, of which so many speak for each language.
    pub(super) fn of_words(words: u32, english: u32, indonesian: u32) -> Self {
        Self { han: 0, latin: words, english, indonesian }
    }

    /// Counts a token.
    #[inline]
    pub(super) fn add(&mut self, kind: Kind, vote: Vote) {
        match kind {
            Kind::Han => self.han += 1,
            Kind::Word => {
                self.latin += 1;
                self.english += u32::from(vote.english);
                self.indonesian += u32::from(vote.indonesian);
            }
            Kind::Number | Kind::Sign => {}
        }
    }

    /// Chinese where Han characters carry at least a quarter, else the language with more of its small words. None
    /// where nothing tells.
    pub(super) fn language(self) -> Option<Lang> {
        if self.han > 0 && self.han * 2 >= self.latin {
            Some(Lang::Zh)
        } else if self.indonesian > self.english {
            Some(Lang::Id)
        } else if self.english > 0 || self.latin >= 2 {
            Some(Lang::En)
        } else if self.han > 0 {
            Some(Lang::Zh)
        } else {
            None
        }
    }
}

impl FromIterator<(Kind, Vote)> for Votes {
    fn from_iter<I: IntoIterator<Item = (Kind, Vote)>>(tokens: I) -> Self {
        let mut votes = Self::default();
        tokens.into_iter().for_each(|(kind, vote)| votes.add(kind, vote));
        votes
    }
}
