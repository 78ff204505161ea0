//! Items as rows of a table. A table shows the columns its own items fill: those planbook knows, then those that
//! most of the rows share under one name. What fits no column stands below the title: nothing in a row is lost.

use std::collections::HashMap;

use serde::Serialize;

use crate::markdown::html::Ids;
use crate::model::{Field, Item, ItemId, Plan};
use crate::page::part::atlas::Atlas;
use crate::page::part::cite::LineLink;
use crate::page::part::plan_map::PlanMap;
use crate::page::part::prose::Text;
use crate::page::part::state::State;
use crate::site::Url;

/// The most further columns a table takes from named fields.
const FURTHER: usize = 3;

/// The longest value that still makes a column.
const SHORT: usize = 60;

/// A table of items.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ItemTable {
    /// What it lists.
    pub caption: String,
    /// Whether any item has an id.
    pub ids: bool,
    /// The columns between status and line.
    pub columns: Vec<Column>,
    /// The items.
    pub rows: Vec<ItemRow>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// Its words.
    pub label: String,
    /// Class of the style sheet.
    pub class: &'static str,
}

/// An item.
#[derive(Clone, Debug, Serialize)]
pub struct ItemRow {
    /// The id of its row on the page; empty where its row stands elsewhere too.
    pub anchor: String,
    /// Its id as written.
    pub id: Option<String>,
    /// Its title.
    pub title: String,
    /// Its own page, where it has one.
    pub href: Option<String>,
    /// How deep it is nested in other items, at most 4.
    pub depth: usize,
    /// Its state.
    pub state: State,
    /// One cell for each column.
    pub cells: Vec<Cell>,
    /// What fits no column.
    pub notes: Vec<Note>,
    /// Its text as HTML, where that is short; empty otherwise.
    pub text: String,
    /// Where it is defined.
    pub line: LineLink,
}

/// A cell: pieces of text, some of them links.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Cell {
    /// The pieces.
    pub pieces: Vec<Piece>,
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
}

/// A named value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Note {
    /// Its name; empty for plain text.
    pub name: String,
    /// Its value.
    pub value: String,
}

impl Cell {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { pieces: vec![Piece { text: text.into(), href: None }] }
    }

    /// Text if there is any, else an empty cell.
    pub fn maybe(text: Option<&str>) -> Self {
        text.map_or_else(Self::default, Self::text)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Owner,
    Priority,
    Estimate,
    When,
    DependsOn,
    Blocks,
    Tags,
    /// A named field, by its name in lower case.
    Field(String),
}

/// Items of one plan by the names other items call them.
pub struct Names<'a> {
    plan: &'a Plan,
    map: &'a PlanMap,
    by_name: HashMap<String, ItemId>,
}

impl<'a> Names<'a> {
    /// The names of a plan's items.
    pub fn new(plan: &'a Plan, map: &'a PlanMap) -> Self {
        let mut by_name = HashMap::with_capacity(plan.items.len());
        for (index, item) in plan.items.iter().enumerate() {
            if let Some(id) = &item.id {
                by_name.entry(id.to_lowercase()).or_insert(ItemId(index as u32));
            }
        }
        Self { plan, map, by_name }
    }

    /// Names of items as links to them, where the plan has such an item.
    pub fn cell(&self, url: &Url, names: &[String]) -> Cell {
        let pieces = names
            .iter()
            .map(|name| {
                let target = self.by_name.get(name.to_lowercase().as_str());
                Piece { text: name.clone(), href: target.map(|id| url.to(self.map.item(*id))) }
            })
            .collect();
        Cell { pieces }
    }

    /// The plan.
    pub fn plan(&self) -> &'a Plan {
        self.plan
    }

    /// Where its parts stand.
    pub fn map(&self) -> &'a PlanMap {
        self.map
    }
}

impl ItemTable {
    /// The table of `items` on the page at `url`.
    pub fn new(atlas: &Atlas<'_>, names: &Names<'_>, url: &Url, caption: String, items: &[ItemId]) -> Self {
        let list: Vec<(ItemId, &Item)> =
            items.iter().filter_map(|id| Some((*id, names.plan.item(*id)?))).collect();
        let kinds = kinds(&list);
        let rows = list.iter().map(|(id, item)| row(atlas, names, url, &kinds, (*id, item))).collect();
        Self {
            caption,
            ids: list.iter().any(|(_, item)| item.id.is_some()),
            columns: kinds.iter().map(|(_, column)| column.clone()).collect(),
            rows,
        }
    }
}

fn kinds(list: &[(ItemId, &Item)]) -> Vec<(Kind, Column)> {
    let column = |label: &str, class| Column { label: label.to_owned(), class };
    let mut kinds: Vec<(Kind, Column)> = Vec::new();
    let mut add = |kind: Kind, column: Column, filled: &dyn Fn(&Item) -> bool| {
        if list.iter().any(|(_, item)| filled(item)) {
            kinds.push((kind, column));
        }
    };
    add(Kind::Owner, column("Owner", "owner"), &|item| item.owner.is_some());
    add(Kind::Priority, column("Priority", "priority"), &|item| item.priority.is_some());
    add(Kind::Estimate, column("Estimate", "num"), &|item| item.estimate.is_some());
    add(Kind::When, column("When", "when"), &|item| item.when.is_some());
    add(Kind::DependsOn, column("Depends on", "refs"), &|item| !item.depends_on.is_empty());
    add(Kind::Blocks, column("Blocks", "refs"), &|item| !item.blocks.is_empty());
    add(Kind::Tags, column("Tags", "tags"), &|item| !item.tags.is_empty());
    for (key, label) in further(list) {
        kinds.push((Kind::Field(key), Column { label, class: "field" }));
    }
    kinds
}

/// Named fields that at least half of the items have, with short values: key and name as written.
fn further(list: &[(ItemId, &Item)]) -> Vec<(String, String)> {
    let mut order: Vec<String> = Vec::new();
    let mut seen: HashMap<String, (usize, bool, String)> = HashMap::new();
    for field in list.iter().flat_map(|(_, item)| &item.fields) {
        let key = field.name.to_lowercase();
        let long = field.value.chars().count() > SHORT;
        match seen.get_mut(&key) {
            Some((count, any_long, _)) => {
                *count += 1;
                *any_long |= long;
            }
            None => {
                order.push(key.clone());
                seen.insert(key, (1, long, field.name.clone()));
            }
        }
    }
    order
        .into_iter()
        .filter_map(|key| match seen.get(&key) {
            Some((count, false, name)) if *count * 2 >= list.len() => Some((key, name.clone())),
            _ => None,
        })
        .take(FURTHER)
        .collect()
}

fn row(
    atlas: &Atlas<'_>,
    names: &Names<'_>,
    url: &Url,
    kinds: &[(Kind, Column)],
    (id, item): (ItemId, &Item),
) -> ItemRow {
    let spot = names.map.item(id);
    let anchor = names.map.anchor(id);
    let own_page = !spot.contains('#');
    let mut used: Vec<&Field> = Vec::new();
    let cells = kinds
        .iter()
        .map(|(kind, _)| match kind {
            Kind::Owner => Cell::maybe(item.owner.as_deref()),
            Kind::Priority => Cell::maybe(item.priority.as_deref()),
            Kind::Estimate => Cell::maybe(item.estimate.as_ref().map(|estimate| estimate.text.as_str())),
            Kind::When => Cell::maybe(item.when.as_deref()),
            Kind::DependsOn => names.cell(url, &item.depends_on),
            Kind::Blocks => names.cell(url, &item.blocks),
            Kind::Tags => Cell::maybe(Some(item.tags.join(", ")).as_deref().filter(|tags| !tags.is_empty())),
            Kind::Field(key) => match item.fields.iter().find(|field| field.name.to_lowercase() == *key) {
                Some(field) => {
                    used.push(field);
                    Cell::text(field.value.as_str())
                }
                None => Cell::default(),
            },
        })
        .collect();
    // An item with a page of its own says the rest there.
    let rest =
        item.fields.iter().filter(|field| !own_page && !used.iter().any(|one| std::ptr::eq(*one, *field)));
    ItemRow {
        anchor: anchor.to_owned(),
        id: item.id.clone(),
        title: item.title.clone(),
        href: own_page.then(|| url.to(spot)),
        depth: depth(names.plan, item),
        state: State::item(item),
        cells,
        text: if own_page { String::new() } else { text(atlas, names, url, id) },
        notes: rest.map(|field| Note { name: field.name.clone(), value: field.value.clone() }).collect(),
        line: LineLink::new(atlas, url, item.place),
    }
}

/// The text of an item without a page of its own. A heading can't stand in a table: such text stays on the source page.
fn text(atlas: &Atlas<'_>, names: &Names<'_>, url: &Url, id: ItemId) -> String {
    let Some(span) = names.map.texts.item(id).first() else { return String::new() };
    let text = Text { doc: names.plan.doc, span: *span, url, under: 6, title: None };
    let html = atlas.prose(text, &mut Ids::default());
    if html.headings.is_empty() { html.html } else { String::new() }
}

fn depth(plan: &Plan, item: &Item) -> usize {
    let mut depth = 0;
    let mut parent = item.parent;
    while let Some(above) = parent.and_then(|id| plan.item(id)) {
        depth += 1;
        if depth == 4 {
            break;
        }
        parent = above.parent;
    }
    depth
}
