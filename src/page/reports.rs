//! The list of weekly reports, the newest first.

use serde::Serialize;

use crate::derive::sentence;
use crate::model::Past;
use crate::page::part::chart::Chart;
use crate::page::part::course;
use crate::page::part::week::{open, report_url, week_name};
use crate::page::part::{Atlas, Frame, Link, Pager, page_url};
use crate::page::{Page, View};
use crate::site::Url;

/// The most weeks one page lists: a year.
const LISTED: usize = 53;

/// What the list of reports shows.
#[derive(Clone, Debug, Serialize)]
pub struct ReportsView {
    /// How many there are, in words.
    pub count: String,
    /// How all plans went, on the first page.
    pub charts: Vec<Chart>,
    /// The weeks of this page, the newest first.
    pub weeks: Vec<WeekLine>,
    /// The list of reports written by hand, where there are any.
    pub iterations: Option<Link>,
    /// Why the beginning of the history is missing.
    pub cut: Option<&'static str>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// A week.
#[derive(Clone, Debug, Serialize)]
pub struct WeekLine {
    /// Its report.
    pub link: Link,
    /// Its first and last day.
    pub days: (String, String),
    /// Items done, added and reopened.
    pub numbers: (u32, u32, u32),
    /// Items open at its end, and all.
    pub open: (u32, u32),
    /// What it was, in one sentence.
    pub sentence: String,
}

/// The pages of the list.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let Some(history) = &atlas.material.derived.history else { return Vec::new() };
    let base = Url::new("reports/");
    let newest: Vec<_> = history.weeks.iter().rev().collect();
    let of = newest.len().div_ceil(LISTED);
    newest
        .chunks(LISTED)
        .enumerate()
        .map(|(index, here)| {
            let url = page_url(&base, index + 1);
            let heading = match of {
                1 => "Weekly reports".to_owned(),
                _ => format!("Weekly reports, page {} of {of}", index + 1),
            };
            let weeks = here.iter().map(|report| WeekLine {
                link: Link { label: week_name(report.week), href: url.to(&report_url(report.week).0) },
                days: (report.first.to_string(), report.last.to_string()),
                numbers: (report.counts.done, report.counts.added, report.counts.reopened),
                open: (open(report.end), report.end.total()),
                sentence: sentence(history, report),
            });
            let by_hand = atlas.neighbours.of(crate::model::Kind::Report).len();
            let view = ReportsView {
                count: format!("{} {}", newest.len(), if newest.len() == 1 { "week" } else { "weeks" }),
                charts: if index == 0 {
                    course::charts("all plans", &course::together(history))
                } else {
                    Vec::new()
                },
                weeks: weeks.collect(),
                iterations: (by_hand > 0)
                    .then(|| Link { label: format!("{by_hand}"), href: url.to("iterations/") }),
                cut: atlas.material.linked.corpus.past.as_ref().and_then(Past::warning),
                pager: Pager::new(&base, "Pages of weekly reports", index + 1, of),
            };
            let frame =
                Frame::new(atlas, &url, heading, &[]).section("Reports").crumb(&url, atlas.title(), "");
            Page { url, template: "page/reports.html", frame, view: View::Reports(view) }
        })
        .collect()
}
