//! Text that is no Markdown, nor the data its name promises: lines with a box in front are work, deeper ones are parts
//! of those above. A `todo.yaml` that is no YAML is read so.

use crate::decode::Syntax;
use crate::model::{Carrier, Item, Status, StatusSource};
use crate::parse::reading::{
    Draft, IdShape, Scope, Separator, box_mark, lead_id, plain, trailing, trailing_fields,
};
use crate::place::Span;

/// A line with a box.
struct Boxed<'t> {
    indent: usize,
    sign: &'t str,
    status: Status,
    title: &'t str,
    /// Tags behind the title: `high`, `done (24-09-23 18:50)`.
    tags: Vec<&'t str>,
    span: Span,
}

/// Reads the lines with boxes of a text.
pub(super) fn read(draft: &mut Draft<'_>) -> bool {
    let name = draft.document.path.rsplit('/').next().unwrap_or("");
    let kind = name.rsplit_once('.').map_or("", |(_, kind)| kind).to_ascii_lowercase();
    let todo = matches!(
        kind.as_str(),
        "" | "yaml" | "yml" | "json" | "toml" | "txt" | "text" | "todo" | "tasks" | "taskpaper"
    );
    if !matches!(draft.document.syntax, Syntax::Text | Syntax::Tree(_)) || !todo {
        return false;
    }
    let document = draft.document;
    let mut at = 0;
    let mut found: Vec<Boxed<'_>> = Vec::new();
    // Text that data hold (`value: |`) is theirs: a form, a description.
    let mut held: Option<usize> = None;
    for line in document.text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        held = held.filter(|outer| line.trim().is_empty() || indent > *outer);
        if held.is_none() {
            found.extend(boxed(line, at));
            let text = line.trim_end();
            held = [": |", ": >", "- |", "- >"]
                .iter()
                .any(|sign| text.trim_end_matches(['-', '+']).ends_with(sign))
                .then_some(indent);
        }
        at += line.len();
    }
    // One box may be anything.
    if found.len() < 2 {
        return false;
    }
    let mut open: Vec<(usize, usize)> = Vec::new();
    for line in found {
        open.retain(|(indent, _)| *indent < line.indent);
        let scope = Scope { item: open.last().map(|(_, index)| *index), ..Scope::default() };
        let index = one(draft, &scope, &line);
        open.push((line.indent, index));
    }
    true
}

/// The box at the start of a line, behind blanks and a bullet.
fn boxed(line: &str, at: usize) -> Option<Boxed<'_>> {
    let text = line.trim_end();
    let body = text.trim_start();
    let indent = text.len() - body.len();
    let body = body.strip_prefix(['-', '*', '+']).map_or(body, str::trim_start);
    let span = Span::new(at + indent, at + text.len());
    if let Some(drawn) = drawn(body, indent, span) {
        return Some(drawn);
    }
    let (sign, rest) = body.strip_prefix('[')?.split_once(']')?;
    let mut signs = sign.chars();
    let status = match (signs.next(), signs.next()) {
        (None, _) => Status::Todo,
        (Some(sign), None) => box_mark(sign, true)?,
        _ => return None,
    };
    let title = rest.strip_prefix([' ', '\t'])?.trim();
    (!title.is_empty()).then_some(Boxed { indent, sign, status, title, tags: Vec::new(), span })
}

/// A line that begins with a box that is drawn, as lists in editors have it: `✔ Tar the rope @done (24-09-23)`.
fn drawn(body: &str, indent: usize, span: Span) -> Option<Boxed<'_>> {
    let first = body.chars().next()?;
    let status = match first {
        '☐' | '❑' | '❍' | '□' | '▢' | '⬜' => Status::Todo,
        '✔' | '✓' | '☑' | '✅' => Status::Done,
        '✘' | '✗' | '☒' => Status::Cancelled,
        _ => return None,
    };
    let (sign, rest) = body.split_at_checked(first.len_utf8())?;
    let title = rest.trim_start_matches('\u{fe0f}').strip_prefix([' ', '\t'])?;
    // `tar the hull @high @done (24-09-23 18:50)`; `at the pier @ noon` has no tags.
    let begins = |(at, _): &(usize, &str)| {
        title.get(at + 2..).is_some_and(|behind| behind.starts_with(char::is_alphabetic))
    };
    let end = title.match_indices(" @").find(begins).map_or(title.len(), |(at, _)| at);
    let (title, behind) = title.split_at_checked(end)?;
    let (title, tags) = (title.trim(), behind.split(" @").skip(1).map(str::trim).collect());
    (!title.is_empty()).then_some(Boxed { indent, sign, status, title, tags, span })
}

fn one(draft: &mut Draft<'_>, scope: &Scope, line: &Boxed<'_>) -> usize {
    let mut item: Item = draft.item(String::new(), line.span, Carrier::Box, scope);
    item.status = line.status;
    let drawn = !line.sign.is_ascii();
    item.status_text = Some(if drawn { line.sign.to_owned() } else { format!("[{}]", line.sign) });
    item.status_source = StatusSource::Own;
    item.tags.extend(line.tags.iter().map(|tag| (*tag).to_owned()));
    let id = lead_id(line.title, draft.words).filter(|id| {
        matches!(id.shape, IdShape::Coded | IdShape::Worded) && id.separator == Separator::Strong
    });
    let shape = id.as_ref().map(|id| id.shape);
    let mut title = line.title.get(id.as_ref().map_or(0, |id| id.rest)..).unwrap_or("").to_owned();
    if let Some(id) = id {
        item.expands_to = id.expands_to;
        item.id = Some(id.id);
    }
    trailing_fields(draft, &mut item, &mut title);
    if let Some((marked, at)) = trailing(&title, draft.words).filter(|(_, at)| *at > 0) {
        if line.status == Status::Todo && marked.status != Status::Done {
            item.status = marked.status;
            item.status_text = Some(marked.text);
        }
        title.truncate(at);
    }
    item.title = plain(&title);
    draft.add(item, shape, scope)
}
