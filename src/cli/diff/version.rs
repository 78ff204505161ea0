//! Reads one version of a definition with the files it refers to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::cli::asked::Asked;
use crate::cli::exit::Stop;
use crate::cli::terminal::Terminal;
use crate::cli::words::count;
use crate::config::Config;
use crate::decode;
use crate::diag::{Fault, Severity};
use crate::link::{self, Linked};
use crate::model::{Api, Kind};
use crate::parse::{
    self,
    api::{Missing, Resolver, references},
};
use crate::source::{Source, Sources};
use crate::vocabulary::Vocabulary;

/// How many files one definition may be made of.
const FILES: usize = 2000;

/// How large a file may be, in bytes.
const BYTES: u64 = 256 << 20;

/// A definition that was read.
#[derive(Debug)]
pub(super) struct Read {
    /// With everything it is made of.
    pub(super) linked: Linked,
    /// The file, below the root of its project.
    path: String,
    /// The file as it was given.
    shown: String,
    /// The folder around it as it was given, where that is the whole project.
    around: Option<String>,
}

impl Read {
    /// Reads the definition at `path`.
    pub(super) fn open(path: &Path, terminal: &Terminal) -> Result<Self, Stop> {
        let asked = Asked::find(path).map_err(|fault| Stop::unreadable([fault]))?;
        if asked.folder {
            let fault = Fault::new(&asked.shown, "is a folder").help("name the file of the definition");
            return Err(Stop::usage([fault]));
        }
        let root = root(&asked);
        let inside = asked.real.strip_prefix(&root).unwrap_or(&asked.real);
        let path = inside.to_string_lossy().replace('\\', "/");
        let mut files = BTreeMap::from([(path.clone(), file(&root, &path, Some(Kind::Api))?)]);
        let linked = loop {
            let sources = Sources {
                name: asked.shown.clone(),
                files: files.values().cloned().collect(),
                ..Sources::default()
            };
            let linked = linked(&sources);
            let wanted = missing(&linked);
            let before = files.len();
            for path in wanted.into_iter().filter(|_| before < FILES) {
                if let Ok(read) = file(&root, &path, None) {
                    files.insert(path, read);
                }
            }
            if files.len() == before {
                break linked;
            }
        };
        let around =
            (root == asked.root()).then(|| asked.shown.rsplit_once('/').map(|(folder, _)| folder.to_owned()));
        let read = Self { linked, path, shown: asked.shown.clone(), around: around.flatten() };
        if read.api().is_none_or(|api| api.written.is_empty()) {
            let fault = Fault::new(&asked.shown, "is no API definition")
                .help("a definition has the key openapi or swagger at its top");
            return Err(Stop::unreadable([fault]));
        }
        terminal.faults(&read.unread(&asked.shown));
        Ok(read)
    }

    /// A file by the name that the user would give it.
    pub(super) fn given(&self, path: &str) -> String {
        match &self.around {
            _ if path == self.path => self.shown.clone(),
            Some(folder) => format!("{folder}/{path}"),
            None => path.to_owned(),
        }
    }

    /// What it holds.
    pub(super) fn api(&self) -> Option<&Api> {
        let found = |api: &&Api| self.linked.document(api.doc).is_some_and(|one| one.path == self.path);
        self.linked.corpus.apis.iter().find(found)
    }

    /// References that lead nowhere: what stands behind them can't be compared.
    fn unread(&self, shown: &str) -> Vec<Fault> {
        let lost = self.api().map_or(0, |api| {
            let resolver = Resolver::new(&self.linked.documents, std::iter::once(api.doc));
            let all = references(&resolver, api.doc);
            all.iter().filter(|one| resolver.follow(one.at).is_err()).count()
        });
        let lead = if lost == 1 { "leads" } else { "lead" };
        let lost_words = count(lost as u64, "reference");
        let message =
            format!("{lost_words} {lead} nowhere, or to another host: what stands there is not compared");
        let fault =
            Fault::new(shown, message).help("`planbook check` says which").severity(Severity::Warning);
        if lost > 0 { vec![fault] } else { Vec::new() }
    }
}

/// The folder that references don't lead out of: that of the project, else the one around the file.
fn root(asked: &Asked) -> PathBuf {
    let around = asked.root().ancestors();
    let top =
        around.into_iter().find(|folder| folder.join("book.toml").is_file() || folder.join(".git").exists());
    top.unwrap_or(asked.root()).to_path_buf()
}

/// What the files hold; nothing is judged.
fn linked(sources: &Sources) -> Linked {
    let documents = decode::decode(sources);
    let corpus = parse::parse(&documents.value, None, &sources.drawn, &Vocabulary::new(&Config::default()));
    link::link(documents.value, Vec::new(), corpus.value, &sources.changed).value
}

/// The files that references name and that were not read.
fn missing(linked: &Linked) -> Vec<String> {
    let docs = linked.corpus.apis.iter().map(|api| api.doc);
    let resolver = Resolver::new(&linked.documents, docs);
    let all = linked.corpus.apis.iter().flat_map(|api| references(&resolver, api.doc));
    let lost = all.filter_map(|reference| match resolver.follow(reference.at) {
        Err(Missing::File(path)) => Some(path),
        _ => None,
    });
    lost.collect()
}

/// A file of the project. Links that lead out of it are not followed.
fn file(root: &Path, path: &str, kind: Option<Kind>) -> Result<Source, Stop> {
    let disk = root.join(path);
    let fault = |words: String| Stop::unreadable([Fault::new(path, words)]);
    let real = disk.canonicalize().map_err(|error| fault(format!("can't be opened: {}", error.kind())))?;
    let about = real.metadata().map_err(|error| fault(format!("can't be opened: {}", error.kind())))?;
    if !real.starts_with(root) || !about.is_file() || about.len() > BYTES {
        return Err(fault("is not a file of the project, or too large".to_owned()));
    }
    let bytes = std::fs::read(&real).map_err(|error| fault(format!("can't be read: {}", error.kind())))?;
    Ok(Source { path: path.to_owned(), bytes: bytes.into(), kind })
}
