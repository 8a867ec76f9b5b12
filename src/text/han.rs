//! Traditional Chinese characters as Simplified ones, one for one.
//!
//! The table in `data/han.txt` holds two lines of equal length: characters and what they become. It was
//! generated from the `Hant-Hans` transform of the Unicode CLDR, single characters only. Besides, 帐 becomes
//! 账, because account is written with either.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static TABLE: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let mut lines = include_str!("data/han.txt").lines();
    let from = lines.next().unwrap_or("").chars();
    let to = lines.next().unwrap_or("").chars();
    let mut table: FxHashMap<char, char> = from.zip(to).collect();
    table.insert('帐', '账');
    table.insert('帳', '账');
    table
});

/// The Simplified form of a Han character; other characters stay as they are.
pub(super) fn simplified(c: char) -> char {
    TABLE.get(&c).copied().unwrap_or(c)
}

/// Whether a character is a Han ideograph, which makes a token of its own.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3134F}' | '\u{3007}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_aligned() {
        let lines: Vec<&str> = include_str!("data/han.txt").lines().collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].chars().count(), lines[1].chars().count());
        assert!(TABLE.len() > 2800);
    }

    #[test]
    fn folds_what_customers_write() {
        let folded: String = "無法顯示獎勵，帳號錯誤".chars().map(simplified).collect();
        assert_eq!(folded, "无法显示奖励，账号错误");
    }
}
