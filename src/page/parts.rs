//! The list of all groups of a plan, for plans that have more than their own page lists.

use serde::Serialize;

use crate::page::part::group::{self, GroupLine};
use crate::page::part::overview::GROUPS;
use crate::page::part::{Atlas, Frame, Pager, page_url};
use crate::page::{Page, View};

/// What a page of the list shows.
#[derive(Clone, Debug, Serialize)]
pub struct Parts {
    /// The number of the first group on this page, from 1.
    pub start: usize,
    /// The groups.
    pub groups: Vec<GroupLine>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// The pages of every plan that has too many groups for its own page.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let mut pages = Vec::new();
    for (plan, map) in atlas.mapped() {
        let tops = plan.groups.iter().filter(|group| group.parent.is_none()).count();
        if tops <= GROUPS {
            continue;
        }
        let base = map.below("parts/");
        let of = tops.div_ceil(GROUPS);
        for number in 1..=of {
            let url = page_url(&base, number);
            let from = (number - 1) * GROUPS;
            let word = group::plural(plan);
            let frame = Frame::of_plan(atlas, &url, plan, format!("{word}, page {number} of {of}"));
            let view = Parts {
                start: from + 1,
                groups: group::outline(atlas, plan, map, &url, (from, GROUPS)),
                pager: Pager::new(&base, format!("Pages of {}", word.to_lowercase()), number, of),
            };
            pages.push(Page { url, template: "page/parts.html", frame, view: View::Parts(view) });
        }
    }
    pages
}
