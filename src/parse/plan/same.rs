//! When two places are about the same thing: titles that say the same, ids in one spelling, and which of several
//! places defines an item.

use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::RandomState;

use crate::model::{Carrier, GroupId, ItemId};
use crate::parse::plan::overview;
use crate::parse::reading::{Candidate, Draft, IdShape, Separator, lead_id, plain};
use crate::vocabulary::normalise;

/// Whether two titles say the same: one holds the words of the other.
pub(super) fn similar(a: &str, b: &str) -> bool {
    let (a, b) = (normalise(a), normalise(b));
    if a == b || a.contains(&b) || b.contains(&a) {
        return true;
    }
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 2)
            .map(str::to_owned)
            .collect()
    };
    let (first, second) = (words(&a), words(&b));
    let common = first.iter().filter(|word| second.contains(word)).count();
    common > 0 && common * 2 >= first.len().min(second.len())
}

/// One spelling for ids, so that `F001`, `Feature 001` and `Feature #001` are one.
pub(super) fn id_keys(id: &str, shape: Option<IdShape>) -> (String, Option<String>) {
    let mut plain = id.to_lowercase();
    plain.retain(|c| !matches!(c, '#' | '№' | ' ' | '`' | '*'));
    let alias = match shape {
        Some(IdShape::Worded) => {
            let digits: String = plain.chars().skip_while(|c| !c.is_ascii_digit()).collect();
            plain.chars().next().filter(|_| digits.len() >= 2).map(|first| format!("{first}{digits}"))
        }
        _ => None,
    };
    (plain, alias)
}

/// Makes tags of ids that sort work and name none: three and more places of one sort carry them (`[L2] …`, `US1: …`), each
/// with a title of its own.
pub(super) fn untag(draft: &mut Draft<'_>) {
    let mut places: BTreeMap<(String, u8), Vec<usize>> = BTreeMap::new();
    for (at, candidate) in draft.items.iter().enumerate() {
        let Some(id) = candidate.item.id.as_ref().filter(|_| candidate.shape == Some(IdShape::Coded)) else {
            continue;
        };
        let carrier = candidate.item.carrier as u8;
        places.entry((id.to_lowercase(), carrier)).or_default().push(at);
    }
    // Where nearly all ids of a sort stand once, one that stands thrice was mistyped.
    let mut sorts: HashMap<u8, (usize, usize)> = HashMap::new();
    for ((_, carrier), members) in &places {
        let (ids, all) = sorts.entry(*carrier).or_default();
        *ids += 1;
        *all += members.len();
    }
    let few = |carrier: u8| sorts.get(&carrier).is_some_and(|(ids, all)| *all > 9 && ids * 10 >= all * 8);
    let often = places.iter().filter(|((_, carrier), members)| members.len() > 2 && !few(*carrier));
    for (_, members) in often {
        let titles: HashSet<String> = members
            .iter()
            .filter_map(|at| draft.items.get(*at))
            .filter(|candidate| candidate.item.id.as_ref() != Some(&candidate.item.title))
            .map(|candidate| normalise(&candidate.item.title))
            .collect();
        if titles.len() < 3 || titles.len() * 5 < members.len() * 4 {
            continue;
        }
        for at in members {
            let Some(candidate) = draft.items.get_mut(*at) else { continue };
            candidate.item.tags.extend(candidate.item.id.take());
            candidate.shape = None;
            let id = lead_id(&candidate.item.title, draft.words).filter(|id| {
                matches!(id.shape, IdShape::Worded | IdShape::Coded)
                    && matches!(id.separator, Separator::Strong)
                    && id.expands_to.is_empty()
            });
            if let Some(id) = id {
                candidate.item.title = plain(candidate.item.title.get(id.rest..).unwrap_or(""));
                candidate.item.id = Some(id.id);
                candidate.shape = Some(id.shape);
            }
        }
    }
}

/// The spellings of a candidate's id, if it has one.
pub(super) type Keys = Option<(String, Option<String>)>;

/// For each candidate, the candidate that defines its item. `keys` are the spellings of their ids.
pub(super) fn join(draft: &Draft<'_>, keys: &[Keys]) -> Vec<usize> {
    let mut target: Vec<usize> = (0..draft.items.len()).collect();
    let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut alias: HashMap<&str, &str, RandomState> = HashMap::default();
    for (at, (plain, short)) in keys.iter().enumerate().filter_map(|(at, keys)| Some((at, keys.as_ref()?))) {
        if let Some(short) = short {
            alias.insert(plain, short);
        }
        by_id.entry(plain).or_default().push(at);
    }
    let short = |key: &&str| alias.get(key).copied().filter(|short| by_id.contains_key(short));
    let aliased: Vec<(&str, &str)> = by_id.keys().filter_map(|key| Some((*key, short(key)?))).collect();
    for (long, short) in aliased {
        let moved = by_id.remove(long).unwrap_or_default();
        by_id.entry(short).or_default().extend(moved);
    }
    // One place alone defines its item.
    for members in by_id.values_mut().filter(|members| members.len() > 1) {
        members.sort_unstable();
        join_members(draft, members, &mut target);
    }
    join_titles(draft, &mut target);
    overview::join(draft, &mut target);
    target
}

/// The part of the plan and the work that a place stands in.
type Part = (Option<GroupId>, Option<ItemId>);

fn join_members(draft: &Draft<'_>, members: &[usize], target: &mut [usize]) {
    let get = |at: &usize| draft.items.get(*at);
    // Numbers start afresh everywhere: past some places with one number only those of one part and parent are compared.
    let many = members.len() > 64;
    let part = |candidate: &Candidate| {
        let coded = matches!(candidate.shape, Some(IdShape::Coded) | None);
        (many && !coded).then_some((candidate.item.group, candidate.item.parent))
    };
    let mut parts: HashMap<Option<Part>, Vec<usize>> = HashMap::new();
    let mut order: Vec<usize> = members.to_vec();
    // Of a heading and a row with one number the heading tells more.
    let row = |candidate: &Candidate| {
        candidate.shape == Some(IdShape::Number) && candidate.item.carrier == Carrier::Row
    };
    order.sort_by_key(|at| {
        let (row, weight) = get(at).map_or((false, 0), |candidate| (row(candidate), candidate.weight));
        (row, std::cmp::Reverse(weight), *at)
    });
    for at in order {
        let Some(candidate) = get(&at) else { continue };
        let definers = parts.entry(part(candidate)).or_default();
        let found =
            definers.iter().copied().find(|definer| get(definer).is_some_and(|other| same(other, candidate)));
        match found {
            Some(definer) => {
                if let Some(slot) = target.get_mut(at) {
                    *slot = definer;
                }
            }
            None => definers.push(at),
        }
    }
}

/// Whether two places with the same id are about one item.
fn same(definer: &Candidate, other: &Candidate) -> bool {
    if matches!(definer.shape.or(other.shape), Some(IdShape::Coded) | None) {
        return true;
    }
    // A place that has nothing but the id only names it.
    if other.item.id.as_ref() == Some(&other.item.title) && other.item.carrier == Carrier::Row {
        return true;
    }
    // `21.2 Tutorials` goes on from one sprint to the next.
    let carried = definer.shape == Some(IdShape::Parts)
        && other.shape == definer.shape
        && definer.item.carrier == Carrier::Row
        && other.item.carrier == Carrier::Row
        && normalise(&definer.item.title) == normalise(&other.item.title);
    if carried {
        return true;
    }
    // Front matter and headings tell of one piece of work in their own ways.
    let entry = |candidate: &Candidate| candidate.item.carrier == Carrier::Entry;
    if entry(definer) != entry(other) && normalise(&definer.item.title) == normalise(&other.item.title) {
        return true;
    }
    let together = definer.item.group == other.item.group;
    // Step 1 of one task is not step 1 of the next, whatever its name is.
    let apart = definer.item.parent != other.item.parent
        && definer.item.parent.is_some()
        && other.item.parent.is_some()
        || definer.item.group != other.item.group
            && definer.weight == 2
            && other.weight == 2
            && definer.item.carrier == other.item.carrier;
    if apart {
        return false;
    }
    let alike = similar(&definer.item.title, &other.item.title);
    match definer.shape.or(other.shape) {
        Some(IdShape::Coded) | None => true,
        Some(IdShape::Worded) => other.weight == 0 || alike || together,
        Some(IdShape::Parts) => (other.weight == 0 || together) && alike,
        Some(IdShape::Number) => {
            alike && (together || other.weight == 0) && definer.item.carrier != other.item.carrier
        }
    }
}

/// Summaries repeat work by title: a place of no weight whose title is that of a defined item only speaks of it.
fn join_titles(draft: &Draft<'_>, target: &mut [usize]) {
    let speaks = |(at, candidate): (usize, &Candidate)| {
        candidate.weight == 0 && candidate.item.id.is_none() && target.get(at) == Some(&at)
    };
    if !draft.items.iter().enumerate().any(speaks) {
        return;
    }
    let mut titles: HashMap<String, usize> = HashMap::new();
    for (at, candidate) in draft.items.iter().enumerate().filter(|(_, candidate)| candidate.weight > 0) {
        titles.entry(normalise(&candidate.item.title)).or_insert(at);
    }
    for (at, candidate) in draft.items.iter().enumerate() {
        if candidate.weight == 0
            && target.get(at) == Some(&at)
            && candidate.item.id.is_none()
            && let Some(definer) = titles.get(&normalise(&candidate.item.title))
            && let Some(slot) = target.get_mut(at)
        {
            *slot = *definer;
        }
    }
}
