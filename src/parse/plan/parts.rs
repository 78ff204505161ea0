//! The parts of a plan: those named twice are joined, those that only lists name are added, headings that hold no
//! work after all are left out.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::model::{Group, GroupId, GroupKind, Item};
use crate::parse::plan::headings::group_key;
use crate::parse::plan::same::similar;
use crate::parse::reading::Draft;
use crate::place::Span;
use crate::slug::Slugs;

/// Parts in order, and where those of the draft went.
pub(super) struct Groups {
    /// In order of place.
    pub(super) groups: Vec<Group>,
    /// Where each group of the draft went; `None` where it was joined into nothing.
    pub(super) moved: Vec<Option<GroupId>>,
}

/// Joins parts that are named twice, adds those that only lists name, sorts by place.
pub(super) fn settle_groups(draft: &mut Draft<'_>) -> Groups {
    let mut own: Vec<u32> = vec![0; draft.groups.len()];
    for group in draft.items.iter().filter_map(|candidate| candidate.item.group) {
        if let Some(count) = own.get_mut(group.0 as usize) {
            *count += 1;
        }
    }
    let mut target: Vec<usize> = (0..draft.groups.len()).collect();
    let mut seen: HashMap<(Option<u32>, String), usize> = HashMap::new();
    for at in 0..draft.groups.len() {
        let Some(group) = draft.groups.get(at) else { continue };
        let Some(number) = &group.number else { continue };
        if group.kind == GroupKind::Section {
            continue;
        }
        let parent = group.parent.and_then(|id| target.get(id.0 as usize)).map(|index| *index as u32);
        let key = (parent, group_key(group.kind, number));
        let Some(first) = seen.get(&key).copied() else {
            seen.insert(key, at);
            continue;
        };
        let (before, here) = (own.get(first).copied().unwrap_or(0), own.get(at).copied().unwrap_or(0));
        let alike = draft.groups.get(first).is_some_and(|other| similar(&other.title, &group.title));
        // Two parts with work of their own and other titles are two parts, whatever their numbers.
        if before > 0 && here > 0 && !alike {
            continue;
        }
        if here > before {
            target = target.iter().map(|index| if *index == first { at } else { *index }).collect();
            seen.insert(key, at);
        } else if let Some(slot) = target.get_mut(at) {
            *slot = first;
        }
    }
    let mut groups: Vec<(usize, Group)> = Vec::new();
    for (at, group) in draft.groups.iter().enumerate() {
        let to = target.get(at).copied().unwrap_or(at);
        if to == at {
            groups.push((at, group.clone()));
        } else if let (Some(stated), Some(number)) = (&group.claimed, &group.number) {
            draft.group_mentions.push((group_key(group.kind, number), stated.clone()));
        }
    }
    let known: HashSet<String> = groups
        .iter()
        .filter_map(|(_, group)| Some(group_key(group.kind, group.number.as_deref()?)))
        .collect();
    let listed = draft.listed_groups.drain(..).filter(|(key, _)| !known.contains(key));
    groups.extend(listed.map(|(_, group)| (usize::MAX, group)));
    in_order(&mut groups);
    let place: HashMap<usize, u32> = groups
        .iter()
        .enumerate()
        .filter(|(_, (from, _))| *from != usize::MAX)
        .map(|(to, (from, _))| (*from, to as u32))
        .collect();
    let moved: Vec<Option<GroupId>> =
        target.iter().map(|to| place.get(to).map(|index| GroupId(*index))).collect();
    let mut groups: Vec<Group> = groups.into_iter().map(|(_, group)| group).collect();
    for group in &mut groups {
        group.parent = group.parent.and_then(|id| moved.get(id.0 as usize).copied().flatten());
    }
    attach(&mut groups, std::mem::take(&mut draft.group_mentions));
    Groups { groups, moved }
}

/// Puts parts in the order in which they stand. What only a list names (`usize::MAX`) comes where its number belongs among those
/// with headings: phase 2 behind phase 1.
fn in_order(groups: &mut [(usize, Group)]) {
    let number = |group: &Group| group.number.as_deref().and_then(|number| number.parse::<u32>().ok());
    let mut headed: HashMap<GroupKind, BTreeMap<u32, (Span, Span)>> = HashMap::new();
    for (_, group) in groups.iter().filter(|(from, _)| *from != usize::MAX) {
        if let Some(number) = number(group) {
            headed.entry(group.kind).or_default().entry(number).or_insert((group.place.span, group.extent));
        }
    }
    groups.sort_by_cached_key(|(from, group)| {
        let own = number(group).filter(|_| *from == usize::MAX);
        let beside = own.and_then(|own| Some((own, headed.get(&group.kind)?)));
        let place = beside.and_then(|(own, beside)| {
            let before = beside.range(..own).next_back();
            let behind = || beside.range(own + 1..).next().map(|(_, (place, _))| (place.start, 0));
            before.map(|(_, (_, extent))| (extent.end.saturating_sub(1), 2)).or_else(behind)
        });
        (place.unwrap_or((group.place.span.start, 1)), own, group.place.span)
    });
}

/// Gives statements about parts to the parts. The first one claims for a part whose own heading says nothing.
fn attach(groups: &mut [Group], mut mentions: Vec<(String, crate::model::Stated)>) {
    mentions.sort_by_key(|(_, stated)| stated.place.span);
    let mut first: HashMap<String, usize> = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        if let Some(number) = group.number.as_deref() {
            first.entry(group_key(group.kind, number)).or_insert(at);
        }
    }
    for (key, stated) in mentions {
        if let Some(group) = first.get(&key).and_then(|at| groups.get_mut(*at))
            && group.claimed.as_ref().is_none_or(|claimed| claimed.place != stated.place)
        {
            group.mentions.push(stated);
        }
    }
    // What a list of all parts says of one whose own heading says nothing, it claims, if nobody says otherwise.
    for group in groups.iter_mut().filter(|group| group.claimed.is_none()) {
        let same = group
            .mentions
            .iter()
            .all(|stated| Some(stated.status) == group.mentions.first().map(|first| first.status));
        if same && !group.mentions.is_empty() {
            group.claimed = Some(group.mentions.remove(0));
        }
    }
}

/// Leaves out headings that hold no work after all, and gives groups their names and levels.
pub(super) fn prune(groups: Vec<Group>, items: &mut [Item], draft: &mut Draft<'_>) -> Vec<Group> {
    let mut used = vec![false; groups.len()];
    let mut mark = |id: Option<GroupId>| {
        if let Some(slot) = id.and_then(|id| used.get_mut(id.0 as usize)) {
            *slot = true;
        }
    };
    items.iter().for_each(|item| mark(item.group));
    for group in groups.iter().rev() {
        mark(group.parent);
    }
    let mut kept: Vec<Group> = Vec::new();
    let mut moved: Vec<Option<GroupId>> = Vec::new();
    for (group, used) in groups.into_iter().zip(used) {
        if !used && group.kind == GroupKind::Section {
            moved.push(None);
            continue;
        }
        moved.push(Some(GroupId(kept.len() as u32)));
        kept.push(group);
    }
    let to = |id: Option<GroupId>| id.and_then(|id| moved.get(id.0 as usize).copied().flatten());
    items.iter_mut().for_each(|item| item.group = to(item.group));
    draft.criteria.iter_mut().for_each(|criterion| criterion.group = to(criterion.group));
    draft.gates.iter_mut().for_each(|gate| gate.group = to(gate.group));
    draft.evidence.iter_mut().for_each(|note| note.group = to(note.group));
    draft.metrics.iter_mut().for_each(|metric| metric.group = to(metric.group));
    let mut slugs = Slugs::default();
    for at in 0..kept.len() {
        let parent = kept.get(at).and_then(|group| to(group.parent)).filter(|id| (id.0 as usize) < at);
        let level = parent.and_then(|id| kept.get(id.0 as usize)).map_or(1, |group| group.level + 1);
        if let Some(group) = kept.get_mut(at) {
            group.parent = parent;
            group.level = level;
            group.key = slugs.unique(&group.title);
        }
    }
    kept
}
