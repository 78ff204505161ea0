//! What the charts over time have in common: lines of the grid with their numbers, days below, the names of series at
//! their ends, and how many points are drawn.

use crate::date::{self, Date};
use crate::page::part::chart::axis::{Tick, Vertical, anchor};
use crate::page::part::chart::svg::{Svg, fitting};

/// The pixels from top to bottom: above the plot, of the plot, and below it.
pub(super) const TOP: f64 = 10.0;
pub(super) const HEIGHT: f64 = 200.0;
const FOOT: f64 = 26.0;

/// The height of a whole chart.
pub(super) const WHOLE: f64 = TOP + HEIGHT + FOOT;

/// How wide a plot is for its paths: they are stretched to the width there is.
pub(super) const WIDTH: f64 = 1000.0;

/// The most points that are drawn: four years of weeks.
pub(super) const MOST: usize = 208;

/// Up to this many points each has a dot; past it the corners of the line stand for them.
const DOTTED: usize = 26;

/// How far the names of two series stand apart at least.
const LINE: f64 = 16.0;

/// The widest name of a series, in pixels.
const NAME: f64 = 104.0;

/// Every how many points one is drawn, so that there are at most [`MOST`].
pub(super) fn every(count: usize) -> usize {
    count.div_ceil(MOST).max(1)
}

/// The last of every so many, counted from the end: the newest is always among them.
pub(super) fn thinned<T: Clone>(points: &[T]) -> Vec<T> {
    let every = every(points.len());
    let skip = points.len().saturating_sub(1) % every;
    points.iter().skip(skip).step_by(every).cloned().collect()
}

/// What is said where not every point is drawn.
pub(super) fn thinning(count: usize, noun: &str) -> String {
    match every(count) {
        1 => String::new(),
        every => format!("There are {count} {noun}s; one of every {every} is drawn and listed."),
    }
}

/// The lines across, with their numbers at the left.
pub(super) fn grid(svg: &mut Svg, scale: &Vertical) {
    svg.raw("<g class=\"grid\">");
    for (at, tick) in scale.ticks.iter().enumerate() {
        let y = TOP + scale.y(*tick);
        svg.raw(if at == 0 { "<line class=\"base\"" } else { "<line" }).raw(" x2=\"100%\"");
        svg.attribute("y1", y).attribute("y2", y).raw("/><text x=\"-6\"").attribute("y", y + 4.5);
        svg.raw(" text-anchor=\"end\">").words(&scale.label(*tick)).raw("</text>\n");
    }
    svg.raw("</g>");
}

/// Words below the plot, each with a short line to its place.
pub(super) fn below(svg: &mut Svg, ticks: &[Tick]) {
    for tick in ticks {
        let class = if tick.narrow { "tick" } else { "tick wide" };
        svg.raw("<line class=\"").raw(class).raw("\"").share("x1", tick.x).share("x2", tick.x);
        svg.attribute("y1", TOP + HEIGHT).attribute("y2", TOP + HEIGHT + 5.0).raw("/>");
        svg.raw("<text class=\"").raw(class).raw("\"").share("x", tick.x);
        svg.attribute("y", TOP + HEIGHT + 20.0).raw(" text-anchor=\"").raw(anchor(tick.x));
        svg.raw("\">").words(&tick.label).raw("</text>\n");
    }
}

/// The plot itself: paths in it are [`WIDTH`] wide and [`HEIGHT`] high.
pub(super) fn plot(svg: &mut Svg, draw: impl FnOnce(&mut Svg)) {
    svg.raw("<svg").attribute("y", TOP).raw(" width=\"100%\"").attribute("height", HEIGHT);
    svg.raw(" viewBox=\"0 0 1000 200\" preserveAspectRatio=\"none\" overflow=\"visible\">");
    draw(svg);
    svg.raw("</svg>\n");
}

/// A path with its class.
pub(super) fn path(svg: &mut Svg, class: &str, d: &str) {
    svg.raw("<path class=\"").raw(class).raw("\" d=\"").raw(d).raw("\"/>\n");
}

/// Lines across: the only pattern that is not bent where a plot is stretched.
pub(super) fn stripes(svg: &mut Svg, id: &str, class: &str, distance: f64) {
    svg.raw("<pattern id=\"").words(id).raw("-").raw(class).raw("\" class=\"").raw(class);
    svg.raw("\" patternUnits=\"userSpaceOnUse\" width=\"8\"")
        .attribute("height", distance)
        .raw("><rect width=\"8\"");
    svg.attribute("height", distance).raw("/><path d=\"M0 1H8\"/></pattern>\n");
}

/// Whether so many points have dots.
pub(super) fn dotted(count: usize) -> bool {
    count <= DOTTED
}

/// The name of a series at its end.
pub(super) struct EndLabel {
    /// Where its end is, in pixels below the top of the plot.
    pub(super) y: f64,
    /// Class of its sign.
    pub(super) class: &'static str,
    /// The words.
    pub(super) text: String,
}

/// The names of series beside the right end of the plot, each with a sign of its line: none covers another.
pub(super) fn end_labels(svg: &mut Svg, mut labels: Vec<EndLabel>) {
    labels.sort_by(|a, b| a.y.total_cmp(&b.y));
    let places = apart(&labels.iter().map(|label| label.y).collect::<Vec<_>>());
    svg.raw("<svg x=\"100%\"").attribute("y", TOP).raw(" overflow=\"visible\">");
    for (label, place) in labels.iter().zip(places) {
        svg.raw("<path class=\"key ").raw(label.class).raw("\" d=\"M3 ").number(label.y).raw("L9 ");
        svg.number(place).raw("h7\"/><text x=\"20\"").attribute("y", place + 4.5).raw(">");
        svg.words(&fitting(&label.text, NAME)).raw("</text>\n");
    }
    svg.raw("</svg>\n");
}

/// Places as near to those wanted as they can be, [`LINE`] apart, inside the plot. The wanted ones are in order.
fn apart(wanted: &[f64]) -> Vec<f64> {
    let mut places: Vec<f64> = Vec::with_capacity(wanted.len());
    for y in wanted {
        let least = places.last().map_or(0.0, |before| before + LINE);
        places.push(y.max(least));
    }
    let mut most = HEIGHT;
    for place in places.iter_mut().rev() {
        *place = place.min(most);
        most = *place - LINE;
    }
    places
}

/// The class that gives the names of series the room they need.
pub(super) fn room(labels: &[EndLabel]) -> &'static str {
    let widest = labels.iter().map(|label| label.text.chars().count()).max().unwrap_or(0);
    match widest {
        0 => "plot",
        1..=9 => "plot names-s",
        _ => "plot names-l",
    }
}

/// A point to compare the newest one with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Before {
    /// Its place in the list.
    pub(super) at: usize,
    /// `4 weeks ago`, `on 3 October 2026`.
    pub(super) words: String,
}

/// The newest point that is at least four weeks older than the last one, else the first; `None` where there is only one.
pub(super) fn before(days: &[Date]) -> Option<Before> {
    let last = *days.last()?;
    let four_weeks = date::add_days(last, -28);
    let near = days.iter().rposition(|day| *day <= four_weeks);
    if let Some(at) = near
        && days.get(at).is_some_and(|day| date::days_between(*day, four_weeks) < 7)
    {
        return Some(Before { at, words: "4 weeks ago".to_owned() });
    }
    let at = near.unwrap_or(0);
    let day = *days.get(at).filter(|day| **day < last)?;
    Some(Before { at, words: format!("on {}", date::words(day)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_apart() {
        assert_eq!(apart(&[10.0, 12.0, 100.0]), [10.0, 26.0, 100.0]);
        assert_eq!(apart(&[199.0, 200.0, 200.0]), [168.0, 184.0, 200.0]);
        assert_eq!(apart(&[]), Vec::<f64>::new());
    }

    #[test]
    fn the_newest_point_is_drawn() {
        let points: Vec<u32> = (0..500).collect();
        let drawn = thinned(&points);
        assert!(drawn.len() <= MOST);
        assert_eq!((drawn.last(), every(500)), (Some(&499), 3));
        assert_eq!(thinned(&[1, 2]), [1, 2]);
    }

    #[test]
    fn four_weeks_ago() {
        let day = |text: &str| date::parse(text).unwrap();
        let weeks: Vec<Date> = (0..8).map(|week| date::add_days(day("2026-10-04"), week * 7)).collect();
        assert_eq!(before(&weeks), Some(Before { at: 3, words: "4 weeks ago".to_owned() }));
        let short = [day("2026-11-15"), day("2026-11-22")];
        assert_eq!(before(&short), Some(Before { at: 0, words: "on 15 November 2026".to_owned() }));
        assert_eq!(before(&short[..1]), None);
    }
}
