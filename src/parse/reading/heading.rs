//! Headings taken apart by their text alone, and those that were taken apart before: the states of a plan have most of theirs
//! in common.

use std::cell::RefCell;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::model::Status;
use crate::parse::reading::{GroupHead, LeadId, Title, bare_version, group_head, lead_id};
use crate::vocabulary::{Role, Vocabulary};

/// What the text of a heading says, wherever it stands.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The text taken apart.
    pub title: Title,
    /// The part of the plan it names.
    pub group: Option<GroupHead>,
    /// The id its title begins with.
    pub id: Option<LeadId>,
    /// What it says about what stands below.
    pub role: Option<Role>,
    /// The state that it gives to all below it.
    pub column: Column,
}

/// The state that a heading gives to all below it: one that is nothing but its name, and one that goes on behind it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Column {
    /// `Pending`
    pub whole: Option<Status>,
    /// `Pending: v2.1`
    pub part: Option<Status>,
}

impl Heading {
    /// Takes a heading apart; `whole` is one of the whole document.
    fn of(text: &str, whole: bool, words: &Vocabulary) -> Self {
        let title = Title::of(text, words);
        let group = group_head(&title.text, words).or_else(|| bare_version(&title.text));
        let id = lead_id(&title.text, words);
        let role = if whole { words.role_of_whole(&title.text) } else { words.role(&title.text) };
        let column = Column { whole: words.board(&title.text), part: words.board_part(&title.text) };
        Self { title, group, id, role, column }
    }
}

/// Headings by their text: those of whole documents, and all others. They hold for one vocabulary.
#[derive(Debug, Default)]
pub struct Headings([RefCell<HashMap<String, Heading, RandomState>>; 2]);

impl Headings {
    /// What a heading says.
    pub fn get(&self, text: &str, whole: bool, words: &Vocabulary) -> Heading {
        let [of_whole, others] = &self.0;
        let known = if whole { of_whole } else { others };
        if let Some(heading) = known.borrow().get(text) {
            return heading.clone();
        }
        let heading = Heading::of(text, whole, words);
        known.borrow_mut().insert(text.to_owned(), heading.clone());
        heading
    }
}
