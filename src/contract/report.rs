//! A weekly report for programs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::contract::{ApiWeek, SCHEMA};
use crate::derive::{Counts, Derived, Digest, Waiting, WeekReport, digest, sentence};
use crate::link::{Linked, Story, ThreadId};
use crate::model::{PointId, Status, Tally};

/// Reports of weeks, as `planbook report --format json` prints them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "planbook report")]
pub struct Reports {
    /// The version of this contract.
    pub schema: u32,
    /// Why the beginning of the history is missing: `shallow`, `long` or `large`; null where it is whole.
    pub cut: Option<&'static str>,
    /// The weeks, the oldest first.
    pub weeks: Vec<Report>,
}

/// What happened in a week, or since a commit.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Report {
    /// The ISO 8601 week: `2026-W47`; null where the report is of the time since a commit.
    pub week: Option<String>,
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub to: String,
    /// Commits that changed documents.
    pub commits: u32,
    /// What it was, in one sentence.
    pub sentence: String,
    /// Events: an item that was done, reopened and done again counts twice as done.
    pub counts: Events,
    /// Items of all plans by state at its end.
    pub items: States,
    /// What happened, by the part of the report it is told in.
    pub parts: Vec<ReportPart>,
    /// Decisions whose state changed.
    pub decisions: Vec<DecisionChange>,
    /// API definitions that changed for their readers.
    pub apis: Vec<ApiWeek>,
    /// Reports written by hand that came in, by their path.
    pub reports: Vec<String>,
    /// What is due, in progress and blocked at its end.
    pub next: Next,
}

/// Events by what they are.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct Events {
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
    /// Items given up, or not there any more.
    pub dropped: u32,
    /// Items that went to another part or plan.
    pub moved: u32,
    /// Items with another title.
    pub reworded: u32,
    /// Owners, priorities, estimates and dates of items that changed.
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
    /// Their items.
    pub items_came: u32,
    /// Plans that were removed.
    pub plans_went: u32,
    /// Their items.
    pub items_went: u32,
}

/// Items by state.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct States {
    /// All.
    pub total: u32,
    /// Finished.
    pub done: u32,
    /// Begun.
    pub in_progress: u32,
    /// Not begun.
    pub todo: u32,
    /// Waiting.
    pub blocked: u32,
    /// Given up.
    pub cancelled: u32,
    /// Not stated.
    pub unknown: u32,
}

/// A part of a report.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReportPart {
    /// `done`, `started`, `slipped`, `added`, `dropped`, `regressed`, `blocked`, `goalposts`, `criteria`, `stated` or
    /// `edited`.
    pub part: &'static str,
    /// What is told in it, plan by plan.
    pub lines: Vec<ReportedLine>,
}

/// A line of a report.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReportedLine {
    /// The title of the plan.
    pub plan: String,
    /// The path of the plan after the commit.
    pub path: String,
    /// The 1-based line after the commit; before it for what is gone.
    pub line: u32,
    /// The full hash of the commit.
    pub commit: String,
    /// The id of the item.
    pub id: Option<String>,
    /// The title of the item, or the name of what the plan states.
    pub title: String,
    /// What happened, where the part does not say it all.
    pub note: Option<String>,
}

/// A decision whose state changed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DecisionChange {
    /// The record's path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its state before; null where the record is new.
    pub from: Option<&'static str>,
    /// Its state.
    pub to: &'static str,
}

/// What waits at the end of a week. Each list has at most twenty items.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Next {
    /// Open items due in the next week.
    pub due: Vec<Awaited>,
    /// Items in progress, those that are so the longest first.
    pub in_progress: Vec<Awaited>,
    /// How many are in progress.
    pub in_progress_count: u32,
    /// Items that wait, those that do so the longest first.
    pub blocked: Vec<Awaited>,
    /// How many wait.
    pub blocked_count: u32,
}

/// An item that is waited for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Awaited {
    /// The title of the plan.
    pub plan: String,
    /// The path of the plan.
    pub path: String,
    /// The item's id.
    pub id: Option<String>,
    /// Its title.
    pub title: String,
    /// The day since which it is in its state.
    pub since: Option<String>,
    /// The day it is due.
    pub due: Option<String>,
}

impl Reports {
    /// The reports of `weeks`.
    pub fn of(linked: &Linked, derived: &Derived, weeks: &[&WeekReport]) -> Self {
        let cut = linked.corpus.past.as_ref().and_then(|past| past.cut).map(|cut| cut.name());
        Self {
            schema: SCHEMA,
            cut,
            weeks: weeks.iter().filter_map(|week| Report::of(linked, derived, week)).collect(),
        }
    }
}

impl Report {
    /// Whether nothing happened to plans, decisions, definitions and reports.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.decisions.is_empty() && self.apis.is_empty() && self.reports.is_empty()
    }

    /// The report of a week; `None` without history.
    pub fn of(linked: &Linked, derived: &Derived, week: &WeekReport) -> Option<Self> {
        let (history, chronicle) = (derived.history.as_ref()?, linked.chronicle.as_ref()?);
        let events = week
            .events
            .iter()
            .filter_map(|(story, event)| Some((*story, chronicle.stories.get(*story)?.events.get(*event)?)));
        let told = digest(chronicle, events, &week.due.missed.0);
        let awaited =
            |list: &[Waiting]| list.iter().filter_map(|one| Awaited::of(linked, derived, one)).collect();
        let due = &week.due;
        Some(Self {
            week: week.label(),
            from: week.first.to_string(),
            to: week.last.to_string(),
            commits: week.commits,
            sentence: sentence(history, week),
            counts: Events::of(&week.counts),
            items: States::of(week.end),
            parts: parts(linked, &told),
            decisions: week
                .decisions
                .iter()
                .filter_map(|change| DecisionChange::of(linked, *change))
                .collect(),
            apis: week.apis.iter().filter_map(|one| ApiWeek::of(linked, derived, one)).collect(),
            reports: week
                .reports
                .iter()
                .filter_map(|doc| Some(linked.document(*doc)?.path.clone()))
                .collect(),
            next: Next {
                due: awaited(&due.next.0),
                in_progress: awaited(&due.in_progress.0),
                in_progress_count: due.in_progress.1,
                blocked: awaited(&due.blocked.0),
                blocked_count: due.blocked.1,
            },
        })
    }
}

fn parts(linked: &Linked, told: &Digest) -> Vec<ReportPart> {
    let line = |line: &crate::derive::Line| {
        let story = linked.chronicle.as_ref()?.stories.get(line.story)?;
        Some(ReportedLine {
            plan: story.title.clone(),
            path: story.path_at(line.point).to_owned(),
            line: line.line,
            commit: hash(linked, line.point),
            id: line.id.clone(),
            title: line.title.clone(),
            note: line.note.clone(),
        })
    };
    told.iter()
        .map(|(part, lines)| ReportPart { part: part.name(), lines: lines.iter().filter_map(line).collect() })
        .collect()
}

fn hash(linked: &Linked, point: PointId) -> String {
    let past = linked.corpus.past.as_ref();
    past.and_then(|past| past.points.get(point.index())).map_or(String::new(), |point| point.hash.clone())
}

impl Events {
    fn of(counts: &Counts) -> Self {
        Self {
            added: counts.added,
            done: counts.done,
            reopened: counts.reopened,
            started: counts.started,
            blocked: counts.blocked,
            dropped: counts.cancelled + counts.vanished,
            moved: counts.moved,
            reworded: counts.reworded,
            changed: counts.changed,
            gates: counts.gates,
            eased: counts.eased,
            slipped: counts.slipped,
            scores: counts.scores,
            claims: counts.claims,
            criteria_met: counts.criteria_met,
            criteria_unmet: counts.criteria_unmet,
            criteria_added: counts.criteria_added,
            criteria_dropped: counts.criteria_dropped,
            plans_came: counts.plans_came,
            items_came: counts.items_came,
            plans_went: counts.plans_went,
            items_went: counts.items_went,
        }
    }
}

impl States {
    fn of(tally: Tally) -> Self {
        Self {
            total: tally.total(),
            done: tally.get(Status::Done),
            in_progress: tally.get(Status::InProgress),
            todo: tally.get(Status::Todo),
            blocked: tally.get(Status::Blocked),
            cancelled: tally.get(Status::Cancelled),
            unknown: tally.get(Status::Unknown),
        }
    }
}

impl DecisionChange {
    fn of(
        linked: &Linked,
        (doc, from, to): (crate::place::DocId, Option<crate::model::Ruling>, crate::model::Ruling),
    ) -> Option<Self> {
        let path = linked.document(doc)?.path.clone();
        let title = linked.decision(doc)?.title.clone();
        Some(Self { path, title, from: from.map(|ruling| ruling.name()), to: to.name() })
    }
}

impl Awaited {
    fn of(linked: &Linked, derived: &Derived, one: &Waiting) -> Option<Self> {
        let story: &Story = linked.chronicle.as_ref()?.stories.get(one.story)?;
        let id: ThreadId = one.thread;
        let thread = story.thread(id)?;
        let since = derived.history.as_ref().and_then(|history| history.since(one));
        Some(Self {
            plan: story.title.clone(),
            path: story.path.clone(),
            id: thread.id.clone(),
            title: thread.title.clone(),
            since: since.map(|day| day.to_string()),
            due: one.due.map(|day| day.to_string()),
        })
    }
}
