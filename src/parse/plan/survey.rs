//! A look over the whole document before it is read: how it numbers its boxes, whether signs only decorate.

use crate::markdown::{Block, BlockKind, Doc, ListItem};
use crate::model::Status;
use crate::parse::plan::headings::group_key;
use crate::parse::plan::{columns, containers, labelled};
use crate::parse::reading::{Draft, Signatures, Signs, TailIds, numbered, symbol_status};
use crate::vocabulary::normalise;

/// Looks over the whole document once: are boxes numbered, do signs before headings only decorate.
pub(super) fn survey(draft: &mut Draft<'_>, doc: &Doc) {
    draft.habits.ticked =
        ["[x]", "[X]", "[v]", "[V]", "☑"].iter().any(|sign| draft.document.text.contains(sign));
    let (mut boxes, mut numbers) = (0u32, 0u32);
    count_boxes(&doc.blocks, &mut boxes, &mut numbers, &draft.document.text);
    draft.labelled = labelled::survey(draft);
    draft.tail_ids = TailIds::survey(&doc.blocks, draft.words);
    draft.signatures = Signatures::survey(&doc.blocks, draft.words);
    draft.signs = Signs::survey(&doc.blocks, draft.words);
    draft.habits.repeated_ids = draft.tail_ids.repeated;
    draft.habits.boxed = boxes > 0;
    draft.habits.ornate = ["[ ] ✅", "[ ] ✔"].iter().any(|sign| draft.document.text.contains(sign));
    draft.habits.signed_lines = signed_lines(&doc.blocks);
    draft.habits.tracking = boxes == 0 && is_called_tracker(draft) && tracks(&doc.blocks);
    let open = |status| matches!(status, Status::Todo | Status::InProgress);
    draft.habits.open_column = draft
        .outline
        .sections
        .iter()
        .any(|section| section.heading.is_some() && containers::column(draft, section).is_some_and(open))
        || doc.blocks.iter().any(|block| columns::lead(draft, block).is_some_and(open));
    draft.habits.numbered_boxes = numbers >= 2 && numbers * 3 >= boxes;
    // `🔒 Phase 2`, `🔄 Phase 6`: where siblings carry signs that say no state, none of them does.
    let silent = |sign: char| symbol_status(sign, true).is_none() && matches!(sign as u32, 0x1f300..=0x1faff);
    let pictures = draft.outline.sections.iter().filter(|section| section.title.sign.is_some_and(silent));
    draft.habits.illustrated = pictures.count() > 1;
    for section in &draft.outline.sections {
        let Some(head) = section.group.as_ref().filter(|head| head.defines) else { continue };
        let key = group_key(head.kind, &head.number);
        if let Some((_, name)) = section.title.text.split_once([':', '：', '–', '—']) {
            draft.part_names.insert(normalise(name), key.clone());
        }
        draft.headed_parts.insert(key);
    }
    // `📋 Phase 1`, `📋 Phase 2`: where all carry this one and boxes are ticked, it is a picture of a list.
    let parts = draft.outline.sections.iter().filter(|section| section.group.is_some());
    let (all, listed) = parts.fold((0, 0), |(all, listed), section| {
        (all + 1, listed + u32::from(section.title.sign == Some('📋')))
    });
    let listed = draft.habits.ticked && all > 1 && listed == all;
    draft.habits.decorated = listed
        || draft.outline.sections.iter().any(|section| {
            section.group.is_some()
                && section
                    .title
                    .sign
                    .is_some_and(|sign| symbol_status(sign, true).is_none() && is_picture(sign))
        });
}

/// Whether a document is nothing but headings and paragraphs in which lines begin with signs of work that is done and
/// of work that is not.
fn signed_lines(blocks: &[Block]) -> bool {
    let (mut done, mut open) = (0u32, 0u32);
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inline) => {
                let first = |line: &str| symbol_status(line.trim_start().chars().next()?, false);
                for status in inline.text.lines().filter_map(first) {
                    if status == Status::Done { done += 1 } else { open += 1 }
                }
            }
            BlockKind::List { .. } | BlockKind::Table(_) => return false,
            _ => {}
        }
    }
    done > 0 && open > 0 && done + open >= 4
}

/// Whether the first heading says that the document tells how far something is: `Porting status`.
pub(super) fn is_called_tracker(draft: &Draft<'_>) -> bool {
    const WORDS: [&str; 17] = [
        "status",
        "progress",
        "stand",
        "fortschritt",
        "estado",
        "progreso",
        "progresso",
        "avancement",
        "статус",
        "прогресс",
        "состояние",
        "进度",
        "状态",
        "進捗",
        "状況",
        "진행",
        "현황",
    ];
    let first = draft.outline.sections.iter().find(|section| section.heading.is_some());
    first.is_some_and(|section| {
        let title = normalise(&section.title.text);
        let mut parts = title.split(|c: char| !c.is_alphanumeric());
        parts.any(|part| WORDS.contains(&part))
            || WORDS.iter().any(|word| !word.is_ascii() && title.contains(word))
    })
}

/// Whether bullets with signs, some of what is done and some of what is not, are all that tells how far something is.
fn tracks(blocks: &[Block]) -> bool {
    let (mut done, mut open) = (0u32, 0u32);
    for block in blocks {
        match &block.kind {
            BlockKind::List { items, .. } => {
                let first = |item: &ListItem| match &item.blocks.first()?.kind {
                    BlockKind::Paragraph(inline) => {
                        symbol_status(inline.text.trim_start().chars().next()?, false)
                    }
                    _ => None,
                };
                for status in items.iter().filter_map(first) {
                    if status == Status::Done { done += 1 } else { open += 1 }
                }
            }
            BlockKind::Table(_) => return false,
            _ => {}
        }
    }
    done > 1 && open > 1 && done + open >= 6
}

fn is_picture(c: char) -> bool {
    matches!(c as u32, 0x1f300..=0x1faff | 0x2600..=0x27bf)
}

fn count_boxes(blocks: &[Block], boxes: &mut u32, numbers: &mut u32, text: &str) {
    for block in blocks {
        match &block.kind {
            BlockKind::List { items, .. } => {
                for item in items {
                    if item.span.of(text).trim_start_matches(['-', '*', '+', ' ']).starts_with('[') {
                        *boxes += 1;
                        let after = item
                            .span
                            .of(text)
                            .split_once(']')
                            .map_or("", |(_, rest)| rest)
                            .trim_start_matches(['*', ' ']);
                        *numbers += u32::from(
                            numbered(after).is_some()
                                || after.starts_with(|c: char| c.is_ascii_digit())
                                    && after.split_whitespace().next().is_some_and(|word| word.contains('.')),
                        );
                    }
                    count_boxes(&item.blocks, boxes, numbers, text);
                }
            }
            BlockKind::Quote(inner) => count_boxes(inner, boxes, numbers, text),
            _ => {}
        }
    }
}
