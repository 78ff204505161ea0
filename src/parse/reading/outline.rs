//! The headings of a Markdown document as a tree of sections, bold lines that open a block of work included.

use std::collections::HashMap;

use crate::markdown::{Block, BlockKind, Doc, Inline, InlineKind};
use crate::model::GroupKind;
use crate::parse::reading::heading::{Column, Heading};
use crate::parse::reading::{
    GroupHead, Headings, IdShape, LeadId, Marked, Separator, Title, group_head, lead_id,
};
use crate::place::Span;
use crate::vocabulary::{Role, Vocabulary};

/// A heading with the blocks directly below it.
#[derive(Clone, Debug)]
pub struct Section<'d> {
    /// Heading level; 0 for what stands before the first heading, 7 for bold lines.
    pub level: u8,
    /// The section around it.
    pub parent: Option<usize>,
    /// Its heading.
    pub heading: Option<&'d Inline>,
    /// The heading taken apart.
    pub title: Title,
    /// The heading's line.
    pub span: Span,
    /// From the heading to where the next section of the same or a higher level begins.
    pub extent: Span,
    /// What its heading says about what stands below, or what the section around it says.
    pub role: Option<Role>,
    /// Whether the role is its own.
    pub own_role: bool,
    /// The part of the plan it names.
    pub group: Option<GroupHead>,
    /// The id its title begins with.
    pub id: Option<LeadId>,
    /// The state that it gives to all below it.
    pub column: Column,
    /// The blocks directly below, inner sections left out.
    pub blocks: Vec<&'d Block>,
    /// For a bold line with lines below it in the same paragraph: where those begin in the heading's text.
    pub tail: Option<usize>,
}

/// A heading, or a bold line that serves as one.
struct Opening<'d> {
    level: u8,
    heading: &'d Inline,
    span: Span,
    tail: Option<usize>,
}

/// The sections of a document, in order; the first stands before any heading.
#[derive(Clone, Debug, Default)]
pub struct Outline<'d> {
    /// The sections.
    pub sections: Vec<Section<'d>>,
    /// How many headings begin with an id of the same letters.
    pub series: HashMap<String, usize>,
    /// How many headings of each level begin with letters and digits that nothing but an id is built of.
    pub coded: HashMap<u8, usize>,
}

impl<'d> Outline<'d> {
    /// The outline of a document. `known` are headings that were taken apart before, with the same words.
    pub fn of(doc: &'d Doc, text: &str, words: &Vocabulary, known: &Headings) -> Self {
        let mut outline = Outline::default();
        outline.sections.push(Section::root());
        for block in &doc.blocks {
            match &block.kind {
                BlockKind::Heading { level, text } => {
                    let opening = Opening { level: *level, heading: text, span: block.span, tail: None };
                    outline.open(opening, words, known);
                }
                BlockKind::Paragraph(inline) => match bold_line(inline, words) {
                    Some(tail) => {
                        let tail = Some(tail).filter(|at| *at < inline.text.len());
                        let opening = Opening { level: 7, heading: inline, span: block.span, tail };
                        outline.open(opening, words, known);
                    }
                    None => outline.push(block),
                },
                _ => outline.push(block),
            }
        }
        outline.close(text.len());
        outline
    }

    fn push(&mut self, block: &'d Block) {
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    fn open(&mut self, opening: Opening<'d>, words: &Vocabulary, known: &Headings) {
        let Opening { level, heading, span, tail } = opening;
        let parent = self.parent_of(level);
        let end = tail.unwrap_or_else(|| without_jumps(heading));
        let (end, badge) = badge(heading, end, words).map_or((end, None), |(at, mark)| (at, Some(mark)));
        let end = without_pictures(heading, end);
        let shown = heading.text.get(..end).unwrap_or("").lines().next().unwrap_or("");
        let Heading { mut title, group, id, role: says, column } = known.get(shown, level == 1, words);
        title.last = title.last.or(badge);
        // The name of the whole document (`… Implementation Plan`) makes not all of its sections work.
        let inherited = parent
            .and_then(|index| self.sections.get(index))
            .and_then(|section| section.role.filter(|role| section.level > 1 || *role != Role::Work));
        if let Some(id) = &id {
            *self.series.entry(letters(&id.id)).or_insert(0) += 1;
            if id.shape == IdShape::Coded
                && id.separator == Separator::Strong
                && id.id.len() > 2
                && !words.is_foreign_id(&id.id)
            {
                *self.coded.entry(level).or_insert(0) += 1;
            }
        }
        // The title of a phase or of a piece of work names that, and says nothing about what stands below.
        let named = group.as_ref().is_some_and(|group| group.defines)
            || id.as_ref().is_some_and(|id| {
                id.shape != IdShape::Number && matches!(id.separator, Separator::Strong | Separator::Dot)
            });
        let own = says.filter(|_| !named);
        // A phase below "Success criteria" is still about criteria; a phase of its own starts afresh.
        let fresh = group.as_ref().is_some_and(|group| group.defines);
        // What a version of a change log brought is no plan for it.
        let logged = group.as_ref().is_some_and(|group| group.kind == GroupKind::Version);
        let ended =
            |role: &Role| matches!(role, Role::Work | Role::Summary) || *role == Role::Practices && !logged;
        let role = own.or(inherited.filter(|role| !(fresh && ended(role))));
        let own_role = own.is_some();
        self.sections.push(Section {
            level,
            parent,
            heading: Some(heading),
            title,
            span,
            extent: span,
            role,
            own_role,
            group,
            id,
            column,
            blocks: Vec::new(),
            tail,
        });
    }

    fn parent_of(&self, level: u8) -> Option<usize> {
        let mut at = self.sections.len().checked_sub(1);
        while let Some(index) = at {
            let section = self.sections.get(index)?;
            if section.level < level {
                return Some(index);
            }
            at = section.parent;
        }
        None
    }

    fn close(&mut self, end: usize) {
        let mut open: Vec<(u8, u32)> = Vec::new();
        for section in self.sections.iter_mut().rev() {
            let last = Span::new(end, end).start;
            let stop = next_start(&open, section.level).unwrap_or(last);
            section.extent = Span { start: section.span.start, end: stop.max(section.span.end) };
            open.retain(|(level, _)| *level < section.level);
            open.push((section.level, section.span.start));
        }
    }

    /// The sections that begin in a stretch of the text, in order.
    pub fn inside(&self, extent: Span) -> impl Iterator<Item = &Section<'d>> {
        let from = self.sections.partition_point(|section| section.span.start < extent.start);
        let rest = self.sections.get(from..).unwrap_or(&[]).iter();
        rest.take_while(move |section| section.span.start < extent.end)
            .filter(move |section| extent.contains(section.span))
    }

    /// How many headings begin with an id of the same letters as this one.
    pub fn series_of(&self, id: &LeadId) -> usize {
        self.series.get(&letters(&id.id)).copied().unwrap_or(0)
    }
}

/// Walking backwards, `open` holds the sections behind, the nearest last: the first of the same or a higher level
/// ends this one.
fn next_start(open: &[(u8, u32)], level: u8) -> Option<u32> {
    open.iter().rev().find(|(other, _)| *other <= level && level > 0).map(|(_, start)| *start)
}

impl Section<'_> {
    fn root() -> Self {
        Section {
            level: 0,
            parent: None,
            heading: None,
            title: Title::default(),
            span: Span::default(),
            extent: Span::default(),
            role: None,
            own_role: false,
            group: None,
            id: None,
            column: Column::default(),
            blocks: Vec::new(),
            tail: None,
        }
    }
}

/// The letters an id begins with, in upper case: ids with the same letters are a series.
pub(super) fn letters(id: &str) -> String {
    id.chars()
        .take_while(|c| !c.is_ascii_digit() && *c != '#')
        .flat_map(char::to_uppercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Where a heading ends without the links behind it that only lead about the document: `… [↑ Top](#top)`.
fn without_jumps(heading: &Inline) -> usize {
    let text = heading.text.as_str();
    let mut end = text.trim_end().len();
    for mark in heading.marks.iter().rev() {
        let from = match &mark.kind {
            InlineKind::Link(target) if target.starts_with('#') && mark.end >= end => mark.start,
            InlineKind::Html(tag) if tag.contains("href=\"#") || tag.contains("href='#") => mark.start,
            _ => continue,
        };
        // A heading that is one link is that link.
        if text.get(..from).is_some_and(|head| head.chars().any(char::is_alphanumeric))
            && text.get(from..end).is_some_and(|jump| jump.split_whitespace().count() <= 4)
        {
            end = from;
        }
    }
    end
}

/// Where the text of a heading ends before the pictures behind it: `# Ferry [![Build Status](…)](…)`. A heading that is one
/// picture is that picture.
fn without_pictures(heading: &Inline, end: usize) -> usize {
    let mut end = end;
    let pictures = heading.marks.iter().filter(|mark| matches!(mark.kind, InlineKind::Image(_)));
    for mark in pictures.rev() {
        let before = heading.text.get(..mark.start).unwrap_or("").trim_end();
        if mark.end >= end && before.contains(char::is_alphanumeric) {
            end = before.len();
        }
    }
    end
}

/// The state that a badge behind a heading shows (`![Complete][]`), and where the text before it ends.
fn badge(heading: &Inline, end: usize, words: &Vocabulary) -> Option<(usize, Marked)> {
    let image = heading.marks.iter().rev().find_map(|mark| match &mark.kind {
        InlineKind::Image(target) if mark.end + 1 >= end && mark.start > 0 => Some((mark, target)),
        _ => None,
    });
    let (mark, target) = image?;
    let alternative = heading.text.get(mark.start..mark.end)?;
    // `…/badge/status-done-green`
    let drawn = target.rsplit('/').next().unwrap_or("").split('-').find_map(|part| {
        let word = part.replace("%20", " ");
        Some((words.status(&word)?, word))
    });
    let (status, text) = match words.status(alternative) {
        Some(status) => (status, alternative.to_owned()),
        None => drawn?,
    };
    Some((heading.text.get(..mark.start)?.trim_end().len(), Marked { status, text }))
}

/// Whether a paragraph is a bold line that opens a block of work or a part of the plan; where its first line ends.
fn bold_line(inline: &Inline, words: &Vocabulary) -> Option<usize> {
    let strong = inline.leading_strong()?;
    let line_end = inline.text.find('\n').unwrap_or(inline.text.len());
    if strong.start > 0
        && inline.text.get(..strong.start).is_some_and(|lead| lead.chars().any(char::is_alphanumeric))
        || strong.end > line_end
    {
        return None;
    }
    let after = inline.text.get(strong.end..line_end)?;
    let rest = Title::of(&format!("x {after}"), words);
    let alone = after.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：')).is_empty()
        || rest.text == "x";
    if !alone {
        return None;
    }
    let shown = inline.text.get(..line_end)?;
    let title = Title::of(shown, words);
    let id = lead_id(&title.text, words).filter(|id| {
        matches!(id.shape, IdShape::Worded | IdShape::Coded)
            && !matches!(id.separator, Separator::Blank)
            && has_title(&title.text, id)
            || id.shape == IdShape::Worded
            || id.shape == IdShape::Parts
    });
    let group = group_head(&title.text, words).filter(|group| group.defines);
    // `**Summary:**` ends with a colon and names what follows; an id or a phase does not need one.
    (id.is_some() || group.is_some()).then_some((line_end + 1).min(inline.text.len()))
}

fn has_title(text: &str, id: &LeadId) -> bool {
    text.get(id.rest..).is_some_and(|rest| rest.chars().any(char::is_alphabetic))
}
