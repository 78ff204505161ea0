//! Markdown to safe HTML: `walk` writes it from the parser's events, the files beside it know one construct each.

mod anchors;
mod aside;
mod back;
mod code;
mod definitions;
mod escape;
mod fence;
mod figure;
mod formula;
mod heading;
mod highlight;
mod ids;
mod inert;
mod link;
mod material;
mod math;
mod notes;
mod raw;
mod sanitise;
mod style;
mod table;
mod tag;
mod term;
mod token;
mod walk;

pub use anchors::Anchors;
pub use back::back;
pub use definitions::Definitions;
pub use escape::{escape, escaped};
pub use figure::{is_diagram, write_figure};
pub use highlight::Highlights;
pub use ids::Ids;
pub use link::bare_address;
pub use style::{Heading, Html, Name, Resolve, Style, Target, Use, render};
pub use term::{Glossed, Terms};
