//! Findings as JUnit XML: a suite for each document, a failure for each finding.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::contract::finding::{Finding, Findings};
use crate::contract::xml::xml_text;

/// The findings as JUnit XML. What weighs enough to fail (`fails`, by its weight) is a failure, as the exit code says too;
/// what weighs less passes and says its words. Findings with an answer that holds are skipped tests; `documents` are all
/// that were checked, so that those without findings count as passed.
pub fn junit(findings: &Findings, documents: &[&str], fails: impl Fn(&str) -> bool) -> String {
    let mut by_path: BTreeMap<&str, Vec<&Finding>> =
        documents.iter().map(|path| (*path, Vec::new())).collect();
    for finding in &findings.findings {
        let path = finding.places.first().map_or("book.toml", |quote| quote.spot.path.as_str());
        by_path.entry(path).or_default().push(finding);
    }
    let tests: usize = by_path.values().map(|list| list.len().max(1)).sum();
    let failed = |finding: &Finding| !answered(finding) && fails(finding.severity);
    let failures = findings.findings.iter().filter(|finding| failed(finding)).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(out, "<testsuites name=\"planbook check\" tests=\"{tests}\" failures=\"{failures}\">");
    for (path, list) in by_path {
        let failures = list.iter().filter(|finding| failed(finding)).count();
        let name = escape(path);
        let _ = writeln!(
            out,
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{failures}\">",
            list.len().max(1)
        );
        if list.is_empty() {
            let _ = writeln!(out, "    <testcase classname=\"{name}\" name=\"no findings\"/>");
        }
        for finding in list {
            test(&mut out, &name, finding, failed(finding));
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn answered(finding: &Finding) -> bool {
    finding.answer.as_ref().is_some_and(|answer| !answer.expired)
}

fn test(out: &mut String, path: &str, finding: &Finding, failed: bool) {
    let line = finding.places.first().map_or(String::new(), |quote| format!(" line {}", quote.spot.line));
    let (code, message) = (finding.code, escape(&finding.message));
    let _ = writeln!(out, "    <testcase classname=\"{path}\" name=\"{code}{line}\">");
    if let Some(answer) = finding.answer.as_ref().filter(|answer| !answer.expired) {
        let _ = writeln!(out, "      <skipped message=\"{}\"/>", escape(&answer.reason));
    } else {
        let weight = finding.severity;
        let _ = match failed {
            true => writeln!(out, "      <failure type=\"{weight}\" message=\"{message}\">"),
            false => writeln!(out, "      <system-out>\n{weight}: {message}"),
        };
        for quote in &finding.places {
            let spot = &quote.spot;
            let words =
                format!("{}:{}:{}: {} {}", spot.path, spot.line, spot.column, quote.role, quote.label);
            let _ = writeln!(out, "{}", escape(words.trim_end()));
        }
        out.push_str(if failed { "      </failure>\n" } else { "      </system-out>\n" });
    }
    out.push_str("    </testcase>\n");
}

/// A text as the value of an attribute, on one line.
fn escape(text: &str) -> String {
    xml_text(text).replace(['\n', '\t'], " ")
}
