//! Chooses the syntax of each file by its name and its content, and reads it.

use rayon::prelude::*;

use crate::decode::encoding::{self, Decoded};
use crate::decode::{Document, Syntax, front_matter, include, json, markdown_signs, rows, toml, yaml};
use crate::diag::{Code, Diagnostic, Severity, Staged};
use crate::markdown;
use crate::place::{DocId, Lines, Place, Span};
use crate::source::{Source, Sources};

/// See [`crate::decode::decode`].
pub(super) fn decode_all(sources: &Sources) -> Staged<Vec<Document>> {
    let mut files: Vec<&Source> = sources.files.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let read: Vec<(Document, Vec<Diagnostic>)> =
        files.par_iter().enumerate().map(|(index, source)| decode_one(DocId(index as u32), source)).collect();
    let mut staged = Staged::<Vec<Document>>::default();
    for (document, findings) in read {
        staged.value.push(document);
        staged.diagnostics.extend(findings);
    }
    include::include(&mut staged.value, sources);
    staged
}

/// See [`crate::decode::code`].
pub(super) fn decode_code(sources: &Sources, documents: usize) -> Vec<Document> {
    let one = |(index, source): (usize, &Source)| {
        let decoded = encoding::decode(&source.bytes);
        document(DocId((documents + index) as u32), source, decoded, Syntax::Text)
    };
    sources.code.par_iter().enumerate().map(one).collect()
}

pub(super) fn decode_one(id: DocId, source: &Source) -> (Document, Vec<Diagnostic>) {
    let decoded = encoding::decode(&source.bytes);
    // That a picture is no text is no finding; that a plan is none is one.
    let promised = !decoded.binary || source.path.contains('.') && promise(&source.path) != Promise::Nothing;
    let mut findings = if promised { encoding::findings(id, &decoded) } else { Vec::new() };
    let syntax = if decoded.binary {
        Syntax::Binary
    } else {
        let read = read(&source.path, &decoded, id);
        findings.extend(read.diagnostics);
        read.value
    };
    (document(id, source, decoded, syntax), findings)
}

fn document(id: DocId, source: &Source, decoded: Decoded, syntax: Syntax) -> Document {
    Document {
        id,
        path: source.path.clone(),
        kind: source.kind,
        lines: Lines::new(&decoded.text),
        origin: decoded.origin,
        form: decoded.form,
        bytes: source.bytes.clone(),
        encoding: decoded.encoding,
        repairs: decoded.repairs,
        syntax,
        includes: Vec::new(),
        text: decoded.text,
        waymarks: Vec::new(),
    }
    .marked()
}

/// What the name of a file promises.
#[derive(Clone, Copy, PartialEq)]
enum Promise {
    Markdown,
    Yaml,
    Json,
    JsonLines,
    Toml,
    Rows,
    Org,
    Xml,
    Text,
    Nothing,
}

fn promise(path: &str) -> Promise {
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some((_, extension)) = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) else {
        return Promise::Markdown;
    };
    match extension.to_ascii_lowercase().as_str() {
        "md" | "markdown" | "mdown" | "mkd" | "mdx" | "qmd" | "txt" | "text" => Promise::Markdown,
        "yaml" | "yml" => Promise::Yaml,
        "json" | "json5" | "jsonc" | "sarif" => Promise::Json,
        "jsonl" | "ndjson" => Promise::JsonLines,
        "toml" => Promise::Toml,
        "csv" | "tsv" => Promise::Rows,
        "org" => Promise::Org,
        "xml" => Promise::Xml,
        "lcov" | "info" | "prom" | "openmetrics" | "dsl" | "mmd" | "puml" | "html" | "htm" | "svg"
        | "css" | "js" => Promise::Text,
        _ => Promise::Nothing,
    }
}

fn read(path: &str, decoded: &Decoded, doc: DocId) -> Staged<Syntax> {
    let text = decoded.text.as_str();
    let whole = Span::new(0, text.len());
    match promise(path) {
        Promise::Markdown => markdown(text, doc),
        Promise::Yaml => tree_or_text("YAML", yaml::read(text, whole, doc), text, doc),
        Promise::Json => tree_or_text("JSON", json::read(text, whole, doc), text, doc),
        Promise::JsonLines => tree_or_text("JSON Lines", json::read_lines(text, whole, doc), text, doc),
        Promise::Toml => {
            let read = toml::read(text, whole, doc);
            let read = Staged { value: vec![read.value], diagnostics: read.diagnostics };
            tree_or_text("TOML", read, text, doc)
        }
        Promise::Rows => {
            let read = rows::read(text, doc);
            Staged { value: Syntax::Rows(read.value), diagnostics: read.diagnostics }
        }
        Promise::Org => plain(Syntax::Org),
        Promise::Xml => plain(Syntax::Xml),
        // Lists with drawn boxes have headings and bullets of their own.
        Promise::Nothing if markdown_signs::is_markdown(text) && !is_drawn(text) => markdown(text, doc),
        Promise::Text | Promise::Nothing => plain(Syntax::Text),
    }
}

/// Whether a line begins with a box that is drawn.
fn is_drawn(text: &str) -> bool {
    text.contains(['☐', '✔', '✘', '❑'])
        && text.lines().any(|line| line.trim_start().starts_with(['☐', '✔', '✘', '❑']))
}

fn plain(syntax: Syntax) -> Staged<Syntax> {
    Staged { value: syntax, diagnostics: Vec::new() }
}

fn markdown(text: &str, doc: DocId) -> Staged<Syntax> {
    let mut diagnostics = Vec::new();
    if let Some(rows) = front_matter::rows(text) {
        let mut nodes = Vec::new();
        for row in rows {
            let read = yaml::read(text, row, doc);
            nodes.extend(read.value);
            diagnostics.extend(read.diagnostics);
        }
        return Staged { value: Syntax::Tree(nodes), diagnostics };
    }
    let mut front = None;
    let mut from = 0;
    if let Some(found) = front_matter::find(text) {
        from = found.end;
        if found.toml {
            let read = toml::read(text, found.inner, doc);
            front = Some(read.value);
            diagnostics = read.diagnostics;
        } else {
            let read = yaml::read(text, found.inner, doc);
            front = read.value.into_iter().next();
            diagnostics = read.diagnostics;
        }
        if !found.closed {
            diagnostics.insert(0, unclosed(doc, found.toml));
        }
    }
    Staged { value: Syntax::Markdown { doc: markdown::parse(text, from), front }, diagnostics }
}

fn unclosed(doc: DocId, toml: bool) -> Diagnostic {
    let mark = if toml { "+++" } else { "---" };
    let message = format!(
        "the front matter is never closed; its first paragraph was read, expected `{mark}` behind it"
    );
    Diagnostic::new(Code("PB005"), Severity::Error, message, Place::new(doc, Span::new(0, mark.len())))
        .help(format!("write a line `{mark}` at its end"))
}

/// A tree; or, where the file is not at all what its name promises, Markdown: nothing of it is lost.
fn tree_or_text(
    name: &str,
    read: Staged<Vec<crate::decode::tree::Node>>,
    text: &str,
    doc: DocId,
) -> Staged<Syntax> {
    let broken = read.diagnostics.iter().find(|finding| finding.severity == Severity::Error);
    let scalar = !read.value.is_empty()
        && read.value.iter().all(|node| node.entries().is_empty() && node.members().is_empty());
    let place = match broken {
        Some(finding) if markdown_signs::is_markdown(text) => finding.span(),
        None if scalar && markdown_signs::is_markdown(text) => read
            .value
            .first()
            .map_or(Span::default(), |node| Span { start: node.span.start, end: node.span.start }),
        _ => return Staged { value: Syntax::Tree(read.value), diagnostics: read.diagnostics },
    };
    let message =
        format!("the file's name says {name}, but what stands here is not {name}; it was read as Markdown");
    let finding = Diagnostic::new(Code("PB005"), Severity::Warning, message, Place::new(doc, place))
        .help(format!("name it .md, or write it as {name}"));
    let mut staged = markdown(text, doc);
    staged.diagnostics.insert(0, finding);
    staged
}
