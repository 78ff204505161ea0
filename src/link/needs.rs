//! What each item of a plan waits for: names in `depends on` and `blocks` become the items they mean.

use std::collections::HashMap;

use crate::model::{Item, ItemId, Plan};
use crate::phrase;

/// The dependencies of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// What each item says it depends on, by the item's number. A phase that is depended on stands as a number that no
    /// item has.
    pub on: Vec<Vec<ItemId>>,
    /// What each item says it blocks, by the item's number.
    pub blocks: Vec<Vec<ItemId>>,
    /// Dependencies that are written as this plan writes its ids and are none of them.
    pub unknown: Vec<(ItemId, String)>,
}

/// The dependencies of a plan; `None` where it states none.
pub(super) fn needs(plan: &Plan) -> Option<Needs> {
    if plan.items.iter().all(|item| item.depends_on.is_empty() && item.blocks.is_empty()) {
        return None;
    }
    let names = Names::new(plan);
    let mut needs = Needs::default();
    for (id, item) in numbered(plan) {
        let mut on = Vec::new();
        for text in &item.depends_on {
            let targets = names.find(text);
            if targets.is_empty()
                && let Some(unknown) = names.unknown(text)
            {
                needs.unknown.push((id, unknown.to_owned()));
            }
            on.extend(targets.into_iter().filter(|target| *target != id));
        }
        needs.on.push(on);
        let blocks = item.blocks.iter().flat_map(|text| names.find(text));
        needs.blocks.push(blocks.filter(|target| *target != id).collect());
    }
    Some(needs)
}

fn numbered(plan: &Plan) -> impl Iterator<Item = (ItemId, &Item)> {
    plan.items.iter().enumerate().map(|(index, item)| (ItemId(index as u32), item))
}

/// Ids as they are looked up.
struct Names {
    ids: HashMap<String, ItemId>,
    titles: HashMap<String, ItemId>,
    shapes: HashMap<String, usize>,
}

impl Names {
    fn new(plan: &Plan) -> Self {
        let count = plan.items.len();
        let mut names = Self {
            ids: HashMap::with_capacity(2 * count),
            titles: HashMap::with_capacity(count),
            shapes: HashMap::new(),
        };
        for (id, item) in numbered(plan) {
            names.titles.entry(item.title.to_lowercase()).or_insert(id);
            for written in item.id.iter().chain(&item.expands_to) {
                names.ids.entry(phrase::id(written)).or_insert(id);
                let shape = shape(written);
                match names.shapes.get_mut(&shape) {
                    Some(count) => *count += 1,
                    None => drop(names.shapes.insert(shape, 1)),
                }
            }
            names.ids.entry(phrase::id(&item.key)).or_insert(id);
        }
        // Phases and other groups may be depended on too; they are no items, and nothing is said of them.
        for group in &plan.groups {
            names.titles.entry(group.title.to_lowercase()).or_insert(ItemId(u32::MAX));
            names.ids.entry(phrase::id(&group.key)).or_insert(ItemId(u32::MAX));
        }
        names
    }

    /// The items that a dependency names.
    fn find(&self, text: &str) -> Vec<ItemId> {
        if let Some(id) =
            self.ids.get(&phrase::id(text)).or_else(|| self.titles.get(&text.trim().to_lowercase()))
        {
            return vec![*id];
        }
        let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '`'));
        words
            .filter_map(|word| {
                self.ids.get(&phrase::id(word)).filter(|_| word.contains(|c: char| c.is_ascii_digit()))
            })
            .copied()
            .collect()
    }

    /// A dependency that is written as this plan writes its ids and is none of them.
    fn unknown<'t>(&self, text: &'t str) -> Option<&'t str> {
        let word = text.trim().trim_matches('`');
        let id = word.contains(|c: char| c.is_ascii_digit())
            && word.contains(|c: char| c.is_ascii_alphabetic())
            && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '#'));
        (id && self.shapes.get(&shape(word)).is_some_and(|count| *count >= 3)).then_some(word)
    }
}

/// `T001` and `T017` have one shape: letters as they are, digits as `0`.
fn shape(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_digit() { '0' } else { c.to_ascii_lowercase() }).collect()
}

/// Groups of items that depend on each other in a round (strongly connected components of more than one), each in
/// the order of its items.
pub fn rounds(edges: &[Vec<ItemId>]) -> Vec<Vec<ItemId>> {
    const NEW: u32 = u32::MAX;
    let n = edges.len();
    let (mut index, mut low) = (vec![NEW; n], vec![0u32; n]);
    let (mut on, mut stack, mut found, mut next) = (vec![false; n], Vec::new(), Vec::new(), 0u32);
    for root in 0..n {
        if index.get(root) != Some(&NEW) {
            continue;
        }
        let mut work: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((at, step)) = work.pop() {
            if step == 0 {
                set(&mut index, at, next);
                set(&mut low, at, next);
                set(&mut on, at, true);
                stack.push(at);
                next += 1;
            }
            let target = edges.get(at).and_then(|list| list.get(step)).map(|id| id.0 as usize);
            match target {
                Some(to) if to < n => {
                    work.push((at, step + 1));
                    if index.get(to) == Some(&NEW) {
                        work.push((to, 0));
                    } else if on.get(to) == Some(&true) {
                        let value = get(&low, at).min(get(&index, to));
                        set(&mut low, at, value);
                    }
                }
                Some(_) => work.push((at, step + 1)),
                None => {
                    if let Some((parent, _)) = work.last() {
                        let value = get(&low, *parent).min(get(&low, at));
                        set(&mut low, *parent, value);
                    }
                    if get(&low, at) == get(&index, at) {
                        let mut round = Vec::new();
                        while let Some(top) = stack.pop() {
                            set(&mut on, top, false);
                            round.push(ItemId(top as u32));
                            if top == at {
                                break;
                            }
                        }
                        if round.len() > 1 {
                            round.sort();
                            found.push(round);
                        }
                    }
                }
            }
        }
    }
    found
}

fn get(list: &[u32], at: usize) -> u32 {
    list.get(at).copied().unwrap_or(u32::MAX)
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}
