//! Diagrams: the source of one to a picture for a page, and to words that say all that the picture shows.
//!
//! Model first: what a diagram shows is read as [`Facts`] before it is drawn, and nothing is drawn that is not also said.

mod adapt;
mod album;
mod drawing;
mod engine;
mod facts;
mod flaw;
mod measure;
mod model;
mod paint;
mod scene;
mod structurizr;

pub use album::FORM;
pub use drawing::{Drawing, Drawings, Workspace};
pub use facts::{Element, Facts, Relation};
pub use flaw::{Flaw, FlawSort};
