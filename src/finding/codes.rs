//! All codes of loading, one table.

/// A code with its one-line summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The code, kebab-case, never changed.
    pub code: &'static str,
    /// What it means, one line.
    pub summary: &'static str,
}

/// Every code that loading can report, in order.
pub const CODES: &[Code] = &[];
