//! Which item of a plan is which item of an older state of it, so that history, links and keys survive edits: an item
//! that moved, was reworded a little, renumbered or given to another parent stays the same item.
//!
//! Each pass takes only what no pass before it took, from the surest sign to the weakest, so no item continues two.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::model::{Item, ItemId, Plan};
use crate::slug::slug;

/// How two states of a plan belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// For each item of the newer state, in its order: the item of the older one that it continues.
    pub continues: Vec<Option<ItemId>>,
    /// Items of the older state that nothing continues, in their order.
    pub gone: Vec<ItemId>,
}

impl Identity {
    /// Items of the newer state that continue nothing, in their order.
    pub fn added(&self) -> impl Iterator<Item = ItemId> {
        let new = self.continues.iter().enumerate().filter(|(_, old)| old.is_none());
        new.map(|(at, _)| ItemId(at as u32))
    }
}

/// How like two titles must be where nothing but their place speaks for it: shares of words in both.
const ALIKE_NEARBY: f64 = 0.5;
/// How like they must be under the same id, where another item may have been given the number.
const ALIKE_BY_ID: f64 = 0.3;
/// How like they must be where nothing else speaks for it: three of four words.
const ALIKE_ANYWHERE: f64 = 0.6;
/// A word that more items than this have in common tells none of them apart.
const COMMON: usize = 32;

/// What an item is called in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Called<'p> {
    /// Its id as written.
    pub id: Option<&'p str>,
    /// Its title.
    pub title: &'p str,
    /// The title of what it stands in: its parent, else its group.
    pub around: &'p str,
}

impl<'p> Called<'p> {
    /// What the items of a plan are called.
    pub fn of_plan(plan: &'p Plan) -> Vec<Self> {
        let called = |item: &'p Item| {
            let parent = item.parent.and_then(|id| plan.item(id)).map(|parent| parent.title.as_str());
            let group = item.group.and_then(|id| plan.group(id)).map(|group| group.title.as_str());
            Self { id: item.id.as_deref(), title: &item.title, around: parent.or(group).unwrap_or("") }
        };
        plan.items.iter().map(called).collect()
    }
}

/// Tells which item of `new` continues which item of `old`: by id and title, by title alone where that is told apart
/// by the part of the plan it stands in, by id, then by likeness among the same neighbours.
pub fn identity(old: &[Called<'_>], new: &[Called<'_>]) -> Identity {
    // Most edits touch a few items: what stands before and behind them is the same and needs no looking up.
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle = |rest: &'_ [Called<'_>]| Names::of(rest.get(..rest.len() - tail).unwrap_or_default());
    let (before, after) = (middle(old_rest), middle(new_rest));
    let mut pairs = Pairs::new(before.len(), after.len());
    pairs.take(&before, &after, |(id, title, around)| Some((id.as_deref()?, title, around)));
    pairs.take(&before, &after, |(id, title, _)| Some((id.as_deref()?, title, "")));
    pairs.take(&before, &after, |(_, title, around)| Some(("", title, around)));
    pairs.take(&before, &after, |(_, title, _)| Some(("", title, "")));
    pairs.by_id(&before, &after);
    pairs.by_neighbours(&before, &after);
    pairs.by_words(&before, &after);
    pairs.finish(head, tail)
}

/// What an item is called in one state.
struct Name<'p> {
    id: Option<&'p str>,
    /// The title of what it stands in: its parent, else its group.
    around: &'p str,
    /// Its words, each once, in the order of their letters.
    words: Vec<&'p str>,
}

/// Id, title and surroundings of an item, as they are compared.
type Texts = (Option<String>, String, String);

/// The names of all items of a plan; the texts they borrow are made once.
struct Names {
    texts: Vec<Texts>,
}

impl Names {
    fn of<'c>(called: &[Called<'c>]) -> Self {
        // Those that stand in one part follow each other.
        let mut last: Option<(&'c str, String)> = None;
        let text = |one: &Called<'c>| {
            let same = last.take().filter(|(around, _)| *around == one.around);
            let (_, around) = last.insert(same.unwrap_or_else(|| (one.around, slug(one.around))));
            (one.id.map(slug), slug(one.title), around.clone())
        };
        Self { texts: called.iter().map(text).collect() }
    }

    fn len(&self) -> usize {
        self.texts.len()
    }

    fn get(&self, at: usize) -> Option<Name<'_>> {
        let (id, title, around) = self.texts.get(at)?;
        let mut words: Vec<&str> = title.split('-').flat_map(parts).filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        words.dedup();
        Some(Name { id: id.as_deref(), around, words })
    }

    /// Some of the names. The words of a name are told apart for these only: most are found before that is needed.
    fn those(&self, wanted: impl Fn(usize) -> bool) -> impl Iterator<Item = (usize, Name<'_>)> {
        (0..self.len()).filter(move |at| wanted(*at)).filter_map(|at| Some((at, self.get(at)?)))
    }
}

/// Pairs found so far.
struct Pairs {
    /// By item of the newer state.
    continues: Vec<Option<usize>>,
    /// By item of the older state.
    taken: Vec<Option<usize>>,
}

impl Pairs {
    fn new(before: usize, after: usize) -> Self {
        Self { continues: vec![None; after], taken: vec![None; before] }
    }

    fn is_free(&self, old: usize) -> bool {
        self.taken.get(old).is_some_and(Option::is_none)
    }

    fn is_new(&self, new: usize) -> bool {
        self.continues.get(new).is_some_and(Option::is_none)
    }

    fn pair(&mut self, old: usize, new: usize) {
        if let (Some(taken), Some(continues)) = (self.taken.get_mut(old), self.continues.get_mut(new)) {
            *taken = Some(new);
            *continues = Some(old);
        }
    }

    /// Pairs free items with the same key. Several with one key go together in order, if there are as many of them.
    fn take(
        &mut self,
        before: &Names,
        after: &Names,
        key: impl for<'n> Fn(&'n Texts) -> Option<(&'n str, &'n str, &'n str)>,
    ) {
        let mut old: HashMap<_, Vec<usize>, RandomState> = HashMap::default();
        for (at, texts) in before.texts.iter().enumerate().filter(|(at, _)| self.is_free(*at)) {
            if let Some(key) = key(texts) {
                old.entry(key).or_default().push(at);
            }
        }
        if old.is_empty() {
            return;
        }
        let new = after.texts.iter().enumerate().filter(|(at, _)| self.is_new(*at));
        let new: Vec<(usize, _)> = new
            .filter_map(|(at, texts)| Some((at, key(texts).filter(|key| old.contains_key(key))?)))
            .collect();
        let mut counts: HashMap<_, usize, RandomState> = HashMap::default();
        for (_, key) in &new {
            *counts.entry(*key).or_insert(0) += 1;
        }
        let mut seen: HashMap<_, usize, RandomState> = HashMap::default();
        for (at, key) in &new {
            let place = seen.entry(*key).or_insert(0);
            let olds = old.get(key).map_or(&[][..], Vec::as_slice);
            if counts.get(key) == Some(&olds.len())
                && let Some(old) = olds.get(*place)
            {
                self.pair(*old, *at);
            }
            *place += 1;
        }
    }

    /// Pairs items with one id whose titles share something, or that stand in the same place.
    fn by_id(&mut self, before: &Names, after: &Names) {
        let mut old: HashMap<&str, Vec<usize>, RandomState> = HashMap::default();
        for (at, (id, ..)) in before.texts.iter().enumerate().filter(|(at, _)| self.is_free(*at)) {
            if let Some(id) = id {
                old.entry(id).or_default().push(at);
            }
        }
        for at in 0..after.len() {
            let id = after.texts.get(at).and_then(|(id, ..)| id.as_deref()).filter(|_| self.is_new(at));
            let Some((olds, name)) = id.and_then(|id| old.get(id)).zip(after.get(at)) else { continue };
            let best = olds
                .iter()
                .filter(|old| self.is_free(**old))
                .filter_map(|old| {
                    let other = before.get(*old)?;
                    let alike = likeness(&other, &name);
                    let near = other.around == name.around && self.neighbours_agree(*old, at);
                    (alike >= ALIKE_BY_ID || near).then_some((alike, *old))
                })
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            if let Some((_, old)) = best {
                self.pair(old, at);
            }
        }
    }

    /// Pairs runs of items between the same two neighbours, the most alike first.
    fn by_neighbours(&mut self, before: &Names, after: &Names) {
        let mut start = 0;
        while start < after.len() {
            if !self.is_new(start) {
                start += 1;
                continue;
            }
            let mut end = start;
            while end < after.len() && self.is_new(end) {
                end += 1;
            }
            let from = start.checked_sub(1).and_then(|at| self.continues.get(at).copied().flatten());
            let first = from.map_or(0, |at| at + 1);
            let run: Vec<usize> =
                (first..before.len()).take_while(|old| self.is_free(*old)).take(64).collect();
            let mut likely: Vec<(f64, usize, usize)> = Vec::new();
            for new in (start..end.min(start + 64)).filter(|_| !run.is_empty()) {
                let Some(name) = after.get(new) else { continue };
                for old in &run {
                    let alike = before.get(*old).map_or(0.0, |other| {
                        // Another id is another item, however like the title.
                        if other.id.is_some()
                            && name.id.is_some()
                            && other.id != name.id
                            && other.around != name.around
                        {
                            0.0
                        } else {
                            likeness(&other, &name)
                        }
                    });
                    if alike >= ALIKE_NEARBY {
                        likely.push((alike, *old, new));
                    }
                }
            }
            self.pair_likely(likely);
            start = end;
        }
    }

    /// Pairs what moved and was reworded too, the most alike first.
    fn by_words(&mut self, before: &Names, after: &Names) {
        let mut having: HashMap<&str, Vec<usize>, RandomState> = HashMap::default();
        let names: Vec<(usize, Name<'_>)> = before.those(|at| self.is_free(at)).collect();
        for (place, (_, name)) in names.iter().enumerate() {
            name.words.iter().for_each(|word| having.entry(word).or_default().push(place));
        }
        let mut likely: Vec<(f64, usize, usize)> = Vec::new();
        if names.is_empty() {
            return;
        }
        for (new, name) in after.those(|at| self.is_new(at)) {
            let found = name.words.iter().filter_map(|word| having.get(word));
            let rare = found.filter(|places| places.len() <= COMMON);
            let mut places: Vec<usize> = rare.flatten().copied().collect();
            places.sort_unstable();
            places.dedup();
            for (old, other) in places.iter().filter_map(|place| names.get(*place)) {
                let alike = likeness(other, &name);
                if alike >= ALIKE_ANYWHERE {
                    likely.push((alike, *old, new));
                }
            }
        }
        self.pair_likely(likely);
    }

    fn pair_likely(&mut self, mut likely: Vec<(f64, usize, usize)>) {
        likely.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        for (_, old, new) in likely {
            if self.is_free(old) && self.is_new(new) {
                self.pair(old, new);
            }
        }
    }

    /// Whether the items right before (or right behind) two items are one and the same.
    fn neighbours_agree(&self, old: usize, new: usize) -> bool {
        let before = match (old.checked_sub(1), new.checked_sub(1)) {
            (Some(old), Some(new)) => self.continues.get(new).copied().flatten() == Some(old),
            (None, None) => true,
            _ => false,
        };
        before || self.continues.get(new + 1).copied().flatten() == Some(old + 1)
    }

    /// The pairs, with `head` items before them and `tail` behind them that are the same in both states.
    fn finish(self, head: usize, tail: usize) -> Identity {
        let id = |at: usize| ItemId((head + at) as u32);
        let gone = self.taken.iter().enumerate().filter(|(_, new)| new.is_none()).map(|(at, _)| id(at));
        let gone = gone.collect();
        let first = (0..head).map(|at| Some(ItemId(at as u32)));
        let before = self.taken.len();
        let last = (0..tail).map(|at| Some(id(before + at)));
        let middle = self.continues.into_iter().map(|old| old.map(id));
        Identity { continues: first.chain(middle).chain(last).collect(), gone }
    }
}

/// A word, or the characters of a word of a script that writes without blanks.
fn parts(word: &str) -> Vec<&str> {
    if word.chars().any(|c| matches!(c as u32, 0x3040..=0x30ff | 0x3400..=0x9fff)) {
        word.char_indices().filter_map(|(at, c)| word.get(at..at + c.len_utf8())).collect()
    } else {
        vec![word]
    }
}

/// The share of words that two titles have in common, from 0 to 1.
fn likeness(a: &Name<'_>, b: &Name<'_>) -> f64 {
    let mut others = b.words.iter().peekable();
    let is_common = |word: &&&str| {
        while others.next_if(|other| other < word).is_some() {}
        others.peek() == Some(word)
    };
    let common = a.words.iter().filter(is_common).count();
    let all = a.words.len() + b.words.len() - common;
    if all == 0 { 0.0 } else { common as f64 / all as f64 }
}
