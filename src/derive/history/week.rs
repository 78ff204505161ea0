//! One week: of all plans, and of one.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::date::{Date, Week};
use crate::derive::api_change::{ApiPast, Impact};
use crate::derive::history::{Calendar, Counts, Due, History};
use crate::derive::sentence::many;
use crate::link::{Chronicle, Linked, Story, What};
use crate::model::{Past, PointId, Ruling, Status, Tally};
use crate::place::DocId;

/// What the commits of each API definition changed.
pub(super) type Apis = BTreeMap<DocId, ApiPast>;

/// What happened in a week.
#[derive(Clone, Debug, PartialEq)]
pub struct WeekReport {
    /// The week; that of the last day where the report is of another time.
    pub week: Week,
    /// The commit since which is told, where the report is not of a week.
    pub since: Option<PointId>,
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// Commits that changed documents.
    pub commits: u32,
    /// Events of all plans.
    pub counts: Counts,
    /// The events: the number of the story and of the event in it, plan by plan, in the order of the commits.
    pub events: Vec<(usize, usize)>,
    /// Items of all plans by state at its end.
    pub end: Tally,
    /// Decision records whose state changed, with the state before and after; `None` where the record is new.
    pub decisions: Vec<(DocId, Option<Ruling>, Ruling)>,
    /// API definitions that changed for their readers.
    pub apis: Vec<ApiWeek>,
    /// Reports written by hand that came in.
    pub reports: Vec<DocId>,
    /// What was to be done in it and was not, what is due next, what is in progress and what is blocked at its end.
    pub due: Due,
    /// How many weeks before it, one after the other, nothing changed either; zero in a week with changes.
    pub quiet: u32,
}

impl WeekReport {
    /// `2026-W47`; `None` where the report is of another time.
    pub fn label(&self) -> Option<String> {
        self.since.is_none().then(|| self.week.to_string())
    }

    /// Whether nothing changed.
    pub fn is_quiet(&self) -> bool {
        self.events.is_empty() && self.decisions.is_empty() && self.apis.is_empty() && self.reports.is_empty()
    }
}

/// What the commits of a week changed in a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiWeek {
    /// The definition.
    pub doc: DocId,
    /// The commits, as a range of [`ApiPast::releases`].
    pub releases: Range<usize>,
    /// How many of their changes break clients.
    pub breaking: usize,
}

impl ApiWeek {
    /// Some of the commits of a definition; `None` where it is of none.
    fn of(doc: DocId, past: &ApiPast, releases: Range<usize>) -> Option<Self> {
        let told = past.releases.get(releases.clone()).filter(|told| !told.is_empty())?;
        let changes = told.iter().flat_map(|release| &release.changes);
        let breaking = changes.filter(|change| change.rule.impact == Impact::Breaking).count();
        Some(Self { doc, releases, breaking })
    }
}

/// How many definitions changed, in words.
pub(super) fn api_words(apis: &[ApiWeek]) -> Option<String> {
    let breaking = match apis.iter().map(|api| api.breaking).sum() {
        0 => String::new(),
        1 => " (1 change breaks clients)".to_owned(),
        some => format!(" ({some} changes break clients)"),
    };
    (!apis.is_empty()).then(|| format!("{} changed{breaking}", many(apis.len(), "API definition")))
}

/// What happened to a plan in a week.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanWeek {
    /// The week.
    pub week: Week,
    /// Its events.
    pub counts: Counts,
    /// The events, as a range of its story's.
    pub events: std::ops::Range<usize>,
    /// Its items by state at the week's end.
    pub end: Tally,
    /// The most items that one commit finished that were not begun before.
    pub bulk: u32,
}

/// The weeks of each plan.
pub(super) fn of_plans(chronicle: &Chronicle, calendar: &Calendar) -> Vec<Vec<PlanWeek>> {
    chronicle.stories.iter().map(|story| of_plan(story, calendar)).collect()
}

fn of_plan(story: &Story, calendar: &Calendar) -> Vec<PlanWeek> {
    let Some(first) = story.events.first() else { return Vec::new() };
    let (mut event, mut state) = (0, 0);
    let mut tally = Tally::default();
    let mut weeks = Vec::new();
    for (index, week) in calendar.weeks.iter().enumerate().skip(calendar.week(first.point)) {
        let begin = event;
        let mut counts = Counts::default();
        let mut bulk = (first.point, 0, 0);
        while let Some(one) = story.events.get(event).filter(|one| calendar.week(one.point) == index) {
            counts.add(&one.what);
            if bulk.0 != one.point {
                bulk = (one.point, 0, bulk.2);
            }
            if matches!(one.what, What::Done { from: Some(Status::Todo | Status::Unknown) }) {
                bulk.1 += 1;
                bulk.2 = bulk.2.max(bulk.1);
            }
            event += 1;
        }
        while let Some((_, after)) = story.tallies.get(state).filter(|(at, _)| calendar.week(*at) <= index) {
            tally = *after;
            state += 1;
        }
        weeks.push(PlanWeek { week: *week, counts, events: begin..event, end: tally, bulk: bulk.2 });
    }
    weeks
}

/// The reports of all weeks, without what is due.
pub(super) fn reports(
    linked: &Linked,
    past: &Past,
    chronicle: &Chronicle,
    calendar: &Calendar,
    apis: &Apis,
) -> Vec<WeekReport> {
    let mut reports: Vec<WeekReport> = calendar
        .weeks
        .iter()
        .map(|week| WeekReport {
            week: *week,
            since: None,
            first: week.monday().unwrap_or_default(),
            last: week.sunday().unwrap_or_default(),
            commits: 0,
            counts: Counts::default(),
            events: Vec::new(),
            end: Tally::default(),
            decisions: Vec::new(),
            apis: Vec::new(),
            reports: Vec::new(),
            due: Due::default(),
            quiet: 0,
        })
        .collect();
    for index in &calendar.of_point {
        if let Some(report) = reports.get_mut(*index) {
            report.commits += 1;
        }
    }
    for (number, story) in chronicle.stories.iter().enumerate() {
        for (index, event) in story.events.iter().enumerate() {
            if let Some(report) = reports.get_mut(calendar.week(event.point)) {
                report.counts.add(&event.what);
                report.events.push((number, index));
            }
        }
        let mut state = 0;
        let mut tally = Tally::default();
        for (index, report) in reports.iter_mut().enumerate() {
            while let Some((_, after)) =
                story.tallies.get(state).filter(|(at, _)| calendar.week(*at) <= index)
            {
                tally = *after;
                state += 1;
            }
            report.end.merge(tally);
        }
    }
    decisions(past, calendar, &mut reports);
    definitions(apis, calendar, &mut reports);
    for (doc, point) in &past.reports {
        if let Some(report) = reports.get_mut(calendar.week(*point))
            && linked.document(*doc).is_some()
        {
            report.reports.push(*doc);
        }
    }
    let mut quiet = 0;
    for report in &mut reports {
        report.quiet = quiet;
        quiet = if report.is_quiet() { quiet + 1 } else { 0 };
        if quiet == 0 {
            report.quiet = 0;
        }
    }
    reports
}

/// Definitions by the weeks of the commits that changed them.
fn definitions(apis: &Apis, calendar: &Calendar, reports: &mut [WeekReport]) {
    for (doc, past) in apis {
        let mut from = 0;
        while let Some(release) = past.releases.get(from) {
            let week = calendar.week(release.point);
            let of_week = past.releases.iter().skip(from).take_while(|one| calendar.week(one.point) == week);
            let releases = from..from + of_week.count();
            from = releases.end;
            if let Some(report) = reports.get_mut(week) {
                report.apis.extend(ApiWeek::of(*doc, past, releases));
            }
        }
    }
}

/// Decisions whose state at a week's end is another than at the end of the week before.
fn decisions(past: &Past, calendar: &Calendar, reports: &mut [WeekReport]) {
    for lineage in &past.decisions {
        let Some(doc) = lineage.doc else { continue };
        let mut before: Option<Ruling> = None;
        let mut versions = lineage.versions.iter().peekable();
        while let Some(version) = versions.next() {
            let week = calendar.week(version.point);
            if versions.peek().is_some_and(|next| calendar.week(next.point) == week) {
                continue;
            }
            if let (Some(state), Some(report)) = (version.state, reports.get_mut(week))
                && before != Some(state)
            {
                report.decisions.push((doc, before, state));
            }
            before = version.state.or(before);
        }
    }
}

/// What happened after a commit, to the last one there is.
pub(super) fn since(linked: &Linked, history: &History, apis: &Apis, from: PointId) -> Option<WeekReport> {
    let (past, chronicle) = (linked.corpus.past.as_ref()?, linked.chronicle.as_ref()?);
    let last = history.weeks.last()?;
    let mut report = WeekReport {
        since: Some(from),
        first: history.day(from)?,
        last: *history.days.last()?,
        commits: past.points.len().saturating_sub(from.index() + 1) as u32,
        counts: Counts::default(),
        events: Vec::new(),
        decisions: Vec::new(),
        apis: Vec::new(),
        reports: Vec::new(),
        quiet: 0,
        ..last.clone()
    };
    for (number, story) in chronicle.stories.iter().enumerate() {
        let first = story.events.partition_point(|event| event.point <= from);
        for (index, event) in story.events.iter().enumerate().skip(first) {
            report.counts.add(&event.what);
            report.events.push((number, index));
        }
    }
    for lineage in &past.decisions {
        let before = lineage.versions.iter().rev().find(|version| version.point <= from);
        let (old, new) = (before.and_then(|version| version.state), lineage.versions.last()?.state);
        if let (Some(doc), Some(new)) = (lineage.doc, new)
            && old != Some(new)
        {
            report.decisions.push((doc, old, new));
        }
    }
    for (doc, past) in apis {
        // The newest stand first.
        let newer = past.releases.partition_point(|release| release.point > from);
        report.apis.extend(ApiWeek::of(*doc, past, 0..newer));
    }
    report.reports.extend(past.reports.iter().filter(|(_, point)| *point > from).map(|(doc, _)| *doc));
    Some(report)
}
