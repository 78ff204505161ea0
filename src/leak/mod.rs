//! What should not be published: home directories, e-mail addresses, tokens and keys, internal hosts, debris of
//! tools. One place knows the patterns, so that the findings and the masked pages agree.
//!
//! Placeholders (`ghp_xxxx…`, `user@example.com`, `/home/user/`) are nobody's secret and are left alone.

mod find;
mod place;
mod secret;

pub use find::{find, mask};

/// What sort of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeakKind {
    /// A path below somebody's home directory.
    Home,
    /// An e-mail address.
    Email,
    /// A token, a password in an address, or a private key.
    Secret,
    /// The address of a machine inside a network.
    Host,
    /// A line that a tool left behind.
    Debris,
}

/// Something that should not be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leak {
    /// What it is.
    pub kind: LeakKind,
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is by name: `GitHub token`, `home directory`.
    pub name: &'static str,
}
