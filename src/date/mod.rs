//! Calendar dates, without a clock; days and stretches of time as people write them.

mod calendar;
mod stretch;
mod written;

pub use calendar::*;
pub use stretch::{Stretch, stretch};
pub use written::within as written;
