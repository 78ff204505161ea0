//! Pages as views: one file per page type. A view holds words and links only, ready for a template.
//!
//! A new page type is one file with a `pages` function, one line in [`ALL`], one variant of [`View`] and one
//! template. What several page types share (frame, numbers, rows, quotations) stands in [`part`].

mod accessibility;
mod api_changes;
mod api_list;
mod api_operation;
mod api_overview;
mod api_schema;
mod board;
mod criteria;
mod decision;
mod decisions;
mod dependencies;
mod document;
mod evidence;
mod findings;
mod gates;
mod group;
mod history;
mod home;
mod item;
mod iteration;
mod iterations;
mod links;
mod method;
mod missing;
mod moved;
pub mod part;
mod parts;
mod plan;
mod plans;
mod report;
mod reports;
mod search;
mod shelf;
mod source;
mod sources;
mod stated;
mod timeline;
mod view;

pub use document::RELEASES;
pub use part::{CARD, Twin};
pub use view::{Page, Pages, View};

use rayon::prelude::*;

use crate::config::Config;
use crate::derive::Derived;
use crate::diag::{Diagnostic, RuleInfo};
use crate::link::Linked;
use crate::source::Sources;
use part::{Atlas, Data};

/// Everything a page may be made from.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// What was read.
    pub linked: &'a Linked,
    /// What was counted.
    pub derived: &'a Derived,
    /// What was found.
    pub findings: &'a [Diagnostic],
    /// What the findings were found by.
    pub rules: &'a [RuleInfo],
    /// The configuration.
    pub config: &'a Config,
    /// The input: its name, its commit.
    pub sources: &'a Sources,
}

/// Makes the pages of one type.
type Maker = fn(&Atlas<'_>) -> Vec<Page>;

/// Every page type: the name of its file and template, and what makes its pages.
pub const ALL: &[(&str, Maker)] = &[
    ("accessibility", accessibility::pages),
    ("api_changes", api_changes::pages),
    ("api_list", api_list::pages),
    ("api_operation", api_operation::pages),
    ("api_overview", api_overview::pages),
    ("api_schema", api_schema::pages),
    ("board", board::pages),
    ("criteria", criteria::pages),
    ("decision", decision::pages),
    ("decisions", decisions::pages),
    ("dependencies", dependencies::pages),
    ("document", document::pages),
    ("evidence", evidence::pages),
    ("findings", findings::pages),
    ("gates", gates::pages),
    ("group", group::pages),
    ("history", history::pages),
    ("home", home::pages),
    ("item", item::pages),
    ("iteration", iteration::pages),
    ("iterations", iterations::pages),
    ("links", links::pages),
    ("method", method::pages),
    ("missing", missing::pages),
    ("moved", moved::pages),
    ("parts", parts::pages),
    ("plan", plan::pages),
    ("plans", plans::pages),
    ("report", report::pages),
    ("reports", reports::pages),
    ("search", search::pages),
    ("shelf", shelf::pages),
    ("source", source::pages),
    ("sources", sources::pages),
    ("stated", stated::pages),
    ("timeline", timeline::pages),
];

/// Makes every page: types in parallel, pages in parallel inside each type.
pub fn pages(material: Material<'_>) -> Pages {
    let atlas = Atlas::new(material);
    let made: Vec<Vec<Page>> = ALL.par_iter().map(|(_, make)| make(&atlas)).collect();
    let mut pages: Vec<Page> = made.into_iter().flatten().collect();
    moved::settle(&mut pages);
    part::distinct_titles(&mut pages);
    let data = Data::new(&atlas);
    let calendar = part::calendar::Calendar::new(&atlas);
    let mut files = part::api::files(&atlas);
    files.extend(atlas.pictures.files());
    let Atlas { mut site, trees, .. } = atlas;
    site.retain(&pages);
    site.describe_card(&pages);
    Pages { site, trees, pages, data, calendar, files, struck: part::struck(&material) }
}
