//! The page of an item that has more than a line to say.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::derive::happened;
use crate::diag::Diagnostic;
use crate::link::{Event, Story, Thread, ThreadId, What};
use crate::markdown::html::Ids;
use crate::model::{Criterion, Item, ItemId, Plan, Status};
use crate::page::part::digest::{self, CommitLink};
use crate::page::part::gate::{self, CriterionRow, GateRow};
use crate::page::part::{
    Atlas, Cite, FindingView, Frame, ItemTable, Link, Names, Note, PlanMap, State, Text,
};
use crate::page::part::{Cell, LineLink};
use crate::page::{Page, View};
use crate::site::Url;

/// What an item's page shows.
#[derive(Clone, Debug, Serialize)]
pub struct ItemView {
    /// Its id as written.
    pub id: Option<String>,
    /// Its state.
    pub state: State,
    /// Where it is defined.
    pub line: LineLink,
    /// The group it stands in.
    pub group: Option<Link>,
    /// The item it is a part of.
    pub parent: Option<Link>,
    /// What else is known of it, in the order owner, priority, estimate, when, tags, named fields.
    pub facts: Vec<Note>,
    /// Its text as HTML; may be empty.
    pub text: String,
    /// What must be done before.
    pub depends_on: Cell,
    /// What waits for it.
    pub blocks: Cell,
    /// The ids it stands for.
    pub expands_to: Vec<String>,
    /// Its parts.
    pub parts: Option<ItemTable>,
    /// Its criteria.
    pub criteria: Vec<CriterionRow>,
    /// Its gates.
    pub gates: Vec<GateRow>,
    /// Evidence that speaks of it.
    pub backing: Vec<gate::GateSource>,
    /// Further places that name it.
    pub mentions: Vec<MentionView>,
    /// Findings that quote it.
    pub findings: Vec<FindingView>,
    /// Since when it is in its state.
    pub since: Option<CommitLink>,
    /// What happened to it, the newest first.
    pub history: Vec<Happened>,
}

/// Something that happened to an item.
#[derive(Clone, Debug, Serialize)]
pub struct Happened {
    /// What, in words.
    pub words: String,
    /// The commit.
    pub commit: Option<CommitLink>,
}

/// A further place that names an item.
#[derive(Clone, Debug, Serialize)]
pub struct MentionView {
    /// The title used there.
    pub title: String,
    /// The state stated there.
    pub state: Option<State>,
    /// Where.
    pub cite: Cite,
}

/// The pages of every item that has one.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    atlas
        .mapped()
        .into_par_iter()
        .flat_map_iter(|(plan, map)| {
            let maker = Maker::new(atlas, plan, map);
            let own = plan
                .items
                .iter()
                .enumerate()
                .filter(|(index, _)| !map.item(ItemId(*index as u32)).contains('#'));
            own.map(|(index, item)| maker.page(ItemId(index as u32), item)).collect::<Vec<_>>()
        })
        .collect()
}

struct Maker<'a> {
    atlas: &'a Atlas<'a>,
    plan: &'a Plan,
    map: &'a PlanMap,
    names: Names<'a>,
    children: Vec<Vec<ItemId>>,
    criteria: BTreeMap<ItemId, Vec<&'a Criterion>>,
    gates: BTreeMap<ItemId, Vec<usize>>,
    findings: BTreeMap<ItemId, Vec<&'a Diagnostic>>,
    story: Option<&'a Story>,
    /// What happened to each thread of the story.
    events: BTreeMap<ThreadId, Vec<&'a Event>>,
}

impl<'a> Maker<'a> {
    fn new(atlas: &'a Atlas<'a>, plan: &'a Plan, map: &'a PlanMap) -> Self {
        let mut children = vec![Vec::new(); plan.items.len()];
        for (index, item) in plan.items.iter().enumerate() {
            if let Some(list) = item.parent.and_then(|parent| children.get_mut(parent.0 as usize)) {
                list.push(ItemId(index as u32));
            }
        }
        let mut criteria: BTreeMap<ItemId, Vec<&Criterion>> = BTreeMap::new();
        for criterion in &plan.criteria {
            if let Some(item) = criterion.item {
                criteria.entry(item).or_default().push(criterion);
            }
        }
        let mut gates: BTreeMap<ItemId, Vec<usize>> = BTreeMap::new();
        for (index, gate) in plan.gates.iter().enumerate() {
            if let Some(item) = gate.item {
                gates.entry(item).or_default().push(index);
            }
        }
        let findings = findings(atlas, plan);
        let story = atlas.material.linked.chronicle.as_ref().and_then(|chronicle| chronicle.of(plan.doc));
        let mut events: BTreeMap<ThreadId, Vec<&Event>> = BTreeMap::new();
        for event in story.iter().flat_map(|story| &story.events) {
            if let Some(thread) = event.thread {
                events.entry(thread).or_default().push(event);
            }
        }
        Self {
            atlas,
            plan,
            map,
            names: Names::new(plan, map),
            children,
            criteria,
            gates,
            findings,
            story,
            events,
        }
    }

    fn page(&self, id: ItemId, item: &Item) -> Page {
        let url = Url::new(self.map.item(id));
        let heading = match &item.id {
            Some(id) if !item.title.is_empty() => format!("{id}: {}", item.title),
            Some(id) => id.clone(),
            None => item.title.clone(),
        };
        let line = LineLink::new(self.atlas, &url, item.place);
        let mut frame = Frame::of_plan(self.atlas, &url, self.plan, heading);
        if let Some((group, id)) = item.group.and_then(|id| Some((self.plan.group(id)?, id))) {
            frame = frame.crumb(&url, group.title.as_str(), self.map.group(id));
        }
        frame = frame.made_from(self.atlas, &url, self.plan.doc, Some(line.line));
        let view = self.view(&url, id, item, line);
        Page { url, template: "page/item.html", frame, view: View::Item(Box::new(view)) }
    }

    fn view(&self, url: &Url, id: ItemId, item: &Item, line: LineLink) -> ItemView {
        let Self { atlas, plan, map, names, children, .. } = self;
        let parts = children.get(id.0 as usize).map_or(&[][..], Vec::as_slice);
        let criteria = self.criteria.get(&id).into_iter().flatten();
        let gates = self.gates.get(&id).map_or(&[][..], Vec::as_slice);
        let found = self.findings.get(&id).into_iter().flatten();
        let parent = item.parent.and_then(|id| Some((plan.item(id)?, id)));
        ItemView {
            id: item.id.clone(),
            state: State::item(item),
            line,
            group: gate::owner(plan, map, url, item.group, None),
            parent: parent
                .map(|(parent, id)| Link { label: parent.title.clone(), href: url.to(map.item(id)) }),
            facts: facts(item),
            text: atlas.texts(map.texts.item(id), Text::on(plan.doc, url, 1), &mut Ids::default()),
            depends_on: names.cell(url, &item.depends_on),
            blocks: names.cell(url, &item.blocks),
            expands_to: item.expands_to.clone(),
            parts: (!parts.is_empty()).then(|| ItemTable::new(atlas, names, url, "Parts".to_owned(), parts)),
            criteria: criteria.map(|one| gate::criterion(atlas, plan, map, url, one)).collect(),
            gates: gate::gates(atlas, plan, map, url, gates),
            backing: self.backing(url, id),
            mentions: item
                .mentions
                .iter()
                .filter_map(|mention| {
                    Some(MentionView {
                        title: mention.title.clone(),
                        state: mention.stated.as_ref().map(|said| State::stated(said.status, &said.text)),
                        cite: Cite::new(atlas, url, mention.place)?,
                    })
                })
                .collect(),
            findings: found
                .enumerate()
                .map(|(at, finding)| FindingView::new(atlas, url, finding, at + 1))
                .collect(),
            since: self.thread(id).and_then(|(_, thread)| digest::commit(atlas, thread.state().0)),
            history: self.history(id),
        }
    }

    fn thread(&self, id: ItemId) -> Option<(ThreadId, &'a Thread)> {
        let story = self.story?;
        let thread = story.of_item.get(id.0 as usize).copied().flatten()?;
        Some((thread, story.thread(thread)?))
    }

    /// What happened to an item, the newest first; it begins with the commit that brought it.
    fn history(&self, id: ItemId) -> Vec<Happened> {
        let Some((number, thread)) = self.thread(id) else { return Vec::new() };
        let told = self.events.get(&number).into_iter().flatten().rev();
        let mut history: Vec<Happened> = told
            .map(|event| Happened {
                words: happened(&event.what),
                commit: digest::commit(self.atlas, event.point),
            })
            .collect();
        if history.last().is_none_or(|first| first.words != happened(&What::Added)) {
            let (_, first) = thread.states.first().copied().unwrap_or((thread.born, Status::Unknown));
            let words = format!("came in with the plan, {}", first.words());
            history.push(Happened { words, commit: digest::commit(self.atlas, thread.born) });
        }
        history
    }

    fn backing(&self, url: &Url, id: ItemId) -> Vec<gate::GateSource> {
        let sources = self.atlas.material.linked.backing.get(&(self.plan.doc, id));
        sources
            .into_iter()
            .flatten()
            .filter_map(|source| gate::GateSource::new(self.atlas, url, source))
            .collect()
    }
}

/// Findings by the items whose own lines they quote. Items stand in the order of their places.
fn findings<'a>(atlas: &Atlas<'a>, plan: &Plan) -> BTreeMap<ItemId, Vec<&'a Diagnostic>> {
    let mut by_item: BTreeMap<ItemId, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in atlas.findings(plan.doc) {
        let here = finding.places.iter().filter(|label| label.place.doc == plan.doc);
        for span in here.map(|label| label.place.span) {
            let after = plan.items.partition_point(|item| item.place.span.start <= span.start);
            let Some(id) = after.checked_sub(1).map(|index| ItemId(index as u32)) else { continue };
            if plan.item(id).is_some_and(|item| item.place.span.contains(span)) {
                let list = by_item.entry(id).or_default();
                if !list.last().is_some_and(|last| std::ptr::eq(*last, *finding)) {
                    list.push(finding);
                }
            }
        }
    }
    by_item
}

fn facts(item: &Item) -> Vec<Note> {
    let mut facts = Vec::new();
    let mut add = |name: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            facts.push(Note { name: name.to_owned(), value: value.to_owned() });
        }
    };
    add("Owner", item.owner.as_deref());
    add("Priority", item.priority.as_deref());
    add("Estimate", item.estimate.as_ref().map(|estimate| estimate.text.as_str()));
    add("When", item.when.as_deref());
    add("Tags", Some(item.tags.join(", ").as_str()));
    for field in &item.fields {
        add(&field.name, Some(&field.value));
    }
    facts
}
