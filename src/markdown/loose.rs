//! Paragraphs that their writers did not mean as such: headings without the blank (`##Season`), lists that go on behind a
//! label, whose numbers CommonMark does not let begin a list there, and labels right below a list, which it takes for more of
//! the last bullet.

use crate::markdown::doc::{BlockKind, ListItem};
use crate::markdown::writing::fragment;
use crate::markdown::{Block, Inline};
use crate::place::Span;

/// The blocks that a paragraph was meant as, if they are others.
pub(super) fn blocks(text: &str, span: Span) -> Option<Vec<Block>> {
    let source = span.of(text);
    match source.as_bytes().first()? {
        b'#' => headed(text, span),
        _ if source.contains('\n') => numbered(text, span),
        _ => None,
    }
}

/// `##Season`, with the words below it.
fn headed(text: &str, span: Span) -> Option<Vec<Block>> {
    let source = span.of(text);
    let line = source.lines().next()?;
    let body = line.trim_start_matches('#');
    let level = line.len() - body.len();
    let first = body.chars().next()?;
    // `#todo` is a tag, `#include <x>` is code.
    let title = first.is_alphabetic() && (level > 1 || !first.is_lowercase()) && !body.contains('#');
    if level > 6 || !title {
        return None;
    }
    let start = span.start as usize;
    let head = Span::new(start, start + line.len());
    let words = fragment(text, Span::new(start + level, start + line.len()));
    let mut blocks = vec![Block { span: head, kind: BlockKind::Heading { level: level as u8, text: words } }];
    let rest = source.get(line.len()..).unwrap_or("");
    if !rest.trim().is_empty() {
        let from = start + source.len() - rest.trim_start().len();
        blocks.push(paragraph(text, Span::new(from, span.end as usize)));
    }
    Some(blocks)
}

/// `**Common:**` with `5. …` and `6. …` right below.
fn numbered(text: &str, span: Span) -> Option<Vec<Block>> {
    let mut at = span.start as usize;
    let lines: Vec<Span> = span
        .of(text)
        .split('\n')
        .map(|line| {
            let start = at;
            at += line.len() + 1;
            Span::new(start, start + line.trim_end().len())
        })
        .collect();
    let first = lines.iter().position(|line| number(line.of(text)).is_some())?;
    let label = lines.get(first.checked_sub(1)?)?.of(text);
    let list = lines.get(first..)?;
    let start = number(list.first()?.of(text))?.0;
    let runs = list
        .iter()
        .zip(start..)
        .all(|(line, count)| number(line.of(text)).is_some_and(|(number, _)| number == count));
    if !label.trim_end().ends_with([':', '：', '*']) || !runs {
        return None;
    }
    let head = Span { end: lines.get(first - 1)?.end, ..span };
    let items = list.iter().filter_map(|line| {
        let (_, used) = number(line.of(text))?;
        let body = Span { start: line.start + used as u32, ..*line };
        Some(ListItem { span: *line, task: None, blocks: vec![paragraph(text, body)] })
    });
    let items = items.collect();
    let below = Span { end: list.last()?.end, ..*list.first()? };
    let list = Block { span: below, kind: BlockKind::List { start: Some(start), items } };
    Some(vec![paragraph(text, head), list])
}

/// The labels right below a list that stands below a label itself: `**Tests**: …` behind the bullets of `**Criteria**:`.
/// They are taken from the last bullet and make a paragraph of their own.
pub(super) fn labels_below(
    text: &str,
    above: Option<&Block>,
    span: &mut Span,
    items: &mut [ListItem],
) -> Option<Block> {
    let above = above.filter(|block| matches!(block.kind, BlockKind::Paragraph(_)))?;
    let label = above.span.of(text).lines().last()?.trim();
    if !label.starts_with("**") || !label.trim_end_matches('*').ends_with([':', '：']) {
        return None;
    }
    let last = items.last_mut()?;
    let [Block { span: lines, kind: BlockKind::Paragraph(words) }] = last.blocks.as_mut_slice() else {
        return None;
    };
    let whole = lines.of(text);
    let at = whole.match_indices('\n').map(|(at, _)| at + 1).find(|at| {
        whole.get(*at..).and_then(|rest| rest.strip_prefix("**")).is_some_and(|rest| {
            let line = rest.lines().next().unwrap_or("");
            line.contains(":**") || line.contains("**:") || line.contains("：**") || line.contains("**：")
        })
    })?;
    let below = Span::new(lines.start as usize + at, lines.end as usize);
    let bullet = whole.get(..at)?.trim_end().len();
    *lines = Span::new(lines.start as usize, lines.start as usize + bullet);
    *words = fragment(text, *lines);
    last.span.end = lines.end;
    span.end = lines.end;
    Some(paragraph(text, below))
}

/// The number that a line begins with, and where its words begin.
fn number(line: &str) -> Option<(u64, usize)> {
    let digits = line.find(|c: char| !c.is_ascii_digit()).filter(|digits| (1..=3).contains(digits))?;
    let rest = line.get(digits..)?.strip_prefix(['.', ')'])?;
    let words = rest.trim_start();
    let parted = words.len() < rest.len() && !words.is_empty();
    let number = line.get(..digits)?.parse().ok()?;
    parted.then_some((number, line.len() - words.len()))
}

fn paragraph(text: &str, span: Span) -> Block {
    let inline: Inline = fragment(text, span);
    Block { span, kind: BlockKind::Paragraph(inline) }
}
