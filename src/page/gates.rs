//! The gates of a plan as read, with what can be said of each.

use rayon::prelude::*;
use serde::Serialize;

use crate::page::part::gate::{self, GateRow};
use crate::page::part::{Atlas, CountOf, Frame, Pager, SHEET, page_url};
use crate::page::{Page, View};

/// What a page of gates shows.
#[derive(Clone, Debug, Serialize)]
pub struct Gates {
    /// How many there are.
    pub total: usize,
    /// Gates by what can be said of them.
    pub counts: Vec<CountOf>,
    /// The gates of this page, the worst of all first.
    pub gates: Vec<GateRow>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// The pages of every plan with gates.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    atlas
        .mapped()
        .into_par_iter()
        .filter(|(plan, _)| !plan.gates.is_empty())
        .flat_map_iter(|(plan, map)| {
            let base = map.below("gates/");
            let of = plan.gates.len().div_ceil(SHEET);
            let judged = atlas.material.derived.gates.get(&plan.doc);
            let order = gate::ranked(atlas, plan);
            (1..=of).map(move |number| {
                let url = page_url(&base, number);
                let heading = match of {
                    1 => "Gates".to_owned(),
                    _ => format!("Gates, page {number} of {of}"),
                };
                let frame = Frame::of_plan(atlas, &url, plan, heading);
                let from = (number - 1) * SHEET;
                let here = order.get(from..order.len().min(from + SHEET)).unwrap_or(&[]);
                let view = Gates {
                    total: plan.gates.len(),
                    counts: judged.map_or(Vec::new(), |numbers| gate::counts(&numbers.all)),
                    gates: gate::gates(atlas, plan, map, &url, here),
                    pager: Pager::new(&base, "Pages of gates", number, of),
                };
                Page { url, template: "page/gates.html", frame, view: View::Gates(view) }
            })
        })
        .collect()
}
