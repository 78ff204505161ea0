//! `planbook init`: looks at a repository, says what it found, and writes what a first tracker needs. Nothing that is
//! there is overwritten.

mod book;
mod command;
mod github;
mod plan;

pub(super) use book::PLAN_SCHEMA;
pub(super) use command::Init;
