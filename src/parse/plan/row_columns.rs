//! What the columns of a table hold, and whether its rows are work at all.

use crate::markdown::{Inline, Row, Table};
use crate::model::{GroupKind, Status};
use crate::parse::plan::row_aspects::{aspects, compares};
use crate::parse::plan::row_cells::{
    counts, dated, dotted, files, holds_counts, ids_in, in_code, is_pairs, leads, moves, shares, signs,
    solves, speaks_of_states, tells, ticks, urgencies,
};
use crate::parse::reading::{Draft, Scope};
use crate::vocabulary::{Header, Role, normalise};

/// What each column of a table of work holds.
pub(super) struct Columns {
    pub(super) id: Option<usize>,
    pub(super) title: usize,
    pub(super) status: Option<usize>,
    /// Columns of boxes that each stand for a state, where there are several (`| Started | Done |`).
    pub(super) steps: Vec<(usize, Status)>,
    /// Columns of signs that each tell one side of the work, where there are several.
    pub(super) aspects: Vec<usize>,
    pub(super) phase: Option<usize>,
    /// Who does it, where a column says so without doubt.
    pub(super) owner: Option<usize>,
    /// Columns that name someone else beside the owner.
    pub(super) seconds: Vec<usize>,
    /// Whether a column is called as titles are; else the first text serves.
    pub(super) titled: bool,
    /// Whether titles begin with ids of one series: `F1 sign in`, `F2 tables`.
    pub(super) led: bool,
}

fn first_header(draft: &Draft<'_>, cell: &Inline) -> Option<Header> {
    let first = draft.words.headers(&cell.text).first().copied();
    first.or_else(|| {
        // `Issue ID`, `ID Issue`
        let called = normalise(&cell.text);
        (called.starts_with("id ") || called.ends_with(" id")).then_some(Header::Id)
    })
}

/// What the columns hold, if the rows are work.
pub(super) fn columns(draft: &Draft<'_>, scope: &Scope, table: &Table) -> Option<Columns> {
    let find = |header: Header| table.head.iter().position(|cell| first_header(draft, cell) == Some(header));
    let foreign =
        |at: usize| table.head.get(at).is_some_and(|cell| draft.words.is_foreign_column(&cell.text));
    let id = id_column(draft, table).filter(|at| !urgencies(table, *at));
    let aspects = aspects(draft, table);
    if compares(draft, scope, table, &aspects) {
        return None;
    }
    let status = status_column(draft, table);
    let name = name_column(draft, table);
    let first_text = first_text(draft, table, id, status)?;
    let named = name.filter(|at| !foreign(*at) || *at == first_text);
    // `| Phase | Module | Status |`: what each phase brings, with its state.
    let staged = status.is_some() && is_part(draft, table, 0);
    // Named work with ids and states is work, whatever the heading above it is about.
    let plain = id.is_some() && status.is_some() && named.is_some_and(|at| !counts(table, at));
    // `| ID | Finding | Severity |`: ids of something that is no work.
    let delivered = id.is_some() && status.is_some() && delivers(draft, scope);
    // `| Test | Status |` in a phase whose rows are planned or done; anywhere, if some are begun.
    let delivered = delivered
        || matches!(scope.role, None | Some(Role::Work))
            && status
                .and_then(|at| moves(draft, table, at))
                .is_some_and(|begun| begun || draft.in_part(scope.group));
    if named.is_none() && foreign(first_text) && !staged && !delivered
        || !plain
            && (matches!(scope.role, Some(Role::Metrics | Role::Risks | Role::Team | Role::Scores))
                // `## Verification` may name a part of the work as well as conditions.
                || scope.role == Some(Role::Criteria) && !(named.is_some() && status.is_some()))
    {
        return None;
    }
    let unnamed = table.head.first().is_some_and(|cell| draft.words.headers(&cell.text).is_empty());
    let may_name = named.is_none() && status.is_some() || unnamed && named.is_some_and(|at| at > 0);
    let id = id.or_else(|| may_name.then(|| id_like(draft, table)).flatten());
    let found = Found { id, status, named, name, kept: staged || delivered };
    if !are_work(draft, scope, table, &found) {
        return None;
    }
    let titled = named.filter(|at| Some(*at) != id).or_else(|| find(Header::Title));
    let noted = || id.and_then(|_| find(Header::Notes)).filter(|at| Some(*at) != id);
    let title = titled.or_else(noted).unwrap_or(first_text);
    let phase = table.head.iter().enumerate().position(|(at, cell)| {
        at != title && Some(at) != status && Some(at) != id && is_phase(draft, &cell.text)
    });
    // `| Stage | Task |` with `1`, `1.1`, `1.2` below: the numbers of the work.
    let (id, phase) = match phase {
        Some(at) if id.is_none() && dotted(table, at) => (Some(at), None),
        phase => (id, phase),
    };
    let owner = (0..table.head.len()).find(|at| {
        table.head.get(*at).is_some_and(|cell| {
            first_header(draft, cell) == Some(Header::Owner) && !draft.words.is_column(&cell.text, "second")
        })
    });
    let steps = steps(draft, table);
    let seconds = owner.map_or(Vec::new(), |_| second_columns(draft, table));
    let led = leads(draft, table, title);
    Some(Columns { id, title, status, steps, aspects, phase, owner, seconds, titled: titled.is_some(), led })
}

/// What the columns of a table were found to be.
struct Found {
    id: Option<usize>,
    status: Option<usize>,
    /// A column that names work.
    named: Option<usize>,
    /// The same, be it the name of something else.
    name: Option<usize>,
    /// Whether what stands around the table says that its rows are work.
    kept: bool,
}

/// Whether the rows of a table are work.
fn are_work(draft: &Draft<'_>, scope: &Scope, table: &Table, found: &Found) -> bool {
    let Found { id, status, named, .. } = *found;
    let foreign = table.head.first().is_some_and(|cell| draft.words.is_foreign_column(&cell.text));
    let heads = table.head.iter().enumerate();
    let known = heads
        .filter(|(at, cell)| Some(*at) != found.name && !draft.words.headers(&cell.text).is_empty())
        .count();
    let in_work = scope.role == Some(Role::Work) || scope.group.is_some();
    let number_only = id.is_some_and(|at| {
        let called =
            |cell: &Inline| matches!(normalise(&cell.text).as_str(), "#" | "no" | "nr" | "№" | "序号");
        table.head.get(at).is_some_and(called) || counts(table, at)
    });
    let vague = id.is_some_and(|at| is_vague(draft, table, at));
    // `| Problem | Impact | Resolution |`: it is settled.
    let told = |at: usize| {
        table
            .head
            .get(at)
            .is_some_and(|cell| first_header(draft, cell) == Some(Header::Status) && !solves(cell))
    };
    if id.is_none() && table.head.iter().skip(1).any(solves) && !status.is_some_and(told) {
        return false;
    }
    let work = match (id, status, named) {
        (Some(at), None, None) => {
            !vague && (!number_only || in_work && known >= 2 || known >= 4 || ids_in(draft, table, at))
        }
        (Some(_), _, _) => true,
        (None, Some(_), None) if files(table, 0) => false,
        (None, Some(at), _) => {
            named.is_some() || found.kept || !foreign && at > 0 && speaks_of_states(draft, table, at)
        }
        // Problems that are known are no work; what stands under a state is.
        (None, None, Some(_)) if scope.role == Some(Role::Practices) => false,
        // `| Feature | Description |` with names of switches in code.
        (None, None, Some(at)) if holds_counts(draft, table) || in_code(table, at) => false,
        (None, None, Some(at)) => {
            let weak = table.head.get(at).is_some_and(|cell| draft.words.is_column(&cell.text, "weak"));
            known >= 1 || (in_work || scope.status.is_some()) && !weak
        }
        // What stands in a table under a state is in that state, whatever the columns are called.
        (None, None, None) => scope.status.is_some() && !foreign,
    };
    // `## Summary` with `| Area | Improvement | Impact |` tells of work, `| Item | Value |` of anything.
    let retold = scope.role == Some(Role::Summary) && id.is_none() && status.is_none();
    work && !retold
        && !is_pairs(table)
        && !is_log(draft, table)
        && !counts_work(draft, table)
        && (status.is_some() || !id.is_some_and(|at| holds_foreign_ids(draft, table, at)))
        && !lists_findings(draft, table, status)
        && !only_meta(draft, table, id, named)
}

/// `| Date | Report | Content |`: what happened on which day, and no work, unless somebody tracks it.
fn is_log(draft: &Draft<'_>, table: &Table) -> bool {
    let tracks = |cell: &Inline| {
        let header = first_header(draft, cell);
        let known =
            [Header::Status, Header::Owner, Header::Priority, Header::Estimate, Header::Id, Header::Depends];
        header.is_some_and(|header| known.contains(&header))
    };
    let first = table.head.first().and_then(|cell| first_header(draft, cell));
    first == Some(Header::When) && dated(table, 0) && !table.head.iter().any(tracks)
}

/// Columns that name someone else beside the owner.
fn second_columns(draft: &Draft<'_>, table: &Table) -> Vec<usize> {
    let names = table.head.iter().map(|cell| cell.text.trim()).enumerate();
    names.filter(|(_, name)| draft.words.is_column(name, "second")).map(|(at, _)| at).collect()
}

/// The first column that may hold a title: no id, no state, no part of the plan, and beside an id no field.
fn first_text(draft: &Draft<'_>, table: &Table, id: Option<usize>, status: Option<usize>) -> Option<usize> {
    // `| № | ID | Priority | Status | Branch | Notes |`: ids and fields are no titles.
    let field = |at: usize| {
        let header = table.head.get(at).and_then(|cell| first_header(draft, cell));
        // `| ID | Type | Description |`: nor is the sort of work.
        let known =
            [Header::Id, Header::Priority, Header::Owner, Header::Estimate, Header::When, Header::Tags];
        // `| Added | Wish | State |`: a day is no title in any case.
        header == Some(Header::When)
            || urgencies(table, at)
            || id.is_some() && header.is_some_and(|header| known.contains(&header))
    };
    let others = || (0..table.head.len()).filter(|at| Some(*at) != id);
    let free = |at: &usize| !is_part(draft, table, *at) && Some(*at) != status && !dated(table, *at);
    // `| ID | Document | Claim | Status |`: where it stands is no title where something else is.
    let placed = |at: usize| {
        id.is_some()
            && status.is_some()
            && table.head.get(at).is_some_and(|cell| draft.words.is_column(&cell.text, "place"))
    };
    let known = |at: &usize| {
        !field(*at) && table.head.get(*at).is_some_and(|cell| !draft.words.is_foreign_column(&cell.text))
    };
    let told = others().filter(|at| placed(*at)).find(free).and_then(|_| others().filter(known).find(free));
    let plain = told.or_else(|| others().filter(|at| !field(*at)).find(free));
    // `| # | Milestone | Status | Owner |`
    let part = || others().find(|at| id.is_some() && is_part(draft, table, *at));
    plain.or_else(part).or_else(|| others().find(free)).or_else(|| others().next())
}

/// Whether a column names parts of the plan.
fn is_part(draft: &Draft<'_>, table: &Table, at: usize) -> bool {
    table.head.get(at).is_some_and(|cell| is_phase(draft, &cell.text))
}

/// `| Key | Value | Meaning |`, `| Code | Means |`: such words stand above reference tables too.
fn is_vague(draft: &Draft<'_>, table: &Table, at: usize) -> bool {
    table.head.get(at).is_some_and(|cell| draft.words.is_column(&cell.text, "vague"))
        && !ids_in(draft, table, at)
}

/// Requirements and decisions are no work unless their state is tracked.
fn holds_foreign_ids(draft: &Draft<'_>, table: &Table, at: usize) -> bool {
    let foreign = |cell: &Inline| draft.words.is_foreign_id(cell.text.trim());
    table.rows.iter().filter(|row| row.cells.get(at).is_some_and(foreign)).count() * 2 > table.rows.len()
}

/// Columns of boxes or ticks that each stand for a state: `| Started | Done |`, `| To do | Doing | Done |`.
fn steps(draft: &Draft<'_>, table: &Table) -> Vec<(usize, Status)> {
    let state = |at: usize| {
        let text = table.head.get(at)?.text.as_str();
        let status = draft.words.status(text).or_else(|| draft.words.board(text))?;
        ticks(table, at).then_some((at, status))
    };
    let found: Vec<(usize, Status)> = (0..table.head.len()).filter_map(state).collect();
    if found.len() > 1 { found } else { Vec::new() }
}

/// Whether the heading above speaks of what is delivered: files with numbers and states are work there.
fn delivers(draft: &Draft<'_>, scope: &Scope) -> bool {
    const WORDS: [&str; 9] = [
        "deliverables",
        "entregables",
        "entregaveis",
        "livrables",
        "liefergegenstande",
        "交付物",
        "成果物",
        "산출물",
        "результаты",
    ];
    let title = draft.outline.sections.get(scope.section).map(|section| normalise(&section.title.text));
    title.is_some_and(|title| WORDS.iter().any(|word| title.contains(word)))
}

/// The column of ids. Of several (`| № | ID |`) the one that holds more than numbers.
fn id_column(draft: &Draft<'_>, table: &Table) -> Option<usize> {
    let mut called = (0..table.head.len())
        .filter(|at| table.head.get(*at).and_then(|cell| first_header(draft, cell)) == Some(Header::Id));
    let first = called.next()?;
    let other = if counts(table, first) { called.find(|at| ids_in(draft, table, *at)) } else { None };
    other.or(Some(first))
}

/// The column that names the work. Of several (`| User story | Task |`) the one with most filled cells: the others head
/// a stretch of rows. A column of counts (`| Milestone | Features | Status |`) names no work.
fn name_column(draft: &Draft<'_>, table: &Table) -> Option<usize> {
    let named = table.head.iter().enumerate();
    let named =
        named.filter(|(at, cell)| first_header(draft, cell) == Some(Header::Name) && !counts(table, *at));
    let filled = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
        cells.filter(|cell| !cell.text.trim().is_empty()).count()
    };
    // `| Epic | Title |`: what work belongs to is no title where something else is.
    let sorts = |at: usize| {
        let is =
            |header: Header| table.head.get(at).is_some_and(|cell| draft.words.is_header(&cell.text, header));
        is(Header::Tags) || is(Header::Phase)
    };
    named.map(|(at, _)| at).max_by_key(|at| (filled(*at), !sorts(*at), std::cmp::Reverse(*at)))
}

/// `| Epic | Completed | In Progress | To Start |`: counts of work, no work.
fn counts_work(draft: &Draft<'_>, table: &Table) -> bool {
    let states = (0..table.head.len())
        .filter(|at| table.head.get(*at).is_some_and(|cell| draft.words.board(&cell.text).is_some()));
    states.filter(|at| counts(table, *at)).count() >= 2
}

/// `| # | Found in | What | Severity |`: findings, unless somebody tracks them.
fn lists_findings(draft: &Draft<'_>, table: &Table, status: Option<usize>) -> bool {
    let tracks = |cell: &Inline| {
        matches!(first_header(draft, cell), Some(Header::Owner | Header::Estimate | Header::Depends))
    };
    status.is_none()
        && table.head.iter().any(|cell| is_severity(&cell.text))
        && !table.head.iter().any(tracks)
}

/// `Severity`: how bad a finding is, and not how urgent work is.
fn is_severity(head: &str) -> bool {
    const WORDS: [&str; 8] =
        ["severity", "schweregrad", "severidad", "severidade", "gravedad", "severite", "严重程度", "严重性"];
    WORDS.contains(&normalise(head).as_str())
}

/// The column of states. Where several are called so, one that says it in words (`Status` beside `Progress: 40 %`);
/// where none is, one without a name that holds nothing but signs.
fn status_column(draft: &Draft<'_>, table: &Table) -> Option<usize> {
    let mut called = (0..table.head.len())
        .filter(|at| table.head.get(*at).and_then(|cell| first_header(draft, cell)) == Some(Header::Status));
    let first = called.next();
    let Some(first) = first else {
        let nameless =
            |at: &usize| table.head.get(*at).is_some_and(|cell| !cell.text.contains(char::is_alphanumeric));
        let told = |at: &usize| {
            let head = table.head.get(*at);
            // `| Task | Device |` with `✅` and `❌ open` below: a column whose name says nothing and whose cells all say how far it is.
            head.is_some_and(|cell| draft.words.headers(&cell.text).is_empty())
                && *at > 0
                && tells(draft, table, *at)
        };
        let signed = (0..table.head.len()).filter(nameless).find(|at| signs(table, *at));
        return signed.or_else(|| name_column(draft, table).and_then(|_| (0..table.head.len()).find(told)));
    };
    if !shares(table, first) {
        return Some(first);
    }
    called.find(|at| !shares(table, *at)).or(Some(first))
}

/// Whether a column names the part of the plan a row belongs to: `Phase`, `Sprint`. A week is a date.
fn is_phase(draft: &Draft<'_>, text: &str) -> bool {
    let headers = draft.words.headers(text);
    headers.first() == Some(&Header::Phase)
        || headers.contains(&Header::Phase)
            && draft.words.group(text).is_some_and(|kind| kind != GroupKind::Week)
}

/// A first column without a known name whose cells are ids.
fn id_like(draft: &Draft<'_>, table: &Table) -> Option<usize> {
    let number = |row: &Row| {
        let text = row.cells.first().map_or("", |cell| cell.text.trim().trim_matches('*'));
        text.strip_prefix('#').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let numbers = table.rows.iter().filter(|row| number(row)).count();
    (table.head.len() > 1
        && !urgencies(table, 0)
        && (ids_in(draft, table, 0) || numbers * 2 > table.rows.len()))
    .then_some(0)
}

/// One row of values about the document: `| plan_version | created | status | objective |`.
pub(super) fn only_meta(draft: &Draft<'_>, table: &Table, id: Option<usize>, name: Option<usize>) -> bool {
    const META: [&str; 14] = [
        "version",
        "plan version",
        "created",
        "updated",
        "last updated",
        "author",
        "date",
        "objective",
        "owner",
        "status",
        "project",
        "approved",
        "revision",
        "stand",
    ];
    let is_meta = |cell: &Inline| META.contains(&normalise(&cell.text).as_str());
    let meta = table.head.iter().filter(|cell| is_meta(cell)).count();
    let first = table.head.first().is_some_and(is_meta);
    let most = meta * 2 >= table.head.len() && (first || meta + 1 >= table.head.len().max(3));
    let vertical = table.head.iter().all(|cell| cell.text.trim().is_empty());
    let _ = draft;
    // `| ID | Owner | Status | Progress |` with one row: the plan's own id and state.
    let only = |at: usize, cell: &Inline| {
        Some(at) == id
            || is_meta(cell)
            || matches!(normalise(&cell.text).as_str(), "progress" | "priority" | "phase")
    };
    let own = id.is_some()
        && table.head.len() > 2
        && table.head.iter().enumerate().all(|(at, cell)| only(at, cell));
    (table.rows.len() == 1 && name.is_none() && (id.is_none() && most || own)) || vertical
}
