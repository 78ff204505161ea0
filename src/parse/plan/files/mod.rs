//! Files that are no Markdown: each format is one file here.

mod csv_rows;
mod entries;
mod lined;
mod org;

pub use entries::{ENTRY_TITLES, are_lists, front_matter};

use crate::parse::reading::Draft;

/// A format: reads a file if it is of that format, and says whether it was.
pub struct Format {
    /// Its name, which is its file's.
    pub name: &'static str,
    /// Reads a file.
    pub read: fn(&mut Draft<'_>) -> bool,
}

/// The formats. The first that knows a file reads it.
pub const ALL: &[Format] = &[
    Format { name: "csv_rows", read: csv_rows::read },
    Format { name: "entries", read: entries::read },
    Format { name: "org", read: org::read },
    Format { name: "lined", read: lined::read },
];
