//! The first questions of who leads a desk, each with a short answer.

use super::{ReportView, percent};
use crate::render::safe;
use crate::triage::Status;

/// A question with its answer.
pub struct Card {
    /// The question.
    pub title: &'static str,
    /// The section that says more.
    pub section: &'static str,
    /// How many tickets, and of what; the first line may be the sum.
    pub lines: Vec<(String, String)>,
}

/// Lines of an answer, the sum not counted.
const LINES: usize = 3;
/// Words that stand for a group.
const WORDS: usize = 4;

/// What the tickets are about, what can be answered, what should have been asked, what is not known.
pub fn cards(view: &ReportView<'_>) -> [Card; 4] {
    let (report, phrases, book) = (view.report, view.phrases(), view.book);
    let all = report.total.all();
    let title =
        |cause: &crate::triage::report::CauseCount| book.rules[cause.rule].title.get(view.lang).to_owned();
    let share = |count: u64| percent(count, all);
    let packs = report.packs.iter().map(|(_, count)| count).sum::<u64>();
    let named = report.packs.iter().take(LINES);
    let named =
        named.map(|(pack, count)| format!("{} {}", book.packs[*pack].title.get(view.lang), share(*count)));
    let named = named.collect::<Vec<_>>().join(" · ");
    let packs = (packs > 0).then(|| (share(packs), format!("{}{named}", phrases.glance_known)));
    let about = report.causes.iter().take(LINES);
    let about = about.map(|cause| (share(cause.confirmed + cause.possible), title(cause)));
    let mut answered: Vec<_> = report.causes.iter().filter(|cause| cause.answered > 0).collect();
    answered.sort_by_key(|cause| std::cmp::Reverse(cause.answered));
    let sum = |count: u64, name: &str| (count > 0).then(|| (share(count), name.to_owned()));
    let answers = sum(report.total.answered, phrases.glance_sum)
        .into_iter()
        .chain(answered.into_iter().take(LINES).map(|cause| (share(cause.answered), title(cause))));
    let questions =
        report.questions.iter().filter(|question| question.settles > 0).take(LINES).map(|question| {
            let fact = &book.facts[question.fact];
            let ask = fact.ask.as_ref().map_or(fact.name.as_str(), |ask| ask.get(view.lang));
            (share(question.settles), ask.to_owned())
        });
    let groups = report.groups.iter().take(LINES).map(|group| {
        let words: Vec<String> = group.words.iter().take(WORDS).map(|word| safe::line(word)).collect();
        (share(group.size), words.join(" · "))
    });
    let none = if report.groups.is_empty() { phrases.glance_alone } else { phrases.glance_sum };
    let unknown = sum(report.total.of(Status::Unmatched), none).into_iter().chain(groups);
    let card = |title, section, lines| Card { title, section, lines };
    [
        card(phrases.glance_about, "causes", packs.into_iter().chain(about).collect()),
        card(phrases.glance_answer, "causes", answers.collect()),
        card(phrases.glance_ask, "questions", questions.collect()),
        card(phrases.glance_unknown, "groups", unknown.collect()),
    ]
}
