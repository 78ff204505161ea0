//! The words planbook knows: statuses, column names, section names, in several languages. The words themselves
//! stand in `words/`, one file a language; book.toml can add to the statuses.

mod hash;
mod phrase;
mod section;
mod spelling;
mod states;
mod words;

pub(crate) use hash::WordHash;
pub use section::Role;
pub use spelling::{is_unspaced, narrow, normalise};
pub use words::{Header, Vocabulary};
