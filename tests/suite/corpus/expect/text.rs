//! The decoded text of each document with what decoding did: one line of facts, then the text; control characters
//! and characters that can't be told apart by eye are escaped.

use planbook::decode::{Document, Syntax};
use planbook::place::Span;

use super::super::run::Run;

pub fn print(run: &Run, words: &[String]) -> Result<String, String> {
    super::documents(run, words, |document| Ok(facts(document) + &visible(document)))
}

fn facts(document: &Document) -> String {
    let encoding = &document.encoding;
    let syntax = match document.syntax {
        Syntax::Markdown { .. } => "markdown",
        Syntax::Tree(_) => "tree",
        Syntax::Rows(_) => "rows",
        Syntax::Org => "org",
        Syntax::Xml => "xml",
        Syntax::Text => "text",
        Syntax::Binary => "binary",
    };
    let mut out = format!("{syntax}, {} lines", document.lines.count());
    if encoding.repaired + encoding.left > 0 {
        let page = encoding.code_page.unwrap_or("no code page");
        out.push_str(&format!(", repaired {}, left {}, {page}", encoding.repaired, encoding.left));
    }
    for span in &document.repairs {
        let (line, column) = document.line_column(span.start);
        let Span { start, end } = *span;
        let bytes = (document.origin.disk(start) as usize)..(document.origin.disk(end) as usize);
        let on_disk = document.bytes.get(bytes).unwrap_or_default();
        let was = String::from_utf8_lossy(on_disk);
        out.push_str(&format!("\n  {line}:{column} {:?} was {was:?}", document.slice(*span)));
    }
    out + "\n"
}

fn visible(document: &Document) -> String {
    let mut out = String::new();
    for line in document.text.lines() {
        out.push_str("| ");
        for ch in line.chars() {
            match ch {
                '\u{FE0F}' | '\u{FEFF}' | '\u{200D}' | '\u{A0}' => out.extend(ch.escape_unicode()),
                _ if ch.is_control() => out.extend(ch.escape_unicode()),
                _ => out.push(ch),
            }
        }
        out.push('\n');
    }
    out
}
