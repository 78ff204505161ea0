//! Parts of other files that a document shows: `{{#include file:3:9}}` on a line of its own, as mdBook writes it. A part is
//! a run of lines (`file:3`, `file:3:`, `file::9`, `file:3:9`) or what stands between `ANCHOR: name` and `ANCHOR_END: name`
//! (`file:name`). What is taken in may take in more, up to a depth, and never itself. MkDocs' `--8<-- "file"` says the same;
//! its files are named by their way from the project, from the folder of the pages, or from the page.

use std::collections::HashMap;

use crate::decode::{Document, Syntax};
use crate::path::joined;
use crate::place::Span;
use crate::source::Sources;

/// How deep parts may take in other parts.
const DEPTH: usize = 10;
/// The most bytes one document takes in.
const LIMIT: usize = 4 << 20;

/// A part of another file in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Include {
    /// Where it is asked for: from `{{` to `}}`.
    pub span: Span,
    /// The text of the part; `None` where there is none, or nobody looked for the file.
    pub text: Option<String>,
    /// Why there is none, or what is missing in it.
    pub unmet: Option<Unmet>,
}

/// Why a part can't be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// What is wrong.
    pub message: String,
    /// What can be done.
    pub help: String,
}

/// What is asked for: a file, and which part of it.
struct Wanted<'t> {
    path: &'t str,
    part: Part<'t>,
    /// Whether its way may begin at any folder around the document.
    anywhere: bool,
}

/// Whether a text asks for a part of another file at all.
fn asks(text: &str) -> bool {
    ["{{#", "-8<-"].iter().any(|sign| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some())
}

enum Part<'t> {
    Whole,
    Lines(usize, usize),
    Anchor(&'t str),
}

/// Finds what every document takes in.
pub(super) fn include(documents: &mut [Document], sources: &Sources) {
    let known: HashMap<&str, &[u8]> =
        sources.files.iter().map(|file| (file.path.as_str(), file.bytes.as_ref())).collect();
    let finder = Finder { sources, known };
    for document in documents {
        let prose = matches!(document.syntax, Syntax::Markdown { .. });
        if prose && asks(&document.text) {
            document.includes = finder.of(document);
        }
    }
}

/// What a document may still take in, and the first thing that was missing in a part.
struct Budget {
    left: usize,
    unmet: Option<Unmet>,
}

struct Finder<'s> {
    sources: &'s Sources,
    known: HashMap<&'s str, &'s [u8]>,
}

impl Finder<'_> {
    fn of(&self, document: &Document) -> Vec<Include> {
        let mut budget = Budget { left: LIMIT, unmet: None };
        let mut includes = Vec::new();
        for (start, line) in lines(&document.text) {
            let Some(wanted) = directive(line) else { continue };
            let indent = line.len() - line.trim_start().len();
            let from = start + indent;
            let span = Span::new(from, from + line.trim().len());
            let part = self.part(&document.path, &wanted, &mut vec![document.path.clone()], &mut budget);
            let unmet = budget.unmet.take();
            includes.push(match part {
                Some(Ok(text)) => Include { span, text: Some(text), unmet },
                Some(Err(unmet)) => Include { span, text: None, unmet: Some(unmet) },
                None => Include { span, text: None, unmet: None },
            });
        }
        includes
    }

    /// The text of a part, with what it takes in itself. `trail` are the files it stands in.
    fn part(
        &self,
        from: &str,
        wanted: &Wanted<'_>,
        trail: &mut Vec<String>,
        budget: &mut Budget,
    ) -> Option<Result<String, Unmet>> {
        let way = if wanted.anywhere { self.found(from, wanted.path) } else { joined(from, wanted.path) };
        let Some(path) = way else {
            if wanted.anywhere {
                let message =
                    format!("there is no file `{}` in the project that could be taken in", wanted.path);
                return Some(Err(unmet(message, "Name a file by its way from the project.".to_owned())));
            }
            return Some(Err(unmet(
                format!("`{}` lies outside of the project", wanted.path),
                "Only files of the project are taken in.".to_owned(),
            )));
        };
        if trail.contains(&path) {
            let message = format!("`{path}` takes itself in");
            return Some(Err(unmet(message, "Take one of the two lines out.".to_owned())));
        }
        if trail.len() > DEPTH {
            let message = format!("`{path}` is taken in {DEPTH} files deep");
            return Some(Err(unmet(message, "Take it in nearer to where it is shown.".to_owned())));
        }
        let bytes = match (self.known.get(path.as_str()), self.sources.included.get(&path)) {
            (Some(bytes), _) => bytes,
            (None, Some(Some(bytes))) => bytes.as_ref(),
            (None, Some(None)) => {
                let message = format!("there is no file `{path}` in the project that could be taken in");
                let near = self.known.keys().find(|known| known.eq_ignore_ascii_case(&path));
                let help = match near {
                    Some(near) => format!("The file is spelled `{near}`."),
                    None => "Name a file by its way from this document.".to_owned(),
                };
                return Some(Err(unmet(message, help)));
            }
            (None, None) => return None,
        };
        let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
        Some(taken(&text, wanted, &path).and_then(|part| self.filled(part, &path, trail, budget)))
    }

    /// The file of that way in the nearest folder around a document that has one.
    fn found(&self, from: &str, path: &str) -> Option<String> {
        let mut folder = from;
        while let Some((outer, _)) = folder.rsplit_once('/').or((!folder.is_empty()).then_some(("", folder)))
        {
            folder = outer;
            let base = if outer.is_empty() { "x".to_owned() } else { format!("{outer}/x") };
            let full = joined(&base, path)?;
            if self.known.contains_key(full.as_str())
                || self.sources.included.get(&full).is_some_and(Option::is_some)
            {
                return Some(full);
            }
        }
        None
    }

    /// A part with its own parts, within what one document may take in.
    fn filled(
        &self,
        part: String,
        path: &str,
        trail: &mut Vec<String>,
        budget: &mut Budget,
    ) -> Result<String, Unmet> {
        let mut out = String::with_capacity(part.len());
        trail.push(path.to_owned());
        for (_, line) in lines(&part) {
            match directive(line).and_then(|wanted| self.part(path, &wanted, trail, budget)) {
                Some(Ok(inner)) => out.push_str(&indented(&inner, line)),
                Some(Err(unmet)) => {
                    out.push_str(&indented(&format!("({})\n", unmet.message), line));
                    budget.unmet.get_or_insert(unmet);
                }
                None => out.push_str(line),
            }
        }
        trail.pop();
        budget.left = budget.left.checked_sub(out.len()).ok_or_else(|| {
            let message = format!("more than {} MiB would be taken in", LIMIT >> 20);
            unmet(message, "Take in the lines that matter.".to_owned())
        })?;
        Ok(out)
    }
}

fn unmet(message: String, help: String) -> Unmet {
    Unmet { message, help }
}

/// Lines with their line endings, and where each starts.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// A text as deep as the line it stands for.
fn indented(text: &str, line: &str) -> String {
    let indent = line.get(..line.len() - line.trim_start().len()).unwrap_or("");
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        out.push_str(if line.trim().is_empty() { "" } else { indent });
        out.push_str(line);
    }
    if !out.ends_with('\n') && line.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// What a line asks for, where it asks for nothing else.
fn directive(line: &str) -> Option<Wanted<'_>> {
    if let Some(rest) = line.trim_start().strip_prefix(['-']) {
        let rest = rest.trim_start_matches('-').strip_prefix("8<")?.trim_start_matches('-').trim();
        let target = rest.strip_prefix(['"', '\''])?.strip_suffix(['"', '\''])?;
        return wanted(target, true);
    }
    let inner = line.trim().strip_prefix("{{#")?.strip_suffix("}}")?;
    let (word, rest) = inner.split_once(char::is_whitespace)?;
    if !matches!(word, "include" | "rustdoc_include" | "playground") || rest.contains("}}") {
        return None;
    }
    // `playground` takes further words.
    wanted(rest.split_whitespace().next()?, false)
}

/// `file`, `file:3:9` or `file:name`.
fn wanted(target: &str, anywhere: bool) -> Option<Wanted<'_>> {
    let (path, part) = target.split_once(':').map_or((target, None), |(path, part)| (path, Some(part)));
    let part = match part {
        None | Some("") => Part::Whole,
        Some(part) => numbers(part).map_or(Part::Anchor(part), |(from, to)| Part::Lines(from, to)),
    };
    (!path.is_empty()).then_some(Wanted { path, part, anywhere })
}

/// `3`, `3:`, `:9`, `3:9` as a run of lines.
fn numbers(part: &str) -> Option<(usize, usize)> {
    let number = |text: &str, none: usize| if text.is_empty() { Some(none) } else { text.parse().ok() };
    match part.split_once(':') {
        None => part.parse().ok().map(|line| (line, line)),
        Some((from, to)) => Some((number(from, 1)?, number(to, usize::MAX)?)),
    }
}

/// The part of a text that is wanted.
fn taken(text: &str, wanted: &Wanted<'_>, path: &str) -> Result<String, Unmet> {
    let out: String = match wanted.part {
        Part::Whole => text.split_inclusive('\n').filter(|line| mark(line).is_none()).collect(),
        Part::Lines(from, to) => {
            let count = text.lines().count();
            if from > count || from > to || from == 0 {
                let message = format!("`{path}` has {count} lines, and the part begins at line {from}");
                return Err(unmet(message, "Name lines that are there, or an anchor.".to_owned()));
            }
            text.split_inclusive('\n').skip(from - 1).take(to - from + 1).collect()
        }
        Part::Anchor(name) => anchored(text, name).ok_or_else(|| {
            unmet(
                format!("`{path}` has no anchor `{name}`"),
                format!("Write `ANCHOR: {name}` before the part and `ANCHOR_END: {name}` behind it."),
            )
        })?,
    };
    Ok(out)
}

/// The lines between the marks of an anchor, without marks of others.
fn anchored(text: &str, name: &str) -> Option<String> {
    let mut open = false;
    let mut out = None;
    for line in text.split_inclusive('\n') {
        match mark(line) {
            Some((false, found)) if found == name => {
                open = true;
                out.get_or_insert_with(String::new);
            }
            Some((true, found)) if found == name => open = false,
            Some(_) => {}
            None if open => out.get_or_insert_with(String::new).push_str(line),
            None => {}
        }
    }
    out
}

/// The mark of an anchor in a line (`ANCHOR: name`, MkDocs' `--8<-- [start:name]`): whether it ends it, and its name.
fn mark(line: &str) -> Option<(bool, &str)> {
    if let Some((_, rest)) = line.split_once("-8<-") {
        let inner = rest.trim_start_matches('-').trim_start().strip_prefix('[')?;
        let (sign, name) = inner.split_once(']')?.0.split_once(':')?;
        return matches!(sign, "start" | "end").then_some((sign == "end", name.trim()));
    }
    let (_, rest) = line.split_once("ANCHOR")?;
    let (end, rest) = match rest.strip_prefix("_END") {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let name = rest.strip_prefix(':')?.trim_start();
    let length = name.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(name.len());
    name.get(..length).filter(|name| !name.is_empty()).map(|name| (end, name))
}

impl Document {
    /// A stretch of its text with what it takes in, in place of the lines that ask for it.
    pub fn with_includes(&self, text: &str) -> Option<String> {
        if self.includes.is_empty() || !asks(text) {
            return None;
        }
        let mut out = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            let asked = line.trim();
            let found = self.includes.iter().find(|include| self.slice(include.span) == asked);
            match found.map(|include| (&include.text, &include.unmet)) {
                Some((Some(part), _)) => out.push_str(&indented(part, line)),
                Some((None, Some(unmet))) => {
                    out.push_str(&indented(&format!("({})\n", unmet.message), line));
                }
                _ => out.push_str(line),
            }
        }
        Some(out)
    }
}
