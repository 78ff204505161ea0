//! A sparkline: the last few weeks of something beside a name in a list, with its words.

use serde::Serialize;

use crate::page::part::chart::number::full;
use crate::page::part::chart::svg::{Svg, tenths};

/// The most numbers drawn.
const MOST: usize = 26;

/// Its height, and the width of a bar with the gap behind it.
const HEIGHT: f64 = 18.0;
const SLOT: f64 = 4.0;

/// A sparkline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spark {
    /// The drawing, hidden from assistive technology: the words say the same.
    pub svg: String,
    /// The numbers in words: `done in each of the last 4 weeks: 3, 0, 5, 2`.
    pub words: String,
}

/// The last numbers of `values`, one for each week; `done` says of what. `None` where there are none.
pub fn spark(done: &str, values: &[u32]) -> Option<Spark> {
    let shown = values.get(values.len().saturating_sub(MOST)..).filter(|shown| !shown.is_empty())?;
    let most = f64::from(shown.iter().copied().max().unwrap_or(0).max(1));
    let mut svg = Svg::default();
    svg.raw("<svg class=\"spark\" aria-hidden=\"true\"").attribute("width", shown.len() as f64 * SLOT);
    svg.attribute("height", HEIGHT).raw("><path d=\"");
    for (at, value) in shown.iter().enumerate() {
        // Nothing is a thin line at the foot, so that a week without any is seen as a week.
        let height = (f64::from(*value) / most * (HEIGHT - 1.0)).max(1.0);
        let (x, y) = (tenths(at as f64 * SLOT), tenths(HEIGHT - height));
        svg.raw("M").raw(&x).raw(" ").raw(&y).raw("h3V18h-3z");
    }
    svg.raw("\"/></svg>");
    let list: Vec<String> = shown.iter().map(|value| full((*value).into())).collect();
    let words = match shown.len() {
        1 => format!("{done} in the last week: {}", list.concat()),
        n => format!("{done} in each of the last {n} weeks: {}", list.join(", ")),
    };
    Some(Spark { svg: svg.finish(), words })
}
