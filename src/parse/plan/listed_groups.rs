//! Parts of a plan named in a list or table (`- **Phase 1 (Weeks 1-2):** Core ✅ COMPLETED`): they define the parts
//! that no heading defines, and state the status of the others.

use std::collections::HashSet;

use crate::markdown::{Block, BlockKind, Inline, ListItem};
use crate::model::{Group, GroupKind, Status};
use crate::parse::plan::headings::group_key;
use crate::parse::reading::{Draft, GroupHead, Marked, Scope, Title, cell, first_line, group_head};
use crate::place::Span;
use crate::vocabulary::{Header, Role};

/// Reads a list or table whose entries are parts of the plan.
pub(super) fn read<'d>(draft: &mut Draft<'d>, scope: &Scope, block: &'d Block) -> bool {
    // `## Phases and acceptance` tells the phases first.
    if let BlockKind::List { start: Some(_), items } = &block.kind
        && named_list(draft, scope, items)
    {
        return true;
    }
    if matches!(scope.role, Some(Role::Criteria | Role::Legend)) || scope.item.is_some() {
        return false;
    }
    match &block.kind {
        BlockKind::List { items, .. } => {
            let boxed = items.iter().any(|item| item.task.is_some());
            let heads: Vec<Option<(GroupHead, Title)>> = items
                .iter()
                .map(|item| inline_of(&item.blocks).and_then(|inline| head(draft, &inline.text)))
                .collect();
            // `- v2.0: …` may be a way to migrate as well as a plan: only a list about time or work names versions.
            let loose =
                !matches!(scope.role, Some(Role::Work | Role::Timeline | Role::Milestones | Role::Next));
            let versions = heads.iter().flatten().any(|(head, _)| head.kind == GroupKind::Version);
            let named = heads.iter().flatten().count();
            if versions && loose {
                return false;
            }
            if boxed || named < 2 || named * 2 < items.len() {
                return false;
            }
            for (item, head) in items.iter().zip(heads) {
                if let Some((head, title)) = head {
                    let marked = title.last.clone().or(title.first.clone());
                    name(
                        draft,
                        scope,
                        Named {
                            head: &head,
                            title: &title.text,
                            marked,
                            span: item.span,
                            when: None,
                            listed: false,
                        },
                    );
                }
                let mut inner = scope.clone();
                inner.depth += 1;
                (draft.inner)(draft, &inner, item.blocks.get(1..).unwrap_or(&[]));
            }
            true
        }
        BlockKind::Table(table) => phase_table(draft, scope, table),
        _ => false,
    }
}

/// Reads a numbered list of phases that have names and say in brackets how far they are, below a heading that speaks of
/// phases: `1. **Hull** (planks bent, tests blocked): …`.
fn named_list<'d>(draft: &mut Draft<'d>, scope: &Scope, items: &'d [ListItem]) -> bool {
    let at = scope.item.is_none() && scope.depth == 0 && scope.lead.is_empty();
    let Some(kind) = kind_of_section(draft, scope).filter(|_| at) else { return false };
    let read: Option<Vec<(&str, Marked)>> = items.iter().map(|item| named_phase(draft, item)).collect();
    let Some(read) = read.filter(|read| read.len() > 1) else { return false };
    for ((item, (title, marked)), number) in items.iter().zip(read).zip(1..) {
        let head = GroupHead { kind, number: number.to_string(), defines: true, says: None };
        let marked = Some(marked);
        name(draft, scope, Named { head: &head, title, marked, span: item.span, when: None, listed: false });
        let inner = Scope { depth: scope.depth + 1, ..scope.clone() };
        (draft.inner)(draft, &inner, item.blocks.get(1..).unwrap_or(&[]));
    }
    true
}

/// What the heading of a section calls the parts below it: `## Phases and acceptance`, `## 阶段与验收`.
fn kind_of_section(draft: &Draft<'_>, scope: &Scope) -> Option<GroupKind> {
    let section = draft.outline.sections.get(scope.section).filter(|section| section.group.is_none())?;
    let word = section.title.text.split_whitespace().next()?;
    let kind = draft.words.group(word).or_else(|| {
        let two = word.char_indices().nth(2).map_or(word.len(), |(at, _)| at);
        draft.words.group(word.get(..two)?).filter(|_| !word.is_ascii())
    });
    kind.filter(|kind| *kind == GroupKind::Phase)
}

/// A bold name with its state in brackets right behind it. Of two things said, what is blocked is the news.
fn named_phase<'d>(draft: &Draft<'_>, item: &'d ListItem) -> Option<(&'d str, Marked)> {
    let inline = inline_of(&item.blocks).filter(|_| item.task.is_none())?;
    let bold = inline.strong().find(|mark| mark.start == 0)?;
    let behind = inline.text.get(bold.end..)?.trim_start().strip_prefix(['(', '（'])?;
    let (inner, _) = behind.split_once([')', '）'])?;
    let said = |part: &str| {
        let part = part.trim();
        let ending = || draft.words.trailing_status(part).map(|(status, _)| status);
        draft.words.status(part).or_else(ending)
    };
    let states: Vec<Status> = inner.split([',', ';', '，', '；', '、']).filter_map(said).collect();
    let blocked = states.iter().find(|status| **status == Status::Blocked);
    let status = *blocked.or(states.first())?;
    Some((inline.text.get(..bold.end)?.trim(), Marked { status, text: inner.trim().to_owned() }))
}

fn phase_table(draft: &mut Draft<'_>, scope: &Scope, table: &crate::markdown::Table) -> bool {
    let Some(first) = table.head.first() else { return false };
    let kind = draft.words.group(first.text.split_whitespace().next().unwrap_or(""));
    let others_work =
        table.head.iter().skip(1).any(|cell| draft.words.headers(&cell.text).first() == Some(&Header::Id));
    let Some(kind) = kind.filter(|_| !others_work) else { return false };
    // `| Week | Task | Owner |` is a table of tasks: its rows are work with a week.
    if table.head.iter().skip(1).any(|cell| {
        matches!(draft.words.headers(&cell.text).first(), Some(Header::Name))
            && !is_text_column(&cell.text)
            && !counts(table, &cell.text)
    }) {
        return false;
    }
    let status =
        table.head.iter().position(|cell| draft.words.headers(&cell.text).first() == Some(&Header::Status));
    // `| Version | Date | Changes |` is the history of the document.
    if kind == GroupKind::Version && status.is_none() {
        return true;
    }
    // Where a phase stands before several rows, the rows are what it brings.
    if status.is_some() && repeats(table) {
        return false;
    }
    let when = table.head.iter().position(|cell| {
        draft.words.headers(&cell.text).first() == Some(&Header::When)
            || draft.words.is_header(&cell.text, Header::Estimate)
    });
    let heads = table.rows.iter().filter_map(|row| part(draft, kind, row.cells.first()?)).count();
    if heads * 2 < table.rows.len() {
        // `| Iteration | Load | Status |` with `Initial`, `After #158` are measurements.
        if kind != GroupKind::Version {
            named_rows(draft, scope, table, kind, status);
        }
        return true;
    }
    for row in &table.rows {
        let Some(cell_text) = row.cells.first().map(|cell| cell.text.trim().to_owned()) else { continue };
        let head = row.cells.first().and_then(|cell| part(draft, kind, cell));
        let Some(head) = head else { continue };
        // Rows with more cells than the header carry their status in the last one.
        let last = (row.written > table.head.len()).then(|| row.cells.get(row.written - 1)).flatten();
        let marked = status
            .and_then(|at| row.cells.get(at))
            .or(last)
            .and_then(|inline| cell(&inline.text, draft.words));
        let title = title_of(table, row.cells.as_slice(), &head, &cell_text);
        let when = when
            .and_then(|at| row.cells.get(at))
            .map(|cell| cell.text.trim().to_owned())
            .filter(|text| !text.is_empty());
        name(
            draft,
            scope,
            Named { head: &head, title: &title, marked, span: row.span, when, listed: status.is_some() },
        );
    }
    true
}

/// Reads the rows of a table of phases that have names and no numbers (`| Walls | June | done |`), if they have states.
fn named_rows(
    draft: &mut Draft<'_>,
    scope: &Scope,
    table: &crate::markdown::Table,
    kind: GroupKind,
    status: Option<usize>,
) {
    let state = |row: &crate::markdown::Row| cell(&row.cells.get(status?)?.text, draft.words);
    let marked: Vec<Option<Marked>> = table.rows.iter().map(state).collect();
    if marked.iter().flatten().count() * 2 <= table.rows.len() {
        return;
    }
    for (row, marked) in table.rows.iter().zip(marked) {
        let title = row.cells.first().map_or(String::new(), |cell| cell.text.trim().to_owned());
        if title.is_empty() {
            continue;
        }
        let head = GroupHead { kind, number: title.clone(), defines: true, says: None };
        name(
            draft,
            scope,
            Named { head: &head, title: &title, marked, span: row.span, when: None, listed: false },
        );
    }
}

/// The part that a first cell names: `Phase 1: …`, or a short number or letter.
fn part(draft: &Draft<'_>, kind: GroupKind, cell: &Inline) -> Option<GroupHead> {
    let text = cell.text.trim();
    group_head(text, draft.words).or_else(|| {
        let number = text.split([':', ' ', '-', '–']).next().unwrap_or("").trim_end_matches('.');
        let short = !number.is_empty()
            && number.chars().count() <= 8
            && (number.starts_with(|c: char| c.is_ascii_digit()) || number.chars().count() == 1);
        short.then(|| GroupHead { kind, number: number.to_owned(), defines: true, says: None })
    })
}

/// Whether the first column says the same in more than one row.
fn repeats(table: &crate::markdown::Table) -> bool {
    let mut seen = HashSet::new();
    let cells = table.rows.iter().filter_map(|row| row.cells.first()).map(|cell| cell.text.trim());
    cells.filter(|text| !text.is_empty()).any(|text| !seen.insert(text))
}

/// Whether a column holds nothing but numbers.
fn counts(table: &crate::markdown::Table, name: &str) -> bool {
    let at = table.head.iter().position(|cell| cell.text == name).unwrap_or(usize::MAX);
    table.rows.iter().filter_map(|row| row.cells.get(at)).all(|cell| !cell.text.contains(char::is_alphabetic))
}

/// `Goal`, `Deliverables`, `Focus` hold words about a phase, no work of their own.
fn is_text_column(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "deliverable",
        "goal",
        "focus",
        "description",
        "title",
        "name",
        "objective",
        "theme",
        "scope",
        "milestone",
        "outcome",
        "ziel",
        "objet",
        "цель",
        "назван",
        "описан",
        "目标",
        "名称",
        "内容",
        "标题",
        "標題",
        "タイトル",
        "título",
        "titel",
        "заголов",
        "描述",
        "目標",
        "概要",
        "名前",
        "목표",
        "내용",
        "items",
        "tasks",
        "steps",
        "任务数",
        "名",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

fn title_of(table: &crate::markdown::Table, cells: &[Inline], head: &GroupHead, first: &str) -> String {
    if first.chars().count() > head.number.chars().count() + 8 {
        return first.to_owned();
    }
    let name = table
        .head
        .iter()
        .skip(1)
        .position(|cell| is_text_column(&cell.text))
        .and_then(|at| cells.get(at + 1))
        .map(|cell| cell.text.trim());
    let word = table.head.first().map_or("Phase", |cell| cell.text.trim());
    let label = if first == head.number { format!("{word} {first}") } else { first.to_owned() };
    match name {
        Some(name) if !name.is_empty() => format!("{label}: {name}"),
        _ => label,
    }
}

fn inline_of(blocks: &[Block]) -> Option<&Inline> {
    match blocks.first().map(|block| &block.kind) {
        Some(BlockKind::Paragraph(inline)) => Some(inline),
        _ => None,
    }
}

fn head(draft: &Draft<'_>, text: &str) -> Option<(GroupHead, Title)> {
    if !may_name(draft, text) {
        return None;
    }
    let title = Title::of(text, draft.words);
    let head = group_head(&title.text, draft.words)?;
    Some((head, title))
}

/// A quick look whether a text may name a part of the plan: one of its first words is `Phase` or the like.
fn may_name(draft: &Draft<'_>, text: &str) -> bool {
    let line = text.lines().next().unwrap_or("");
    if !line
        .contains(|c: char| c.is_numeric() || !c.is_ascii() && c.is_alphabetic() || c.is_ascii_uppercase())
    {
        return false;
    }
    line.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(4)
        .any(|word| matches!(word, "v" | "V") || !word.is_ascii() || draft.words.group(word).is_some())
}

/// A place that names a part of the plan.
struct Named<'t> {
    head: &'t GroupHead,
    title: &'t str,
    marked: Option<Marked>,
    span: Span,
    when: Option<String>,
    /// Whether it stands in a table that tells the states of parts.
    listed: bool,
}

/// Whether a stretch of parts (`Phase 3-6`) takes in one that stands elsewhere by itself.
fn takes_in(draft: &Draft<'_>, head: &GroupHead) -> bool {
    let ends = head.number.split_once(['-', '–']);
    let Some((Ok(from), Ok(to))) = ends.map(|(from, to)| (from.parse::<u8>(), to.parse::<u8>())) else {
        return true;
    };
    (from..=to).map(|number| group_key(head.kind, &number.to_string())).any(|key| {
        draft.headed_parts.contains(&key) || draft.listed_groups.iter().any(|(other, _)| *other == key)
    })
}

fn name(draft: &mut Draft<'_>, scope: &Scope, named: Named<'_>) {
    let Named { head, title, marked, span, when, listed } = named;
    let key = group_key(head.kind, &head.number);
    let line = first_line(draft, span);
    let claimed = marked.map(|marked| draft.stated(&marked, line));
    if let Some(stated) = claimed.clone() {
        draft.group_mentions.push((key.clone(), stated));
    }
    let known = draft.listed_groups.iter().any(|(other, _)| *other == key);
    // Steps that come next and summaries speak of parts; only a plan's own list of phases defines them.
    let range = head.kind == GroupKind::Phase
        && head.number.contains(['-', '–', '/'])
        && (!listed || takes_in(draft, head));
    if known
        || range
        || !head.defines
        || matches!(
            scope.role,
            Some(Role::Next | Role::Risks | Role::Team | Role::Metrics | Role::Dependencies)
        )
    {
        return;
    }
    let group = Group {
        key: String::new(),
        title: title.to_owned(),
        kind: head.kind,
        number: Some(head.number.clone()),
        level: 1,
        place: draft.place(line),
        extent: span,
        parent: None,
        claimed,
        mentions: Vec::new(),
        when: when.or_else(|| {
            title
                .split(['(', ')'])
                .nth(1)
                .filter(|inner| inner.contains(|c: char| c.is_ascii_digit()))
                .map(str::to_owned)
        }),
    };
    draft.listed_groups.push((key, group));
}
