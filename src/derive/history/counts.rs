//! Events by what they are.

use crate::link::{Sort, Turn, What, is_later};
use crate::model::Status;

/// How many events of each sort there were. An item that was done, reopened and done again counts twice as done: these
/// are events, not items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Items added to plans that were there.
    pub added: u32,
    /// Items finished.
    pub done: u32,
    /// Items that were done and are not any more.
    pub reopened: u32,
    /// Items begun.
    pub started: u32,
    /// Items that got stuck.
    pub blocked: u32,
    /// Items given up.
    pub cancelled: u32,
    /// Items that are in no plan any more.
    pub vanished: u32,
    /// Items that went elsewhere.
    pub moved: u32,
    /// Items given up before and wanted again.
    pub restored: u32,
    /// Items that lost their state for a lesser one.
    pub set_back: u32,
    /// Items with another title.
    pub reworded: u32,
    /// Other values of items that changed.
    pub changed: u32,
    /// Gates whose condition changed.
    pub gates: u32,
    /// Gates that ask for less than before.
    pub eased: u32,
    /// Dates of items, parts and milestones that are later than before.
    pub slipped: u32,
    /// Scores that changed.
    pub scores: u32,
    /// Claimed states that changed.
    pub claims: u32,
    /// Dates of parts and milestones that changed.
    pub dates: u32,
    /// Criteria that were met.
    pub criteria_met: u32,
    /// Criteria that were met and are not any more.
    pub criteria_unmet: u32,
    /// Criteria that came in, not counting those of items and groups that came in with them.
    pub criteria_added: u32,
    /// Criteria that are not there any more, not counting those of items and groups that went with them.
    pub criteria_dropped: u32,
    /// Plans that came in.
    pub plans_came: u32,
    /// Plans that were removed.
    pub plans_went: u32,
    /// Items of plans that came in.
    pub items_came: u32,
    /// Those of them that were done.
    pub items_came_done: u32,
    /// Items of plans that were removed.
    pub items_went: u32,
}

impl Counts {
    /// Counts an event.
    pub(super) fn add(&mut self, what: &What) {
        let count = match what {
            What::Came { items, done } => {
                self.items_came += items;
                self.items_came_done += done;
                &mut self.plans_came
            }
            What::Went { items } => {
                self.items_went += items;
                &mut self.plans_went
            }
            What::Added => &mut self.added,
            What::Done { .. } => &mut self.done,
            What::Started => &mut self.started,
            What::Blocked => &mut self.blocked,
            What::Reopened { .. } => &mut self.reopened,
            What::Cancelled => &mut self.cancelled,
            What::Restored => &mut self.restored,
            What::SetBack { .. } => &mut self.set_back,
            What::Vanished { status: Status::Cancelled } => return,
            What::Vanished { .. } => &mut self.vanished,
            What::Moved { .. } => &mut self.moved,
            What::Left { .. } => return,
            What::Reworded { .. } => &mut self.reworded,
            What::Changed { field, from, to } => {
                self.slipped += u32::from(is_later_date(field, from, to));
                &mut self.changed
            }
            What::Criteria { turn, texts, .. } => {
                let count = match turn {
                    Turn::Met => &mut self.criteria_met,
                    Turn::Unmet => &mut self.criteria_unmet,
                    Turn::Added => &mut self.criteria_added,
                    Turn::Dropped => &mut self.criteria_dropped,
                    Turn::Reworded => return,
                };
                *count += texts.len() as u32;
                return;
            }
            What::Stated { sort, eased, .. } => {
                let less = u32::from(*eased == Some(true));
                match sort {
                    Sort::Gate => self.eased += less,
                    Sort::Date => self.slipped += less,
                    Sort::Score | Sort::Claim => {}
                }
                match sort {
                    Sort::Gate => &mut self.gates,
                    Sort::Score => &mut self.scores,
                    Sort::Claim => &mut self.claims,
                    Sort::Date => &mut self.dates,
                }
            }
        };
        *count += 1;
    }
}

/// Whether a value of an item is a date that is later than before.
pub(super) fn is_later_date(field: &str, from: &str, to: &str) -> bool {
    field == "date" && is_later(from, to) == Some(true)
}
