//! Whether a document is a decision record.

use crate::decode::{Document, Syntax};
use crate::markdown::BlockKind;
use crate::model::Plan;
use crate::parse::decision::name::{FileName, is_template};
use crate::parse::decision::statement;
use crate::vocabulary::{Vocabulary, normalise};

/// Folders that hold records.
const FOLDERS: &[&str] = &[
    "/adr/",
    "/adrs/",
    "/decisions/",
    "/decision-records/",
    "/decision_records/",
    "/architecture-decisions/",
    "/architecture_decisions/",
    "/architecture-decision-records/",
    "/architectural-decisions/",
    "/doc/arch/",
    "/decision-log/",
    "/ddr/",
    "/madr/",
    "/agdr/",
];

/// Whether a path lies among decision records.
pub(in crate::parse) fn is_placed(path: &str) -> bool {
    let folder = format!("/{}", path.to_lowercase());
    FOLDERS.iter().any(|part| folder.contains(part))
}

/// Front matter keys that only records have.
const KEYS: &[&str] = &[
    "deciders",
    "decision makers",
    "decision maker",
    "superseded by",
    "supersedes",
    "consulted",
    "entscheider",
    "decideurs",
];

/// Why a document is a record, if it is one.
pub(in crate::parse) fn why(
    document: &Document,
    plan: &Plan,
    headings: &[String],
    words: &Vocabulary,
) -> Option<String> {
    let Syntax::Markdown { doc, front } = &document.syntax else { return None };
    let file = FileName::of(&document.path);
    if is_no_record(document, &plan.title) {
        return None;
    }
    let placed = is_placed(&document.path);
    let has =
        |lists: &[&str]| headings.iter().any(|heading| lists.iter().any(|list| listed(heading, list, words)));
    let parts = [
        has(&["adr_heading_context"]),
        has(&["adr_heading_decision"]),
        has(&["adr_heading_consequences", "adr_heading_options", "adr_heading_drivers"]),
    ];
    let count = parts.iter().filter(|part| **part).count();
    let keyed = plan.fields.iter().any(|field| KEYS.contains(&normalise(&field.name).as_str()))
        || front
            .iter()
            .flat_map(|front| front.entries())
            .any(|entry| KEYS.contains(&normalise(&entry.key).as_str()));
    let status = has(&["adr_key_status"])
        || plan.fields.iter().any(|field| words.is_listed(&normalise(&field.name), "adr_key_status"));
    let counted = file.is_counted() || named(&plan.title);
    let shaped = count >= 3
        || count >= 2 && (placed || keyed || counted)
        || keyed && placed
        || counted && status && parts.iter().skip(1).any(|part| *part);
    // The middle part names a record best: three others are the parts of many a proposal.
    if shaped && (parts.get(1) == Some(&true) || placed || keyed) {
        return Some("it has the headings of a decision record".to_owned());
    }
    if doc.blocks.iter().any(statement::is_one) {
        return Some("it makes a Y-statement".to_owned());
    }
    let name = document.path.rsplit('/').next().unwrap_or("").to_lowercase();
    (placed && (file.is_counted() || name.starts_with("adr") || named(&plan.title)))
        .then(|| "it stands among decision records".to_owned())
}

/// Why a document that looks like none is a record all the same: it is numbered as the records around it are.
pub(in crate::parse) fn among(document: &Document, title: &str) -> Option<String> {
    let text = matches!(document.syntax, Syntax::Markdown { .. });
    let file = FileName::of(&document.path);
    (text && file.is_counted() && !is_no_record(document, title))
        .then(|| "it is numbered like the decision records around it".to_owned())
}

/// Templates, indexes and lists of records.
fn is_no_record(document: &Document, title: &str) -> bool {
    let name = document.path.rsplit('/').next().unwrap_or("").to_lowercase();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let index = matches!(
        stem,
        "readme"
            | "index"
            | "summary"
            | "toc"
            | "_index"
            | "_sidebar"
            | "overview"
            | "contributing"
            | "changelog"
            | "log"
            | "adr-log"
            | "about"
    );
    index || is_template(&document.path, title) || lists_others(document)
}

/// Whether a document is nothing but a list of links to numbered files.
fn lists_others(document: &Document) -> bool {
    let Syntax::Markdown { doc, .. } = &document.syntax else { return false };
    let mut entries = 0usize;
    let mut others = 0usize;
    for block in &doc.blocks {
        match &block.kind {
            BlockKind::List { items, .. } => {
                for item in items {
                    let linked = item.blocks.iter().any(|block| match &block.kind {
                        BlockKind::Paragraph(inline) => {
                            inline.links().any(|link| FileName::of(link).is_counted())
                        }
                        _ => false,
                    });
                    if linked { entries += 1 } else { others += 1 }
                }
            }
            BlockKind::Table(table) => {
                for row in &table.rows {
                    let linked =
                        row.cells.iter().any(|cell| cell.links().any(|link| FileName::of(link).is_counted()));
                    if linked { entries += 1 } else { others += 1 }
                }
            }
            BlockKind::Paragraph(_) | BlockKind::Heading { level: 2.., .. } => others += 1,
            _ => {}
        }
    }
    entries >= 3 && entries > others * 2
}

/// Whether a title says that this is a record: `ADR-0012: …`.
fn named(title: &str) -> bool {
    let title = title.trim_start_matches('[').to_lowercase();
    [
        "adr-",
        "adr ",
        "adr:",
        "adr0",
        "adr1",
        "madr-",
        "architecture decision record",
        "architectural decision record",
    ]
    .iter()
    .any(|start| title.starts_with(start))
}

fn listed(heading: &str, list: &str, words: &Vocabulary) -> bool {
    let bare = heading.trim_start_matches(|c: char| !c.is_alphabetic());
    words.is_listed(bare.split([':', '(']).next().unwrap_or(bare).trim(), list)
}
