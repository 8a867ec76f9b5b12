//! From the tree of a file to its drafts: keys, shapes and texts are checked here, all problems collected.

mod condition;
mod context;
mod fact;
mod form;
mod rule;
mod symptom;

use super::model::{Header, Named, PackFile, SourceDraft};
use crate::book::COMMON;
use crate::facts::date;
use crate::finding::Finding;
use crate::keys::{self, Key};
use crate::lang::{Lang, LocalText};
use crate::source::{FileId, Located, Place};
use crate::yaml::{Node, NodeKind};
use context::{Context, Fields};

/// Takes the header keys of a `pack.yaml` out of its tree and lowers them. None where the pack has no name.
pub fn header(file: FileId, text: &str, node: &mut Node, findings: &mut Vec<Finding>) -> Option<Header> {
    let mut context = Context::new(file, text, &Lang::ALL);
    let mut fields = Fields::split(node, &keys::names(keys::HEADER));
    fields.at = context.start();
    format_version(&mut context, &mut fields);
    let languages = languages(&mut context, &mut fields);
    let name = fields.require(&mut context, "pack", "pack: my-product").and_then(|node| context.name(node));
    let common = name.as_ref().is_some_and(|name| name.value == COMMON);
    let mut own = Context { languages: &languages, ..context };
    let title = fields.require_local(&mut own, "title");
    let product = match (fields.take("product"), common) {
        (Some((_, node)), false) => own.product(node),
        (None, true) => Vec::new(),
        (Some((place, _)), true) => {
            own.findings.push(
                Finding::error("unknown-key", "`common` is about no product")
                    .label(place, "not here")
                    .help("remove `product`; names of other products stand under `other-products`"),
            );
            Vec::new()
        }
        (None, false) => {
            let place = name.as_ref().map_or(fields.at, |name| name.place);
            let example = "add the words that name the product: `product: {any: [points portal]}`";
            own.findings.push(
                Finding::error("missing-key", "the pack has no `product`")
                    .label(place, "in this pack")
                    .help(example),
            );
            Vec::new()
        }
    };
    findings.append(&mut own.findings);
    Some(Header { name: name?, title, product, languages: languages.clone() })
}

fn format_version(context: &mut Context<'_>, fields: &mut Fields) {
    let Some(node) = fields.require(context, "format", "format: 1") else { return };
    let place = node.place;
    if let Some(format) = context.text(node, "the number 1", "format: 1")
        && format.value != "1"
    {
        context.findings.push(
            Finding::error(
                "wrong-format",
                format!("this program reads format 1, the pack has `{}`", format.value),
            )
            .label(place, "another format")
            .help("write `format: 1`, or use the version of the program that the pack was written for"),
        );
    }
}

fn languages(context: &mut Context<'_>, fields: &mut Fields) -> Vec<Lang> {
    let Some((_, node)) = fields.take("languages") else { return Lang::ALL.to_vec() };
    let mut languages = Vec::new();
    for code in context.names(node, "a list of languages", "languages: [en, id, zh]") {
        match Lang::from_code(&code.value) {
            Some(lang) => languages.push(lang),
            None => context.findings.push(
                Finding::error("unknown-language", format!("`{}` is no language of packs", code.value))
                    .label(code.place, "unknown")
                    .help("packs are written in `en`, `id` and `zh`"),
            ),
        }
    }
    languages.sort_unstable();
    if languages.is_empty() { Lang::ALL.to_vec() } else { languages }
}

/// Lowers the sections of a file (of `pack.yaml` what [`header`] left).
pub fn sections(
    file: FileId,
    text: &str,
    node: Node,
    languages: &[Lang],
    pack: &str,
    findings: &mut Vec<Finding>,
) -> PackFile {
    let mut context = Context::new(file, text, languages);
    let mut out = PackFile::new(file);
    let known = keys::names(if pack == COMMON { keys::COMMON_SECTIONS } else { keys::SECTIONS });
    let start = context.start();
    if let Some(fields) = Fields::new(&mut context, node, "a file", start, &known, Some(misplaced)) {
        for (key, node) in fields.entries {
            section(&mut context, &mut out, &key, node);
        }
    }
    findings.append(&mut context.findings);
    out
}

/// Help for a key that is known elsewhere.
fn misplaced(key: &str) -> Option<String> {
    let among = |table: &[Key]| table.iter().any(|known| known.name == key);
    if among(keys::HEADER) {
        Some("header keys stand in `pack.yaml` only".to_owned())
    } else if among(keys::COMMON_SECTIONS) {
        Some("this section belongs to the pack `common`".to_owned())
    } else if among(keys::SECTIONS) {
        Some("`common` holds only terms, cues, variants and names of other products".to_owned())
    } else {
        None
    }
}

fn section(context: &mut Context<'_>, out: &mut PackFile, key: &Located<String>, node: Node) {
    match key.value.as_str() {
        "sources" => out.sources = named(context, node, key, source),
        "contacts" => {
            out.contacts = named(context, node, key, |context, name, node| context.local(node, name.place))
        }
        "facts" => out.facts = named(context, node, key, fact::fact),
        "terms" => out.terms = named(context, node, key, form::term),
        "definitions" => {
            out.definitions =
                named(context, node, key, |context, _, node| condition::condition(context, node));
        }
        "symptoms" => out.symptoms = named(context, node, key, symptom::symptom),
        "rules" => out.rules = named(context, node, key, rule::rule),
        "cues" => out.cues = form::cues(context, node, key.place),
        "variants" => out.variants = form::variants(context, node, key.place),
        "known-words" => out.known_words = context.product(node),
        _ => out.other_products = context.product(node),
    }
}

/// A section: a map from names to entries.
fn named<T>(
    context: &mut Context<'_>,
    node: Node,
    key: &Located<String>,
    lower: impl Fn(&mut Context<'_>, &Located<String>, Node) -> T,
) -> Vec<Named<T>> {
    let Some(entries) =
        context.map(node, "a map from names to entries", &format!("{}: {{name: …}}", key.value))
    else {
        return Vec::new();
    };
    let mut out = Vec::with_capacity(entries.len());
    for (name, node) in entries {
        context.check_name(&name);
        let value = lower(context, &name, node);
        out.push(Named { name, value });
    }
    out
}

fn source(context: &mut Context<'_>, name: &Located<String>, node: Node) -> SourceDraft {
    let known = keys::names(keys::SOURCE);
    let Some(mut fields) = Fields::new(context, node, "a source", name.place, &known, None) else {
        return SourceDraft::default();
    };
    let article = fields.require_keyed(context, "article", "article: \"000059781\"");
    let article = article.map(|(at, node)| article_name(context, at, node)).unwrap_or_default();
    let mut optional = |context: &mut Context<'_>, key: &str, example: &str| {
        fields.take(key).and_then(|(_, node)| context.text(node, "a text", example))
    };
    let reviewed = optional(context, "reviewed", "reviewed: 2025-10-10").and_then(|text| day(context, &text));
    let language = optional(context, "language", "language: id").map(|text| text.value);
    let url = optional(context, "url", "url: https://example.com/article").map(|text| text.value);
    SourceDraft { article, reviewed, language, url }
}

/// The number of an article, or its title in each language of the pack.
fn article_name(context: &mut Context<'_>, at: Place, node: Node) -> LocalText {
    if matches!(node.kind, NodeKind::Map(_)) {
        return context.local(node, at);
    }
    let text =
        context.text(node, "the article's number, or a map from languages to its title", "\"000059781\"");
    text.map(|text| LocalText::everywhere(&text.value)).unwrap_or_default()
}

fn day(context: &mut Context<'_>, text: &Located<String>) -> Option<jiff::civil::Date> {
    date(&text.value)
        .map_err(|problem| {
            let finding = Finding::error(problem.code, problem.message);
            context.findings.push(finding.label(text.place, "not a date").help(problem.help));
        })
        .ok()
}

/// The places of texts that a section needs in every language.
impl Fields {
    fn require_local(&mut self, context: &mut Context<'_>, key: &str) -> LocalText {
        let example = format!("{key}: {{en: \"…\", id: \"…\", zh: \"…\"}}");
        let at: Option<(Place, Node)> = self.require_keyed(context, key, &example);
        at.map(|(place, node)| context.local(node, place)).unwrap_or_default()
    }
}
