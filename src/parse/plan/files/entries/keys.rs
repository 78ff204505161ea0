//! The keys planbook knows in YAML and JSON, and where an entry stands.

use crate::model::Status;
use crate::parse::reading::{Draft, Scope};
use crate::place::Span;

/// Keys of titles.
pub const TITLES: &[&str] = &[
    "title",
    "name",
    "task",
    "summary",
    "content",
    "subject",
    "headline",
    "goal",
    "titel",
    "título",
    "titre",
    "nombre",
    "nom",
    "название",
    "标题",
    "名称",
    "タイトル",
    "제목",
];
/// Keys of ids.
pub(super) const IDS: &[&str] = &[
    "id",
    "key",
    "number",
    "no",
    "code",
    "ref",
    "identifier",
    "ticket",
    "task id",
    "kep number",
    "uid",
    "slug",
];
/// Keys that hold work.
pub(super) const CHILDREN: &[&str] = &[
    "tasks",
    "task",
    "tickets",
    "items",
    "subtasks",
    "sub tasks",
    "subphases",
    "sub phases",
    "children",
    "steps",
    "stories",
    "user stories",
    "userstories",
    "workitems",
    "task list",
    "tasklist",
    "feature list",
    "issues",
    "features",
    "todos",
    "todo",
    "actions",
    "work items",
    "work",
    "backlog",
    "backlogs",
    "epics",
    "bugs",
    "checklist",
    "tareas",
    "tâches",
    "aufgaben",
    "задачи",
    "任务",
    "タスク",
];
/// Keys that hold parts of a plan.
pub(super) const GROUPS: &[&str] = &[
    "phases",
    "stages",
    "sprints",
    "iterations",
    "weeks",
    "waves",
    "milestones",
    "releases",
    "versions",
    "sections",
    "groups",
    "cycles",
];
/// Keys that say by true or false whether an entry is done.
pub(super) const FLAGS: &[&str] = &[
    "done",
    "completed",
    "complete",
    "finished",
    "passes",
    "is completed",
    "is done",
    "closed",
    "iscompleted",
    "isdone",
];
/// Keys that say by `true` that an entry which is not done is in a state.
pub(super) const STATES: &[(&str, Status)] = &[
    ("blocked", Status::Blocked),
    ("is blocked", Status::Blocked),
    ("isblocked", Status::Blocked),
    ("started", Status::InProgress),
    ("in progress", Status::InProgress),
    ("inprogress", Status::InProgress),
    ("cancelled", Status::Cancelled),
    ("canceled", Status::Cancelled),
    ("skipped", Status::Cancelled),
];
/// Keys of lists whose members have states that are results, no work.
pub(super) const RESULTS: &[&str] =
    &["tests", "results", "runs", "checks", "builds", "jobs", "suites", "test results", "steps run"];
/// Keys that hold criteria.
pub(super) const CRITERIA: &[&str] = &[
    "success criteria",
    "acceptance criteria",
    "acceptance",
    "exit criteria",
    "entry criteria",
    "definition of done",
    "dod",
    "done when",
    "completion criteria",
    "criteria",
    "validation",
    "acceptancecriteria",
    "successcriteria",
];
/// Keys that hold gates.
pub(super) const GATES: &[&str] = &["quality gates", "quality gate", "gates", "kpis", "kpi", "slos", "slo"];

/// Where an entry stands.
#[derive(Clone, Default)]
pub(super) struct At {
    pub(super) scope: Scope,
    /// The id of the entry around, for sub-tasks whose ids restart.
    pub(super) outer: Option<String>,
}

/// The line of a span's first byte, from that byte on.
pub(super) fn first_line(draft: &Draft<'_>, span: Span) -> Span {
    let line = draft.document.lines.span(draft.document.line(span.start));
    Span { start: span.start, end: line.end.min(span.end.max(span.start + 1)).max(span.start) }
}
