//! Decision records named in text files that are no documents: comments of programs, settings, scripts.
//!
//! `ADR` means other things too: an address, a register, an instruction, the key of somebody's issues. A name counts
//! only in the forms that people use for records, and one that leads nowhere is told only where a comment says it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rayon::prelude::*;
use regex::Regex;

use crate::decode::Document;
use crate::link::decision::{Decisions, folder, nearest};
use crate::place::{DocId, Place, Span};

/// The most names of one file that are looked at.
const NAMES: usize = 400;

/// A name that should be a record's and is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The name as written.
    pub text: String,
    /// Where.
    pub place: Place,
    /// Whether nothing but a record of this project can be meant.
    pub sure: bool,
    /// The record whose file has the number that is meant.
    pub near: Option<DocId>,
}

/// `ADR-0007`, `ADR 7`, `adr_0007`; the annotation `@ADR(7)` of e-adr; a path to a Markdown file; a path to a numbered name.
static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let numbered = r"\b(?<head>[Aa][Dd][Rr]s?)(?<sign>(?:[-_ ]|: ?)?#?)(?<digits>[0-9]{1,5})\b";
    let file = r"[A-Za-z0-9_.@%+~/:-]*[A-Za-z0-9_-]\.md\b|[A-Za-z0-9_.@%+~/:-]*/[0-9]{2,5}[-_][A-Za-z0-9_-]+";
    let annotated = r"@(?<annotated>ADR)\(\s*(?:value\s*=\s*)?(?<number>[0-9]{1,5})\s*\)";
    Regex::new(&format!("(?<file>{file})|{annotated}|{numbered}")).ok()
});

/// What a name leads to.
enum Led {
    Record(DocId),
    Nowhere { sure: bool, near: Option<DocId> },
    Elsewhere,
}

/// Where records are named, file by file, and what names none.
pub(super) fn of_code(all: &Decisions, code: &[Document]) -> (Vec<(DocId, Place)>, Vec<Missing>) {
    let (Some(pattern), false) = (NAME.as_ref(), code.is_empty()) else { return Default::default() };
    let folders = all.folders();
    let read = |document: &Document| {
        let page = Page { all, folders: &folders, document };
        let (mut cited, mut missing) = (Vec::new(), Vec::new());
        for one in pattern.captures_iter(&document.text).take(NAMES) {
            let Some(whole) = one.get(0) else { continue };
            let place = Place::new(document.id, Span::new(whole.start(), whole.end()));
            let led = match (one.name("file"), one.name("number")) {
                (Some(file), _) => page.file(file.as_str(), file.start()),
                (None, Some(number)) => page.annotated(number.as_str()),
                _ => page.number(&one, whole.start(), whole.end()),
            };
            match led {
                Led::Record(doc) => cited.push((doc, place)),
                Led::Nowhere { sure, near } => {
                    missing.push(Missing { text: whole.as_str().to_owned(), place, sure, near });
                }
                Led::Elsewhere => {}
            }
        }
        // Once for each line.
        let line = |place: Place| document.line(place.span.start);
        cited.dedup_by(|b, a| a.0 == b.0 && line(a.1) == line(b.1));
        (cited, missing)
    };
    let found: Vec<_> = code.par_iter().map(read).collect();
    let (mut cited, mut missing) = (Vec::new(), Vec::new());
    for (here, gone) in found {
        cited.extend(here);
        missing.extend(gone);
    }
    (cited, missing)
}

/// A file that names records.
struct Page<'a> {
    all: &'a Decisions,
    folders: &'a BTreeSet<&'a str>,
    document: &'a Document,
}

impl Page<'_> {
    /// A record by its number.
    fn number(&self, one: &regex::Captures<'_>, start: usize, end: usize) -> Led {
        let part = |name: &str| one.name(name).map_or("", |part| part.as_str());
        let (head, sign, digits) = (part("head"), part("sign"), part("digits"));
        let upper = head.starts_with("ADR");
        // A constant or a register has no hyphen, and no zeros in front.
        let form = match sign {
            "" | "_" => digits.len() >= if upper { 3 } else { 4 },
            _ if upper => true,
            "-" => digits.len() >= 2,
            _ => digits.len() >= 4,
        };
        if !form || self.is_part(start, end) {
            return Led::Elsewhere;
        }
        let Ok(number) = digits.parse() else { return Led::Elsewhere };
        if let Some(doc) = self.all.numbered(&self.document.path, number) {
            return Led::Record(doc);
        }
        let said = upper && self.all.is_numbered() && !self.all.has_number(number) && self.is_said(start);
        // A number without zeros may be that of somebody's issue.
        if said { Led::Nowhere { sure: digits.len() >= 3, near: None } } else { Led::Elsewhere }
    }

    /// A record by its number in an annotation, which stands in code and means nothing else.
    fn annotated(&self, digits: &str) -> Led {
        let Ok(number) = digits.parse() else { return Led::Elsewhere };
        match self.all.numbered(&self.document.path, number) {
            Some(doc) => Led::Record(doc),
            None if self.all.is_numbered()
                && !self.all.has_number(number)
                && !is_test(&self.document.path) =>
            {
                Led::Nowhere { sure: false, near: None }
            }
            None => Led::Elsewhere,
        }
    }

    /// Whether a name is a part of another one (`MAC-ADR-1`, `ADR-7.5`), or a sample that stands between quotes.
    fn is_part(&self, start: usize, end: usize) -> bool {
        let text = &self.document.text;
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        let mut behind = text.get(end..).unwrap_or("").chars();
        let (after, next) = (behind.next(), behind.next());
        let quoted = before == after && matches!(before, Some('`' | '"' | '\''));
        let joined = matches!(before, Some('-' | '.' | '$' | '@' | '%' | '&' | '<'));
        quoted || joined || after == Some('.') && next.is_some_and(|next| next.is_ascii_digit())
    }

    /// A record by the path of its file.
    fn file(&self, written: &str, start: usize) -> Led {
        let away = written.contains("://");
        let (home, name) = written.rsplit_once('/').unwrap_or(("", written));
        let (stem, whole) = name.strip_suffix(".md").map_or((name, false), |stem| (stem, true));
        let parts: Vec<&str> = parts(home).collect();
        let fits = |home: &str| {
            let home: Vec<&str> = self::parts(home).collect();
            home.ends_with(&parts) || !home.is_empty() && parts.ends_with(&home)
        };
        let digits = stem.bytes().take_while(u8::is_ascii_digit).count();
        if digits >= 2 || !parts.is_empty() {
            let known = self.all.called(stem).iter().filter(|(home, _)| fits(home));
            let known: Vec<(String, DocId)> = known.cloned().collect();
            if let Some(doc) = nearest(&known, folder(&self.document.path)) {
                return Led::Record(doc);
            }
        }
        let there = !parts.is_empty() && self.folders.iter().any(|home| fits(home));
        let free = self.all.called(stem).is_empty();
        if whole && digits >= 2 && there && free && !away && self.is_said(start) {
            let number = stem.get(..digits).and_then(|digits| digits.parse().ok());
            let near = number.and_then(|number| self.all.numbered(&self.document.path, number));
            return Led::Nowhere { sure: true, near };
        }
        Led::Elsewhere
    }

    /// Whether people say it to people: in a comment or a plain text, and not in a test, whose records are made up.
    fn is_said(&self, start: usize) -> bool {
        !is_test(&self.document.path) && (is_text(&self.document.path) || self.is_comment(start))
    }

    fn is_comment(&self, start: usize) -> bool {
        let text = self.document.text.get(..start).unwrap_or("");
        let line = text.rsplit('\n').next().unwrap_or("");
        let begins = ["#", "//", "/*", "*", "--", ";", "%", "<!--", "{-", "(*", "{#", "rem ", "REM ", "dnl "];
        let inside = [" # ", "\t# ", " // ", "\t// ", "/* ", " -- ", " ; ", "<!--", ";// ", "; // "];
        let trimmed = line.trim_start();
        let opened = |open: &str, close: &str| text.rfind(open) > text.rfind(close);
        begins.iter().any(|sign| trimmed.starts_with(sign))
            || inside.iter().any(|sign| line.contains(sign))
            || opened("/*", "*/")
            || opened("<!--", "-->")
            || ["\"\"\"", "'''"].iter().any(|sign| text.matches(sign).count() % 2 == 1)
    }
}

/// The folders of a path, without what leads up or stays.
fn parts(folder: &str) -> impl Iterator<Item = &str> {
    folder.split('/').filter(|part| !matches!(*part, "" | "." | ".."))
}

/// Whether a file holds nothing but words.
fn is_text(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    [".txt", ".text", ".rst", ".adoc", ".asciidoc", ".tex"].iter().any(|end| name.ends_with(end))
}

/// Whether a file is a test or an example.
fn is_test(path: &str) -> bool {
    let lower = path.to_lowercase();
    let (folders, name) = lower.rsplit_once('/').unwrap_or(("", &lower));
    let made =
        ["test", "tests", "__tests__", "spec", "specs", "e2e", "testing", "example", "examples", "samples"];
    folders.split('/').any(|part| made.contains(&part))
        || ["_test.", ".test.", ".spec.", "_spec."].iter().any(|part| name.contains(part))
        || name.starts_with("test_")
}
