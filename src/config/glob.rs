//! Patterns of paths. `*` stays inside a folder, `**` crosses folders, and a pattern that names a folder means
//! everything below it.

use std::fmt;

use globset::{GlobBuilder, GlobMatcher};

/// One pattern, relative to the project's root with `/` between parts.
#[derive(Clone)]
pub struct Pattern {
    text: String,
    at: Option<(u32, u32)>,
    exact: GlobMatcher,
    below: GlobMatcher,
}

impl Pattern {
    /// Reads a pattern that stands at 1-based line and column `at` of book.toml. The error says in words what is
    /// wrong with it.
    pub fn new(text: &str, at: Option<(u32, u32)>) -> Result<Self, String> {
        let clean = text.trim_start_matches("./").trim_end_matches('/');
        if clean.is_empty() {
            return Err("is empty".to_owned());
        }
        if clean.starts_with('/') || clean.split('/').any(|part| part == "..") {
            return Err("leads out of the project".to_owned());
        }
        let build = |text: &str| {
            let glob = GlobBuilder::new(text).literal_separator(true).backslash_escape(true).build();
            glob.map(|glob| glob.compile_matcher())
                .map_err(|error| format!("is no pattern: {}", error.kind()))
        };
        let (exact, below) = (build(clean)?, build(&format!("{clean}/**"))?);
        Ok(Self { text: clean.to_owned(), at, exact, below })
    }

    /// The pattern as written, without `./` before and `/` after it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// 1-based line and column in book.toml.
    pub fn at(&self) -> Option<(u32, u32)> {
        self.at
    }

    /// Whether it means `path`.
    pub fn matches(&self, path: &str) -> bool {
        self.exact.is_match(path) || self.below.is_match(path)
    }

    /// The path in front of its first wildcard: a folder, a file, or `""`.
    pub fn base(&self) -> String {
        let plain = |part: &&str| !part.contains(['*', '?', '[', '{', '\\']);
        self.text.split('/').take_while(plain).collect::<Vec<_>>().join("/")
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some((line, column)) => write!(f, "{:?} at {line}:{column}", self.text),
            None => write!(f, "{:?}", self.text),
        }
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// A list of patterns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Globs(pub Vec<Pattern>);

impl Globs {
    /// Whether one of the patterns means `path`.
    pub fn matches(&self, path: &str) -> bool {
        self.0.iter().any(|pattern| pattern.matches(path))
    }

    /// Whether there is no pattern at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
