//! Reads the states of files, each from the one before where that can be told for certain.

use std::sync::Arc;

use rayon::prelude::*;

use crate::decode::{self, Document};
use crate::model::{Kind, Lineage, Plan, Ruling, Snapshot, Version};
use crate::parse::past::learned::last;
use crate::parse::past::state::State;
use crate::parse::past::track::{Stand, Track};
use crate::parse::reading::Headings;
use crate::parse::{classify, decision, plan};
use crate::place::DocId;
use crate::source::{History, Source};
use crate::vocabulary::Vocabulary;

/// How many states of one document are read by one thread, each by what changed since the one before.
const CHUNK: usize = 64;

/// A plan as it is, with its document.
pub(super) type Now<'a> = (&'a Document, &'a Plan);

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

    /// The states of a plan. What it is `now` was read already, and need not be read again as its last state.
    pub(super) fn plan(&self, track: &Track, now: Option<Now<'_>>) -> Vec<Version<Arc<Snapshot>>> {
        let parts = track.versions.par_chunks(CHUNK);
        shared(parts.flat_map_iter(|chunk| shared(self.stretch(chunk, now))).collect())
    }

    /// States that follow each other: each from the one before, where that can be told for certain. The last is read in full
    /// and has to say the same; where it doesn't, all are.
    fn stretch(&self, chunk: &[Stand], now: Option<Now<'_>>) -> Vec<Version<Arc<Snapshot>>> {
        self.states(chunk, now, true).or_else(|| self.states(chunk, now, false)).unwrap_or_default()
    }

    fn states(
        &self,
        chunk: &[Stand],
        now: Option<Now<'_>>,
        quick: bool,
    ) -> Option<Vec<Version<Arc<Snapshot>>>> {
        let headings = Headings::default();
        let mut before: Option<(State, &str)> = None;
        let mut found = Vec::with_capacity(chunk.len());
        for (number, (point, path, blob)) in (1..).zip(chunk) {
            let version = |state| Version { point: *point, path: path.clone(), state };
            let last = before.take();
            let Some(blob) = blob else {
                found.push(version(None));
                continue;
            };
            if let Some(known) = self.history.known.plans.get(&(path.clone(), blob.clone())) {
                found.push(version(Some(known.clone())));
                continue;
            }
            // What was not fetched is passed over.
            let Some(bytes) = self.history.blobs.get(&**blob) else { continue };
            let next = last.filter(|(_, was)| quick && *was == &**path).and_then(|(state, _)| {
                state.next(bytes, self.words, |part, written| {
                    let document = decoded(path, part.into());
                    let (plan, habits) = plan::read_again(&document, self.words, &headings, Some(written));
                    (document, plan.value, habits)
                })
            });
            let state = match next {
                Some(next) if number < chunk.len() => next,
                next => {
                    let whole = self.whole(path, bytes, now, &headings);
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
    fn whole(&self, path: &str, bytes: &Arc<[u8]>, now: Option<Now<'_>>, headings: &Headings) -> State {
        if let Some((document, plan)) = now.filter(|(now, _)| is_alone(now, path, bytes)) {
            return State::whole(bytes.clone(), document, plan, None, self.words);
        }
        let document = decoded(path, bytes.clone());
        let (plan, written) = plan::read_again(&document, self.words, headings, None);
        State::whole(bytes.clone(), &document, &plan.value, Some(written), self.words)
    }

    /// The states of a file that is gone, if it was a plan when it was last there.
    pub(super) fn gone(&self, track: &Track) -> Option<Lineage<Arc<Snapshot>>> {
        let (path, blob) = last(track)?;
        let title = match self.history.known.gone.get(&(path.clone(), blob.clone())) {
            Some(known) => known.clone()?,
            None => {
                let document = self.document(path, blob)?;
                let last = plan::read(&document, self.words).value;
                let (kind, _) = classify::kind(&document, &last, self.words);
                Some(last.title).filter(|_| kind == Kind::Plan)?
            }
        };
        Some(Lineage { doc: None, path: track.path.clone(), title, versions: self.plan(track, None) })
    }

    /// The states of a decision record.
    pub(super) fn decision(&self, doc: DocId, track: &Track) -> Lineage<Ruling> {
        let mut versions = Vec::new();
        for (point, path, blob) in &track.versions {
            let state = match blob {
                None => None,
                Some(blob) => {
                    let known = self.history.known.rulings.get(&(path.clone(), blob.clone())).copied();
                    let read = || Some(decision::read(&self.document(path, blob)?, self.words).ruling);
                    match known.or_else(read) {
                        Some(ruling) => Some(ruling),
                        None => continue,
                    }
                }
            };
            versions.push(Version { point: *point, path: path.clone(), state });
        }
        Lineage { doc: Some(doc), path: track.path.clone(), title: String::new(), versions }
    }
}

/// Whether a document is these bytes under this path, with nothing put in and nothing mended.
fn is_alone(document: &Document, path: &str, bytes: &[u8]) -> bool {
    document.path == path && document.text.as_bytes() == bytes && document.includes.is_empty()
}

fn decoded(path: &str, bytes: Arc<[u8]>) -> Document {
    decode::decode_alone(&Source { path: path.to_owned(), bytes, kind: None })
}

/// Lets states that follow each other share the items that are the same in both.
fn shared(mut versions: Vec<Version<Arc<Snapshot>>>) -> Vec<Version<Arc<Snapshot>>> {
    let mut last: Option<Arc<Snapshot>> = None;
    for state in versions.iter_mut().filter_map(|version| version.state.as_mut()) {
        let before = last.as_ref().map_or(&[][..], |last| &last.items);
        let mut at = 0;
        // A state that somebody else holds was read before, and shares its items already.
        for (item, _) in Arc::get_mut(state).map_or(&mut [][..], |state| &mut state.items) {
            // Items keep their order mostly: the one looked for is the next, or one of the few behind it.
            let near = before.get(at..).unwrap_or_default().iter().take(8);
            if let Some(step) = near.clone().position(|(old, _)| Arc::ptr_eq(old, item) || old == item)
                && let Some((old, _)) = before.get(at + step)
            {
                *item = old.clone();
                at += step + 1;
            } else {
                at += 1;
            }
        }
        last = Some(state.clone());
    }
    versions
}
