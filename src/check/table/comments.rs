//! The comments that allow findings.

use super::{Code, entry};
use crate::finding::Severity::Warning;

pub(super) const CODES: &[Code] = &[
    entry(
        "bad-allow",
        Warning,
        "a comment to casebook that is not understood or gives no reason",
        "A finding is allowed by `# casebook: allow(CODE): reason` on its line, or alone on the line before. The reason \
         is for the next reader. Errors cannot be allowed.",
        "facts:
  # casebook: allow(unused-fact)
  pump.speed: {type: number, ask: {en: How fast?}}
",
        "facts:
  # casebook: allow(unused-fact): the triage report shows it
  pump.speed: {type: number, ask: {en: How fast?}}
",
    ),
    entry(
        "unused-allow",
        Warning,
        "a comment that allows what is not there",
        "What it allowed was corrected, or stands elsewhere now. Left in place it would hide the next mistake.",
        "facts:
  # casebook: allow(closed-world): the desk asks for it anyway
  pump.speed: {type: number, ask: {en: How fast?}}
",
        "facts:
  # casebook: allow(unused-fact): the triage report shows it
  pump.speed: {type: number, ask: {en: How fast?}}
",
    ),
];
