//! Lines of a document as a numbered list, with what was mended, not understood and found marked at its line.
//!
//! Written as HTML here and not by a template: a document has a hundred thousand lines more easily than pages.

use std::collections::BTreeMap;

use crate::decode::Document;
use crate::diag::Diagnostic;
use crate::markdown::html::escape;
use crate::place::Span;

/// The most bytes of a line that are shown.
const WIDTH: usize = 4000;

/// The most findings that are named at one line.
const FINDINGS: usize = 5;

/// What is marked in a listing.
pub struct Marks<'a> {
    /// Stretches of lines that were not understood: first and last.
    pub unread: &'a [(u32, u32)],
    /// What was found, by line.
    pub findings: &'a BTreeMap<u32, Vec<Beside<'a>>>,
    /// The address of a line of the document, relative to the page of the listing.
    pub line: &'a dyn Fn(u32) -> String,
    /// The page that quotes the findings, relative to the page of the listing.
    pub href: Option<&'a str>,
}

/// A finding beside a line.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// The finding.
    pub finding: &'a Diagnostic,
    /// The line of its main place: there it is said, at others only named.
    pub main: u32,
}

/// The lines `from..=to` of a document.
pub fn listing(document: &Document, from: u32, to: u32, marks: &Marks<'_>) -> String {
    let first = document.lines.span(from);
    let last = document.lines.span(to);
    let mut out = String::with_capacity((last.end - first.start) as usize + (to - from + 1) as usize * 24);
    for line in from..=to {
        write_line(&mut out, document, line, marks);
    }
    out
}

fn write_line(out: &mut String, document: &Document, line: u32, marks: &Marks<'_>) {
    let span = document.lines.span(line);
    let stretch = stretch(marks.unread, line);
    let repairs = repairs(document, span);
    let found = marks.findings.get(&line).map_or(&[][..], Vec::as_slice);
    out.push_str("<li id=L");
    push_number(out, line);
    match (stretch.is_some(), found.is_empty()) {
        (true, true) => out.push_str(" class=unread"),
        (false, false) => out.push_str(" class=found"),
        (true, false) => out.push_str(" class=\"unread found\""),
        (false, true) => {}
    }
    out.push('>');
    write_text(out, document, span, repairs);
    if let Some((first, last)) = stretch.filter(|(first, _)| *first == line) {
        let lines = if first == last { String::new() } else { format!(", to line {last}") };
        out.push_str(&format!(" <span class=\"flag\">not understood{lines}</span>"));
    }
    if !repairs.is_empty() {
        out.push_str(" <span class=\"flag\">mended</span>");
    }
    write_findings(out, found, line, marks);
    out.push_str("</li>\n");
}

/// The text of a line with its mended stretches marked.
fn write_text(out: &mut String, document: &Document, span: Span, repairs: &[Span]) {
    let text = document.slice(span);
    let shown = if text.len() <= WIDTH { text.len() } else { text.floor_char_boundary(WIDTH) };
    let mut at = 0;
    for repair in repairs {
        let start = (repair.start.max(span.start) - span.start) as usize;
        let end = (repair.end.min(span.end) - span.start) as usize;
        if start < at || end > shown {
            continue;
        }
        escape(out, text.get(at..start).unwrap_or(""));
        out.push_str("<mark>");
        escape(out, text.get(start..end).unwrap_or(""));
        out.push_str("</mark>");
        at = end;
    }
    escape(out, text.get(at..shown).unwrap_or(""));
    let more = text.get(shown..).map_or(0, |rest| rest.chars().count());
    if more > 0 {
        out.push_str(&format!("… <span class=\"flag\">{more} more characters on this line</span>"));
    }
}

fn write_findings(out: &mut String, found: &[Beside<'_>], line: u32, marks: &Marks<'_>) {
    if found.is_empty() {
        return;
    }
    out.push_str("<ul>");
    for Beside { finding, main } in found.iter().take(FINDINGS) {
        let (word, code) = (finding.severity.word(), finding.code.0);
        out.push_str(&format!("<li><span class=\"st {word}\">{word}</span> "));
        match marks.href.filter(|_| *main == line) {
            Some(href) => {
                link(out, href, code);
                out.push(' ');
                escape(out, &finding.message);
            }
            None => {
                out.push_str(&format!("{code}, see "));
                link(out, &(marks.line)(*main), &format!("line {main}"));
            }
        }
        out.push_str("</li>");
    }
    if found.len() > FINDINGS {
        out.push_str(&format!("<li>and {} more findings</li>", found.len() - FINDINGS));
    }
    out.push_str("</ul>");
}

fn link(out: &mut String, href: &str, words: &str) {
    out.push_str("<a href=\"");
    escape(out, href);
    out.push_str(&format!("\">{words}</a>"));
}

/// The stretch that holds a line.
fn stretch(unread: &[(u32, u32)], line: u32) -> Option<(u32, u32)> {
    let at = unread.partition_point(|(first, _)| *first <= line).checked_sub(1)?;
    unread.get(at).copied().filter(|(_, last)| line <= *last)
}

/// The mended stretches in a line.
fn repairs(document: &Document, line: Span) -> &[Span] {
    let from = document.repairs.partition_point(|repair| repair.end <= line.start);
    let to = document.repairs.partition_point(|repair| repair.start < line.end);
    document.repairs.get(from..to.max(from)).unwrap_or(&[])
}

fn push_number(out: &mut String, number: u32) {
    let mut digits = [0u8; 10];
    let mut at = digits.len();
    let mut rest = number;
    loop {
        at -= 1;
        if let Some(digit) = digits.get_mut(at) {
            *digit = b'0' + (rest % 10) as u8;
        }
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.push_str(digits.get(at..).and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or(""));
}
