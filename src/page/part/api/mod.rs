//! What the pages about API definitions share: where everything stands, schemas in words, examples, samples of code.
//!
//! Schemas and their parts are written as HTML here and not by a template: a definition has ten thousand properties
//! more easily than pages.

mod book;
mod bundle;
mod change;
mod choice;
mod data;
mod entry;
mod example;
mod files;
mod limit;
mod media;
mod mention;
mod row;
mod sample;
mod security;
mod tree;
mod twin;
mod words;
mod writer;

pub use book::{Book, Books, Chapter, MethodView, method};
pub use change::{change_words, subject_words, touched_words};
pub use data::{Shown, json};
pub use example::{Purpose, example};
pub use files::files;
pub use row::{OperationRow, Section};
pub use sample::{SampleView, Told, samples};
pub use security::SchemeView;
pub use writer::Writer;

pub(super) use writer::spot;
