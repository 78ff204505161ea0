//! Finds answers in the text of a document, and the lines each speaks of.

use crate::date::{self, Date};
use crate::decode::{Document, Syntax};
use crate::markdown::{Block, BlockKind};
use crate::place::{Place, Span};

/// An answer as it is written.
pub(super) struct Written {
    /// The codes it answers.
    pub(super) codes: Vec<String>,
    /// The last day it holds.
    pub(super) until: Option<Date>,
    /// Why.
    pub(super) reason: String,
    /// Where it stands.
    pub(super) place: Place,
    /// First and last line it speaks of.
    pub(super) lines: (u32, u32),
    /// What is wrong with it.
    pub(super) fault: Option<String>,
}

/// The word an answer begins with.
const HEAD: &str = "planbook: accept";

/// The answers of a document.
pub(super) fn find(document: &Document) -> Vec<Written> {
    let mut found = Vec::new();
    if !document.text.contains(HEAD) {
        return found;
    }
    let code = code(document);
    for (at, _) in document.text.match_indices(HEAD) {
        if code.iter().any(|span| (span.start..span.end).contains(&(at as u32))) {
            continue;
        }
        let line = document.line(at as u32);
        let span = document.lines.span(line);
        let head = document.text.get(span.start as usize..at).unwrap_or("");
        let markdown = matches!(document.syntax, Syntax::Markdown { .. });
        let (opens, close) = if markdown {
            (head.trim_end().ends_with("<!--"), "-->")
        } else {
            (head.trim_end().ends_with('#'), "\n")
        };
        if !opens || head.contains('`') {
            continue;
        }
        let start = span.start as usize + head.rfind(if markdown { "<!--" } else { "#" }).unwrap_or(0);
        let rest = document.text.get(at..).unwrap_or("");
        let length = rest.find(close).unwrap_or(rest.len());
        let end = at + length + if markdown { close.len() } else { 0 };
        let words = rest.get(HEAD.len()..length).unwrap_or("");
        let last = document.line((end.saturating_sub(1)) as u32);
        let after = document.text.get(end..document.lines.span(last).end as usize).unwrap_or("");
        let before = document.text.get(span.start as usize..start).unwrap_or("");
        let alone = before.trim().is_empty() && after.trim().is_empty();
        let lines = if !alone {
            (line, last)
        } else if markdown {
            below(document, line, last)
        } else {
            entry(document, line, last)
        };
        found.push(written(words, Place::new(document.id, Span::new(start, end)), lines));
    }
    found
}

fn written(words: &str, place: Place, lines: (u32, u32)) -> Written {
    let mut answer =
        Written { codes: Vec::new(), until: None, reason: String::new(), place, lines, fault: None };
    let mut rest = words.trim();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("reason=") {
            let quoted = after.strip_prefix('"').and_then(|inner| inner.split_once('"'));
            let (reason, left) = quoted.unwrap_or((after, ""));
            answer.reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
            rest = left.trim_start();
            continue;
        }
        let (word, left) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        match word.strip_prefix("until=") {
            Some(day) => {
                answer.until = date::parse(day.trim_matches('"'));
                if answer.until.is_none() {
                    answer.fault = Some(format!("“{day}” is no date; write until=2026-12-31"));
                }
            }
            None => {
                answer.codes.extend(word.split(',').filter(|code| !code.is_empty()).map(str::to_uppercase))
            }
        }
        rest = left.trim_start();
    }
    if answer.codes.is_empty() {
        answer.fault = Some("it names no code".to_owned());
    } else if answer.reason.is_empty() && answer.fault.is_none() {
        answer.fault = Some("it gives no reason=\"…\"".to_owned());
    }
    answer
}

/// The spans of code blocks: what stands in them is a sample.
pub(super) fn code(document: &Document) -> Vec<Span> {
    let mut found = Vec::new();
    if let Syntax::Markdown { doc, .. } = &document.syntax {
        walk(&doc.blocks, &mut found);
    }
    found
}

fn walk(blocks: &[Block], found: &mut Vec<Span>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Code { .. } => found.push(block.span),
            BlockKind::List { items, .. } => items.iter().for_each(|item| walk(&item.blocks, found)),
            BlockKind::Quote(inner) | BlockKind::Footnote(_, inner) => walk(inner, found),
            _ => {}
        }
    }
}

/// What an answer on lines of its own speaks of in Markdown.
fn below(document: &Document, first: u32, last: u32) -> (u32, u32) {
    let count = document.lines.count();
    let text = |line: u32| document.slice(document.lines.span(line)).trim();
    let before = (1..first).rev().find(|line| !text(*line).is_empty());
    let Some(before) = before else { return (1, count) };
    let Syntax::Markdown { doc, .. } = &document.syntax else { return (last, last) };
    let headings = doc.blocks.iter().filter_map(|block| match block.kind {
        BlockKind::Heading { level, .. } => {
            Some((document.line(block.span.start), document.lines.last_line(block.span), level))
        }
        _ => None,
    });
    let headings: Vec<(u32, u32, u8)> = headings.collect();
    if let Some((from, _, level)) = headings.iter().find(|(_, end, _)| *end == before) {
        let next = headings.iter().find(|(line, _, other)| line > from && other <= level);
        return (*from, next.map_or(count, |(line, _, _)| line - 1));
    }
    // The next block: as far as lines follow each other.
    let start = (last + 1..=count).find(|line| !text(*line).is_empty()).unwrap_or(last);
    let end = (start..=count).take_while(|line| !text(*line).is_empty()).last().unwrap_or(start);
    (start, end)
}

/// What an answer on a line of its own speaks of in YAML: the entry below, with everything that is indented deeper. Above
/// the first key of the file it speaks of all of it.
fn entry(document: &Document, first: u32, last: u32) -> (u32, u32) {
    let count = document.lines.count();
    let text = |line: u32| document.slice(document.lines.span(line));
    let blank = |line: u32| text(line).trim().is_empty() || text(line).trim_start().starts_with('#');
    let Some(start) = (last + 1..=count).find(|line| !blank(*line)) else { return (last, last) };
    let head = (1..first).all(|line| blank(line) || text(line).trim() == "---");
    if head && !text(start).starts_with("- ") {
        return (1, count);
    }
    let depth = |line: u32| text(line).len() - text(line).trim_start_matches([' ', '-']).len();
    let own = text(start).len() - text(start).trim_start().len();
    let within = |line: &u32| {
        blank(*line)
            || depth(*line) > own && !text(*line).get(own..).is_some_and(|rest| rest.starts_with("- "))
    };
    (start, (start + 1..=count).take_while(within).last().unwrap_or(start))
}
