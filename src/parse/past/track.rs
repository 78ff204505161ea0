//! Follows files through their names.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::PointId;
use crate::source::Revision;

/// A commit that changed a file, its path and its content then: the hash of it; `None` where the commit removed it.
pub(super) type Stand = (PointId, Arc<str>, Option<Arc<str>>);

/// A file through the commits: its last path, and for each commit that changed it its path and content then.
#[derive(Default)]
pub(super) struct Track {
    pub(super) path: String,
    pub(super) versions: Vec<Stand>,
}

/// Every file that the commits changed.
pub(super) fn tracks(revisions: &[Revision]) -> Vec<Track> {
    let mut tracks: Vec<Track> = Vec::new();
    let mut by_path: HashMap<String, usize> = HashMap::new();
    for (index, revision) in revisions.iter().enumerate() {
        let point = PointId(index as u32);
        for change in &revision.changes {
            let old = change.from.as_ref().and_then(|from| by_path.remove(from));
            let known = old.or_else(|| by_path.get(&change.path).copied()).unwrap_or(tracks.len());
            if known == tracks.len() {
                tracks.push(Track::default());
            }
            by_path.insert(change.path.clone(), known);
            if let Some(track) = tracks.get_mut(known) {
                track.path.clone_from(&change.path);
                track.versions.push((
                    point,
                    change.path.as_str().into(),
                    change.blob.as_deref().map(Arc::from),
                ));
            }
        }
    }
    tracks
}
