//! The drafts: what one file says, located and of the right shape, with names not yet looked up.

use crate::book::{Audience, Cue, Form, VariantGroup};
use crate::facts::FactType;
use crate::lang::{Lang, LocalText};
use crate::source::{FileId, Located, Place};
use crate::yaml::Node;
use jiff::civil::Date;
use std::sync::Arc;

/// The header keys of `pack.yaml`.
#[derive(Debug, Clone)]
pub struct Header {
    /// The pack's name.
    pub name: Located<String>,
    /// Title for people.
    pub title: LocalText,
    /// Words that name the product.
    pub product: Vec<Form>,
    /// The languages its texts must be written in.
    pub languages: Vec<Lang>,
}

/// A named entry of a section. An entry with a problem is kept, so that its name stays known.
#[derive(Debug, Clone)]
pub struct Named<T> {
    /// Its key.
    pub name: Located<String>,
    /// What is under the key.
    pub value: T,
}

/// The sections of one file.
#[derive(Debug, Clone)]
pub struct PackFile {
    /// Which file.
    pub file: FileId,
    /// `sources`.
    pub sources: Vec<Named<SourceDraft>>,
    /// `contacts`.
    pub contacts: Vec<Named<LocalText>>,
    /// `facts`.
    pub facts: Vec<Named<FactDraft>>,
    /// `terms`.
    pub terms: Vec<Named<TermDraft>>,
    /// `definitions`.
    pub definitions: Vec<Named<ConditionDraft>>,
    /// `symptoms`.
    pub symptoms: Vec<Named<SymptomDraft>>,
    /// `rules`.
    pub rules: Vec<Named<RuleDraft>>,
    /// `cues`, only in `common`.
    pub cues: Vec<Cue>,
    /// `variants`, only in `common`.
    pub variants: Vec<VariantGroup>,
    /// `other-products`, only in `common`.
    pub other_products: Vec<Form>,
    /// `known-words`, only in `common`.
    pub known_words: Vec<Form>,
}

impl PackFile {
    /// A file that says nothing yet.
    pub fn new(file: FileId) -> Self {
        Self {
            file,
            sources: Vec::new(),
            contacts: Vec::new(),
            facts: Vec::new(),
            terms: Vec::new(),
            definitions: Vec::new(),
            symptoms: Vec::new(),
            rules: Vec::new(),
            cues: Vec::new(),
            variants: Vec::new(),
            other_products: Vec::new(),
            known_words: Vec::new(),
        }
    }
}

/// A source of knowledge.
#[derive(Debug, Clone, Default)]
pub struct SourceDraft {
    /// The publisher's number or title.
    pub article: LocalText,
    /// When it was last reviewed.
    pub reviewed: Option<Date>,
    /// The language it was read in.
    pub language: Option<String>,
    /// Web address.
    pub url: Option<String>,
}

/// A declared fact.
#[derive(Debug, Clone, Default)]
pub struct FactDraft {
    /// Its type; none where that has a problem.
    pub kind: Option<FactType>,
    /// What people call it within a sentence.
    pub title: Option<LocalText>,
    /// The question for the agent.
    pub ask: Option<LocalText>,
    /// The question for the customer.
    pub ask_customer: Option<LocalText>,
    /// How its values are called, in their order; may be empty.
    pub labels: Vec<Option<LocalText>>,
    /// What a yes-no fact says as a sentence: where it holds, and where it does not.
    pub sentences: Option<(LocalText, LocalText)>,
    /// How hard it is to find out; none means 1.
    pub cost: Option<f64>,
    /// Patterns that capture it.
    pub seen: Vec<FactSeenDraft>,
}

/// A `seen` pattern of a fact.
#[derive(Debug, Clone)]
pub struct FactSeenDraft {
    /// The regex.
    pub regex: Located<String>,
    /// The value that its presence means.
    pub value: Option<Node>,
    /// What must or must not be around it.
    pub around: Around,
}

/// `near`, `not-touching`, `unless`: names of terms.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// One of them must be near.
    pub near: Vec<Located<String>>,
    /// None may be adjacent.
    pub not_touching: Vec<Located<String>>,
    /// None may be in the sentence.
    pub unless: Vec<Located<String>>,
}

/// A term with its own forms.
#[derive(Debug, Clone, Default)]
pub struct TermDraft {
    /// Forms in any language.
    pub forms: Arc<[Form]>,
    /// Other terms whose forms it has too.
    pub includes: Vec<Located<String>>,
}

/// A condition with names and operands as written.
#[derive(Debug, Clone)]
pub enum ConditionDraft {
    /// `all`.
    All(Vec<ConditionDraft>),
    /// `any`.
    Any(Vec<ConditionDraft>),
    /// `not`.
    Not(Box<ConditionDraft>),
    /// The name of a definition.
    Named(Located<String>),
    /// A fact test.
    Test(TestDraft),
}

/// A fact test with operands as written.
#[derive(Debug, Clone)]
pub struct TestDraft {
    /// The fact, or `today`.
    pub fact: Located<String>,
    /// What must hold.
    pub operators: OperatorsDraft,
}

/// The right side of a fact test.
#[derive(Debug, Clone)]
pub enum OperatorsDraft {
    /// `fact: value`.
    Is(Node),
    /// `fact: {operator: operand, …}`.
    Map(Vec<(Located<String>, Node)>),
}

/// A symptom.
#[derive(Debug, Clone, Default)]
pub struct SymptomDraft {
    /// Title for people.
    pub title: LocalText,
    /// Patterns.
    pub seen: Vec<PatternDraft>,
    /// Whether it is a question.
    pub question: bool,
}

/// One pattern; a message in two languages is two.
#[derive(Debug, Clone)]
pub struct PatternDraft {
    /// What is looked for.
    pub kind: PatternKindDraft,
    /// Whether `generic: true` stands beside it.
    pub generic: bool,
    /// What must or must not be around it.
    pub around: Around,
    /// Where it is written.
    pub place: Place,
}

/// The kinds of pattern, with names as written.
#[derive(Debug, Clone)]
pub enum PatternKindDraft {
    /// `message`.
    Message {
        /// The text.
        text: String,
        /// Its language, if the pack says so.
        lang: Option<Lang>,
    },
    /// `say`.
    Say {
        /// Names of terms.
        terms: Vec<Located<String>>,
        /// From `within`, else 1.
        sentences: u32,
    },
    /// `code`.
    Code(String),
    /// `regex`.
    Regex(Located<String>),
    /// `mention`.
    Mention(TestDraft),
}

/// A rule.
#[derive(Debug, Clone)]
pub struct RuleDraft {
    /// The rule's own symptoms and condition, then each `also`.
    pub ways: Vec<WayDraft>,
    /// `fallback`.
    pub fallback: bool,
    /// `yields-to`.
    pub yields_to: Vec<Located<String>>,
    /// `cause: {for: agent}`.
    pub agent_only: bool,
    /// Title of the cause.
    pub title: LocalText,
    /// Explanation of the cause.
    pub explanation: LocalText,
    /// Name of a source.
    pub source: Option<Located<String>>,
    /// Steps.
    pub resolution: Vec<StepDraft>,
}

/// One way to a cause.
#[derive(Debug, Clone)]
pub struct WayDraft {
    /// Names of symptoms; none means `all`.
    pub symptoms: Option<Vec<Located<String>>>,
    /// Its condition.
    pub when: Option<ConditionDraft>,
    /// Where its symptoms are written.
    pub place: Place,
}

/// One step.
#[derive(Debug, Clone)]
pub struct StepDraft {
    /// Who sees it.
    pub audience: Audience,
    /// When it is shown.
    pub when: Option<ConditionDraft>,
    /// Words for the condition.
    pub if_text: Option<LocalText>,
    /// What to do.
    pub action: Option<LocalText>,
    /// Name of a contact.
    pub contact: Option<Located<String>>,
    /// Where it is written.
    pub place: Place,
}
