//! The keys of every file that people write: packs, fixtures, snapshots.
//!
//! One table, read by the loaders (what is not here is an unknown key) and by `schema` (what an editor completes).
//! It says which keys a map has, which of them must be there, and what stands behind them; what else must hold
//! (names that exist, operators that fit) is the loaders' business. Data only.

use Shape::{
    AnyList, Condition, Date, Either, Entries, Flag, List, Map, Named, Number, Range, Test, Text, Texts, Word,
};

/// A key of a map.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// How it is written.
    pub name: &'static str,
    /// Whether the map cannot be without it.
    pub required: bool,
    /// What stands behind it.
    pub shape: Shape,
    /// What it is for: one sentence, shown by editors.
    pub about: &'static str,
}

/// What may stand behind a key.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A text, number, yes or no, as written.
    Text,
    /// A day as year-month-day.
    Date,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// One of a few words.
    Word(&'static [&'static str]),
    /// A list that is not empty.
    List(&'static Shape),
    /// A list that may be empty.
    AnyList(&'static Shape),
    /// The smallest and the largest number.
    Range,
    /// A text in each language of the pack.
    Texts,
    /// A map from names that the author gives.
    Named(&'static Shape),
    /// A map from any words.
    Entries(&'static Shape),
    /// A map with these keys.
    Map(&'static [Key]),
    /// One of two shapes.
    Either(&'static Shape, &'static Shape),
    /// A condition, see [`OPERATORS`].
    Condition,
    /// One fact test.
    Test,
    /// Anything.
    Any,
}

/// Words of the rule language that cannot be names.
pub const RESERVED: [&str; 4] = ["all", "any", "not", "today"];

/// Whether an author may give this name to something: a-z, 0-9, `-`, `_`, `.`, beginning with a letter or digit.
pub fn is_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.bytes().next().is_some_and(plain)
        && text.bytes().all(|byte| plain(byte) || b"-_.".contains(&byte))
        && !RESERVED.contains(&text)
}

/// The names of keys.
pub fn names(keys: &[Key]) -> Vec<&'static str> {
    keys.iter().map(|key| key.name).collect()
}

const fn must(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, required: true, shape, about }
}

const fn may(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, required: false, shape, about }
}

/// The languages of packs.
pub const LANGUAGES: &[&str] = &["en", "id", "zh"];

/// The header, in `pack.yaml` only.
pub const HEADER: &[Key] = &[
    must("format", Word(&["1"]), "The format of the pack; `1` is the only one."),
    must("pack", Text, "The name of the pack; every id in it begins with it."),
    must("title", Texts, "What people call the product."),
    may("product", Map(PRODUCT), "Words that name the product in a ticket."),
    may(
        "languages",
        List(&Word(LANGUAGES)),
        "The languages of every text for people; all three where left out.",
    ),
];

/// A list of phrases.
pub const PRODUCT: &[Key] = &[must("any", List(&Text), "The phrases, whatever the language.")];

/// The sections of a pack, in any of its files.
pub const SECTIONS: &[Key] = &[
    may("sources", Named(&Map(SOURCE)), "The articles that causes rest on."),
    may("contacts", Named(&Texts), "Whom a step sends people to."),
    may("facts", Named(&Map(FACT)), "What may be known of the account, user, plan or request."),
    may("terms", Named(&Map(TERM)), "Concepts with the words people use for them."),
    may("definitions", Named(&Condition), "Conditions with a name, to be used in other conditions."),
    may("symptoms", Named(&Map(SYMPTOM)), "What customers see, and how a text shows it."),
    may(
        "rules",
        Named(&Map(RULE)),
        "From symptoms and a condition to one cause; its name is the cause's id.",
    ),
];

/// The sections of the pack `common`.
pub const COMMON_SECTIONS: &[Key] = &[
    may("terms", Named(&Map(TERM)), "Concepts that every pack may use."),
    may("cues", Map(CUES), "Words that tell whether a mention is present, denied or supposed."),
    may("variants", Map(VARIANTS), "Spellings of one word, by language."),
    may("other-products", Map(PRODUCT), "Products that no pack is about."),
    may("known-words", Map(PRODUCT), "Ordinary words that are no slip of a pack's word."),
];

/// A source.
pub const SOURCE: &[Key] = &[
    must("article", Either(&Text, &Texts), "The number of the article, or its title in each language."),
    may("reviewed", Date, "When somebody last read it against the rules."),
    may("language", Text, "The language it is written in."),
    may("url", Text, "Where it is."),
];

/// The types of facts.
pub const FACT_TYPES: &[&str] = &["yes-no", "one-of", "set", "number", "date", "text"];

/// A fact.
pub const FACT: &[Key] = &[
    must("type", Word(FACT_TYPES), "What its values are."),
    may("title", Texts, "What people call it within a sentence, such as `membership tier`."),
    may("values", List(&Text), "The possible values of a `one-of` or `set`."),
    may("labels", Entries(&Texts), "What people call each value."),
    may("sentences", Map(FACT_SENTENCES), "What a `yes-no` fact says where it holds and where it does not."),
    may("range", Range, "The smallest and the largest possible number."),
    may("ask", Texts, "The question to the agent."),
    may("ask-customer", Texts, "The question to the customer."),
    may("cost", Number, "How hard it is to find out; 1 is an ordinary question."),
    may("seen", List(&Map(FACT_SEEN)), "How a text may state it."),
];

/// The two sentences of a yes-no fact.
pub const FACT_SENTENCES: &[Key] = &[
    must("yes", Texts, "What holds, within a sentence: `the plan is linked to this account`."),
    must("no", Texts, "What holds otherwise: `the plan is not linked to this account`."),
];

/// A pattern of a fact.
pub const FACT_SEEN: &[Key] = &[
    must("regex", Text, "A regular expression on normalised text; `(?<value>…)` marks the value."),
    may("value", Text, "The value that the words mean, where none is marked."),
    NEAR,
    NOT_TOUCHING,
    UNLESS,
];

const NEAR: Key = may("near", List(&Text), "Terms, one of which must stand within a few words.");
const NOT_TOUCHING: Key = may("not-touching", List(&Text), "Terms that must not be the adjacent word.");
const UNLESS: Key = may("unless", List(&Text), "Terms that must not stand in the sentence.");

/// A term.
pub const TERM: &[Key] = &[
    may("en", List(&Text), "English forms, as people say them; ` * ` stands for up to four words."),
    may("id", List(&Text), "Indonesian forms."),
    may("zh", List(&Text), "Chinese forms."),
    may("any", List(&Text), "Forms in whatever language."),
    may("includes", List(&Text), "Terms whose forms are forms of this one too."),
];

/// Spellings by language.
pub const VARIANTS: &[Key] = &[
    may("en", Entries(&List(&Text)), "English words with their other spellings."),
    may("id", Entries(&List(&Text)), "Indonesian words with their other spellings."),
    may("zh", Entries(&List(&Text)), "Chinese words with their other spellings."),
];

/// The kinds of cues.
pub const CUES: &[Key] = &[
    may("denies-next", Map(CUE), "What follows is denied."),
    may("denies-previous", Map(CUE), "What stands before is denied."),
    may("denies-beside", Map(CUE), "The word next to it is denied."),
    may("denies-alone", Map(CUE), "As a clause of its own it denies what was said."),
    may("denies-shown", Map(CUE), "A message or code that follows is denied."),
    may("withdraws", Map(CUE), "What was said is taken back."),
    may("ceases", Map(CUE), "What happened happens no more."),
    may("returns", Map(CUE), "What was missed is there again."),
    may("absent", Map(CUE), "What is not there."),
    may("trouble", Map(CUE), "What is wrong, and may cease."),
    may("doubts", Map(CUE), "Voids a word of success after it in its clause."),
    may("bystander", Map(CUE), "People whose own success says nothing of the sender's trouble."),
    may("persists", Map(CUE), "The trouble goes on; what was promised or done before ended nothing."),
    may("asks", Map(CUE), "Begins a question about what would be."),
    may("recurs", Map(CUE), "Beside a bare code it makes it a code."),
    may("resolved", Map(CUE), "What was said is over."),
    may("hypothetical", Map(CUE), "What is said is supposed."),
    may("other-person", Map(CUE), "What is said is somebody else's."),
    may("past", Map(CUE), "What is said is long ago."),
    may("contrast", Map(CUE), "Here another statement begins."),
    may("purpose", Map(CUE), "The text is written for later use."),
    may("supposes", Map(CUE), "With `would` in its sentence it makes what is said supposed."),
    may("would", Map(CUE), "What follows from a supposition."),
    may("was", Map(CUE), "How it was before a turn to the better."),
    may("now", Map(CUE), "How it is after a turn."),
    may("already", Map(CUE), "It is so already."),
    may("fine", Map(CUE), "It is well."),
    may("appears", Map(CUE), "It can be seen."),
    may("again", Map(CUE), "Takes a turn to the better back."),
    may("tried", Map(CUE), "What was done about it; a success after it ends the story."),
    may("believed", Map(CUE), "What was believed, until a contrast proves it wrong."),
    may("pseudo", Map(CUE), "Words that look like a cue and are none."),
];

/// The forms of a kind of cue.
pub const CUE: &[Key] = &[
    may("en", List(&Text), "English forms."),
    may("id", List(&Text), "Indonesian forms."),
    may("zh", List(&Text), "Chinese forms."),
    may("any", List(&Text), "Forms in whatever language."),
];

/// A symptom.
pub const SYMPTOM: &[Key] = &[
    must("title", Texts, "What is seen, in a few words."),
    must("seen", List(&Map(PATTERN)), "Patterns; any one is enough."),
    may("question", Flag, "Whether it is a question, so that who only asks, or asks ahead, has it."),
];

/// The keys of a pattern of which it has exactly one.
pub const PATTERN_KINDS: &[&str] = &["message", "say", "code", "regex", "mention"];

/// A pattern of a symptom.
pub const PATTERN: &[Key] = &[
    may("message", Either(&Text, &Texts), "Text that the product shows; `{name}` stands for anything short."),
    may("say", List(&Text), "Terms that stand together in one sentence, in any order."),
    may("code", Text, "A code as a whole word."),
    may("regex", Text, "A regular expression on normalised text: lower case, single spaces."),
    may("mention", Test, "A fact that the text states."),
    may("within", Text, "How far apart the terms of a `say` may stand, such as `2 sentences`."),
    may("generic", Flag, "Whether a `say` counts only where its product is named."),
    NEAR,
    NOT_TOUCHING,
    UNLESS,
];

const SYMPTOMS: Key = must(
    "symptoms",
    Either(&Word(&["all"]), &List(&Text)),
    "Any one of these symptoms, or `all` of the pack.",
);
const WHEN: Key = may("when", Condition, "What must hold; left out, the symptom alone proves the cause.");

/// A rule.
pub const RULE: &[Key] = &[
    SYMPTOMS,
    WHEN,
    may("fallback", Flag, "Whether it is offered only for symptoms that no other rule explains."),
    may("also", List(&Map(WAY)), "Further ways to the same cause."),
    may("yields-to", List(&Text), "Causes that come before this one."),
    must("cause", Map(CAUSE), "What is the matter."),
    must("resolution", List(&Map(STEP)), "What to do, in order."),
];

/// A further way to a cause.
pub const WAY: &[Key] = &[SYMPTOMS, WHEN];

/// Who reads a cause or does a step.
pub const AUDIENCES: &[&str] = &["customer", "agent"];

/// A cause.
pub const CAUSE: &[Key] = &[
    must("title", Texts, "What is the matter, in a few words."),
    must("explanation", Texts, "Why that shows the symptom."),
    may("source", Text, "The article it rests on, a name under `sources`."),
    may("for", Word(AUDIENCES), "`agent` where the customer must never see this cause."),
];

/// A step.
pub const STEP: &[Key] = &[
    must("for", Word(AUDIENCES), "Who does it; what is for the agent is never shown to the customer."),
    may("do", Texts, "What to do."),
    may("contact", Text, "Whom to turn to, a name under `contacts`."),
    may("when", Condition, "Shown when true, left out when false, worded with `if` when unknown."),
    may("if", Texts, "The words for the condition while it is unknown."),
];

/// The operators of fact tests.
pub const OPERATORS: &[Key] = &[
    may("is", Text, "It is this value; of a date, also `today`."),
    may("is-not", Text, "It is another value."),
    may("one-of", List(&Text), "It is one of these values."),
    may("has", Text, "The set holds this member."),
    may("has-any", List(&Text), "The set holds one of these at least."),
    may("has-all", List(&Text), "The set holds all of these."),
    may("has-none", List(&Text), "The set holds none of these."),
    may("is-empty", Flag, "The set is known to be empty, or not to be."),
    may("at-least", Number, "This number or more."),
    may("at-most", Number, "This number or less."),
    may("above", Number, "More than this number."),
    may("below", Number, "Less than this number."),
    may("before", Text, "Before this day, or `today`."),
    may("on-or-before", Text, "On this day or before it."),
    may("after", Text, "After this day, or `today`."),
    may("on-or-after", Text, "On this day or after it."),
    may("days-since", Map(DAYS), "How many days lie between the date and the day of diagnosis."),
    may("known", Flag, "Whether anybody knows the fact; the one operator that takes that for an answer."),
];

/// The operators of `days-since`.
pub const DAYS: &[Key] = &[
    may("is", Number, "So many days."),
    may("at-least", Number, "So many days or more."),
    may("at-most", Number, "So many days or fewer."),
    may("above", Number, "More days."),
    may("below", Number, "Fewer days."),
];

/// A snapshot.
pub const SNAPSHOT: &[Key] = &[
    may("as_of", Date, "The day of diagnosis."),
    may("text", Either(&Text, &AnyList(&Text)), "The ticket, or its mails with the newest first."),
    may("symptoms", AnyList(&Text), "Symptoms ticked by hand."),
    may("facts", Shape::Any, "What is known: names of facts and their values."),
    may("products", AnyList(&Text), "Packs whose product it is about, where somebody said so."),
    may(
        "not_seen",
        AnyList(&Text),
        "Symptoms that the customer does not see, whatever the text seems to say.",
    ),
    may("not_known", AnyList(&Text), "Facts that were asked for and nobody knew."),
];

/// A fixture.
pub const FIXTURE: &[Key] = &[
    must("name", Text, "What it shows, in a few words."),
    must("snapshot", Map(SNAPSHOT), "One account at one moment."),
    must("expect", Map(EXPECT), "What should come out; what is left out is not checked."),
];

const IDS: Shape = AnyList(&Text);
const ID_OR_NONE: Shape = Either(&Text, &AnyList(&Text));

/// What a fixture expects.
pub const EXPECT: &[Key] = &[
    may("symptoms", IDS, "The symptoms that are present, all of them; an empty list means none."),
    may("denied", IDS, "All other mentions: denied, supposed or quoted."),
    may("confirmed", IDS, "The confirmed causes, all of them."),
    may("possible", IDS, "The possible causes, all of them."),
    may("ruled-out", IDS, "The causes that are ruled out, all of them."),
    may("first", ID_OR_NONE, "The first diagnosis; an empty list expects none."),
    may("asks", ID_OR_NONE, "The fact of the first question; an empty list expects none."),
];
