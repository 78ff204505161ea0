//! Structurizr DSL: a workspace (model and views) to scenes that are drawn like any other diagram.
//!
//! Read as far as it can be: what is wrong is said with its place, and the rest is drawn.

mod cast;
mod lex;
mod model;
mod read;
mod scene;

pub(super) use read::workspace;
pub(super) use scene::views;
