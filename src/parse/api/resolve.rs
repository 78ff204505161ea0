//! Where a `$ref` leads: into the same document, into another one that was read, or nowhere. Never over the network,
//! never out of the project.
//!
//! Large mappings are looked up through an index that is made once, so that the cost of a definition stays in
//! proportion to its size.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use crate::decode::tree::{Node, Value};
use crate::decode::{Document, Syntax};
use crate::parse::api::at::At;
use crate::path::{decoded, joined};
use crate::place::{DocId, Place, Span};

/// Mappings with more entries than this are indexed.
const SMALL: usize = 24;

/// How many references are followed on the way to one place.
const HOPS: usize = 64;

/// Why a reference leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It is an address on the web, which is never asked for.
    External(String),
    /// It leads out of the project.
    Outside(String),
    /// There is no such file.
    File(String),
    /// The file is there, but it is no YAML or JSON.
    Text(DocId),
    /// The file is there, but nothing stands at that place in it.
    Member(DocId, String),
    /// It leads back to itself.
    Circular,
}

/// What stands behind a node that may be a reference.
#[derive(Clone, Copy, Debug)]
pub struct Followed<'a> {
    /// The end of the chain; the last reference that leads nowhere, where it leads nowhere.
    pub at: At<'a>,
    /// Whether the first node was a reference.
    pub referred: bool,
}

/// The way through the references of all definitions.
#[derive(Debug)]
pub struct Resolver<'a> {
    documents: &'a [Document],
    by_path: HashMap<&'a str, DocId>,
    big: HashMap<(DocId, Span), HashMap<&'a str, &'a Node>>,
    anchors: HashMap<(DocId, &'a str), &'a Node>,
    /// Schemas by their `$id`: as written, and as an address where the document has one for all of them.
    ids: HashMap<String, (DocId, &'a Node)>,
    /// The address that a document gives itself: `$self`, or the `$id` of its root.
    bases: HashMap<DocId, &'a str>,
    parts: BTreeSet<DocId>,
    /// What the references that stand in the documents mean, each once; without those that lead nowhere.
    known: HashMap<(DocId, &'a str), At<'a>>,
    /// What references mean that stand in a schema with an address of its own, by where their words lie in memory.
    scoped: HashMap<(usize, usize), At<'a>>,
}

/// What is found on the way through the documents, to be looked at when all of them are known.
#[derive(Default)]
struct Written<'a> {
    /// The references.
    all: BTreeSet<(DocId, &'a str)>,
    /// Those in a schema with an address of its own, with that schema and address.
    scoped: Vec<(DocId, &'a str, &'a Node, Rc<str>)>,
}

impl<'a> Resolver<'a> {
    /// A resolver for the definitions `apis`, and the documents their references lead to.
    pub fn new(documents: &'a [Document], apis: impl Iterator<Item = DocId>) -> Self {
        let by_path = documents.iter().map(|document| (document.path.as_str(), document.id)).collect();
        let mut made = Self {
            documents,
            by_path,
            big: HashMap::new(),
            anchors: HashMap::new(),
            ids: HashMap::new(),
            bases: HashMap::new(),
            parts: BTreeSet::new(),
            known: HashMap::new(),
            scoped: HashMap::new(),
        };
        let mut written = Written::default();
        let mut open: Vec<DocId> = apis.collect();
        let mut seen: BTreeSet<DocId> = open.iter().copied().collect();
        while let Some(doc) = open.pop() {
            for file in made.index(doc, &mut written) {
                let Some(path) = documents.get(doc.index()).and_then(|from| below(&from.path, &file)) else {
                    continue;
                };
                if let Some(part) = made.by_path.get(path.as_str()).copied()
                    && seen.insert(part)
                {
                    made.parts.insert(part);
                    open.push(part);
                }
            }
        }
        let known = written
            .all
            .into_iter()
            .filter_map(|key| Some((key, made.seek(key.0, key.1, &mut { HOPS }).ok()?)));
        made.known = known.collect();
        let scoped = written.scoped.iter().filter_map(|(doc, text, scope, base)| {
            Some((memory(text), made.seek_in(*doc, text, (scope, base))?))
        });
        made.scoped = scoped.collect();
        made
    }

    /// The documents that definitions are made of beside their own.
    pub fn parts(&self) -> &BTreeSet<DocId> {
        &self.parts
    }

    /// The document of a number.
    pub fn document(&self, doc: DocId) -> Option<&'a Document> {
        self.documents.get(doc.index())
    }

    /// Whether the project has a file of this path.
    pub fn has(&self, path: &str) -> bool {
        self.by_path.contains_key(path)
    }

    /// The root of a document's tree.
    pub fn root(&self, doc: DocId) -> Option<At<'a>> {
        let Syntax::Tree(nodes) = &self.documents.get(doc.index())?.syntax else { return None };
        let named = |node: &&Node| ["openapi", "swagger"].iter().any(|key| node.get(key).is_some());
        nodes.iter().find(named).or(nodes.first()).map(|root| At::root(doc, root))
    }

    /// The node that stands at a place the reader gave out.
    pub fn at(&self, place: Place) -> Option<At<'a>> {
        self.root(place.doc)?.find(place.span)
    }

    /// The value under `key` of a mapping that may be large.
    pub fn member(&self, at: At<'a>, key: &str) -> Option<At<'a>> {
        match self.big.get(&(at.doc, at.node.span)) {
            Some(index) => index.get(key).map(|node| at.to(node)),
            None => at.get(key),
        }
    }

    /// What a reference written in the document `from` means.
    ///
    /// # Errors
    ///
    /// Why it leads nowhere.
    pub fn target(&self, from: DocId, reference: &str) -> Result<At<'a>, Missing> {
        self.seek(from, reference, &mut { HOPS })
    }

    /// A pointer may lead through references, and those through pointers: `left` says how many are followed in all.
    fn seek(&self, from: DocId, reference: &str, left: &mut usize) -> Result<At<'a>, Missing> {
        *left = left.checked_sub(1).ok_or(Missing::Circular)?;
        if let Some(known) = self.scoped.get(&memory(reference)).filter(|_| !self.scoped.is_empty()) {
            return Ok(*known);
        }
        if let Some(known) = self.known.get(&(from, reference)) {
            return Ok(*known);
        }
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let (doc, root) = match self.called(from, file) {
            Some((doc, node)) => (doc, self.root(doc).ok_or(Missing::Text(doc))?.to(node)),
            None => {
                let doc = if file.is_empty() { from } else { self.file(from, file)? };
                (doc, self.root(doc).ok_or(Missing::Text(doc))?)
            }
        };
        self.walk((doc, root), fragment, left)
    }

    /// What a reference means that stands in a schema with an address of its own.
    fn seek_in(&self, from: DocId, reference: &str, (scope, base): (&'a Node, &str)) -> Option<At<'a>> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let (doc, node) = match file {
            "" => (from, scope),
            file => *self.ids.get(&against(base, file))?,
        };
        let root = self.root(doc)?.to(node);
        self.walk((doc, root), fragment, &mut { HOPS }).ok()
    }

    /// What a fragment means below a root.
    fn walk(
        &self,
        (doc, root): (DocId, At<'a>),
        fragment: &str,
        left: &mut usize,
    ) -> Result<At<'a>, Missing> {
        let fragment = decoded(fragment);
        if fragment.is_empty() {
            return Ok(root);
        }
        let missing = || Missing::Member(doc, fragment.clone());
        let Some(pointer) = fragment.strip_prefix('/') else {
            let node = self.anchors.get(&(doc, fragment.as_str())).ok_or_else(missing)?;
            return Ok(root.to(node));
        };
        let mut at = root;
        for part in pointer.split('/') {
            if at.reference().is_some() {
                at = self.chase(at, left)?.at;
            }
            at = self.step(at, &part.replace("~1", "/").replace("~0", "~")).ok_or_else(missing)?;
        }
        Ok(at)
    }

    /// The schema that has an address as its `$id`, as the document `from` would write it.
    fn called(&self, from: DocId, address: &str) -> Option<(DocId, &'a Node)> {
        if address.is_empty() || self.ids.is_empty() {
            return None;
        }
        let whole = || self.ids.get(&against(self.bases.get(&from)?, address));
        self.ids.get(address).or_else(whole).copied()
    }

    /// The text of a file that a node refers to and that is no YAML or JSON: a description, a piece of code.
    pub fn text_behind(&self, at: At<'a>) -> Option<(DocId, &'a str)> {
        let Err(Missing::Text(doc)) = self.follow(at) else { return None };
        let document = self.document(doc)?;
        (!matches!(document.syntax, Syntax::Binary)).then_some((doc, document.text.as_str()))
    }

    fn step(&self, at: At<'a>, part: &str) -> Option<At<'a>> {
        if at.is_list() {
            return at.items().nth(part.parse().ok()?);
        }
        self.member(at, part)
    }

    fn file(&self, from: DocId, file: &str) -> Result<DocId, Missing> {
        if is_address(file) {
            return Err(Missing::External(file.to_owned()));
        }
        let written = self.documents.get(from.index()).map_or("", |document| document.path.as_str());
        let path = below(written, file).ok_or_else(|| Missing::Outside(file.to_owned()))?;
        self.by_path.get(path.as_str()).copied().ok_or(Missing::File(path))
    }

    /// Follows a node to what it refers to, through any number of references.
    ///
    /// # Errors
    ///
    /// Why a reference on the way leads nowhere.
    pub fn follow(&self, at: At<'a>) -> Result<Followed<'a>, Missing> {
        self.chase(at, &mut { HOPS })
    }

    fn chase(&self, at: At<'a>, left: &mut usize) -> Result<Followed<'a>, Missing> {
        let mut here = at;
        let mut referred = false;
        while let Some(reference) = here.reference() {
            here = self.seek(here.doc, reference, left)?;
            referred = true;
        }
        Ok(Followed { at: here, referred })
    }

    /// What stands behind a node; the node itself where its reference leads nowhere.
    pub fn end(&self, at: At<'a>) -> At<'a> {
        self.follow(at).map_or(at, |followed| followed.at)
    }

    /// Indexes a document; returns the files its references name.
    fn index(&mut self, doc: DocId, written: &mut Written<'a>) -> BTreeSet<String> {
        let mut files = BTreeSet::new();
        let Some(Document { syntax: Syntax::Tree(nodes), .. }) = self.documents.get(doc.index()) else {
            return files;
        };
        let own = |node: &'a Node| ["$self", "$id"].iter().find_map(|key| node.get(key)?.as_str());
        if let Some(base) = nodes.iter().find_map(own) {
            self.bases.insert(doc, base);
        }
        let base = self.bases.get(&doc).map(|base| Rc::from(*base));
        let mut open: Vec<Below<'a>> = nodes.iter().map(|node| (node, None, base.clone())).collect();
        while let Some((node, mut scope, mut base)) = open.pop() {
            // A schema with an `$id` gives the ones below it their address.
            if let Some(id) = node.get("$id").and_then(Node::as_str).filter(|id| !id.is_empty()) {
                let id = id.trim_end_matches('#');
                let whole = base.as_ref().map_or_else(|| id.to_owned(), |base| against(base, id));
                self.ids.entry(id.to_owned()).or_insert((doc, node));
                self.ids.entry(whole.clone()).or_insert((doc, node));
                base = Some(whole.into());
                scope = Some(node).filter(|_| !nodes.iter().any(|root| std::ptr::eq(root, node)));
            }
            let entries = node.entries();
            if entries.len() > SMALL && !entries.iter().any(|entry| entry.key == "<<") {
                let mut index = HashMap::with_capacity(entries.len());
                for entry in entries {
                    index.entry(entry.key.as_str()).or_insert(&entry.value);
                }
                self.big.insert((doc, node.span), index);
            }
            for entry in entries {
                match (&entry.value.value, entry.key.as_str()) {
                    (Value::String(text), "$ref") => {
                        written.all.insert((doc, text));
                        if let Some((scope, base)) = scope.zip(base.clone()) {
                            written.scoped.push((doc, text, scope, base));
                        }
                        let file = text.split('#').next().unwrap_or("");
                        if !file.is_empty() && !is_address(file) {
                            files.insert(file.to_owned());
                        }
                    }
                    (Value::String(name), "$anchor" | "$dynamicAnchor") => {
                        self.anchors.entry((doc, name)).or_insert(node);
                    }
                    (Value::Map(_) | Value::List(_), _) => open.push((&entry.value, scope, base.clone())),
                    _ => {}
                }
            }
            open.extend(node.members().iter().map(|node| (node, scope, base.clone())));
        }
        files
    }
}

/// A node with the schema around it that has an address of its own, and the address that holds there.
type Below<'a> = (&'a Node, Option<&'a Node>, Option<Rc<str>>);

/// Where a text lies: no two that stand in documents lie in the same place.
fn memory(text: &str) -> (usize, usize) {
    (text.as_ptr() as usize, text.len())
}

/// An address as it is written in something that has the address `base`.
fn against(base: &str, address: &str) -> String {
    if is_address(address) {
        return address.to_owned();
    }
    let host = base.find("://").map_or(0, |at| {
        base.get(at + 3..).and_then(|rest| rest.find('/')).map_or(base.len(), |end| at + 3 + end)
    });
    match address.strip_prefix('/') {
        Some(rest) => format!("{}/{rest}", base.get(..host).unwrap_or("")),
        None => {
            let mut folder =
                base.rfind('/').filter(|at| *at >= host).map_or(base, |at| base.get(..at).unwrap_or(base));
            let mut rest = address.trim_start_matches("./");
            while let Some(up) = rest.strip_prefix("../") {
                rest = up;
                folder = folder
                    .rfind('/')
                    .filter(|at| *at >= host)
                    .map_or(folder, |at| folder.get(..at).unwrap_or(folder));
            }
            format!("{folder}/{rest}")
        }
    }
}

/// Whether a reference names something on the web.
fn is_address(file: &str) -> bool {
    let scheme = file.split_once(':').map_or("", |(scheme, _)| scheme);
    file.starts_with("//")
        || scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// The path that `file`, as written in the document `from`, means below the root.
fn below(from: &str, file: &str) -> Option<String> {
    joined(from, &decoded(file).replace('\\', "/"))
}
