//! Atom feeds (RFC 4287), the newest first: `decisions.atom`, `feed.xml` of the weekly reports, one for each plan and one
//! for each changelog. Only where the site's address is known: a feed is read far from the site, and its links have to be whole.

use crate::contract::{DataDecision, xml_text};
use crate::page::{Page, Pages, RELEASES, View};
use crate::site::Artifact;

/// The most entries a feed holds.
const ENTRIES: usize = 50;

/// A feed.
struct Feed {
    /// Its file.
    path: String,
    /// Its title.
    title: String,
    /// The page it speaks of, as a path below the root.
    page: String,
    /// What it holds.
    entries: Vec<Entry>,
}

/// An entry of a feed.
struct Entry {
    /// Its page, as a path below the root.
    page: String,
    /// Its title.
    title: String,
    /// Its day.
    date: String,
    /// What it is about.
    summary: Option<String>,
}

/// The files.
pub(super) fn files(pages: &mut Pages) -> Vec<Artifact> {
    let Some(root) = pages.site.url.as_deref() else { return Vec::new() };
    let author = pages.site.authors.first().map_or(pages.site.title.as_str(), String::as_str);
    let mut feeds: Vec<Feed> = decisions(pages).into_iter().chain(reports(pages)).collect();
    feeds.extend(pages.pages.iter().filter_map(|page| plan(pages, page)));
    feeds.extend(pages.pages.iter().filter_map(|page| changelog(pages, page)));
    feeds.retain(|feed| !feed.entries.is_empty());
    feeds.into_iter().map(|feed| written(feed, root, author)).collect()
}

fn decisions<'a>(pages: &'a Pages) -> Option<Feed> {
    let all = &pages.data.decisions.as_ref()?.decisions;
    let traced = |one: &'a DataDecision| one.git.as_ref().and_then(|git| git.date.as_deref());
    let day = |one: &'a DataDecision| one.record.date.as_deref().or_else(|| traced(one));
    let mut dated: Vec<_> = all.iter().filter_map(|one| Some((day(one)?, one))).collect();
    dated.sort_by(|a, b| b.0.cmp(a.0).then(b.1.path.cmp(&a.1.path)));
    let entries = dated.into_iter().take(ENTRIES).map(|(date, one)| Entry {
        page: one.page.trim_end_matches("index.html").to_owned(),
        title: format!("{} ({})", one.record.title, one.record.status),
        date: date.to_owned(),
        summary: one.outcome.clone(),
    });
    Some(Feed {
        path: "decisions.atom".to_owned(),
        title: format!("{}: decisions", pages.site.title),
        page: "decisions/".to_owned(),
        entries: entries.collect(),
    })
}

/// The weekly reports.
fn reports(pages: &Pages) -> Option<Feed> {
    let mut entries: Vec<Entry> = pages
        .pages
        .iter()
        .filter_map(|page| match &page.view {
            View::Report(report) => Some(Entry {
                page: page.url.0.clone(),
                title: page.frame.heading.clone(),
                date: day(pages, &report.days.1),
                summary: Some(report.sentence.clone()),
            }),
            _ => None,
        })
        .collect();
    entries.sort_by(|a, b| b.page.cmp(&a.page));
    entries.truncate(ENTRIES);
    let title = format!("{}: weekly reports", pages.site.title);
    Some(Feed { path: "feed.xml".to_owned(), title, page: "reports/".to_owned(), entries })
}

/// The releases of a changelog.
fn changelog(pages: &Pages, page: &Page) -> Option<Feed> {
    let View::Document(document) = &page.view else { return None };
    let entries = document.releases.iter().take(ENTRIES).map(|release| Entry {
        page: format!("{}#{}", page.url.0, release.id),
        title: release.name.clone(),
        date: release.date.clone(),
        summary: (!release.sections.is_empty()).then(|| release.sections.join(", ")),
    });
    Some(Feed {
        path: format!("{}{RELEASES}", page.url.0),
        title: format!("{}: releases", pages.site.title),
        page: page.url.0.clone(),
        entries: entries.collect(),
    })
}

/// The weeks of a plan.
fn plan(pages: &Pages, page: &Page) -> Option<Feed> {
    let View::History(history) = &page.view else { return None };
    // Further pages of a history have no feed of their own.
    let folder = page.url.0.strip_suffix("history/")?;
    let entries = history.weeks.iter().take(ENTRIES).map(|week| Entry {
        page: format!("{}#{}", page.url.0, week.id),
        title: week.name.clone(),
        date: day(pages, &week.last),
        summary: Some(week.sentence.clone()),
    });
    Some(Feed {
        path: format!("{folder}feed.xml"),
        title: page.frame.title.clone(),
        page: page.url.0.clone(),
        entries: entries.collect(),
    })
}

/// The last day of a week, or that of the commit where the week is not over.
fn day(pages: &Pages, last: &str) -> String {
    let commit = pages.site.commit.as_ref().map(|commit| commit.date.as_str());
    commit.filter(|commit| *commit < last).unwrap_or(last).to_owned()
}

fn written(feed: Feed, root: &str, author: &str) -> Artifact {
    let newest = feed.entries.iter().map(|entry| entry.date.as_str()).max().unwrap_or("");
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>");
    push(&mut out, &feed.title);
    out.push_str("</title>\n<id>");
    push(&mut out, &format!("{root}{}", feed.page));
    out.push_str("</id>\n<link rel=\"self\" href=\"");
    push(&mut out, &format!("{root}{}", feed.path));
    out.push_str("\"/>\n<link href=\"");
    push(&mut out, &format!("{root}{}", feed.page));
    out.push_str(&format!("\"/>\n<updated>{newest}T00:00:00Z</updated>\n"));
    out.push_str("<author><name>");
    push(&mut out, author);
    out.push_str("</name></author>\n");
    for one in &feed.entries {
        entry(&mut out, root, one);
    }
    out.push_str("</feed>\n");
    Artifact { path: feed.path, bytes: out.into_bytes() }
}

fn entry(out: &mut String, root: &str, one: &Entry) {
    let (page, date) = (format!("{root}{}", one.page), &one.date);
    out.push_str("<entry>\n<title>");
    push(out, &one.title);
    out.push_str("</title>\n<id>");
    push(out, &page);
    out.push_str("</id>\n<link href=\"");
    push(out, &page);
    out.push_str(&format!(
        "\"/>\n<published>{date}T00:00:00Z</published>\n<updated>{date}T00:00:00Z</updated>\n"
    ));
    if let Some(summary) = &one.summary {
        out.push_str("<summary>");
        push(out, summary);
        out.push_str("</summary>\n");
    }
    out.push_str("</entry>\n");
}

fn push(out: &mut String, text: &str) {
    out.push_str(&xml_text(text));
}
