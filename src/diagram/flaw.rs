//! Why a diagram is not drawn.

use std::ops::Range;

/// Why a diagram is not drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong with it.
    pub sort: FlawSort,
    /// What was found, and what was expected.
    pub message: String,
    /// Where in the source, as bytes, where that is known.
    pub at: Option<Range<usize>>,
}

/// What is wrong with a diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlawSort {
    /// Its source breaks the rules of its kind.
    Invalid,
    /// Its source names no kind that is known.
    Unknown,
    /// There is too much in it.
    Large,
    /// It was read, but can't be drawn.
    Undrawn,
}

impl Flaw {
    pub(super) fn invalid(message: impl Into<String>, at: Option<Range<usize>>) -> Self {
        Self { sort: FlawSort::Invalid, message: one_line(&message.into()), at }
    }

    pub(super) fn unknown() -> Self {
        let message = "its first line names no kind of diagram".to_owned();
        Self { sort: FlawSort::Unknown, message, at: None }
    }

    pub(super) fn large(message: String) -> Self {
        Self { sort: FlawSort::Large, message, at: None }
    }

    pub(super) fn undrawn(message: impl Into<String>) -> Self {
        Self { sort: FlawSort::Undrawn, message: one_line(&message.into()), at: None }
    }
}

/// The longest message, in characters.
const MESSAGE: usize = 300;

fn one_line(message: &str) -> String {
    let words: Vec<&str> = message.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(MESSAGE) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or("")),
        None => line,
    }
}
