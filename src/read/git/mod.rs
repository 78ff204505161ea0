//! Asks the `git` program: for the commit the files were read at, for when they were changed, for what they were before.
//! No git, no repository, no commit: no answer.

mod changed;
mod head;
mod history;
mod program;
mod remote;
mod tree;

pub(super) use changed::changed;
pub(super) use head::commit;
pub(super) use history::{Asked, history};
pub use program::finds_git;
pub(super) use tree::bare;
pub use tree::{Named, documents, fork, named, two};
