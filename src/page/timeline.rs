//! When the parts of a plan are to happen: a drawing with today's line, and the same as a table.

use rayon::prelude::*;
use serde::Serialize;

use crate::date::{self, Date, Stretch};
use crate::derive::timeline::{Entry, Of, Timeline};
use crate::model::Plan;
use crate::page::part::chart::{self, Along, Chart, Gantt, GanttBar};
use crate::page::part::{Atlas, Frame, Link, PlanMap, calendar, counted};
use crate::page::{Page, View};
use crate::site::Url;

/// The most entries of the table.
const LISTED: usize = 400;

/// The most late entries named in the sentence.
const NAMED: usize = 3;

/// What a timeline shows.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineView {
    /// The drawing with its table.
    pub chart: Chart,
    /// The calendar file of the site, where it holds any of this.
    pub calendar: Option<Link>,
}

/// The timeline of every plan that says times.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let timelines = &atlas.material.derived.timelines;
    let plans = atlas.mapped().into_par_iter();
    plans.filter_map(|(plan, map)| Some(page(atlas, plan, map, timelines.get(&plan.doc)?))).collect()
}

fn page(atlas: &Atlas<'_>, plan: &Plan, map: &PlanMap, timeline: &Timeline) -> Page {
    let url = map.below("timeline/");
    let by_days = timeline.entries.iter().filter(|entry| matches!(entry.stretch, Stretch::Days(..))).count();
    let days = by_days * 2 >= timeline.entries.len();
    let (shown, other): (Vec<&Entry>, Vec<&Entry>) =
        timeline.entries.iter().partition(|entry| matches!(entry.stretch, Stretch::Days(..)) == days);
    let today = atlas.material.derived.as_of;
    let bars: Vec<GanttBar> =
        shown.iter().take(LISTED).filter_map(|entry| bar(plan, map, &url, entry, today)).collect();
    let takeaway = sentence(&bars, timeline, today);
    let chart = chart::gantt(Gantt {
        id: "timeline",
        of: &plan.title,
        takeaway: takeaway.clone(),
        note: note(timeline, (shown.len(), other.len()), days),
        bars,
        today,
    });
    let calendar = calendar::holds(timeline).then(|| Link {
        label: "Open dates and milestones as a calendar file".to_owned(),
        href: url.to(calendar::FILE),
    });
    let frame = Frame::of_plan(atlas, &url, plan, "Timeline").about(takeaway);
    let view = View::Timeline(Box::new(TimelineView { chart, calendar }));
    Page { url, template: "page/timeline.html", frame, view }
}

fn bar(plan: &Plan, map: &PlanMap, url: &Url, entry: &Entry, today: Option<Date>) -> Option<GanttBar> {
    let (label, path, level) = match entry.of {
        Of::Group(id) => {
            let group = plan.group(id)?;
            // The time stands beside the name, not in it.
            let title = group.title.replacen(&format!(" ({})", entry.when), "", 1);
            (title, map.group(id).to_owned(), usize::from(group.level.max(1)) - 1)
        }
        Of::Item(id) => {
            let item = plan.item(id)?;
            let around =
                item.group.and_then(|group| plan.group(group)).map_or(0, |group| usize::from(group.level));
            let name = item.id.as_ref().map_or(item.title.clone(), |id| format!("{id} {}", item.title));
            (name, map.item(id).to_owned(), around)
        }
        Of::Milestone(at) => {
            let title = plan.milestones.get(at)?.title.clone();
            (format!("Milestone: {title}"), format!("{}#milestones", map.url.0), 0)
        }
    };
    let along = match entry.stretch {
        Stretch::Days(from, to) => Along::Days(from, to),
        Stretch::Weeks(from, to) => Along::Weeks(from, to),
    };
    let late = today.is_some_and(|today| entry.is_late(today));
    let (when, status) = (entry.when.clone(), entry.status);
    Some(GanttBar { label, href: Some(url.to(&path)), along, when, status, late, level })
}

/// `6 entries from 5 January 2026 to 30 June 2026. As of 15 June 2026, 2 should be done and are not: …`
fn sentence(bars: &[GanttBar], timeline: &Timeline, today: Option<Date>) -> String {
    let first = bars.iter().map(|bar| bar.along).reduce(|all, one| match (all, one) {
        (Along::Days(a, b), Along::Days(c, d)) => Along::Days(a.min(c), b.max(d)),
        (Along::Weeks(a, b), Along::Weeks(c, d)) => Along::Weeks(a.min(c), b.max(d)),
        (all, _) => all,
    });
    let span = match first {
        None => return "No time could be read.".to_owned(),
        Some(Along::Days(from, to)) if from == to => format!("on {}", date::words(from)),
        Some(Along::Days(from, to)) => format!("from {} to {}", date::words(from), date::words(to)),
        Some(Along::Weeks(from, to)) if from == to => format!("in week {from}"),
        Some(Along::Weeks(from, to)) => format!("from week {from} to week {to}"),
    };
    let kind = |of: fn(&Of) -> bool| timeline.entries.iter().filter(|entry| of(&entry.of)).count();
    let counts = [
        (kind(|of| matches!(of, Of::Group(_))), "part"),
        (kind(|of| matches!(of, Of::Item(_))), "item"),
        (kind(|of| matches!(of, Of::Milestone(_))), "milestone"),
    ];
    let what: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| counted(count, noun))
        .collect();
    let mut out = format!("{} with a time, {span}.", joined(&what));
    let late: Vec<&GanttBar> = bars.iter().filter(|bar| bar.late).collect();
    if let Some(today) = today.filter(|_| matches!(first, Some(Along::Days(..)))) {
        let today = date::words(today);
        if late.is_empty() {
            out.push_str(&format!(" As of {today} none is late."));
        } else {
            let named: Vec<String> =
                late.iter().take(NAMED).map(|bar| format!("\u{201c}{}\u{201d}", bar.label)).collect();
            let more = late.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let verb = if late.len() == 1 { "is" } else { "are" };
            out.push_str(&format!(" As of {today}, {} {verb} late: {}{more}.", late.len(), named.join(", ")));
        }
    }
    out
}

/// `6 parts, 3 items and 2 milestones`
fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// What is not drawn, and how weeks became days.
fn note(timeline: &Timeline, (shown, other): (usize, usize), days: bool) -> String {
    let mut said = Vec::new();
    if let Some(start) = timeline.start.filter(|_| days) {
        said.push(format!("Weeks are counted from the start the plan states, {}.", date::words(start)));
    }
    let list = |n: usize, verb: [&str; 2]| format!("{n} {}", if n == 1 { verb[0] } else { verb[1] });
    if shown > chart::MOST_BARS {
        said.push(format!(
            "Drawn: the first {} of {shown}; the table has {}.",
            chart::MOST_BARS,
            shown.min(LISTED)
        ));
    }
    if other > 0 {
        let kind = if days { "by weeks without a start" } else { "by days of the calendar" };
        said.push(format!("{} given {kind}, and not drawn.", list(other, ["more is", "more are"])));
    }
    if timeline.unread > 0 {
        said.push(format!(
            "{} a time in words that are no date.",
            list(timeline.unread, ["more says", "more say"])
        ));
    }
    said.join(" ")
}
