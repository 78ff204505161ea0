//! A finding about one or more places in documents. Its constructor lives beside the code that finds it.

use crate::place::{Place, Span};

/// A stable code such as `PB101`. The list of those in use is [`crate::check::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

/// How much a finding weighs. Ordered: a note is less than an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// A reviewer should look.
    Warning,
    /// The plan can't be believed as it stands.
    Error,
}

impl Severity {
    /// The word printed for it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// How sure planbook is that a fair reader would agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// A hint.
    Low,
    /// Likely.
    Medium,
    /// Certain.
    High,
}

impl Confidence {
    /// The word printed for it.
    pub fn word(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }
}

/// What a quoted place stands for in a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// What the text says.
    Claim,
    /// What its own items say.
    Count,
    /// What proof says.
    Evidence,
    /// Anything else.
    Other,
}

impl Role {
    /// The word printed for it.
    pub fn word(self) -> &'static str {
        match self {
            Role::Claim => "claim",
            Role::Count => "count",
            Role::Evidence => "evidence",
            Role::Other => "other",
        }
    }
}

/// One quoted place of a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What it stands for.
    pub role: Role,
    /// What to say beside the quotation; may be empty.
    pub text: String,
}

/// A byte edit of the file as it lies on disk that mends the finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What applying it does, as an imperative sentence.
    pub title: String,
    /// The places to replace (in the decoded text) with their new text, in order, not overlapping.
    pub edits: Vec<(Place, String)>,
}

/// What an author answered to a finding in the plan or in book.toml.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Their reason, as written.
    pub reason: String,
    /// The last day it holds (`2026-12-31`), if one is given.
    pub until: Option<String>,
    /// Whether that day has passed.
    pub expired: bool,
    /// Where it is written; `None` for an answer in book.toml.
    pub place: Option<Place>,
}

/// A finding. The main place comes first; every place quoted is in `places`.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Its stable code.
    pub code: Code,
    /// Its weight.
    pub severity: Severity,
    /// How sure planbook is.
    pub confidence: Confidence,
    /// One sentence that quotes both sides.
    pub message: String,
    /// The places quoted, the main one first.
    pub places: Vec<Label>,
    /// What to do, if that can be said.
    pub help: Option<String>,
    /// A safe patch, if there is one.
    pub fix: Option<Fix>,
    /// The author's answer, if there is one. It never removes the finding from the count.
    pub answer: Option<Answer>,
}

impl Diagnostic {
    /// A finding of high confidence at one place.
    pub fn new(code: Code, severity: Severity, message: impl Into<String>, place: Place) -> Self {
        Self {
            code,
            severity,
            confidence: Confidence::High,
            message: message.into(),
            places: vec![Label { place, role: Role::Other, text: String::new() }],
            help: None,
            fix: None,
            answer: None,
        }
    }

    /// Gives the main place a role and a word beside it.
    #[must_use]
    pub fn main(mut self, role: Role, text: impl Into<String>) -> Self {
        if let Some(first) = self.places.first_mut() {
            first.role = role;
            first.text = text.into();
        }
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn and(mut self, place: Place, role: Role, text: impl Into<String>) -> Self {
        self.places.push(Label { place, role, text: text.into() });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets how sure planbook is.
    #[must_use]
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// Adds a patch.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, edits: Vec<(Place, String)>) -> Self {
        self.fix = Some(Fix { title: title.into(), edits });
        self
    }

    /// The span of the main place in its document; empty for a finding without a place.
    pub fn span(&self) -> Span {
        self.places.first().map_or(Span::default(), |label| label.place.span)
    }
}
