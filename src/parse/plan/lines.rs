//! Lines of a paragraph that each begin with a box or with a sign of a state: a list whose writer left the bullets out.
//! Deeper lines are parts of those above them.

use crate::markdown::{Block, BlockKind, Inline};
use crate::model::{Carrier, Criterion, ItemId, Status, StatusSource};
use crate::parse::plan::carried::carries_work;
use crate::parse::plan::headings;
use crate::parse::reading::{
    Draft, Marked, Scope, box_mark, leading, one_line, plain, symbol_status, trailing, trailing_fields,
};
use crate::place::Span;
use crate::vocabulary::Role;

/// A line that begins with a box or sign, and the lines that go on with it.
struct Line {
    /// How deep it stands, in columns of the source.
    indent: usize,
    status: Status,
    /// The box or sign as written.
    text: String,
    boxed: bool,
    title: String,
    span: Span,
}

/// Reads the lines of a paragraph.
pub(super) fn read<'d>(draft: &mut Draft<'d>, scope: &Scope, block: &'d Block) -> bool {
    let BlockKind::Paragraph(inline) = &block.kind else { return false };
    let first = inline.text.trim_start().chars().next();
    if !first.is_some_and(|c| c == '[' || symbol_status(c, false).is_some() || draft.habits.signed_lines) {
        return false;
    }
    let (lines, led) = lines(draft, inline);
    let boxed = lines.iter().filter(|line| line.boxed).count();
    if boxed > 0 && boxed == lines.len() && !led {
        return boxes(draft, scope, &lines);
    }
    if boxed == 0 && (draft.habits.signed_lines || !led && phase(draft, scope, inline)) {
        return work(draft, scope, &lines);
    }
    false
}

/// Reads lines with boxes that stand right below a list without a blank line between: Markdown takes them for the end of its
/// last item.
pub(super) fn swallowed(draft: &mut Draft<'_>, scope: &Scope, block: &Block) {
    let BlockKind::List { items, .. } = &block.kind else { return };
    if scope.depth > 0 || !block.span.of(&draft.document.text).contains("\n[") {
        return;
    }
    let Some(mut last) = items.last() else { return };
    while let Some(BlockKind::List { items, .. }) = last.blocks.last().map(|block| &block.kind)
        && let Some(inner) = items.last()
    {
        last = inner;
    }
    let Some(BlockKind::Paragraph(inline)) = last.blocks.last().map(|block| &block.kind) else { return };
    let (found, led) = lines(draft, inline);
    let flush = |line: &Line| line.boxed && line.indent == 0;
    if led && !found.is_empty() && found.iter().all(flush) {
        boxes(draft, scope, &found);
    }
}

/// The lines that begin with a box or sign; the others go on with the line above. Says whether words stand before.
fn lines(draft: &Draft<'_>, inline: &Inline) -> (Vec<Line>, bool) {
    let mut found: Vec<Line> = Vec::new();
    let mut led = false;
    let mut at = 0;
    for text in inline.text.split('\n') {
        let span = inline.place(at, at + text.len());
        match sign(draft, inline, text, at) {
            Some((status, sign, used)) => found.push(Line {
                indent: indent(&draft.document.text, span),
                status,
                boxed: sign.starts_with('['),
                text: sign,
                title: text.get(used..).unwrap_or("").trim().to_owned(),
                span,
            }),
            None => match found.last_mut() {
                Some(line) => {
                    line.title.push(' ');
                    line.title.push_str(text.trim());
                }
                None => led = true,
            },
        }
        at += text.len() + 1;
    }
    (found, led)
}

/// The box or sign that a line begins with, and where its words begin.
fn sign(draft: &Draft<'_>, inline: &Inline, line: &str, at: usize) -> Option<(Status, String, usize)> {
    if inline.in_code(at) {
        return None;
    }
    let blank = line.len() - line.trim_start().len();
    let body = line.get(blank..)?;
    if let Some(inner) = body.strip_prefix('[') {
        let sign = inner.chars().next()?;
        let (sign, after) = if sign == ']' {
            (' ', inner.get(1..)?)
        } else {
            (sign, inner.get(sign.len_utf8()..)?.strip_prefix(']')?)
        };
        let used = line.len() - after.len();
        let status = box_mark(sign, draft.habits.numbered_boxes)?;
        return (after.starts_with([' ', '\t']) && !after.trim().is_empty())
            .then(|| (status, line.get(blank..used).unwrap_or("").to_owned(), used));
    }
    let first = body.chars().next()?;
    symbol_status(first, false)?;
    let (marked, used) = leading(line, draft.words, false)?;
    Some((marked.status, marked.text, used))
}

/// The column in which a line begins in the source.
fn indent(text: &str, span: Span) -> usize {
    let head = text.get(..span.start as usize).unwrap_or("");
    head.len() - head.trim_end_matches([' ', '\t']).len()
}

/// Whether lines that all begin with signs are work: they stand in a phase in which nothing else carries work.
fn phase(draft: &Draft<'_>, scope: &Scope, inline: &Inline) -> bool {
    let signed = |line: &str| {
        line.chars().next().is_some_and(|c| symbol_status(c, false).is_some() && !"❌✗✘".contains(c))
    };
    inline.text.contains('\n')
        && inline.text.split('\n').all(signed)
        && scope.item.is_none()
        && scope.role.is_none()
        && draft.in_part(scope.group)
        && !carries_work(draft, scope)
}

/// Reads lines with boxes, as a list of boxes is read.
fn boxes(draft: &mut Draft<'_>, scope: &Scope, lines: &[Line]) -> bool {
    let told = |line: &Line| draft.words.status(&line.title).is_some();
    if scope.role == Some(Role::Legend) || lines.iter().all(told) {
        return true;
    }
    if !matches!(scope.role, Some(Role::Criteria | Role::Gates | Role::Metrics)) {
        return work(draft, scope, lines);
    }
    for line in lines {
        draft.criteria.push(Criterion {
            text: one_line(&line.title),
            place: draft.place(line.span),
            group: scope.group,
            item: scope.item.map(|index| ItemId(index as u32)),
            met: Some(line.status == Status::Done),
            stated: Some(line.text.clone()),
        });
    }
    true
}

/// Makes an item of each line.
fn work(draft: &mut Draft<'_>, scope: &Scope, lines: &[Line]) -> bool {
    let mut scope = scope.clone();
    if scope.item.is_none() {
        headings::section_group(draft, &mut scope);
    }
    let mut open: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        open.retain(|(indent, _)| *indent < line.indent);
        let mut here = scope.clone();
        here.item = open.last().map(|(_, index)| *index).or(scope.item);
        let carrier = if line.boxed { Carrier::Box } else { Carrier::Bullet };
        let mut item = draft.item(String::new(), line.span, carrier, &here);
        item.status = line.status;
        item.status_text = Some(line.text.clone());
        item.status_source = StatusSource::Own;
        let mut title = one_line(&line.title);
        trailing_fields(draft, &mut item, &mut title);
        if let Some((Marked { status, text }, at)) = trailing(&title, draft.words).filter(|(_, at)| *at > 0) {
            if line.status == Status::Todo && status != Status::Done {
                item.status = status;
                item.status_text = Some(text);
            }
            title.truncate(at);
        }
        item.title = plain(&title);
        let index = draft.add(item, None, &here);
        open.push((line.indent, index));
    }
    true
}
