//! What people read, as golden files: the answer at several widths, in three languages, with and without colour.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use casebook::book::load_texts;
use casebook::engine::Engine;
use casebook::facts::parse_snapshot;
use casebook::lang::Lang;
use casebook::render::{Layout, View, markdown, reply, terminal, why};
use casebook::template::Template;
use jiff::civil::date;
use unicode_width::UnicodeWidthStr;

const EXPIRED: &str = "\
as_of: 2026-03-01
text: \"Hello, since this morning my card is not taken any more. The page only says: card declined. I have tried \
two other shops and it works there, so it cannot be the bank, can it? Please help soon, the order is urgent.\"
facts: {card.expires_on: 2026-01-31, card.kinds: [debit]}
";
const OPEN: &str = "{as_of: 2026-03-01, text: \"卡付款失败，提示 card declined\"}";
const SECOND: &str =
    "{as_of: 2026-03-01, text: \"1) card declined. 2) the customer always pays far too late\"}";
const NOTHING: &str = "{as_of: 2026-03-01, text: the sky is blue}";

fn engine() -> Engine {
    let pack = include_str!("data/shop.yaml").to_owned();
    let book = load_texts(vec![("shop/pack.yaml".to_owned(), pack)]).expect("a pack without findings");
    Engine::new(book)
}

fn shown_by(pack: &str, text: &str) -> String {
    let engine =
        Engine::new(load_texts(vec![("shop/pack.yaml".to_owned(), pack.to_owned())]).expect("a pack"));
    let case = parse_snapshot("test", text, &engine.book, date(2026, 3, 1)).expect("a good snapshot");
    let diagnosis = engine.diagnose(&case);
    plain(100)(&View { book: &engine.book, case: &case, diagnosis: &diagnosis, lang: Lang::En })
}

fn show(snapshot: &str, lang: Lang, form: impl Fn(&View<'_>) -> String) -> String {
    let engine = engine();
    let case = parse_snapshot("test", snapshot, &engine.book, date(2026, 3, 1)).expect("a good snapshot");
    let diagnosis = engine.diagnose(&case);
    form(&View { book: &engine.book, case: &case, diagnosis: &diagnosis, lang })
}

fn plain(width: usize) -> impl Fn(&View<'_>) -> String {
    move |view| terminal::diagnosis(view, Layout { width, colour: false })
}

#[test]
fn a_confirmed_cause() {
    insta::assert_snapshot!("confirmed_60", show(EXPIRED, Lang::En, plain(60)));
    insta::assert_snapshot!("confirmed_100", show(EXPIRED, Lang::En, plain(100)));
}

#[test]
fn an_open_case_in_three_languages() {
    for lang in Lang::ALL {
        insta::assert_snapshot!(format!("open_{lang}"), show(OPEN, lang, plain(60)));
    }
}

/// Two things in one ticket: the second under a heading of its own, and in the reply each passage says what it is about.
#[test]
fn a_second_problem_in_three_languages() {
    for lang in Lang::ALL {
        let told = |form: &dyn Fn(&View<'_>) -> String| show(SECOND, lang, form);
        let whole = [told(&plain(60)), told(&markdown::diagnosis), told(&plain_reply)].join("=====\n");
        insta::assert_snapshot!(format!("second_{lang}"), whole);
    }
}

/// What was found and does not count can be made to count, also for those who read Markdown.
#[test]
fn markdown_says_how_to_go_on() {
    let over = "{as_of: 2026-03-01, text: \"in the shop it said card declined, but that is solved now\"}";
    let told = show(over, Lang::En, markdown::diagnosis);
    assert!(told.contains("If the customer does have this now, add `--symptom shop/declined`."), "{told}");
    let told = show(OPEN, Lang::En, markdown::diagnosis);
    assert!(told.contains("Then add: `--set card.expires_on=…`"), "{told}");
}

/// A step that names its contact in so many words is not followed by the same words again.
#[test]
fn a_contact_is_told_once() {
    let pack = include_str!("data/shop.yaml");
    let told = shown_by(pack, EXPIRED);
    assert!(told.contains("1. Contact your bank. Ask your bank for a new card.\n"), "{told}");
    let told = shown_by(&pack.replace("Ask your bank for", "Contact your bank for"), EXPIRED);
    assert!(told.contains("1. Contact your bank for a new card.\n"), "{told}");
}

/// A rule that is offered by a condition of its own is not said to rest on the symptom alone because it is a
/// fallback as well.
#[test]
fn the_fallback_way_is_no_reason_by_itself() {
    let also = "    fallback: true\n    also: [{symptoms: [declined], when: {card.kinds: {has: debit}}}]\n";
    let pack = include_str!("data/shop.yaml").replace("    fallback: true\n", also);
    let shown = shown_by(&pack, EXPIRED);
    assert!(shown.contains("CONFIRMED  Something for the shop's desk"), "{shown}");
    assert!(shown.contains("- Debit is among card.kinds (known: debit)"), "{shown}");
    assert!(!shown.contains("The symptom alone proves it"), "{shown}");
}

#[test]
fn nothing_found() {
    insta::assert_snapshot!("nothing", show(NOTHING, Lang::En, plain(80)));
}

fn plain_reply(view: &View<'_>) -> String {
    reply::message(view, &Template::default())
}

#[test]
fn markdown_and_reply() {
    insta::assert_snapshot!("markdown", show(EXPIRED, Lang::En, markdown::diagnosis));
    insta::assert_snapshot!("reply_confirmed", show(EXPIRED, Lang::Id, plain_reply));
    insta::assert_snapshot!("reply_open", show(OPEN, Lang::Zh, plain_reply));
}

#[test]
fn why_a_cause_and_a_symptom() {
    let layout = Layout { width: 80, colour: false };
    let cause = |view: &View<'_>| {
        let (rule, _) = view.book.rules.iter().find(|(_, rule)| rule.name == "gift-card").expect("a rule");
        why::cause(view, rule, &why::Accounts::new(), layout)
    };
    insta::assert_snapshot!("why_cause", show(EXPIRED, Lang::En, cause));
    let engine = engine();
    let symptom = |view: &View<'_>| {
        let (id, _) = view.book.symptoms.iter().next().expect("a symptom");
        why::symptom(view, id, &engine.account(view.case, id), layout)
    };
    insta::assert_snapshot!("why_symptom", show(EXPIRED, Lang::En, symptom));
}

#[test]
fn why_a_cause_did_not_come_out_names_the_nearest_miss() {
    let layout = Layout { width: 80, colour: false };
    let engine = engine();
    let text = "{as_of: 2026-03-01, text: my neighbour pays far too late always}";
    let cause = |view: &View<'_>| {
        let (rule, _) = view.book.rules.iter().find(|(_, rule)| rule.name == "card-expired").expect("a rule");
        let symptoms = view.book.symptoms.iter().map(|(id, _)| id);
        let accounts = symptoms.map(|id| (id, engine.account(view.case, id))).collect();
        why::cause(view, rule, &accounts, layout)
    };
    insta::assert_snapshot!("why_missed", show(text, Lang::En, cause));
}

#[test]
fn colour_changes_no_word() {
    let coloured =
        show(EXPIRED, Lang::En, |view| terminal::diagnosis(view, Layout { width: 80, colour: true }));
    assert!(coloured.contains('\u{1b}'));
    let mut bare = String::new();
    for piece in coloured.split('\u{1b}') {
        bare.push_str(
            piece.split_once('m').filter(|(code, _)| code.starts_with('[')).map_or(piece, |(_, text)| text),
        );
    }
    let squeezed = |text: &str| text.replace(['«', '»'], "").split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(squeezed(&bare), squeezed(&show(EXPIRED, Lang::En, plain(80))));
}

#[test]
fn no_line_is_wider_than_the_screen() {
    for snapshot in [EXPIRED, OPEN, NOTHING] {
        for lang in Lang::ALL {
            for width in [40, 60, 80, 200] {
                let text = show(snapshot, lang, plain(width));
                let widest = text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
                assert!(widest <= width, "{lang} at {width}: {text}");
                assert!(text.lines().all(|line| line == line.trim_end()), "{text}");
            }
        }
    }
}

/// What a desk sees in a day, in the three languages: messages, hints, denials, quotes, suppositions, hand-overs,
/// contradictions, nothing.
const TYPICAL: [(&str, &str); 12] = [
    ("word for word", "{text: 'card declined at the shop'}"),
    ("weak", "{text: 'hello, card declined, what now'}"),
    (
        "ruled out",
        "{text: 'the shop says card declined', facts: {card.expires_on: 2027-01-31, card.kinds: [debit]}}",
    ),
    ("two causes", "{text: 'card declined', facts: {card.expires_on: 2026-01-31, card.kinds: [gift]}}"),
    ("agent only", "{text: 'there is a fraud lock on my account'}"),
    ("fallback", "{text: 'the customer always pays far too late'}"),
    ("denied", "{text: 'the shop works again, card declined is no longer shown'}"),
    ("supposed", "{text: 'what happens if the shop says card declined?'}"),
    ("quoted", "{text: \"Thank you!\\n\\nOn Monday Ann wrote:\\n> the shop says card declined\\n\"}"),
    ("by hand", "{symptoms: [declined]}"),
    ("chinese", "{text: '商店的卡付款失败，提示 card declined，请尽快处理，谢谢'}"),
    ("nothing", "{text: 'apa kabar, min?'}"),
];

#[test]
fn a_day_at_the_desk() {
    for lang in Lang::ALL {
        for width in [60, 200] {
            let mut all = String::new();
            for (name, snapshot) in TYPICAL {
                let shown = show(&snapshot.replacen('{', "{as_of: 2026-03-01, ", 1), lang, plain(width));
                assert!(shown.lines().all(|line| line.width() <= width), "{name} in {lang}: {shown}");
                all.push_str(&format!("=== {name}\n{shown}\n"));
            }
            insta::assert_snapshot!(format!("day_{lang}_{width}"), all);
        }
    }
}
