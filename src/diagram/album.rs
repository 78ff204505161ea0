//! Drawings as bytes, so that the next build need not draw the same again.
//!
//! What was kept by another version, in another form or with a byte changed is no album: then everything is drawn again.
//! Sources are kept in full, so two of them are never taken for each other.

use std::collections::BTreeMap;

use crate::diagram::drawing::{Drawing, Drawings};
use crate::diagram::facts::{Element, Facts, Relation};
use crate::diagram::paint::Picture;

/// The form of the bytes and of the pictures in them: another number for every change of either. The suite compares
/// pictures with those of this number.
pub const FORM: u32 = 4;

/// What an album begins with.
const MARK: &[u8] = b"planbook drawings\n";

/// The words that facts may use for what a diagram is and holds.
const WORDS: &[&str] = &[
    "",
    "Architecture diagram",
    "Block diagram",
    "Board",
    "C4 component diagram",
    "C4 container diagram",
    "C4 context diagram",
    "C4 deployment diagram",
    "C4 dynamic diagram",
    "Chart",
    "Class diagram",
    "Diagram",
    "Entity relationship diagram",
    "Flowchart",
    "Gantt chart",
    "Git graph",
    "Mind map",
    "Packet diagram",
    "Pie chart",
    "Quadrant chart",
    "Requirement diagram",
    "Sankey diagram",
    "Sequence diagram",
    "State diagram",
    "Timeline",
    "User journey",
    "block",
    "blocks",
    "branch",
    "branches",
    "card",
    "cards",
    "class",
    "classes",
    "commit",
    "commits",
    "element",
    "elements",
    "entities",
    "entity",
    "field",
    "fields",
    "flow",
    "flows",
    "link",
    "links",
    "message",
    "messages",
    "node",
    "nodes",
    "part",
    "participant",
    "participants",
    "parts",
    "relation",
    "relations",
    "series",
    "state",
    "states",
    "step",
    "steps",
    "task",
    "tasks",
    "thought",
    "thoughts",
    "time",
    "times",
    "transition",
    "transitions",
];

impl Drawings {
    /// The drawings as bytes; those that could not be drawn are left out.
    pub fn to_bytes(&self) -> Vec<u8> {
        let drawn: BTreeMap<&str, &Drawing> = self.drawn().collect();
        let mut writer = Writer(MARK.to_vec());
        writer.number(FORM);
        writer.text(env!("CARGO_PKG_VERSION"));
        writer.number(drawn.len() as u32);
        for (source, drawing) in drawn {
            writer.text(source);
            writer.drawing(drawing);
        }
        let sum = sum(&writer.0);
        writer.0.extend(sum.to_le_bytes());
        writer.0
    }

    /// Drawings that were kept; `None` where the bytes are no album of this program.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (body, kept) = bytes.split_at_checked(bytes.len().checked_sub(8)?)?;
        if sum(body).to_le_bytes() != kept {
            return None;
        }
        let mut reader = Reader(body.strip_prefix(MARK)?);
        if reader.number()? != FORM || reader.text()? != env!("CARGO_PKG_VERSION") {
            return None;
        }
        let mut drawings = Vec::new();
        for _ in 0..reader.number()? {
            drawings.push((reader.text()?.to_owned(), reader.drawing()?));
        }
        reader.0.is_empty().then(|| Self::kept(drawings))
    }
}

/// FNV-1a, 64 bits: against damage, not against people.
fn sum(bytes: &[u8]) -> u64 {
    let step = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, number: u32) {
        self.0.extend(number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.0.extend(text.as_bytes());
    }

    fn perhaps(&mut self, text: Option<&str>) {
        self.number(u32::from(text.is_some()));
        self.text(text.unwrap_or(""));
    }

    fn drawing(&mut self, drawing: &Drawing) {
        let facts = &drawing.facts;
        let ((one, many), (link, links)) = (facts.elements_are, facts.relations_are);
        for word in [facts.kind, one, many, link, links] {
            self.text(word);
        }
        self.perhaps(facts.title.as_deref());
        self.perhaps(facts.description.as_deref());
        self.number(facts.elements.len() as u32);
        for element in &facts.elements {
            for text in [&element.name, &element.sort, &element.detail] {
                self.text(text);
            }
        }
        self.number(facts.relations.len() as u32);
        for relation in &facts.relations {
            for text in [&relation.from, &relation.to, &relation.words, &relation.sort] {
                self.text(text);
            }
        }
        for number in drawing.picture.view {
            self.0.extend(number.to_bits().to_le_bytes());
        }
        self.text(&drawing.picture.body);
    }
}

struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = self.number()? as usize;
        std::str::from_utf8(self.take(length)?).ok()
    }

    fn owned(&mut self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    fn perhaps(&mut self) -> Option<Option<String>> {
        let given = self.number()? == 1;
        let text = self.owned()?;
        Some(given.then_some(text))
    }

    /// One of the words that are known.
    fn word(&mut self) -> Option<&'static str> {
        let text = self.text()?;
        WORDS.iter().find(|word| **word == text).copied()
    }

    fn drawing(&mut self) -> Option<Drawing> {
        let mut facts = Facts {
            kind: self.word()?,
            elements_are: (self.word()?, self.word()?),
            relations_are: (self.word()?, self.word()?),
            title: self.perhaps()?,
            description: self.perhaps()?,
            ..Facts::default()
        };
        for _ in 0..self.number()? {
            facts.elements.push(Element { name: self.owned()?, sort: self.owned()?, detail: self.owned()? });
        }
        for _ in 0..self.number()? {
            facts.relations.push(Relation {
                from: self.owned()?,
                to: self.owned()?,
                words: self.owned()?,
                sort: self.owned()?,
            });
        }
        let mut view = [0.0; 4];
        for slot in &mut view {
            *slot = f64::from_bits(u64::from_le_bytes(self.take(8)?.try_into().ok()?));
        }
        let sound = view.iter().all(|number| number.is_finite());
        sound.then_some(Drawing { facts, picture: Picture { view, body: self.owned()? } })
    }
}
