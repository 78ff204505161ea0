//! PB603: a token, password or private key stands in a document.

use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Severity};
use crate::leak::LeakKind;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB603"),
    name: "secret",
    severity: Severity::Error,
    page: include_str!("../../content/checks/pb603.md"),
    run: Run::Leak(
        LeakKind::Secret,
        "Revoke it first: it is in the history of the repository too. Then take it out.",
    ),
};
