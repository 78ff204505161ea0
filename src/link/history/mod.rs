//! What happened to the work: each item is followed through the states of its plan, and what differs from one state to
//! the next is an event.

mod criteria;
mod event;
mod follow;
mod moved;
mod words;

pub use event::{Event, Sort, Story, Thread, ThreadId, Turn, What};

pub use words::{is_later, last_day};

use rayon::prelude::*;

use crate::model::{Past, Plan};
use crate::place::DocId;

/// What happened, plan by plan.
#[derive(Clone, Debug, Default)]
pub struct Chronicle {
    /// One for each plan of [`Past::plans`], in their order.
    pub stories: Vec<Story>,
}

impl Chronicle {
    /// What happened to a plan that is there.
    pub fn of(&self, doc: DocId) -> Option<&Story> {
        self.stories.get(self.number(doc)?)
    }

    /// The number of the story of a plan that is there.
    pub fn number(&self, doc: DocId) -> Option<usize> {
        // Those that are there stand first, in the order of their documents.
        let key = |story: &Story| (story.doc.is_none(), story.doc);
        self.stories.binary_search_by_key(&(false, Some(doc)), key).ok()
    }
}

/// Follows the items of all plans. `plans` are the plans as they are now.
pub(super) fn chronicle(past: &Past, plans: &[Plan]) -> Chronicle {
    let now =
        |doc: DocId| plans.binary_search_by_key(&doc, |plan| plan.doc).ok().and_then(|at| plans.get(at));
    let mut stories: Vec<Story> =
        past.plans.par_iter().map(|lineage| follow::story(lineage, lineage.doc.and_then(now))).collect();
    moved::join(&mut stories);
    Chronicle { stories }
}
