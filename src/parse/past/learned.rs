//! What is learned while older states are read, for whoever reads the same history again.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Known, Lineage, Ruling, Snapshot};
use crate::parse::past::track::Track;
use crate::source::History;

/// What was read so far.
pub(super) struct Learned<'h> {
    history: &'h History,
    known: Known,
    /// The contents of definitions: what they say is not kept, so that they are wanted each time.
    definitions: BTreeSet<Arc<str>>,
    lacking: bool,
}

impl<'h> Learned<'h> {
    pub(super) fn new(history: &'h History) -> Self {
        Self { history, known: Known::default(), definitions: BTreeSet::new(), lacking: false }
    }

    /// What was read of a plan.
    pub(super) fn plan(&mut self, track: &Track, lineage: &Lineage<Arc<Snapshot>>) {
        let mut versions = lineage.versions.iter().peekable();
        for (point, path, blob) in &track.versions {
            let version = versions.next_if(|version| version.point == *point);
            let Some(blob) = blob else { continue };
            match version.and_then(|version| version.state.clone()) {
                Some(state) => drop(self.known.plans.insert((path.clone(), blob.clone()), state)),
                None => self.lacking |= self.history.lacks(blob),
            }
        }
    }

    /// What was read of a decision record.
    pub(super) fn rulings(&mut self, track: &Track, lineage: &Lineage<Ruling>) {
        let mut versions = lineage.versions.iter().peekable();
        for (point, path, blob) in &track.versions {
            let version = versions.next_if(|version| version.point == *point);
            let Some(blob) = blob else { continue };
            match version.and_then(|version| version.state) {
                Some(ruling) => drop(self.known.rulings.insert((path.clone(), blob.clone()), ruling)),
                None => self.lacking |= self.history.lacks(blob),
            }
        }
    }

    /// What was read of a file that is gone, if it was a plan.
    pub(super) fn gone(&mut self, track: &Track, lineage: Option<&Lineage<Arc<Snapshot>>>) {
        let Some((path, blob)) = last(track) else { return };
        let state = (path.clone(), blob.clone());
        // One that could not be read is not known to be no plan.
        if self.history.blobs.contains_key(&**blob) || self.history.known.gone.contains_key(&state) {
            let title = lineage.map(|lineage| lineage.title.clone());
            self.known.gone.insert(state, title);
        } else {
            self.lacking |= self.history.lacks(blob);
        }
        if let Some(lineage) = lineage {
            self.plan(track, lineage);
        }
    }

    /// A file that a definition is made of.
    pub(super) fn definition(&mut self, track: &Track) {
        for blob in track.versions.iter().filter_map(|(.., blob)| blob.as_ref()) {
            self.lacking |= self.history.lacks(blob);
            self.definitions.insert(blob.clone());
        }
    }

    /// All that was learned, and whether something was wanting.
    pub(super) fn finish(self) -> (Arc<Known>, bool) {
        let Self { history, mut known, definitions, lacking } = self;
        let changes = history.revisions.iter().flat_map(|revision| &revision.changes);
        let mut bytes = history.known.bytes;
        for blob in changes.filter_map(|change| change.blob.as_deref()) {
            let (new, old) = (history.blobs.get(blob), history.known.seen.contains(blob));
            let seen = old || new.is_some();
            if seen && !definitions.contains(blob) && known.seen.insert(blob.into()) {
                // What was known before is among the bytes already.
                bytes += new.filter(|_| !old).map_or(0, |content| content.len() as u64);
            }
        }
        known.bytes = bytes;
        (Arc::new(known), lacking)
    }
}

/// The last state of a file before it was gone.
pub(super) fn last(track: &Track) -> Option<(&Arc<str>, &Arc<str>)> {
    track.versions.iter().rev().find_map(|(_, path, blob)| Some((path, blob.as_ref()?)))
}
