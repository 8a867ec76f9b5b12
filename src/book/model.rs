//! The rule book: packs with every name linked and every condition type-checked.
//!
//! Only the linker makes one, and only from packs without an error, so nothing behind it needs to check
//! again. Everything here is plain data; the text index and the engine read it.

use super::forms::Forms;
use super::later::Later;
use crate::arena::{Arena, Id};
use crate::condition::{Condition, FactTest};
use crate::facts::{FactType, Value};
use crate::lang::{Lang, LocalText};
use crate::source::{Place, Sources};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// All loaded packs, linked.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct RuleBook {
    /// Packs, sorted by name. `common` is not among them.
    pub packs: Arena<Pack>,
    /// Facts, sorted by full id.
    pub facts: Arena<Fact>,
    /// Terms of `common` and of every pack, sorted by pack and name.
    pub terms: Arena<Term>,
    /// Definitions, sorted by full id.
    pub definitions: Arena<Definition>,
    /// Symptoms, sorted by full id.
    pub symptoms: Arena<Symptom>,
    /// Rules, sorted by full id (the id of their cause).
    pub rules: Arena<Rule>,
    /// Cue words of mention status, from `common`.
    pub cues: Later<Vec<Cue>>,
    /// Spelling variants, from `common`: each word stands for the first of its group.
    pub variants: Later<Vec<VariantGroup>>,
    /// Names of products that no pack is about, from `common`.
    pub other_products: Later<Forms>,
    /// Ordinary words, from `common`, that are no slip of a pack's word: "regards" is not "rewards".
    pub known_words: Later<Vec<Form>>,
    /// SHA-256 over names and texts of all rule files in sorted order, as `sha256:<hex>`.
    pub digest: String,
    /// The files, for places.
    #[serde(skip)]
    pub sources: Sources,
}

/// One pack.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pack {
    /// Its name, the namespace of its ids.
    pub name: String,
    /// Title for people.
    pub title: LocalText,
    /// Words that name the pack's product in a text.
    pub product: Forms,
    /// The languages its texts must be written in.
    pub languages: Vec<Lang>,
    /// Sources of knowledge.
    pub sources: Vec<KnowledgeSource>,
    /// Where it is declared.
    pub place: Place,
}

/// A document that a cause rests on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KnowledgeSource {
    /// Name in the pack, such as `kb-59781`.
    pub name: String,
    /// The publisher's number or title of the article.
    pub article: LocalText,
    /// When it was last reviewed.
    pub reviewed: Option<Date>,
    /// The language it was read in.
    pub language: Option<String>,
    /// Web address, if any.
    pub url: Option<String>,
    /// Where it is declared.
    pub place: Place,
}

/// A typed fact with the questions that obtain it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fact {
    /// The pack that declares it.
    pub pack: Id<Pack>,
    /// Name in the pack, such as `user.roles`.
    pub name: String,
    /// `pack/name`.
    pub id: String,
    /// Its type.
    pub kind: FactType,
    /// What people call it within a sentence; of a yes-no fact a phrase that can be true or not.
    pub title: Option<LocalText>,
    /// The question for the agent.
    pub ask: Option<LocalText>,
    /// The question for the customer.
    pub ask_customer: Option<LocalText>,
    /// How the values of a one-of or set fact are called, in the order of its values; may be empty.
    pub labels: Vec<Option<LocalText>>,
    /// What a yes-no fact says as a sentence: where it holds, and where it does not.
    pub sentences: Option<(LocalText, LocalText)>,
    /// How hard it is to find out; above 0, default 1.
    pub cost: f64,
    /// Patterns that capture it from a text.
    pub seen: Vec<FactPattern>,
    /// Where it is declared.
    pub place: Place,
}

impl Fact {
    /// What people call it within a sentence, where the pack says so in that language.
    pub fn called(&self, lang: Lang) -> Option<&str> {
        self.title.as_ref().map(|title| title.get(lang)).filter(|title| !title.trim().is_empty())
    }

    /// What a yes-no fact says with this value, within a sentence, where the pack says so.
    pub fn sentence(&self, yes: bool, lang: Lang) -> Option<&str> {
        let (holds, fails) = self.sentences.as_ref()?;
        Some(if yes { holds } else { fails }.get(lang)).filter(|words| !words.trim().is_empty())
    }

    /// How the value with this index is called, where the pack says so.
    pub fn label(&self, index: usize, lang: Lang) -> Option<&str> {
        self.labels.get(index)?.as_ref().map(|label| label.get(lang)).filter(|label| !label.is_empty())
    }
}

/// A way a text states a fact.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FactPattern {
    /// A regex for normalised text, valid; with a group `value` unless `value` is set.
    pub regex: String,
    /// The value that the pattern's presence stands for; none where the group `value` captures it.
    pub value: Option<Value>,
    /// Terms, one of which must be near.
    pub near: Vec<Id<Term>>,
    /// Terms, none of which may be adjacent.
    pub not_touching: Vec<Id<Term>>,
    /// Terms, none of which may be in the same sentence.
    pub unless: Vec<Id<Term>>,
    /// Where it is written.
    pub place: Place,
}

/// A concept with its forms in every language.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Term {
    /// The declaring pack; none for `common`.
    pub pack: Option<Id<Pack>>,
    /// Name in the pack.
    pub name: String,
    /// All forms, those of included terms too.
    pub forms: Later<Forms>,
    /// Where it is declared.
    pub place: Place,
}

/// One way to say a term, cue or product name. `*` as a word stands for up to four words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// The words as written in the pack; shared, since terms that include each other have thousands in common.
    #[serde(with = "super::shared")]
    pub text: Arc<str>,
    /// The language it is in; none where the pack does not say.
    pub lang: Option<Lang>,
    /// Where it is written.
    pub place: Place,
}

/// A named condition.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Definition {
    /// The declaring pack.
    pub pack: Id<Pack>,
    /// Name in the pack.
    pub name: String,
    /// Its condition. Circles are an error of loading.
    pub condition: Condition,
    /// Where it is declared.
    pub place: Place,
}

/// Something seen.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Symptom {
    /// The declaring pack.
    pub pack: Id<Pack>,
    /// Name in the pack.
    pub name: String,
    /// `pack/name`.
    pub id: String,
    /// Title for people.
    pub title: LocalText,
    /// Patterns; any one is enough.
    pub seen: Vec<Pattern>,
    /// Whether it is a question: who only asks, or asks ahead, has it.
    pub question: bool,
    /// Where it is declared.
    pub place: Place,
}

/// A way a text shows a symptom.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pattern {
    /// What is looked for.
    pub kind: PatternKind,
    /// Whether a `say` was marked as too general to be strong without the product's name.
    pub generic: bool,
    /// Terms, one of which must stand within a few words in the same sentence.
    pub near: Vec<Id<Term>>,
    /// Terms, none of which may be the adjacent word.
    pub not_touching: Vec<Id<Term>>,
    /// Terms, none of which may stand in the same sentence.
    pub unless: Vec<Id<Term>>,
    /// Where it is written.
    pub place: Place,
}

/// The kinds of pattern.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum PatternKind {
    /// Text the product shows, in one language or as it stands.
    Message {
        /// The text; `{name}` stands for anything short.
        text: String,
        /// The language of a translated screen.
        lang: Option<Lang>,
    },
    /// Terms that occur together in any order.
    Say {
        /// The terms; at least one.
        terms: Vec<Id<Term>>,
        /// How many sentences the window spans; 1 unless `within` widens it.
        sentences: u32,
    },
    /// A code as a whole token.
    Code(String),
    /// A regex on normalised text, valid.
    Regex(String),
    /// A fact captured from the text that passes the test.
    Captured(FactTest),
}

/// Symptoms and a condition that lead to one cause.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    /// The declaring pack.
    pub pack: Id<Pack>,
    /// The cause's name, the rule's key.
    pub name: String,
    /// `pack/name`, the id of rule and cause.
    pub id: String,
    /// The ways to the cause: the rule's own symptoms and condition first, then each `also`.
    pub ways: Vec<Way>,
    /// Whether the first way is offered only as a fallback (`also` ways never are).
    pub fallback: bool,
    /// Rules of the same pack that stand before this one.
    pub yields_to: Vec<Id<Rule>>,
    /// Whether the whole cause is for the agent only.
    pub agent_only: bool,
    /// Title of the cause.
    pub title: LocalText,
    /// Explanation of the cause.
    pub explanation: LocalText,
    /// Index into the pack's sources.
    pub source: Option<usize>,
    /// Steps in order.
    pub resolution: Vec<Step>,
    /// Where the rule is declared.
    pub place: Place,
}

/// One way to a cause.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Way {
    /// Symptoms that it explains, sorted, each once.
    pub symptoms: Vec<Id<Symptom>>,
    /// Whether it was written `symptoms: all`.
    pub all_symptoms: bool,
    /// Its condition; none counts as true.
    pub when: Option<Condition>,
    /// Where its symptoms are written.
    pub place: Place,
}

/// One step of a resolution.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Step {
    /// Who sees it.
    pub audience: Audience,
    /// Shown when true, worded with "if" when unknown, left out when false.
    pub when: Option<Condition>,
    /// What the condition means in words, for a step worded with "if".
    pub if_text: Option<LocalText>,
    /// What to do; none where a contact alone says it.
    pub action: Option<LocalText>,
    /// Whom to contact.
    pub contact: Option<LocalText>,
    /// Where it is written.
    pub place: Place,
}

/// Who a step or cause is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Audience {
    /// The customer may read it.
    Customer,
    /// Only the agent may read it.
    Agent,
}

/// A cue word of mention status, with its effect.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cue {
    /// What it does.
    pub kind: CueKind,
    /// How it is said.
    pub forms: Forms,
}

/// What a cue does to the mentions in its reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CueKind {
    /// Denies what follows in the clause: "no longer", "tidak lagi", "不再".
    DeniesNext,
    /// Denies what precedes in the clause: "is gone", "hilang", "没有了".
    DeniesPrevious,
    /// The problem is over: "works now", "sudah beres", "已经解决"; reaches back over the whole message.
    Resolved,
    /// Not real: "what if", "kalau nanti", "如果".
    Hypothetical,
    /// Somebody else's: "a colleague", "teman saya", "同事".
    OtherPerson,
    /// In the past: "last year", "dulu", "以前".
    Past,
    /// Ends the reach of a cue: "but", "tapi", "但是".
    Contrast,
    /// Denies the word beside it: "not grey", "gak abu-abu", "没失效".
    DeniesBeside,
    /// Denies what precedes where it is a clause of its own: "checked for errors: none", "5xx: tidak ada".
    DeniesAlone,
    /// Was so, and may still be: "yesterday", "kemarin", "之前"; denies with a turn to the better after it.
    Was,
    /// Turns from then to now: "now", "finally", "akhirnya", "终于".
    Now,
    /// Is so by now, which turns what was: "already", "sudah", "已经".
    Already,
    /// All is well: "can be picked", "lancar", "可以了"; ends a problem after a turn.
    Fine,
    /// Something is there, which may be an error as well: "shows up", "muncul", "出来了"; ends a problem that was.
    Appears,
    /// It is so again or still, so that nothing has turned: "still", "masih", "又".
    Again,
    /// What is written is for later use: "writing a FAQ", "bahan pelatihan", "培训材料"; also of the next sentence.
    Purpose,
    /// Supposes, where the sentence also says what would be: "if", "were we to", "seandainya".
    Supposes,
    /// What would be: "would", "whom should we", "bakal"; with a supposition nothing in the sentence is real.
    Would,
    /// What happened happens no more: "is gone", "hilang", "没了"; of something missed it says nothing.
    Ceases,
    /// What was missed is there again: "is back", "sudah masuk", "到账了"; of an error it says nothing.
    Returns,
    /// What is not there: "missing", "kosong", "看不到"; says what `Ceases` and `Returns` mean.
    Absent,
    /// What is wrong: "error", "pesan", "提示"; evidence that names it is of an error, whatever it says is not there.
    Trouble,
    /// Voids a word of success after it in its clause: "we thought", "once", "katanya", "说是".
    Doubts,
    /// Voids a success that is theirs and not the sender's: "my colleague", "teman saya", "同事".
    Bystander,
    /// The trouble goes on, so that a success or a promise before it ended nothing: "still the same", "还是老样子".
    Persists,
    /// Asks what would be, where its sentence is a question: "will we", "apa nanti", "会不会".
    Asks,
    /// Said right beside a bare code, makes it a code: "again", "lagi", "又".
    Recurs,
    /// Denies what the product shows, where that follows in the clause: "do not get", "neither", "no".
    DeniesShown,
    /// Takes back what was said: "false alarm", "just kidding"; also what its own sentence or the next goes on to say.
    Withdraws,
    /// What was done about it: "I cleared", "saya hapus", "清了"; a success after it ends the story.
    Tried,
    /// What was believed: "we thought", "saya kira", "以为"; denied where a contrast proves it wrong.
    Believed,
    /// Looks like a cue and is none: "not only", "not fixed", "belum beres", "还没解决".
    Pseudo,
}

/// Spellings of one word.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VariantGroup {
    /// The standard word.
    pub standard: String,
    /// Other spellings that people type for it.
    pub spellings: Vec<Form>,
}
