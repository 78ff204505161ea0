//! Code blocks: nothing in them is read, except YAML and JSON of gates and KPIs.

use crate::decode::tree::{Node, Value};
use crate::markdown::{Block, BlockKind};
use crate::parse::reading::{Draft, Scope, push_gate};
use crate::place::Span;
use crate::vocabulary::Role;

/// Takes every code block, so that no carrier behind reads one.
pub(super) fn read<'d>(draft: &mut Draft<'d>, scope: &Scope, block: &'d Block) -> bool {
    let BlockKind::Code { info, body, text } = &block.kind else { return false };
    let language = info.split([' ', ',', '{']).next().unwrap_or("").to_lowercase();
    if scope.role == Some(Role::Legend)
        || !matches!(language.as_str(), "yaml" | "yml" | "json")
        || !text.contains("gate")
            && !text.contains("kpi")
            && !text.contains("criteria")
            && !text.contains("slo")
    {
        return true;
    }
    let Some(root) = crate::decode::yaml::fragment(text) else { return true };
    for entry in root.entries() {
        let key = entry.key.to_lowercase();
        if matches!(
            key.as_str(),
            "quality_gates"
                | "quality_gate"
                | "gates"
                | "kpis"
                | "kpi"
                | "success_criteria"
                | "slos"
                | "slo"
                | "acceptance_gates"
                | "release_gates"
                | "exit_criteria"
        ) {
            list(draft, scope, &entry.value, *body, text);
        } else if matches!(
            key.as_str(),
            "deployment_gate" | "release_gate" | "exit_gate" | "merge_gate" | "go_no_go"
        ) {
            let span = line_of(draft, *body, text, entry.key_span);
            push_gate(draft, scope, &entry.key, &entry.value.scalar().unwrap_or_default(), span);
        }
    }
    true
}

/// `- metric: ">=95%"` or `metric: ">=95%"`, or plain strings.
fn list(draft: &mut Draft<'_>, scope: &Scope, node: &Node, body: Span, text: &str) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                let span = line_of(draft, body, text, entry.key_span);
                let value = match &entry.value.value {
                    Value::Map(inner) => inner
                        .iter()
                        .find(|inner| {
                            matches!(inner.key.as_str(), "target" | "threshold" | "value" | "limit")
                        })
                        .and_then(|inner| inner.value.scalar()),
                    _ => entry.value.scalar(),
                };
                push_gate(draft, scope, &entry.key, &value.unwrap_or_default(), span);
            }
        }
        Value::List(members) => {
            for member in members {
                match &member.value {
                    Value::Map(_) => list(draft, scope, member, body, text),
                    _ => {
                        if let Some(value) = member.scalar() {
                            let span = line_of(draft, body, text, member.span);
                            push_gate(draft, scope, &value, &value, span);
                        }
                    }
                }
            }
        }
        _ => {}
    }
}

/// The source line of a place in a code block, whose lines may have been indented or quoted in the source.
fn line_of(draft: &Draft<'_>, body: Span, text: &str, at: Span) -> Span {
    let before = text.get(..at.start as usize).unwrap_or("").matches('\n').count() as u32;
    let line = draft.document.lines.span(draft.document.line(body.start) + before);
    let source = line.of(&draft.document.text);
    let indent = source.len() - source.trim_start_matches([' ', '\t', '>', '-']).len();
    Span { start: line.start + indent as u32, end: line.end }
}
