//! Reading shapes: maps with known keys, lists, texts, flags, texts in every language.

use crate::book::Form;
use crate::facts::{accepted, number, yes_no};
use crate::finding::{Finding, nearest};
use crate::keys;
use crate::lang::{Lang, LocalText};
use crate::source::{FileId, Located, Place, Span};
use crate::yaml::{Node, NodeKind};

/// What lowering a file needs everywhere.
pub(super) struct Context<'a> {
    pub file: FileId,
    pub text: &'a str,
    pub languages: &'a [Lang],
    pub findings: Vec<Finding>,
}

/// So many unknown keys of one map are reported.
const MAX_UNKNOWN_KEYS: usize = 50;

/// A map whose keys are known; each is taken once.
pub(super) struct Fields {
    /// What the map is, for messages: "a rule".
    pub what: &'static str,
    /// Where its owner is named, for what is missing.
    pub at: Place,
    pub entries: Vec<(Located<String>, Node)>,
    /// Whether an entry was so broken that what seems missing may stand there.
    pub doubtful: bool,
}

impl Fields {
    /// Takes a map apart; unknown keys are findings with the nearest known key, or with `elsewhere`'s help.
    pub fn new(
        context: &mut Context<'_>,
        node: Node,
        what: &'static str,
        at: Place,
        known: &[&str],
        elsewhere: Option<fn(&str) -> Option<String>>,
    ) -> Option<Fields> {
        let example = format!("the keys of {what} are {}", list(known));
        let mut entries = context.map(node, "a map", &example)?;
        let (mut doubtful, mut unknown) = (false, 0);
        entries.retain(|(key, node)| {
            if known.contains(&key.value.as_str()) {
                return true;
            }
            if node.kind == NodeKind::Bad {
                doubtful = true;
                return false;
            }
            unknown += 1;
            if unknown > MAX_UNKNOWN_KEYS {
                return false;
            }
            let help = elsewhere.and_then(|help| help(&key.value)).unwrap_or_else(|| {
                match nearest(&key.value, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known keys: {}", list(known)),
                }
            });
            context.findings.push(
                Finding::error("unknown-key", format!("{what} has no key `{}`", key.value))
                    .label(key.place, "unknown key")
                    .help(help),
            );
            false
        });
        Some(Fields { what, at, entries, doubtful })
    }

    /// Moves the given keys of a map out of it.
    pub fn split(node: &mut Node, keys: &[&str]) -> Fields {
        let at = node.place;
        let mut entries = Vec::new();
        if let NodeKind::Map(all) = &mut node.kind {
            let (taken, rest) =
                std::mem::take(all).into_iter().partition(|(key, _)| keys.contains(&key.value.as_str()));
            entries = taken;
            *all = rest;
        }
        Fields { what: "`pack.yaml`", at, entries, doubtful: false }
    }

    /// The value of a key with the key's place.
    pub fn take(&mut self, key: &str) -> Option<(Place, Node)> {
        let index = self.entries.iter().position(|(name, _)| name.value == key)?;
        let (name, node) = self.entries.swap_remove(index);
        Some((name.place, node))
    }

    /// The value of a key that must be there.
    pub fn require(&mut self, context: &mut Context<'_>, key: &str, example: &str) -> Option<Node> {
        self.require_keyed(context, key, example).map(|(_, node)| node)
    }

    /// The value of a key that must be there, with the key's place.
    pub fn require_keyed(
        &mut self,
        context: &mut Context<'_>,
        key: &str,
        example: &str,
    ) -> Option<(Place, Node)> {
        let found = self.take(key);
        if found.is_none() && !self.doubtful {
            context.findings.push(
                Finding::error("missing-key", format!("{} needs the key `{key}`", self.what))
                    .label(self.at, format!("no `{key}` here"))
                    .help(format!("add `{example}`")),
            );
        }
        found
    }
}

pub(super) fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

impl<'a> Context<'a> {
    pub fn new(file: FileId, text: &'a str, languages: &'a [Lang]) -> Self {
        Self { file, text, languages, findings: Vec::new() }
    }

    /// The very start of the file.
    pub fn start(&self) -> Place {
        let first = self.text.chars().next().map_or(0, char::len_utf8) as u32;
        Place { file: self.file, span: Span { start: 0, end: first } }
    }

    /// The place to underline for a value: the whole of it on one line, else its first word.
    pub fn head(&self, node: &Node) -> Place {
        if !self.text.get(node.place.span.range()).is_some_and(|text| text.contains('\n')) {
            return node.place;
        }
        match &node.kind {
            NodeKind::Map(entries) => entries.first().map_or(node.place, |(key, _)| key.place),
            NodeKind::Seq(items) => items.first().map_or(node.place, |item| self.head(item)),
            _ => node.place,
        }
    }

    /// Reports a value of the wrong shape.
    pub fn wrong_shape(&mut self, node: &Node, want: &str, example: &str) {
        if node.kind == NodeKind::Bad {
            return;
        }
        let place = self.head(node);
        self.findings.push(
            Finding::error("wrong-shape", format!("expected {want}, found {}", node.noun()))
                .label(place, format!("this is {}", node.noun()))
                .help(if example.starts_with("the keys") {
                    example.to_owned()
                } else {
                    format!("write `{example}`")
                }),
        );
    }

    pub fn map(&mut self, node: Node, want: &str, example: &str) -> Option<Vec<(Located<String>, Node)>> {
        match node.kind {
            NodeKind::Map(entries) => Some(entries),
            _ => {
                self.wrong_shape(&node, want, example);
                None
            }
        }
    }

    /// A list that must not be empty.
    pub fn list(&mut self, node: Node, want: &str, example: &str) -> Vec<Node> {
        match node.kind {
            NodeKind::Seq(items) if items.is_empty() => {
                self.findings.push(
                    Finding::error("empty-list", format!("expected {want}, found an empty list"))
                        .label(node.place, "nothing in it")
                        .help(format!("write `{example}`")),
                );
                items
            }
            NodeKind::Seq(items) => items,
            NodeKind::Scalar { ref text, .. } if !text.contains(['[', ']', ',', '\n']) => {
                let example = format!("[{text}]");
                self.wrong_shape(&node, want, &example);
                Vec::new()
            }
            _ => {
                self.wrong_shape(&node, want, example);
                Vec::new()
            }
        }
    }

    /// A text that must not be empty.
    pub fn text(&mut self, node: Node, want: &str, example: &str) -> Option<Located<String>> {
        match node.kind {
            NodeKind::Scalar { text, .. } if text.trim().is_empty() => {
                self.findings.push(
                    Finding::error("empty-text", "the text is empty")
                        .label(node.place, "nothing in it")
                        .help(format!("write {want}, such as `{example}`")),
                );
                None
            }
            NodeKind::Scalar { text, .. } => Some(Located::new(text, node.place)),
            _ => {
                self.wrong_shape(&node, want, example);
                None
            }
        }
    }

    /// A name that the author gives.
    pub fn name(&mut self, node: Node) -> Option<Located<String>> {
        let name = self.text(node, "a name", "my-product")?;
        self.check_name(&name);
        Some(name)
    }

    pub fn check_name(&mut self, name: &Located<String>) {
        if keys::is_name(&name.value) {
            return;
        }
        let reserved = keys::RESERVED.contains(&name.value.as_str());
        let message = if reserved {
            format!("`{}` is a word of the rule language and cannot be a name", name.value)
        } else {
            format!("`{}` cannot be a name", name.value)
        };
        self.findings.push(
            Finding::error("bad-name", message)
                .label(name.place, "not a name")
                .help("a name is made of a-z, 0-9, `-`, `_` and `.`, and begins with a letter or digit"),
        );
    }

    /// A non-empty list of names to be looked up later, each once.
    pub fn names(&mut self, node: Node, want: &str, example: &str) -> Vec<Located<String>> {
        let mut names: Vec<Located<String>> = Vec::new();
        for item in self.list(node, want, example) {
            let Some(name) = self.text(item, "a name", example) else { continue };
            if let Some(first) = names.iter().find(|other| other.value == name.value) {
                let first = first.place;
                self.findings.push(
                    Finding::error("listed-twice", format!("`{}` is listed twice", name.value))
                        .label(name.place, "again here")
                        .label(first, "first listed here")
                        .help("remove one of the two"),
                );
                continue;
            }
            names.push(name);
        }
        names
    }

    /// `true` or `false`; false where it is neither.
    pub fn flag(&mut self, node: Node) -> bool {
        let place = node.place;
        let Some(text) = self.text(node, "yes or no", "true") else { return false };
        yes_no(&text.value).unwrap_or_else(|| {
            self.findings.push(
                Finding::error("bad-yes-no", format!("`{}` is neither yes nor no", text.value))
                    .label(place, "yes or no goes here")
                    .help(accepted(&crate::facts::FactType::YesNo)),
            );
            false
        })
    }

    pub fn number(&mut self, node: Node, example: &str) -> Option<f64> {
        let text = self.text(node, "a number", example)?;
        match number(text.value.trim(), None) {
            Ok(number) => Some(number),
            Err(problem) => {
                let finding = Finding::error(problem.code, problem.message);
                self.findings.push(finding.label(text.place, "not a number").help(problem.help));
                None
            }
        }
    }

    /// A text in exactly the pack's languages; `at` is the place of its key.
    pub fn local(&mut self, node: Node, at: Place) -> LocalText {
        let mut out = LocalText::default();
        let codes: Vec<&str> = self.languages.iter().map(|lang| lang.code()).collect();
        let example = format!(
            "{{{}}}",
            codes.iter().map(|code| format!("{code}: \"…\"")).collect::<Vec<_>>().join(", ")
        );
        if node.kind == NodeKind::Bad {
            return out;
        }
        let mut written: Vec<Lang> = Vec::new();
        let mut doubtful = false;
        let Some(entries) = self.map(node, "a map from languages to texts", &example) else { return out };
        for (key, node) in entries {
            if node.kind == NodeKind::Bad {
                doubtful = true;
                continue;
            }
            let Some(lang) = self.language(&key) else { continue };
            written.push(lang);
            if let Some(text) = self.text(node, "the text", "\"…\"") {
                out.set(lang, text.value);
            }
        }
        let missing: Vec<&str> =
            self.languages.iter().filter(|lang| !written.contains(lang)).map(|lang| lang.code()).collect();
        if !missing.is_empty() && !doubtful {
            self.findings.push(
                Finding::error(
                    "missing-translation",
                    format!("this text is not written in {}", list(&missing)),
                )
                .label(at, format!("no {}", list(&missing)))
                .help(format!(
                    "the pack is written in {}: add `{}: \"…\"`",
                    list(&codes),
                    missing.join(": \"…\", ")
                )),
            );
        }
        out
    }

    /// A language key of the pack.
    pub fn language(&mut self, key: &Located<String>) -> Option<Lang> {
        let known = Lang::from_code(&key.value).filter(|lang| self.languages.contains(lang));
        if known.is_none() {
            let codes: Vec<&str> = self.languages.iter().map(|lang| lang.code()).collect();
            let mut help = format!("the pack is written in {}", list(&codes));
            // `{en: Sorry, try again: later}`: the rest of a text is taken for the next key.
            if key.value.contains(' ') {
                help.push_str(
                    "; if this belongs to the text before it, quote the whole text: `{en: \"…, …\"}`",
                );
            }
            self.findings.push(
                Finding::error("unknown-language", format!("`{}` is no language of this pack", key.value))
                    .label(key.place, "unknown language")
                    .help(help),
            );
        }
        known
    }

    /// `{any: [phrases]}`.
    pub fn product(&mut self, node: Node) -> Vec<Form> {
        let place = self.head(&node);
        let Some(mut fields) =
            Fields::new(self, node, "a list of product names", place, &keys::names(keys::PRODUCT), None)
        else {
            return Vec::new();
        };
        match fields.require(self, "any", "any: [points portal]") {
            Some(node) => self.forms(node, None),
            None => Vec::new(),
        }
    }
}
