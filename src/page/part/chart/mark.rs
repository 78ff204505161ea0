//! The sign of a state in a drawing: the same shapes as in text, drawn as one path of ten by ten pixels.

use crate::model::Status;
use crate::page::part::chart::svg::Svg;

/// A ring.
const RING: &str = "M9.2 5a4.2 4.2 0 1 1-8.4 0a4.2 4.2 0 1 1 8.4 0z";

/// Draws the sign of a state, its top left corner at the given place.
pub(super) fn mark(svg: &mut Svg, status: Status, (x, y): (f64, f64)) {
    let half = "M9.2 5a4.2 4.2 0 1 1-8.4 0a4.2 4.2 0 1 1 8.4 0zM5 .8v8.4M3.5 1.4v7.2M2 2.3v5.4";
    let path = match status {
        Status::Done => "M.8 5.6L3.8 8.6L9.4 1.4",
        Status::InProgress => half,
        Status::Todo | Status::Unknown => RING,
        Status::Blocked => "M3 0h4l3 3v4l-3 3h-4l-3-3v-4z",
        Status::Cancelled => "M1 1L9 9M9 1L1 9",
    };
    svg.raw("<path class=\"mark ")
        .raw(status.name())
        .raw("\" transform=\"translate(")
        .number(x)
        .raw(" ")
        .number(y);
    svg.raw(")\" d=\"").raw(path).raw("\"/>");
}
