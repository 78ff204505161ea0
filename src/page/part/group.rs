//! A group of a plan in one line: what it claims, what its items say.

use serde::Serialize;

use crate::derive::{Agreement, GroupNumbers, Verdict};
use crate::model::{Group, GroupId, GroupKind, Plan, Status, Tally};
use crate::page::part::atlas::Atlas;
use crate::page::part::cite::LineLink;
use crate::page::part::number::Bar;
use crate::page::part::plan_map::PlanMap;
use crate::page::part::state::State;
use crate::site::Url;

/// A group.
#[derive(Clone, Debug, Serialize)]
pub struct GroupLine {
    /// Its title.
    pub title: String,
    /// Its page, or its section on the page of the group around it.
    pub href: String,
    /// Dates or weeks as written.
    pub when: Option<String>,
    /// The state its items are in; `None` without items.
    pub counted: Option<State>,
    /// What the text claims of it.
    pub claimed: Option<Claimed>,
    /// In words, that claim and count differ; `None` where they don't.
    pub differs: Option<&'static str>,
    /// The count.
    pub bar: Bar,
    /// Whether work goes on here: the first group with items in progress.
    pub current: bool,
    /// How many findings quote it.
    pub found: u32,
    /// Groups inside it.
    pub inner: Vec<GroupLine>,
}

/// What a text claims of a group's state.
#[derive(Clone, Debug, Serialize)]
pub struct Claimed {
    /// The state it means.
    pub state: State,
    /// The words as written.
    pub text: String,
    /// Where.
    pub line: LineLink,
}

impl GroupLine {
    /// A group as seen from the page at `url`, without the groups inside it.
    pub fn new(atlas: &Atlas<'_>, plan: &Plan, map: &PlanMap, url: &Url, id: GroupId) -> Option<Self> {
        let group = plan.group(id)?;
        let tally = numbers(atlas, plan, id).all;
        let verdict = verdict(atlas, plan, id);
        Some(Self {
            title: group.title.clone(),
            href: url.to(map.group(id)),
            when: when(group),
            counted: rolled(tally).map(State::of),
            claimed: claimed(atlas, url, group),
            differs: differs(group, verdict, tally),
            bar: Bar::new(tally),
            current: false,
            found: verdict.map_or(0, |verdict| {
                let (errors, warnings, notes) = verdict.findings;
                errors + warnings + notes
            }),
            inner: Vec::new(),
        })
    }
}

/// A group's dates or weeks, where its title does not say them.
pub fn when(group: &Group) -> Option<String> {
    let said = |when: &&String| group.title.to_lowercase().contains(&when.to_lowercase());
    group.when.as_ref().filter(|when| !said(when)).cloned()
}

fn differs(group: &Group, verdict: Option<&Verdict>, tally: Tally) -> Option<&'static str> {
    if verdict.is_some_and(|verdict| verdict.agreement == Agreement::NotAsClaimed) {
        return Some("Not as claimed");
    }
    let claimed = group.claimed.as_ref().map(|stated| stated.status);
    let open = tally.total() - tally.get(Status::Done) - tally.get(Status::Cancelled);
    (claimed == Some(Status::Done) && open > 0).then_some("Claim and count differ")
}

/// What the text claims of a group, as seen from the page at `url`.
pub fn claimed(atlas: &Atlas<'_>, url: &Url, group: &Group) -> Option<Claimed> {
    group.claimed.as_ref().map(|stated| Claimed {
        state: State::stated(stated.status, &stated.text),
        text: stated.text.clone(),
        line: LineLink::new(atlas, url, stated.place),
    })
}

/// The counts of a group.
pub fn numbers(atlas: &Atlas<'_>, plan: &Plan, id: GroupId) -> GroupNumbers {
    let numbers = atlas.material.derived.plans.get(&plan.doc);
    numbers.and_then(|numbers| numbers.groups.get(id.0 as usize).copied()).unwrap_or_default()
}

/// The verdict on a group.
pub fn verdict<'a>(atlas: &Atlas<'a>, plan: &Plan, id: GroupId) -> Option<&'a Verdict> {
    atlas.material.derived.verdicts.get(&plan.doc)?.groups.get(id.0 as usize)
}

/// The state a count stands for; `None` where nothing is counted.
fn rolled(tally: Tally) -> Option<Status> {
    let total = tally.total();
    let closed = tally.get(Status::Done) + tally.get(Status::Cancelled);
    let all = |status: Status| tally.get(status) + tally.get(Status::Cancelled) == total;
    match () {
        () if total == 0 => None,
        () if tally.get(Status::Cancelled) == total => Some(Status::Cancelled),
        () if closed == total => Some(Status::Done),
        () if all(Status::Todo) => Some(Status::Todo),
        () if all(Status::Unknown) => Some(Status::Unknown),
        () if all(Status::Blocked) => Some(Status::Blocked),
        () => Some(Status::InProgress),
    }
}

/// The word for several groups of a plan: `Phases` where most are phases, `Parts` where they are mixed.
pub fn plural(plan: &Plan) -> &'static str {
    let top = plan.groups.iter().filter(|group| group.parent.is_none());
    let mut kinds = top.map(|group| group.kind);
    let Some(first) = kinds.next() else { return "Parts" };
    if kinds.any(|kind| kind != first) {
        return "Parts";
    }
    match first {
        GroupKind::Phase => "Phases",
        GroupKind::Step => "Steps",
        GroupKind::Week => "Weeks",
        GroupKind::Sprint => "Sprints",
        GroupKind::Wave => "Waves",
        GroupKind::Milestone => "Milestones",
        GroupKind::Version => "Versions",
        GroupKind::Section => "Parts",
    }
}

/// The groups of a plan as a tree of lines: those at the top level, and one level inside them.
///
/// `from` and `most` choose a stretch of those at the top level.
pub fn outline(
    atlas: &Atlas<'_>,
    plan: &Plan,
    map: &PlanMap,
    url: &Url,
    (from, most): (usize, usize),
) -> Vec<GroupLine> {
    let mut lines = Vec::new();
    let mut of = vec![usize::MAX; plan.groups.len()];
    let mut top = 0;
    for (index, group) in plan.groups.iter().enumerate() {
        let id = GroupId(index as u32);
        let above = group.parent.and_then(|parent| of.get(parent.0 as usize).copied());
        if group.parent.is_none() {
            top += 1;
            if top <= from || top > from + most {
                continue;
            }
        }
        let Some(line) = GroupLine::new(atlas, plan, map, url, id) else { continue };
        match above {
            None => {
                if let Some(slot) = of.get_mut(index) {
                    *slot = lines.len();
                }
                lines.push(line);
            }
            Some(above) => {
                if let Some(outer) = lines.get_mut(above) {
                    outer.inner.push(line);
                }
            }
        }
    }
    let going = |line: &GroupLine| line.counted.as_ref().is_some_and(|state| state.class == "in_progress");
    if let Some(current) = lines.iter_mut().find(|line| going(line)) {
        current.current = true;
    }
    lines
}
