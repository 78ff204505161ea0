//! Which evidence speaks of which item: a test whose name holds the item's id, a status message about it, a file that its
//! `evidence:` key names.

use std::collections::{BTreeMap, HashMap};

use crate::decode::Document;
use crate::model::{Fact, FactKind, ItemId, Outcome, Proof, Source, Status};
use crate::parse::Corpus;
use crate::place::{DocId, Place, Span};

/// The items of all plans by their ids.
struct Ids {
    items: HashMap<String, Vec<(DocId, ItemId)>>,
}

impl Ids {
    fn new(corpus: &Corpus) -> Self {
        let mut items: HashMap<String, Vec<(DocId, ItemId)>> = HashMap::new();
        for plan in &corpus.plans {
            for (index, item) in plan.items.iter().enumerate() {
                for id in item.id.iter().chain(&item.expands_to) {
                    items.entry(spelled(id)).or_default().push((plan.doc, ItemId(index as u32)));
                }
            }
        }
        Self { items }
    }

    /// The item of an id; none where two plans have one of that name.
    fn get(&self, id: &str) -> Option<(DocId, ItemId)> {
        match self.items.get(&spelled(id)).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        }
    }

    /// The item whose id stands in the name of a test: `test_T001_login`, `[AUTH-12] logs in`.
    fn in_name(&self, name: &str) -> Option<(DocId, ItemId)> {
        let words: Vec<&str> =
            name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        for (at, word) in words.iter().enumerate() {
            let mut joined = String::new();
            for part in words.iter().skip(at).take(3) {
                joined.push_str(part);
                let id = joined.contains(|c: char| c.is_ascii_digit())
                    && joined.contains(char::is_alphabetic)
                    && joined.len() > 2
                    && word.starts_with(char::is_alphabetic);
                if let Some(found) = Some(&joined).filter(|_| id).and_then(|joined| self.get(joined)) {
                    return Some(found);
                }
            }
        }
        None
    }
}

fn spelled(id: &str) -> String {
    id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The evidence of every item that has any.
pub(super) fn all(corpus: &Corpus, documents: &[Document]) -> BTreeMap<(DocId, ItemId), Vec<Source>> {
    let mut backing: BTreeMap<(DocId, ItemId), Vec<Source>> = BTreeMap::new();
    let mut paths: HashMap<&str, DocId> = HashMap::new();
    if !corpus.proofs.is_empty() {
        let ids = Ids::new(corpus);
        for proof in &corpus.proofs {
            for fact in &proof.facts {
                let item =
                    fact.about.as_deref().and_then(|about| ids.get(about)).or_else(|| match fact.kind {
                        FactKind::Test(_) => ids.in_name(&fact.subject),
                        _ => None,
                    });
                let Some((key, source)) = item.zip(source(proof, fact)) else { continue };
                let sources = backing.entry(key).or_default();
                sources.push(source);
                if let FactKind::Message { outputs, .. } = &fact.kind {
                    let there = outputs
                        .iter()
                        .filter_map(|output| there(&mut paths, documents, proof.doc, output, "its output "));
                    // That a file is there does not say that the work is done.
                    sources.extend(there.map(|source| Source { holds: None, ..source }));
                }
            }
        }
    }
    named_files(corpus, documents, &mut paths, &mut backing);
    backing
}

fn source(proof: &Proof, fact: &Fact) -> Option<Source> {
    let (text, holds) = match &fact.kind {
        FactKind::Test(outcome) => {
            let (word, holds) = match outcome {
                Outcome::Passed => ("passed", Some(true)),
                Outcome::Failed => ("failed", Some(false)),
                Outcome::Skipped => ("was skipped", None),
            };
            (format!("test “{}” {word}", fact.subject), holds)
        }
        FactKind::Message { status, status_text, .. } => {
            let holds = match status {
                Status::Done => Some(true),
                Status::Unknown => None,
                _ => Some(false),
            };
            (format!("`{}` reports “{status_text}”", fact.subject), holds)
        }
        FactKind::Measure { .. } => return None,
    };
    let at = fact.at.clone().or_else(|| proof.at.clone());
    Some(Source { place: fact.place, text, at, evidence: true, holds })
}

/// Files that items name as their evidence or result, and that are there. One that is not there may lie outside what was
/// read: nothing is said of it.
fn named_files<'d>(
    corpus: &Corpus,
    documents: &'d [Document],
    paths: &mut HashMap<&'d str, DocId>,
    backing: &mut BTreeMap<(DocId, ItemId), Vec<Source>>,
) {
    for plan in &corpus.plans {
        for (index, item) in plan.items.iter().enumerate() {
            for field in &item.fields {
                let name = field.name.to_lowercase();
                if !matches!(name.as_str(), "evidence" | "proof" | "test report" | "tested by" | "report") {
                    continue;
                }
                for word in
                    field.value.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '`' | '(' | ')'))
                {
                    if let Some(source) = there(paths, documents, plan.doc, word, "") {
                        backing.entry((plan.doc, ItemId(index as u32))).or_default().push(source);
                    }
                }
            }
        }
    }
}

/// A file that is there, under the name that `from` gives it.
fn there<'d>(
    paths: &mut HashMap<&'d str, DocId>,
    documents: &'d [Document],
    from: DocId,
    word: &str,
    role: &str,
) -> Option<Source> {
    if paths.is_empty() {
        *paths = documents.iter().map(|document| (document.path.as_str(), document.id)).collect();
    }
    let doc = find(paths, documents, from, word)?;
    Some(Source {
        place: Place::new(doc, Span::default()),
        text: format!("{role}`{word}` is there"),
        at: None,
        evidence: true,
        holds: Some(true),
    })
}

/// A document by its path from the root, or from the folder of the plan.
fn find(paths: &HashMap<&str, DocId>, documents: &[Document], from: DocId, word: &str) -> Option<DocId> {
    let word = word.trim_start_matches("./");
    if !word.contains('.') || word.len() < 4 {
        return None;
    }
    let folder = documents
        .get(from.index())
        .and_then(|document| document.path.rsplit_once('/'))
        .map(|(folder, _)| folder);
    let beside = folder.map(|folder| format!("{folder}/{word}"));
    paths.get(word).or_else(|| paths.get(beside?.as_str())).copied()
}
