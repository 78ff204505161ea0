//! Writes a picture anew: elements and attributes of a list, classes for looks, short numbers.
//!
//! Invariant: whatever stands in the drawing, the result holds no script, style, link, foreign object, event or address,
//! and refers to nothing but its own markers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::diagram::paint::colour::Ground;
use crate::diagram::paint::css::{Face, Sheet};
use crate::diagram::paint::look::Look;
use crate::diagram::paint::number::{pixels, short, shortened};
use crate::diagram::paint::xml::{self, Element};

/// What stands in a picture where the id of its figure belongs, so that several fit on one page.
pub(in crate::diagram) const FIGURE: char = '\u{1}';

/// A picture for a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::diagram) struct Picture {
    /// The part of the plane it shows: left, top, width, height.
    pub(in crate::diagram) view: [f64; 4],
    /// What is in it; [`FIGURE`] stands for the id of the figure.
    pub(in crate::diagram) body: String,
}

/// Shapes, and where each keeps its geometry.
const SHAPES: &[(&str, &[&str])] = &[
    ("circle", &["cx", "cy", "r"]),
    ("ellipse", &["cx", "cy", "rx", "ry"]),
    ("line", &["x1", "y1", "x2", "y2"]),
    ("path", &["d"]),
    ("polygon", &["points"]),
    ("polyline", &["points"]),
    ("rect", &["x", "y", "width", "height", "rx", "ry"]),
];

/// What a marker is placed by.
const MARKER: &[&str] = &[
    "viewBox",
    "refX",
    "refY",
    "markerWidth",
    "markerHeight",
    "markerUnits",
    "orient",
    "preserveAspectRatio",
];

/// Makes a picture of a drawing; `None` where there is nothing to see in it.
pub(in crate::diagram) fn picture(svg: &str, kind: &str) -> Option<Picture> {
    let root = xml::read(svg)?;
    let mut styles = String::new();
    collect_styles(&root, &mut styles);
    let sheet = Sheet::read(&styles);
    let mut view = [0.0; 4];
    let mut parts = root.get("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty());
    for slot in &mut view {
        *slot = parts.next()?.parse().ok().filter(|value: &f64| value.is_finite())?;
    }
    let mut writer = Writer {
        sheet,
        out: String::new(),
        marks: BTreeMap::new(),
        written: BTreeSet::new(),
        kind,
        tick: f64::MIN,
        words: [f64::MAX, f64::MAX, f64::MIN, f64::MIN],
    };
    writer.refer(&root);
    let face = Face::of(&root);
    let look = Look::default().inside(std::slice::from_ref(&face), &writer.sheet);
    let mut path = vec![face];
    writer.children(&root, &look, &mut path);
    let [_, _, width, height] = view;
    let seen = width > 0.0 && height > 0.0 && !writer.out.is_empty();
    seen.then_some(Picture { view: around(view, writer.words), body: writer.out })
}

/// How much room the words at an edge get, in pixels.
const EDGE: f64 = 4.0;

/// The view, widened where words would leave it.
fn around([left, top, width, height]: [f64; 4], words: [f64; 4]) -> [f64; 4] {
    let [west, north, east, south] = words;
    // What is far off is no place that was meant.
    let near = |by: f64| if (0.0..400.0).contains(&by) { by + EDGE } else { 0.0 };
    let beyond = |by: f64| if by > 0.5 { near(by) } else { 0.0 };
    let (before, above) = (beyond(left - west), beyond(top - north));
    let (after, below) = (beyond(east - left - width), beyond(south - top - height));
    [left - before, top - above, width + before + after, height + above + below]
}

fn collect_styles(element: &Element, out: &mut String) {
    for child in element.elements() {
        match child.name.as_str() {
            "style" => out.push_str(&child.text()),
            _ => collect_styles(child, out),
        }
    }
}

/// The id in `url(#id)`.
fn reference(value: &str) -> Option<&str> {
    value.trim().strip_prefix("url(")?.strip_suffix(')')?.trim_matches(['"', '\'']).strip_prefix('#')
}

pub(super) struct Writer<'k> {
    sheet: Sheet,
    pub(super) out: String,
    /// The markers and clips that are referred to, by their ids in the drawing, with their numbers in the picture.
    marks: BTreeMap<String, usize>,
    /// Those that were written: a drawing may have one twice.
    written: BTreeSet<usize>,
    /// What is drawn, as the drawing crate names it.
    kind: &'k str,
    /// Where the last label of an axis ends.
    pub(super) tick: f64,
    /// What the words take up: left, top, right, bottom.
    pub(super) words: [f64; 4],
}

impl Writer<'_> {
    pub(super) fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Whether words stand on lines: they get a rim in the colour of the page.
    pub(super) fn is_on_lines(&self, path: &[Face<'_>]) -> bool {
        self.kind == "architecture"
            || path.iter().rev().take(4).any(|face| face.has("cluster-label"))
            || path.last().is_some_and(|face| {
                ["messageText", "loopText", "sequenceNumber"].iter().any(|class| face.has(class))
            })
    }

    fn refer(&mut self, element: &Element) {
        for (name, value) in &element.attributes {
            if (name.starts_with("marker-") || name == "clip-path")
                && let Some(id) = reference(value)
            {
                let next = self.marks.len();
                self.marks.entry(id.to_owned()).or_insert(next);
            }
        }
        for child in element.elements() {
            self.refer(child);
        }
    }

    pub(super) fn element<'a>(&mut self, element: &'a Element, around: &Look, path: &mut Vec<Face<'a>>) {
        path.push(Face::of(element));
        let look = around.inside(path, &self.sheet);
        if look.seen {
            match element.name.as_str() {
                "g" | "a" => self.group(element, &look, path),
                "defs" => self.children(element, &look, path),
                "switch" => self.switch(element, &look, path),
                "svg" => self.nested(element, &look, path),
                "marker" | "clipPath" => self.mark(element, &look, path),
                "text" => self.text(element, &look, path),
                "foreignObject" => self.foreign(element, &look),
                _ => self.shape(element, &look, path),
            }
        }
        path.pop();
    }

    fn children<'a>(&mut self, element: &'a Element, look: &Look, path: &mut Vec<Face<'a>>) {
        // Broad lines lie behind everything else.
        let behind = |child: &&Element| child.get("class") == Some("links");
        for child in element.elements().filter(behind) {
            self.element(child, look, path);
        }
        for child in element.elements().filter(|child| !behind(child)) {
            self.element(child, look, path);
        }
    }

    /// Of the ways to say one thing, the last is plain SVG: one element, or a text for each line.
    fn switch<'a>(&mut self, element: &'a Element, look: &Look, path: &mut Vec<Face<'a>>) {
        let plain: Vec<&Element> = element.elements().filter(|child| child.name != "foreignObject").collect();
        let lines = plain.iter().all(|child| child.name == "text");
        let shown = if lines { plain.as_slice() } else { plain.last().map_or(&[][..], std::slice::from_ref) };
        for child in shown {
            self.element(child, look, path);
        }
        if shown.is_empty()
            && let Some(child) = element.elements().last()
        {
            self.element(child, look, path);
        }
    }

    /// Groups that move or clip nothing only hold others.
    fn group<'a>(&mut self, element: &'a Element, look: &Look, path: &mut Vec<Face<'a>>) {
        let before = self.out.len();
        self.out.push_str("<g");
        self.attributes(element, &["transform"]);
        self.references(element, &["clip-path"]);
        if self.out.len() == before + 2 {
            self.out.truncate(before);
            return self.children(element, look, path);
        }
        self.out.push('>');
        let inner = self.out.len();
        self.children(element, look, path);
        if self.out.len() == inner {
            self.out.truncate(before);
        } else {
            self.out.push_str("</g>");
        }
    }

    fn nested<'a>(&mut self, element: &'a Element, look: &Look, path: &mut Vec<Face<'a>>) {
        self.out.push_str("<svg");
        self.attributes(element, &["x", "y", "width", "height", "viewBox"]);
        self.out.push('>');
        self.children(element, look, path);
        self.out.push_str("</svg>");
    }

    fn mark<'a>(&mut self, element: &'a Element, look: &Look, path: &mut Vec<Face<'a>>) {
        let Some(number) = element.get("id").and_then(|id| self.marks.get(id)).copied() else { return };
        if !self.written.insert(number) {
            return;
        }
        // Markers draw over the edge of their box as browsers let them.
        let _ = write!(self.out, "<{} id=\"{FIGURE}-m{number}\"", element.name);
        if element.name == "marker" {
            self.out.push_str(" overflow=\"visible\"");
            self.attributes(element, MARKER);
        }
        self.out.push('>');
        self.children(element, look, path);
        let _ = write!(self.out, "</{}>", element.name);
    }

    fn shape(&mut self, element: &Element, look: &Look, path: &[Face<'_>]) {
        let Some((name, geometry)) = SHAPES.iter().find(|(name, _)| *name == element.name) else { return };
        let open = matches!(*name, "line" | "polyline") || is_open(element);
        let ground = if open { Ground::None } else { look.ground(is_small(element)) };
        // Where a state diagram begins is a full dot.
        let begins = self.kind == "state" && *name == "circle" && is_small(element);
        let ground = if begins { Ground::Ink } else { ground };
        let line = look.line();
        if ground == Ground::None && line.is_none() || is_empty(element) {
            return;
        }
        // A ground for words on a line hides the line behind them, whatever it was.
        let behind = path.iter().rev().take(4).any(|face| face.has("labelBkg") || face.has("edgeLabel"));
        let ground = if behind && ground != Ground::None { Ground::Paper } else { ground };
        let _ = write!(self.out, "<{name} class=\"{}", ground_class(ground, look.mark));
        // Nothing to be seen for itself: it only keeps lines away from words.
        if behind && ground == Ground::Paper && line.is_none() {
            self.out.push_str(" label");
        }
        if let Some(tint) = line {
            let _ = match tint {
                // Where the breadth of a line is an amount, lines lie behind words.
                _ if self.kind == "sankey" && look.width > 6.0 => write!(self.out, " s9"),
                Some(tint) => write!(self.out, " s{}", tint + 1),
                None => write!(self.out, " s0"),
            };
        }
        self.out.push('"');
        self.attributes(element, geometry);
        self.attributes(element, &["transform"]);
        self.references(element, &["marker-start", "marker-mid", "marker-end", "clip-path"]);
        if line.is_some() {
            let most = if self.kind == "sankey" { f64::MAX } else { 4.0 };
            let width = look.width.min(most);
            if (width - 1.0).abs() > 0.01 {
                let _ = write!(self.out, " stroke-width=\"{}\"", short(width));
            }
            if let Some(dashes) = &look.dashes {
                let _ = write!(self.out, " stroke-dasharray=\"{}\"", shortened(dashes));
            }
        }
        self.out.push_str("/>");
    }

    /// Writes those of an element's attributes that are geometry and nothing else.
    pub(super) fn attributes(&mut self, element: &Element, names: &[&str]) {
        for name in names {
            let Some(value) = element.get(name).map(str::trim).filter(|value| is_geometry(value)) else {
                continue;
            };
            let _ = write!(self.out, " {name}=\"{}\"", shortened(value.trim_end_matches("px")));
        }
    }

    fn references(&mut self, element: &Element, names: &[&str]) {
        for name in names {
            let number = element.get(name).and_then(reference).and_then(|id| self.marks.get(id));
            if let Some(number) = number {
                let _ = write!(self.out, " {name}=\"url(#{FIGURE}-m{number})\"");
            }
        }
    }
}

/// Numbers, path letters, the names of transformations and their signs.
fn is_geometry(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= 200_000
        && !value.contains("NaN")
        && !value.contains("Infinity")
        && value.chars().all(|c| {
            c.is_ascii_alphanumeric() || matches!(c, ' ' | ',' | '.' | '-' | '+' | '(' | ')' | '%' | '\n')
        })
}

fn ground_class(ground: Ground, mark: bool) -> String {
    match ground {
        Ground::None => "fn".to_owned(),
        Ground::Paper => "fp".to_owned(),
        Ground::Panel => "f0".to_owned(),
        Ground::Full(tint) => format!("k{}", tint + 1),
        Ground::Tint(tint) => format!("f{}", tint + 1),
        Ground::Ink if mark => "fe".to_owned(),
        Ground::Ink => "fi".to_owned(),
    }
}

fn size(element: &Element, name: &str) -> Option<f64> {
    element.get(name).and_then(|value| pixels(value, 16.0))
}

/// Whether a shape is too small for words: a dot, a bar.
fn is_small(element: &Element) -> bool {
    match element.name.as_str() {
        "circle" => size(element, "r").is_some_and(|r| r <= 9.0),
        "ellipse" => size(element, "rx").is_some_and(|r| r <= 9.0),
        "rect" => size(element, "width")
            .zip(size(element, "height"))
            .is_some_and(|(width, height)| width.min(height) <= 12.0),
        "path" => {
            element.get("class").is_some_and(|class| class.contains("arrow") || class.contains("state-start"))
        }
        _ => false,
    }
}

/// A line that is not filled, whatever its style sheet forgot to say.
fn is_open(element: &Element) -> bool {
    element.name == "path" && (element.get("marker-end").is_some() || element.get("marker-start").is_some())
}

fn is_empty(element: &Element) -> bool {
    element.name == "rect"
        && (size(element, "width").unwrap_or(0.0) <= 0.0 || size(element, "height").unwrap_or(0.0) <= 0.0)
}
