//! When the files that an item names as its own were last changed, by the history of the repository: evidence that is
//! older proves what was there before.
//!
//! Only files under a key that says so (`files:`, `code:`) count. A plan that was edited proves nothing: ticking a box
//! comes after the test.

use std::collections::BTreeMap;

use crate::date;
use crate::link::Touched;
use crate::model::{Item, ItemId, Plan, Source};
use crate::parse::Corpus;
use crate::place::DocId;

/// Keys whose files an item changes or is made of.
const KEYS: [&str; 9] =
    ["file", "files", "code", "source", "sources", "path", "paths", "touches", "files modified"];

/// The last change for every item that has evidence and names files.
pub(super) fn all(
    corpus: &Corpus,
    backing: &BTreeMap<(DocId, ItemId), Vec<Source>>,
    changed: &BTreeMap<String, String>,
) -> BTreeMap<(DocId, ItemId), Touched> {
    if changed.is_empty() {
        return BTreeMap::new();
    }
    let plans: BTreeMap<DocId, &Plan> = corpus.plans.iter().map(|plan| (plan.doc, plan)).collect();
    let found = backing.keys().filter_map(|(doc, id)| {
        let item = plans.get(doc)?.item(*id)?;
        Some(((*doc, *id), last(item, changed)?))
    });
    found.collect()
}

/// The newest change of the files an item names.
pub(super) fn last(item: &Item, changed: &BTreeMap<String, String>) -> Option<Touched> {
    let fields = item.fields.iter().filter(|field| KEYS.contains(&field.name.to_lowercase().as_str()));
    let words = fields.flat_map(|field| {
        field.value.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '`' | '(' | ')' | '[' | ']'))
    });
    let touched = words.filter_map(|word| {
        let path = word.trim_start_matches("./");
        let day = changed.get(path).or_else(|| inside(path, changed))?;
        Some(Touched { date: date::within(day)?, path: word.to_owned() })
    });
    touched.max_by_key(|touched| touched.date)
}

/// The newest change in a folder: `src/pay/`.
fn inside<'c>(folder: &str, changed: &'c BTreeMap<String, String>) -> Option<&'c String> {
    let start = folder.strip_suffix('/').filter(|name| !name.is_empty()).map(|_| folder)?;
    let within = changed.range(start.to_owned()..).take_while(|(path, _)| path.starts_with(start));
    within.map(|(_, day)| day).max()
}
