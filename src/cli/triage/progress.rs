//! How far a run is, on a terminal.

use crate::render::triage::number;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What is known of a run while it goes on.
pub struct Progress {
    /// Follows the bytes read.
    pub bar: ProgressBar,
    /// Tickets that were put out.
    pub tickets: Arc<AtomicU64>,
}

/// A bar on standard error; nothing where that is no terminal, or where `hidden`. Of a run that is `limited` nobody
/// knows how much of the inputs it will read.
pub fn start(inputs: &[OsString], limited: bool, hidden: bool) -> Progress {
    let size = |name: &OsString| {
        let known = fs::metadata(name).ok().filter(fs::Metadata::is_file);
        known.map(|known| known.len())
    };
    // Of a pipe nobody knows how long it is.
    let total: Option<u64> = inputs.iter().map(size).sum();
    let total = total.filter(|_| !limited);
    let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(5) };
    let bar = ProgressBar::with_draw_target(total, target);
    let template = match total {
        Some(_) => "{wide_bar} {percent:>3} %  {tickets}  {eta} left",
        None => "{spinner} {tickets}  {elapsed}",
    };
    let tickets = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&tickets);
    let told = move |state: &ProgressState, out: &mut dyn fmt::Write| {
        let count = counted.load(Ordering::Relaxed);
        let rate = count as f64 / state.elapsed().as_secs_f64().max(0.001);
        _ = write!(out, "{} tickets, {} a second", number(count), number(rate as u64));
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.with_key("tickets", told));
    }
    Progress { bar, tickets }
}

/// Whether standard output is a file, so that a bar beside it disturbs nobody.
pub fn output_is_a_file() -> bool {
    fs::metadata("/dev/stdout").is_ok_and(|known| known.is_file())
}
