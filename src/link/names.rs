//! What words name without being a path: a record by its number, an item by its id, a document by its name or title.

use std::collections::{BTreeSet, HashMap};

use crate::decode::tree::Node;
use crate::decode::{Document, Syntax};
use crate::link::linked::Linked;
use crate::model::{ItemId, Kind, Plan};
use crate::parse::Corpus;
use crate::path::joined;
use crate::place::DocId;

/// Something that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A document, as a whole.
    Document(DocId),
    /// An item of a plan.
    Item(DocId, ItemId),
}

/// Names and what they mean.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// Items by id, in lower case.
    items: HashMap<String, Vec<(DocId, ItemId)>>,
    /// What stands before the hyphen of such ids, in lower case.
    heads: BTreeSet<String>,
    /// Documents by the paths that their files had before.
    old: HashMap<String, DocId>,
    /// Documents by the name of their file and by their title, folded.
    documents: HashMap<String, Vec<DocId>>,
}

/// Reads the names of a project.
pub(super) fn names(corpus: &Corpus, documents: &[Document]) -> Names {
    let mut names = Names::default();
    for plan in &corpus.plans {
        if corpus.entries.get(plan.doc.index()).is_some_and(|entry| entry.kind == Kind::Plan) {
            names.plan(plan);
        }
    }
    for (document, entry) in documents.iter().zip(&corpus.entries) {
        names.aliases(document);
        let name = document.path.rsplit('/').next().unwrap_or("");
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        for called in [folded(stem), folded(&entry.title)] {
            let known = names.documents.entry(called).or_default();
            if known.last() != Some(&document.id) {
                known.push(document.id);
            }
        }
    }
    names
}

impl Names {
    /// Notes the files that a document was before: `aliases` in its front matter, relative to it or, behind `/`, to the root.
    fn aliases(&mut self, document: &Document) {
        let Syntax::Markdown { front: Some(front), .. } = &document.syntax else { return };
        let Some(aliases) = front.get("aliases") else { return };
        for written in aliases.members().iter().chain([aliases]).filter_map(Node::as_str) {
            if let Some(path) = joined(&document.path, written).filter(|path| path.ends_with(".md")) {
                self.old.entry(path).or_insert(document.id);
            }
        }
    }

    fn plan(&mut self, plan: &Plan) {
        for (index, item) in plan.items.iter().enumerate() {
            let Some(id) = item.id.as_deref() else { continue };
            let id = id.to_lowercase();
            if let Some((head, _)) = id.rsplit_once('-') {
                self.heads.insert(head.to_owned());
            }
            self.items.entry(id).or_default().push((plan.doc, ItemId(index as u32)));
        }
    }
}

impl Linked {
    /// The document that a file became which is not there any more.
    pub fn moved(&self, path: &str) -> Option<DocId> {
        self.names.old.get(path).copied()
    }

    /// What an id means in a document: `ADR-7` the record of that number, `PLAN-12` the item of that id. An id that
    /// several plans have means the item of the document itself, or nothing.
    pub fn by_id(&self, from: &Document, id: &str) -> Option<Named> {
        if let Some(doc) = record(id).and_then(|number| self.decisions.numbered(&from.path, number)) {
            return Some(Named::Document(doc));
        }
        let known = self.names.items.get(&id.to_lowercase())?;
        let own = known.iter().find(|(doc, _)| *doc == from.id);
        let only = || known.first().filter(|_| known.len() == 1);
        own.or_else(only).map(|(doc, item)| Named::Item(*doc, *item))
    }

    /// What stands between `[[` and `]]` means: an id, or the name or title of one document.
    pub fn by_name(&self, from: &Document, name: &str) -> Option<Named> {
        self.by_id(from, name).or_else(|| match self.names.documents.get(&folded(name))?.as_slice() {
            [only] if !self.is_idle(*only) => Some(Named::Document(*only)),
            _ => None,
        })
    }

    /// Whether an id that means nothing looks like one that should: there are others with the same beginning.
    pub fn should_mean(&self, id: &str) -> bool {
        let Some((head, digits)) = id.rsplit_once('-') else { return false };
        let number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
        let head = head.to_lowercase();
        number && (head == "adr" && !self.corpus.decisions.is_empty() || self.names.heads.contains(&head))
    }
}

/// The number in `ADR-7`, `adr-0007`, `ADR 7`.
fn record(id: &str) -> Option<u32> {
    let head = id.get(..3).filter(|head| head.eq_ignore_ascii_case("adr"))?;
    let digits = id.get(head.len()..)?.trim_start_matches(['-', '_', ' ', '#']);
    (digits.len() <= 5 && digits.chars().all(|c| c.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// A name without what people write differently: case, and blanks for hyphens.
fn folded(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// A word of a text that may name something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The name.
    pub name: &'t str,
    /// The words to show.
    pub words: &'t str,
    /// Whether it stands between `[[` and `]]`.
    pub bracketed: bool,
}

/// The longest name in brackets.
const LONGEST: usize = 200;

/// The next `[[name]]`, `[[name|words]]` or word with the form of an id with a hyphen, `PLAN-12`. Each byte is looked at
/// once, however many words there are.
pub fn name_word(text: &str) -> Option<Word<'_>> {
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let at = from + memchr::memchr2(b'-', b'[', bytes.get(from..)?)?;
        let found = if bytes.get(at) == Some(&b'-') { id(text, at) } else { bracketed(text, at) };
        if found.is_some() {
            return found;
        }
        from = at + 1;
    }
}

/// `[[name]]` or `[[name|words]]` at a place.
fn bracketed(text: &str, start: usize) -> Option<Word<'_>> {
    let inner = text.get(start..)?.strip_prefix("[[")?;
    let close = inner.bytes().take(LONGEST).position(|byte| matches!(byte, b'[' | b']' | b'\n'))?;
    let (name, rest) = inner.split_at_checked(close)?;
    let end = rest.strip_prefix("]]").map(|_| start + close + 4)?;
    let (name, words) = name.split_once('|').unwrap_or((name, name));
    let (name, words) = (name.trim(), words.trim());
    let named = !name.is_empty() && !words.is_empty();
    named.then_some(Word { start, end, name, words, bracketed: true })
}

/// The id around a hyphen.
fn id(text: &str, hyphen: usize) -> Option<Word<'_>> {
    const HEAD: usize = 12;
    const DIGITS: usize = 6;
    let bytes = text.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or(b' ');
    let mut start = hyphen;
    while start > 0 && hyphen - start <= HEAD && at(start - 1).is_ascii_alphanumeric() {
        start -= 1;
    }
    let mut end = hyphen + 1;
    while end - hyphen <= DIGITS + 1 && at(end).is_ascii_digit() {
        end += 1;
    }
    let head = bytes.get(start..hyphen)?;
    let lettered = head.first().is_some_and(u8::is_ascii_alphabetic) && (2..=HEAD).contains(&head.len());
    let numbered = (1..=DIGITS).contains(&(end - hyphen - 1));
    let apart = |byte: u8| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_' | b'/' | 0x80..);
    let before = start == 0 || apart(at(start - 1)) && at(start - 1) != b'.';
    // A full stop may end the sentence, but not begin a file's ending.
    let after = apart(at(end)) && !(at(end) == b'.' && at(end + 1).is_ascii_alphanumeric());
    let name = text.get(start..end).filter(|_| lettered && numbered && before && after)?;
    Some(Word { start, end, name, words: name, bracketed: false })
}
