//! PB605: a tool that wrote the document left its own marks in it.

use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Severity};
use crate::leak::LeakKind;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB605"),
    name: "tool-debris",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb605.md"),
    run: Run::Leak(LeakKind::Debris, "Delete the line; it is not rendered."),
};
