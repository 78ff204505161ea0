//! Org mode: headlines with a keyword, their properties, dates and tags, and boxes below them.

use crate::decode::Syntax;
use crate::model::{Carrier, Criterion, Group, GroupId, GroupKind, Item, ItemId, Status, StatusSource};
use crate::parse::reading::{Draft, IdShape, Scope, box_mark, group_head, lead_id, names, plain};
use crate::place::Span;
use crate::vocabulary::{Role, Vocabulary};

/// What a headline opened.
struct Open {
    level: usize,
    group: Option<GroupId>,
    item: Option<usize>,
    /// Whether the boxes below are criteria.
    criteria: bool,
}

/// Reads an Org file by lines.
pub(super) fn read(draft: &mut Draft<'_>) -> bool {
    if !matches!(draft.document.syntax, Syntax::Org) {
        return false;
    }
    let text = draft.document.text.clone();
    let keywords = keywords(&text, draft.words);
    let mut stack: Vec<Open> = Vec::new();
    let mut boxes: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut source) = (0, false);
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        let line = line.trim_end();
        let lower = line.trim_start().to_ascii_lowercase();
        if lower.starts_with("#+begin_") {
            source = true;
        } else if lower.starts_with("#+end_") {
            source = false;
        } else if source {
            continue;
        } else if let Some(title) = lower.strip_prefix("#+title:") {
            let from = line.len() - title.len();
            let value = line.get(from..).unwrap_or("").trim().to_owned();
            let place = draft.place(span);
            draft.fields.push(crate::model::Field { name: "title".to_owned(), value, place });
        } else if let Some(level) = level(line) {
            boxes.clear();
            stack.retain(|open| open.level < level);
            let open = headline(draft, &stack, (line, span), &keywords);
            stack.push(open);
        } else if let Some(open) = stack.last() {
            below(draft, open, line, span, &mut boxes);
        } else {
            let open = Open { level: 0, group: None, item: None, criteria: false };
            below(draft, &open, line, span, &mut boxes);
        }
    }
    true
}

/// The number of stars of a headline.
fn level(line: &str) -> Option<usize> {
    let stars = line.chars().take_while(|c| *c == '*').count();
    (stars > 0 && line.get(stars..)?.starts_with(' ')).then_some(stars)
}

/// Keywords of the file with their states: those of `#+TODO:` lines (behind `|` they mean done) and the usual ones.
fn keywords(text: &str, words: &Vocabulary) -> Vec<(String, Status)> {
    let mut found: Vec<(String, Status)> = Vec::new();
    for line in text.lines() {
        let upper = line.trim().to_uppercase();
        let Some(list) = upper.strip_prefix("#+TODO:").or_else(|| upper.strip_prefix("#+SEQ_TODO:")) else {
            continue;
        };
        let (open, closed) = list.split_once('|').unwrap_or((list, ""));
        let name = |word: &str| word.split('(').next().unwrap_or("").to_owned();
        found.extend(
            open.split_whitespace()
                .enumerate()
                .map(|(at, word)| (name(word), if at == 0 { Status::Todo } else { Status::InProgress })),
        );
        let closed = closed.split_whitespace().map(name);
        found.extend(closed.map(|word| {
            let dropped = words.status(&word).filter(|status| *status == Status::Cancelled);
            (word, dropped.unwrap_or(Status::Done))
        }));
    }
    const USUAL: [(&str, Status); 22] = [
        ("TODO", Status::Todo),
        ("NEXT", Status::Todo),
        ("LATER", Status::Todo),
        ("SOMEDAY", Status::Todo),
        ("MAYBE", Status::Todo),
        ("BACKLOG", Status::Todo),
        ("STARTED", Status::InProgress),
        ("DOING", Status::InProgress),
        ("INPROGRESS", Status::InProgress),
        ("IN-PROGRESS", Status::InProgress),
        ("PROG", Status::InProgress),
        ("REVIEW", Status::InProgress),
        ("WAITING", Status::Blocked),
        ("WAIT", Status::Blocked),
        ("BLOCKED", Status::Blocked),
        ("HOLD", Status::Blocked),
        ("DONE", Status::Done),
        ("CLOSED", Status::Done),
        ("CANCELLED", Status::Cancelled),
        ("CANCELED", Status::Cancelled),
        ("DEFERRED", Status::Todo),
        ("KILL", Status::Cancelled),
    ];
    // The usual meaning of a word beats its position in a list.
    for (word, status) in &mut found {
        if let Some((_, usual)) = USUAL.iter().find(|(usual, _)| usual == word) {
            *status = *usual;
        }
    }
    found.extend(USUAL.iter().map(|(word, status)| ((*word).to_owned(), *status)));
    found
}

fn headline(
    draft: &mut Draft<'_>,
    stack: &[Open],
    line: (&str, Span),
    keywords: &[(String, Status)],
) -> Open {
    let (line, span) = line;
    let level = level(line).unwrap_or(1);
    let outer = stack.last();
    let scope = Scope {
        group: outer.and_then(|open| open.group),
        item: outer.and_then(|open| open.item),
        ..Scope::default()
    };
    let body = line.get(level..).unwrap_or("").trim();
    let (word, rest) = body.split_once(' ').unwrap_or((body, ""));
    let Some((_, status)) = keywords.iter().find(|(known, _)| known == word) else {
        let outer = outer.is_some_and(|open| open.criteria);
        return Open { level, ..group(draft, &scope, body, span, outer) };
    };
    let mut item = draft.item(String::new(), span, Carrier::Entry, &scope);
    item.status = *status;
    item.status_text = Some(word.to_owned());
    item.status_source = StatusSource::Own;
    let title = title(&mut item, rest);
    let id = lead_id(&title, draft.words)
        .filter(|id| matches!(id.shape, IdShape::Coded | IdShape::Worded) && id.rest < title.len());
    let shape = id.as_ref().map(|id| id.shape);
    item.title = plain(id.as_ref().map_or(title.as_str(), |id| title.get(id.rest..).unwrap_or("")));
    item.id = id.map(|id| id.id);
    let group = scope.group;
    let index = draft.add(item, shape, &scope);
    Open { level, group, item: Some(index), criteria: false }
}

/// Takes priority, cookie and tags off a headline.
fn title(item: &mut Item, rest: &str) -> String {
    let mut rest = rest.trim().to_owned();
    if let Some(tail) = rest.strip_prefix("[#")
        && let Some((priority, after)) = tail.split_once(']')
    {
        item.priority = Some(priority.to_owned());
        rest = after.trim().to_owned();
    }
    if rest.ends_with(':')
        && let Some(at) = rest.rfind(" :")
    {
        item.tags.extend(
            rest.get(at + 2..).unwrap_or("").split(':').filter(|tag| !tag.is_empty()).map(str::to_owned),
        );
        rest.truncate(at);
    }
    cookie(&rest).to_owned()
}

/// A title without its `[2/5]` or `[40%]`.
fn cookie(text: &str) -> &str {
    let text = text.trim();
    match text
        .strip_suffix(']')
        .and_then(|head| head.rfind('[').map(|at| (at, head.get(at + 1..).unwrap_or(""))))
    {
        Some((at, inside)) if inside.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '%')) => {
            text.get(..at).unwrap_or(text).trim_end()
        }
        _ => text,
    }
}

/// A headline without a keyword is a part of the plan.
fn group(draft: &mut Draft<'_>, scope: &Scope, body: &str, span: Span, criteria: bool) -> Open {
    let mut unused = draft.item(String::new(), span, Carrier::Entry, scope);
    let title = title(&mut unused, body);
    // `**** Acceptance criteria` below a piece of work is no part of the plan.
    if draft.words.role(&title) == Some(Role::Criteria) {
        return Open { level: 0, group: scope.group, item: scope.item, criteria: true };
    }
    let head = group_head(&title, draft.words).filter(|head| head.defines);
    draft.groups.push(Group {
        key: String::new(),
        title: plain(&title),
        kind: head.as_ref().map_or(GroupKind::Section, |head| head.kind),
        number: head.map(|head| head.number),
        level: 1,
        place: draft.place(span),
        extent: span,
        parent: scope.group,
        claimed: None,
        mentions: Vec::new(),
        when: None,
    });
    let group = Some(GroupId(draft.groups.len() as u32 - 1));
    Open { level: 0, group, item: scope.item, criteria }
}

/// A line below a headline: a date, a property, a box.
fn below(draft: &mut Draft<'_>, open: &Open, line: &str, span: Span, boxes: &mut Vec<(usize, usize)>) {
    let indent = line.len() - line.trim_start().len();
    let body = line.trim_start();
    let bullet = body.strip_prefix(['-', '+']).or_else(|| {
        let digits = body.trim_start_matches(|c: char| c.is_ascii_digit());
        (digits.len() < body.len()).then(|| digits.strip_prefix(['.', ')'])).flatten()
    });
    if let Some(rest) = bullet.and_then(|rest| rest.strip_prefix(" [")) {
        let mut chars = rest.chars();
        let sign = chars.next().unwrap_or(' ');
        let Some(text) = chars.as_str().strip_prefix("] ") else { return };
        let Some(status) = box_mark(sign, true) else { return };
        if open.criteria {
            draft.criteria.push(Criterion {
                text: plain(cookie(text)),
                place: draft.place(span),
                group: open.group,
                item: open.item.map(|index| ItemId(index as u32)),
                met: Some(status == Status::Done),
                stated: Some(format!("[{sign}]")),
            });
            return;
        }
        boxes.retain(|(other, _)| *other < indent);
        let item = boxes.last().map(|(_, index)| *index).or(open.item);
        let scope = Scope { group: open.group, item, ..Scope::default() };
        let mut item = draft.item(plain(cookie(text)), span, Carrier::Box, &scope);
        item.status = status;
        item.status_text = Some(format!("[{sign}]"));
        item.status_source = StatusSource::Own;
        let index = draft.add(item, None, &scope);
        boxes.push((indent, index));
        return;
    }
    let Some(index) = open.item else { return };
    let Some(mut item) = draft.items.get(index).map(|candidate| candidate.item.clone()) else { return };
    for (word, _) in [("DEADLINE:", 0), ("SCHEDULED:", 0)] {
        if let Some(at) = body.find(word) {
            let date: String = body
                .get(at + word.len()..)
                .unwrap_or("")
                .trim_start()
                .trim_start_matches(['<', '['])
                .chars()
                .take(10)
                .collect();
            item.when.get_or_insert(date);
        }
    }
    if let Some((name, value)) = body.strip_prefix(':').and_then(|rest| rest.split_once(':')) {
        match name.to_ascii_uppercase().as_str() {
            "PROPERTIES" | "END" | "LOGBOOK" => {}
            "ID" | "CUSTOM_ID" if item.id.is_none() => item.id = Some(value.trim().to_owned()),
            "DEPENDS" | "DEPENDS_ON" | "BLOCKER" => item.depends_on.extend(names(value.trim(), draft.words)),
            _ => draft.set_field(&mut item, name, value, span),
        }
    }
    if let Some(candidate) = draft.items.get_mut(index) {
        candidate.item = item;
    }
}
