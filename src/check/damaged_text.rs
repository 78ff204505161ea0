//! PB002: text that was damaged by a wrong code page, and what was mended. Found while the file is decoded.

use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB002"),
    name: "damaged-text",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb002.md"),
    run: Run::Earlier,
};
