//! The report as JSON, for other programs. Fields may be added, never changed.

use super::{ReportView, reason};
use crate::triage::Status;
use crate::triage::report::{Example, Tally};
use serde_json::{Value, json};

/// The report, with a line end.
pub fn report(view: &ReportView<'_>) -> String {
    let (report, book) = (view.report, view.book);
    let causes = report.causes.iter().map(|cause| {
        json!({"cause": book.rules[cause.rule].id, "title": book.rules[cause.rule].title.get(view.lang),
            "confirmed": cause.confirmed, "possible": cause.possible, "answered_at_once": cause.answered,
            "examples": cause.examples.iter().map(example).collect::<Vec<_>>()})
    });
    let symptoms = report.symptoms.iter().map(|(id, present, mentioned)| {
        json!({"symptom": book.symptoms[*id].id, "present": present, "mentioned": mentioned})
    });
    let questions = report.questions.iter().map(|question| {
        let fact = &book.facts[question.fact];
        json!({"fact": fact.id, "ask": fact.ask.as_ref().map(|ask| ask.get(view.lang)),
            "settles": question.settles, "first": question.first})
    });
    let groups = report.groups.iter().map(|group| {
        json!({"size": group.size, "words": group.words, "draft": group.draft,
            "examples": group.examples.iter().map(example).collect::<Vec<_>>()})
    });
    let field = report.field.as_ref().map(|field| {
        let values =
            field.values.iter().map(|(value, count)| json!({"value": value, "tickets": tally(count)}));
        json!({"field": field.name, "values": values.collect::<Vec<_>>(), "others": tally(&field.others)})
    });
    let rejects = report.rejects.iter().map(|rejects| {
        let examples = rejects.examples.iter();
        let examples = examples.map(|(row, why)| json!({"row": row, "reason": reason::text(why, view.lang)}));
        json!({"code": rejects.kind.code(), "reason": reason::kind(rejects.kind, view.lang), "rows": rejects.count,
            "examples": examples.collect::<Vec<_>>()})
    });
    let value = json!({
        "schema": "casebook/report/1",
        "inputs": report.inputs,
        "rules_digest": report.digest,
        "masked": view.masked,
        "tickets": tally(&report.total),
        "verdicts": {"confirmed": report.verdicts[0], "possible": report.verdicts[1]},
        "causes": causes.collect::<Vec<_>>(),
        "questions": questions.collect::<Vec<_>>(),
        "symptoms": symptoms.collect::<Vec<_>>(),
        "packs": report.packs.iter().map(|(pack, count)| json!({"pack": book.packs[*pack].name, "tickets": count})).collect::<Vec<_>>(),
        "languages": report.languages.iter().map(|(lang, count)| json!({"language": lang.map(|lang| lang.code()), "tickets": count})).collect::<Vec<_>>(),
        "days": report.days.iter().map(|(day, count)| json!({"day": day.to_string(), "tickets": tally(count)})).collect::<Vec<_>>(),
        "undated": report.undated,
        "further_days": report.further_days,
        "by_field": field,
        "unmatched_groups": groups.collect::<Vec<_>>(),
        "unmatched_more_groups": {"groups": report.more_groups.0, "tickets": report.more_groups.1},
        "unmatched_single": report.single,
        "rules_never_used": report.never.iter().map(|rule| book.rules[*rule].id.as_str()).collect::<Vec<_>>(),
        "rejects": rejects.collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn tally(tally: &Tally) -> Value {
    let mut counts = serde_json::Map::new();
    counts.insert("all".to_owned(), tally.all().into());
    counts.insert("answered_at_once".to_owned(), tally.answered.into());
    for status in Status::ALL {
        counts.insert(status.name().to_owned(), tally.of(status).into());
    }
    Value::Object(counts)
}

fn example(example: &Example) -> Value {
    let pieces = example.pieces.iter().map(|(text, evidence)| json!({"text": text, "evidence": evidence}));
    json!({"id": example.name, "pieces": pieces.collect::<Vec<_>>()})
}
