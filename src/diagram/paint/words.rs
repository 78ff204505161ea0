//! The words of a picture: `text` elements, and labels that were written as HTML inside the drawing.

use std::fmt::Write;

use crate::diagram::measure;
use crate::diagram::paint::css::Face;
use crate::diagram::paint::look::Look;
use crate::diagram::paint::number::{pixels, short};
use crate::diagram::paint::write::Writer;
use crate::diagram::paint::xml::{Child, Element};

/// Where the parts of a text stand.
const PLACE: &[&str] = &["x", "y", "dx", "dy"];

/// Baselines that keep their meaning.
const BASELINES: &[&str] = &["middle", "central", "hanging", "auto", "text-before-edge", "text-after-edge"];

impl Writer<'_> {
    pub(super) fn text<'a>(&mut self, element: &'a Element, look: &Look, path: &mut Vec<Face<'a>>) {
        if element.text().trim().is_empty() || self.is_crowded(element, look, path) {
            return;
        }
        self.take_up(element, look, path);
        // Words of a state stand in the middle of its box, which is wider than they are.
        let shift = beside_the_middle(look, path);
        if let Some(shift) = shift {
            let _ = write!(self.out, "<g transform=\"translate({} 0)\">", short(shift));
        }
        self.out.push_str(if self.is_on_lines(path) { "<text class=\"rim\"" } else { "<text" });
        let centred = look.centred();
        let look = if shift.is_some() { &centred } else { look };
        self.attributes(element, PLACE);
        self.attributes(element, &["transform"]);
        let style = element.get("style").map(crate::diagram::paint::css::declarations).unwrap_or_default();
        let said =
            style.iter().find(|(name, _)| name == "dominant-baseline").map(|(_, value)| value.as_str());
        if let Some(baseline) =
            said.or(element.get("dominant-baseline")).filter(|value| BASELINES.contains(value))
        {
            let _ = write!(self.out, " dominant-baseline=\"{baseline}\"");
        }
        self.lettering(look, &Look::default());
        self.out.push('>');
        self.spans(element, look, path);
        self.out.push_str(if shift.is_some() { "</text></g>" } else { "</text>" });
    }

    /// Notes the room that a text takes up, so that the view can hold it. Turned words are left to the layout.
    fn take_up(&mut self, element: &Element, look: &Look, path: &[Face<'_>]) {
        let mut shift = (0.0, 0.0);
        for face in path {
            let Some(transform) = face.element().get("transform") else { continue };
            if face.element().name == "svg" || !transform.starts_with("translate(") {
                return;
            }
            let Some((x, y)) = shifted(transform) else { return };
            shift = (shift.0 + x, shift.1 + y);
        }
        let number =
            |element: &Element, name: &str| element.get(name).and_then(|value| pixels(value, look.size));
        let (left, mut row) = (number(element, "x").unwrap_or(0.0), number(element, "y").unwrap_or(0.0));
        let rows: Vec<&Element> =
            element.elements().filter(|span| span.get("x").is_some() || span.get("dy").is_some()).collect();
        let mut line = |x: f64, y: f64, text: &str| {
            let text = text.trim();
            if text.is_empty() {
                return;
            }
            let width = measure::width(text, look.size, look.bold);
            let from = x + shift.0
                - match look.anchor {
                    "middle" => width / 2.0,
                    "end" => width,
                    _ => 0.0,
                };
            let [west, north, east, south] = &mut self.words;
            *west = west.min(from);
            *east = east.max(from + width);
            // A baseline may be anywhere in its line: half of it is kept free on either side.
            *north = north.min(y + shift.1 - look.size * 0.75);
            *south = south.max(y + shift.1 + look.size * 0.65);
        };
        if rows.is_empty() {
            line(left, row, &element.text());
        }
        for span in rows {
            row = number(span, "y").unwrap_or(row) + number(span, "dy").unwrap_or(0.0);
            line(number(span, "x").unwrap_or(left), row, &span.text());
        }
    }

    /// Whether the label of an axis would stand on the one before.
    fn is_crowded(&mut self, element: &Element, look: &Look, path: &[Face<'_>]) -> bool {
        let Some(tick) = path.iter().rev().take(2).find(|face| face.has("tick")) else { return false };
        let Some(at) = moved_by(tick) else { return false };
        let half = measure::width(element.text().trim(), look.size, look.bold) / 2.0;
        if at - half < self.tick && at >= self.tick - 2.0 * half {
            return true;
        }
        self.tick = at + half + 4.0;
        false
    }

    /// Says how letters differ from those around.
    fn lettering(&mut self, look: &Look, around: &Look) {
        if look.anchor != around.anchor {
            let _ = write!(self.out, " text-anchor=\"{}\"", look.anchor);
        }
        if (look.size - around.size).abs() > 0.01 {
            let _ = write!(self.out, " font-size=\"{}\"", short(look.size));
        }
        if look.bold != around.bold {
            let _ = write!(self.out, " font-weight=\"{}\"", if look.bold { "bold" } else { "normal" });
        }
        if look.italic != around.italic {
            let _ = write!(self.out, " font-style=\"{}\"", if look.italic { "italic" } else { "normal" });
        }
    }

    fn spans<'a>(&mut self, element: &'a Element, look: &Look, path: &mut Vec<Face<'a>>) {
        for child in &element.children {
            match child {
                Child::Text(text) => escape(&mut self.out, text),
                Child::Element(span) if matches!(span.name.as_str(), "tspan" | "textPath" | "a") => {
                    path.push(Face::of(span));
                    let own = look.inside(path, self.sheet());
                    let before = self.out.len();
                    self.out.push_str("<tspan");
                    self.attributes(span, PLACE);
                    self.lettering(&own, look);
                    // A span that places and changes nothing is only its words.
                    if self.out.len() == before + "<tspan".len() {
                        self.out.truncate(before);
                        self.spans(span, &own, path);
                    } else {
                        self.out.push('>');
                        self.spans(span, &own, path);
                        self.out.push_str("</tspan>");
                    }
                    path.pop();
                }
                Child::Element(_) => {}
            }
        }
    }

    /// A label written as HTML becomes lines of text in the middle of its box.
    pub(super) fn foreign(&mut self, element: &Element, look: &Look) {
        let number = |name: &str| element.get(name).and_then(|value| pixels(value, 16.0)).unwrap_or(0.0);
        let (width, height) = (number("width"), number("height"));
        let mut lines = vec![String::new()];
        collect(element, &mut lines);
        let lines: Vec<String> = lines
            .iter()
            .flat_map(|line| wrapped(line, width.max(24.0), look))
            .filter(|line| !line.is_empty())
            .collect();
        if lines.is_empty() {
            return;
        }
        let step = (look.size * 1.5).min(if height > 0.0 { height / lines.len() as f64 } else { f64::MAX });
        let (x, middle) = (number("x") + width / 2.0, number("y") + height / 2.0);
        for (index, line) in lines.iter().enumerate() {
            let y = middle + (index as f64 - (lines.len() - 1) as f64 / 2.0) * step;
            let _ =
                write!(self.out, "<text x=\"{}\" y=\"{}\" dominant-baseline=\"central\"", short(x), short(y));
            self.lettering(&look.centred(), &Look::default());
            self.out.push('>');
            escape(&mut self.out, line);
            self.out.push_str("</text>");
        }
    }
}

/// How far a group is moved to the right.
fn moved_by(face: &Face<'_>) -> Option<f64> {
    let moved = face.element().get("transform")?.strip_prefix("translate(")?;
    pixels(moved.split([',', ' ', ')']).next()?, 16.0)
}

/// How far `translate(x, y)` moves, where that is all it does.
fn shifted(transform: &str) -> Option<(f64, f64)> {
    let inner = transform.strip_prefix("translate(")?.strip_suffix(')')?;
    let mut parts = inner.split([',', ' ']).filter(|part| !part.is_empty());
    let x = pixels(parts.next()?, 16.0)?;
    Some((x, parts.next().and_then(|part| pixels(part, 16.0)).unwrap_or(0.0)))
}

/// How far the middle of a state is from where its words begin.
fn beside_the_middle(look: &Look, path: &[Face<'_>]) -> Option<f64> {
    let [.., node, label, _] = path else { return None };
    (look.anchor == "start" && label.has("label") && node.has("statediagram-state"))
        .then(|| moved_by(label))
        .flatten()
        .map(|x| -x)
        .filter(|x| *x > 0.0)
}

/// The words of HTML, line by line.
fn collect(element: &Element, lines: &mut Vec<String>) {
    for child in &element.children {
        match child {
            Child::Text(text) => {
                if let Some(line) = lines.last_mut() {
                    line.push_str(text);
                }
            }
            Child::Element(inner) => {
                let block = matches!(inner.name.as_str(), "p" | "div" | "br" | "li" | "ul" | "ol");
                if block {
                    lines.push(String::new());
                }
                collect(inner, lines);
                if block {
                    lines.push(String::new());
                }
            }
        }
    }
}

/// The words of a line in lines that are no wider than `width`, longer words alone.
fn wrapped(line: &str, width: f64, look: &Look) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in line.split_whitespace() {
        match lines.last_mut() {
            Some(last) if measure::width(&format!("{last} {word}"), look.size, look.bold) <= width + 1.0 => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Writes words so that they are words whatever stands in them.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}
