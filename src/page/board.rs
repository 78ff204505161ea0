//! The board of a plan: a headed list for each state. A long list goes on on pages of its own.

use rayon::prelude::*;
use serde::Serialize;

use crate::markdown::html::escape;
use crate::model::{Item, ItemId, Plan, Status};
use crate::page::part::{Atlas, Frame, Link, Pager, PlanMap, SHEET, State, page_url};
use crate::page::{Page, View};
use crate::site::Url;

/// The most items of one state on the board itself.
const SHOWN: usize = 50;

/// What a board shows.
#[derive(Clone, Debug, Serialize)]
pub struct Board {
    /// A list for each state that occurs.
    pub lists: Vec<BoardList>,
    /// The other pages of a long list.
    pub pager: Option<Pager>,
}

/// The items in one state.
#[derive(Clone, Debug, Serialize)]
pub struct BoardList {
    /// The state.
    pub state: State,
    /// The heading: `In progress`.
    pub heading: String,
    /// How many there are, those not shown included.
    pub total: usize,
    /// The items as entries of the list. Written here and not by a template: there may be hundreds of thousands.
    pub cards: String,
    /// All of them, where not all are shown.
    pub all: Option<Link>,
}

/// The boards of every plan with items.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    atlas
        .mapped()
        .into_par_iter()
        .filter(|(plan, _)| !plan.items.is_empty())
        .flat_map_iter(|(plan, map)| of_plan(atlas, plan, map))
        .collect()
}

fn of_plan(atlas: &Atlas<'_>, plan: &Plan, map: &PlanMap) -> Vec<Page> {
    let base = map.below("board/");
    let mut by_state: Vec<(Status, Vec<(ItemId, &Item)>)> =
        [Status::Blocked, Status::InProgress, Status::Todo, Status::Unknown, Status::Done, Status::Cancelled]
            .map(|status| (status, Vec::new()))
            .into();
    for (index, item) in plan.items.iter().enumerate() {
        if let Some((_, list)) = by_state.iter_mut().find(|(status, _)| *status == item.status) {
            list.push((ItemId(index as u32), item));
        }
    }
    by_state.retain(|(_, list)| !list.is_empty());
    let mut pages = Vec::new();
    let mut lists = Vec::new();
    for (status, items) in &by_state {
        let own = Url::new(format!("{}{}/", base.0, status.name().replace('_', "-")));
        let long = items.len() > SHOWN;
        let shown = items.get(..items.len().min(SHOWN)).unwrap_or(&[]);
        let mut list = list(plan, map, &base, *status, shown);
        list.total = items.len();
        list.all = long.then(|| Link {
            label: format!("All {} {}", items.len(), status.words()),
            href: base.to(&own.0),
        });
        lists.push(list);
        if long {
            pages.extend(long_list(atlas, (plan, map), &own, *status, items));
        }
    }
    let frame = Frame::of_plan(atlas, &base, plan, "Board");
    let view = View::Board(Board { lists, pager: None });
    pages.push(Page { url: base, template: "page/board.html", frame, view });
    pages
}

fn long_list(
    atlas: &Atlas<'_>,
    (plan, map): (&Plan, &PlanMap),
    own: &Url,
    status: Status,
    items: &[(ItemId, &Item)],
) -> Vec<Page> {
    let of = items.len().div_ceil(SHEET);
    let name = capital(status.words());
    items
        .chunks(SHEET)
        .enumerate()
        .map(|(index, chunk)| {
            let url = page_url(own, index + 1);
            let mut list = list(plan, map, &url, status, chunk);
            list.total = items.len();
            let heading = match of {
                1 => format!("Board: {}", status.words()),
                _ => format!("Board: {}, page {} of {of}", status.words(), index + 1),
            };
            let frame =
                Frame::of_plan(atlas, &url, plan, heading).crumb(&url, "Board", &map.below("board/").0);
            let pager = Pager::new(own, format!("Pages of {name}"), index + 1, of);
            let view = View::Board(Board { lists: vec![list], pager });
            Page { url, template: "page/board.html", frame, view }
        })
        .collect()
}

fn list(plan: &Plan, map: &PlanMap, url: &Url, status: Status, items: &[(ItemId, &Item)]) -> BoardList {
    let mut cards = String::with_capacity(items.len() * 192);
    for (id, item) in items {
        card(&mut cards, plan, &url.to(map.item(*id)), item);
    }
    BoardList {
        state: State::of(status),
        heading: capital(status.words()),
        total: items.len(),
        cards,
        all: None,
    }
}

fn card(out: &mut String, plan: &Plan, href: &str, item: &Item) {
    let mut put = |before: &str, text: &str, after: &str| {
        out.push_str(before);
        escape(out, text);
        out.push_str(after);
    };
    put("<li><a href=\"", href, "\">");
    if let Some(id) = &item.id {
        put("<span class=\"id\">", id, "</span> ");
    }
    put("", &item.title, "</a>");
    let group = item.group.and_then(|id| plan.group(id)).map(|group| group.title.as_str());
    let about: Vec<&str> = group.into_iter().chain(item.owner.as_deref()).collect();
    if !about.is_empty() {
        put(" <span class=\"about\">", &about.join(" · "), "</span>");
    }
    if let Some(written) = State::item(item).written {
        put(" <span class=\"written\">“", &written, "”</span>");
    }
    put("</li>\n", "", "");
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
