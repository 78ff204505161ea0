//! What stands in the calendar file of the site: milestones with a date, and the last days of what is still open.

use crate::date::{Date, Stretch};
use crate::derive::timeline::{Entry, Of, Timeline};
use crate::model::Status;
use crate::page::part::atlas::Atlas;

/// The file, below the site's root.
pub const FILE: &str = "milestones.ics";

/// An event of a whole day.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The same in each build.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// What is due.
    pub summary: String,
    /// Which plan says so, in which words, and the state.
    pub description: String,
    /// Its page, below the site's root.
    pub page: String,
}

/// The calendar of a site.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// The day the site speaks of: calendars want to know when an entry was made.
    pub made: Option<Date>,
    /// The events by day.
    pub events: Vec<Event>,
}

/// Whether an entry stands in the calendar: a milestone that is not given up, or something that is still open.
fn stands(entry: &Entry) -> Option<Date> {
    let Stretch::Days(_, day) = entry.stretch else { return None };
    let wanted = match entry.of {
        Of::Milestone(_) => entry.status != Status::Cancelled,
        _ => entry.status.is_open(),
    };
    wanted.then_some(day)
}

/// Whether the calendar has anything of a plan.
pub fn holds(timeline: &Timeline) -> bool {
    timeline.entries.iter().any(|entry| stands(entry).is_some())
}

impl Calendar {
    /// The calendar of all plans.
    pub(in crate::page) fn new(atlas: &Atlas<'_>) -> Self {
        let derived = atlas.material.derived;
        let committed =
            atlas.material.sources.commit.as_ref().and_then(|commit| crate::date::parse(&commit.date));
        let mut events = Vec::new();
        for (plan, map) in atlas.mapped() {
            let Some(timeline) = derived.timelines.get(&plan.doc) else { continue };
            for entry in &timeline.entries {
                let Some(day) = stands(entry) else { continue };
                let (name, key, page) = match entry.of {
                    Of::Group(id) => {
                        let title = plan.group(id).map_or("", |group| &group.title);
                        (title.to_owned(), map.group_anchor(id).to_owned(), map.group(id).to_owned())
                    }
                    Of::Item(id) => {
                        let title = plan.item(id).map_or("", |item| &item.title);
                        (title.to_owned(), map.anchor(id).to_owned(), map.item(id).to_owned())
                    }
                    Of::Milestone(at) => {
                        let title = plan.milestones.get(at).map_or("", |milestone| &milestone.title);
                        (title.to_owned(), format!("m-{}", at + 1), format!("{}#milestones", map.url.0))
                    }
                };
                let place = map.url.0.trim_end_matches('/').replace('/', ".");
                events.push(Event {
                    uid: format!("{key}.{place}@planbook"),
                    day,
                    summary: name,
                    description: format!("{}: {} ({})", plan.title, entry.when, entry.status.words()),
                    page,
                });
            }
        }
        events.sort_by(|a, b| (a.day, &a.uid).cmp(&(b.day, &b.uid)));
        Self { made: derived.as_of.or(committed), events }
    }
}
