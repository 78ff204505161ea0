//! The page of an iteration report: what it says in its parts, what became of the priorities before it, and its text.

use rayon::prelude::*;
use serde::Serialize;

use crate::decode::{Document, Syntax};
use crate::derive::{Claimed, Course, Fate};
use crate::markdown::html::{Ids, Target, Use};
use crate::model::{Iteration, Kind, ReportLine};
use crate::page::part::{Atlas, Frame, Link, State, Text, difference, value};
use crate::page::{Page, View};
use crate::place::Span;
use crate::site::Url;

/// What the page of a report shows.
#[derive(Clone, Debug, Serialize)]
pub struct IterationView {
    /// What it is in one line: number and period.
    pub lead: String,
    /// What it says in each part.
    pub parts: Vec<PartView>,
    /// What was measured.
    pub metrics: Vec<MetricRow>,
    /// The priorities of the report before, with what became of them.
    pub priorities: Vec<PriorityRow>,
    /// What is said of items of plans.
    pub claims: Vec<ClaimRow>,
    /// The text, as safe HTML.
    pub body: String,
    /// The report before.
    pub previous: Option<Link>,
    /// The report after.
    pub next: Option<Link>,
}

/// A part of a report.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// Its heading.
    pub heading: &'static str,
    /// The id of its heading.
    pub id: &'static str,
    /// Whether the order of its lines matters.
    pub ordered: bool,
    /// Its lines.
    pub lines: Vec<LineView>,
}

/// A line of a part.
#[derive(Clone, Debug, Serialize)]
pub struct LineView {
    /// Its words.
    pub text: String,
    /// The files it names: words, and an address where there is one.
    pub files: Vec<(String, Option<String>)>,
    /// What is to be said of it beside.
    pub note: Option<&'static str>,
    /// Its line in the source.
    pub line: Link,
}

/// A measurement.
#[derive(Clone, Debug, Serialize)]
pub struct MetricRow {
    /// What is measured.
    pub name: String,
    /// Before, with its unit.
    pub before: String,
    /// After, with its unit.
    pub after: String,
    /// The difference in words and signs.
    pub difference: String,
    /// Whether it goes on where the report before ended; empty where that can't be said.
    pub chain: &'static str,
}

/// A priority of the report before.
#[derive(Clone, Debug, Serialize)]
pub struct PriorityRow {
    /// Its words.
    pub text: String,
    /// What became of it.
    pub state: State,
}

/// What is said of an item.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimRow {
    /// The item: its id, and its page where a plan has it.
    pub id: String,
    /// Its page.
    pub href: Option<String>,
    /// What the report says.
    pub said: Option<State>,
    /// What the plan says.
    pub plan: Option<State>,
    /// Whether both agree, in words.
    pub verdict: &'static str,
}

/// The pages of all reports.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let linked = atlas.material.linked;
    linked
        .corpus
        .iterations
        .par_iter()
        .filter(|report| {
            !linked.is_idle(report.doc)
                && linked.entry(report.doc).is_some_and(|entry| entry.kind == Kind::Report)
        })
        .filter_map(|report| page(atlas, report))
        .collect()
}

fn page(atlas: &Atlas<'_>, report: &Iteration) -> Option<Page> {
    let document = atlas.document(report.doc)?;
    let url = atlas.addresses.document(report.doc);
    let nothing = Course::default();
    let course = atlas.material.derived.iterations.get(&report.doc).unwrap_or(&nothing);
    let title = atlas.title_of(report.doc);
    let mut frame = Frame::of_document(atlas, &url, document, title);
    let view = IterationView {
        lead: lead(report),
        parts: parts(atlas, document, &url, report, course),
        metrics: metrics(report, course),
        priorities: priorities(atlas, course),
        claims: claims(atlas, &url, report, course),
        body: body(atlas, document, &url, title),
        previous: course.previous.map(|doc| atlas.link_to(&url, doc)),
        next: course.next.map(|doc| atlas.link_to(&url, doc)),
    };
    contents(&mut frame, &view);
    Some(Page { url, template: "page/iteration.html", frame, view: View::Iteration(Box::new(view)) })
}

fn contents(frame: &mut Frame, view: &IterationView) {
    for part in &view.parts {
        frame.content(part.heading, part.id);
    }
    let further = [
        (!view.metrics.is_empty(), "Measured", "measured"),
        (!view.priorities.is_empty(), "Priorities of the report before", "priorities-before"),
        (!view.claims.is_empty(), "What it says of plans", "claims"),
        (!view.body.is_empty(), "As written", "as-written"),
    ];
    for (_, label, id) in further.iter().filter(|(there, ..)| *there) {
        frame.content(*label, id);
    }
}

fn lead(report: &Iteration) -> String {
    let number = report.number.as_ref().map(|number| format!("Number {number}"));
    let pieces: Vec<String> = number.into_iter().chain(report.period.clone()).collect();
    pieces.join(" · ")
}

fn parts(
    atlas: &Atlas<'_>,
    document: &Document,
    url: &Url,
    report: &Iteration,
    course: &Course,
) -> Vec<PartView> {
    let all: [(&'static str, &'static str, bool, &[ReportLine]); 6] = [
        ("Areas looked at", "areas", false, &report.areas),
        ("Found", "found", false, &report.findings),
        ("Improved", "improved", false, &report.improvements),
        ("Tests added", "tests", false, &report.tests),
        ("Next priorities", "next", true, &report.next),
        ("Blockers", "blockers", false, &report.blockers),
    ];
    all.into_iter()
        .filter(|(.., lines)| !lines.is_empty())
        .map(|(heading, id, ordered, lines)| {
            let lines = lines.iter().enumerate().map(|(at, line)| LineView {
                text: line.text.clone(),
                files: files(atlas, document, url, line),
                note: (id == "blockers" && course.staying.contains(&at))
                    .then_some("stays from the report before"),
                line: {
                    let number = document.line(line.place.span.start);
                    Link {
                        label: number.to_string(),
                        href: url.to(&atlas.addresses.line(document.id, number)),
                    }
                },
            });
            PartView { heading, id, ordered, lines: lines.collect() }
        })
        .collect()
}

fn files(
    atlas: &Atlas<'_>,
    document: &Document,
    url: &Url,
    line: &ReportLine,
) -> Vec<(String, Option<String>)> {
    let address = |file: &String| match atlas.target(document.id, url, file, Use::Link) {
        Target::Here(href) | Target::Away(href) | Target::Picture(href, _) => Some(href),
        Target::Nowhere | Target::Refused => None,
    };
    line.files.iter().map(|file| (file.clone(), address(file))).collect()
}

fn metrics(report: &Iteration, course: &Course) -> Vec<MetricRow> {
    let rows = report.changes.iter().enumerate().map(|(at, change)| MetricRow {
        name: change.name.clone(),
        before: value(change.before, change.unit.as_deref()),
        after: value(change.after, change.unit.as_deref()),
        difference: difference(change.before, change.after, change.unit.as_deref()),
        chain: match course.chained.get(at).copied().flatten() {
            Some(true) => "goes on from the report before",
            Some(false) => "differs from where the report before ended",
            None => "",
        },
    });
    rows.collect()
}

fn priorities(atlas: &Atlas<'_>, course: &Course) -> Vec<PriorityRow> {
    let before = course
        .previous
        .and_then(|doc| atlas.material.linked.corpus.iterations.iter().find(|report| report.doc == doc));
    let Some(before) = before else { return Vec::new() };
    let rows = before.next.iter().zip(&course.priorities).map(|(line, fate)| {
        let (class, words) = match fate {
            Fate::Done => ("done", "done"),
            Fate::Again => ("in_progress", "a priority again"),
            Fate::Blocked => ("blocked", "blocked"),
            Fate::Silent => ("unknown", "not spoken of"),
        };
        let state = State { class, words: words.to_owned(), written: None, inherited: false };
        PriorityRow { text: line.text.clone(), state }
    });
    rows.collect()
}

fn claims(atlas: &Atlas<'_>, url: &Url, report: &Iteration, course: &Course) -> Vec<ClaimRow> {
    let rows = report.said.iter().zip(&course.said).map(|(said, claimed)| {
        let mut row = ClaimRow {
            id: said.id.clone(),
            href: None,
            said: said.status.map(State::of),
            plan: None,
            verdict: "no plan has it",
        };
        if let Claimed::Known { plan, item, status, agrees } = claimed {
            row.href = atlas.addresses.plan(*plan).map(|map| url.to(map.item(*item)));
            row.plan = Some(State::of(*status));
            row.verdict = match agrees {
                Some(true) => "both say the same",
                Some(false) => "they differ",
                None => "only named",
            };
        }
        row
    });
    rows.collect()
}

fn body(atlas: &Atlas<'_>, document: &Document, url: &Url, title: &str) -> String {
    let Syntax::Markdown { doc, .. } = &document.syntax else { return String::new() };
    let start = doc.blocks.first().map_or(0, |block| block.span.start);
    let start = document.lines.span(document.line(start)).start;
    let span = Span::new(start as usize, document.text.len());
    let mut ids = Ids::default();
    for id in [
        "areas",
        "found",
        "improved",
        "tests",
        "next",
        "blockers",
        "measured",
        "priorities-before",
        "claims",
        "as-written",
    ] {
        ids.claim(id);
    }
    atlas.prose(Text { doc: document.id, span, url, under: 2, title: Some(title) }, &mut ids).html
}
