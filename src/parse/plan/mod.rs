//! Reads work and what surrounds it from one document. Each way of writing is one carrier, one file.

mod board_table;
mod box_id;
mod box_sign;
mod box_words;
mod boxed_criteria;
mod boxes;
mod bullet_states;
mod bullets;
mod carried;
mod columns;
mod containers;
mod criteria;
mod draft_plan;
mod fences;
pub mod files;
mod front_matter;
mod gates;
mod heading_id;
mod headings;
mod html_boxes;
mod html_table;
mod labelled;
mod labels;
mod lines;
mod listed_groups;
mod listed_tables;
mod metrics;
mod milestones;
mod missed;
mod notes;
mod overview;
mod parts;
mod risks;
mod row_aspects;
mod row_cells;
mod row_columns;
mod row_parts;
mod row_states;
mod row_values;
mod rows;
mod same;
mod scores;
mod survey;
mod task_file;
mod values;
mod walk;

pub use walk::read;
pub use walk::read_again;

use crate::markdown::Block;
use crate::parse::reading::{Draft, Scope};

/// A way of writing: reads a block if it is written that way, and says whether it was.
pub struct Carrier {
    /// Its name, which is its file's.
    pub name: &'static str,
    /// Reads a block.
    pub read: for<'d> fn(&mut Draft<'d>, &Scope, &'d Block) -> bool,
}

/// The carriers of blocks. The first that knows a block reads it.
pub const ALL: &[Carrier] = &[
    Carrier { name: "fences", read: fences::read },
    Carrier { name: "scores", read: scores::read },
    Carrier { name: "risks", read: risks::read },
    Carrier { name: "milestones", read: milestones::read },
    Carrier { name: "listed_groups", read: listed_groups::read },
    Carrier { name: "board_table", read: board_table::read },
    Carrier { name: "rows", read: rows::read },
    Carrier { name: "gates", read: gates::read },
    Carrier { name: "criteria", read: criteria::read },
    Carrier { name: "boxes", read: boxes::read },
    Carrier { name: "metrics", read: metrics::read },
    Carrier { name: "lines", read: lines::read },
    Carrier { name: "bullets", read: bullets::read },
    Carrier { name: "labels", read: labels::read },
    Carrier { name: "html_boxes", read: html_boxes::read },
];
