//! What is told of a rule to programs and readers.

/// A rule in words.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleInfo {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its weight: `error`, `warning` or `note`.
    pub weight: &'static str,
    /// One line.
    pub title: String,
    /// All of it, in Markdown.
    pub text: String,
}
