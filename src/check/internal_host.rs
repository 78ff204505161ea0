//! PB604: the address of a machine inside a network stands in a document that is published.

use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Severity};
use crate::leak::LeakKind;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB604"),
    name: "internal-host",
    severity: Severity::Note,
    page: include_str!("../../content/checks/pb604.md"),
    run: Run::Leak(
        LeakKind::Host,
        "Use a name that means the same outside, or mask it: `[publication] mask = true`.",
    ),
};
