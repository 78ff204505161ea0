//! The rows of a CSV or TSV document: the line of each row, then `column text` of every cell.

use planbook::decode::Syntax;

use super::super::run::Run;

pub fn print(run: &Run, words: &[String]) -> Result<String, String> {
    super::documents(run, words, |document| {
        let Syntax::Rows(rows) = &document.syntax else { return Ok("no rows\n".to_owned()) };
        let mut out = String::new();
        for row in rows {
            let line = row.first().map_or(0, |(span, _)| document.line(span.start));
            out.push_str(&format!("{line}:"));
            for (span, text) in row {
                out.push_str(&format!(" {} {text:?}", document.line_column(span.start).1));
            }
            out.push('\n');
        }
        Ok(out)
    })
}
