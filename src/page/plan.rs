//! The page of a plan.

use rayon::prelude::*;

use crate::page::part::overview::{contents, overview};
use crate::page::part::{Atlas, Frame};
use crate::page::{Page, View};

/// One page for each plan.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    atlas
        .mapped()
        .into_par_iter()
        .map(|(plan, map)| {
            let url = map.url.clone();
            let view = overview(atlas, plan, map, &url);
            let mut frame = Frame::of_plan(atlas, &url, plan, plan.title.as_str());
            contents(&mut frame, &view);
            frame = frame.about(view.verdict.sentence.clone());
            Page { url, template: "page/plan.html", frame, view: View::Plan(Box::new(view)) }
        })
        .collect()
}
