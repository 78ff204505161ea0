//! PB005: front matter, YAML, JSON or TOML that can't be read. Found while the file is decoded.

use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB005"),
    name: "invalid-syntax",
    severity: Severity::Error,
    page: include_str!("../../content/checks/pb005.md"),
    run: Run::Earlier,
};
