//! The located tree: places are exact in bytes, budgets hold, and no text makes it panic.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use casebook::source::{FileId, Origin, SourceFile, Sources};
use casebook::yaml::{Budget, Node, NodeKind, parse, place_within, read};
use proptest::prelude::*;

fn file(text: &str) -> (Sources, FileId) {
    let mut sources = Sources::default();
    let id = sources.add(SourceFile { name: "test.yaml".into(), text: text.into(), origin: Origin::Given });
    (sources, id)
}

/// Every scalar and key as `text @ words at its place`.
fn words(sources: &Sources, node: &Node, out: &mut Vec<String>) {
    match &node.kind {
        NodeKind::Scalar { text, .. } => out.push(format!("{text} @ {}", sources.text(node.place))),
        NodeKind::Seq(items) => items.iter().for_each(|item| words(sources, item, out)),
        NodeKind::Map(entries) => {
            for (key, value) in entries {
                out.push(format!("{} @ {}", key.value, sources.text(key.place)));
                words(sources, value, out);
            }
        }
        NodeKind::Bad => out.push("bad".to_owned()),
    }
}

#[test]
fn places_are_the_authors_words_also_behind_chinese() {
    let text = "中文: 值\r\n\"按钮\": [一, '二''二', \"t\\u4e8c\"]\nblock: |\n  行一\n  行二\n\nlast: ''\n";
    let (sources, id) = file(text);
    let node = parse(id, text, &Budget::default()).unwrap();
    let mut out = Vec::new();
    words(&sources, &node, &mut out);
    assert_eq!(
        out,
        [
            "中文 @ 中文",
            "值 @ 值",
            "按钮 @ 按钮",
            "一 @ 一",
            "二'二 @ 二''二",
            "t二 @ t\\u4e8c",
            "block @ block",
            "行一\n行二\n @ 行一\n  行二",
            "last @ last",
            " @ ''",
        ]
    );
    assert_eq!(sources.text(node.place), text.trim_end());
}

#[test]
fn a_part_of_a_text_has_its_place_in_the_source() {
    for (source, part) in
        [("a: 中x(y", "(y"), ("a: 'it''s (y'", "(y"), ("a: \"\\\\中\\u4e8c (y\"", "(y"), ("a: \"(y\"", "(y")]
    {
        let (sources, id) = file(source);
        let node = parse(id, source, &Budget::default()).unwrap();
        let NodeKind::Map(entries) = node.kind else { panic!("a map") };
        let NodeKind::Scalar { text, .. } = &entries[0].1.kind else { panic!("a text") };
        let at = text.find(part).unwrap();
        let place = place_within(source, entries[0].1.place, text, at..at + part.len());
        assert_eq!(sources.text(place), part, "{source}");
    }
}

#[test]
fn budgets_are_named_in_the_finding() {
    let budget = Budget { max_bytes: 1000, max_depth: 8, max_nodes: 20 };
    let check = |text: &str, code: &str, limit: &str| {
        let findings = parse(file(text).1, text, &budget).unwrap_err();
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].code, code);
        assert!(findings[0].message.contains(limit), "{}", findings[0].message);
    };
    check(&"x".repeat(1001), "file-too-big", "1000 bytes");
    check(&"[".repeat(500), "too-deep", "8 levels");
    check(&"- ".repeat(400), "too-deep", "8 levels");
    check(&"- x\n".repeat(100), "too-many-values", "20 values");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn no_text_panics_and_every_place_is_inside(text in "[a-c：:# \\n\\t\\-\\[\\]{}'\"\\\\&*!|>?,%@~一é\\x07]{0,60}") {
        let (sources, id) = file(&text);
        let (node, findings) = read(id, &text, &Budget::default());
        prop_assert!(node.is_some() || !findings.is_empty());
        for label in findings.iter().flat_map(|finding| &finding.labels) {
            prop_assert!(label.place.span.start <= label.place.span.end);
            prop_assert!(label.place.span.end as usize <= text.len(), "{:?} in {:?}", label, text);
        }
        drop(sources);
    }
}
