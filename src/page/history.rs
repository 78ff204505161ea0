//! The history of a plan, week by week, the newest first.

use rayon::prelude::*;
use serde::Serialize;

use crate::derive::forecast::Outlook;
use crate::derive::{History, PlanWeek, digest, plan_sentence};
use crate::link::Story;
use crate::model::Past;
use crate::page::part::chart::Chart;
use crate::page::part::course;
use crate::page::part::digest::{self as view, CommitLink, DigestScope, DigestSection};
use crate::page::part::week::{WEEKS, anchor, changed_weeks, report_url, week_name};
use crate::page::part::{Atlas, Bar, Frame, Link, Pager, page_url};
use crate::page::{Page, View};

/// The most lines of a section.
const LINES: usize = 100;

/// What a plan's history shows.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryView {
    /// The commit the plan came in with.
    pub since: Option<CommitLink>,
    /// How many commits changed the plan.
    pub commits: usize,
    /// How it went, on the first page.
    pub charts: Vec<Chart>,
    /// When it will be done, and what that is told from; or why that can't be told.
    pub outlook: Option<(String, Option<String>)>,
    /// The weeks of this page in which something changed, the newest first.
    pub weeks: Vec<WeekView>,
    /// Why the beginning of the history is missing.
    pub cut: Option<&'static str>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// A week of a plan.
#[derive(Clone, Debug, Serialize)]
pub struct WeekView {
    /// Its anchor.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Its last day.
    pub last: String,
    /// The report of the week over all plans, where there are several.
    pub report: Option<Link>,
    /// What it was, in one sentence.
    pub sentence: String,
    /// The items at its end.
    pub bar: Bar,
    /// What happened.
    pub sections: Vec<DigestSection>,
}

/// The pages of every plan with a history.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let (Some(history), Some(chronicle)) =
        (&atlas.material.derived.history, &atlas.material.linked.chronicle)
    else {
        return Vec::new();
    };
    chronicle
        .stories
        .par_iter()
        .enumerate()
        .flat_map_iter(|(number, story)| Maker { atlas, history, story, number }.pages())
        .collect()
}

struct Maker<'a> {
    atlas: &'a Atlas<'a>,
    history: &'a History,
    story: &'a Story,
    number: usize,
}

impl Maker<'_> {
    fn pages(&self) -> Vec<Page> {
        let linked = self.atlas.material.linked;
        let found = self.story.doc.and_then(|doc| {
            let plan = self.atlas.plans().iter().find(|plan| plan.doc == doc)?;
            Some((*plan, self.atlas.addresses.plan(doc)?))
        });
        let Some((plan, map)) = found else { return Vec::new() };
        let weeks = changed_weeks(self.history, self.number);
        let of = weeks.len().div_ceil(WEEKS);
        let base = map.below("history/");
        let mut points: Vec<_> = self.story.events.iter().map(|event| event.point).collect();
        points.dedup();
        weeks
            .chunks(WEEKS)
            .enumerate()
            .map(|(index, here)| {
                let url = page_url(&base, index + 1);
                let heading = match of {
                    1 => "History".to_owned(),
                    _ => format!("History, page {} of {of}", index + 1),
                };
                let mut frame = Frame::of_plan(self.atlas, &url, plan, heading);
                let view = HistoryView {
                    since: points.first().and_then(|first| view::commit(self.atlas, *first)),
                    commits: points.len(),
                    charts: if index == 0 { self.charts(&plan.title) } else { Vec::new() },
                    outlook: self.outlook().filter(|_| index == 0),
                    weeks: here.iter().map(|week| self.week(&url, week)).collect(),
                    cut: linked.corpus.past.as_ref().and_then(Past::warning),
                    pager: Pager::new(&base, "Pages of the history", index + 1, of),
                };
                if view.outlook.is_some() {
                    frame.content("Forecast", "forecast");
                }
                for week in &view.weeks {
                    frame.content(week.name.as_str(), &week.id);
                }
                Page { url, template: "page/history.html", frame, view: View::History(Box::new(view)) }
            })
            .collect()
    }

    fn charts(&self, of: &str) -> Vec<Chart> {
        let weeks = self.history.plans.get(self.number).map_or(&[][..], Vec::as_slice);
        let mut charts = course::charts(of, weeks);
        charts.extend(course::scores(self.history, self.story));
        charts
    }

    fn outlook(&self) -> Option<(String, Option<String>)> {
        let outlook = self.history.outlooks.get(self.number)?.as_ref()?;
        let basis = match outlook {
            Outlook::Dates(forecast) => Some(forecast.basis()),
            Outlook::Refused(_) => None,
        };
        Some((outlook.words(), basis))
    }

    fn week(&self, url: &crate::site::Url, week: &PlanWeek) -> WeekView {
        let id = anchor(week.week);
        let chronicle = self.atlas.material.linked.chronicle.as_ref();
        let events = self.story.events.get(week.events.clone()).unwrap_or_default();
        let told = chronicle
            .map(|chronicle| digest(chronicle, events.iter().map(|event| (self.number, event)), &[]));
        let prefix = format!("{id}-");
        let scope = DigestScope { url, prefix: &prefix, limit: LINES, named: false };
        let over_all = chronicle.is_some_and(|chronicle| chronicle.stories.len() > 1);
        WeekView {
            name: week_name(week.week),
            last: week.week.sunday().map_or(String::new(), |day| day.to_string()),
            report: over_all.then(|| Link {
                label: "all plans in this week".to_owned(),
                href: url.to(&report_url(week.week).0),
            }),
            sentence: plan_sentence(&week.counts),
            bar: Bar::new(week.end),
            sections: view::sections(self.atlas, &told.unwrap_or_default(), scope),
            id,
        }
    }
}
