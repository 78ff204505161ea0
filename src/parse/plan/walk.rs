//! Walks a document's sections in order and hands each block to the carriers.

use crate::decode::{Document, Syntax};
use crate::diag::Staged;
use crate::markdown::{Block, BlockKind, Doc};
use crate::model::Plan;
use crate::parse::plan::{
    ALL, columns, draft_plan, files, front_matter, headings, labels, lines, missed, survey, task_file,
};
use crate::parse::reading::{Draft, Habits, Headings, Marked, Outline, Scope, cell, label};
use crate::vocabulary::{Header, Role, Vocabulary};

/// Reads a document as a plan. A document without work gives a plan without items.
pub fn read(document: &Document, words: &Vocabulary) -> Staged<Plan> {
    read_again(document, words, &Headings::default(), None).0
}

/// The same, of a document whose headings may have been read in an earlier state of it, with its habits. A part of a document
/// is read with the `habits` of the whole.
pub fn read_again(
    document: &Document,
    words: &Vocabulary,
    known: &Headings,
    habits: Option<Habits>,
) -> (Staged<Plan>, Habits) {
    let mut draft = whole(document, words, known, habits, None);
    // Plain bullets in a file that is called `TODO`: its name is the heading that says what they are.
    if (draft.items.is_empty() || files::are_lists(document, words))
        && let Some(named) = file_state(document, words)
    {
        let again = whole(document, words, known, habits, Some(named));
        if !again.items.is_empty() {
            draft = again;
        }
    }
    let habits = draft.habits;
    (draft_plan::finish(draft), habits)
}

/// The state that the name of a file gives to what stands in it: `TODO.md`, `backlog.txt`.
fn file_state(document: &Document, words: &Vocabulary) -> Option<Marked> {
    let name = document.path.rsplit('/').next()?;
    let stem = name.split('.').find(|part| !part.is_empty())?;
    let status = words.board(&stem.replace(['-', '_'], " "))?;
    Some(Marked { status, text: name.to_owned() })
}

/// Reads all of a document; `named` is what the name of its file says of it.
fn whole<'d>(
    document: &'d Document,
    words: &'d Vocabulary,
    known: &Headings,
    habits: Option<Habits>,
    named: Option<Marked>,
) -> Draft<'d> {
    static EMPTY: Doc = Doc { blocks: Vec::new() };
    let doc = match &document.syntax {
        Syntax::Markdown { doc, .. } => doc,
        _ => &EMPTY,
    };
    let outline = Outline::of(doc, &document.text, words, known);
    let mut draft = Draft::new(document, words, outline, blocks);
    draft.file_state = named;
    survey::survey(&mut draft, doc);
    let repeated_ids = draft.habits.repeated_ids;
    draft.habits = habits.map_or(draft.habits, |whole| Habits { repeated_ids, ..whole });
    let front = match &document.syntax {
        Syntax::Markdown { front, .. } => front.as_ref(),
        _ => None,
    };
    if let Some(front) = front {
        front_matter::fields(&mut draft, front);
        front_matter::work(&mut draft, front);
    }
    if !files::ALL.iter().any(|format| (format.read)(&mut draft)) {
        sections(&mut draft);
    }
    if let Some(front) = front.filter(|front| front_matter::is_task(&draft, front)) {
        front_matter::task(&mut draft, front);
    }
    task_file::whole(&mut draft);
    draft
}

/// Reads the sections of a Markdown document in order.
fn sections(draft: &mut Draft<'_>) {
    let mut scopes: Vec<Scope> = Vec::with_capacity(draft.outline.sections.len());
    for index in 0..draft.outline.sections.len() {
        let parent = draft.outline.sections.get(index).and_then(|section| section.parent);
        let outer = parent.and_then(|parent| scopes.get(parent)).cloned();
        let whole = || Scope { status: draft.file_state.clone(), ..Scope::default() };
        let mut scope = outer.unwrap_or_else(whole);
        scope.section = index;
        scope.lead.clear();
        headings::open(draft, &mut scope);
        labels::tail(draft, &scope);
        scopes.push(scope.clone());
        let below =
            draft.outline.sections.get(index).map(|section| section.blocks.clone()).unwrap_or_default();
        run(draft, &mut scope, &below);
    }
}

/// Reads blocks inside a list item or quotation.
fn blocks<'d>(draft: &mut Draft<'d>, scope: &Scope, blocks: &'d [Block]) {
    let mut scope = scope.clone();
    scope.lead.clear();
    let blocks: Vec<&'d Block> = blocks.iter().collect();
    run(draft, &mut scope, &blocks);
}

fn run<'d>(draft: &mut Draft<'d>, scope: &mut Scope, blocks: &[&'d Block]) {
    let mut role = scope.role;
    // The work that the lines of a paragraph end with, and where they end.
    let mut above: Option<(usize, u32)> = None;
    for block in blocks {
        // A list right below belongs to the last of them.
        if let Some((index, end)) = above.take()
            && matches!(block.kind, BlockKind::List { .. })
            && block.span.start <= end + 1
        {
            let inner = Scope { item: Some(index), status: None, depth: scope.depth + 1, ..scope.clone() };
            ALL.iter().any(|carrier| (carrier.read)(draft, &inner, block));
            lines::swallowed(draft, scope, block);
            continue;
        }
        if let BlockKind::Quote(inner) | BlockKind::Footnote(_, inner) = &block.kind {
            (draft.inner)(draft, scope, inner);
            continue;
        }
        // `**Tests**: …` behind the list of `**Criteria**:` is told of what both stand in.
        if let BlockKind::Paragraph(inline) = &block.kind
            && inline.strong().any(|mark| mark.start == 0)
            && label(inline.text.lines().next().unwrap_or("")).is_some()
        {
            scope.role = role;
        }
        let before = draft.items.len();
        let taken = ALL.iter().any(|carrier| (carrier.read)(draft, scope, block));
        missed::note(draft, scope, block, taken);
        lines::swallowed(draft, scope, block);
        if matches!(block.kind, BlockKind::Paragraph(_)) && draft.items.len() > before {
            above = Some((draft.items.len() - 1, block.span.end));
        }
        match &block.kind {
            // The words right above a list say what it is: `**Required Actions**:`.
            BlockKind::Paragraph(inline) => {
                let last = inline.text.lines().last().unwrap_or("").trim();
                let bold = inline
                    .strong()
                    .any(|mark| mark.start == 0 && mark.end + 1 >= inline.text.trim_end().len());
                scope.role = role;
                scope.lead.clear();
                // `**Acceptance criteria:** ✅ all met`: the list below is what was met.
                // What a legend explains is no state of anything.
                if role == Some(Role::Legend) {
                    continue;
                }
                if let Some(found) = label(last).filter(|found| found.value.chars().count() <= 24)
                    && !inline.text.contains('\n')
                    && cell(found.value, draft.words).is_some()
                    && lead_role(draft.words, found.name) == Some(Role::Criteria)
                {
                    scope.role = Some(Role::Criteria);
                }
                // `TODO` alone above a list.
                let state = columns::is_short(&inline.text) && draft.words.board(last).is_some();
                if last.ends_with([':', '：']) || bold || state {
                    scope.lead.push_str(last.trim_matches(|c: char| c == '*' || c.is_whitespace()));
                    // What follows `Status: … validated:` are results.
                    let state = label(last).is_some_and(|found| {
                        draft.words.headers(found.name).first() == Some(&Header::Status)
                    });
                    scope.role = if state {
                        Some(Role::Summary)
                    } else {
                        lead_role(draft.words, &scope.lead).or(role)
                    };
                }
            }
            // A rule in the last section parts it from the words at the foot of the document.
            BlockKind::Rule if scope.depth == 0 && scope.section + 1 == draft.outline.sections.len() => {
                scope.role = None;
                scope.group = None;
                scope.item = None;
                scope.lead.clear();
                role = None;
            }
            BlockKind::Rule | BlockKind::Heading { .. } => {
                scope.role = role;
                scope.lead.clear();
            }
            _ => {}
        }
    }
    scope.role = role;
}

/// What a lead says about the list below it. Long sentences say nothing.
fn lead_role(words: &Vocabulary, lead: &str) -> Option<Role> {
    let short = lead.split_whitespace().count() <= 9 && lead.chars().count() <= 72;
    short.then(|| words.role(lead)).flatten()
}
