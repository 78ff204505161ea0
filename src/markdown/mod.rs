//! Markdown: text to [`Doc`] (blocks with byte ranges), and text to safe HTML. No meaning is read here.

mod doc;
pub mod html;
mod inline;
mod loose;
mod table;
mod writing;

pub use doc::{Block, BlockKind, Doc, ListItem, parse};
pub use inline::{Inline, InlineKind, Mark};
pub use table::{Row, Table};
