//! The report of a week: what happened to all plans, from their history alone.

use rayon::prelude::*;
use serde::Serialize;

use crate::date::Week;
use crate::derive::api_change::{Change, Impact};
use crate::derive::{ApiWeek, Digest, History, WeekReport, digest, plan_sentence, sentence};
use crate::link::Chronicle;
use crate::markdown::html::Ids;
use crate::model::{Past, Ruling};
use crate::page::part::api::{change_words, subject_words, totals};
use crate::page::part::digest::{self as view, DigestScope, DigestSection, MaybeLink, WaitingView};
use crate::page::part::week::{history_section, report_url, week_name};
use crate::page::part::{Atlas, Bar, Frame, Link, Text};
use crate::page::{Page, View};
use crate::place::{DocId, Span};
use crate::site::Url;

/// The most lines of a section; the plan's own histories hold all.
const LINES: usize = 40;

/// The most plans the table lists.
const PLANS: usize = 100;

/// The most changes of a definition that are told one by one.
const BREAKING: usize = 10;

/// What the report of a week shows.
#[derive(Clone, Debug, Serialize)]
pub struct ReportView {
    /// Its first and last day.
    pub days: (String, String),
    /// What was written by hand, as safe HTML; may be empty.
    pub preface: String,
    /// What the week was, in one sentence.
    pub sentence: String,
    /// Commits that changed documents.
    pub commits: u32,
    /// Items of all plans at its end.
    pub bar: Bar,
    /// What happened.
    pub sections: Vec<DigestSection>,
    /// Decisions whose state changed.
    pub decisions: Vec<DecisionLine>,
    /// API definitions that changed for their readers.
    pub apis: Vec<ApiLine>,
    /// Reports written by hand that came in.
    pub reports: Vec<Link>,
    /// Items due in the next week.
    pub due: Vec<WaitingView>,
    /// Items in progress at its end.
    pub in_progress: (Vec<WaitingView>, u32),
    /// Items that wait at its end.
    pub blocked: (Vec<WaitingView>, u32),
    /// The plans that changed, where there are several.
    pub plans: Vec<PlanLine>,
    /// How many more plans changed.
    pub more_plans: usize,
    /// Why the beginning of the history is missing.
    pub cut: Option<&'static str>,
    /// The time zone's days are those of UTC unless book.toml says otherwise; the week before.
    pub previous: Option<Link>,
    /// The week after.
    pub next: Option<Link>,
}

/// A decision whose state changed.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionLine {
    /// The record.
    pub link: Link,
    /// What changed: `accepted`, `accepted, was proposed`.
    pub words: String,
}

/// A definition that changed.
#[derive(Clone, Debug, Serialize)]
pub struct ApiLine {
    /// The page of its changes.
    pub link: Link,
    /// How many changes there are of each weight, in words.
    pub words: String,
    /// The first of those that break clients.
    pub breaking: Vec<BreakingLine>,
}

/// A change that breaks clients.
#[derive(Clone, Debug, Serialize)]
pub struct BreakingLine {
    /// The code of its rule.
    pub code: &'static str,
    /// What it is about; may be empty.
    pub subject: String,
    /// Where in it, and what happened.
    pub text: String,
}

/// A plan that changed.
#[derive(Clone, Debug, Serialize)]
pub struct PlanLine {
    /// Its week in its history.
    pub plan: MaybeLink,
    /// Items done, added and reopened.
    pub numbers: (u32, u32, u32),
    /// What its week was, in one sentence.
    pub sentence: String,
}

/// The page of every week.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let (Some(history), Some(chronicle)) =
        (&atlas.material.derived.history, &atlas.material.linked.chronicle)
    else {
        return Vec::new();
    };
    let maker = Maker { atlas, history, chronicle };
    (0..history.weeks.len()).into_par_iter().filter_map(|index| maker.page(index)).collect()
}

struct Maker<'a> {
    atlas: &'a Atlas<'a>,
    history: &'a History,
    chronicle: &'a Chronicle,
}

impl Maker<'_> {
    fn page(&self, index: usize) -> Option<Page> {
        let report = self.history.weeks.get(index)?;
        let url = report_url(report.week);
        let beside = |at: Option<usize>| {
            let week = self.history.weeks.get(at?)?.week;
            Some(Link { label: week_name(week), href: url.to(&report_url(week).0) })
        };
        let said = sentence(self.history, report);
        let events = report.events.iter().filter_map(|(story, event)| {
            Some((*story, self.chronicle.stories.get(*story)?.events.get(*event)?))
        });
        let told: Digest = digest(self.chronicle, events, &report.due.missed.0);
        let many = self.chronicle.stories.len() > 1;
        let scope = DigestScope { url: &url, prefix: "", limit: LINES, named: many };
        let (plans, more_plans) = self.plans(&url, report);
        let due = &report.due;
        let list = |list| view::waiting(self.atlas, &url, list);
        let view = ReportView {
            days: (report.first.to_string(), report.last.to_string()),
            preface: self.preface(&url, report.week),
            sentence: said.clone(),
            commits: report.commits,
            bar: Bar::new(report.end),
            sections: view::sections(self.atlas, &told, scope),
            decisions: self.decisions(&url, report),
            apis: report.apis.iter().filter_map(|api| self.api(&url, api)).collect(),
            reports: report.reports.iter().map(|doc| self.atlas.link_to(&url, *doc)).collect(),
            due: list(&due.next.0),
            in_progress: (list(&due.in_progress.0), due.in_progress.1),
            blocked: (list(&due.blocked.0), due.blocked.1),
            plans,
            more_plans,
            cut: self.atlas.material.linked.corpus.past.as_ref().and_then(Past::warning),
            previous: beside(index.checked_sub(1)),
            next: beside(Some(index + 1)),
        };
        let mut frame = Frame::new(self.atlas, &url, week_name(report.week), &["Reports"])
            .section("Reports")
            .crumb(&url, self.atlas.title(), "")
            .crumb(&url, "Reports", "reports/")
            .about(said);
        for section in &view.sections {
            frame.content(section.title, &section.id);
        }
        Some(Page { url, template: "page/report.html", frame, view: View::Report(Box::new(view)) })
    }

    /// What somebody wrote about the week: a document with the name of the week in a folder `reports`.
    fn preface(&self, url: &Url, week: Week) -> String {
        let Some(document) = self.atlas.preface(week) else { return String::new() };
        let span = Span::new(0, document.text.len());
        let title = week_name(week);
        let text = Text { span, title: Some(&title), ..Text::on(document.id, url, 2) };
        self.atlas.prose(text, &mut Ids::default()).html
    }

    fn decisions(&self, url: &Url, report: &WeekReport) -> Vec<DecisionLine> {
        let words = |from: Option<Ruling>, to: Ruling| match from {
            None => format!("new, {}", to.name()),
            Some(from) => format!("{}, was {}", to.name(), from.name()),
        };
        let line = |(doc, from, to): &(DocId, Option<Ruling>, Ruling)| DecisionLine {
            link: self.atlas.link_to(url, *doc),
            words: words(*from, *to),
        };
        report.decisions.iter().map(line).collect()
    }

    fn api(&self, url: &Url, week: &ApiWeek) -> Option<ApiLine> {
        let past = self.atlas.material.derived.apis.get(&week.doc)?;
        let book = self.atlas.books.books.iter().find(|book| book.api.doc == week.doc)?;
        let changes: Vec<&Change> =
            past.releases.get(week.releases.clone())?.iter().flat_map(|one| &one.changes).collect();
        let breaking = changes.iter().filter(|change| change.rule.impact == Impact::Breaking);
        let breaking = breaking.take(BREAKING).map(|change| BreakingLine {
            code: change.rule.code,
            subject: subject_words(&change.subject),
            text: change_words(change),
        });
        Some(ApiLine {
            link: Link { label: book.api.title.clone(), href: url.to(&book.below("changes/").0) },
            words: totals(changes.iter().copied()),
            breaking: breaking.collect(),
        })
    }

    /// The plans that changed, those with most done first.
    fn plans(&self, url: &Url, report: &WeekReport) -> (Vec<PlanLine>, usize) {
        if self.chronicle.stories.len() < 2 {
            return (Vec::new(), 0);
        }
        let mut changed: Vec<(usize, &crate::derive::PlanWeek)> = Vec::new();
        for (number, weeks) in self.history.plans.iter().enumerate() {
            let week =
                weeks.binary_search_by_key(&report.week, |one| one.week).ok().and_then(|at| weeks.get(at));
            changed.extend(week.filter(|week| !week.events.is_empty()).map(|week| (number, week)));
        }
        changed.sort_by_key(|(number, week)| (std::cmp::Reverse(week.counts.done), *number));
        let more = changed.len().saturating_sub(PLANS);
        let line = |(number, week): &(usize, &crate::derive::PlanWeek)| {
            let story = self.chronicle.stories.get(*number)?;
            let counts = &week.counts;
            let map = story.doc.and_then(|doc| self.atlas.addresses.plan(doc));
            let section = |map| url.to(&history_section(self.history, map, *number, report.week));
            Some(PlanLine {
                plan: MaybeLink { label: story.title.clone(), href: map.map(section) },
                numbers: (counts.done, counts.added, counts.reopened),
                sentence: plan_sentence(counts),
            })
        };
        (changed.iter().take(PLANS).filter_map(line).collect(), more)
    }
}
