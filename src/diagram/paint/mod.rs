//! A drawing made fit for a page: only shapes and words that are on a list, and classes of the theme in place of colours.
//!
//! What the drawing crate writes carries a style sheet, inline styles and whatever hostile text was in the source. It is
//! read as a tree, every element's look is computed, and a new picture is written from scratch: nothing is passed through.

mod colour;
mod css;
mod look;
mod number;
mod words;
mod write;
mod xml;

pub(super) use number::short;
pub(super) use write::{FIGURE, Picture, picture};
