//! Who speaks, and what is only asked: the persons of a text and its questions.
//!
//! In: a text and its tokens. Out: where "I" and "we" stand, which sentences begin with "he" or "they", which end
//! with a question mark. Decides nothing itself.

use super::token::{Kind, Token};
use super::words::Outline;

/// Words for the writer that are the subject of a clause where they stand.
const SUBJECTS: &[&str] = &["i", "we", "im", "ive", "weve", "我", "咱"];
/// What is the writer's own.
const FIRST_OWN: &[&str] = &["my", "our", "ours", "mine"];
/// Words for the writer that may be anything else as well; a subject where they begin a clause or follow such a word.
const OBJECTS_TOO: &[&str] = &["saya", "kami", "kita", "aku", "gue"];
const LEADS: &[&str] = &["dan", "jadi", "terus", "lalu", "sekarang", "tapi", "maka", "sehingga", "kini"];
/// "We are": the writer, the word between, and words that say as much by themselves.
const WRITERS: &[&str] = &["i", "we", "saya", "kami", "kita", "aku", "我", "们"];
const COPULAS: &[&str] = &["am", "are", "adalah", "merupakan", "ini", "是"];
const AS: &[&str] = &["as", "being", "sebagai", "selaku"];
const THIRD_PERSON: &[&str] =
    &["he", "she", "they", "his", "her", "their", "dia", "ia", "mereka", "他", "她", "对"];

/// What is another person's own.
const THIRD_OWN: &[&str] = &["hers", "his", "her", "theirs", "dia", "mereka", "他", "她"];
/// Words that may stand between that and what is said of it; Han characters are less than a word each.
const OWN: u32 = 2;

const POSSESSIVES: &[&str] = &["my", "our"];
const PREPOSITIONS: &[&str] = &["in", "of", "from", "at", "with", "within", "near", "to", "beside"];

/// All words that a token is looked up in.
static TELLING: Outline =
    Outline::of(&[SUBJECTS, FIRST_OWN, OBJECTS_TOO, COPULAS, AS, THIRD_PERSON, THIRD_OWN]);

/// Persons and questions of one part.
#[derive(Debug, Default)]
pub(super) struct Speech {
    /// Tokens that are "I", "we", "my" and the like, in order.
    first: Vec<u32>,
    /// Those of them that may be a subject, in order.
    subjects: Vec<u32>,
    /// Tokens right behind a "we are", in order.
    roles: Vec<u32>,
    /// Sentences that begin with another person, in order.
    third: Vec<u32>,
    /// Tokens that are another person's, in order.
    third_own: Vec<u32>,
    /// Sentences that end with a question mark, in order.
    questions: Vec<u32>,
}

impl Speech {
    /// Cost: linear in the text.
    pub(super) fn new(text: &str, tokens: &[Token]) -> Self {
        // "I've" and "we're" speak of the first person as "I" and "we" do.
        let word = |at: usize| {
            let word = &text[tokens[at].start as usize..tokens[at].end as usize];
            if tokens[at].apostrophe { word.split('\'').next().unwrap_or(word) } else { word }
        };
        // "Another reseller in our group" is still another.
        let belongs =
            |at: usize| at > 0 && POSSESSIVES.contains(&word(at)) && PREPOSITIONS.contains(&word(at - 1));
        let mut speech = Self::default();
        for (at, token) in tokens.iter().enumerate() {
            let next = tokens.get(at + 1);
            if next.is_none_or(|next| next.sentence != token.sentence) {
                let until = next.map_or(text.len(), |next| next.start as usize);
                if text[token.end as usize..until].contains('?') {
                    speech.questions.push(token.sentence);
                }
            }
            let raw = &text[token.start as usize..token.end as usize];
            if !token.apostrophe && !TELLING.may_hold(raw) {
                continue;
            }
            let (subject, any) = (SUBJECTS.contains(&word(at)), OBJECTS_TOO.contains(&word(at)));
            if (subject || any || FIRST_OWN.contains(&word(at))) && !belongs(at) {
                speech.first.push(at as u32);
                // "Rekan yang dapat hak bareng saya" has another subject.
                let led =
                    || at == 0 || tokens[at - 1].clause != token.clause || LEADS.contains(&word(at - 1));
                if subject || (any && led()) {
                    speech.subjects.push(at as u32);
                }
            }
            let is = COPULAS.contains(&raw) && at > 0 && WRITERS.contains(&word(at - 1));
            if is || AS.contains(&raw) || raw.ends_with("'re") || raw == "i'm" {
                speech.roles.push(at as u32 + 1);
            }
            if THIRD_OWN.contains(&word(at)) {
                speech.third_own.push(at as u32);
            }
            let opens = at == 0 || tokens[at - 1].sentence != token.sentence;
            if opens && THIRD_PERSON.contains(&word(at)) {
                speech.third.push(token.sentence);
            }
        }
        speech
    }

    /// Whether the writer comes back to themselves between two token positions.
    ///
    /// "A partner we share an office with" does not: a first person right after the cue describes the other.
    pub(super) fn first_person_between(&self, from: u32, to: u32) -> bool {
        let first = self.first.partition_point(|at| *at <= from);
        self.first.get(first).is_some_and(|at| *at < to)
    }

    /// Whether the writer is what is said from a token on: "we are an indirect reseller", "as a partner".
    pub(super) fn is_of_writer(&self, at: u32) -> bool {
        self.roles.binary_search(&at).is_ok()
    }

    /// Whether the writer may be the subject of something between two token positions.
    pub(super) fn is_subject_between(&self, from: u32, to: u32) -> bool {
        let first = self.subjects.partition_point(|at| *at < from);
        self.subjects.get(first).is_some_and(|at| *at < to)
    }

    /// Whether a sentence begins with another person: "he gets a 403".
    pub(super) fn third_person_opens(&self, sentence: u32) -> bool {
        self.third.binary_search(&sentence).is_ok()
    }

    /// Whether what is said at a token is said of what another person has: "hers works again", "他那边已经好了".
    pub(super) fn is_of_another(&self, at: u32, tokens: &[Token]) -> bool {
        let before = self.third_own.partition_point(|own| *own < at);
        let Some(own) = before.checked_sub(1).and_then(|last| self.third_own.get(last)) else { return false };
        let han = tokens[*own as usize].kind == Kind::Han;
        at - own <= if han { 3 * OWN } else { OWN }
            && tokens[*own as usize].clause == tokens[at as usize].clause
            && !self.first_person_between(*own, at)
    }

    /// Whether a sentence is asked and not said.
    pub(super) fn is_question(&self, sentence: u32) -> bool {
        self.questions.binary_search(&sentence).is_ok()
    }
}
