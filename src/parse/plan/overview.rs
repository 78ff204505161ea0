//! Tables that give an overview of the work that headings describe: their rows only speak of it.

use std::collections::{HashMap, HashSet};

use crate::model::Carrier;
use crate::parse::plan::same::similar;
use crate::parse::reading::{Candidate, Draft, IdShape, lead_id, numbered};
use crate::vocabulary::normalise;

/// Gives rows of overviews to the blocks that they speak of.
pub(super) fn join(draft: &Draft<'_>, target: &mut [usize]) {
    let has = |carrier: Carrier| draft.items.iter().any(|candidate| candidate.item.carrier == carrier);
    if !has(Carrier::Row) || !has(Carrier::Block) {
        return;
    }
    by_number(draft, target);
    by_words(draft, target);
}

/// A table that gives an overview names the work that headings below describe: by the same title, or by the same number
/// and a title like it.
fn by_number(draft: &Draft<'_>, target: &mut [usize]) {
    let mut blocks: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, candidate) in draft.items.iter().enumerate() {
        let item = &candidate.item;
        if item.carrier != Carrier::Block || target.get(at) != Some(&at) {
            continue;
        }
        blocks.entry(normalise(&item.title)).or_default().push(at);
        if candidate.shape == Some(IdShape::Coded)
            && let Some(id) = &item.id
        {
            blocks.entry(format!("id {}", id.to_lowercase())).or_default().push(at);
        }
        // `Task 1.1` is what a row calls `1.1`.
        let number = item.id.as_deref().map(|id| id.trim_start_matches(|c: char| !c.is_ascii_digit()));
        let named = matches!(candidate.shape, Some(IdShape::Number | IdShape::Worded));
        if let Some(number) = number.filter(|number| named && !number.is_empty()) {
            blocks.entry(format!("#{number}")).or_default().push(at);
        }
    }
    if blocks.is_empty() {
        return;
    }
    let only = |key: &str| match blocks.get(key).map(Vec::as_slice) {
        Some([block]) => Some(*block),
        _ => None,
    };
    for (at, candidate) in draft.items.iter().enumerate() {
        let item = &candidate.item;
        let digits = |id: &String| id.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
        let bare = matches!(candidate.shape, None | Some(IdShape::Number | IdShape::Parts))
            || item.id.as_ref().is_some_and(digits);
        if item.carrier != Carrier::Row || !bare || target.get(at) != Some(&at) {
            continue;
        }
        let (number, title) = match (&item.id, numbered(&item.title)) {
            (None, Some((number, used))) => (Some(number), item.title.get(used..).unwrap_or("")),
            (id, _) => (id.clone(), item.title.as_str()),
        };
        let numbered = number
            .and_then(|number| only(&format!("#{number}")))
            .filter(|block| draft.items.get(*block).is_some_and(|block| similar(&block.item.title, title)));
        // `| 1.5-2 | SPLIT-01: Oars |`
        let led = || {
            let id = lead_id(title, draft.words).filter(|id| id.shape == IdShape::Coded)?;
            only(&format!("id {}", id.id.to_lowercase()))
        };
        let block = numbered.or_else(|| only(&normalise(title))).or_else(led);
        // What stands in two phases is two pieces of work.
        let apart = |block: &usize| {
            draft.items.get(*block).is_some_and(|block| {
                block.item.group != item.group && draft.in_part(block.item.group) && draft.in_part(item.group)
            })
        };
        if let (Some(block), Some(slot)) = (block.filter(|block| !apart(block)), target.get_mut(at)) {
            *slot = block;
        }
    }
}

/// A table in which nearly every row has nothing but words of one heading (`| Base layout | 3 | open |` beside `### 2. Create
/// the base layout`) is a board of what the headings describe.
fn by_words(draft: &Draft<'_>, target: &mut [usize]) {
    let own = |at: usize, candidate: &Candidate, target: &[usize]| {
        target.get(at) == Some(&at) && matches!(candidate.shape, None | Some(IdShape::Number))
    };
    let blocks: Vec<(usize, HashSet<String>)> = draft
        .items
        .iter()
        .enumerate()
        .filter(|(at, candidate)| candidate.item.carrier == Carrier::Block && target.get(*at) == Some(at))
        .map(|(at, candidate)| (at, words(&candidate.item.title)))
        .collect();
    if blocks.len() < 3 {
        return;
    }
    let mut at = 0;
    while at < draft.items.len() {
        // Rows that stand one behind the other are one table.
        let mut end = at;
        while draft.items.get(end).is_some_and(|candidate| {
            candidate.item.carrier == Carrier::Row && own(end, candidate, target) && follows(draft, at, end)
        }) {
            end += 1;
        }
        if end - at >= 3 {
            board(draft, &blocks, (at, end), target);
        }
        at = end.max(at + 1);
    }
}

/// Whether the rows from `first` to `at` stand on neighbouring lines.
fn follows(draft: &Draft<'_>, first: usize, at: usize) -> bool {
    let line = |at: usize| {
        draft
            .items
            .get(at)
            .map_or(0, |candidate| draft.document.line(candidate.item.place.span.start) as usize)
    };
    line(at).saturating_sub(line(first)) == at - first
}

/// Joins the rows of one table with blocks, if nearly all of them have one of their own.
fn board(draft: &Draft<'_>, blocks: &[(usize, HashSet<String>)], rows: (usize, usize), target: &mut [usize]) {
    let mut holders: HashMap<&str, Vec<&(usize, HashSet<String>)>> = HashMap::new();
    for block in blocks {
        block.1.iter().for_each(|word| holders.entry(word.as_str()).or_default().push(block));
    }
    let mut found: HashMap<usize, usize> = HashMap::new();
    let mut taken: HashSet<usize> = HashSet::new();
    for at in rows.0..rows.1 {
        let Some(candidate) = draft.items.get(at) else { continue };
        let said = words(&candidate.item.title);
        // Of the headings only those that hold the rarest word can hold all.
        let lists = said.iter().map(|word| holders.get(word.as_str()).map_or(&[][..], Vec::as_slice));
        let rarest = lists.min_by_key(|list| list.len()).unwrap_or(&[]);
        let mut fits = rarest.iter().filter(|(_, block)| said.is_subset(block));
        if let (Some((block, _)), None) = (fits.next(), fits.next())
            && taken.insert(*block)
        {
            found.insert(at, *block);
        }
    }
    if found.len() * 5 < (rows.1 - rows.0) * 4 {
        return;
    }
    for (at, slot) in target.iter_mut().enumerate().take(rows.1).skip(rows.0) {
        if let Some(block) = found.get(&at) {
            *slot = *block;
        }
    }
}

/// The words of a title in one spelling.
fn words(title: &str) -> HashSet<String> {
    let title = normalise(title);
    title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
