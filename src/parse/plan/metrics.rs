//! Bullets that state measurements: `- Test coverage: Before 45% → After 83%`, `- **105 benchmarks** scripted`.

use crate::markdown::{Block, BlockKind};
use crate::model::Metric;
use crate::parse::reading::{Draft, Scope, first_line, one_line, symbol_status};
use crate::vocabulary::Role;

/// Reads bullets without boxes under a heading or lead of metrics.
pub(super) fn read<'d>(draft: &mut Draft<'d>, scope: &Scope, block: &'d Block) -> bool {
    let BlockKind::List { items, .. } = &block.kind else { return false };
    if scope.role != Some(Role::Metrics) {
        return false;
    }
    for item in items {
        if let Some(BlockKind::Paragraph(inline)) = item.blocks.first().map(|block| &block.kind) {
            let text = one_line(&inline.text);
            let text = text.trim_start_matches(|c: char| {
                !c.is_alphanumeric() && !matches!(c, '<' | '>' | '~' | '"' | '(')
                    || symbol_status(c, true).is_some()
            });
            let span = first_line(draft, item.span);
            let metric = measure(text);
            draft.metrics.push(Metric {
                place: draft.place(span),
                group: scope.group,
                text: text.to_owned(),
                ..metric_of(metric, draft, span)
            });
        }
        let mut inner = scope.clone();
        inner.depth += 1;
        (draft.inner)(draft, &inner, item.blocks.get(1..).unwrap_or(&[]));
    }
    true
}

/// What a measurement says.
struct Measure {
    name: String,
    value: Option<f64>,
    before: Option<f64>,
    unit: Option<String>,
}

fn metric_of(measure: Measure, draft: &Draft<'_>, span: crate::place::Span) -> Metric {
    Metric {
        name: measure.name,
        text: String::new(),
        value: measure.value,
        before: measure.before,
        unit: measure.unit,
        place: draft.place(span),
        group: None,
    }
}

fn measure(text: &str) -> Measure {
    let (name, values) = match text.split_once([':', '：']) {
        Some((name, values)) if name.chars().count() < 60 => (name.trim(), values.trim()),
        _ => (text, text),
    };
    let change = values.split_once(['→', '⇒']).or_else(|| values.split_once("->"));
    if let Some((before, after)) = change {
        let (first, _) = first_number(before);
        let (second, unit) = first_number(after);
        return Measure { name: name.to_owned(), value: second, before: first, unit };
    }
    let (value, unit) = first_number(values);
    Measure { name: name.to_owned(), value, before: None, unit }
}

/// The first number of a text with the unit that stands right behind it.
fn first_number(text: &str) -> (Option<f64>, Option<String>) {
    let Some(start) = text.find(|c: char| c.is_ascii_digit()) else { return (None, None) };
    let body = text.get(start..).unwrap_or("");
    let used = body
        .char_indices()
        .take_while(|(at, c)| {
            c.is_ascii_digit()
                || matches!(c, '.' | ',')
                    && body.get(at + 1..).is_some_and(|s| s.starts_with(|c: char| c.is_ascii_digit()))
        })
        .map(|(_, c)| c.len_utf8())
        .sum::<usize>();
    let value = body.get(..used).and_then(|digits| digits.replace(',', "").parse().ok());
    let rest = body.get(used..).unwrap_or("").trim_start_matches('+');
    let unit: String = rest
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphabetic() || matches!(c, '%' | '/'))
        .take(16)
        .collect();
    (value, (!unit.is_empty()).then_some(unit))
}
