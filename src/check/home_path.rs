//! PB601: a path below somebody's home directory stands in a document that is published.

use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Severity};
use crate::leak::LeakKind;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB601"),
    name: "home-directory",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb601.md"),
    run: Run::Leak(LeakKind::Home, "Write the path relative to the repository, or as `~`."),
};
