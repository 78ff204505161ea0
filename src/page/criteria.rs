//! The criteria of a plan as read.

use rayon::prelude::*;
use serde::Serialize;

use crate::page::part::gate::{self, CriterionRow};
use crate::page::part::{Atlas, Frame, Pager, SHEET, page_url};
use crate::page::{Page, View};

/// What a page of criteria shows.
#[derive(Clone, Debug, Serialize)]
pub struct Criteria {
    /// How many there are.
    pub total: usize,
    /// How many are stated as met.
    pub met: usize,
    /// Whether any of them belongs to a group or item.
    pub owned: bool,
    /// The criteria of this page, in document order.
    pub criteria: Vec<CriterionRow>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// The pages of every plan with criteria.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    atlas
        .mapped()
        .into_par_iter()
        .flat_map_iter(|(plan, map)| {
            let base = map.below("criteria/");
            let of = plan.criteria.len().div_ceil(SHEET);
            plan.criteria.chunks(SHEET).enumerate().map(move |(index, chunk)| {
                let url = page_url(&base, index + 1);
                let heading = match of {
                    1 => "Criteria".to_owned(),
                    _ => format!("Criteria, page {} of {of}", index + 1),
                };
                let frame = Frame::of_plan(atlas, &url, plan, heading);
                let criteria: Vec<CriterionRow> =
                    chunk.iter().map(|one| gate::criterion(atlas, plan, map, &url, one)).collect();
                let view = Criteria {
                    total: plan.criteria.len(),
                    met: plan.criteria.iter().filter(|one| one.met == Some(true)).count(),
                    owned: criteria.iter().any(|row| row.of.is_some()),
                    criteria,
                    pager: Pager::new(&base, "Pages of criteria", index + 1, of),
                };
                Page { url, template: "page/criteria.html", frame, view: View::Criteria(view) }
            })
        })
        .collect()
}
