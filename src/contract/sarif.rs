//! Findings as SARIF 2.1.0 (OASIS, 2020), the form that code hosts show beside the lines.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value, json};

use crate::contract::finding::{Finding, Findings, Quote, Spot};
use crate::diag::RuleInfo;

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: Vec<Value>,
}

/// The findings as a SARIF log.
pub fn sarif(findings: &Findings, rules: &[RuleInfo]) -> String {
    // Only what is spoken of: a log of three findings need not hold the whole manual.
    let spoken: BTreeSet<&str> = findings.findings.iter().map(|finding| finding.code).collect();
    let rules: Vec<&RuleInfo> = rules.iter().filter(|rule| spoken.contains(rule.code)).collect();
    let described = rules.iter().map(|rule| {
        json!({
            "id": rule.code,
            "name": pascal(rule.name),
            "shortDescription": { "text": rule.title },
            "fullDescription": { "text": summary(&rule.text) },
            "help": { "text": summary(&rule.text), "markdown": rule.text },
            "defaultConfiguration": { "level": rule.weight },
        })
    });
    let mut prints: BTreeMap<String, usize> = BTreeMap::new();
    let results: Vec<Value> =
        findings.findings.iter().map(|finding| result(finding, &rules, &mut prints)).collect();
    let run = json!({
        "tool": { "driver": {
            "name": "planbook",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": described.collect::<Vec<_>>(),
        } },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": { "SRCROOT": { "description": { "text": "The folder that was checked." } } },
        "results": results,
    });
    let log =
        Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: vec![run] };
    crate::contract::json(&log)
}

/// The longest description that GitHub's code scanning takes.
const LONGEST: usize = 1000;

/// The first paragraph of a rule's page that says what it is, as plain text.
fn summary(page: &str) -> String {
    let mut paragraphs =
        page.split("\n\n").filter(|text| !text.starts_with('#') && !text.starts_with("Name: "));
    let words: Vec<&str> = paragraphs.next().unwrap_or("").split_whitespace().collect();
    words.join(" ").replace(['`', '*'], "").chars().take(LONGEST).collect()
}

fn result(finding: &Finding, rules: &[&RuleInfo], prints: &mut BTreeMap<String, usize>) -> Value {
    let mut places = finding.places.iter();
    let main = places.next();
    let mut result = json!({
        "ruleId": finding.code,
        "level": finding.severity,
        "message": { "text": message(finding) },
        "locations": [main.map_or_else(|| unplaced(&finding.message), |quote| location(quote, None))],
        "relatedLocations": places.enumerate().map(|(at, quote)| location(quote, Some(at + 1))).collect::<Vec<_>>(),
        "properties": { "confidence": finding.confidence },
    });
    let Some(members) = result.as_object_mut() else { return result };
    if let Some(index) = rules.iter().position(|rule| rule.code == finding.code) {
        members.insert("ruleIndex".to_owned(), json!(index));
    }
    // What stays when lines move: the code and the words.
    if let Some(quote) = main {
        let mut print = format!("{}:{}:{}", finding.code, quote.spot.path, squeezed(&quote.text));
        // The same words again are another finding.
        let seen = prints.entry(print.clone()).or_default();
        *seen += 1;
        if *seen > 1 {
            print.push_str(&format!(":{seen}"));
        }
        members.insert("partialFingerprints".to_owned(), json!({ "planbook/v1": print }));
    }
    if let Some(answer) = &finding.answer {
        let kind = if answer.place.is_some() { "inSource" } else { "external" };
        let status = if answer.expired { "rejected" } else { "accepted" };
        members.insert(
            "suppressions".to_owned(),
            json!([{ "kind": kind, "status": status, "justification": answer.reason }]),
        );
    }
    if let Some(fix) = &finding.fix {
        let changes = fix.edits.iter().map(|edit| {
            json!({
                "artifactLocation": artifact(&edit.spot.path),
                "replacements": [{
                    "deletedRegion": { "byteOffset": edit.start_byte, "byteLength": edit.end_byte - edit.start_byte },
                    "insertedContent": { "text": edit.new_text },
                }],
            })
        });
        let changes: Vec<Value> = changes.collect();
        if !changes.is_empty() {
            let fixes = json!([{ "description": { "text": fix.title }, "artifactChanges": changes }]);
            members.insert("fixes".to_owned(), fixes);
        }
    }
    result
}

fn message(finding: &Finding) -> String {
    match &finding.help {
        Some(help) => format!("{}. {help}", finding.message.trim_end_matches('.')),
        None => finding.message.clone(),
    }
}

/// A result without a place is refused by code hosts: an answer in book.toml names its line in its message.
fn unplaced(message: &str) -> Value {
    let mut parts = message.splitn(3, ':');
    let named =
        parts.next().zip(parts.next()).and_then(|(path, line)| Some((path, line.parse::<u32>().ok()?)));
    let (path, line) = named.unwrap_or(("book.toml", 1));
    json!({
        "physicalLocation": { "artifactLocation": artifact(path), "region": { "startLine": line } },
    })
}

fn location(quote: &Quote, id: Option<usize>) -> Value {
    let mut location = json!({
        "physicalLocation": { "artifactLocation": artifact(&quote.spot.path), "region": region(&quote.spot) },
    });
    if let Some(members) = location.as_object_mut() {
        if let Some(id) = id {
            members.insert("id".to_owned(), json!(id));
        }
        if !quote.label.is_empty() {
            members.insert("message".to_owned(), json!({ "text": quote.label }));
        }
    }
    location
}

fn region(spot: &Spot) -> Value {
    json!({
        "startLine": spot.line,
        "startColumn": spot.column,
        "endLine": spot.end_line,
        "endColumn": spot.end_column,
    })
}

fn artifact(path: &str) -> Value {
    json!({ "uri": uri(path), "uriBaseId": "SRCROOT" })
}

/// A relative path as a URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(byte as char)
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// `open-work` as `OpenWork`.
fn pascal(name: &str) -> String {
    let words = name.split('-').map(|word| {
        let mut chars = word.chars();
        chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
    });
    words.collect()
}

/// The first words of a text with single blanks.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect()
}
