//! Where the parts of one plan stand: its groups, items and lists.
//!
//! A list of items is cut into sheets of at most [`SHEET`] items: no page grows without bound, and no page lists all
//! the others.

use std::collections::HashSet;

use crate::model::{GroupId, Item, ItemId, Plan};
use crate::page::part::text::Texts;
use crate::place::Span;
use crate::site::Url;
use crate::slug::Slugs;

/// The most items one page lists.
pub const SHEET: usize = 100;

/// Items outside any group are listed on the plan's page up to this number, and on pages of their own past it.
pub const INLINE: usize = 60;

/// Names below a plan that no group may take.
pub(super) const RESERVED: [&str; 15] = [
    "board",
    "criteria",
    "dependencies",
    "evidence",
    "findings",
    "gates",
    "history",
    "items",
    "metrics",
    "milestones",
    "parts",
    "risks",
    "scores",
    "source",
    "timeline",
];

/// Where the parts of one plan stand.
#[derive(Clone, Debug, Default)]
pub struct PlanMap {
    /// Its page.
    pub url: Url,
    /// The pages of its groups, one list for each group that has pages, in document order.
    pub parts: Vec<Part>,
    /// The items shown on the plan's page itself.
    pub inline: Vec<ItemId>,
    /// The text of its items and groups.
    pub texts: Texts,
    groups: Vec<String>,
    items: Vec<String>,
    anchors: Vec<String>,
    group_anchors: Vec<String>,
}

/// The pages of a group at the top level, or of the items that stand in no group.
#[derive(Clone, Debug)]
pub struct Part {
    /// The group, or `None` for items outside any.
    pub group: Option<GroupId>,
    /// Its pages, at least one.
    pub sheets: Vec<Sheet>,
}

/// One page of a part.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its address.
    pub url: Url,
    /// What it lists, in order.
    pub sections: Vec<Section>,
}

/// A run of items of one group on one page.
#[derive(Clone, Debug)]
pub struct Section {
    /// The group.
    pub group: Option<GroupId>,
    /// Whether the group began on an earlier page.
    pub continued: bool,
    /// The items.
    pub items: Vec<ItemId>,
}

impl PlanMap {
    /// A group's page or section, as path with or without fragment.
    pub fn group(&self, id: GroupId) -> &str {
        self.groups.get(id.0 as usize).unwrap_or(&self.url.0)
    }

    /// An item's page or row, as path with or without fragment.
    pub fn item(&self, id: ItemId) -> &str {
        self.items.get(id.0 as usize).unwrap_or(&self.url.0)
    }

    /// The id of an item's row on the page that lists it.
    pub fn anchor(&self, id: ItemId) -> &str {
        self.anchors.get(id.0 as usize).map_or("", String::as_str)
    }

    /// The id of a group's section.
    pub fn group_anchor(&self, id: GroupId) -> &str {
        self.group_anchors.get(id.0 as usize).map_or("", String::as_str)
    }

    /// A page below the plan: `board/`.
    pub fn below(&self, name: &str) -> Url {
        Url::new(format!("{}{name}", self.url.0))
    }
}

/// The most characters of text and of named fields that a row in a list can hold.
const ROW: usize = 280;

/// Whether an item has more to say than its row in a list can hold.
fn has_page(item: &Item, text: &[Span]) -> bool {
    let said: usize = item.fields.iter().map(|field| field.name.len() + field.value.len()).sum();
    let written: usize = text.iter().map(Span::len).sum();
    !item.mentions.is_empty()
        || !item.expands_to.is_empty()
        || item.fields.len() > 4
        || text.len() > 1
        || said + written > ROW
}

/// Gives the parts of a plan at `url` their addresses; those in `taken` belong to documents.
pub(super) fn map(plan: &Plan, url: Url, texts: Texts, taken: &HashSet<String>) -> PlanMap {
    let mut map = PlanMap {
        url,
        texts,
        groups: vec![String::new(); plan.groups.len()],
        items: vec![String::new(); plan.items.len()],
        ..PlanMap::default()
    };
    let mut slugs = Slugs::default();
    // Further pages of the list of items stand where an item of that name would.
    for page in 2..=plan.items.len().div_ceil(SHEET) {
        slugs.claim(&format!("i-page-{page}"));
    }
    map.anchors = plan.items.iter().map(|item| slugs.unique(&format!("i-{}", item.key))).collect();
    let mut slugs = Slugs::default();
    map.group_anchors = plan.groups.iter().map(|group| slugs.unique(&format!("g-{}", group.key))).collect();
    let mut of: Vec<Vec<ItemId>> = vec![Vec::new(); plan.groups.len()];
    let mut loose = Vec::new();
    for (index, item) in plan.items.iter().enumerate() {
        let id = ItemId(index as u32);
        match item.group.and_then(|group| of.get_mut(group.0 as usize)) {
            Some(list) => list.push(id),
            None => loose.push(id),
        }
    }
    let mut names = Slugs::default();
    for name in RESERVED {
        names.claim(name);
    }
    for family in families(plan) {
        let Some(top) = family.first().and_then(|id| plan.group(*id)) else { continue };
        let mut base = map.url.0.clone() + &names.unique(&top.key) + "/";
        while taken.contains(&base) {
            base = map.url.0.clone() + &names.unique(&top.key) + "/";
        }
        let runs = family.iter().map(|id| (Some(*id), of.get(id.0 as usize).cloned().unwrap_or_default()));
        map.part(plan, &base, runs);
    }
    if loose.len() > INLINE {
        let base = map.below("items/").0;
        map.part(plan, &base, [(None, loose)].into_iter());
    } else {
        for id in &loose {
            let spot = format!("{}#{}", map.url.0, map.anchor(*id));
            map.place(plan, *id, spot);
        }
        map.inline = loose;
    }
    map
}

/// Groups at the top level, each followed by the groups inside it, in document order.
fn families(plan: &Plan) -> Vec<Vec<GroupId>> {
    let mut families: Vec<Vec<GroupId>> = Vec::new();
    let mut family_of: Vec<usize> = Vec::with_capacity(plan.groups.len());
    for (index, group) in plan.groups.iter().enumerate() {
        let id = GroupId(index as u32);
        match group.parent.and_then(|parent| family_of.get(parent.0 as usize).copied()) {
            Some(family) => {
                family_of.push(family);
                if let Some(list) = families.get_mut(family) {
                    list.push(id);
                }
            }
            None => {
                family_of.push(families.len());
                families.push(vec![id]);
            }
        }
    }
    families
}

impl PlanMap {
    /// Cuts the runs of one part into sheets and gives everything on them its address.
    fn part(&mut self, plan: &Plan, base: &str, runs: impl Iterator<Item = (Option<GroupId>, Vec<ItemId>)>) {
        let mut sheets = vec![Sheet { url: Url::new(base), sections: Vec::new() }];
        let mut room = SHEET;
        let mut part = None;
        for (group, items) in runs {
            part = part.or(group);
            let mut rest = items.as_slice();
            let mut continued = false;
            while !continued || !rest.is_empty() {
                if room == 0 {
                    sheets.push(Sheet {
                        url: Url::new(format!("{base}page-{}/", sheets.len() + 1)),
                        sections: Vec::new(),
                    });
                    room = SHEET;
                }
                let Some(sheet) = sheets.last_mut() else { break };
                let (here, later) = rest.split_at(rest.len().min(room));
                for id in here {
                    let spot = format!("{}#{}", sheet.url.0, self.anchor(*id));
                    self.place(plan, *id, spot);
                }
                if !continued && let Some(group) = group {
                    self.place_group(group, part == Some(group), &sheet.url);
                }
                // A group without items of its own still takes the room of one row.
                room -= here.len().max(1).min(room);
                sheet.sections.push(Section { group, continued, items: here.to_vec() });
                rest = later;
                continued = true;
            }
        }
        self.parts.push(Part { group: part, sheets });
    }

    fn place_group(&mut self, group: GroupId, top: bool, url: &Url) {
        let spot = if top { url.0.clone() } else { format!("{}#{}", url.0, self.group_anchor(group)) };
        if let Some(slot) = self.groups.get_mut(group.0 as usize) {
            *slot = spot;
        }
    }

    fn place(&mut self, plan: &Plan, id: ItemId, row: String) {
        let own = plan.item(id).is_some_and(|item| has_page(item, self.texts.item(id)));
        let name = self.anchor(id).strip_prefix("i-").unwrap_or("").to_owned();
        let spot = if own { format!("{}items/{name}/", self.url.0) } else { row };
        if let Some(slot) = self.items.get_mut(id.0 as usize) {
            *slot = spot;
        }
    }
}
