//! planbook turns the plans, decisions, API definitions and history that a team keeps in its repository into an
//! accessible tracker site that reviewers can trust.
//!
//! The data walks one corridor, once: [`pipeline::build`] names its stages in order. See
//! `content/architecture.md` for the rooms and the rules of direction between them.

pub mod asset;
pub mod check;
#[allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "reads arguments and the environment, prints"
)]
pub mod cli;
pub mod config;
pub mod contract;
pub mod date;
pub mod decode;
pub mod derive;
pub mod diag;
pub mod diagram;
#[allow(clippy::disallowed_methods, reason = "reads directories")]
pub mod discover;
pub mod leak;
pub mod link;
pub mod markdown;
pub mod memory;
pub mod model;
pub mod output;
pub mod page;
pub mod parse;
pub mod path;
pub mod phrase;
pub mod pipeline;
pub mod place;
#[allow(clippy::disallowed_methods, reason = "reads files, runs git")]
pub mod read;
pub mod site;
pub mod slug;
pub mod source;
pub mod vocabulary;
#[allow(clippy::disallowed_methods, reason = "writes files")]
pub mod write;
