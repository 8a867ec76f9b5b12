//! Words and numbers of the support desk in what a customer reads.

use crate::check::Sink;
use crate::check::scene::Scene;
use crate::check::tickets;
use crate::finding::Finding;

/// Words that mean something only behind the desk. Lower case; matched as whole words where they are Latin.
const DESK: &[&str] = &[
    "crm",
    "internal",
    "case number",
    "case id",
    "ticket queue",
    "escalate",
    "escalation",
    "tier 2",
    "tier 3",
    "l2",
    "l3",
    "sla",
    "knowledge base",
    "macro",
    "salesforce",
    "jira",
    "servicenow",
    "zendesk",
    "internal note",
    "nomor kasus",
    "eskalasi",
    "catatan internal",
    "basis pengetahuan",
    "内部",
    "工单系统",
    "升级工单",
    "知识库",
];

/// `agent-words`: such a word, or the number of a case, in a text that the customer may read.
pub(crate) fn audience(scene: &Scene<'_>, sink: &mut Sink) {
    for text in scene.texts.iter().filter(|text| text.for_customer) {
        for (_, version) in &text.versions {
            let lower = version.value.to_lowercase();
            let word = DESK
                .iter()
                .find(|word| holds(&lower, word))
                .map(|word| (*word, "a word of the support desk"));
            let number = || Some((tickets::number(&version.value)?, "a number of the support desk"));
            if let Some((word, label)) = word.or_else(number) {
                sink.report(
                    Finding::lint("agent-words", format!("the customer reads `{word}` in `{}`", text.owner))
                        .label(version.place, label)
                        .help("say it in the customer's words, or mark the step `for: agent`"),
                );
            }
        }
    }
}

fn holds(text: &str, word: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
        !word.is_ascii() || !(letter(before) || letter(after))
    })
}
