//! Findings: `path:line:column severity CODE message`, further places and what to do below it. With words after the
//! name (codes, or the first letters of codes) only those findings are printed.

use planbook::diag::{Confidence, Diagnostic, Label};

use super::super::run::Run;

pub fn print(run: &Run, words: &[String]) -> Result<String, String> {
    let judged = run.judged();
    let wanted = |finding: &&Diagnostic| {
        words.is_empty() || words.iter().any(|word| finding.code.0.starts_with(word.as_str()))
    };
    let mut out = String::new();
    for finding in judged.findings.iter().filter(wanted) {
        let mut places = finding.places.iter();
        let at = places.next().map_or("-".to_owned(), |label| place(run, label));
        let (severity, code) = (finding.severity.word(), finding.code.0);
        out.push_str(&format!("{at} {severity} {code} {}", finding.message));
        if finding.confidence != Confidence::High {
            out.push_str(&format!(" ({} confidence)", finding.confidence.word()));
        }
        out.push('\n');
        if let Some(first) = finding.places.first().filter(|label| !label.text.is_empty()) {
            out.push_str(&format!("    {}: {}\n", first.role.word(), first.text));
        }
        for label in places {
            out.push_str(&format!("    {} {}: {}\n", place(run, label), label.role.word(), label.text));
        }
        if let Some(help) = &finding.help {
            out.push_str(&format!("    help: {help}\n"));
        }
        if let Some(fix) = &finding.fix {
            out.push_str(&format!("    fix: {}\n", fix.title));
        }
        if let Some(answer) = &finding.answer {
            let expired = if answer.expired { " (expired)" } else { "" };
            out.push_str(&format!("    answer{expired}: {}\n", answer.reason));
        }
    }
    Ok(if out.is_empty() { "none\n".to_owned() } else { out })
}

/// `path:line:column`, the path left out where the case has one document only.
fn place(run: &Run, label: &Label) -> String {
    let linked = &run.judged().linked;
    let Some(document) = linked.document(label.place.doc) else { return "?".to_owned() };
    let (line, column) = document.line_column(label.place.span.start);
    if linked.documents.len() == 1 && linked.code.is_empty() {
        format!("{line}:{column}")
    } else {
        format!("{}:{line}:{column}", document.path)
    }
}
