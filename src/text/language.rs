//! Which language a text is mostly written in.

use super::token::Kind;
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

/// Which language a word speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Vote {
    english: bool,
    indonesian: bool,
}

impl Vote {
    /// The vote of a word.
    pub(super) fn of(word: &str) -> Self {
        Self { english: ENGLISH.contains(&word), indonesian: INDONESIAN.contains(&word) }
    }
}

/// The language of the tokens: Chinese where Han characters carry at least a quarter, else the language with
/// more of its small words. None where nothing tells.
pub(super) fn detect(tokens: impl Iterator<Item = (Kind, Vote)>) -> Option<Lang> {
    let (mut han, mut latin, mut english, mut indonesian) = (0_u32, 0_u32, 0_u32, 0_u32);
    for (kind, vote) in tokens {
        match kind {
            Kind::Han => han += 1,
            Kind::Word => {
                latin += 1;
                english += u32::from(vote.english);
                indonesian += u32::from(vote.indonesian);
            }
            Kind::Number | Kind::Sign => {}
        }
    }
    if han > 0 && han * 2 >= latin {
        Some(Lang::Zh)
    } else if indonesian > english {
        Some(Lang::Id)
    } else if english > 0 || latin >= 2 {
        Some(Lang::En)
    } else if han > 0 {
        Some(Lang::Zh)
    } else {
        None
    }
}
