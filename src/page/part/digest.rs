//! What happened, as lists with links: the sections of a weekly report and of a plan's history.

use serde::Serialize;

use crate::date::Date;
use crate::derive::{Digest, Line, Part, Waiting};
use crate::link::{Chronicle, Story, ThreadId};
use crate::model::{ItemId, PointId};
use crate::page::part::{Atlas, Link};
use crate::site::Url;

/// A section of a report.
#[derive(Clone, Debug, Serialize)]
pub struct DigestSection {
    /// Its anchor.
    pub id: String,
    /// Its heading.
    pub title: &'static str,
    /// How many lines it has in all.
    pub count: usize,
    /// Lines by plan.
    pub plans: Vec<DigestPlan>,
    /// How many lines are not shown.
    pub more: usize,
}

/// The lines of one plan.
#[derive(Clone, Debug, Serialize)]
pub struct DigestPlan {
    /// The plan, where the page is not about it alone; without an address where it is gone.
    pub plan: Option<MaybeLink>,
    /// What happened.
    pub lines: Vec<DigestLine>,
}

/// Words that may lead somewhere.
#[derive(Clone, Debug, Serialize)]
pub struct MaybeLink {
    /// The words.
    pub label: String,
    /// Where they lead.
    pub href: Option<String>,
}

/// Something that happened.
#[derive(Clone, Debug, Serialize)]
pub struct DigestLine {
    /// What it happened to.
    pub what: MaybeLink,
    /// What happened, where the heading does not say it all.
    pub note: Option<String>,
    /// The commit.
    pub commit: Option<CommitLink>,
}

/// A commit.
#[derive(Clone, Debug, Serialize)]
pub struct CommitLink {
    /// The first ten digits of its hash.
    pub short: String,
    /// Its day.
    pub date: String,
    /// Who wrote it, where the project wants that to be told.
    pub author: Option<String>,
    /// The commit in the repository, where its address is known.
    pub href: Option<String>,
}

/// What is listed: from which plans, how much of it, under which anchors.
#[derive(Clone, Copy, Debug)]
pub struct DigestScope<'a> {
    /// The page.
    pub url: &'a Url,
    /// What the anchors begin with: empty, or `2026-w47-`.
    pub prefix: &'a str,
    /// The most lines of a section.
    pub limit: usize,
    /// Whether the lines stand under the names of their plans.
    pub named: bool,
}

/// The sections of what happened.
pub fn sections(atlas: &Atlas<'_>, digest: &Digest, scope: DigestScope<'_>) -> Vec<DigestSection> {
    let Some(chronicle) = &atlas.material.linked.chronicle else { return Vec::new() };
    digest.iter().map(|(part, lines)| section(atlas, chronicle, (*part, lines), scope)).collect()
}

fn section(
    atlas: &Atlas<'_>,
    chronicle: &Chronicle,
    (part, lines): (Part, &[Line]),
    scope: DigestScope<'_>,
) -> DigestSection {
    let mut plans: Vec<(usize, DigestPlan)> = Vec::new();
    for line in lines.iter().take(scope.limit) {
        let Some(story) = chronicle.stories.get(line.story) else { continue };
        if plans.last().is_none_or(|(number, _)| *number != line.story) {
            let plan = scope.named.then(|| plan_link(atlas, story, scope.url));
            plans.push((line.story, DigestPlan { plan, lines: Vec::new() }));
        }
        if let Some((_, plan)) = plans.last_mut() {
            plan.lines.push(DigestLine {
                what: MaybeLink {
                    label: label(line.id.as_deref(), &line.title),
                    href: target(atlas, story, line, scope.url),
                },
                note: line.note.clone(),
                commit: commit(atlas, line.point),
            });
        }
    }
    DigestSection {
        id: format!("{}{}", scope.prefix, part.name()),
        title: part.title(),
        count: lines.len(),
        plans: plans.into_iter().map(|(_, plan)| plan).collect(),
        more: lines.len().saturating_sub(scope.limit),
    }
}

/// Id and title in one.
pub fn label(id: Option<&str>, title: &str) -> String {
    match id {
        Some(id) if title.is_empty() => id.to_owned(),
        Some(id) => format!("{id}: {title}"),
        None => title.to_owned(),
    }
}

/// A plan by its title.
pub fn plan_link(atlas: &Atlas<'_>, story: &Story, url: &Url) -> MaybeLink {
    let href = story.doc.and_then(|doc| atlas.addresses.plan(doc)).map(|map| url.to(&map.url.0));
    MaybeLink { label: story.title.clone(), href }
}

/// Where a line leads: to the item as it is now, else to what it was in the repository.
fn target(atlas: &Atlas<'_>, story: &Story, line: &Line, url: &Url) -> Option<String> {
    if let Some(thread) = line.thread {
        if let Some(href) = item_link(atlas, story, thread, url) {
            return Some(href);
        }
    } else if let Some(map) = story.doc.and_then(|doc| atlas.addresses.plan(doc)) {
        return Some(url.to(&map.url.0));
    }
    let hash = atlas.material.linked.corpus.past.as_ref()?.points.get(line.point.index())?.hash.as_str();
    let config = &atlas.material.config.repository;
    config.source(story.path_at(line.point), Some(line.line), Some(hash))
}

/// The item a thread is now.
pub fn item_link(atlas: &Atlas<'_>, story: &Story, thread: ThreadId, url: &Url) -> Option<String> {
    let map = atlas.addresses.plan(story.doc?)?;
    let item = atlas.item_of(story, thread)?;
    Some(url.to(map.item(item)))
}

/// A commit with its day.
pub fn commit(atlas: &Atlas<'_>, point: PointId) -> Option<CommitLink> {
    let material = &atlas.material;
    let found = material.linked.corpus.past.as_ref()?.points.get(point.index())?;
    let day: Option<Date> = material.derived.history.as_ref().and_then(|history| history.day(point));
    Some(CommitLink {
        short: found.hash.chars().take(10).collect(),
        date: day.map_or(String::new(), |day| day.to_string()),
        author: material.config.report_authors.then(|| found.author.clone()),
        href: material.config.repository.commit(&found.hash),
    })
}

/// An item that is waited for.
#[derive(Clone, Debug, Serialize)]
pub struct WaitingView {
    /// The item.
    pub what: MaybeLink,
    /// Its plan, where the site has several.
    pub plan: Option<MaybeLink>,
    /// The day since which it is in its state.
    pub since: Option<String>,
    /// The day it is due.
    pub due: Option<String>,
}

/// Items that are waited for.
pub fn waiting(atlas: &Atlas<'_>, url: &Url, list: &[Waiting]) -> Vec<WaitingView> {
    let Some(chronicle) = &atlas.material.linked.chronicle else { return Vec::new() };
    let many = chronicle.stories.len() > 1;
    let history = atlas.material.derived.history.as_ref();
    list.iter()
        .filter_map(|one| {
            let story = chronicle.stories.get(one.story)?;
            let thread = story.thread(one.thread)?;
            Some(WaitingView {
                what: MaybeLink {
                    label: label(thread.id.as_deref(), &thread.title),
                    href: item_link(atlas, story, one.thread, url),
                },
                plan: many.then(|| plan_link(atlas, story, url)),
                since: history.and_then(|history| history.since(one)).map(|day| day.to_string()),
                due: one.due.map(|day| day.to_string()),
            })
        })
        .collect()
}

/// For each thread of a story the item it is now.
pub(super) fn items_of(story: &Story) -> Vec<Option<ItemId>> {
    let mut items = vec![None; story.threads.len()];
    for (index, thread) in story.of_item.iter().enumerate() {
        if let Some(item) = thread.and_then(|thread| items.get_mut(thread.0 as usize)) {
            *item = Some(ItemId(index as u32));
        }
    }
    items
}

/// `Link` where there is somewhere to go.
impl From<Link> for MaybeLink {
    fn from(link: Link) -> Self {
        Self { label: link.label, href: Some(link.href) }
    }
}
