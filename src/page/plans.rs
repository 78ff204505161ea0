//! The list of all plans, fifty to a page.

use serde::Serialize;

use crate::page::part::{Atlas, Frame, Pager, PlanTable, page_url};
use crate::page::{Page, View};
use crate::site::Url;

/// The most plans a page lists.
const PLANS: usize = 50;

/// What a page of the list shows.
#[derive(Clone, Debug, Serialize)]
pub struct Plans {
    /// How many plans there are.
    pub total: usize,
    /// The plans of this page.
    pub plans: PlanTable,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// The pages of the list; a site of one plan needs none.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let plans = atlas.mapped();
    if plans.len() < 2 {
        return Vec::new();
    }
    let base = Url::new("plans/");
    let of = plans.len().div_ceil(PLANS);
    plans
        .chunks(PLANS)
        .enumerate()
        .map(|(index, chunk)| {
            let url = page_url(&base, index + 1);
            let heading = match of {
                1 => "Plans".to_owned(),
                _ => format!("Plans, page {} of {of}", index + 1),
            };
            let frame = Frame::new(atlas, &url, heading, &[]).section("Plans").crumb(&url, atlas.title(), "");
            let view = Plans {
                total: plans.len(),
                plans: PlanTable::new(atlas, &url, chunk),
                pager: Pager::new(&base, "Pages of plans", index + 1, of),
            };
            Page { url, template: "page/plans.html", frame, view: View::Plans(view) }
        })
        .collect()
}
