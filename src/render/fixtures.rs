//! The result of a fixture run: for each failing fixture what was expected, what came out, and why.

use crate::book::RuleBook;
use crate::fixture::{Fixture, FixtureReport, FixtureResult, Mismatch};
use crate::lang::Lang;
use crate::render::page::{Layout, Look, Page, Run};
use crate::render::safe;
use crate::render::view::View;
use crate::render::why;
use crate::source::{Place, Sources};

/// The failing fixtures of a run; nothing where all pass.
pub fn report(
    book: &RuleBook,
    fixtures: &[Fixture],
    sources: &Sources,
    report: &FixtureReport,
    lang: Lang,
    layout: Layout,
) -> String {
    let mut page = Page::new(layout);
    for (fixture, result) in fixtures.iter().zip(&report.results).filter(|(_, result)| !result.passed()) {
        let view = View { book, case: &fixture.case, diagnosis: &result.diagnosis, lang };
        failure(&mut page, &view, sources, result);
    }
    page.finish()
}

fn failure(page: &mut Page, view: &View<'_>, sources: &Sources, result: &FixtureResult) {
    page.gap();
    page.block(
        &[Run::new("FAILED", Look::Not), Run::plain("  ")],
        &[Run::plain("        ")],
        &[
            Run::new(safe::line(&result.name.value), Look::Strong),
            Run::new(format!("  {}", place(sources, result.name.place)), Look::Quiet),
        ],
    );
    for mismatch in &result.mismatches {
        sides(page, mismatch);
    }
    let mut shown = Vec::new();
    for surprise in result.mismatches.iter().flat_map(|mismatch| &mismatch.surprises) {
        if !shown.contains(&surprise.rule) {
            shown.push(surprise.rule);
            why::account(page, view, surprise, 2);
        }
    }
}

fn sides(page: &mut Page, mismatch: &Mismatch) {
    page.indented(2, &[Run::new(mismatch.key, Look::Strong)]);
    let names = |ids: &[String]| if ids.is_empty() { "none".to_owned() } else { ids.join(", ") };
    for (word, ids) in [("expected  ", &mismatch.expected), ("actual    ", &mismatch.actual)] {
        let rest = [Run::plain(" ".repeat(14))];
        page.block(&[Run::plain("    "), Run::plain(word)], &rest, &[Run::plain(names(ids))]);
    }
}

/// `file:line` of a place.
fn place(sources: &Sources, place: Place) -> String {
    let file = sources.get(place.file);
    let before = file.text.get(..place.span.start as usize).unwrap_or("");
    format!("{}:{}", safe::line(&file.name), before.matches('\n').count() + 1)
}
