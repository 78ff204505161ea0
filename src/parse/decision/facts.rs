//! Where the facts of a record stand: front matter, `Key: value` lines and bullets, tables, badges, headings.

use crate::decode::Document;
use crate::decode::tree::{Node, Value};
use crate::markdown::{Block, BlockKind, Inline, InlineKind, ListItem, Table};
use crate::parse::decision::badge;
use crate::parse::decision::field::{Field, Key, is_gap, key_of, standing};
use crate::parse::decision::outline::{Outline, Part, Section};
use crate::place::{Place, Span};
use crate::vocabulary::{Vocabulary, normalise};

/// Every fact, those of the front matter first.
pub(super) fn of(document: &Document, outline: &Outline<'_>, words: &Vocabulary) -> Vec<Field> {
    let mut reader = Reader { document, words, fields: Vec::new() };
    if let Some(front) = outline.front {
        reader.front(front);
    }
    for section in &outline.sections {
        match section.part {
            Part::Head => section.blocks.iter().for_each(|block| reader.block(block)),
            Part::Fact(key) => reader.section(key, section),
            _ => {}
        }
        if let Some((_, text, span)) = section.heading
            && matches!(section.part, Part::Fact(_))
            && let Some((key, value, name)) = labelled(text, &text.text, 0, words)
        {
            // `## Status: accepted`
            reader.add(key, text.text.get(value..).unwrap_or(""), span, &name);
        }
    }
    reader.fields
}

/// The words of a text that may hold a link in Markdown's form.
fn unmarked(text: &str) -> String {
    if !text.contains("](") {
        return text.to_owned();
    }
    let doc = crate::markdown::parse(text, 0);
    match doc.blocks.first().map(|block| &block.kind) {
        Some(BlockKind::Paragraph(inline)) => inline.text.clone(),
        _ => text.to_owned(),
    }
}

/// A `Key: value` line: what it is, where its value begins.
fn labelled(inline: &Inline, text: &str, from: usize, words: &Vocabulary) -> Option<(Key, usize, String)> {
    let strong = inline.strong().find(|mark| {
        mark.start >= from && text.get(from..mark.start).is_some_and(|before| before.trim().is_empty())
    });
    let colon =
        text.find([':', '：']).filter(|at| text.get(..*at).is_some_and(|label| label.chars().count() <= 40));
    let (label, value) = match (strong, colon) {
        (Some(mark), at)
            if at.is_none_or(|at| from + at >= mark.end)
                || at.is_some_and(|at| from + at + 1 == mark.end) =>
        {
            let start = mark.start.saturating_sub(from);
            (text.get(start..mark.end.saturating_sub(from))?, mark.end.saturating_sub(from))
        }
        (_, Some(at)) => (text.get(..at)?, at),
        _ => return None,
    };
    let phrase = normalise(label);
    let key = key_of(&phrase, words)?;
    let rest = text.get(value..)?;
    let skipped = rest.len() - rest.trim_start_matches([':', '：', ' ', '-', '–', '—', '\t']).len();
    Some((key, value + skipped, phrase))
}

/// The lines of a text with where they begin; one that holds several facts (`Status: agreed | Owner: ana`) is taken
/// apart at the signs between them.
fn facts_of<'t>(text: &'t str, inline: &Inline, words: &Vocabulary) -> Vec<(usize, &'t str)> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for line in text.split('\n') {
        let mut start = 0;
        for (at, sign) in line.match_indices(['|', '·', '•']) {
            let next = at + sign.len();
            let named = |piece: &str, begin: usize| labelled(inline, piece, from + begin, words).is_some();
            if let (Some(piece), Some(rest)) = (line.get(start..at), line.get(next..))
                && named(piece, start)
                && named(rest, next)
            {
                pieces.push((from + start, piece));
                start = next;
            }
        }
        pieces.push((from + start, line.get(start..).unwrap_or("")));
        from += line.len() + 1;
    }
    pieces
}

struct Reader<'d> {
    document: &'d Document,
    words: &'d Vocabulary,
    fields: Vec<Field>,
}

impl Reader<'_> {
    fn add(&mut self, key: Key, text: &str, span: Span, name: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = Place::new(self.document.id, span);
        let aside =
            ["creat", "updated", "last", "proposed", "timestamp"].iter().any(|word| name.starts_with(word));
        let foreign = !matches!(name, "date" | "status") && !name.is_empty() && !is_english(name)
            || self.document.text.contains("## Statut")
            || self.document.text.contains("## Estado");
        self.fields.push(Field { key, text, place, foreign, aside });
    }

    fn front(&mut self, front: &Node) {
        for entry in front.entries() {
            let name = normalise(&entry.key);
            let Some(key) = key_of(&name, self.words) else { continue };
            let text = match &entry.value.value {
                Value::List(members) => {
                    members.iter().filter_map(Node::scalar).collect::<Vec<_>>().join(", ")
                }
                _ => entry.value.scalar().map(|text| unmarked(&text)).unwrap_or_default(),
            };
            if !text.trim().is_empty() {
                self.add(key, &text, entry.value.span, &name);
            }
        }
    }

    /// Reads the facts of a block of the head.
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inline) => self.lines(inline),
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| self.item(item));
            }
            BlockKind::Table(table) => {
                self.table(table);
            }
            BlockKind::Quote(blocks) => {
                blocks.iter().for_each(|block| self.block(block));
            }
            BlockKind::Code { body, text, .. } => self.code(text, *body),
            _ => {}
        }
    }

    /// A block of code at the head that holds the record's status holds its facts; any other is a sample.
    fn code(&mut self, text: &str, span: Span) {
        let facts = text.lines().filter_map(|line| {
            let (label, value) = line.split_once(':')?;
            let name = normalise(label);
            Some((key_of(&name, self.words)?, value, name))
        });
        let facts: Vec<(Key, &str, String)> = facts.collect();
        let status = facts.iter().any(|(key, value, _)| *key == Key::Status && !is_gap(value));
        if status && facts.len() == text.lines().filter(|line| !line.trim().is_empty()).count() {
            for (key, value, name) in facts {
                self.add(key, value, span, &name);
            }
        }
    }

    /// The badges of a paragraph.
    fn badges(&mut self, inline: &Inline) {
        for mark in &inline.marks {
            let InlineKind::Image(address) = &mark.kind else { continue };
            let words = inline.text.get(mark.start..mark.end).unwrap_or("");
            let Some((name, value)) = badge::read(address, words) else { continue };
            if let Some(key) = key_of(&name, self.words) {
                self.add(key, &value, inline.place(mark.start, mark.end.max(mark.start)), &name);
            }
        }
    }

    /// The lines of a paragraph; a line without a name goes on with the fact before it.
    fn lines(&mut self, inline: &Inline) {
        self.badges(inline);
        let text = standing(inline);
        let mut begun = None;
        for (at, line) in facts_of(&text, inline, self.words) {
            match labelled(inline, line, at, self.words) {
                Some((key, value, name)) => {
                    let span = inline.place(at + value, at + line.len());
                    self.add(key, line.get(value..).unwrap_or(""), span, &name);
                    begun = Some(self.fields.len() - 1);
                }
                None => {
                    if let Some(field) = begun.and_then(|index: usize| self.fields.get_mut(index)) {
                        field.text.push(' ');
                        field.text.push_str(line.trim());
                    }
                }
            }
        }
    }

    fn item(&mut self, item: &ListItem) {
        let mut blocks = item.blocks.iter();
        let Some(BlockKind::Paragraph(inline)) = blocks.next().map(|block| &block.kind) else { return };
        let text = standing(inline);
        let Some((key, value, name)) = labelled(inline, &text, 0, self.words) else { return };
        let mut said = text.get(value..).unwrap_or("").to_owned();
        for block in blocks {
            said.push_str(&plain(block));
        }
        self.add(key, &said, inline.place(value.min(text.len()), text.len()), &name);
    }

    /// A table of names and values, in rows or with one row of values below a row of names.
    fn table(&mut self, table: &Table) -> bool {
        let key = |cell: &Inline| key_of(&normalise(&cell.text), self.words);
        let heads: Vec<Option<Key>> = table.head.iter().map(key).collect();
        let known = heads.iter().flatten().count();
        if let Some(row) = table.rows.last().filter(|_| known >= 2 && known == heads.len()) {
            for ((cell, key), head) in row.cells.iter().zip(heads).zip(&table.head) {
                if let Some(key) = key.filter(|_| !cell.text.trim().is_empty()) {
                    self.add(key, &standing(cell), cell.span, &normalise(&head.text));
                }
            }
            return table.rows.len() == 1;
        }
        let mut told = true;
        let head = std::iter::once(table.head.as_slice())
            .filter(|head| head.iter().any(|cell| !cell.text.is_empty()));
        for cells in head.chain(table.rows.iter().map(|row| row.cells.as_slice())) {
            let [name, value, ..] = cells else { continue };
            let name = normalise(&name.text);
            match key_of(&name, self.words) {
                Some(key) if key != Key::Other => self.add(key, &standing(value), value.span, &name),
                _ => told = false,
            }
        }
        told
    }

    /// A section whose heading names a fact: each line of it is one statement of a status; otherwise all of it is one.
    fn section(&mut self, key: Key, section: &Section<'_>) {
        let name = section.heading.map_or(String::new(), |(_, text, _)| normalise(&text.text));
        let mut all = Vec::new();
        for block in &section.blocks {
            match &block.kind {
                BlockKind::Paragraph(inline) => all.push((standing(inline), inline.span)),
                BlockKind::List { items, .. } => {
                    for item in items {
                        let text: String = item.blocks.iter().map(plain).collect();
                        all.push((text, item.span));
                    }
                }
                BlockKind::Table(table) => {
                    if !self.table(table)
                        && let Some(row) = table.rows.last()
                    {
                        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.trim()).collect();
                        all.push((cells.join(" "), row.span));
                    }
                }
                _ => {}
            }
        }
        if key == Key::Status {
            for (text, span) in &all {
                // `Status: Accepted` below the heading `Status`.
                let text = match text.split_once(':') {
                    Some((label, rest)) if key_of(&normalise(label), self.words) == Some(Key::Status) => rest,
                    Some((label, rest)) if key_of(&normalise(label), self.words) == Some(Key::Date) => {
                        self.add(Key::Date, rest, *span, "date");
                        continue;
                    }
                    _ => text,
                };
                self.add(key, text, *span, &name);
            }
        } else if let Some((_, first)) = all.first() {
            let texts: Vec<&str> = all.iter().map(|(text, _)| text.as_str()).collect();
            self.add(key, &texts.join(", "), *first, &name);
        }
    }
}

fn is_english(name: &str) -> bool {
    name.is_ascii() && !matches!(name, "datum" | "fecha" | "data" | "stand vom" | "decide le")
}

/// The words of a block and those below it, parted by commas.
fn plain(block: &Block) -> String {
    match &block.kind {
        BlockKind::Paragraph(inline) => standing(inline),
        BlockKind::List { items, .. } => items
            .iter()
            .map(|item| format!(", {}", item.blocks.iter().map(plain).collect::<String>()))
            .collect(),
        _ => String::new(),
    }
}
