//! What the commits of a definition changed: the newest first, in each what breaks clients first.

use rayon::prelude::*;
use serde::Serialize;

use crate::derive::api_change::{ApiPast, Change, Impact, Release};
use crate::page::part::api::{Book, change_words, subject_words, touched_words};
use crate::page::part::digest::{self, CommitLink, MaybeLink};
use crate::page::part::{Atlas, Frame, Link, Pager, Twin, counted, page_url};
use crate::page::{Page, View};
use crate::site::Url;

/// The most commits on one page.
const COMMITS: usize = 10;

/// The most changes of one weight that are told of a commit.
const TOLD: usize = 60;

/// What the changes of a definition show.
#[derive(Clone, Debug, Serialize)]
pub struct ApiChangesView {
    /// How many states were compared, in words.
    pub states: String,
    /// How many states could not be read, in words; empty for none.
    pub unread: String,
    /// Whether older states were left out.
    pub cut: bool,
    /// Everything as JSON.
    pub json: Link,
    /// Everything as Markdown.
    pub twin: Link,
    /// The commits of this page.
    pub releases: Vec<ReleaseView>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// A commit.
#[derive(Clone, Debug, Serialize)]
pub struct ReleaseView {
    /// Its anchor.
    pub id: String,
    /// What it is called: the new version, or the first line of the commit.
    pub heading: String,
    /// The commit.
    pub commit: Option<CommitLink>,
    /// How many changes there are of each weight, in words.
    pub totals: String,
    /// The changes by weight.
    pub groups: Vec<ChangeGroup>,
}

/// Changes of one weight.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeGroup {
    /// Their weight, in words.
    pub heading: &'static str,
    /// The class of its colour.
    pub class: &'static str,
    /// The changes.
    pub changes: Vec<ChangeRow>,
    /// How many more there are.
    pub more: usize,
}

/// A change.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeRow {
    /// The code of its rule.
    pub code: &'static str,
    /// What it is about; the words may be empty.
    pub subject: MaybeLink,
    /// Where in it, and what happened.
    pub text: String,
    /// What else it touches, in words; may be empty.
    pub touched: String,
}

/// The pages of every definition with a past.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let pasts = &atlas.material.derived.apis;
    let with = atlas.books.books.par_iter().filter_map(|book| Some((book, pasts.get(&book.api.doc)?)));
    with.flat_map_iter(|(book, past)| of(atlas, book, past)).collect()
}

fn of(atlas: &Atlas<'_>, book: &Book<'_>, past: &ApiPast) -> Vec<Page> {
    let of = past.releases.len().div_ceil(COMMITS).max(1);
    (0..of).filter_map(|index| page(atlas, book, past, (index, of))).collect()
}

fn page(atlas: &Atlas<'_>, book: &Book<'_>, past: &ApiPast, (index, of): (usize, usize)) -> Option<Page> {
    let base = book.below("changes/");
    let url = page_url(&base, index + 1);
    let heading = match of {
        1 => "Changes".to_owned(),
        _ => format!("Changes, page {} of {of}", index + 1),
    };
    let document = atlas.document(book.api.doc)?;
    let about = format!("What changed in {}, commit by commit, breaking changes first", book.api.title);
    let mut frame = Frame::of_document(atlas, &url, document, heading).tree(book.top_tree()).about(about);
    let releases = past.releases.iter().enumerate().skip(index * COMMITS).take(COMMITS);
    let releases: Vec<ReleaseView> =
        releases.map(|(number, one)| release(atlas, book, &url, (number, one))).collect();
    if index == 0 {
        frame = frame.twin(Twin::Own);
    }
    for one in &releases {
        frame.content(one.heading.as_str(), &one.id);
    }
    let to = |label: &str, name: &str| Link {
        label: label.to_owned(),
        href: url.to(&format!("{}{name}", base.0)),
    };
    let view = ApiChangesView {
        states: counted(past.states, "state"),
        unread: if past.unread > 0 { counted(past.unread, "state") } else { String::new() },
        cut: past.cut,
        json: to("JSON", "changes.json"),
        twin: to("Markdown", "index.md"),
        releases,
        pager: Pager::new(&base, "Pages of Changes", index + 1, of),
    };
    Some(Page { url, template: "page/api_changes.html", frame, view: View::ApiChanges(Box::new(view)) })
}

fn release(atlas: &Atlas<'_>, book: &Book<'_>, url: &Url, (number, one): (usize, &Release)) -> ReleaseView {
    let groups: Vec<ChangeGroup> =
        Impact::ALL.iter().filter_map(|impact| group(book, url, *impact, &one.changes)).collect();
    let count = |impact| one.changes.iter().filter(|change| change.rule.impact == impact).count();
    let sums = Impact::ALL.into_iter().map(|impact| (impact, count(impact)));
    let sums = sums.filter(|(_, count)| *count > 0).map(|(impact, count)| match impact {
        Impact::Deprecation | Impact::Addition => counted(count, impact.word()),
        Impact::Risky => format!("{count} that may break"),
        Impact::Breaking | Impact::Editorial => format!("{count} {}", impact.word()),
    });
    ReleaseView {
        id: format!("change-{}", number + 1),
        heading: heading(atlas, one),
        commit: digest::commit(atlas, one.point),
        totals: sums.collect::<Vec<_>>().join(", "),
        groups,
    }
}

/// What a commit is called: the version it brought, else its first line.
fn heading(atlas: &Atlas<'_>, one: &Release) -> String {
    let points = atlas.material.linked.corpus.past.as_ref().map_or(&[][..], |past| &past.points);
    let subject = points.get(one.point.index()).map_or("", |point| point.subject.as_str());
    match &one.version {
        Some(version) if one.before.as_ref() != Some(version) => format!("Version {version}"),
        _ if subject.is_empty() => "A commit without a message".to_owned(),
        _ => subject.to_owned(),
    }
}

fn group(book: &Book<'_>, url: &Url, impact: Impact, all: &[Change]) -> Option<ChangeGroup> {
    let of: Vec<&Change> = all.iter().filter(|change| change.rule.impact == impact).collect();
    let class = match impact {
        Impact::Breaking => "error",
        Impact::Risky | Impact::Deprecation => "warning",
        Impact::Addition | Impact::Editorial => "note",
    };
    (!of.is_empty()).then(|| ChangeGroup {
        heading: impact.heading(),
        class,
        changes: of.iter().take(TOLD).map(|change| row(book, url, change)).collect(),
        more: of.len().saturating_sub(TOLD),
    })
}

fn row(book: &Book<'_>, url: &Url, change: &Change) -> ChangeRow {
    let subject = &change.subject;
    let page = match (&subject.method, &subject.path, &subject.schema) {
        (Some(method), Some(path), _) => book.operation_of(method, path).map(|at| book.operation(at)),
        (_, _, Some(name)) => book.schema_named(name).map(|at| book.schema(at)),
        _ => None,
    };
    ChangeRow {
        code: change.rule.code,
        subject: MaybeLink { label: subject_words(subject), href: page.map(|page| url.to(page)) },
        text: change_words(change),
        touched: touched_words(change),
    }
}
