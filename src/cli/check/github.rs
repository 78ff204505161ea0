//! Findings as annotations of GitHub Actions.

use crate::contract::Findings;

/// One workflow command for each finding.
pub(super) fn write(findings: &Findings) -> String {
    let mut out = String::new();
    for finding in &findings.findings {
        let held = finding.answer.as_ref().filter(|answer| !answer.expired);
        // What its author has answered is shown, and does not turn the diff red.
        let command = match finding.severity {
            _ if held.is_some() => "notice",
            "note" => "notice",
            other => other,
        };
        let place = finding.places.first().map_or("file=book.toml,".to_owned(), |quote| {
            let spot = &quote.spot;
            let path = property(&spot.path);
            let lines = format!("file={path},line={},endLine={},", spot.line, spot.end_line);
            // GitHub takes columns on one line only.
            if spot.line == spot.end_line {
                format!("{lines}col={},endColumn={},", spot.column, spot.end_column)
            } else {
                lines
            }
        });
        let mut message = finding.message.clone();
        for quote in finding.places.iter().skip(1) {
            message.push_str(&format!("\n{}:{}: {}", quote.spot.path, quote.spot.line, quote.label));
        }
        if let Some(help) = &finding.help {
            message.push_str(&format!("\n{help}"));
        }
        if let Some(answer) = &finding.answer {
            let over = if answer.expired { " (this answer has expired)" } else { "" };
            message.push_str(&format!("\nAnswered: {}{over}", answer.reason));
        }
        out.push_str(&format!("::{command} {place}title={}::{}\n", finding.code, data(&message)));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
