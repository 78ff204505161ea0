//! What an element looks like: its attributes, the style sheet and its own style, put together as browsers do.

use crate::diagram::measure::SMALLEST;
use crate::diagram::paint::colour::{Colour, Ground};
use crate::diagram::paint::css::{Face, Sheet, declarations};
use crate::diagram::paint::number::pixels;

/// What is drawn or said with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    fill: Option<Colour>,
    stroke: Option<Colour>,
    pub(super) width: f64,
    pub(super) dashes: Option<String>,
    /// The size of text in pixels, never under the smallest.
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) anchor: &'static str,
    pub(super) seen: bool,
    /// Whether it stands in a marker such as an arrow head.
    pub(super) mark: bool,
}

/// The look of the root before anything is said: SVG's own defaults.
impl Default for Look {
    fn default() -> Self {
        Self {
            fill: Colour::read("black"),
            stroke: None,
            width: 1.0,
            dashes: None,
            size: 16.0,
            bold: false,
            italic: false,
            anchor: "start",
            seen: true,
            mark: false,
        }
    }
}

/// Attributes that say what a thing looks like.
const SAID: &[&str] = &[
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "font-size",
    "font-weight",
    "font-style",
    "text-anchor",
    "visibility",
    "display",
    "opacity",
    "fill-opacity",
    "stroke-opacity",
];

impl Look {
    /// The look of the last element of `path` inside an element of this look.
    pub(super) fn inside(&self, path: &[Face<'_>], sheet: &Sheet) -> Self {
        let mut look = self.clone();
        let Some(face) = path.last() else { return look };
        let element = face.element();
        look.mark |= element.name == "marker";
        for (name, value) in element.attributes.iter().filter(|(name, _)| SAID.contains(&name.as_str())) {
            look.say(name, value, self.size);
        }
        for (name, value) in sheet.of(path) {
            look.say(name, value, self.size);
        }
        if let Some(style) = element.get("style") {
            for (name, value) in declarations(style) {
                look.say(&name, &value, self.size);
            }
        }
        look
    }

    fn say(&mut self, name: &str, value: &str, around: f64) {
        let value = value.trim().trim_end_matches("!important").trim();
        let faint = || value.parse::<f64>().is_ok_and(|value| value < 0.05);
        match name {
            "fill" => self.fill = Colour::read(value).or(self.fill.filter(|_| !nothing(value))),
            // A gradient is a line like others.
            "stroke" if value.starts_with("url(") => self.stroke = Colour::read("gray"),
            "stroke" => self.stroke = Colour::read(value).or(self.stroke.filter(|_| !nothing(value))),
            // Negative widths mean nothing, as in browsers.
            "stroke-width" => {
                self.width = pixels(value, around).filter(|width| *width >= 0.0).unwrap_or(self.width)
            }
            "stroke-dasharray" => self.dashes = dashes(value),
            "font-size" => self.size = pixels(value, around).unwrap_or(self.size).clamp(SMALLEST, 48.0),
            "font-weight" => {
                self.bold = matches!(value, "bold" | "bolder")
                    || value.parse::<u32>().is_ok_and(|weight| weight >= 600);
            }
            "font-style" => self.italic = matches!(value, "italic" | "oblique"),
            "text-anchor" => {
                self.anchor = match value {
                    "middle" => "middle",
                    "end" => "end",
                    _ => "start",
                };
            }
            "visibility" => self.seen = value != "hidden",
            "display" if value == "none" => self.seen = false,
            "opacity" if faint() => self.seen = false,
            "fill-opacity" if faint() => self.fill = None,
            "stroke-opacity" if faint() => self.stroke = None,
            _ => {}
        }
    }

    /// The same in the middle of where it stands.
    pub(super) fn centred(&self) -> Self {
        Self { anchor: "middle", ..self.clone() }
    }

    /// What a shape is filled with; `small` where it is a mark rather than a box for words.
    pub(super) fn ground(&self, small: bool) -> Ground {
        self.fill.map_or(Ground::None, |fill| fill.ground(self.mark || small))
    }

    /// Whether a line is drawn around it, and its tint.
    pub(super) fn line(&self) -> Option<Option<u8>> {
        self.stroke.filter(|stroke| stroke.is_seen() && self.width > 0.05).map(Colour::line)
    }
}

/// Whether a value says that nothing is painted. What is no colour at all leaves the colour around as it is.
fn nothing(value: &str) -> bool {
    matches!(value, "none" | "transparent")
}

/// The pattern of a line; `None` for a line without gaps.
fn dashes(value: &str) -> Option<String> {
    let parts: Vec<f64> = value
        .split([',', ' '])
        .filter(|part| !part.is_empty())
        .map(|part| pixels(part, 16.0))
        .collect::<Option<Vec<f64>>>()?;
    let gaps = parts.len() == 1 && parts.iter().all(|part| *part > 0.0)
        || parts.len() > 1 && parts.iter().skip(1).step_by(2).any(|gap| *gap > 0.0);
    let words: Vec<String> = parts.iter().take(8).map(|part| part.abs().to_string()).collect();
    gaps.then(|| words.join(" "))
}
