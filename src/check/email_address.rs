//! PB602: an e-mail address of a person stands in a document that is published.

use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Severity};
use crate::leak::LeakKind;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB602"),
    name: "e-mail-address",
    severity: Severity::Note,
    page: include_str!("../../content/checks/pb602.md"),
    run: Run::Leak(LeakKind::Email, "Use a name or a role address, or mask it: `[publication] mask = true`."),
};
