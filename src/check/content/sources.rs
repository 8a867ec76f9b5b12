//! Sources that nobody has looked at for long.

use crate::check::Sink;
use crate::check::scene::Scene;
use crate::finding::Finding;
use jiff::ToSpan;

/// `stale-source`: last reviewed more than a year before the day given, or at no known day. Without a day nothing
/// is said, so that the same packs give the same findings tomorrow.
pub(crate) fn sources(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(day) = scene.as_of else { return };
    let Ok(limit) = day.checked_sub(1.year()) else { return };
    for pack in scene.packs() {
        for source in &scene.book.packs[pack].sources {
            let (message, label) = match source.reviewed {
                Some(reviewed) if reviewed >= limit => continue,
                Some(reviewed) => (
                    format!("the source `{}` was last reviewed on {reviewed}", source.name),
                    format!("more than a year before {day}"),
                ),
                None => (
                    format!("nobody says when the source `{}` was reviewed", source.name),
                    "no `reviewed` here".to_owned(),
                ),
            };
            sink.report(
                Finding::lint("stale-source", message)
                    .label(source.place, label)
                    .help("read the article again, correct what changed, and set `reviewed`"),
            );
        }
    }
}
