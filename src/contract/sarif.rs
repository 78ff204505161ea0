//! Findings as SARIF 2.1.0 (OASIS, 2020), the form that code hosts show beside the lines.

use serde::Serialize;
use serde_json::{Value, json};

use crate::contract::finding::{Finding, Findings, Quote, Spot};

/// What SARIF wants to know of a rule.
#[derive(Clone, Debug)]
pub struct RuleInfo {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its weight: `error`, `warning` or `note`.
    pub weight: &'static str,
    /// One line.
    pub title: String,
    /// All of it, in Markdown.
    pub text: String,
}

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: Vec<Value>,
}

/// The findings as a SARIF log.
pub fn sarif(findings: &Findings, rules: &[RuleInfo]) -> String {
    let described = rules.iter().map(|rule| {
        json!({
            "id": rule.code,
            "name": pascal(rule.name),
            "shortDescription": { "text": rule.title },
            "fullDescription": { "text": rule.text },
            "help": { "text": rule.text, "markdown": rule.text },
            "defaultConfiguration": { "level": rule.weight },
        })
    });
    let results: Vec<Value> = findings.findings.iter().map(|finding| result(finding, rules)).collect();
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

fn result(finding: &Finding, rules: &[RuleInfo]) -> Value {
    let mut places = finding.places.iter();
    let main = places.next();
    let mut result = json!({
        "ruleId": finding.code,
        "level": finding.severity,
        "message": { "text": message(finding) },
        "locations": main.map(|quote| vec![location(quote, None)]).unwrap_or_default(),
        "relatedLocations": places.enumerate().map(|(at, quote)| location(quote, Some(at + 1))).collect::<Vec<_>>(),
        "properties": { "confidence": finding.confidence },
    });
    let Some(members) = result.as_object_mut() else { return result };
    if let Some(index) = rules.iter().position(|rule| rule.code == finding.code) {
        members.insert("ruleIndex".to_owned(), json!(index));
    }
    // What stays when lines move: the code and the words.
    if let Some(quote) = main {
        let print = format!("{}:{}:{}", finding.code, quote.spot.path, squeezed(&quote.text));
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
