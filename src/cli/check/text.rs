//! Findings for people: every side quoted with its line, the words underlined.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::cli::terminal::{BOLD, DIM, Terminal};
use crate::cli::words::{count, visible};
use crate::decode::Document;
use crate::diag::{Diagnostic, Label, Severity};
use crate::link::Linked;

/// How many places of one finding are quoted.
const QUOTED: usize = 8;

/// The findings with excerpts, and a line that sums them up.
pub(super) fn write(linked: &Linked, findings: &[Diagnostic], terminal: &Terminal) -> String {
    let base = if terminal.out.is_plain() { Renderer::plain() } else { Renderer::styled() };
    let renderer = base.term_width(terminal.width);
    let mut out = String::new();
    for finding in findings {
        out.push_str(&one(linked, finding, &renderer));
        if let Some(answer) = &finding.answer {
            let until = answer.until.as_deref().map_or(String::new(), |day| format!(" until {day}"));
            let word = if answer.expired { "answered (expired)" } else { "answered" };
            let line = format!("  = {word}{until}: {}", visible(&answer.reason));
            out.push_str(&format!("\n{}", terminal.out.paint(DIM, &line)));
        }
        out.push_str("\n\n");
    }
    out.push_str(&terminal.out.paint(BOLD, &sum(findings)));
    out.push('\n');
    out
}

fn one(linked: &Linked, finding: &Diagnostic, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = visible(&finding.message).into_owned();
    let mut group: Group<'_> = Group::with_title(level.primary_title(message).id(finding.code.0));
    for (index, label) in finding.places.iter().take(QUOTED).enumerate() {
        if let Some(document) = linked.document(label.place.doc) {
            group = group.element(excerpt(document, label, index == 0));
        }
    }
    if finding.places.len() > QUOTED {
        let more = finding.places.len() - QUOTED;
        group = group.element(Level::NOTE.message(format!("and {}", count(more as u64, "further place"))));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(help.clone()));
    }
    if let Some(fix) = &finding.fix {
        group =
            group.element(Level::HELP.message(format!("`planbook check --fix` can do this: {}", fix.title)));
    }
    renderer.render(&[group])
}

/// One line with the words underlined. Only the line is handed over: a finding costs the same in a large document.
fn excerpt<'a>(
    document: &'a Document,
    label: &'a Label,
    main: bool,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let line = document.line(label.place.span.start);
    let span = document.lines.span(line);
    let text = document.slice(span);
    let from = (label.place.span.start - span.start) as usize;
    let to = ((label.place.span.end.min(span.end)).saturating_sub(span.start) as usize).max(from);
    // A row or a whole line is underlined at its beginning only where it is long.
    let kind = if main { AnnotationKind::Primary } else { AnnotationKind::Context };
    let start = window(text, from);
    let end = text.len().min(to + LONGEST);
    let end = (end..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let told = match start {
        0 => label.text.clone(),
        _ => format!("{} (column {})", label.text, document.line_column(label.place.span.start).1),
    };
    let (text, from, to) = printable(text.get(start..end).unwrap_or(""), from - start, to - start);
    let annotation = kind.span(from..to).label(told.trim_start().to_owned());
    Snippet::source(text).path(document.path.as_str()).line_start(line as usize).annotation(annotation)
}

/// How many bytes of a line are shown before and behind the words at most.
const LONGEST: usize = 2000;

/// Where the excerpt of a line begins: at its start, except in lines as long as a whole data file.
fn window(text: &str, from: usize) -> usize {
    let start = if from > 2 * LONGEST { from - 60 } else { 0 };
    (start..=from).find(|at| text.is_char_boundary(*at)).unwrap_or(from)
}

/// A line without characters that could change the terminal, with the bounds moved along.
fn printable(text: &str, from: usize, to: usize) -> (String, usize, usize) {
    let part = |range: std::ops::Range<usize>| visible(text.get(range).unwrap_or("")).replace('\t', " ");
    let (head, words) = (part(0..from), part(from..to));
    let tail = part(to..text.len());
    let (start, end) = (head.len(), head.len() + words.len());
    (format!("{head}{words}{tail}"), start, end)
}

fn sum(findings: &[Diagnostic]) -> String {
    let weigh = |severity| findings.iter().filter(|finding| finding.severity == severity).count() as u64;
    if findings.is_empty() {
        return "No findings.".to_owned();
    }
    let answered =
        findings.iter().filter(|f| f.answer.as_ref().is_some_and(|answer| !answer.expired)).count();
    let mut text = format!(
        "{}, {}, {}",
        count(weigh(Severity::Error), "error"),
        count(weigh(Severity::Warning), "warning"),
        count(weigh(Severity::Note), "note"),
    );
    if answered > 0 {
        text.push_str(&format!("; {answered} answered"));
    }
    text
}
