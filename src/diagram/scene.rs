//! Boxes in groups with arrows between them, as C4 models have them, written as a flowchart: its layout keeps room for the
//! words at every arrow, which C4's own grid does not.

use std::fmt::Write;

/// What is to be drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Scene {
    /// Whether it reads from left to right; from top to bottom otherwise.
    pub(super) across: bool,
    /// Whether names are written like other words; bold otherwise.
    pub(super) plain: bool,
    pub(super) groups: Vec<Group>,
    pub(super) boxes: Vec<Thing>,
    /// Arrows by the numbers of their boxes.
    pub(super) arrows: Vec<Arrow>,
}

/// A group of boxes.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) name: String,
    /// What it is, shown below the name.
    pub(super) sort: String,
    /// The group around it, by its number.
    pub(super) inside: Option<usize>,
    /// Whether it reads from left to right, where it says so.
    pub(super) across: Option<bool>,
    /// Whether its edge is broken: a region of its own.
    pub(super) dashed: bool,
}

/// A box.
#[derive(Clone, Debug, Default)]
pub(super) struct Thing {
    pub(super) name: String,
    pub(super) sort: String,
    pub(super) text: String,
    pub(super) shape: Shape,
    pub(super) tint: Tint,
    pub(super) inside: Option<usize>,
    /// A look of its own as the drawing crate writes it: `fill:#f00,color:white`.
    pub(super) style: String,
}

/// What an arrow joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Box(usize),
    Group(usize),
}

/// An arrow.
#[derive(Clone, Debug)]
pub(super) struct Arrow {
    pub(super) from: End,
    pub(super) to: End,
    pub(super) words: String,
    pub(super) techn: String,
    pub(super) both: bool,
    pub(super) dotted: bool,
    /// Whether it has no head: a line.
    pub(super) open: bool,
}

/// The shape of a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// A box.
    #[default]
    Box,
    /// Rounded ends.
    Round,
    /// A cylinder.
    Cylinder,
    /// A lying cylinder.
    Pipe,
    /// Six corners.
    Hexagon,
    /// A circle.
    Circle,
    /// A diamond.
    Diamond,
    /// A box with round corners.
    Soft,
    /// Where something begins: a dot. This and the next three hold no words.
    Dot,
    /// Where something ends: a dot in a ring.
    Ring,
    /// Where ways part or meet: a bar.
    Bar,
    /// Where a way is chosen: a small diamond.
    Choice,
}

/// The tint of a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tint {
    /// Quiet: what others run.
    #[default]
    None,
    Person,
    System,
    Container,
    Component,
    Node,
}

/// Tints with their names, fills and lines: hues that the theme knows.
const TINTS: [(Tint, &str, &str, &str); 5] = [
    (Tint::Person, "is-person", "#d9c7f0", "#6a43b5"),
    (Tint::System, "is-system", "#c7d4f0", "#2c59b0"),
    (Tint::Container, "is-container", "#c7f0f0", "#006f73"),
    (Tint::Component, "is-component", "#c7f0d1", "#23702f"),
    (Tint::Node, "is-node", "#f0e6c7", "#8a5a00"),
];

/// The longest title of a group that says what the group is, in characters: a title does not widen its group.
const TITLE: usize = 28;

impl Scene {
    /// The scene as the source of a flowchart.
    pub(super) fn source(&self) -> String {
        let mut out = format!("flowchart {}\n", if self.across { "LR" } else { "TB" });
        for (_, name, fill, line) in TINTS {
            let _ = writeln!(out, "classDef {name} fill:{fill},stroke:{line}");
        }
        self.level(&mut out, None, 0);
        for (number, arrow) in self.arrows.iter().enumerate() {
            let words = lines(&[("", &arrow.words), ("[", &arrow.techn)], false);
            if arrow.from == arrow.to && !words.is_empty() {
                // The words at a loop stand where those of the next arrow are: they become a stop on its way.
                let (end, label) = (id(arrow.from), words.replace('\n', "<br/>"));
                let _ = writeln!(out, "{end} --- w{number}@{{ shape: text, label: \"{label}\" }}");
                let _ = writeln!(out, "w{number} --> {end}");
                continue;
            }
            let sign = match (arrow.both, arrow.dotted) {
                _ if arrow.open => "-.-",
                (true, false) => "<-->",
                (true, true) => "<-.->",
                (false, true) => "-.->",
                (false, false) => "-->",
            };
            let _ = write!(out, "{} {sign}", id(arrow.from));
            if !words.is_empty() {
                let _ = write!(out, "|\"`{words}`\"|");
            }
            let _ = writeln!(out, " {}", id(arrow.to));
        }
        out
    }

    fn level(&self, out: &mut String, inside: Option<usize>, depth: usize) {
        if depth > 12 {
            return;
        }
        for (number, thing) in self.boxes.iter().enumerate().filter(|(_, thing)| thing.inside == inside) {
            let end = id(End::Box(number));
            if !thing.style.is_empty() {
                let _ = writeln!(out, "style {end} {}", thing.style);
            }
            if let Some(sign) = thing.shape.wordless() {
                let _ = writeln!(out, "{end}@{{ shape: {sign}, label: \" \" }}");
                continue;
            }
            let label = lines(
                &[("", &thing.name), ("[", &thing.sort), ("", &thing.text)],
                !self.plain || !thing.text.is_empty(),
            );
            let (open, close) = thing.shape.signs();
            let _ = write!(out, "{end}{open}\"`{label}`\"{close}");
            if let Some((_, name, ..)) = TINTS.iter().find(|(tint, ..)| *tint == thing.tint) {
                let _ = write!(out, ":::{name}");
            }
            out.push('\n');
        }
        for (number, group) in self.groups.iter().enumerate().filter(|(_, group)| group.inside == inside) {
            let long = group.name.chars().count() + group.sort.chars().count() > TITLE;
            let sort = if group.sort.is_empty() || long {
                String::new()
            } else {
                format!(" [{}]", clean(&group.sort))
            };
            let end = id(End::Group(number));
            let name = if group.name.is_empty() { " ".to_owned() } else { clean(&group.name) };
            if group.dashed {
                let _ = writeln!(out, "style {end} stroke-dasharray:5 5");
            }
            let _ = writeln!(out, "subgraph {end}[\"{name}{sort}\"]");
            if let Some(across) = group.across {
                let _ = writeln!(out, "direction {}", if across { "LR" } else { "TB" });
            }
            self.level(out, Some(number), depth + 1);
            out.push_str("end\n");
        }
    }
}

impl Shape {
    fn signs(self) -> (&'static str, &'static str) {
        match self {
            Shape::Box => ("[", "]"),
            Shape::Round => ("([", "])"),
            Shape::Cylinder => ("[(", ")]"),
            Shape::Pipe => ("[[", "]]"),
            Shape::Hexagon => ("{{", "}}"),
            Shape::Circle => ("((", "))"),
            Shape::Diamond | Shape::Choice => ("{", "}"),
            Shape::Soft => ("(", ")"),
            Shape::Dot | Shape::Ring | Shape::Bar => ("((", "))"),
        }
    }

    /// The crate's name of a shape that holds no words.
    fn wordless(self) -> Option<&'static str> {
        match self {
            Shape::Dot => Some("sm-circ"),
            Shape::Ring => Some("fr-circ"),
            Shape::Bar => Some("fork"),
            Shape::Choice => Some("diam"),
            _ => None,
        }
    }
}

fn id(end: End) -> String {
    match end {
        End::Box(number) => format!("b{number}"),
        End::Group(number) => format!("g{number}"),
    }
}

/// The lines of a label, the first of them bold where it is a name.
fn lines(parts: &[(&str, &str)], named: bool) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (sign, text) in parts {
        let text = clean(text);
        if text.is_empty() {
            continue;
        }
        lines.push(match *sign {
            "[" => format!("[{text}]"),
            _ if named && lines.is_empty() => format!("**{text}**"),
            _ => text,
        });
    }
    lines.join("\n")
}

/// Words without the signs that end or mark a label.
fn clean(text: &str) -> String {
    let text = text
        .replace('"', "”")
        .replace('`', "’")
        .replace('*', "∗")
        .replace('#', "#35;")
        .replace('<', "‹")
        .replace('>', "›");
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Arrow, End, Group, Scene, Shape, Thing, Tint};

    #[test]
    fn a_scene_is_a_flowchart_whatever_its_words_are() {
        let thing = |name: &str, inside| Thing {
            name: name.to_owned(),
            sort: "Container".to_owned(),
            shape: Shape::Cylinder,
            tint: Tint::Container,
            inside,
            ..Thing::default()
        };
        let scene = Scene {
            groups: vec![Group { name: "Shop".to_owned(), ..Group::default() }],
            boxes: vec![thing("A \"`]\n end", None), thing("B", Some(0))],
            arrows: vec![Arrow {
                from: End::Box(0),
                to: End::Group(0),
                words: "asks".to_owned(),
                techn: "HTTP".to_owned(),
                both: false,
                dotted: true,
                open: false,
            }],
            ..Scene::default()
        };
        let source = scene.source();
        assert!(source.contains("b0[(\"`**A ”’] end**\n[Container]`\")]:::is-container"), "{source}");
        assert!(source.contains("b0 -.->|\"`asks\n[HTTP]`\"| g0"), "{source}");
        assert!(
            source.contains("subgraph g0[\"Shop\"]\nb1[(\"`**B**\n[Container]`\")]:::is-container\nend\n"),
            "{source}"
        );
    }
}
