//! What holds of any bytes whatever. The suite tries made-up ones (`hostile`), the fuzzer looks for bad ones
//! (`tests/fuzz`). A property panics where it does not hold.

use planbook::config::Config;
use planbook::decode::tree::Node;
use planbook::decode::{encoding, json, rows, yaml};
use planbook::derive::api_change::{self, Version};
use planbook::diag::Diagnostic;
use planbook::markdown::{self, Block, BlockKind};
use planbook::parse::api::{Reader, Resolver};
use planbook::pipeline;
use planbook::place::{DocId, Span};
use planbook::source::{Source, Sources};

/// Every block of a Markdown text lies inside the one around it, in order, on character boundaries.
pub fn markdown(text: &str) {
    let doc = markdown::parse(text, 0);
    inside(text, &doc.blocks, Span::new(0, text.len()));
}

fn inside(text: &str, blocks: &[Block], around: Span) {
    for block in blocks {
        assert!(around.contains(block.span), "{:?} is not inside {around:?}", block.span);
        assert!(text.get(block.span.range()).is_some(), "{:?} cuts a character", block.span);
        match &block.kind {
            BlockKind::Quote(inner) | BlockKind::Footnote(_, inner) => inside(text, inner, block.span),
            BlockKind::List { items, .. } => {
                for item in items {
                    assert!(around.contains(item.span), "{:?} is not inside {around:?}", item.span);
                    inside(text, &item.blocks, around);
                }
            }
            _ => {}
        }
    }
}

/// Decoding leads back to the file: every byte of the text has a byte on disk, in rising order. What was decoded once
/// is clean, unless damage was left in it.
pub fn mojibake(bytes: &[u8]) {
    let decoded = encoding::decode(bytes);
    let mut before = 0;
    for (at, _) in decoded.text.char_indices() {
        let disk = decoded.origin.disk(at as u32);
        assert!(
            disk >= before && (disk as usize) <= bytes.len(),
            "byte {at} comes from {disk} after {before}"
        );
        before = disk;
    }
    for span in decoded.repairs.iter().chain(&decoded.damaged) {
        assert!(decoded.text.get(span.range()).is_some(), "{span:?} cuts a character");
    }
    let breaks = |text: &str| text.matches('\n').count();
    if let Ok(text) = std::str::from_utf8(bytes)
        && !decoded.binary
        && !decoded.bom
        && !text.contains('\0')
    {
        let plain = text.replace("\r\n", "\n").replace('\r', "\n");
        assert_eq!(breaks(&plain), breaks(&decoded.text), "a line is gained or lost");
    }
}

/// Reading a plan never panics, and everything read lies inside the document.
pub fn plan(path: &str, bytes: &[u8]) {
    let source = Source { path: path.to_owned(), bytes: bytes.into(), kind: None };
    let sources = Sources { files: vec![source], name: "fuzz".to_owned(), ..Sources::default() };
    let judged = pipeline::judge(&sources, &Config::default(), None);
    let length = |doc: usize| judged.linked.documents[doc].text.len();
    let lines = |doc: usize| judged.linked.documents[doc].lines.count();
    for plan in &judged.linked.corpus.plans {
        let doc = plan.doc.index();
        let whole = Span::new(0, length(doc));
        for item in &plan.items {
            assert!(whole.contains(item.place.span), "{:?} points outside", item.key);
            assert!(whole.contains(item.extent), "{:?} reaches outside", item.key);
            assert!(item.group.is_none_or(|id| plan.group(id).is_some()), "{:?} is in no group", item.key);
            assert!(item.parent.is_none_or(|id| plan.item(id).is_some()), "{:?} has no parent", item.key);
        }
        let mut keys: Vec<&str> = plan.items.iter().map(|item| item.key.as_str()).collect();
        keys.sort_unstable();
        assert!(keys.windows(2).all(|two| two[0] != two[1]), "two items have one key");
        for (first, last) in &plan.unread {
            assert!(1 <= *first && first <= last && *last <= lines(doc), "unread {first}-{last}");
        }
    }
    for label in judged.findings.iter().flat_map(|finding| &finding.places) {
        let whole = Span::new(0, length(label.place.doc.index()));
        assert!(whole.contains(label.place.span), "a finding points outside");
    }
}

/// The longest page a definition may make, in bytes.
const PAGE: usize = 900_000;

/// A site is made from any definition: whatever leads round in it comes to an end, no page grows beyond bounds, findings
/// stand in the document, and a definition does not differ from itself.
pub fn definition(path: &str, text: &str) {
    let source = Source { path: path.to_owned(), bytes: text.as_bytes().into(), kind: None };
    let sources = Sources { files: vec![source], name: "fuzz".to_owned(), ..Sources::default() };
    let (site, judged) = pipeline::build(&sources, &Config::default(), None);
    for file in site.artifacts.iter().filter(|file| file.path.ends_with(".html")) {
        assert!(file.bytes.len() < PAGE, "{} has {} bytes", file.path, file.bytes.len());
    }
    let documents = &judged.linked.documents;
    for label in judged.findings.iter().flat_map(|finding| &finding.places) {
        let whole = Span::new(0, documents[label.place.doc.index()].text.len());
        assert!(whole.contains(label.place.span), "a finding points outside");
    }
    let apis = &judged.linked.corpus.apis;
    let resolver = Resolver::new(documents, apis.iter().map(|api| api.doc));
    for api in apis {
        let Some(root) = resolver.root(api.doc) else { continue };
        let version = Version { api, reader: Reader { resolver: &resolver, root, oas: api.oas } };
        let changes = api_change::compare(version, version);
        assert!(changes.is_empty(), "it differs from itself: {:?}", changes.first());
    }
}

/// Any text is read as YAML, and every place is one of the text.
pub fn yaml(text: &str) {
    let read = yaml::read(text, Span::new(0, text.len()), DocId(0));
    tree(text, &read.value, &read.diagnostics);
}

/// Any text is read as JSON and as JSON Lines, and every place is one of the text.
pub fn json(text: &str) {
    let whole = Span::new(0, text.len());
    for read in [json::read(text, whole, DocId(0)), json::read_lines(text, whole, DocId(0))] {
        tree(text, &read.value, &read.diagnostics);
    }
}

/// Any text is read as rows, and every cell is a part of the text, in order.
pub fn rows(text: &str) {
    let read = rows::read(text, DocId(0));
    let mut before = 0;
    for (span, _) in read.value.iter().flatten() {
        assert!(span.start >= before && text.get(span.range()).is_some(), "{span:?} after {before}");
        before = span.end;
    }
    tree(text, &[], &read.diagnostics);
}

fn tree(text: &str, nodes: &[Node], findings: &[Diagnostic]) {
    let mut open: Vec<&Node> = nodes.iter().collect();
    while let Some(node) = open.pop() {
        assert!(text.get(node.span.range()).is_some(), "{:?} cuts a character", node.span);
        for entry in node.entries() {
            assert!(text.get(entry.key_span.range()).is_some(), "{:?} cuts a character", entry.key_span);
        }
        open.extend(node.members().iter().chain(node.entries().iter().map(|entry| &entry.value)));
    }
    for label in findings.iter().flat_map(|finding| &finding.places) {
        assert!(text.get(label.place.span.range()).is_some(), "a finding cuts a character");
    }
}
