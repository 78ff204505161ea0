//! What documents said before: follows each through its commits and names, and reads every state of it once.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::decode::{self, Document};
use crate::model::{
    Kind, Known, Lineage, Past, PastGate, PastItem, PastWord, Plan, Point, PointId, Ruling, Snapshot, Stated,
    Status, Version,
};
use crate::parse::{Corpus, classify, decision, plan};
use crate::place::{DocId, Place};
use crate::source::{History, Revision, Source};
use crate::vocabulary::Vocabulary;

/// How many states of one document are read by one thread at a time.
const CHUNK: usize = 16;

/// Reads what the documents said before.
pub(super) fn read(history: &History, documents: &[Document], corpus: &Corpus, words: &Vocabulary) -> Past {
    let docs: BTreeMap<&str, DocId> =
        documents.iter().map(|document| (document.path.as_str(), document.id)).collect();
    let reader = Reader { history, words };
    let mut past = Past { points: points(&history.revisions), cut: history.cut, ..Past::default() };
    let mut here = Vec::new();
    let mut gone = Vec::new();
    for track in tracks(&history.revisions) {
        let kind = |id: &DocId| Some((*id, corpus.entries.get(id.index())?.kind));
        match docs.get(track.path.as_str()).and_then(kind) {
            Some((doc, Kind::Plan)) => here.push((doc, track)),
            Some((doc, Kind::Decision)) => past.decisions.push(reader.decision(doc, &track)),
            Some((doc, Kind::Report)) => {
                past.reports.extend(track.versions.first().map(|(point, ..)| (doc, *point)));
            }
            Some(_) => {}
            None => gone.push(track),
        }
    }
    here.sort_by_key(|(doc, _)| *doc);
    let title =
        |doc: DocId| corpus.entries.get(doc.index()).map_or(String::new(), |entry| entry.title.clone());
    past.plans = here
        .par_iter()
        .map(|(doc, track)| Lineage {
            doc: Some(*doc),
            path: track.path.clone(),
            title: title(*doc),
            versions: reader.plan(track),
        })
        .collect();
    let gone: Vec<Lineage<Arc<Snapshot>>> = gone.par_iter().filter_map(|track| reader.gone(track)).collect();
    past.plans.extend(gone);
    past.known = Arc::new(known(&past.plans, &history.revisions));
    past.decisions.sort_by_key(|lineage| lineage.doc);
    past.reports.sort_unstable();
    past
}

/// The states of plans by their content and path.
fn known(plans: &[Lineage<Arc<Snapshot>>], revisions: &[Revision]) -> Known {
    let state = |version: &Version<Arc<Snapshot>>| {
        let changes = &revisions.get(version.point.index())?.changes;
        let blob = changes.iter().find(|change| *change.path == *version.path)?.blob.clone()?;
        Some(((blob, version.path.clone()), version.state.clone()?))
    };
    plans.iter().flat_map(|lineage| &lineage.versions).filter_map(state).collect()
}

/// The commits, with times that never go back: a clock that was wrong once is put right by its neighbours.
fn points(revisions: &[Revision]) -> Vec<Point> {
    let times: Vec<i64> = revisions.iter().map(|revision| revision.time).collect();
    let times = rising(&times);
    let point = |(revision, time): (&Revision, i64)| Point {
        hash: revision.hash.clone(),
        time,
        author: revision.author.clone(),
        subject: revision.subject.clone(),
        merge: revision.merge,
    };
    revisions.iter().zip(times).map(point).collect()
}

/// The times, with those that don't fit into the longest rising row of them replaced by the one before.
fn rising(times: &[i64]) -> Vec<i64> {
    // For each length of a rising row: the index of the smallest time that ends one.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(times.len());
    for (index, time) in times.iter().enumerate() {
        let length = ends.partition_point(|end| times.get(*end).is_some_and(|other| other <= time));
        before.push(length.checked_sub(1).and_then(|last| ends.get(last).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut kept = vec![false; times.len()];
    let mut at = ends.last().copied();
    while let Some(index) = at {
        if let Some(kept) = kept.get_mut(index) {
            *kept = true;
        }
        at = before.get(index).copied().flatten();
    }
    let first = times.iter().zip(&kept).find(|(_, kept)| **kept).map_or(0, |(time, _)| *time);
    let mut last = first;
    times
        .iter()
        .zip(kept)
        .map(|(time, kept)| {
            last = if kept { *time } else { last };
            last
        })
        .collect()
}

/// A file through the commits: its last path, and for each commit that changed it its path and content then.
#[derive(Default)]
struct Track {
    path: String,
    versions: Vec<(PointId, Arc<str>, Option<String>)>,
}

fn tracks(revisions: &[Revision]) -> Vec<Track> {
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
                track.versions.push((point, change.path.as_str().into(), change.blob.clone()));
            }
        }
    }
    tracks
}

struct Reader<'a> {
    history: &'a History,
    words: &'a Vocabulary,
}

impl Reader<'_> {
    /// A document as it was; `None` where its content was not fetched.
    fn document(&self, path: &str, blob: &str) -> Option<Document> {
        let bytes = self.history.blobs.get(blob)?;
        Some(decode::decode_alone(&Source { path: path.to_owned(), bytes: bytes.clone(), kind: None }))
    }

    /// The states of a plan.
    fn plan(&self, track: &Track) -> Vec<Version<Arc<Snapshot>>> {
        let read = |(point, path, blob): &(PointId, Arc<str>, Option<String>)| {
            let state = match blob {
                Some(blob) => Some(self.state(path, blob)?),
                None => None,
            };
            Some(Version { point: *point, path: path.clone(), state })
        };
        let parts = track.versions.par_chunks(CHUNK);
        shared(parts.flat_map_iter(|chunk| shared(chunk.iter().filter_map(read).collect())).collect())
    }

    /// A state, as it was read before or now; `None` where its content was not fetched.
    fn state(&self, path: &Arc<str>, blob: &str) -> Option<Arc<Snapshot>> {
        let known = self.history.known.get(&(blob.to_owned(), path.clone()));
        known.cloned().or_else(|| Some(Arc::new(self.snapshot(&self.document(path, blob)?))))
    }

    fn snapshot(&self, document: &Document) -> Snapshot {
        snapshot(document, &plan::read(document, self.words).value)
    }

    /// The states of a file that is gone, if it was a plan when it was last there.
    fn gone(&self, track: &Track) -> Option<Lineage<Arc<Snapshot>>> {
        let (_, path, blob) = track.versions.iter().rev().find(|(.., blob)| blob.is_some())?;
        let document = self.document(path, blob.as_deref()?)?;
        let last = plan::read(&document, self.words).value;
        let (kind, _) = classify::kind(&document, &last, self.words);
        let versions = (kind == Kind::Plan).then(|| self.plan(track))?;
        Some(Lineage { doc: None, path: track.path.clone(), title: last.title, versions })
    }

    /// The states of a decision record.
    fn decision(&self, doc: DocId, track: &Track) -> Lineage<Ruling> {
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

fn snapshot(document: &Document, plan: &Plan) -> Snapshot {
    let line = |place: Place| document.line(place.span.start);
    let group = |id| plan.group(id).map_or(String::new(), |group| group.title.clone());
    let item = |item: &crate::model::Item| {
        let own = item.group.map_or(String::new(), group);
        let parent = item.parent.and_then(|id| plan.item(id)).map(|parent| parent.title.clone());
        let past = PastItem {
            id: item.id.clone(),
            title: item.title.clone(),
            around: parent.unwrap_or_else(|| own.clone()),
            group: own,
            status: item.status,
            owner: item.owner.clone(),
            priority: item.priority.clone(),
            estimate: item.estimate.clone(),
            when: item.when.clone(),
        };
        (Arc::new(past), line(item.place))
    };
    let word = |name: &str, text: &str, place: Place| PastWord {
        name: name.to_owned(),
        text: text.to_owned(),
        line: line(place),
    };
    let claim = |name: &str, stated: &Stated| (word(name, &stated.text, stated.place), stated.status);
    let mut claims: Vec<(PastWord, Status)> = plan.claimed.iter().map(|stated| claim("", stated)).collect();
    let groups = plan.groups.iter();
    claims.extend(groups.filter_map(|group| Some(claim(&group.title, group.claimed.as_ref()?))));
    let parts = plan.groups.iter().map(|group| (&group.title, group.when.as_ref(), group.place));
    let points = plan.milestones.iter().map(|one| (&one.title, one.when.as_ref(), one.place));
    let score = |score: &crate::model::Score| {
        let of = score.out_of.map_or(String::new(), |of| format!("/{of}"));
        Some(word(&score.name, &format!("{}{of}", score.current?), score.place))
    };
    let gate = |gate: &crate::model::Gate| PastGate {
        word: word(&gate.metric, &gate.text, gate.place),
        limit: gate.op.zip(gate.value),
    };
    Snapshot {
        items: plan.items.iter().map(item).collect(),
        gates: plan.gates.iter().map(gate).collect(),
        scores: plan.scores.iter().filter_map(score).collect(),
        claims,
        dates: parts.chain(points).filter_map(|(name, when, place)| Some(word(name, when?, place))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::rising;

    #[test]
    fn a_wrong_clock_is_put_right_by_its_neighbours() {
        assert_eq!(rising(&[1, 2, 9, 3, 4]), [1, 2, 2, 3, 4]);
        assert_eq!(rising(&[5, 1, 6, 7]), [1, 1, 6, 7]);
        assert_eq!(rising(&[3, 3, 3]), [3, 3, 3]);
        assert_eq!(rising(&[]), [0; 0]);
    }
}
