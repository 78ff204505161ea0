//! Parts of a plan named in a list or table (`- **Phase 1 (Weeks 1-2):** Core ✅ COMPLETED`): they define the parts
//! that no heading defines, and state the status of the others.

use crate::markdown::{Block, BlockKind, Inline, ListItem};
use crate::model::{Group, GroupKind, Status};
use crate::parse::plan::headings::group_key;
use crate::parse::plan::listed_tables::phase_table;
use crate::parse::reading::{Draft, GroupHead, Marked, Scope, Section, Title, first_line, group_head};
use crate::place::Span;
use crate::vocabulary::Role;

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
    if let BlockKind::List { items, .. } = &block.kind
        && boxed_list(draft, scope, items)
    {
        return true;
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

/// Reads boxes that are phases of which headings below hold the work: `- [x] **Phase 1: Hull** - planks and ribs`. A ticked one
/// says that the phase is done.
fn boxed_list(draft: &mut Draft<'_>, scope: &Scope, items: &[ListItem]) -> bool {
    let read = |item: &ListItem| {
        let (ticked, mark) = item.task.filter(|_| item.blocks.len() == 1)?;
        let inline = inline_of(&item.blocks)?;
        // `- [ ] Day 1: …` below `### Week 6` is work of that day.
        let part = |head: &GroupHead| head.defines && head.kind != GroupKind::Week;
        let (head, title) = head(draft, &inline.text).filter(|(head, _)| part(head))?;
        // What stands behind a bold name tells of it.
        let bold = inline.strong().find(|bold| bold.start == 0).and_then(|bold| inline.text.get(..bold.end));
        let name =
            bold.map_or_else(|| title.text.clone(), |bold| bold.trim_end_matches([':', '：']).to_owned());
        let done =
            ticked.then(|| Marked { status: Status::Done, text: mark.of(&draft.document.text).to_owned() });
        Some((head, name, done.or(title.last).or(title.first)))
    };
    let read: Option<Vec<(GroupHead, String, Option<Marked>)>> = items.iter().map(read).collect();
    let Some(read) = read.filter(|read| read.len() > 1) else { return false };
    let mut keys = read.iter().map(|(head, _, _)| group_key(head.kind, &head.number));
    if scope.depth > 0 || !keys.any(|key| holds_work(draft, &key)) {
        return false;
    }
    for (item, (head, title, marked)) in items.iter().zip(&read) {
        let (marked, span) = (marked.clone(), item.span);
        name(draft, scope, Named { head, title, marked, span, when: None, listed: false });
    }
    true
}

/// Whether boxes or tables stand below the heading of a part.
fn holds_work(draft: &Draft<'_>, key: &str) -> bool {
    let outline = &draft.outline;
    let named = |section: &&Section<'_>| {
        let head = section.group.as_ref().filter(|head| head.defines);
        head.is_some_and(|head| group_key(head.kind, &head.number) == key)
    };
    let work = |block: &Block| match &block.kind {
        BlockKind::List { items, .. } => items.iter().any(|item| item.task.is_some()),
        BlockKind::Table(_) => true,
        _ => false,
    };
    let mut inside = outline.sections.iter().filter(named).flat_map(|section| outline.inside(section.extent));
    draft.headed_parts.contains(key) && inside.any(|section| section.blocks.iter().any(|block| work(block)))
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
pub(super) struct Named<'t> {
    pub(super) head: &'t GroupHead,
    pub(super) title: &'t str,
    pub(super) marked: Option<Marked>,
    pub(super) span: Span,
    pub(super) when: Option<String>,
    /// Whether it stands in a table that tells the states of parts.
    pub(super) listed: bool,
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

/// Names a part: it is defined where no heading defines it, and what is said of its state is kept.
pub(super) fn name(draft: &mut Draft<'_>, scope: &Scope, named: Named<'_>) {
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
