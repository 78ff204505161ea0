//! Site to disk: a new tree is written beside the old one and swapped in, so a half-written site is never seen.

mod guard;
mod kept;
mod tree;

pub use guard::check;
pub use kept::keep;
pub use tree::write;

/// What writing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files of the site that are new or differ from those that were there.
    pub changed: u32,
    /// Files that stayed as they were.
    pub kept: u32,
    /// Files that were there and are no longer part of the site.
    pub removed: u32,
}
