//! A record as sections: what its headings say they hold.

use crate::decode::tree::Node;
use crate::decode::{Document, Syntax};
use crate::markdown::{Block, BlockKind, Inline};
use crate::place::Span;
use crate::vocabulary::{Vocabulary, normalise};

/// What a section of a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Everything before the first heading that is not the title, and what stands below `Metadata`.
    Head,
    /// A fact with a heading of its own: `## Status`.
    Fact(super::field::Key),
    Context,
    Decision,
    Consequences,
    Options,
    Arguments,
    Drivers,
    Confirmation,
    Links,
    Other,
}

const PARTS: [(&str, Part); 9] = [
    ("adr_heading_facts", Part::Head),
    ("adr_heading_context", Part::Context),
    ("adr_heading_decision", Part::Decision),
    ("adr_heading_consequences", Part::Consequences),
    ("adr_heading_options", Part::Options),
    ("adr_heading_arguments", Part::Arguments),
    ("adr_heading_drivers", Part::Drivers),
    ("adr_heading_confirmation", Part::Confirmation),
    ("adr_heading_links", Part::Links),
];

/// A heading with the blocks up to the next heading.
#[derive(Clone, Debug)]
pub(super) struct Section<'d> {
    /// The heading; the head of the record has none.
    pub(super) heading: Option<(u8, &'d Inline, Span)>,
    /// What it holds.
    pub(super) part: Part,
    /// The section around it.
    pub(super) around: Option<usize>,
    /// Its blocks.
    pub(super) blocks: Vec<&'d Block>,
}

/// A record as sections.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline<'d> {
    /// The heading that is the title.
    pub(super) title: Option<(&'d Inline, Span)>,
    /// The front matter.
    pub(super) front: Option<&'d Node>,
    /// The sections in document order, the head of the record first.
    pub(super) sections: Vec<Section<'d>>,
}

impl<'d> Outline<'d> {
    /// The sections of a document.
    pub(super) fn of(document: &'d Document, words: &Vocabulary) -> Self {
        let Syntax::Markdown { doc, front } = &document.syntax else { return Self::default() };
        let mut outline = Outline { title: None, front: front.as_ref(), sections: Vec::new() };
        outline.sections.push(Section { heading: None, part: Part::Head, around: None, blocks: Vec::new() });
        let title = title_of(&doc.blocks, words);
        let mut open: Vec<(u8, usize)> = Vec::new();
        for (index, block) in doc.blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Heading { text, .. } if Some(index) == title => {
                    outline.title = Some((text, block.span));
                }
                BlockKind::Heading { level, text } => {
                    open.retain(|(above, _)| above < level);
                    let around = open.last().map(|(_, section)| *section);
                    open.push((*level, outline.sections.len()));
                    outline.sections.push(Section {
                        heading: Some((*level, text, block.span)),
                        part: labelled_part(&text.text, words),
                        around,
                        blocks: Vec::new(),
                    });
                }
                _ => {
                    if let Some(section) = outline.sections.last_mut() {
                        section.blocks.push(block);
                    }
                }
            }
        }
        outline
    }

    /// The sections that hold a part, and those inside them that are of no other.
    pub(super) fn of_part(&self, part: Part) -> impl Iterator<Item = &Section<'d>> {
        self.sections.iter().filter(move |section| {
            section.part == part || section.part == Part::Other && self.inherits(section, part)
        })
    }

    /// Whether a section stands inside one that holds a part.
    pub(super) fn inherits(&self, section: &Section<'d>, part: Part) -> bool {
        let mut at = section.around;
        while let Some(around) = at.and_then(|index| self.sections.get(index)) {
            if around.part != Part::Other {
                return around.part == part;
            }
            at = around.around;
        }
        false
    }
}

/// The heading that is the title: the first, where it is of the highest level and names no part of a record.
fn title_of(blocks: &[Block], words: &Vocabulary) -> Option<usize> {
    let mut headings = blocks.iter().enumerate().filter_map(|(index, block)| match &block.kind {
        BlockKind::Heading { level, text } => Some((index, *level, text)),
        _ => None,
    });
    let (index, level, text) = headings.next()?;
    let known = part_of(&text.text, words) != Part::Other;
    let alone = level == 1 || !headings.any(|(_, other, _)| other < level);
    (alone && !known && (level == 1 || index == 0)).then_some(index)
}

/// What the heading of a section says it holds; it may hold the fact itself (`## Status: accepted`).
fn labelled_part(text: &str, words: &Vocabulary) -> Part {
    match (part_of(text, words), text.split_once([':', '：'])) {
        (Part::Other, Some((label, _))) => match part_of(label, words) {
            Part::Fact(key) => Part::Fact(key),
            _ => Part::Other,
        },
        (part, _) => part,
    }
}

/// What a heading says its section holds: numbers and marks in front left out.
pub(super) fn part_of(text: &str, words: &Vocabulary) -> Part {
    let bare = text.trim_start_matches(|c: char| !c.is_alphabetic());
    let phrase = normalise(bare.split(['(', '[', '<', '（']).next().unwrap_or(bare));
    let whole = PARTS.iter().find(|(list, _)| words.is_listed(&phrase, list));
    if let Some((_, part)) = whole {
        return *part;
    }
    super::field::key_of(&phrase, words).filter(|key| key.is_heading()).map_or(Part::Other, Part::Fact)
}
