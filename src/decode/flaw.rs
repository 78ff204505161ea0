//! PB005: a place where a file breaks the rules of its syntax. The readers of YAML, JSON, TOML and CSV say what
//! they found and what they expected; reading goes on behind it where that is possible.

use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::place::{DocId, Place, Span};

/// Broken syntax.
const BROKEN: Code = Code("PB005");

/// How many flaws of one file are reported one by one.
const LISTED: usize = 20;

/// The flaws of one file, in the order they are found.
#[derive(Debug)]
pub(super) struct Flaws {
    doc: DocId,
    findings: Vec<Diagnostic>,
    more: usize,
}

impl Flaws {
    /// No flaws of `doc` yet.
    pub(super) fn new(doc: DocId) -> Self {
        Self { doc, findings: Vec::new(), more: 0 }
    }

    /// Something is lost or may be misunderstood.
    pub(super) fn error(&mut self, span: Span, message: String, help: &str) {
        self.push(span, Severity::Error, message, help);
    }

    /// Nothing is lost.
    pub(super) fn warning(&mut self, span: Span, message: String, help: &str) {
        self.push(span, Severity::Warning, message, help);
    }

    /// A key stands twice in one mapping.
    pub(super) fn duplicate(&mut self, key: &str, first: Span, second: Span) {
        let message = format!("the key `{}` stands twice in one mapping; the first is used", shorten(key));
        self.push(second, Severity::Warning, message, "remove or rename one of them");
        let place = Place::new(self.doc, first);
        if let Some(last) = self.findings.pop_if(|last| last.span() == second) {
            self.findings.push(last.and(place, Role::Other, "first here"));
        }
    }

    fn push(&mut self, span: Span, severity: Severity, message: String, help: &str) {
        if self.findings.len() >= LISTED {
            self.more += 1;
            return;
        }
        let finding = Diagnostic::new(BROKEN, severity, message, Place::new(self.doc, span));
        self.findings.push(if help.is_empty() { finding } else { finding.help(help) });
    }

    /// Whether so much is wrong that reading on makes no sense.
    pub(super) fn is_full(&self) -> bool {
        self.more > 0
    }

    /// The findings, by place.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.findings.sort_by_key(Diagnostic::span);
        if self.more > 0
            && let Some(last) = self.findings.pop()
        {
            let rest =
                format!("{}; {} further problems in this file are not listed", last.message, self.more);
            self.findings.push(Diagnostic { message: rest, ..last });
        }
        self.findings
    }
}

/// A quotation of at most forty characters, on one line.
pub(super) fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    match line.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or("")),
        None => line.to_owned(),
    }
}
