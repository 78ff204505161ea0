//! Definitions and the files they are made of through the commits: their bytes, under all the names they had. What the
//! bytes say is read where two states are compared.

use std::collections::HashMap;
use std::sync::Arc;

use crate::decode::Document;
use crate::model::{Lineage, PointId, Version};
use crate::place::DocId;
use crate::source::{FileChange, History};

/// The changes of each path, the oldest first.
type Changes<'h> = HashMap<&'h str, Vec<(PointId, &'h FileChange)>>;

/// The lineages of `docs`, in their order; without those that no commit changed. With them comes whether the bytes of a state
/// were left out that are needed.
pub(in crate::parse) fn lineages(
    history: &History,
    documents: &[Document],
    docs: impl Iterator<Item = DocId>,
) -> (Vec<Lineage<Arc<[u8]>>>, bool) {
    let mut lacking = false;
    let mut changes: Changes<'_> = HashMap::new();
    for (index, revision) in history.revisions.iter().enumerate() {
        for change in &revision.changes {
            changes.entry(change.path.as_str()).or_default().push((PointId(index as u32), change));
        }
    }
    let found: Vec<Lineage<Arc<[u8]>>> = docs
        .filter_map(|doc| {
            let path = documents.get(doc.index())?.path.as_str();
            let mut versions = versions(history, &changes, path, &mut lacking);
            versions.reverse();
            let lineage = Lineage { doc: Some(doc), path: path.to_owned(), title: String::new(), versions };
            (!lineage.versions.is_empty()).then_some(lineage)
        })
        .collect();
    (found, lacking)
}

/// The states of the file that is called `path` now, the newest first; without those whose bytes were not fetched.
fn versions(
    history: &History,
    changes: &Changes<'_>,
    path: &str,
    lacking: &mut bool,
) -> Vec<Version<Arc<[u8]>>> {
    let mut found = Vec::new();
    let mut name = path;
    let mut behind = PointId(u32::MAX);
    'names: loop {
        let list = changes.get(name).map_or(&[][..], Vec::as_slice);
        for (point, change) in list.iter().rev().filter(|(point, _)| *point < behind) {
            let state = match &change.blob {
                None => Some(None),
                Some(blob) => history.blobs.get(blob).map(|bytes| Some(bytes.clone())),
            };
            *lacking |= change.blob.as_ref().is_some_and(|blob| history.lacks(blob));
            found.extend(state.map(|state| Version { point: *point, path: name.into(), state }));
            if let Some(from) = &change.from {
                (name, behind) = (from, *point);
                continue 'names;
            }
        }
        return found;
    }
}
