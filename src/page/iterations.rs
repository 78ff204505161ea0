//! The list of iteration reports, the newest first, with what was measured from report to report.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use crate::model::{Iteration, Kind};
use crate::page::part::{Atlas, Frame, Link, Pager, difference, page_url, value};
use crate::page::{Page, View};
use crate::site::Url;

/// The most reports one page lists.
const LISTED: usize = 200;

/// The most measurements with a trend.
const TRENDS: usize = 40;

/// What the list shows.
#[derive(Clone, Debug, Serialize)]
pub struct IterationsView {
    /// How many there are, in words.
    pub count: String,
    /// The reports.
    pub rows: Vec<ReportRow>,
    /// The measurements of more than one report; on the first page.
    pub trends: Vec<Trend>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// A report in the list.
#[derive(Clone, Debug, Serialize)]
pub struct ReportRow {
    /// Its page.
    pub link: Link,
    /// The days it speaks of.
    pub period: String,
    /// How many lines each of its parts has: improved, tests, next, blockers.
    pub counts: [usize; 4],
}

/// A measurement from report to report.
#[derive(Clone, Debug, Serialize)]
pub struct Trend {
    /// What is measured.
    pub name: String,
    /// The values in order, in words.
    pub values: String,
    /// From the first to the last.
    pub difference: String,
    /// The points of a line through the values, in a box of 100 by 24.
    pub points: String,
}

/// The pages of the list.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let reports = reports(atlas);
    if reports.is_empty() {
        return Vec::new();
    }
    let trends = trends(&reports);
    let base = Url::new("iterations/");
    let of = reports.len().div_ceil(LISTED);
    let newest: Vec<&Iteration> = reports.iter().rev().copied().collect();
    let chunks = newest.chunks(LISTED).enumerate();
    chunks
        .map(|(at, here)| {
            let url = page_url(&base, at + 1);
            let heading = match of {
                1 => "Reports".to_owned(),
                _ => format!("Reports, page {} of {of}", at + 1),
            };
            let frame =
                Frame::new(atlas, &url, heading, &[]).section("Reports").crumb(&url, atlas.title(), "");
            let view = IterationsView {
                count: format!("{} {}", reports.len(), if reports.len() == 1 { "report" } else { "reports" }),
                rows: here.iter().map(|report| row(atlas, &url, report)).collect(),
                trends: if at == 0 { trends.clone() } else { Vec::new() },
                pager: Pager::new(&base, "Pages of reports".to_owned(), at + 1, of),
            };
            Page { url, template: "page/iterations.html", frame, view: View::Iterations(view) }
        })
        .collect()
}

/// The reports, the oldest first: the order that comparing them gave.
fn reports<'a>(atlas: &Atlas<'a>) -> Vec<&'a Iteration> {
    let linked = atlas.material.linked;
    let courses = &atlas.material.derived.iterations;
    let all = &linked.corpus.iterations;
    let mut ordered = Vec::with_capacity(all.len());
    let shown = |report: &&Iteration| {
        !linked.is_idle(report.doc)
            && linked.entry(report.doc).is_some_and(|entry| entry.kind == Kind::Report)
    };
    for first in all.iter().filter(shown) {
        if courses.get(&first.doc).is_some_and(|course| course.previous.is_some()) {
            continue;
        }
        let mut next = Some(first.doc);
        while let Some(doc) = next.take() {
            ordered.extend(all.iter().find(|report| report.doc == doc));
            next = courses.get(&doc).and_then(|course| course.next).filter(|_| ordered.len() <= all.len());
        }
    }
    ordered
}

fn row(atlas: &Atlas<'_>, url: &Url, report: &Iteration) -> ReportRow {
    ReportRow {
        link: atlas.link_to(url, report.doc),
        period: report.period.clone().unwrap_or_default(),
        counts: [report.improvements.len(), report.tests.len(), report.next.len(), report.blockers.len()],
    }
}

fn trends(reports: &[&Iteration]) -> Vec<Trend> {
    let mut found: BTreeMap<String, (String, Vec<f64>, Option<String>)> = BTreeMap::new();
    for report in reports {
        for change in &report.changes {
            let key = change.name.to_lowercase();
            let (_, values, unit) =
                found.entry(key).or_insert_with(|| (change.name.clone(), Vec::new(), None));
            if values.last() != Some(&change.before) {
                values.push(change.before);
            }
            values.push(change.after);
            *unit = change.unit.clone().or(unit.take());
        }
    }
    let several = found.into_values().filter(|(_, values, _)| values.len() > 1).take(TRENDS);
    several.map(|(name, values, unit)| trend(name, &values, unit.as_deref())).collect()
}

fn trend(name: String, values: &[f64], unit: Option<&str>) -> Trend {
    let (first, last) = (values.first().copied().unwrap_or(0.0), values.last().copied().unwrap_or(0.0));
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut points = String::new();
    for (at, one) in values.iter().enumerate() {
        let x = 3.0 + 94.0 * at as f64 / (values.len() - 1).max(1) as f64;
        let y = if most > least { 21.0 - 18.0 * (one - least) / (most - least) } else { 12.0 };
        let _ = write!(points, "{x:.1},{y:.1} ");
    }
    Trend {
        name,
        values: values.iter().map(|one| value(*one, unit)).collect::<Vec<String>>().join(", "),
        difference: difference(first, last, unit),
        points: points.trim_end().to_owned(),
    }
}
