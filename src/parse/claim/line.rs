//! The lines of a document that may hold claims: headings, sentences of paragraphs, bullets, cells; each with the
//! section, the lead, the group and the item it stands in. Code is never read: what stands there is a sample.

use std::collections::HashMap;

use crate::markdown::{Block, BlockKind, Inline, ListItem, Table};
use crate::model::{GroupId, ItemId, Plan};
use crate::parse::claim::words::{Role, WORDS};
use crate::place::Span;

/// The shape of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A heading.
    Heading,
    /// A sentence, or a line of a paragraph that begins with a sign.
    Text,
    /// The text of a list item.
    Bullet,
    /// A cell of a table.
    Cell,
}

/// The sign a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// ✅
    Yes,
    /// ❌
    No,
    /// 🔄 and the like: begun, waiting.
    Going,
}

/// A line.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// The text it is a part of.
    pub(super) inline: &'a Inline,
    /// First byte in that text.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// Its shape.
    pub(super) shape: Shape,
    /// The sign it begins with.
    pub(super) sign: Option<Sign>,
    /// What the headings and leads above say of it.
    pub(super) role: Role,
    /// Whether its own label or lead says that it is a goal: `Quality Gate: …`.
    pub(super) goal: bool,
    /// Whether it stands at the head of the document, before its second heading.
    pub(super) head: bool,
    /// The group it stands in.
    pub(super) group: Option<GroupId>,
    /// The item it stands in.
    pub(super) item: Option<ItemId>,
}

impl<'a> Line<'a> {
    /// Its words.
    pub(super) fn text(&self) -> &'a str {
        self.inline.text.get(self.start..self.end).unwrap_or("")
    }

    /// The place of bytes `start..end` of [`Line::text`].
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        self.inline.place(self.start + start, self.start + end)
    }

    /// The place of all of it.
    pub(super) fn whole(&self) -> Span {
        self.span(0, self.end - self.start)
    }
}

/// Where the foot of a document begins.
fn foot(blocks: &[Block]) -> u32 {
    let last =
        blocks.iter().rposition(|block| matches!(block.kind, BlockKind::Rule | BlockKind::Heading { .. }));
    let rule = last.and_then(|at| blocks.get(at)).filter(|block| block.kind == BlockKind::Rule);
    rule.map_or(u32::MAX, |block| block.span.end)
}

/// A table with the group it stands in and what the headings above say of it.
pub(super) struct Grid<'a> {
    /// The table.
    pub(super) table: &'a Table,
    /// The group it stands in.
    pub(super) group: Option<GroupId>,
    /// What the headings and leads above say of it.
    pub(super) role: Role,
}

/// The lines and the tables of `blocks`.
pub(super) fn lines<'a>(blocks: &'a [Block], plan: &Plan) -> (Vec<Line<'a>>, Vec<Grid<'a>>) {
    let foot = foot(blocks);
    let mut walk = Walk {
        foot,
        lines: Vec::new(),
        grids: Vec::new(),
        headings: Vec::new(),
        seen: 0,
        owners: Owners::new(plan),
        labels: HashMap::new(),
    };
    walk.blocks(blocks, None);
    (walk.lines, walk.grids)
}

struct Walk<'a> {
    lines: Vec<Line<'a>>,
    grids: Vec<Grid<'a>>,
    /// Open headings: level, role.
    headings: Vec<(u8, Role)>,
    /// How many headings came before.
    seen: usize,
    /// Where the foot of the document begins: what stands behind its last rule, with no heading after it.
    foot: u32,
    owners: Owners,
    /// What the labels so far say.
    labels: HashMap<&'a str, Role>,
}

/// `**Previous rating**: B+` above a list: what stands there was so once.
fn told_of_old(text: &Inline) -> Option<Role> {
    let label = text.strong().find(|mark| mark.start == 0)?;
    let rest = text.text.get(label.end..)?.trim_start();
    if !rest.starts_with([':', '：']) || rest.len() >= 80 {
        return None;
    }
    Some(WORDS.role(text.text.get(..label.end)?)).filter(|role| *role == Role::History)
}

/// What a lead says of the lines below it.
type Lead = Option<Role>;

impl<'a> Walk<'a> {
    fn blocks(&mut self, blocks: &'a [Block], outer: Lead) {
        let mut lead = outer;
        for block in blocks {
            match &block.kind {
                BlockKind::Heading { level, text } => {
                    self.headings.retain(|(open, _)| open < level);
                    self.line(text, (0, text.text.len()), Shape::Heading, None);
                    self.headings.push((*level, WORDS.role(&text.text)));
                    self.seen += 1;
                    lead = None;
                }
                BlockKind::Paragraph(text) => {
                    // A lead speaks of the list right below it, not of the paragraphs that follow.
                    self.paragraph(text, outer, Shape::Text);
                    lead = if is_lead(text) {
                        Some(led(&text.text))
                    } else {
                        outer.or_else(|| told_of_old(text))
                    };
                }
                BlockKind::List { items, .. } => {
                    for item in items {
                        self.item(item, lead);
                    }
                }
                BlockKind::Table(table) => self.table(table, lead),
                BlockKind::Quote(inner) => self.blocks(inner, lead),
                BlockKind::Footnote(..) | BlockKind::Code { .. } | BlockKind::Html | BlockKind::Rule => {}
            }
        }
    }

    fn item(&mut self, item: &'a ListItem, outer: Lead) {
        let mut lead = outer;
        for (index, block) in item.blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph(text) if index == 0 => {
                    self.paragraph(text, outer, Shape::Bullet);
                    let role = if item.blocks.len() > 1 { WORDS.role(&text.text) } else { Role::Plain };
                    if is_lead(text) || role != Role::Plain {
                        lead = Some(role);
                    }
                }
                _ => self.blocks(std::slice::from_ref(block), lead),
            }
        }
    }

    fn table(&mut self, table: &'a Table, lead: Lead) {
        let (group, _) = self.owners.at(table.head_span.start);
        let role = lead.filter(|role| *role != Role::Plain).or_else(|| self.role()).unwrap_or_default();
        self.grids.push(Grid { table, group, role });
        for row in &table.rows {
            for cell in &row.cells {
                self.line(cell, (0, cell.text.len()), Shape::Cell, lead);
            }
        }
    }

    /// Wrapped lines belong together; a line that begins with a sign, or follows a hard stop, stands alone.
    fn paragraph(&mut self, inline: &'a Inline, lead: Lead, shape: Shape) {
        let text = inline.text.as_str();
        let mut start = 0;
        for (at, byte) in text.bytes().enumerate() {
            // Only these bytes, and the first ones of signs of other scripts, may end a sentence.
            if !matches!(byte, b'\n' | b'.' | b'!' | b'?' | b';' | 0xe3 | 0xef) {
                continue;
            }
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
            let rest = text.get(at + c.len_utf8()..).unwrap_or("");
            let stop = match c {
                '\n' => sign(rest).is_some() || labelled(inline, at + 1),
                '.' | '!' | '?' | ';' => {
                    rest.starts_with([' ', '\n']) && !abbreviation(text.get(..at).unwrap_or(""))
                }
                '。' | '！' | '？' | '；' => true,
                _ => false,
            };
            if stop {
                self.line(inline, (start, at + c.len_utf8()), shape, lead);
                start = at + c.len_utf8();
            }
        }
        self.line(inline, (start, text.len()), shape, lead);
    }

    /// What the open headings say.
    fn role(&self) -> Option<Role> {
        self.headings.iter().rev().map(|(_, role)| *role).find(|role| *role != Role::Plain)
    }

    /// What a line's own label says of it: `Missing: …`, `Quality Gate: …`. The same few labels come again and again.
    fn label(&mut self, text: &'a str, shape: Shape) -> Option<Role> {
        // The first byte of `：` begins other signs, too.
        let near = text.as_bytes().get(..40).unwrap_or(text.as_bytes());
        if !near.iter().any(|byte| matches!(byte, b':' | 0xef)) {
            return None;
        }
        let colon = text.find([':', '：']).filter(|at| *at < 40)?;
        let head = text.get(..colon).filter(|_| matches!(shape, Shape::Text | Shape::Bullet))?;
        let role = *self.labels.entry(head).or_insert_with(|| WORDS.role(head));
        (!matches!(role, Role::Plain | Role::History)).then_some(role)
    }

    fn line(&mut self, inline: &'a Inline, (from, to): (usize, usize), shape: Shape, lead: Lead) {
        let text = inline.text.get(from..to).unwrap_or("");
        let start = from + (text.len() - text.trim_start().len());
        let end = from + text.trim_end().len();
        if start >= end {
            return;
        }
        let near = self
            .label(inline.text.get(start..end).unwrap_or(""), shape)
            .or_else(|| lead.filter(|role| *role != Role::Plain));
        let role = near.or_else(|| self.role()).unwrap_or_default();
        let at = inline.source(start);
        let (group, item) = if at >= self.foot { (None, None) } else { self.owners.at(at) };
        self.lines.push(Line {
            inline,
            start,
            end,
            shape,
            sign: sign(inline.text.get(start..end).unwrap_or("")),
            role,
            goal: near == Some(Role::Target),
            head: self.seen < 2,
            group,
            item,
        });
    }
}

/// A short paragraph that announces what follows: it ends with a colon, or all of it is bold.
fn is_lead(text: &Inline) -> bool {
    let words = text.text.trim();
    words.len() <= 120
        && !words.is_empty()
        && (words.ends_with([':', '：'])
            || text
                .strong()
                .any(|mark| mark.start <= leading(words) + 8 && mark.end + 1 >= text.text.trim_end().len()))
}

/// What a lead says of the lines below it. `✅ Billing (4/4 tasks):` announces what is there; a sign alone does not: it may
/// be the bullet of a rule.
fn led(text: &str) -> Role {
    let role = WORDS.role(text);
    let full = || {
        let mut words = text.split(|c: char| !c.is_ascii_digit() && c != '/').filter(|word| word.len() > 2);
        words.any(|word| word.split_once('/').is_some_and(|(n, of)| n == of && !n.is_empty()))
    };
    match role {
        Role::Plain if sign(text) == Some(Sign::Yes) && full() => Role::Delivered,
        role => role,
    }
}

/// Whether the line of a paragraph that begins at byte `at` begins with a bold label: `**Next Step:** …`.
fn labelled(inline: &Inline, at: usize) -> bool {
    inline.strong().any(|mark| {
        mark.start == at && {
            let text = inline.text.get(mark.start..mark.end).unwrap_or("");
            let rest = inline.text.get(mark.end..).unwrap_or("");
            text.trim_end().ends_with([':', '：']) || rest.starts_with([':', '：'])
        }
    })
}

/// Bytes of the sign and blanks before the first word.
fn leading(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric()).len()
}

fn abbreviation(head: &str) -> bool {
    let word = head.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    matches!(
        word.to_ascii_lowercase().as_str(),
        "e.g" | "i.e" | "etc" | "vs" | "no" | "approx" | "incl" | "cf" | "z.b" | "ca"
    ) || word.chars().all(|c| c.is_ascii_digit())
}

/// The sign a text begins with.
pub(super) fn sign(text: &str) -> Option<Sign> {
    match text.trim_start().chars().next()? {
        '✅' | '✔' | '☑' | '✓' | '🗹' => Some(Sign::Yes),
        '❌' | '✗' | '✘' | '❎' | '🚫' | '⛔' => Some(Sign::No),
        '🔄' | '⏳' | '🚧' | '🟡' | '⌛' | '🔜' | '📋' | '⏸' | '🔲' | '⬜' | '☐' => {
            Some(Sign::Going)
        }
        _ => None,
    }
}

/// Which group and item a byte of the source belongs to.
struct Owners {
    groups: Nest<GroupId>,
    items: Nest<ItemId>,
}

impl Owners {
    fn new(plan: &Plan) -> Self {
        let groups =
            plan.groups.iter().enumerate().map(|(index, group)| (group.extent, GroupId(index as u32)));
        let items = plan.items.iter().enumerate().map(|(index, item)| (item.extent, ItemId(index as u32)));
        Self { groups: Nest::new(groups.collect()), items: Nest::new(items.collect()) }
    }

    fn at(&self, byte: u32) -> (Option<GroupId>, Option<ItemId>) {
        (self.groups.innermost(byte), self.items.innermost(byte))
    }
}

/// Extents, each with the one around it.
struct Nest<T> {
    extents: Vec<(Span, T, Option<usize>)>,
}

impl<T: Copy> Nest<T> {
    fn new(mut extents: Vec<(Span, T)>) -> Self {
        extents.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut open: Vec<(usize, Span)> = Vec::new();
        let mut nested = Vec::with_capacity(extents.len());
        for (index, (span, id)) in extents.into_iter().enumerate() {
            while open.last().is_some_and(|(_, outer)| outer.end <= span.start) {
                open.pop();
            }
            nested.push((span, id, open.last().map(|(outer, _)| *outer)));
            open.push((index, span));
        }
        Self { extents: nested }
    }

    fn innermost(&self, byte: u32) -> Option<T> {
        let mut at = self.extents.partition_point(|(span, _, _)| span.start <= byte).checked_sub(1);
        while let Some((span, id, outer)) = at.and_then(|index| self.extents.get(index)) {
            if byte < span.end {
                return Some(*id);
            }
            at = *outer;
        }
        None
    }
}
