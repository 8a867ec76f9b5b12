//! The comments that allow findings and missed mutants.

use super::{Code, entry};
use crate::finding::Severity::{Error, Warning};

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
        "bad-survivor",
        Error,
        "a `# survives` comment without a known change or a reason",
        "`test --mutants` reads `# survives drop-pattern: reason`, alone on the line above a rule, symptom, pattern or \
         definition: every missed mutant of that change below it is accepted, for the reason given.",
        "",
        "",
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
    entry(
        "unused-survivor",
        Error,
        "a `# survives` comment that accepts no missed mutant",
        "A fixture notices the change by now, or the comment stands above something else. Remove it: left in place \
         it would accept the next gap.",
        "",
        "",
    ),
];
