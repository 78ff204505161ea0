//! A document with work in it, as it was read.

use crate::model::{
    Claim, Criterion, EvidenceNote, Field, Gate, Group, GroupId, Item, ItemId, Metric, Milestone, Risk,
    Score, Stated, Tally,
};
use crate::place::{DocId, Place};

/// What decoding did to a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encoding {
    /// How many damaged sequences were mended.
    pub repaired: u32,
    /// How many look damaged and were left.
    pub left: u32,
    /// The code page the file was misread as: `windows-1252` or `windows-1254`.
    pub code_page: Option<&'static str>,
}

/// What was read from one document: a plan, or a report that speaks of plan items.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The document.
    pub doc: DocId,
    /// Stable name in URLs, unique among plans; set from the document's path.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The line of the title.
    pub title_place: Place,
    /// What the text says of the state of the whole.
    pub claimed: Option<Stated>,
    /// Named values of the whole: version, date, owner, status.
    pub fields: Vec<Field>,
    /// Its parts, in document order.
    pub groups: Vec<Group>,
    /// Its work, in document order.
    pub items: Vec<Item>,
    /// Conditions of success.
    pub criteria: Vec<Criterion>,
    /// Gates and KPIs.
    pub gates: Vec<Gate>,
    /// Scores it gives itself.
    pub scores: Vec<Score>,
    /// Measurements it states.
    pub metrics: Vec<Metric>,
    /// What it says of itself.
    pub claims: Vec<Claim>,
    /// What it offers as proof.
    pub evidence: Vec<EvidenceNote>,
    /// Dated points.
    pub milestones: Vec<Milestone>,
    /// Risks.
    pub risks: Vec<Risk>,
    /// 1-based first and last line of each stretch that was not understood.
    pub unread: Vec<(u32, u32)>,
}

impl Plan {
    /// A group by its number.
    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.get(id.0 as usize)
    }

    /// An item by its number.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.get(id.0 as usize)
    }

    /// Items by state.
    pub fn tally(&self) -> Tally {
        Tally::of(self.items.iter().map(|item| item.status))
    }
}
