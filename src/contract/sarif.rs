//! Findings as SARIF 2.1.0 (OASIS, 2020), the form that code hosts show beside the lines.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::contract::finding::{Edit, Finding, Findings, Quote, Spot};
use crate::diag::RuleInfo;

/// Where the schema of the format is published.
const PUBLISHED: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The findings as a SARIF log.
pub fn sarif(findings: &Findings, rules: &[RuleInfo]) -> String {
    // Only what is spoken of: a log of three findings need not hold the whole manual.
    let spoken: BTreeSet<&str> = findings.findings.iter().map(|finding| finding.code).collect();
    let rules: Vec<&RuleInfo> = rules.iter().filter(|rule| spoken.contains(rule.code)).collect();
    let mut prints: BTreeMap<String, usize> = BTreeMap::new();
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "planbook",
                version: env!("CARGO_PKG_VERSION"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules: rules.iter().map(|rule| described(rule)).collect(),
            },
        },
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: Bases {
            root: Base { description: Message { text: "The folder that was checked." } },
        },
        results: findings.findings.iter().map(|finding| result(finding, &rules, &mut prints)).collect(),
    };
    crate::contract::json(&Log { schema: PUBLISHED, version: "2.1.0", runs: [run] })
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'static str,
    original_uri_base_ids: Bases,
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<Described<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Described<'a> {
    id: &'a str,
    name: String,
    short_description: Message<&'a str>,
    full_description: Message<String>,
    help: Help<'a>,
    default_configuration: Level<'a>,
}

#[derive(Serialize)]
struct Help<'a> {
    text: String,
    markdown: &'a str,
}

#[derive(Serialize)]
struct Level<'a> {
    level: &'a str,
}

#[derive(Serialize)]
struct Bases {
    #[serde(rename = "SRCROOT")]
    root: Base,
}

#[derive(Serialize)]
struct Base {
    description: Message<&'static str>,
}

#[derive(Serialize)]
struct Message<T> {
    text: T,
}

/// What the standard calls a result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    level: &'a str,
    message: Message<String>,
    locations: [Location<'a>; 1],
    related_locations: Vec<Location<'a>>,
    properties: Properties<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partial_fingerprints: Option<Prints>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<[Suppression<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixes: Option<[Mend<'a>; 1]>,
}

#[derive(Serialize)]
struct Properties<'a> {
    confidence: &'a str,
}

#[derive(Serialize)]
struct Prints {
    #[serde(rename = "planbook/v1")]
    print: String,
}

#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    status: &'static str,
    justification: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Mend<'a> {
    description: Message<&'a str>,
    artifact_changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: [Replacement<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Bytes,
    inserted_content: Message<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Bytes {
    byte_offset: u32,
    byte_length: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<&'a str>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u32>,
}

fn described(rule: &RuleInfo) -> Described<'_> {
    Described {
        id: rule.code,
        name: pascal(rule.name),
        short_description: Message { text: &rule.title },
        full_description: Message { text: summary(&rule.text) },
        help: Help { text: summary(&rule.text), markdown: &rule.text },
        default_configuration: Level { level: rule.weight },
    }
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

fn result<'a>(
    finding: &'a Finding,
    rules: &[&RuleInfo],
    prints: &mut BTreeMap<String, usize>,
) -> Outcome<'a> {
    let main = finding.places.first();
    let others = finding.places.iter().skip(1).enumerate();
    Outcome {
        rule_id: finding.code,
        level: finding.severity,
        message: Message { text: message(finding) },
        locations: [main.map_or_else(|| unplaced(&finding.message), |quote| location(quote, None))],
        related_locations: others.map(|(at, quote)| location(quote, Some(at + 1))).collect(),
        properties: Properties { confidence: finding.confidence },
        rule_index: rules.iter().position(|rule| rule.code == finding.code),
        partial_fingerprints: main.map(|quote| print(finding, quote, prints)),
        suppressions: finding.answer.as_ref().map(|answer| {
            [Suppression {
                kind: if answer.place.is_some() { "inSource" } else { "external" },
                status: if answer.expired { "rejected" } else { "accepted" },
                justification: &answer.reason,
            }]
        }),
        fixes: finding.fix.as_ref().filter(|fix| !fix.edits.is_empty()).map(|fix| {
            [Mend {
                description: Message { text: &fix.title },
                artifact_changes: fix.edits.iter().map(change).collect(),
            }]
        }),
    }
}

/// What stays when lines move: the code and the words.
fn print(finding: &Finding, quote: &Quote, prints: &mut BTreeMap<String, usize>) -> Prints {
    let mut print = format!("{}:{}:{}", finding.code, quote.spot.path, squeezed(&quote.text));
    // The same words again are another finding.
    match prints.get_mut(&print) {
        Some(seen) => {
            *seen += 1;
            print.push_str(&format!(":{seen}"));
        }
        None => {
            prints.insert(print.clone(), 1);
        }
    }
    Prints { print }
}

fn change(edit: &Edit) -> Change<'_> {
    Change {
        artifact_location: artifact(&edit.spot.path),
        replacements: [Replacement {
            deleted_region: Bytes {
                byte_offset: edit.start_byte,
                byte_length: edit.end_byte - edit.start_byte,
            },
            inserted_content: Message { text: &edit.new_text },
        }],
    }
}

fn message(finding: &Finding) -> String {
    match &finding.help {
        Some(help) => format!("{}. {help}", finding.message.trim_end_matches('.')),
        None => finding.message.clone(),
    }
}

/// A result without a place is refused by code hosts: an answer in book.toml names its line in its message.
fn unplaced(message: &str) -> Location<'_> {
    let mut parts = message.splitn(3, ':');
    let named =
        parts.next().zip(parts.next()).and_then(|(path, line)| Some((path, line.parse::<u32>().ok()?)));
    let (path, line) = named.unwrap_or(("book.toml", 1));
    let region = Region { start_line: line, ..Region::default() };
    Location {
        physical_location: Physical { artifact_location: artifact(path), region },
        id: None,
        message: None,
    }
}

fn location(quote: &Quote, id: Option<usize>) -> Location<'_> {
    Location {
        physical_location: Physical {
            artifact_location: artifact(&quote.spot.path),
            region: region(&quote.spot),
        },
        id,
        message: (!quote.label.is_empty()).then_some(Message { text: quote.label.as_str() }),
    }
}

fn region(spot: &Spot) -> Region {
    Region {
        start_line: spot.line,
        start_column: Some(spot.column),
        end_line: Some(spot.end_line),
        end_column: Some(spot.end_column),
    }
}

fn artifact(path: &str) -> Artifact {
    Artifact { uri: uri(path), uri_base_id: "SRCROOT" }
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
