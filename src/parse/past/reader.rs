//! Reads the states of files, each from the one before where that can be told for certain.

use std::sync::Arc;

use rayon::prelude::*;

use crate::decode::{self, Document};
use crate::model::{Kind, Lineage, PastItem, Ruling, Snapshot, Version};
use crate::parse::past::state::State;
use crate::parse::past::track::{Stand, Track};
use crate::parse::{classify, decision, plan};
use crate::place::DocId;
use crate::source::{History, Source};
use crate::vocabulary::Vocabulary;

/// How many states of one document are read by one thread, each by what changed since the one before.
const CHUNK: usize = 32;

/// Reads what files were.
pub(super) struct Reader<'a> {
    pub(super) history: &'a History,
    pub(super) words: &'a Vocabulary,
}

impl Reader<'_> {
    /// A document as it was; `None` where its content was not fetched.
    fn document(&self, path: &str, blob: &str) -> Option<Document> {
        Some(decoded(path, self.history.blobs.get(blob)?.clone()))
    }

    /// The states of a plan.
    pub(super) fn plan(&self, track: &Track) -> Vec<Version<Arc<Snapshot>>> {
        let parts = track.versions.par_chunks(CHUNK);
        shared(parts.flat_map_iter(|chunk| shared(self.stretch(chunk))).collect())
    }

    /// States that follow each other: each from the one before, where that can be told for certain. The last is read in full
    /// and has to say the same; where it doesn't, all are.
    fn stretch(&self, chunk: &[Stand]) -> Vec<Version<Arc<Snapshot>>> {
        self.states(chunk, true).or_else(|| self.states(chunk, false)).unwrap_or_default()
    }

    fn states(&self, chunk: &[Stand], quick: bool) -> Option<Vec<Version<Arc<Snapshot>>>> {
        let mut before: Option<(State, &str)> = None;
        let mut found = Vec::with_capacity(chunk.len());
        for (number, (point, path, blob)) in (1..).zip(chunk) {
            let version = |state| Version { point: *point, path: path.clone(), state };
            let last = before.take();
            let Some(blob) = blob else {
                found.push(version(None));
                continue;
            };
            if let Some(known) = self.history.known.get(&(blob.clone(), path.clone())) {
                found.push(version(Some(known.clone())));
                continue;
            }
            // What was not fetched is passed over.
            let Some(bytes) = self.history.blobs.get(blob) else { continue };
            let next = last.filter(|(_, was)| quick && *was == &**path).and_then(|(state, _)| {
                state.next(bytes, |part| {
                    let document = decoded(path, part.into());
                    let plan = plan::read(&document, self.words).value;
                    (document, plan)
                })
            });
            let state = match next {
                Some(next) if number < chunk.len() => next,
                next => {
                    let whole = self.whole(path, bytes);
                    if next.is_some_and(|next| next.said != whole.said) {
                        return None;
                    }
                    whole
                }
            };
            found.push(version(Some(state.said.clone())));
            before = Some((state, path));
        }
        Some(found)
    }

    /// A state, read in full.
    fn whole(&self, path: &str, bytes: &Arc<[u8]>) -> State {
        let document = decoded(path, bytes.clone());
        let plan = plan::read(&document, self.words).value;
        State::whole(bytes.clone(), &document, &plan)
    }

    /// The states of a file that is gone, if it was a plan when it was last there.
    pub(super) fn gone(&self, track: &Track) -> Option<Lineage<Arc<Snapshot>>> {
        let (_, path, blob) = track.versions.iter().rev().find(|(.., blob)| blob.is_some())?;
        let document = self.document(path, blob.as_deref()?)?;
        let last = plan::read(&document, self.words).value;
        let (kind, _) = classify::kind(&document, &last, self.words);
        let versions = (kind == Kind::Plan).then(|| self.plan(track))?;
        Some(Lineage { doc: None, path: track.path.clone(), title: last.title, versions })
    }

    /// The states of a decision record.
    pub(super) fn decision(&self, doc: DocId, track: &Track) -> Lineage<Ruling> {
        let mut title = String::new();
        let mut versions = Vec::new();
        for (point, path, blob) in &track.versions {
            let state = match blob {
                Some(blob) => {
                    let Some(document) = self.document(path, blob) else { continue };
                    let read = decision::read(&document, self.words);
                    title = read.title;
                    Some(read.ruling)
                }
                None => None,
            };
            versions.push(Version { point: *point, path: path.clone(), state });
        }
        Lineage { doc: Some(doc), path: track.path.clone(), title, versions }
    }
}

fn decoded(path: &str, bytes: Arc<[u8]>) -> Document {
    decode::decode_alone(&Source { path: path.to_owned(), bytes, kind: None })
}

/// Lets states that follow each other share the items that are the same in both.
fn shared(mut versions: Vec<Version<Arc<Snapshot>>>) -> Vec<Version<Arc<Snapshot>>> {
    let mut before: Vec<Arc<PastItem>> = Vec::new();
    for state in versions.iter_mut().filter_map(|version| version.state.as_mut()) {
        let mut at = 0;
        // A state that somebody else holds was read before, and shares its items already.
        for (item, _) in Arc::get_mut(state).map_or(&mut [][..], |state| &mut state.items) {
            // Items keep their order mostly: the one looked for is the next, or one of the few behind it.
            let near = before.get(at..).unwrap_or_default().iter().take(8);
            if let Some(step) = near.clone().position(|old| Arc::ptr_eq(old, item) || old == item)
                && let Some(old) = before.get(at + step)
            {
                *item = old.clone();
                at += step + 1;
            } else {
                at += 1;
            }
        }
        before = state.items.iter().map(|(item, _)| item.clone()).collect();
    }
    versions
}
