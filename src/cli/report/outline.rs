//! The parts of a report as every form of it shows them: headings, plans, lines of words.

use crate::cli::words::count;
use crate::contract::{ApiChange, Awaited, Report, ReportedLine};
use crate::derive::Part;
use crate::derive::api_change::Impact;

/// The most lines of a section; JSON has all.
const LINES: usize = 25;

/// A heading with what stands below it.
pub(in crate::cli) struct Section<'r> {
    /// The heading, with the number of lines.
    pub(in crate::cli) title: String,
    /// Lines by plan.
    pub(in crate::cli) plans: Vec<(&'r str, Vec<Entry<'r>>)>,
    /// How many lines are left out.
    pub(in crate::cli) more: usize,
    /// Whether it lists what waits, and not what happened.
    pub(in crate::cli) waits: bool,
}

/// A line.
pub(in crate::cli) struct Entry<'r> {
    /// The id of the item.
    pub(in crate::cli) id: Option<&'r str>,
    /// Its title.
    pub(in crate::cli) title: &'r str,
    /// What is to be said of it.
    pub(in crate::cli) note: Option<String>,
    /// Where: `plan.md:12`, and the commit.
    pub(in crate::cli) place: Option<String>,
}

/// What the report is of, in words.
pub(super) fn heading(report: &Report) -> String {
    match &report.week {
        Some(week) => format!("{week}, {} to {}", report.from, report.to),
        None => format!("{} to {}", report.from, report.to),
    }
}

/// How much is done at the end, in words.
pub(super) fn state(report: &Report) -> String {
    let items = &report.items;
    format!("{} of {} done", items.done, count(items.total, "item"))
}

/// The sections of a report.
pub(in crate::cli) fn sections(report: &Report) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for part in &report.parts {
        let title =
            Part::ALL.iter().find(|known| known.name() == part.part).map_or(part.part, |known| known.title());
        let lines = part.lines.iter().map(|line| (line.plan.as_str(), entry(line)));
        sections.push(section(format!("{title} ({})", part.lines.len()), lines, part.lines.len()));
    }
    if !report.decisions.is_empty() {
        let lines = report.decisions.iter().map(|change| {
            let was = change.from.map_or(String::new(), |from| format!(", was {from}"));
            let note = Some(format!("{}{was}", change.to));
            ("", Entry { id: None, title: &change.title, note, place: Some(change.path.clone()) })
        });
        sections.push(section(
            format!("Decisions ({})", report.decisions.len()),
            lines,
            report.decisions.len(),
        ));
    }
    for one in &report.apis {
        let changes = one
            .releases
            .iter()
            .flat_map(|release| release.changes.iter().map(move |change| (change, release.commit.as_str())));
        let mut changes: Vec<(&ApiChange, &str)> = changes.collect();
        changes
            .sort_by_key(|(change, _)| Impact::ALL.iter().position(|impact| impact.word() == change.impact));
        let lines = changes.iter().map(|(change, commit)| ("", api_entry(change, commit)));
        let title = format!("API changes: {} ({})", one.definition.title, changes.len());
        sections.push(section(title, lines, changes.len()));
    }
    if !report.reports.is_empty() {
        let lines = report
            .reports
            .iter()
            .map(|path| ("", Entry { id: None, title: path.as_str(), note: None, place: None }));
        sections.push(section(
            format!("Reports that came in ({})", report.reports.len()),
            lines,
            report.reports.len(),
        ));
    }
    let next = &report.next;
    let lists: [(&str, &[Awaited], usize); 3] = [
        ("Due next week", &next.due, next.due.len()),
        ("In progress", &next.in_progress, next.in_progress_count as usize),
        ("Blocked", &next.blocked, next.blocked_count as usize),
    ];
    for (title, list, all) in lists.into_iter().filter(|(_, list, _)| !list.is_empty()) {
        let lines = list.iter().map(|one| (one.plan.as_str(), awaited(one)));
        sections.push(Section { waits: true, ..section(format!("{title} ({all})"), lines, all) });
    }
    sections
}

fn section<'r>(title: String, lines: impl Iterator<Item = (&'r str, Entry<'r>)>, all: usize) -> Section<'r> {
    let mut plans: Vec<(&str, Vec<Entry<'_>>)> = Vec::new();
    let mut shown = 0;
    for (plan, line) in lines.take(LINES) {
        shown += 1;
        match plans.last_mut() {
            Some((last, lines)) if *last == plan => lines.push(line),
            _ => plans.push((plan, vec![line])),
        }
    }
    Section { title, plans, more: all - shown, waits: false }
}

fn api_entry<'r>(change: &'r ApiChange, commit: &str) -> Entry<'r> {
    let subject = match (&change.method, &change.path, &change.schema) {
        (Some(method), Some(path), _) => format!("{method} {path}, "),
        (_, _, Some(name)) => format!("{name}, "),
        _ => String::new(),
    };
    let commit: String = commit.chars().take(10).collect();
    let note = Some(format!("{subject}{}", change.impact));
    Entry { id: Some(change.code), title: &change.message, note, place: Some(commit) }
}

fn entry(line: &ReportedLine) -> Entry<'_> {
    let commit: String = line.commit.chars().take(10).collect();
    let place = Some(format!("{}:{}, {commit}", line.path, line.line));
    Entry { id: line.id.as_deref(), title: &line.title, note: line.note.clone(), place }
}

fn awaited(one: &Awaited) -> Entry<'_> {
    let due = one.due.as_ref().map(|day| format!("due on {day}"));
    let since = one.since.as_ref().map(|day| format!("since {day}"));
    let note = [due, since].into_iter().flatten().collect::<Vec<_>>().join(", ");
    Entry {
        id: one.id.as_deref(),
        title: &one.title,
        note: Some(note).filter(|note| !note.is_empty()),
        place: None,
    }
}
