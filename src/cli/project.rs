//! Opens what was asked for: the configuration, the files, the commit.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::asked::Asked;
use crate::cli::exit::Stop;
use crate::cli::kept::{self, Kept};
use crate::cli::settings;
use crate::config::Config;
use crate::date::{self, Date};
use crate::decode::Syntax;
use crate::diag::{Fault, Severity};
use crate::discover::{self, Inventory, LeftOut};
use crate::link::Linked;
use crate::memory::{Memory, Setting};
use crate::pipeline::Judged;
use crate::read::{self, Past};
use crate::source::Sources;

/// What is known of the history before it is read.
pub(super) enum Before<'k> {
    /// It is not asked for.
    Unasked,
    /// What an earlier run kept.
    Kept(&'k Kept),
    /// What the last build of this run learned.
    Known(&'k Memory),
}

/// What a command works on.
#[derive(Debug)]
pub(super) struct Project {
    /// What book.toml says.
    pub(super) config: Config,
    /// What was read.
    pub(super) sources: Sources,
    /// What was seen and not taken.
    pub(super) left_out: Vec<LeftOut>,
    /// What could not be read.
    pub(super) faults: Vec<Fault>,
    /// The folder all paths are relative to.
    pub(super) root: PathBuf,
    /// What an earlier run learned of the history.
    pub(super) memory: Arc<Memory>,
    /// The bytes that it was read from; none where it was not.
    pub(super) kept: Vec<u8>,
    /// Where everything lies.
    inventory: Inventory,
    /// The files that were asked for by name.
    named: BTreeSet<String>,
    /// Where each document lies.
    disk: BTreeMap<String, PathBuf>,
}

impl Project {
    /// Opens a folder or a file for a site that goes to `out`.
    pub(super) fn for_site(
        asked: &Asked,
        config: Config,
        out: &Path,
        before: Before<'_>,
    ) -> Result<Self, Stop> {
        let inventory = if asked.folder {
            discover::discover(&asked.real, &config, Some(out))
        } else {
            let mut inventory = discover::part(asked.root(), &asked.real, &config);
            rename(&mut inventory, asked, true);
            inventory
        };
        Self::read(inventory, config, std::slice::from_ref(asked), before)
    }

    /// The same without what the files were before.
    pub(super) fn for_asking(asked: &Asked, config: Config, out: &Path) -> Result<Self, Stop> {
        Self::for_site(asked, config, out, Before::Unasked)
    }

    /// Opens files and folders to be looked at, without what they were before.
    pub(super) fn for_looking(paths: &[PathBuf], config: Option<&Path>) -> Result<Self, Stop> {
        Self::for_reading(paths, config, Before::Unasked)
    }

    /// Opens files and folders to be looked at. What lies in one folder is called as it is there; anything else as it
    /// was given. book.toml is the nearest one at or above what was given, inside its repository.
    pub(super) fn for_reading(
        paths: &[PathBuf],
        config: Option<&Path>,
        before: Before<'_>,
    ) -> Result<Self, Stop> {
        let mut faults = Vec::new();
        let mut all = Vec::new();
        for path in paths {
            match Asked::find(path) {
                Ok(asked) => all.push(asked),
                Err(fault) => faults.push(fault),
            }
        }
        let Some(first) = all.first() else { return Err(Stop::unreadable(faults)) };
        let (root, config) = settings::nearest(first, config)?;
        let inventories = all.iter().map(|asked| {
            let mut inventory = if asked.folder && asked.real == root {
                let out = root.join(&config.build_dir);
                discover::discover(&root, &config, Some(&out))
            } else {
                discover::part(&root, &asked.real, &config)
            };
            rename(&mut inventory, asked, all.len() == 1);
            inventory
        });
        let mut inventory = merge(inventories.collect());
        inventory.faults.splice(0..0, faults);
        Self::read(inventory, config, &all, before)
    }

    fn read(
        inventory: Inventory,
        mut config: Config,
        asked: &[Asked],
        before: Before<'_>,
    ) -> Result<Self, Stop> {
        let setting = setting(&inventory, &config);
        let (memory, kept) = match before {
            Before::Known(memory) if memory.setting == setting => (Memory::clone(memory), Vec::new()),
            Before::Kept(kept) => kept.memory(&setting),
            Before::Known(_) | Before::Unasked => (Memory::default(), Vec::new()),
        };
        let memory = Arc::new(memory);
        let past = if matches!(before, Before::Unasked) { Past::Left } else { Past::Wanted(memory.clone()) };
        let (sources, faults) = read::read(&inventory, &config, past);
        let disk = inventory.files.iter().map(|file| (file.path.clone(), file.disk.clone())).collect();
        if let Some(commit) = &sources.commit {
            config.repository.learn(commit);
        }
        config.src.clone_from(&inventory.src);
        let faults = [inventory.faults.clone(), faults].concat();
        if sources.files.is_empty() {
            let shown = asked.iter().map(|asked| asked.shown.as_str()).collect::<Vec<_>>().join(", ");
            return Err(Stop::unreadable(nothing(&shown, faults, &inventory.left_out)));
        }
        let named = asked.iter().filter(|asked| !asked.folder).map(|asked| asked.shown.clone()).collect();
        let (left_out, root) = (inventory.left_out.clone(), inventory.root.clone());
        Ok(Self { config, sources, left_out, faults, root, memory, kept, inventory, named, disk })
    }

    /// What a memory of this project is good for.
    pub(super) fn setting(&self) -> Setting {
        setting(&self.inventory, &self.config)
    }

    /// Leaves out what plans say that are as they were when the memory was made, for who wants to know what happened only.
    pub(super) fn leave_plans(&mut self) {
        kept::leave(&mut self.sources, &self.memory);
    }

    /// Whether what a plan says was left out.
    pub(super) fn left(&self, path: &str) -> bool {
        self.sources.history.as_ref().is_some_and(|history| history.titles.contains_key(path))
    }

    /// What `make` makes of the project; where the memory was not enough for it, of the project read without one.
    pub(super) fn made<T>(&mut self, make: impl Fn(&Self) -> T, judged: impl Fn(&T) -> &Judged) -> T {
        let made = make(self);
        let past = judged(&made).linked.corpus.past.as_ref();
        if !past.is_some_and(|past| past.lacking) {
            return made;
        }
        (self.memory, self.kept) = (Arc::default(), Vec::new());
        let (sources, _) = read::read(&self.inventory, &self.config, Past::Wanted(self.memory.clone()));
        self.sources = Sources { drawn: self.sources.drawn.clone(), ..sources };
        make(self)
    }

    /// The files that were asked for by name and turned out not to be text. In a folder that is a finding, here it
    /// leaves nothing to answer with.
    pub(super) fn not_text(&self, linked: &Linked) -> Vec<Fault> {
        let binary = linked.documents.iter().filter(|document| matches!(document.syntax, Syntax::Binary));
        let named = binary.filter(|document| self.named.contains(&document.path));
        named
            .map(|document| {
                Fault::new(&document.path, "is not text: nothing can be read from it")
                    .help("planbook reads Markdown, YAML, JSON, CSV, org and XML files")
            })
            .collect()
    }

    /// The day the site speaks of: the one asked for, else that of the commit.
    pub(super) fn as_of(&self, asked: Option<Date>) -> Option<Date> {
        let commit = self.sources.commit.as_ref();
        // Without git, the newest snapshot is what a commit would be.
        let newest = self.sources.history.as_ref().and_then(|history| history.revisions.last());
        let snapshot = newest.filter(|_| commit.is_none()).and_then(|newest| date::since_1970(newest.time));
        asked.or_else(|| commit.and_then(|commit| date::parse(&commit.date))).or(snapshot)
    }

    /// Where a document lies.
    pub(super) fn disk(&self, path: &str) -> Option<&Path> {
        self.disk.get(path).map(PathBuf::as_path)
    }

    /// Whether something is missing that should be there.
    pub(super) fn incomplete(&self) -> bool {
        self.faults.iter().any(|fault| fault.severity == Severity::Error)
    }
}

/// What a memory is good for.
fn setting(inventory: &Inventory, config: &Config) -> Setting {
    let root = inventory.root.to_string_lossy().into_owned();
    Setting { program: kept::program(), root, words: config.status_words.clone() }
}

/// Calls files by the names that the user knows them by.
fn rename(inventory: &mut Inventory, asked: &Asked, only: bool) {
    if asked.folder && only {
        return;
    }
    for file in &mut inventory.files {
        file.path = if asked.folder { asked.inside(&file.path) } else { asked.shown.clone() };
    }
    for file in &mut inventory.code {
        file.path = asked.inside(&file.path);
    }
    for left in &mut inventory.left_out {
        left.path = asked.inside(&left.path);
    }
}

/// One inventory of all: a file that was named twice is read once.
fn merge(inventories: Vec<Inventory>) -> Inventory {
    let mut merged = Inventory::default();
    let mut seen = BTreeSet::new();
    for (index, inventory) in inventories.into_iter().enumerate() {
        if index == 0 {
            merged.root = inventory.root;
            merged.name = inventory.name;
            merged.src = inventory.src;
            merged.templates = inventory.templates;
        }
        merged.files.extend(inventory.files.into_iter().filter(|file| seen.insert(file.disk.clone())));
        merged.code.extend(inventory.code.into_iter().filter(|file| seen.insert(file.disk.clone())));
        merged.left_out.extend(inventory.left_out);
        merged.faults.extend(inventory.faults);
    }
    merged.files.sort_by(|a, b| a.path.cmp(&b.path));
    merged.code.sort_by(|a, b| a.path.cmp(&b.path));
    merged
}

/// What to say where there is nothing to work on.
fn nothing(shown: &str, mut faults: Vec<Fault>, left_out: &[LeftOut]) -> Vec<Fault> {
    if faults.iter().any(|fault| fault.severity == Severity::Error) {
        return faults;
    }
    let mut message = "there are no documents here".to_owned();
    if let Some(first) = left_out.first() {
        message = format!("{message} but such as are left out; the first is {} ({})", first.path, first.why);
    }
    faults.push(Fault::new(shown, message).help(
        "planbook reads Markdown, YAML, JSON, CSV, org and XML files in a folder and the folders in it",
    ));
    faults
}
