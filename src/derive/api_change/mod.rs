//! What changed between two versions of an API definition, as data: each change is one of the rules in [`rule`], with
//! the operation or schema it is about and the places in both versions.
//!
//! What a change means depends on which way a value goes: what is demanded of a request may be loosened, what comes back
//! may be promised more, never the other way round. A named schema is compared once for each way, however many operations
//! use it; circles end there.

mod body;
mod bound;
mod operation;
mod past;
mod rule;
mod schema;
mod security;
mod track;

pub(super) use past::past;
pub use past::{ApiPast, Between, Release, between};
pub use rule::{ALL, ChangeRule, Impact};
pub use track::{Change, Subject};

use crate::model::Api;
use crate::parse::api::Reader;
use track::Track;

/// One of the two versions.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// What it holds.
    pub api: &'a Api,
    /// What reads it.
    pub reader: Reader<'a>,
}

/// Compares two versions. Changes stand by their weight, then in the order of the definition.
pub fn compare<'a>(old: Version<'a>, new: Version<'a>) -> Vec<Change> {
    let mut track = Track::new(old, new);
    operation::whole(&mut track);
    schema::named(&mut track);
    track.finish()
}
