//! Tells what kind a document is, by its content first and its place second, and says why.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::decode::{Document, Syntax};
use crate::markdown::BlockKind;
use crate::model::{Carrier, GroupKind, Kind, Plan, Status, StatusSource};
use crate::parse::{decision, workspace};
use crate::vocabulary::{Header, Vocabulary, normalise};

/// What a document is, and why.
pub(super) fn kind(document: &Document, plan: &Plan, words: &Vocabulary) -> (Kind, String) {
    if let Some(kind) = document.kind {
        return (kind, "book.toml says so".to_owned());
    }
    match &document.syntax {
        Syntax::Markdown { .. } => markdown(document, plan, words),
        Syntax::Tree(nodes) => {
            let has = |keys: &[&str]| {
                nodes.iter().any(|node| node.entries().iter().any(|entry| keys.contains(&entry.key.as_str())))
            };
            if has(&["agent_id"])
                || has(&["runs"]) && has(&["version", "$schema"])
                || has(&["metrics", "metric"]) && plan.items.is_empty()
            {
                return (Kind::Evidence, "it holds results".to_owned());
            }
            work(plan, 1).unwrap_or_else(|| (Kind::Page, "data without work in it".to_owned()))
        }
        Syntax::Rows(_) => work(plan, 1).unwrap_or_else(|| (Kind::Page, "rows that are no work".to_owned())),
        Syntax::Org => {
            work(plan, 1).unwrap_or_else(|| (Kind::Page, "an outline without keywords of work".to_owned()))
        }
        Syntax::Xml => xml(document),
        Syntax::Text if workspace::is_workspace(document) => {
            (Kind::Architecture, "a Structurizr workspace".to_owned())
        }
        Syntax::Text => work(plan, 2).unwrap_or_else(|| text(document)),
        Syntax::Binary => (Kind::Page, "not text: nothing is read".to_owned()),
    }
}

fn xml(document: &Document) -> (Kind, String) {
    let head = document.text.get(..document.text.len().min(2000)).unwrap_or(&document.text);
    let results = ["<testsuite", "<coverage", "<testRun", "<TestRun"].iter().any(|tag| head.contains(tag));
    if results {
        (Kind::Evidence, "test results or coverage".to_owned())
    } else {
        (Kind::Page, "XML of no known kind".to_owned())
    }
}

fn text(document: &Document) -> (Kind, String) {
    let lcov = document.text.starts_with("TN:") || document.text.starts_with("SF:");
    let metrics = document.text.starts_with("# HELP")
        || document.text.starts_with("# TYPE")
        || document.text.trim_end().ends_with("# EOF");
    if lcov || metrics {
        (Kind::Evidence, "coverage or metrics".to_owned())
    } else {
        (Kind::Page, "plain text".to_owned())
    }
}

/// Words of titles and file names that say that a document is a plan, parted by `|`.
const WORDS: &str = "plan|roadmap|todo|to dos|todos|progress|to do|tasks|backlog|checklist|tracker|milestones|sprint|iteration|phase|implementation plan|status|план|задачи|дорожная карта|计划|任务|路线图|待办|計画|タスク|ロードマップ|계획|로드맵|hoja de ruta|tareas|plano|tarefas|fahrplan|aufgaben|feuille de route|tâches|piano|wbs|kanban|board|tracking|tasklist|清单|清單|看板|进度|進度|進捗|чек лист|чеклист|трекер|бэклог|tablero|lista de tareas|progreso|прогресс|progresso|fortschritt|avancement|pending|pendientes|fixme";

/// The same words, to look up.
static WHOLE: LazyLock<HashSet<&str>> = LazyLock::new(|| WORDS.split('|').collect());

/// What a Markdown document is.
fn markdown(document: &Document, plan: &Plan, words: &Vocabulary) -> (Kind, String) {
    let name = document.path.rsplit('/').next().unwrap_or("").to_lowercase();
    let folder = format!("/{}", document.path.to_lowercase());
    let headings = headings(document);
    let title = normalise(&plan.title);
    let task = plan.items.len() == 1 && plan.items.iter().all(|item| item.carrier == Carrier::File);
    // Among decision records, facts at the head are those of a decision.
    if task && !decision::is_placed(&document.path) {
        return (Kind::Plan, "a file that is one task".to_owned());
    }
    if let Some(why) = decision::why(document, plan, &headings, words) {
        return (Kind::Decision, why);
    }
    // A change log may hold what is still to come, with boxes.
    let boxed = plan.items.iter().filter(|item| item.carrier == Carrier::Box);
    let planned_log = name == "changelog.md" && boxed.filter(|item| item.status == Status::Todo).count() > 2;
    if !planned_log
        && matches!(
            name.as_str(),
            "changelog.md"
                | "license.md"
                | "code_of_conduct.md"
                | "security.md"
                | "contributing.md"
                | "authors.md"
        )
    {
        return (Kind::Page, format!("it is called {name}"));
    }
    // What is filled in for each change or report is no plan.
    if name.ends_with("template.md") || folder.contains("issue_template/") {
        return (Kind::Page, "a form that is filled in".to_owned());
    }
    if report(&title, &headings) && !planned(plan) {
        return (Kind::Report, "its title and headings are those of a report".to_owned());
    }
    // Front matter may name a document otherwise than its first heading does.
    let named = called(&title)
        || called(&name.replace(['_', '-', '.'], " "))
        || headings.first().is_some_and(|first| called(first))
        // A section of its own, as a README has one: `## Roadmap`.
        || headings.iter().any(|heading| {
            WHOLE.contains(heading.as_str()) || words.is_header(heading, Header::Name) && !heading.is_ascii()
        })
        || folder.split('/').rev().skip(1).any(|part| called(part.strip_suffix('s').unwrap_or(part)));
    if let Some(found) = work(plan, if named { 1 } else { 3 }) {
        return found;
    }
    let phases = plan
        .groups
        .iter()
        .filter(|group| !matches!(group.kind, GroupKind::Section | GroupKind::Version))
        .count();
    if phases >= 2 {
        return (Kind::Plan, format!("{phases} phases"));
    }
    if named
        && plan.items.is_empty()
        && architecture(document, &title, &folder).is_none()
        && (called(&title) || plan.criteria.len() > 2)
    {
        return (Kind::Plan, "its title says so; no work with a status in it".to_owned());
    }
    if let Some(why) = architecture(document, &title, &folder) {
        return (Kind::Architecture, why);
    }
    let why = match plan.items.len() {
        0 => "text without work in it".to_owned(),
        1 => "one item of work, too little for a plan".to_owned(),
        count => format!("{count} items of work, too few for a plan"),
    };
    (Kind::Page, why)
}

/// Whether a title or name holds a word that says plan: whole words where words are parted by blanks.
fn called(text: &str) -> bool {
    WORDS.split('|').any(|word| {
        let whole = word.is_ascii() && !word.contains(' ');
        if whole {
            text.split(|c: char| !c.is_alphanumeric()).any(|part| part == word)
        } else {
            text.contains(word)
        }
    })
}

/// Enough work makes a plan: items with a status, or with fields that only work has.
fn work(plan: &Plan, least: usize) -> Option<(Kind, String)> {
    let stated = plan
        .items
        .iter()
        .filter(|item| {
            item.status_source != StatusSource::None
                || item.owner.is_some()
                || item.priority.is_some()
                || item.estimate.is_some()
                || !item.depends_on.is_empty()
        })
        .count();
    // A tutorial has steps too: blocks without any status, in no phase, are no plan.
    let placed = plan.items.iter().filter(|item| item.group.is_some()).count();
    let total = plan.items.len();
    let enough = total >= least
        && (stated > 0 || placed * 2 > total || plan.items.iter().any(|item| item.carrier == Carrier::Entry));
    enough.then(|| (Kind::Plan, format!("{total} item{} of work", if total == 1 { "" } else { "s" })))
}

/// Whether a document plans much that is still open, whatever its title says: a report looks back.
fn planned(plan: &Plan) -> bool {
    let total = plan.items.len();
    let open = plan
        .items
        .iter()
        .filter(|item| matches!(item.status, Status::Todo | Status::InProgress | Status::Blocked));
    let named = plan.items.iter().filter(|item| item.id.is_some()).count();
    total >= 20 && open.count() * 4 >= total && named * 2 >= total
}

/// The headings of a document in one spelling.
fn headings(document: &Document) -> Vec<String> {
    let Syntax::Markdown { doc, .. } = &document.syntax else { return Vec::new() };
    doc.blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Heading { text, .. } => Some(normalise(&text.text)),
            _ => None,
        })
        .collect()
}

/// Whether title and headings are those of a report written by hand.
fn report(title: &str, headings: &[String]) -> bool {
    let says = [
        "report",
        "retrospective",
        "sprint review",
        "weekly update",
        "status update",
        "bericht",
        "rapport",
        "informe",
        "relatório",
        "отчёт",
        "отчет",
        "报告",
        "周报",
        "報告",
        "週報",
        "レポート",
        "보고서",
    ]
    .iter()
    .any(|word| {
        let apart = |c: char| !c.is_alphanumeric();
        title.split(apart).any(|part| part == *word)
            || (!word.is_ascii() || word.contains(' ')) && title.contains(word)
    });
    let word = |name: &str| title.split(|c: char| !c.is_alphanumeric()).any(|word| word == name);
    let review = (word("sprint") || word("iteration"))
        && (word("review") || word("summary") || word("results"))
        || word("weekly") && (word("update") || word("status") || word("progress"));
    let iteration = title.split(|c: char| !c.is_alphanumeric()).any(|word| word == "iteration")
        && headings
            .iter()
            .filter(|heading| {
                [
                    "areas analyzed",
                    "research findings",
                    "improvements implemented",
                    "tests added",
                    "metrics",
                    "blockers",
                    "next iteration priorities",
                ]
                .contains(&heading.as_str())
            })
            .count()
            >= 2;
    says || review || iteration
}

/// Why a document is an architecture page, if it is one.
fn architecture(document: &Document, title: &str, folder: &str) -> Option<String> {
    let named = title.split(' ').any(|word| {
        matches!(word, "architecture" | "architektur" | "arquitectura" | "arquitetura" | "архитектура")
    }) || title.contains("架构")
        || title.contains("アーキテクチャ")
        || title.contains("system design");
    if named || folder.contains("/architecture/") {
        return Some("its title or folder says architecture".to_owned());
    }
    let Syntax::Markdown { doc, .. } = &document.syntax else { return None };
    let diagrams = doc
        .blocks
        .iter()
        .filter(|block| matches!(&block.kind, BlockKind::Code { info, .. } if info.trim() == "mermaid"))
        .count();
    (diagrams >= 2).then(|| format!("{diagrams} diagrams"))
}
