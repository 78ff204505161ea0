//! Charts as static SVG with the same numbers as a table: one file per kind of chart. Positions are numbers made here, looks
//! are classes of the style sheet (`static/css/chart.css`).
//!
//! A chart is as wide as its place: what runs from left to right is given in shares of the width, what runs from top to
//! bottom in pixels, and text is never scaled. So words are as big on a phone as on a wide screen.

mod axis;
mod burn_up;
mod flow;
mod gantt;
mod layers;
mod mark;
mod network;
mod number;
mod plot;
mod spark;
mod svg;
mod throughput;
mod trend;
mod view;

pub use burn_up::{Progress, burn_up};
pub use flow::{States, flow};
pub use gantt::{Along, Bar as GanttBar, Gantt, MOST as MOST_BARS, gantt};
pub use network::{MOST as MOST_NODES, Network, Node, network};
pub use number::{full, short};
pub use spark::{Spark, spark};
pub use throughput::{Week, throughput};
pub use trend::{Target, Trend, trend};
pub use view::{Chart, ChartTable, TableRow};
