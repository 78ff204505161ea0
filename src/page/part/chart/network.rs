//! A drawing of what waits for what: layers by the longest way, each ordered by its neighbours. Runs from left to right or from
//! top to bottom, whichever is narrower; keeps its size, so that its words stay readable.

use crate::model::Status;
use crate::page::part::chart::layers::{Layout, Slot, layout};
use crate::page::part::chart::mark::mark;
use crate::page::part::chart::svg::{Svg, fitting, tenths};
use crate::page::part::chart::view::{Chart, ChartTable, Named, fixed};

/// The most nodes that are drawn.
pub const MOST: usize = 60;

/// Something that waits or is waited for.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its words, cut where they are too long.
    pub label: String,
    /// Its state.
    pub status: Status,
    /// Whether it is on the critical chain.
    pub critical: bool,
}

/// What is drawn: nodes, and ties from what comes first to what waits for it, as numbers of nodes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// At most [`MOST`].
    pub nodes: Vec<Node>,
    /// First, then.
    pub ties: Vec<(usize, usize)>,
}

/// The size of a node.
const WIDTH: f64 = 184.0;
const HEIGHT: f64 = 46.0;

/// The room between layers and between neighbours of one layer, and what a line that passes a layer takes.
const BETWEEN: f64 = 48.0;
const BESIDE: f64 = 14.0;
const PASSING: f64 = 10.0;

/// Around everything.
const MARGIN: f64 = 6.0;

/// The drawing of a network; what it says stands in `takeaway`. It has no table of its own: the page has one.
pub fn network(id: &str, of: &str, (takeaway, note): (String, String), network: &Network) -> Chart {
    let title = format!("Dependencies of {of}");
    let desc = "A box for each item, with its state. An arrow leads from an item to one that waits for it. Boxes and arrows of the \
                critical chain are thick; arrows of a round are dashed. Arrows that follow from others are left out. The list \
                and the table below say the same."
        .to_owned();
    Chart {
        id: id.to_owned(),
        svg: draw(Named { id, title: &title, desc: &desc }, network),
        takeaway,
        title,
        desc,
        note,
        scrolls: true,
        table: ChartTable::default(),
    }
}

/// Where nodes and lines are, in pixels.
struct Plan {
    across: bool,
    layout: Layout,
    /// The middle of each slot beside its layer's direction, by layer and slot.
    places: Vec<Vec<f64>>,
    size: (f64, f64),
}

fn draw(named: Named<'_>, network: &Network) -> String {
    if network.nodes.is_empty() || network.nodes.len() > MOST {
        return String::new();
    }
    let layout = layout(network.nodes.len(), &network.ties);
    let across = Plan::new(true, layout.clone());
    let down = Plan::new(false, layout);
    let plan = if across.size.0 <= down.size.0 { across } else { down };
    fixed(named, "drawing network", plan.size, |svg| {
        let spots = plan.spots(network.nodes.len());
        for line in &plan.layout.lines {
            let both = |end: usize| network.nodes.get(end).is_some_and(|node| node.critical);
            let critical = both(line.from) && both(line.to) && follows(network, line.from, line.to);
            plan.line(svg, &spots, line, critical);
        }
        for (node, (x, y)) in network.nodes.iter().zip(&spots) {
            boxed(svg, node, (*x, *y));
        }
    })
}

/// Whether one node of the chain comes directly after another: no third one of the chain stands between them.
fn follows(network: &Network, from: usize, to: usize) -> bool {
    let critical = |at: usize| network.nodes.get(at).is_some_and(|node| node.critical);
    !network
        .ties
        .iter()
        .any(|(a, b)| *a == from && *b != to && critical(*b) && network.ties.contains(&(*b, to)))
}

impl Plan {
    fn new(across: bool, layout: Layout) -> Self {
        let (long, wide) = if across { (WIDTH, HEIGHT) } else { (HEIGHT, WIDTH) };
        let room = |slot: &Slot| match slot {
            Slot::Node(_) => wide + BESIDE,
            Slot::Line(_) => PASSING,
        };
        let places = layout.places(&room);
        let far = |at: usize, slot: &Slot| {
            let middle = places.get(at).and_then(|layer| layer.get(layout.position(at, slot)?)).copied();
            middle.unwrap_or(0.0) + room(slot) / 2.0
        };
        let mut beside: f64 = 0.0;
        for (at, layer) in layout.layers.iter().enumerate() {
            for slot in layer {
                beside = beside.max(far(at, slot));
            }
        }
        let along = layout.layers.len() as f64 * (long + BETWEEN) - BETWEEN;
        let (along, beside) = (along + 2.0 * MARGIN, beside + 2.0 * MARGIN);
        Self { across, layout, places, size: if across { (along, beside) } else { (beside, along) } }
    }

    /// The top left corner of each node.
    fn spots(&self, count: usize) -> Vec<(f64, f64)> {
        let mut spots = vec![(0.0, 0.0); count];
        for (at, layer) in self.layout.layers.iter().enumerate() {
            for (slot, middle) in layer.iter().zip(self.places.get(at).into_iter().flatten()) {
                let Slot::Node(node) = slot else { continue };
                let spot = match self.across {
                    true => (MARGIN + at as f64 * (WIDTH + BETWEEN), MARGIN + middle - HEIGHT / 2.0),
                    false => (MARGIN + middle - WIDTH / 2.0, MARGIN + at as f64 * (HEIGHT + BETWEEN)),
                };
                if let Some(place) = spots.get_mut(*node) {
                    *place = spot;
                }
            }
        }
        spots
    }

    /// The points a line goes through between its ends, one in each layer it passes: entry and exit.
    fn passes(&self, number: usize) -> Vec<[(f64, f64); 2]> {
        let long = if self.across { WIDTH } else { HEIGHT };
        let mut points = Vec::new();
        for (at, layer) in self.layout.layers.iter().enumerate() {
            for (slot, middle) in layer.iter().zip(self.places.get(at).into_iter().flatten()) {
                if *slot == Slot::Line(number) {
                    let (begin, beside) = (MARGIN + at as f64 * (long + BETWEEN), MARGIN + middle);
                    points.push(match self.across {
                        true => [(begin, beside), (begin + long, beside)],
                        false => [(beside, begin), (beside, begin + long)],
                    });
                }
            }
        }
        points
    }

    fn line(
        &self,
        svg: &mut Svg,
        spots: &[(f64, f64)],
        line: &crate::page::part::chart::layers::Line,
        critical: bool,
    ) {
        let (Some(from), Some(to)) = (spots.get(line.from), spots.get(line.to)) else { return };
        let (start, end) = match self.across {
            true => ((from.0 + WIDTH, from.1 + HEIGHT / 2.0), (to.0 - 7.0, to.1 + HEIGHT / 2.0)),
            false => ((from.0 + WIDTH / 2.0, from.1 + HEIGHT), (to.0 + WIDTH / 2.0, to.1 - 7.0)),
        };
        let class = match (line.back, critical) {
            (true, _) => "tie back",
            (false, true) => "tie critical",
            (false, false) => "tie",
        };
        svg.raw("<path class=\"").raw(class).raw("\" d=\"M").number(start.0).raw(" ").number(start.1);
        let mut at = start;
        for [entry, exit] in self.passes(line.number) {
            self.curve(svg, at, entry);
            svg.raw("L").number(exit.0).raw(" ").number(exit.1);
            at = exit;
        }
        self.curve(svg, at, end);
        svg.raw("\"/><path class=\"head\" d=\"M").number(end.0).raw(" ").number(end.1);
        svg.raw(if self.across { "v-4.5l7.5 4.5l-7.5 4.5z\"/>\n" } else { "h-4.5l4.5 7.5l4.5-7.5z\"/>\n" });
    }

    /// From one point to the next, leaving and arriving in the direction of the layers.
    fn curve(&self, svg: &mut Svg, (x, y): (f64, f64), (to_x, to_y): (f64, f64)) {
        let bend = BETWEEN / 2.0;
        let points = match self.across {
            true => [(x + bend, y), (to_x - bend, to_y), (to_x, to_y)],
            false => [(x, y + bend), (to_x, to_y - bend), (to_x, to_y)],
        };
        let words: Vec<String> =
            points.iter().map(|(x, y)| format!("{} {}", tenths(*x), tenths(*y))).collect();
        svg.raw("C").raw(&words.join(" "));
    }
}

/// A box with the words of a node, below them its state as sign and word.
fn boxed(svg: &mut Svg, node: &Node, (x, y): (f64, f64)) {
    let status = node.status.name();
    svg.raw("<rect class=\"node ").raw(status).raw(if node.critical { " critical\"" } else { "\"" });
    svg.attribute("x", x)
        .attribute("y", y)
        .attribute("width", WIDTH)
        .attribute("height", HEIGHT)
        .raw(" rx=\"3\"/>");
    svg.raw("<text").attribute("x", x + 10.0).attribute("y", y + 19.0).raw(">");
    svg.words(&fitting(&node.label, WIDTH - 20.0)).raw("</text>");
    mark(svg, node.status, (x + 10.0, y + 27.0));
    svg.raw("<text class=\"state\"").attribute("x", x + 26.0).attribute("y", y + 37.0).raw(">");
    svg.words(node.status.words()).raw("</text>\n");
}
