//! Every text for people in the files of packs, with its place and its reader.

use super::scene::{FileTree, entries, get, items, scalar};
use crate::book::RuleBook;
use crate::lang::Lang;
use crate::source::Located;
use crate::yaml::Node;

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The title of a pack, a fact, a symptom or a cause.
    Title,
    /// The explanation of a cause.
    Explanation,
    /// What to do in a step, or the words for its condition.
    Step,
    /// A question.
    Question,
    /// A name: of a value or of a contact.
    Name,
}

/// A text in the languages it is written in.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) role: Role,
    /// Whether the customer may read it.
    pub(super) for_customer: bool,
    /// What it belongs to, such as `continue-greyed`.
    pub(super) owner: String,
    pub(super) versions: Vec<(Lang, Located<String>)>,
}

/// All texts, in the order of the files.
pub(super) fn texts(book: &RuleBook, trees: &[FileTree]) -> Vec<Text> {
    let mut texts = Vec::new();
    for tree in trees {
        let Some(pack) = tree.pack else { continue };
        let mut add = |role, for_customer, owner: &str, node: Option<&Node>| {
            let Some(node) = node else { return };
            let versions = entries(node).iter().filter_map(|(key, value)| {
                Some((Lang::from_code(&key.value)?, Located::new(scalar(value)?.to_owned(), value.place)))
            });
            let versions: Vec<_> = versions.collect();
            if !versions.is_empty() {
                texts.push(Text { role, for_customer, owner: owner.to_owned(), versions });
            }
        };
        let section = |key: &str| get(&tree.node, key).map_or(&[][..], entries);
        add(Role::Title, true, &book.packs[pack].name, get(&tree.node, "title"));
        for (name, contact) in section("contacts") {
            add(Role::Name, true, &name.value, Some(contact));
        }
        for (name, fact) in section("facts") {
            add(Role::Title, false, &name.value, get(fact, "title"));
            add(Role::Question, false, &name.value, get(fact, "ask"));
            add(Role::Question, true, &name.value, get(fact, "ask-customer"));
            for (value, label) in get(fact, "labels").map_or(&[][..], entries) {
                add(Role::Name, true, &value.value, Some(label));
            }
            for (_, sentence) in get(fact, "sentences").map_or(&[][..], entries) {
                add(Role::Name, true, &name.value, Some(sentence));
            }
        }
        for (name, symptom) in section("symptoms") {
            add(Role::Title, true, &name.value, get(symptom, "title"));
        }
        for (name, rule) in section("rules") {
            let cause = get(rule, "cause");
            let for_agent = |node: Option<&Node>| {
                node.and_then(|node| get(node, "for")).and_then(scalar) == Some("agent")
            };
            let shown = !for_agent(cause);
            add(Role::Title, shown, &name.value, cause.and_then(|cause| get(cause, "title")));
            add(Role::Explanation, shown, &name.value, cause.and_then(|cause| get(cause, "explanation")));
            for step in get(rule, "resolution").map_or(&[][..], items) {
                let shown = shown && !for_agent(Some(step));
                add(Role::Step, shown, &name.value, get(step, "do"));
                add(Role::Step, shown, &name.value, get(step, "if"));
            }
        }
    }
    texts
}
