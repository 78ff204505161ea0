//! A problem with something that is no document: book.toml, an argument, a file that can't be read.

use std::fmt;

use crate::diag::Severity;

/// A problem at the edge, with the place where it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Whether something is lost by it: an error unless said otherwise.
    pub severity: Severity,
    /// The file, as the user would name it.
    pub path: String,
    /// 1-based line and column, if it is about a place in a text file.
    pub at: Option<(u32, u32)>,
    /// What was found and what was expected: one sentence.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Fault {
    /// A problem with the file at `path`.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, path: path.into(), at: None, message: message.into(), help: None }
    }

    /// Adds the 1-based line and column.
    #[must_use]
    pub fn at(mut self, line: u32, column: u32) -> Self {
        self.at = Some((line, column));
        self
    }

    /// Says how much it weighs.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some((line, column)) => write!(f, "{}:{line}:{column}: {}", self.path, self.message)?,
            None => write!(f, "{}: {}", self.path, self.message)?,
        }
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}
