//! The languages of packs and readers, and text written in them.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A language that packs are written in.
#[derive(Serialize, Deserialize, Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// English.
    En,
    /// Indonesian.
    Id,
    /// Simplified Chinese.
    Zh,
}

impl Lang {
    /// Every language, in the order of fall-back.
    pub const ALL: [Lang; 3] = [Lang::En, Lang::Id, Lang::Zh];

    /// The code used in packs and on the command line: `en`, `id`, `zh`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Id => "id",
            Lang::Zh => "zh",
        }
    }

    /// The language of a code, or none.
    pub fn from_code(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.code() == code)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// One text in the languages its pack declares.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Eq, Default)]
pub struct LocalText {
    texts: [Option<String>; 3],
}

impl LocalText {
    /// Sets the text of a language.
    pub fn set(&mut self, lang: Lang, text: String) {
        self.texts[lang as usize] = Some(text);
    }

    /// One text for every language, such as a number.
    pub fn everywhere(text: &str) -> Self {
        Self { texts: Lang::ALL.map(|_| Some(text.to_owned())) }
    }

    /// The text in exactly this language.
    pub fn exact(&self, lang: Lang) -> Option<&str> {
        self.texts[lang as usize].as_deref()
    }

    /// The text in this language, else in the first language there is, else nothing.
    pub fn get(&self, lang: Lang) -> &str {
        self.exact(lang).or_else(|| Lang::ALL.into_iter().find_map(|other| self.exact(other))).unwrap_or("")
    }
}
