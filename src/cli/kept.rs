//! What is kept from one run to the next: drawings and what was learned of the history, a file each for each project in the
//! user's folder for caches.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use crate::cli::project::Project;
use crate::decode::Syntax;
use crate::diagram::Drawings;
use crate::link::Linked;
use crate::memory::{Head, Memory, Setting};
use crate::model::Kind;
use crate::source::{Source, Sources};
use crate::{read, write};

/// The largest memory that is kept, in bytes.
const LARGEST: usize = 48 << 20;

/// What is kept of a project, if anything is: the folder for caches, and the name of the project in it.
pub(super) struct Kept(Option<(PathBuf, String)>);

impl Kept {
    /// What is kept of the folder or file at `asked`; nothing where that is not wanted, or there is no folder for it.
    pub(super) fn of(asked: &Path, wanted: bool) -> Self {
        let name = blake3::hash(asked.as_os_str().as_encoded_bytes()).to_hex();
        let folder = caches().filter(|folder| wanted && folder.is_absolute());
        Self(folder.map(|folder| (folder.join("planbook"), name.to_string())))
    }

    /// What is kept of these files and folders.
    pub(super) fn of_all(paths: &[PathBuf], wanted: bool) -> Self {
        let real: Vec<PathBuf> = paths.iter().filter_map(|path| path.canonicalize().ok()).collect();
        match real.as_slice() {
            [one] => Self::of(one, wanted),
            // What was put together for once is not kept.
            _ => Self(None),
        }
    }

    fn file(&self, sort: &str) -> Option<PathBuf> {
        self.0.as_ref().map(|(folder, name)| folder.join(sort).join(name))
    }

    /// Gives the sources the drawings of the last build.
    pub(super) fn load(&self, sources: &mut Sources) {
        let drawn = self.file("diagrams").and_then(|place| read::drawn(&place, sources));
        sources.drawn = drawn.map(Arc::new).unwrap_or_default();
    }

    /// Keeps the drawings of this build, where one of them is new.
    pub(super) fn save(&self, drawings: &Drawings) {
        if let Some(place) = self.file("diagrams").filter(|_| drawings.is_new()) {
            write::keep(&place, &[&drawings.to_bytes()]);
        }
    }

    /// What was learned of the history the last time, in this setting, with the bytes that it was kept as.
    pub(super) fn memory(&self, setting: &Setting) -> (Memory, Vec<u8>) {
        let kept = self.file("history").and_then(|place| read::memory(&place, setting));
        kept.unwrap_or_default()
    }

    /// Keeps what was learned this time, where something of it is new.
    pub(super) fn learn(&self, project: &Project, linked: &Linked) {
        let Some((place, memory)) = self.file("history").zip(learned(project, linked)) else { return };
        if memory.is_newer_than(&project.memory) {
            let since = memory.bytes_since(&project.memory, &project.kept);
            let whole = since.is_none().then(|| memory.to_bytes());
            let bytes = [whole.as_ref().unwrap_or(&project.kept), since.as_deref().unwrap_or_default()];
            if bytes.iter().map(|part| part.len()).sum::<usize>() <= LARGEST {
                write::keep(&place, &bytes);
            }
        }
    }
}

/// Which program this is: one that was compiled anew may read otherwise, whatever its version.
pub(super) fn program() -> String {
    let about = env::current_exe().and_then(std::fs::metadata).ok();
    let when = about.as_ref().and_then(|about| about.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    let when = when.map_or(0, |when| when.as_nanos());
    format!("{} {} {when}", env!("CARGO_PKG_VERSION"), about.map_or(0, |about| about.len()))
}

/// What a run learned of the history.
pub(super) fn learned(project: &Project, linked: &Linked) -> Option<Memory> {
    let past = linked.corpus.past.as_ref()?;
    Some(Memory::learned(project.setting(), &project.sources, past, heads(project, linked)))
}

/// The plans that are there. One whose text is more than its own file is none of them.
fn heads(project: &Project, linked: &Linked) -> BTreeMap<String, Head> {
    let documents: BTreeMap<&str, _> =
        linked.documents.iter().map(|document| (document.path.as_str(), document)).collect();
    let head = |file: &Source| {
        if let Some(known) = project.memory.heads.get(&file.path).filter(|_| project.left(&file.path)) {
            return Some(known.clone());
        }
        let document = documents.get(file.path.as_str())?;
        let entry = linked.entry(document.id).filter(|entry| entry.kind == Kind::Plan)?;
        let alone = matches!(document.syntax, Syntax::Markdown { .. }) && document.includes.is_empty();
        let hash = *blake3::hash(&file.bytes).as_bytes();
        alone.then(|| Head { hash, kind: file.kind, title: entry.title.clone() })
    };
    project.sources.files.iter().filter_map(|file| Some((file.path.clone(), head(file)?))).collect()
}

/// Leaves out what plans say that are as they were: what happened to them is told by the history.
pub(super) fn leave(sources: &mut Sources, memory: &Memory) {
    let Some(history) = &mut sources.history else { return };
    for file in &mut sources.files {
        let same =
            |head: &&Head| head.kind == file.kind && head.hash == *blake3::hash(&file.bytes).as_bytes();
        if let Some(head) = memory.heads.get(&file.path).filter(same) {
            history.titles.insert(file.path.clone(), head.title.clone());
            (file.bytes, file.kind) = (Arc::default(), Some(Kind::Plan));
        }
    }
}

/// The user's folder for caches.
fn caches() -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = |below: &str| named("HOME").map(|home| home.join(below));
    named("XDG_CACHE_HOME").or_else(|| match env::consts::OS {
        "windows" => named("LOCALAPPDATA"),
        "macos" => home("Library/Caches"),
        _ => home(".cache"),
    })
}
