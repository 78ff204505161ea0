//! PB007: a file that is not UTF-8. Found while the file is decoded.

use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB007"),
    name: "not-utf-8",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb007.md"),
    run: Run::Earlier,
};
