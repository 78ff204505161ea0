//! When the parts of a plan are to happen: its phases, its items and its milestones with the time their words say.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::date::{Date, Stretch, stretch};
use crate::link::Linked;
use crate::model::{GroupId, GroupKind, ItemId, Plan, Status, Tally};
use crate::place::DocId;

/// The times of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// What has a time, in document order: phases, each followed by its items; then milestones.
    pub entries: Vec<Entry>,
    /// How many say a time that could not be read.
    pub unread: usize,
    /// The day the plan says it starts, which turns its weeks into days.
    pub start: Option<Date>,
}

/// What has a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is.
    pub of: Of,
    /// The words of the plan.
    pub when: String,
    /// What they mean.
    pub stretch: Stretch,
    /// Its state: counted for phases with items, stated otherwise.
    pub status: Status,
}

impl Entry {
    /// Whether it should be over and is known not to be done.
    pub fn is_late(&self, today: Date) -> bool {
        let over = matches!(self.stretch, Stretch::Days(_, to) if to < today);
        // Of what states nothing it can't be said that it is late.
        over && self.status.is_open() && self.status != Status::Unknown
    }
}

impl Timeline {
    /// What should be over and is not done.
    pub fn late(&self, today: Date) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.is_late(today))
    }
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// A part of the plan.
    Group(GroupId),
    /// An item.
    Item(ItemId),
    /// A milestone, by its place in the plan's list.
    Milestone(usize),
}

/// The timelines of the plans that say times.
pub(super) fn all(linked: &Linked) -> BTreeMap<DocId, Timeline> {
    let plans: Vec<&Plan> = linked.plans().collect();
    let made = plans.par_iter().filter_map(|plan| {
        let timeline = timeline(plan);
        (!timeline.entries.is_empty()).then_some((plan.doc, timeline))
    });
    made.collect()
}

/// The timeline of one plan.
pub fn timeline(plan: &Plan) -> Timeline {
    let start = start(plan);
    let mut timeline = Timeline { start, ..Timeline::default() };
    let mut found: Vec<(u32, Entry)> = Vec::new();
    let mut add = |at: u32, of: Of, when: &str, status: Status| match read(when) {
        Some(stretch) => {
            let stretch = start.map_or(stretch, |start| stretch.from_start(start));
            found.push((at, Entry { of, when: when.to_owned(), stretch, status }));
        }
        None => timeline.unread += 1,
    };
    let mut tallies = vec![Tally::default(); plan.groups.len()];
    for item in &plan.items {
        if let Some(tally) = item.group.and_then(|id| tallies.get_mut(id.0 as usize)) {
            tally.add(item.status);
        }
    }
    // Inner groups stand behind those around them: from the last to the first every count is whole when it is handed on.
    for (index, group) in plan.groups.iter().enumerate().rev() {
        let own = tallies.get(index).copied().unwrap_or_default();
        if let Some(outer) = group.parent.and_then(|id| tallies.get_mut(id.0 as usize)) {
            outer.merge(own);
        }
    }
    for (index, group) in plan.groups.iter().enumerate() {
        // A heading such as `Weeks 2-3: Writing` is its own time.
        let own = (group.kind == GroupKind::Week).then_some(&group.title);
        if let Some(when) = group.when.as_ref().or(own) {
            let tally = tallies.get(index).copied().unwrap_or_default();
            let stated = group.claimed.as_ref().map_or(Status::Unknown, |claimed| claimed.status);
            add(
                group.place.span.start,
                Of::Group(GroupId(index as u32)),
                when,
                counted(&tally).unwrap_or(stated),
            );
        }
    }
    for (index, item) in plan.items.iter().enumerate() {
        if let Some(when) = &item.when {
            add(item.place.span.start, Of::Item(ItemId(index as u32)), when, item.status);
        }
    }
    for (index, milestone) in plan.milestones.iter().enumerate() {
        if let Some(when) = &milestone.when {
            let status = milestone.stated.as_ref().map_or(Status::Unknown, |stated| stated.status);
            add(u32::MAX, Of::Milestone(index), when, status);
        }
    }
    found.sort_by_key(|(at, entry)| (*at, entry.of));
    timeline.entries = found.into_iter().map(|(_, entry)| entry).collect();
    timeline
}

/// Words that are long are no date with a note, but a text with a number in it.
fn read(when: &str) -> Option<Stretch> {
    (when.chars().count() <= 80).then(|| stretch(when)).flatten()
}

/// The state of a phase by its items; `None` where it has none.
fn counted(tally: &Tally) -> Option<Status> {
    let live = tally.total() - tally.get(Status::Cancelled);
    let done = tally.get(Status::Done);
    Some(match live {
        0 if tally.total() == 0 => return None,
        0 => Status::Cancelled,
        _ if done == live => Status::Done,
        _ if done > 0 || tally.get(Status::InProgress) > 0 => Status::InProgress,
        _ if tally.get(Status::Blocked) == live => Status::Blocked,
        _ if tally.get(Status::Unknown) == live => Status::Unknown,
        _ => Status::Todo,
    })
}

/// What names of fields that say the start begin with.
const START: [&str; 10] =
    ["start", "begin", "kick-off", "kickoff", "début", "debut", "inicio", "inizio", "начало", "开始"];

/// The day the plan says it starts.
fn start(plan: &Plan) -> Option<Date> {
    let named = |name: &str| {
        let name = name.to_lowercase();
        let name = name.strip_prefix("project ").unwrap_or(&name);
        START.iter().any(|start| name.starts_with(start))
    };
    plan.fields.iter().filter(|field| named(&field.name)).find_map(|field| match read(&field.value)? {
        Stretch::Days(day, _) => Some(day),
        Stretch::Weeks(..) => None,
    })
}
