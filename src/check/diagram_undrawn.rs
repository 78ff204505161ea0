//! PB501: a diagram that can't be drawn. Found while documents are read.

use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB501"),
    name: "diagram-undrawn",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb501.md"),
    run: Run::Earlier,
};
