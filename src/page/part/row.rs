//! Items as rows of a table. A table shows the columns its own items fill: those planbook knows, then those that
//! most of the rows share under one name. What fits no column stands below the title: nothing in a row is lost.

use std::collections::HashMap;

use serde::Serialize;

use crate::markdown::html::{Ids, escape};
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
    /// The items as rows of the table. Written here and not by a template: there may be hundreds of thousands.
    pub body: String,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// Its words.
    pub label: String,
    /// Class of the style sheet.
    pub class: &'static str,
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
        let ids = list.iter().any(|(_, item)| item.id.is_some());
        let mut rows = Rows {
            atlas,
            names,
            url,
            kinds: &kinds,
            ids,
            inner: Ids::default(),
            out: String::with_capacity(list.len() * 512),
        };
        for (id, item) in &list {
            rows.row(*id, item);
        }
        Self { caption, ids, body: rows.out, columns: kinds.into_iter().map(|(_, column)| column).collect() }
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

/// Writes the rows of one table.
struct Rows<'a> {
    atlas: &'a Atlas<'a>,
    names: &'a Names<'a>,
    url: &'a Url,
    kinds: &'a [(Kind, Column)],
    ids: bool,
    /// The ids in the texts of items.
    inner: Ids,
    out: String,
}

impl Rows<'_> {
    fn row(&mut self, id: ItemId, item: &Item) {
        let spot = self.names.map.item(id);
        let own_page = !spot.contains('#');
        self.put("<tr id=\"", self.names.map.anchor(id), "\">");
        if self.ids {
            self.put("<td class=\"id\">", item.id.as_deref().unwrap_or(""), "</td>");
        }
        match depth(self.names.plan, item) {
            0 => self.out.push_str("<th scope=\"row\">"),
            depth => self.put("<th scope=\"row\" class=\"d", &depth.to_string(), "\">"),
        }
        if own_page {
            self.put("<a href=\"", &self.url.to(spot), "\">");
        }
        escape(&mut self.out, &item.title);
        self.out.push_str(if own_page { "</a>" } else { "" });
        // An item with a page of its own says the rest there.
        if !own_page {
            self.notes(item);
            let text = self.text(id);
            if !text.is_empty() {
                for part in ["<div class=\"notes\">", &text, "</div>"] {
                    self.out.push_str(part);
                }
            }
        }
        self.out.push_str("</th>");
        self.state(&State::item(item));
        for (kind, column) in self.kinds {
            self.put("<td class=\"", column.class, "\" data-label=\"");
            self.put("", &column.label, "\">");
            self.cell(kind, item);
            self.out.push_str("</td>");
        }
        let line = LineLink::new(self.atlas, self.url, item.place);
        self.put("<td class=\"at\"><a href=\"", &line.href, "\">line ");
        self.put("", &line.line.to_string(), "</a></td></tr>\n");
    }

    /// The text of an item without a page of its own. A heading can't stand in a table: such text stays on the source
    /// page.
    fn text(&mut self, id: ItemId) -> String {
        let Some(span) = self.names.map.texts.item(id).first() else { return String::new() };
        let text = Text { doc: self.names.plan.doc, span: *span, url: self.url, under: 6, title: None };
        let html = self.atlas.prose(text, &mut self.inner);
        if html.headings.is_empty() { html.html } else { String::new() }
    }

    /// Text between two stretches of markup.
    fn put(&mut self, before: &str, text: &str, after: &str) {
        self.out.push_str(before);
        escape(&mut self.out, text);
        self.out.push_str(after);
    }

    /// The fields that fit no column.
    fn notes(&mut self, item: &Item) {
        let columns: Vec<&Field> = self.kinds.iter().filter_map(|(kind, _)| kind.field(item)).collect();
        let rest = item.fields.iter().filter(|field| !columns.iter().any(|one| std::ptr::eq(*one, *field)));
        let mut rest = rest.peekable();
        if rest.peek().is_none() {
            return;
        }
        self.out.push_str("<dl class=\"notes\">");
        for field in rest {
            self.out.push_str("<div>");
            if !field.name.is_empty() {
                self.put("<dt>", &field.name, "</dt>");
            }
            self.put("<dd>", &field.value, "</dd></div>");
        }
        self.out.push_str("</dl>");
    }

    fn state(&mut self, state: &State) {
        self.put("<td class=\"state\"><span class=\"st ", state.class, "\">");
        self.put("", &state.words, "</span>");
        if let Some(written) = &state.written {
            self.put(" <span class=\"written\">“", written, "”</span>");
        }
        if state.inherited {
            self.out.push_str(" <span class=\"written\">from its heading</span>");
        }
        self.out.push_str("</td>");
    }

    fn cell(&mut self, kind: &Kind, item: &Item) {
        match kind {
            Kind::DependsOn => self.names(&item.depends_on),
            Kind::Blocks => self.names(&item.blocks),
            Kind::Tags => self.put("", &item.tags.join(", "), ""),
            Kind::Owner => self.put("", item.owner.as_deref().unwrap_or(""), ""),
            Kind::Priority => self.put("", item.priority.as_deref().unwrap_or(""), ""),
            Kind::Estimate => self.put("", item.estimate.as_ref().map_or("", |estimate| &estimate.text), ""),
            Kind::When => self.put("", item.when.as_deref().unwrap_or(""), ""),
            Kind::Field(_) => self.put("", kind.field(item).map_or("", |field| &field.value), ""),
        }
    }

    fn names(&mut self, names: &[String]) {
        for (at, piece) in self.names.cell(self.url, names).pieces.iter().enumerate() {
            self.out.push_str(if at > 0 { ", " } else { "" });
            match &piece.href {
                Some(href) => {
                    self.put("<a href=\"", href, "\">");
                    self.put("", &piece.text, "</a>");
                }
                None => self.put("", &piece.text, ""),
            }
        }
    }
}

impl Kind {
    /// The field of an item that stands in a column of its own.
    fn field<'a>(&self, item: &'a Item) -> Option<&'a Field> {
        let Kind::Field(key) = self else { return None };
        item.fields.iter().find(|field| match field.name.is_ascii() {
            true => field.name.eq_ignore_ascii_case(key),
            false => field.name.to_lowercase() == *key,
        })
    }
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
