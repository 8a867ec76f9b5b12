//! Which language a text is mostly written in.

use super::token::{Kind, Token};
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

/// The language of the tokens: Chinese where Han characters carry at least a quarter, else the language with
/// more of its small words. None where nothing tells.
pub(super) fn detect(text: &str, tokens: &[&Token]) -> Option<Lang> {
    let (mut han, mut latin, mut english, mut indonesian) = (0_u32, 0_u32, 0_u32, 0_u32);
    for token in tokens {
        match token.kind {
            Kind::Han => han += 1,
            Kind::Word => {
                latin += 1;
                let word = &text[token.start as usize..token.end as usize];
                english += u32::from(ENGLISH.contains(&word));
                indonesian += u32::from(INDONESIAN.contains(&word));
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
