//! Headings with an id that are no piece of work themselves: the work stands below them.

use std::collections::{HashMap, HashSet};

use crate::markdown::BlockKind;
use crate::model::{GroupKind, Item, Status, StatusSource};
use crate::parse::plan::{heading_id, headings};
use crate::parse::reading::{Draft, IdShape, LeadId, Scope, Section, label};
use crate::vocabulary::{Role, normalise};

/// What a heading with an id is when the work stands below it: a step whose list names work with ids of its own, an
/// epic with stories. Gives the sort of part and its number.
pub(super) fn part_of_work(
    draft: &Draft<'_>,
    scope: &Scope,
    section: &Section<'_>,
    id: &LeadId,
) -> Option<(GroupKind, String)> {
    const STEPS: [&str; 12] = [
        "step",
        "paso",
        "schritt",
        "étape",
        "passo",
        "шаг",
        "步骤",
        "步驟",
        "ステップ",
        "手順",
        "단계",
        "stap",
    ];
    const EPICS: [&str; 6] = ["epic", "épica", "эпик", "エピック", "史诗", "에픽"];
    // `M1: First light` with work below is a milestone.
    let version = id.id.strip_prefix("MVP").map(|number| number.trim_start_matches('-'));
    let milestone = version.filter(|number| number.len() == 1).or_else(|| id.id.strip_prefix('M'));
    let milestone = milestone.filter(|number| number.chars().all(|c| c.is_ascii_digit()));
    if let Some(number) = milestone.filter(|_| id.shape == IdShape::Coded && scope.item.is_none()) {
        return heading_id::has_work_below(draft, section).then(|| (GroupKind::Milestone, number.to_owned()));
    }
    if id.shape != IdShape::Worded || scope.item.is_some() {
        return None;
    }
    let word: String = id.id.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let number: String = id.id.chars().skip_while(|c| !c.is_ascii_digit()).collect();
    if STEPS.contains(&word.as_str()) && lists_ids(draft, section) {
        return Some((GroupKind::Step, number));
    }
    let stories =
        || draft.outline.inside(section.extent).any(|other| other.span != section.span && other.id.is_some());
    (EPICS.contains(&word.as_str()) && (stories() || heading_id::has_work_below(draft, section)))
        .then_some((GroupKind::Section, number))
}

/// Whether a list right below a heading names work with ids behind the titles.
fn lists_ids(draft: &Draft<'_>, section: &Section<'_>) -> bool {
    section.blocks.iter().any(|block| match &block.kind {
        BlockKind::List { items, .. } => items.iter().any(|item| {
            matches!(item.blocks.first().map(|block| &block.kind), Some(BlockKind::Paragraph(inline))
                if draft.tail_ids.find(inline, 0, draft.words).is_some())
        }),
        _ => false,
    })
}

/// `P0`, `Q3`, `H1`, `v2`: priorities, quarters and versions, no ids of work.
pub(super) fn is_label(id: &str) -> bool {
    let mut chars = id.chars();
    let (first, rest) = (chars.next().unwrap_or(' '), chars.as_str());
    matches!(first, 'P' | 'Q' | 'H' | 'v' | 'V')
        && rest.chars().count() == 1
        && rest.chars().all(|c| c.is_ascii_digit())
}

/// Whether the heading around a section sorts work: a state (`Pending`), or how urgent it is (`High priority`).
pub(super) fn sorts(draft: &Draft<'_>, section: &Section<'_>) -> bool {
    let around = section.parent.and_then(|index| draft.outline.sections.get(index));
    let Some(around) = around.filter(|around| around.level > 1) else { return false };
    column(draft, around).is_some() || is_urgency(&around.title.text)
}

/// The state that a heading gives to all below it: `Pending`, `En curso: v2.1`. The title of a document may go on
/// (`TODO — Ferry`) only where no other headings stand below it.
pub(super) fn column(draft: &Draft<'_>, section: &Section<'_>) -> Option<Status> {
    let stated = section.column.whole.or_else(|| {
        let leaf = || draft.outline.inside(section.extent).all(|other| other.span == section.span);
        section.column.part.filter(|_| section.level > 1 || leaf())
    });
    let settled =
        || section.level > 1 && draft.habits.open_column && draft.words.is_settled(&section.title.text);
    stated.or_else(|| settled().then_some(Status::Done))
}

/// Whether a heading right below a state (`## Planned`) is a piece of work itself: words stand below it and no lists,
/// and so it is with its neighbours.
pub(super) fn card(draft: &Draft<'_>, section: &Section<'_>) -> bool {
    let Some(index) = section.parent else { return false };
    let own = (2..=6).contains(&section.level) && matches!(section.role, None | Some(Role::Work));
    if let Some((_, known)) = draft.cards.get().filter(|(known, _)| *known == index) {
        return own && known;
    }
    let Some(around) = draft.outline.sections.get(index) else { return false };
    let lists = |section: &Section<'_>| {
        section.blocks.iter().any(|block| {
            !matches!(
                &block.kind,
                BlockKind::Paragraph(_) | BlockKind::Quote(_) | BlockKind::Code { .. } | BlockKind::Rule
            )
        })
    };
    let mut below = draft.outline.inside(around.extent).filter(|other| other.level > around.level);
    let mut listed = Vec::new();
    let cards = around.level > 0
        && column(draft, around).is_some()
        && below.all(|other| {
            listed.extend(lists(other).then_some(other));
            other.level == section.level
        })
        && (listed.is_empty() || are_forms(&listed));
    draft.cards.set(Some((index, cards)));
    own && cards
}

/// Whether what stands below headings is one form filled in: lists in which bullets have the same label (`- Files: …`) in most of
/// the sections.
fn are_forms(sections: &[&Section<'_>]) -> bool {
    let names = |section: &Section<'_>| -> Option<HashSet<String>> {
        let mut found = HashSet::new();
        for block in &section.blocks {
            match &block.kind {
                BlockKind::List { items, .. } => {
                    found.extend(items.iter().filter(|item| item.task.is_none()).filter_map(|item| {
                        let BlockKind::Paragraph(inline) = &item.blocks.first()?.kind else { return None };
                        label(inline.text.lines().next()?).map(|found| normalise(found.name))
                    }));
                    if items.iter().any(|item| item.task.is_some()) {
                        return None;
                    }
                }
                BlockKind::Table(_) => return None,
                _ => {}
            }
        }
        Some(found)
    };
    let Some(named) = sections.iter().map(|section| names(section)).collect::<Option<Vec<_>>>() else {
        return false;
    };
    let mut counts: HashMap<&String, usize> = HashMap::new();
    for name in named.iter().flatten() {
        *counts.entry(name).or_insert(0) += 1;
    }
    let shares =
        |names: &HashSet<String>| names.iter().any(|name| counts.get(name).is_some_and(|count| *count > 1));
    sections.len() > 1 && named.iter().filter(|names| shares(names)).count() * 3 >= named.len() * 2
}

/// Whether of the numbered headings beside one at least half say how far they are.
pub(super) fn stands_among_marked(draft: &Draft<'_>, section: &Section<'_>) -> bool {
    let Some(parent) = section.parent else { return false };
    let place = (parent, section.level);
    if let Some((_, known)) = draft.beside.get().filter(|(known, _)| *known == place) {
        return known;
    }
    let Some(around) = draft.outline.sections.get(parent) else { return false };
    let (mut all, mut marked) = (0, 0);
    for other in draft.outline.inside(around.extent).filter(|other| other.level == section.level) {
        let numbered = other.title.number.as_ref().is_some_and(|number| !number.contains('.'));
        all += u32::from(numbered);
        marked += u32::from(numbered && (other.title.last.is_some() || other.title.first.is_some()));
    }
    let work = all > 2 && marked * 2 >= all;
    draft.beside.set(Some((place, work)));
    work
}

/// Whether a section stands right below the title of a whole plan (`# Implementation plan`): its numbers only order it.
pub(super) fn is_outline_of_plan(draft: &Draft<'_>, section: &Section<'_>) -> bool {
    const PLANS: [&str; 12] = [
        "plan",
        "roadmap",
        "strategy",
        "план",
        "дорожная карта",
        "计划",
        "計劃",
        "計画",
        "路线图",
        "ロードマップ",
        "계획",
        "piano",
    ];
    let around = section.parent.and_then(|index| draft.outline.sections.get(index));
    around.filter(|around| around.level == 1).is_some_and(|around| {
        let title = normalise(&around.title.text);
        PLANS.iter().any(|word| title.contains(word))
    })
}

/// `High priority`, `Prioridad alta`, `P1`, `高优先级`, `Высокий приоритет`.
fn is_urgency(title: &str) -> bool {
    const LEVELS: [&str; 27] = [
        "critical",
        "urgent",
        "high",
        "medium",
        "normal",
        "low",
        "must",
        "should",
        "could",
        "hoch",
        "mittel",
        "niedrig",
        "haute",
        "moyenne",
        "basse",
        "alta",
        "media",
        "média",
        "baja",
        "baixa",
        "critica",
        "высокии",
        "среднии",
        "низкии",
        "критическии",
        "высокая",
        "низкая",
    ];
    const NOUNS: [&str; 12] = [
        "priority",
        "prioridad",
        "prioridade",
        "priorität",
        "prioritat",
        "priorité",
        "priorite",
        "priorita",
        "приоритет",
        "приоритета",
        "have",
        "impact",
    ];
    let title = normalise(title.split(['(', ':', '（', '：']).next().unwrap_or(""));
    let words: Vec<&str> = title.split(' ').collect();
    let label = |word: &str| {
        word.strip_prefix('p').is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit()))
    };
    let unspaced = ["优先级", "優先度", "優先級", "우선순위"].iter().any(|noun| title.contains(noun));
    let level = words.iter().any(|word| LEVELS.contains(word) || label(word));
    words.len() <= 3
        && (unspaced && title.chars().count() <= 8
            || level && words.iter().all(|word| LEVELS.contains(word) || NOUNS.contains(word) || label(word)))
}

/// What the heading above a box tells of it. An open box under a heading that is a state (`## In Progress`) only holds
/// the place: the heading tells more. What stands under `## Done` with an open box is done only where the document never
/// ticks a box. `### Now` only says when.
pub(super) fn board_state(draft: &Draft<'_>, scope: &Scope, item: &mut Item, boxed: Status, struck: bool) {
    if boxed == Status::Done {
        if let Some(text) = dropped(draft, scope, struck) {
            item.status = Status::Cancelled;
            item.status_text = Some(text);
            item.status_source = StatusSource::Inherited;
        }
        return;
    }
    if boxed != Status::Todo || item.status != Status::Todo {
        return;
    }
    let Some((status, text)) = headings::inherited(scope).filter(|(_, text)| normalise(text) != "now") else {
        return;
    };
    if status != Status::Todo && (status != Status::Done || !draft.habits.ticked) {
        item.status = status;
        item.status_text = Some(text);
        item.status_source = StatusSource::Inherited;
    }
}

/// The heading that says that ticked boxes below it were dropped: `## Won't do`. Where that is one of two things it says
/// (`## Parked / Won't do`), only those that are struck through as well.
fn dropped(draft: &Draft<'_>, scope: &Scope, struck: bool) -> Option<String> {
    if scope.item.is_some() {
        return None;
    }
    if let Some((Status::Cancelled, text)) = headings::inherited(scope) {
        return Some(text);
    }
    let title = &draft.outline.sections.get(scope.section)?.title.text;
    let said = |part: &str| draft.words.board(part) == Some(Status::Cancelled);
    (struck && title.split('/').any(said)).then(|| title.clone())
}
