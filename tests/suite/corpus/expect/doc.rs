//! The blocks of a Markdown document: `line-line kind "text"`, nested by indentation.

use planbook::decode::{Document, Syntax};
use planbook::markdown::{Block, BlockKind, Inline};
use planbook::place::Span;

use super::super::run::Run;

pub fn print(run: &Run, words: &[String]) -> Result<String, String> {
    super::documents(run, words, |document| {
        let Syntax::Markdown { doc, .. } = &document.syntax else { return Ok("no Markdown\n".to_owned()) };
        let mut out = String::new();
        blocks(document, &doc.blocks, 0, &mut out);
        Ok(out)
    })
}

fn lines(document: &Document, span: Span) -> String {
    let (first, last) = (document.line(span.start), document.lines.last_line(span));
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

fn inline(text: &Inline) -> String {
    let marks: Vec<String> = text
        .marks
        .iter()
        .map(|mark| format!("{:?} {:?}", mark.kind, text.text.get(mark.start..mark.end).unwrap_or("?")))
        .collect();
    let marks = if marks.is_empty() { String::new() } else { format!(" [{}]", marks.join(", ")) };
    format!("{:?}{marks}", text.text)
}

fn blocks(document: &Document, all: &[Block], depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    for block in all {
        out.push_str(&format!("{indent}{} ", lines(document, block.span)));
        match &block.kind {
            BlockKind::Heading { level, text } => {
                out.push_str(&format!("heading {level} {}\n", inline(text)))
            }
            BlockKind::Paragraph(text) => out.push_str(&format!("paragraph {}\n", inline(text))),
            BlockKind::Code { info, text, .. } => out.push_str(&format!("code {info:?} {text:?}\n")),
            BlockKind::Html => out.push_str("html\n"),
            BlockKind::Rule => out.push_str("rule\n"),
            BlockKind::List { start, items } => {
                let start = start.map_or(String::new(), |first| format!(" from {first}"));
                out.push_str(&format!("list{start}\n"));
                for item in items {
                    let task = item.task.map_or("", |(done, _)| if done { " [x]" } else { " [ ]" });
                    out.push_str(&format!("{indent}  {} item{task}\n", lines(document, item.span)));
                    blocks(document, &item.blocks, depth + 2, out);
                }
            }
            BlockKind::Quote(inner) => {
                out.push_str("quote\n");
                blocks(document, inner, depth + 1, out);
            }
            BlockKind::Footnote(label, inner) => {
                out.push_str(&format!("footnote {label:?}\n"));
                blocks(document, inner, depth + 1, out);
            }
            BlockKind::Table(table) => {
                let mended = if table.mended { " mended" } else { "" };
                let head: Vec<String> = table.head.iter().map(|cell| format!("{:?}", cell.text)).collect();
                out.push_str(&format!("table{mended} {}\n", head.join(" | ")));
                for row in &table.rows {
                    let cells: Vec<String> =
                        row.cells.iter().map(|cell| format!("{:?}", cell.text)).collect();
                    let at = lines(document, row.span);
                    out.push_str(&format!("{indent}  {at} row of {}: {}\n", row.written, cells.join(" | ")));
                }
            }
        }
    }
}
