//! Reads reports written by hand: sections (or bold leads) whose names say what their lists hold.

use crate::decode::{Document, Syntax};
use crate::markdown::{Block, BlockKind, Inline, InlineKind, ListItem, Table};
use crate::model::{Change, ItemSaid, Iteration, Plan, ReportLine, Status};
use crate::parse::reading::{
    Headings, IdShape, Outline, group_head, is_placeholder, lead_id, leading, plain, trailing,
};
use crate::place::{Place, Span};
use crate::vocabulary::{Header, Vocabulary, normalise};

/// What a part of a report is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Areas,
    Findings,
    Improvements,
    Tests,
    Metrics,
    Next,
    Blockers,
}

const PARTS: [(&str, Part); 7] = [
    ("areas", Part::Areas),
    ("findings", Part::Findings),
    ("improvements", Part::Improvements),
    ("tests", Part::Tests),
    ("measured", Part::Metrics),
    ("coming", Part::Next),
    ("blockers", Part::Blockers),
];

/// Reads a report. A document without such parts gives a report without lines.
pub(super) fn read(document: &Document, plan: &Plan, words: &Vocabulary) -> Option<Iteration> {
    let Syntax::Markdown { doc, .. } = &document.syntax else { return None };
    let outline = Outline::of(doc, &document.text, words, &Headings::default());
    let mut reader = Reader { document, words, report: head(document, plan, words) };
    let mut parts: Vec<Option<Part>> = Vec::with_capacity(outline.sections.len());
    for section in &outline.sections {
        let around = section.parent.and_then(|parent| parts.get(parent).copied().flatten());
        let part = part_of(words, &section.title.text).or(around);
        parts.push(part);
        let mut here = part;
        for block in &section.blocks {
            match &block.kind {
                BlockKind::Paragraph(inline) => {
                    // `**Remaining issues:**` names the list below it; any other words end such a list.
                    let last = inline.text.lines().last().unwrap_or("");
                    here = part_of(words, last.trim_end_matches([':', '：', ' '])).or(part);
                    if !last.trim_end().ends_with([':', '：']) {
                        let first = inline.text.lines().next().unwrap_or("");
                        let lead = part_of(words, first.trim_end_matches([':', '：', ' ']));
                        reader.lines(inline, lead.or(part));
                    }
                }
                _ => reader.block(block, here),
            }
        }
    }
    Some(reader.report)
}

fn part_of(words: &Vocabulary, name: &str) -> Option<Part> {
    PARTS.iter().find(|(list, _)| words.is_column(name, list)).map(|(_, part)| *part)
}

/// Title, number and period.
fn head(document: &Document, plan: &Plan, words: &Vocabulary) -> Iteration {
    let field = |names: &[&str]| {
        plan.fields
            .iter()
            .find(|field| names.contains(&normalise(&field.name).as_str()))
            .map(|field| field.value.clone())
    };
    let number = plan
        .title
        .split([':', '-', '–', '—', '|'])
        .find_map(|piece| group_head(piece.trim(), words))
        .or_else(|| {
            plan.title.match_indices(' ').find_map(|(at, _)| group_head(plan.title.get(at + 1..)?, words))
        })
        .map(|head| head.number);
    let named = |field: &&crate::model::Field| words.headers(&field.name).first() == Some(&Header::When);
    let period =
        field(&["period", "week of", "dates", "duration", "date", "sprint dates", "reporting period"])
            .or_else(|| plan.fields.iter().find(named).map(|field| field.value.clone()))
            .or_else(|| plan.groups.first().and_then(|group| group.when.clone()));
    Iteration {
        doc: document.id,
        title: plan.title.clone(),
        number: field(&["iteration", "sprint number", "sprint", "iteration number", "week"]).or(number),
        period,
        areas: Vec::new(),
        findings: Vec::new(),
        improvements: Vec::new(),
        tests: Vec::new(),
        changes: Vec::new(),
        next: Vec::new(),
        blockers: Vec::new(),
        said: Vec::new(),
    }
}

struct Reader<'d> {
    document: &'d Document,
    words: &'d Vocabulary,
    report: Iteration,
}

impl Reader<'_> {
    fn place(&self, span: Span) -> Place {
        Place::new(self.document.id, span)
    }

    fn block(&mut self, block: &Block, part: Option<Part>) {
        match &block.kind {
            BlockKind::List { items, .. } => items.iter().for_each(|item| self.item(item, part)),
            BlockKind::Table(table) => self.table(table, part),
            BlockKind::Quote(inner) => inner.iter().for_each(|block| self.block(block, part)),
            _ => {}
        }
    }

    /// The lines of a paragraph that begin with a mark: `✓ Fixed AUTH-1: …`.
    fn lines(&mut self, inline: &Inline, part: Option<Part>) {
        let mut at = 0;
        for line in inline.text.split('\n') {
            if leading(line, self.words, true).is_some() {
                let span = inline.place(at, at + line.len());
                self.line(line, Vec::new(), span, part);
            }
            at += line.len() + 1;
        }
    }

    fn item(&mut self, item: &ListItem, part: Option<Part>) {
        let Some(BlockKind::Paragraph(inline)) = item.blocks.first().map(|block| &block.kind) else { return };
        // `- **Blockers**:` with a list below it.
        let inner = part_of(self.words, inline.text.trim_end_matches([':', '：', ' ']))
            .filter(|_| item.blocks.len() > 1);
        if inner.is_none() {
            let mut files = files(inline);
            // Files are often named one by one below what was done.
            for block in item.blocks.iter().skip(1) {
                if let BlockKind::List { items, .. } = &block.kind {
                    files.extend(items.iter().filter_map(|item| item.blocks.first()).flat_map(|block| {
                        match &block.kind {
                            BlockKind::Paragraph(inline) => self::files(inline),
                            _ => Vec::new(),
                        }
                    }));
                }
            }
            self.line(&inline.text, files, item.span, part);
        } else {
            item.blocks.iter().skip(1).for_each(|block| self.block(block, inner));
        }
    }

    fn line(&mut self, text: &str, files: Vec<String>, span: Span, part: Option<Part>) {
        let place = self.place(span);
        let mark = leading(text, self.words, true);
        let body = text.get(mark.as_ref().map_or(0, |(_, used)| *used)..).unwrap_or(text);
        let body = body.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        if is_placeholder(&body, self.words) {
            return;
        }
        let said = trailing(&body, self.words)
            .map(|(marked, _)| marked.status)
            .or(mark.map(|(marked, _)| marked.status));
        self.said(&body, said, part, place);
        if let Some(change) = change(&body, place) {
            self.report.changes.push(change);
            return;
        }
        let line = ReportLine { text: plain(&body), files, place };
        let Some(part) = part else { return };
        match part {
            Part::Areas => self.report.areas.push(line),
            Part::Findings => self.report.findings.push(line),
            Part::Improvements => self.report.improvements.push(line),
            Part::Tests => self.report.tests.push(line),
            Part::Next => self.report.next.push(line),
            Part::Blockers => self.report.blockers.push(line),
            Part::Metrics => {}
        }
    }

    /// Ids in a line are what it speaks of; work that was done is said to be done.
    fn said(&mut self, text: &str, stated: Option<Status>, part: Option<Part>, place: Place) {
        let status = stated.or((part == Some(Part::Improvements)).then_some(Status::Done));
        let ids =
            text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | ':' | '[' | ']'));
        for word in ids {
            let id = lead_id(word, self.words).filter(|id| {
                id.shape == IdShape::Coded
                    && id.rest >= word.len()
                    && word.starts_with(|c: char| c.is_ascii_uppercase())
                    && id.id.chars().filter(char::is_ascii_digit).count() >= 2
                    && !self.words.is_foreign_id(&id.id)
            });
            if let Some(id) = id {
                self.report.said.push(ItemSaid { id: id.id, status, place });
            }
        }
    }

    /// A table with a column before and one after; other tables of a part give a line for each row.
    fn table(&mut self, table: &Table, part: Option<Part>) {
        let column = |list: &str| table.head.iter().position(|cell| self.words.is_column(&cell.text, list));
        let (before, after) = (column("before"), column("after"));
        for row in &table.rows {
            let text = |at: usize| row.cells.get(at).map_or("", |cell| cell.text.trim());
            let name = text(0).to_owned();
            let place = self.place(row.span);
            if let (Some(before), Some(after)) = (before, after) {
                let (first, second) = (number(text(before)), number(text(after)));
                if let (Some((before, _)), Some((after, unit))) = (first, second) {
                    self.report.changes.push(Change { name, before, after, unit, place });
                }
            } else if part.is_some_and(|part| part != Part::Metrics) {
                let files = row.cells.iter().flat_map(files).collect();
                let cells: Vec<&str> =
                    row.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect();
                self.line(&cells.join(" | "), files, row.span, part);
            }
        }
    }
}

/// `Coverage: 45% → 83%`, `errors 12 -> 3`: a measurement before and after.
fn change(text: &str, place: Place) -> Option<Change> {
    let (left, right) =
        text.split_once(['→', '⇒']).or_else(|| text.split_once("->")).or_else(|| text.split_once("=>"))?;
    let (name, value) = match left.rsplit_once([':', '：']) {
        Some((name, value)) => (name, value),
        None => left.split_at(left.find(|c: char| c.is_ascii_digit())?),
    };
    let name = plain(name.trim().trim_end_matches("from"));
    let ((before, first), (after, unit)) = (number(value)?, number(right)?);
    (!name.is_empty()).then_some(Change { name, before, after, unit: unit.or(first), place })
}

/// The first number of a text and the unit behind it.
fn number(text: &str) -> Option<(f64, Option<String>)> {
    let body = text.get(text.find(|c: char| c.is_ascii_digit())?..)?;
    let end = body.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(body.len());
    let value = body.get(..end)?.trim_end_matches(['.', ',']).replace(',', "").parse().ok()?;
    let rest = body.get(end..)?.trim_start_matches('+').trim_start();
    let unit: String =
        rest.chars().take_while(|c| c.is_alphabetic() || matches!(c, '%' | '/')).take(16).collect();
    Some((value, (!unit.is_empty()).then_some(unit)))
}

/// The paths of files in a line: code and link targets with a folder or an ending.
fn files(inline: &Inline) -> Vec<String> {
    let path = |text: &str| {
        let name = text.rsplit('/').next().unwrap_or("");
        let ending = name.rsplit_once('.').is_some_and(|(stem, ending)| {
            !stem.is_empty()
                && (1..=5).contains(&ending.len())
                && ending.chars().all(|c| c.is_ascii_alphanumeric())
        });
        !text.contains([' ', '(', ':']) && ending && !text.starts_with(|c: char| c.is_ascii_digit())
    };
    inline
        .marks
        .iter()
        .filter_map(|mark| match &mark.kind {
            InlineKind::Code => inline.text.get(mark.start..mark.end),
            InlineKind::Link(target) => Some(target.as_str()),
            _ => None,
        })
        .filter(|text| path(text))
        .map(str::to_owned)
        .collect()
}
