//! Masking: a ticket's text without what would lead to a person.
//!
//! Goes in: any text. Comes out: the same text in which e-mail addresses are `user@example.com`, and every digit of
//! a phone number, of a long number and of a GUID is `#`. The shape stays, so that what the engine sees in the text
//! does not change. Names of people and postal addresses are not recognised; whoever publishes a text reads it first.

use crate::book::{PatternKind, RuleBook};
use crate::lang::Lang;
use regex::{Captures, NoExpand, Regex};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What stands for every e-mail address.
pub const ADDRESS: &str = "user@example.com";
/// Numbers of so many digits in a row can lead to a person or a case.
pub const LONG_NUMBER: usize = 7;

/// The text with e-mail addresses, phone numbers, numbers of seven digits or more, and GUIDs masked.
///
/// `keep` is asked of each such number, digits only, and may spare it: a product's own codes ([`own_numbers`]) lead
/// to nobody. Masking a masked text changes nothing. Cost: linear in the text.
pub fn mask(text: &str, keep: impl Fn(&str) -> bool) -> String {
    let masked = PRIVATE.replace_all(text, |found: &Captures<'_>| {
        let whole = &found[0];
        if found.name("mail").is_some() {
            return ADDRESS.to_owned();
        }
        if found.name("guid").is_some() {
            return whole.chars().map(|c| if c.is_ascii_hexdigit() { '#' } else { c }).collect();
        }
        // Without any separator a phone number is as good as any number.
        if whole.chars().all(|c| c.is_ascii_digit()) && keep(whole) {
            return whole.to_owned();
        }
        whole.chars().map(|c| if c.is_numeric() { '#' } else { c }).collect()
    });
    masked.into_owned()
}

/// The text with `mark` in place of whatever [`mask`] would change. Cost: linear in the text.
pub fn instead<'a>(text: &'a str, mark: &str) -> Cow<'a, str> {
    PRIVATE.replace_all(text, NoExpand(mark))
}

/// The long numbers that the packs' own patterns and sources name, to spare when masking.
pub fn own_numbers(book: &RuleBook) -> BTreeSet<String> {
    let mut numbers = BTreeSet::new();
    let mut add = |text: &str| {
        let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() >= LONG_NUMBER);
        numbers.extend(runs.map(str::to_owned));
    };
    for (_, pack) in book.packs.iter() {
        let articles = pack.sources.iter().flat_map(|source| Lang::ALL.map(|lang| source.article.get(lang)));
        articles.for_each(&mut add);
    }
    for pattern in book.symptoms.iter().flat_map(|(_, symptom)| &symptom.seen) {
        match &pattern.kind {
            PatternKind::Message { text, .. } => add(text),
            PatternKind::Code(text) | PatternKind::Regex(text) => add(text),
            PatternKind::Say { .. } | PatternKind::Captured(_) => {}
        }
    }
    numbers
}

/// One pass for everything, so that no mask is masked again. Earlier alternatives go first at the same place.
#[expect(clippy::expect_used, reason = "a fixed regex, compiled by every test of this module")]
static PRIVATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)
        (?<mail> (?: [\p{Latin}\p{Greek}\p{Cyrillic}\d._%+'-]+ \s? (?: [@＠﹫] | \(\s?at\s?\) | \[\s?at\s?\] ) \s? )+
            [\p{Latin}\p{Greek}\p{Cyrillic}] [\p{Latin}\p{Greek}\p{Cyrillic}\d-]*
            (?: \. [\p{Latin}\p{Greek}\p{Cyrillic}\d-]* [\p{Latin}\p{Greek}\p{Cyrillic}\d] )* )
        | (?<guid> [0-9a-f]{8} (?: - [0-9a-f]{4} ){3} - [0-9a-f]{12} | (?-u:\b) [0-9a-f]{32} (?-u:\b) )
        | (?<phone>
            # with a country code: +62 812-3456-7890, +86 138 0013 8000, 0086-…
            [+＋] \s? [(]? \d [\d\x20().-]{5,} \d
            | (?-u:\b) 00(?: 62 | 86 ) [\d\x20().-]{5,} \d
            # after a word for it: telp 555-1234, 电话：6234 5678
            | (?: (?-u:\b)(?: phone | tel | telp | telepon | hp | wa | whatsapp | mobile ) | 电话 | 手机 | 号码 | 座机 )
                [\s:：.]{0,3} [(]? \d [\d\x20().-]{4,} \d
            # an area code with its zero: (021) 555-1234, 0812-3456-7890, 010-62345678
            | [(]? (?-u:\b) 0 \d{2,3} [)]? [\x20.-]{0,2} \d{3,4} [\x20.-]? \d{2,4} (?: [\x20.-]? \d{1,4} )*
            # a Chinese mobile or service number: 138 0013 8000, 400-810-0888
            | (?: (?-u:\b) 86 [\x20-]? )? 1[3-9]\d [\x20-]? \d{4} [\x20-]? \d{4}
            | (?-u:\b) [48]00 [\x20-] \d{3,4} [\x20-] \d{3,4}
            # an Indonesian mobile number without its zero: 812-3456-7890
            | (?-u:\b) (?: 62 [\x20-]? )? 8\d{2} [\x20-] \d{3,4} [\x20-] \d{3,5}
            # 403-555-1234, (403) 555-1234
            | [(]? (?-u:\b) \d{3} [)]? [\x20.-]{1,2} \d{3} [.-] \d{4}
            # a card: 1234 5678 9012 3456
            | (?-u:\b) (?: \d{4} [\x20-] ){3} \d{4} )
        | (?<number> \d{7,} )",
    )
    .expect("the regex is fixed and valid")
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn none(_: &str) -> bool {
        false
    }

    #[test]
    fn what_leads_to_a_person_is_masked() {
        for (text, masked) in [
            ("write to budi.s@acme.co.id.", "write to user@example.com."),
            ("邮箱zhang.wei@example.cn谢谢", "邮箱user@example.com谢谢"),
            ("From: Budi <budi@acme.id>", "From: Budi <user@example.com>"),
            ("budi (at) acme.id", "user@example.com"),
            ("call +62 812-3456-7890 now", "call +## ###-####-#### now"),
            ("0812 3456 789", "#### #### ###"),
            ("hp 08123456789", "hp ###########"),
            ("(021) 555-1234", "(###) ###-####"),
            ("telp. 555-1234", "telp. ###-####"),
            ("手机138 0013 8000，", "手机### #### ####，"),
            ("电话：010-62345678", "电话：###-########"),
            ("+86 13800138000", "+## ###########"),
            ("请拨打400-810-0888", "请拨打###-###-####"),
            ("１３８００１３８０００", "###########"),
            ("case 20231101234", "case ###########"),
            ("tenant 6F9619FF-8B86-D011-B42D-00CF4FC964FF!", "tenant ########-####-####-####-############!"),
            ("4111 1111 1111 1111", "#### #### #### ####"),
        ] {
            assert_eq!(mask(text, none), masked, "{text}");
        }
    }

    #[test]
    fn what_a_product_says_stays() {
        for text in [
            "error 5000 again, then (403) and [8018]",
            "CBC.0100 at 2026-03-01 10:22:05, took 1,250,000 ms",
            "Rp 1.250.000 on 01-03-2026",
            "5000 5001 5002",
            "@budi please look, v10.0.19045.3803",
        ] {
            assert_eq!(mask(text, none), text);
        }
        assert_eq!(
            mask("CBC.99000027 for 1234567", |number| number == "99000027"),
            "CBC.99000027 for #######"
        );
    }

    /// A phone number as people in Indonesia, China and elsewhere write it.
    fn phone() -> impl Strategy<Value = String> {
        let sep = || prop_oneof![Just(""), Just(" "), Just("-")];
        let joined = |first: &'static str, middle: &'static str, last: &'static str| {
            (first, sep(), middle, sep(), last).prop_map(|(a, s, b, t, c)| format!("{a}{s}{b}{t}{c}"))
        };
        prop_oneof![
            joined(r"\+62", "8[1-9][0-9]", "[0-9]{4}-?[0-9]{3,4}"),
            joined("08[1-9][0-9]", "[0-9]{4}", "[0-9]{3,4}"),
            joined("1[3-9][0-9]", "[0-9]{4}", "[0-9]{4}"),
            (("0[1-9][0-9]{1,2}"), sep(), "[0-9]{7,8}").prop_map(|(a, s, b)| format!("{a}{s}{b}")),
            (r"\(0[1-9][0-9]\)", " [0-9]{3}-[0-9]{4}").prop_map(|(a, b)| format!("{a}{b}")),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_digit_of_a_phone_number_is_left(before in "[a-zA-Z一-龥 ,:]{0,12}", number in phone(), after in "[a-z一-龥 ,。!]{0,12}") {
            let masked = mask(&format!("{before} {number}{after}"), none);
            prop_assert!(!masked.contains(|c: char| c.is_numeric()), "{masked}");
            prop_assert_eq!(masked.chars().count(), before.chars().count() + 1 + number.len() + after.chars().count());
        }

        #[test]
        fn no_address_is_left(before in "[一-龥 ,:<]{0,8}", local in "[a-z0-9][a-z0-9._+-]{0,10}", host in "[a-z][a-z0-9-]{0,8}", end in "(com|co\\.id|cn)", after in "[一-龥 ,>]{0,8}") {
            let masked = mask(&format!("{before}{local}@{host}.{end}{after}"), none);
            prop_assert_eq!(masked, format!("{before}{ADDRESS}{after}"));
        }

        #[test]
        fn any_text_can_be_masked_twice(text in "[a-c0-9@.() +一二（＠-]{0,40}|\\PC{0,40}") {
            let once = mask(&text, none);
            prop_assert_eq!(mask(&once, none), once.clone());
            let longest = once.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
            prop_assert!(longest.unwrap_or(0) < LONG_NUMBER, "{}", once);
        }

        #[test]
        fn nothing_else_changes(text in "[a-su-z一-龥 ,.!?()\n\\[\\]-]{0,60}") {
            prop_assert_eq!(mask(&text, none), text);
        }
    }
}
