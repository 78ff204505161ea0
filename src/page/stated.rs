//! The whole of a long table of stated facts: scores, milestones, risks, measurements. Short ones stand whole on the
//! plan's own page.

use rayon::prelude::*;
use serde::Serialize;

use crate::model::Plan;
use crate::page::part::fact::{self, FactTable, Stated};
use crate::page::part::overview::FACTS;
use crate::page::part::{Atlas, Frame, Pager, PlanMap, SHEET, page_url};
use crate::page::{Page, View};

/// What a page of stated facts shows.
#[derive(Clone, Debug, Serialize)]
pub struct StatedView {
    /// The rows of this page.
    pub table: FactTable,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// The pages of every plan that states more of a kind than its own page shows.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    atlas
        .mapped()
        .into_par_iter()
        .flat_map_iter(|(plan, map)| {
            let long = fact::stated(plan).into_iter().filter(|stated| stated.total() > FACTS);
            long.flat_map(move |stated| of_kind(atlas, plan, map, &stated))
        })
        .collect()
}

fn of_kind(atlas: &Atlas<'_>, plan: &Plan, map: &PlanMap, stated: &Stated) -> Vec<Page> {
    let base = map.below(&format!("{}/", stated.name()));
    let of = stated.total().div_ceil(SHEET);
    (1..=of)
        .map(|number| {
            let url = page_url(&base, number);
            let heading = match of {
                1 => stated.heading().to_owned(),
                _ => format!("{}, page {number} of {of}", stated.heading()),
            };
            let frame = Frame::of_plan(atlas, &url, plan, heading);
            let view = StatedView {
                table: stated.table(atlas, &url, (number - 1) * SHEET, SHEET),
                pager: Pager::new(&base, format!("Pages: {}", stated.heading()), number, of),
            };
            Page { url, template: "page/stated.html", frame, view: View::Stated(view) }
        })
        .collect()
}
