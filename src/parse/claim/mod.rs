//! What a document says of itself, read from its words: completion, counts, shares, quantities, and what is there,
//! missing or still to come. Each claim knows its place and what it speaks of; nothing is judged here.
//!
//! Left out on purpose: what stands in code, in samples, in goals and criteria (wishes are no claims), and in
//! conditions (`once all tasks are done`).

mod capability;
mod count;
mod gate;
mod line;
mod number;
mod quantity;
mod share;
mod state;
mod subject;
mod table;
mod words;

use crate::decode::{Document, Syntax};
use crate::diag::Confidence;
use crate::markdown::BlockKind;
use crate::model::{Claim, ClaimKind, Plan, Subject};
use crate::place::{Place, Span};
use crate::vocabulary::Vocabulary;
use line::Line;
use number::Token;
use subject::{Mention, Subjects};

/// The claims of a document that was read as `plan`, in document order.
pub(super) fn read(document: &Document, plan: &Plan, vocabulary: &Vocabulary) -> Vec<Claim> {
    let Syntax::Markdown { doc, .. } = &document.syntax else { return Vec::new() };
    let mut reader =
        Reader { document, plan, vocabulary, subjects: Subjects::new(plan, vocabulary), claims: Vec::new() };
    let (lines, grids) = line::lines(&doc.blocks, plan);
    for line in &lines {
        reader.line(line);
    }
    for grid in &grids {
        table::read(&mut reader, grid);
    }
    quantity::gates(&mut reader);
    gate::read(&mut reader, &lines);
    let mut claims = reader.claims;
    let known = stated_lines(document, plan);
    claims.retain(|claim| {
        !matches!(claim.kind, ClaimKind::State(_))
            || known.binary_search(&document.line(claim.place.span.start)).is_err()
    });
    claims.sort_by_key(|claim| claim.place);
    claims
}

/// The parts of a document that tell what was: change logs, logs of sessions. A status there is none of today.
pub fn past(document: &Document) -> Vec<Span> {
    let Syntax::Markdown { doc, .. } = &document.syntax else { return Vec::new() };
    let mut found = Vec::new();
    let mut open: Option<(u8, u32)> = None;
    for block in &doc.blocks {
        let BlockKind::Heading { level, text } = &block.kind else { continue };
        if let Some((_, start)) = open.filter(|(outer, _)| level <= outer) {
            found.push(Span { start, end: block.span.start });
            open = None;
        }
        if open.is_none() && words::WORDS.role(&text.text) == words::Role::History {
            open = Some((*level, block.span.start));
        }
    }
    found.extend(open.map(|(_, start)| Span { start, end: document.text.len() as u32 }));
    found
}

/// The lines whose state the plan reader has read already: what they say is no further claim.
fn stated_lines(document: &Document, plan: &Plan) -> Vec<u32> {
    let groups = plan.groups.iter().flat_map(|group| group.claimed.iter().chain(&group.mentions));
    let mentions =
        plan.items.iter().flat_map(|item| &item.mentions).filter_map(|mention| mention.stated.as_ref());
    let items = plan.items.iter().filter(|item| item.status_text.is_some()).map(|item| item.place);
    let places = groups.chain(mentions).map(|stated| stated.place).chain(items);
    let mut lines: Vec<u32> = places.map(|place| document.line(place.span.start)).collect();
    lines.sort_unstable();
    lines
}

/// First byte and one past the last byte of the words of a claim in its line, and how sure the reader is.
type Words = (usize, usize, Confidence);

/// A line with its words looked up.
struct Sentence<'l> {
    line: &'l Line<'l>,
    text: &'l str,
    /// The text in lower case, each byte in its place.
    lower: String,
    tokens: Vec<Token>,
    mentions: Vec<Mention>,
}

/// Lower case in which every byte keeps its number: letters that change their length stay as they are.
fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => out.push(one),
            _ => out.push(c),
        }
    }
    out
}

/// What the readers of claims share: the plan, its names, and the claims so far.
struct Reader<'a> {
    document: &'a Document,
    plan: &'a Plan,
    vocabulary: &'a Vocabulary,
    subjects: Subjects<'a>,
    claims: Vec<Claim>,
}

impl Reader<'_> {
    fn line(&mut self, line: &Line<'_>) {
        let text = line.text();
        // Amounts, ids and numbers of parts have digits, which most lines have not. All else that is counted is `all`.
        let digits = text.bytes().any(|byte| byte.is_ascii_digit());
        let counted = digits || count::may_say_all(text);
        if line.shape == line::Shape::Cell && !counted {
            return;
        }
        let tokens = if counted { number::tokens(text) } else { Vec::new() };
        let mentions = if digits { self.subjects.mentions(text, &tokens, line.group) } else { Vec::new() };
        let sentence = Sentence { line, text, lower: lower(text), tokens, mentions };
        if line.shape != line::Shape::Cell {
            state::read(self, &sentence);
            capability::read(self, &sentence);
        }
        if counted {
            count::read(self, &sentence);
        }
        if sentence.tokens.iter().any(|token| token.number.is_some()) {
            share::read(self, &sentence);
            quantity::read(self, &sentence);
        }
    }

    /// Whether a line is (a part of) the line that defines an item.
    fn is_title(&self, line: &Line<'_>) -> bool {
        let item = line.item.and_then(|id| self.plan.item(id));
        item.is_some_and(|item| item.place.span.contains(line.whole()))
    }

    /// Whether a line begins the definition of an item: its state there is the item's own, and no further claim.
    fn defines(&self, line: &Line<'_>, subject: &Subject) -> bool {
        let Subject::Item(id) = subject else { return false };
        let item = self.plan.item(*id).filter(|_| line.item == Some(*id));
        let first = self.document.line(line.whole().start);
        item.is_some_and(|item| self.document.line(item.place.span.start) == first)
    }

    /// Notes a claim that the words `from..to` of the line make. What is told of the past is never more than a hint.
    fn claim(&mut self, line: &Line<'_>, subject: Subject, kind: ClaimKind, (from, to, sure): Words) {
        let place = Place::new(self.document.id, line.span(from, to));
        let text = line.text().get(from..to).unwrap_or("").trim().to_owned();
        let confidence = if line.role == words::Role::History { Confidence::Low } else { sure };
        self.claims.push(Claim {
            subject,
            kind,
            text,
            place,
            group: line.group,
            item: line.item,
            confidence,
        });
    }
}
