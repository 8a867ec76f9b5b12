//! What reading a text promises, on the shipped packs: any text ends in an answer, every span points into the
//! text, hostile texts take linear time, and the order of nothing matters.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

mod shipped;

use casebook::engine::Case;
use casebook::text::{Reading, Status};
use proptest::prelude::*;
use shipped::ENGINE;

fn read(text: &str) -> Reading {
    let reading = ENGINE.read(&[text.to_owned()]);
    for evidence in reading.mentions.iter().flat_map(|mention| &mention.evidence) {
        let mut at = 0;
        for (start, end) in &evidence.spans {
            assert!(*start < *end && at <= *start, "{:?} in {text:?}", evidence.spans);
            assert!(text.get(*start..*end).is_some(), "{start}..{end} of {text:?}");
            at = *end;
        }
        if let Some((start, end)) = evidence.cue {
            assert!(text.get(start..end).is_some());
        }
    }
    for capture in &reading.captures {
        assert!(text.get(capture.span.0..capture.span.1).is_some());
    }
    reading
}

fn present(text: &str) -> Vec<&'static str> {
    let mentions = read(text).mentions;
    let present = mentions.iter().filter(|mention| mention.status == Status::Present);
    present.map(|mention| ENGINE.book.symptoms[mention.symptom].id.as_str()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_a_reading(text in any::<String>()) {
        read(&text);
    }

    #[test]
    fn any_mix_of_what_tickets_hold_has_a_reading(pieces in prop::collection::vec(prop::sample::select(vec![
        "error", "5000", "403", "(5000)", " ", "\n", "\n\n", "> ", "<b>", "</p>", "&amp;", "\\u00e9", "{\"a\":\"", "灰色", "按钮", "積分",
        "not", "fixed now", "but", "Continue", "button", "greyed out", "tidak", "bisa", "没有", "已解决", "CBC.0100", "HTTP/1.1 400",
        "On Mon 3 Mar 2025 Ana wrote:", "-----Original Message-----", "Best regards", "e\u{301}", "\u{200b}", "ＡＢＣ", "İ", "ß", "☎", "'", ".", ",",
        "Something went wrong while fetching rewards data", "No options", "{", "}", "$", "5OOO",
    ]), 0..40)) {
        read(&pieces.concat());
        read(&pieces.join(" "));
    }

    #[test]
    fn a_message_is_found_in_any_dress(upper in any::<bool>(), wrap in 20..80_usize, quote in 0..3_usize, html in any::<bool>()) {
        let message = "We're sorry. This role doesn't have permission to make a redemption. Please contact your Partner Admin to complete your checkout.";
        let mut text = if upper { message.to_uppercase() } else { message.to_lowercase() };
        let mut wrapped = String::new();
        let mut width = 0;
        for word in text.split(' ') {
            wrapped.push_str(word);
            width += word.len();
            wrapped.push(if width > wrap { width = 0; '\n' } else { ' ' });
        }
        text = ["“", "\"", ""][quote].to_owned() + wrapped.trim() + ["”", "\"", ""][quote];
        if html {
            text = format!("<p>{}</p>", text.replace('\'', "&#39;").replace('\n', "<br/>"));
        }
        prop_assert!(present(&text).contains(&"intel-points/role-lacks-permission"), "{}", text);
    }
}

#[test]
fn hostile_texts_end_soon() {
    for text in [
        "error 403 ".repeat(20_000),
        "rewards data ".repeat(50_000),
        "Something went wrong while fetching rewards data - (5000). ".repeat(3_000),
        "fixed now but not ".repeat(10_000),
        "没有选项灰色按钮不能点".repeat(5_000),
        "<b ".repeat(10_000),
        "\u{301}".repeat(100_000),
        "> ".repeat(100_000),
        "one two three ".repeat(20_000),
        "a".repeat(1 << 20),
    ] {
        read(&text);
    }
}

#[test]
fn numbers_that_are_no_codes_stay_silent() {
    for text in
        ["I have 5000 points", "invoice 403", "room 8018", "saya punya 5000 poin", "我有5000积分", "Rp 5.000"]
    {
        assert_eq!(present(text), Vec::<&str>::new(), "{text}");
    }
}

/// Reading many tickets one after the other saves work, and says of each what reading it alone says.
#[test]
fn a_series_says_what_single_readings_say() {
    let mut series = ENGINE.series();
    let files = walkdir::WalkDir::new("fixtures/tickets").sort_by_file_name();
    let mut count = 0;
    for file in
        files.into_iter().map(Result::unwrap).filter(|file| file.path().extension() == Some("jsonl".as_ref()))
    {
        // Every seventh ticket, each with the one before below it as a second part.
        let lines = std::fs::read_to_string(file.path()).unwrap();
        let texts: Vec<String> = lines
            .lines()
            .map(|line| {
                serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].as_str().unwrap().to_owned()
            })
            .collect();
        for (number, text) in texts.iter().enumerate().step_by(7) {
            let before = number.checked_sub(1).map(|number| texts[number].clone());
            let both = Vec::from_iter([Some(text.clone()), before].into_iter().flatten());
            // Pieces of a few words show less, and end more often at a glance.
            let words: Vec<&str> = text.split_inclusive(' ').collect();
            let pieces = words.chunks(7).map(|words| vec![words.concat()]);
            for parts in [vec![text.clone()], both].into_iter().chain(pieces) {
                let case = case(parts);
                let (alone, together) = (ENGINE.diagnose(&case), series.diagnose(&case));
                assert_eq!(together.reading.mentions, alone.reading.mentions, "{text:?}");
                assert_eq!(together.reading.language, alone.reading.language, "{text:?}");
                assert_eq!(together.diagnoses, alone.diagnoses, "{text:?}");
                assert_eq!(together.questions, alone.questions, "{text:?}");
                count += 1;
            }
        }
    }
    assert!(count > 1000, "only {count} tickets were compared");
}

fn case(parts: Vec<String>) -> Case {
    Case {
        as_of: jiff::civil::date(2026, 3, 1),
        parts,
        symptoms: Vec::new(),
        facts: Vec::new(),
        packs: Vec::new(),
        named: Vec::new(),
        ..Case::empty(jiff::civil::date(2026, 3, 1))
    }
}

/// A quoted message is the product's language, not the customer's.
#[test]
fn the_senders_own_words_tell_the_language() {
    use casebook::lang::Lang::{En, Id, Zh};
    for (text, lang) in [
        (
            "Halo, muncul pesan We're sorry. This role doesn't have permission to make a redemption. Mohon bantuannya",
            Id,
        ),
        ("muncul Looks like you don't have any benefits yet, tolong", Id),
        ("你好，页面提示 We're sorry. This role doesn't have permission to make a redemption. 谢谢", Zh),
        ("We're sorry. This role doesn't have permission to make a redemption.", En),
        ("hi all, Looks like you don't have any benefits yet is what we get", En),
    ] {
        assert_eq!(read(text).language, Some(lang), "{text}");
    }
}
