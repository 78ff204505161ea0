//! A decision record: what was decided, whether it still holds, and which other records it speaks of. Everything is as
//! stated in the record itself; what other records say of it is linked later.

use crate::place::{DocId, Place, Span};

/// Whether a decision holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ruling {
    /// It is being written.
    Draft,
    /// It waits for an answer.
    Proposed,
    /// It holds.
    Accepted,
    /// It was turned down.
    Rejected,
    /// It no longer holds, and nothing took its place.
    Deprecated,
    /// Another one took its place.
    Superseded,
    /// Nothing is stated, or a word nobody can place.
    #[default]
    Unknown,
}

impl Ruling {
    /// All of them, those that hold or may come to hold first.
    pub const ALL: [Ruling; 7] = [
        Ruling::Accepted,
        Ruling::Proposed,
        Ruling::Draft,
        Ruling::Superseded,
        Ruling::Deprecated,
        Ruling::Rejected,
        Ruling::Unknown,
    ];

    /// The word used in JSON, addresses and the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Ruling::Draft => "draft",
            Ruling::Proposed => "proposed",
            Ruling::Accepted => "accepted",
            Ruling::Rejected => "rejected",
            Ruling::Deprecated => "deprecated",
            Ruling::Superseded => "superseded",
            Ruling::Unknown => "unknown",
        }
    }

    /// Whether it holds or may come to hold.
    pub fn is_live(self) -> bool {
        matches!(self, Ruling::Draft | Ruling::Proposed | Ruling::Accepted)
    }
}

/// What a record says about another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// It takes the other's place.
    Supersedes,
    /// The other takes its place.
    SupersededBy,
    /// It changes or completes the other, which goes on.
    Amends,
    /// The other changes or completes it.
    AmendedBy,
    /// It speaks of it.
    Relates,
}

/// How a record names another one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A link to a file, as written.
    File(String),
    /// A number.
    Number(u32),
    /// The name of its file, without extension.
    Name(String),
}

/// A mention of another record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What is said.
    pub relation: Relation,
    /// Whether it is said of a part only: `supersedes the mechanisms of …`.
    pub partial: bool,
    /// Which record.
    pub target: Target,
    /// The words that name it.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// An option that was considered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Its name.
    pub title: String,
    /// Whether it was chosen.
    pub chosen: bool,
    /// Arguments for it.
    pub pros: Vec<String>,
    /// Arguments against it.
    pub cons: Vec<String>,
    /// Arguments that weigh neither way.
    pub neutral: Vec<String>,
}

/// A stretch of time as a record states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Months.
    pub months: u32,
    /// Days beside them.
    pub days: u32,
    /// Where it stands.
    pub place: Place,
}

/// A decision record.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The document.
    pub doc: DocId,
    /// Its number.
    pub number: Option<u32>,
    /// Its title without the number.
    pub title: String,
    /// The line of the title, or the first of the record.
    pub place: Place,
    /// Whether it holds.
    pub ruling: Ruling,
    /// What its status field says, where that is not the last word: `Accepted` under a note that says `superseded by`.
    pub outdated: Option<Place>,
    /// The words of the status field.
    pub status_text: Option<String>,
    /// Where they stand.
    pub status_place: Option<Place>,
    /// The day it was taken, `2026-11-21`.
    pub date: Option<String>,
    /// The date as written, where that is no day of the calendar.
    pub date_text: Option<String>,
    /// The day it was to be looked at again, and where that is said.
    pub review: Option<(String, Place)>,
    /// How long after it was taken it was to be looked at again, where that is said so.
    pub review_after: Option<Wait>,
    /// Who took it.
    pub deciders: Vec<String>,
    /// Who was asked.
    pub consulted: Vec<String>,
    /// Who was told.
    pub informed: Vec<String>,
    /// Labels.
    pub tags: Vec<String>,
    /// What was decided, in a sentence.
    pub outcome: Option<String>,
    /// The options.
    pub choices: Vec<Choice>,
    /// A Y-statement: names of its parts and their words.
    pub statement: Vec<(&'static str, String)>,
    /// Other records it names, in document order; what is said in strong words first.
    pub references: Vec<Reference>,
    /// Stretches that say nothing but what stands in the members above.
    pub told: Vec<Span>,
    /// The name of its page where it is written in code; `None` for a record with a file of its own.
    pub in_code: Option<String>,
}
