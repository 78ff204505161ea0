//! What a rule is.

use crate::check::api_case::ApiCase;
use crate::check::case::Case;
use crate::date::Date;
use crate::decode::Document;
use crate::diag::{Code, Diagnostic, RuleInfo, Severity};
use crate::leak::LeakKind;
use crate::link::Linked;

/// A rule with its page.
pub struct Rule {
    /// Its stable code.
    pub code: Code,
    /// Its name: `open-items-in-done-part`.
    pub name: &'static str,
    /// How much its findings weigh as a rule; a finding that is less sure weighs less.
    pub severity: Severity,
    /// What it is, why, and what to do, with examples that are its test cases: the text of `content/checks/`.
    pub page: &'static str,
    /// What it looks at.
    pub(super) run: Run,
}

impl Rule {
    /// Its title: the heading of its page without the code.
    pub fn title(&self) -> &'static str {
        let heading = self.page.lines().next().unwrap_or("");
        heading.split_once(": ").map_or(heading, |(_, title)| title)
    }

    /// What is told of it.
    pub(super) fn info(&self) -> RuleInfo {
        RuleInfo {
            code: self.code.0,
            name: self.name,
            weight: self.severity.word(),
            title: self.title().to_owned(),
            text: self.text().to_owned(),
        }
    }

    /// Its page without the cases that test it.
    pub fn text(&self) -> &'static str {
        self.page.split("\n## Cases\n").next().unwrap_or(self.page).trim_end()
    }
}

/// What a rule looks at.
pub(super) enum Run {
    /// One plan or report.
    Plan(fn(&Case<'_>) -> Vec<Diagnostic>),
    /// One API definition.
    Api(fn(&ApiCase<'_>) -> Vec<Diagnostic>),
    /// One document of any kind.
    Document(fn(&Document) -> Vec<Diagnostic>),
    /// Everything that was read, on the day the site speaks of.
    Corpus(fn(&Linked, Option<Date>) -> Vec<Diagnostic>),
    /// What a document would publish, and what to do about it.
    Leak(LeakKind, &'static str),
    /// Nothing here: an earlier stage reports it while it reads.
    Earlier,
}
