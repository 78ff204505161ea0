//! The history of the documents: one `log` for which files changed when, one `cat-file` for what they were.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use crate::config::Config;
use crate::discover::{self, Inventory};
use crate::memory::Memory;
use crate::model::{Cut, Known};
use crate::read::git::program::{git, run};
use crate::read::git::tree::Named;
use crate::read::told::{is_prose, is_task_file, on_disk, rename, told};
use crate::source::{Commit, FileChange, History, Revision, Sources};

/// The most commits that are looked at: fourteen years of thirty a week.
const COMMITS: usize = 20_000;

/// The most bytes of older states that are read; the newest go first.
const BYTES: u64 = 256 << 20;

/// One older state larger than this is not read: it is a dump, or a definition that has a history of its own.
const ONE: u64 = 16 << 20;

/// As much as a pipe holds.
const PIPE: usize = 64 << 10;

/// Parts the fields of a commit; can't stand in a name or a subject.
const FIELD: char = '\u{1f}';

/// Begins a commit in the log.
const BEGIN: char = '\u{1e}';

/// Contents by their hash.
pub(in crate::read) type Blobs = BTreeMap<String, Arc<[u8]>>;

/// What a history is asked for.
pub(in crate::read) struct Asked<'a> {
    /// The files that there are.
    pub(in crate::read) inventory: &'a Inventory,
    /// What book.toml says.
    pub(in crate::read) config: &'a Config,
    /// The commit that it ends with.
    pub(in crate::read) commit: &'a Commit,
    /// What was learned of it before.
    pub(in crate::read) memory: &'a Memory,
    /// Contents that were read already.
    pub(in crate::read) read: &'a Blobs,
}

/// The history of the documents that were read. `None` where git has no answer.
pub(in crate::read) fn history(asked: Asked<'_>, sources: &Sources) -> Option<History> {
    let Asked { inventory, config, commit, memory, read } = asked;
    let root = &inventory.root;
    let (log, cut) = match continued(root, commit, memory) {
        Some(log) => (log, None),
        None => revisions(root, commit)?,
    };
    let log = Arc::new(log);
    let revisions = Vec::clone(&log);
    let mut history = History { revisions, log, cut: cut.or(shallow(commit)), ..History::default() };
    let names = Wanted { inventory, config, sources }.names(&history.revisions);
    for revision in &mut history.revisions {
        revision.changes.retain(|change| {
            names.contains(change.path.as_str())
                || change.from.as_ref().is_some_and(|from| names.contains(from.as_str()))
        });
    }
    blobs(root, &mut history, &memory.known, read)?;
    rename(inventory, &mut history);
    Some(history)
}

/// The log that was kept, with the commits that came since. `None` where it does not lead to this commit, or may begin
/// elsewhere now.
fn continued(root: &Path, commit: &Commit, memory: &Memory) -> Option<Vec<Revision>> {
    let last = memory.log.last().filter(|_| !commit.shallow && commit.prefix == memory.prefix)?;
    let mut log = Vec::clone(&memory.log);
    if last.hash == commit.hash {
        return Some(log);
    }
    let new = logged(root, &format!("{}..{}", last.hash, commit.hash), &commit.prefix)?;
    let first = new.last().filter(|(_, parent)| *parent == last.hash);
    first.filter(|_| log.len() + new.len() <= COMMITS)?;
    log.extend(new.into_iter().rev().map(|(revision, _)| revision));
    Some(log)
}

fn shallow(commit: &Commit) -> Option<Cut> {
    commit.shallow.then_some(Cut::Shallow)
}

/// Which files' history is of interest.
struct Wanted<'a> {
    inventory: &'a Inventory,
    config: &'a Config,
    sources: &'a Sources,
}

impl Wanted<'_> {
    /// Every name that a file of interest ever had, and the names of files that are gone and could have been one.
    fn names(&self, revisions: &[Revision]) -> BTreeSet<String> {
        let here: BTreeSet<String> =
            self.inventory.files.iter().filter_map(|file| on_disk(self.inventory, file)).collect();
        let told = told(self.inventory, self.sources).into_iter();
        let mut names: BTreeSet<String> = told.filter_map(|file| on_disk(self.inventory, file)).collect();
        for change in revisions.iter().rev().flat_map(|revision| &revision.changes) {
            if let Some(from) = &change.from
                && names.contains(&change.path)
            {
                names.insert(from.clone());
            } else if change.blob.is_none()
                && !here.contains(&change.path)
                && !change.path.starts_with("../")
                && (is_prose(&change.path) || is_task_file(&change.path))
                && discover::may_hold_work(&change.path, self.inventory, self.config)
            {
                names.insert(change.path.clone());
            }
        }
        names
    }
}

/// The commits that changed files below `root`, the oldest first: the line of first parents, so that each is a state
/// that the branch really had.
fn revisions(root: &Path, commit: &Commit) -> Option<(Vec<Revision>, Option<Cut>)> {
    let mut revisions: Vec<Revision> =
        logged(root, &commit.hash, &commit.prefix)?.into_iter().map(|(revision, _)| revision).collect();
    let cut = (revisions.len() > COMMITS).then_some(Cut::Long);
    revisions.truncate(COMMITS);
    revisions.reverse();
    Some((revisions, cut))
}

/// The commits of a range, the newest first, each with the hash of its first parent. `prefix` is where `root` lies in its
/// repository.
fn logged(root: &Path, range: &str, prefix: &str) -> Option<Vec<(Revision, String)>> {
    let most = (COMMITS + 1).to_string();
    let arguments = [
        "log",
        "--first-parent",
        "-m",
        "--raw",
        "-z",
        "--no-abbrev",
        "-M",
        "--no-ext-diff",
        "--no-textconv",
        "--no-color",
        // A file that is moved into the folder had a history elsewhere.
        "--no-relative",
        "--format=%x1e%H%x1f%P%x1f%ct%x1f%an%x1f%s",
        "-n",
        &most,
        range,
        "--",
    ];
    let log = git(root, &arguments, b"")?;
    let mut commits: Vec<(Revision, String)> = log.split(BEGIN).skip(1).filter_map(revision).collect();
    if !prefix.is_empty() {
        for (revision, _) in &mut commits {
            let changes = std::mem::take(&mut revision.changes);
            revision.changes = changes.into_iter().filter_map(|change| seen_from(prefix, change)).collect();
        }
    }
    Some(commits)
}

/// A change as it looks from a folder: its paths begin there. What lies outside is `../…`, and counts where it may become a
/// document by being moved in; what is moved out is gone.
fn seen_from(prefix: &str, change: FileChange) -> Option<FileChange> {
    let up = "../".repeat(prefix.matches('/').count());
    let place = |path: &str| match path.strip_prefix(prefix) {
        Some(inside) => (inside.to_owned(), true),
        None => (format!("{up}{path}"), false),
    };
    let (path, inside) = place(&change.path);
    match change.from.as_deref().map(place) {
        Some((from, true)) if !inside => Some(FileChange { path: from, from: None, blob: None }),
        from if inside || is_prose(&path) || is_task_file(&path) => {
            Some(FileChange { path, from: from.map(|(from, _)| from), blob: change.blob })
        }
        _ => None,
    }
}

/// One commit of the log: its fields, then NUL between the words of its changes. With it comes its first parent.
fn revision(text: &str) -> Option<(Revision, String)> {
    let (about, rest) = text.split_once('\0').unwrap_or((text.trim_end_matches('\n'), ""));
    let mut fields = about.splitn(5, FIELD);
    let (hash, parents) = (fields.next()?, fields.next()?);
    let (time, author) = (fields.next()?, fields.next()?);
    let mut revision = Revision {
        hash: hash.to_owned(),
        time: time.parse().ok()?,
        author: author.to_owned(),
        subject: fields.next().unwrap_or("").to_owned(),
        merge: parents.contains(' '),
        changes: Vec::new(),
    };
    let mut words = rest.split('\0');
    while let Some(word) = words.next() {
        let Some(about) = word.trim_start_matches('\n').strip_prefix(':') else { continue };
        revision.changes.extend(change(about, &mut words));
    }
    Some((revision, parents.split(' ').next().unwrap_or("").to_owned()))
}

/// One change: `<mode> <mode> <hash> <hash> <letter>`, then its path, and the new path of a rename or copy.
fn change<'l>(about: &str, words: &mut impl Iterator<Item = &'l str>) -> Option<FileChange> {
    let mut parts = about.split(' ');
    let mode = parts.nth(1)?;
    let blob = parts.nth(1)?;
    let letter = parts.next()?.chars().next()?;
    let first = words.next()?.to_owned();
    let (path, from) = match letter {
        'R' => (words.next()?.to_owned(), Some(first)),
        'C' => (words.next()?.to_owned(), None),
        _ => (first, None),
    };
    // Links and submodules hold no text of their own.
    let is_file = mode.starts_with("100");
    let gone = letter == 'D' || !is_file;
    Some(FileChange { path, from, blob: (!gone).then(|| blob.to_owned()) })
}

/// The documents that differ between two commits.
pub(super) fn changes(root: &Path, base: &Named, head: &Named) -> Option<Vec<FileChange>> {
    let arguments = [
        "diff-tree",
        "-r",
        "--raw",
        "-z",
        "--no-abbrev",
        "-M",
        "--no-ext-diff",
        "--no-textconv",
        "--relative",
        &base.hash,
        &head.hash,
        "--",
    ];
    let answer = git(root, &arguments, b"")?;
    let mut words = answer.split('\0');
    let mut found = Vec::new();
    while let Some(word) = words.next() {
        let Some(about) = word.strip_prefix(':') else { continue };
        found.extend(change(about, &mut words));
    }
    Some(found)
}

/// Reads what the files were, the newest first, until the limit is reached. What is known need not be read again, unless
/// all together would be more than the limit: what is left out then has to be the same as without that knowledge.
fn blobs(root: &Path, history: &mut History, known: &Arc<Known>, read: &Blobs) -> Option<()> {
    let newest = history.revisions.iter().rev().flat_map(|revision| &revision.changes);
    let hashes: Vec<String> = newest.filter_map(|change| change.blob.clone()).collect();
    let all = || hashes.iter().map(String::as_str);
    if !known.seen.is_empty() {
        let limit = BYTES.saturating_sub(known.bytes);
        let new = fetched(root, all().filter(|hash| !known.seen.contains(*hash)), limit, read)?;
        if let Fetched { blobs, whole: true } = new {
            (history.blobs, history.known) = (blobs, known.clone());
            return Some(());
        }
    }
    let Fetched { blobs, whole } = fetched(root, all(), BYTES, read)?;
    history.blobs = blobs;
    history.cut = history.cut.or((!whole).then_some(Cut::Large));
    Some(())
}

/// Reads contents of these sizes by their hash, in this order, until the limit is reached.
pub(super) fn read(root: &Path, hashes: &[&str], sizes: &HashMap<String, u64>) -> Option<Blobs> {
    fetched_sized(root, hashes, sizes, BYTES, &Blobs::new()).map(|fetched| fetched.blobs)
}

/// Contents by their hash.
#[derive(Default)]
struct Fetched {
    blobs: Blobs,
    /// Whether the limit was not reached.
    whole: bool,
}

/// Reads contents by their hash, in this order, until there are `limit` bytes of them. Some were `read` before.
fn fetched<'h>(
    root: &Path,
    hashes: impl Iterator<Item = &'h str>,
    limit: u64,
    read: &Blobs,
) -> Option<Fetched> {
    let mut seen: HashSet<&str> = HashSet::new();
    let hashes: Vec<&str> = hashes.filter(|hash| seen.insert(hash)).collect();
    let asked: Vec<&str> = hashes.iter().copied().filter(|hash| !read.contains_key(*hash)).collect();
    let sizes = if asked.is_empty() { HashMap::new() } else { sizes(root, &asked)? };
    fetched_sized(root, &hashes, &sizes, limit, read)
}

/// The same where the sizes of what was not read are known.
fn fetched_sized(
    root: &Path,
    hashes: &[&str],
    sizes: &HashMap<String, u64>,
    limit: u64,
    read: &Blobs,
) -> Option<Fetched> {
    let mut found = Fetched { blobs: BTreeMap::new(), whole: true };
    let (mut sum, mut taken) = (0, String::new());
    for hash in hashes {
        let known = read.get(*hash);
        let size = known.map(|content| content.len() as u64).or(sizes.get(*hash).copied());
        let size = size.unwrap_or(u64::MAX);
        if size > ONE {
            continue;
        }
        sum += size;
        if sum > limit {
            found.whole = false;
            break;
        }
        if let Some(content) = known {
            found.blobs.insert((*hash).to_owned(), content.clone());
        } else {
            taken.push_str(hash);
            taken.push('\n');
        }
    }
    if !taken.is_empty() {
        run(root, &["cat-file", "--batch", "--buffer"], taken.as_bytes(), |output| {
            objects(BufReader::with_capacity(PIPE, output), &mut found.blobs)
        })?;
    }
    Some(found)
}

fn sizes(root: &Path, hashes: &[&str]) -> Option<HashMap<String, u64>> {
    let input = hashes.join("\n") + "\n";
    let answer =
        git(root, &["cat-file", "--batch-check=%(objectname) %(objectsize)", "--buffer"], input.as_bytes())?;
    let line = |line: &str| {
        line.split_once(' ').and_then(|(hash, size)| Some((hash.to_owned(), size.parse().ok()?)))
    };
    Some(answer.lines().filter_map(line).collect())
}

/// The objects of `cat-file --batch`, each `<hash> blob <size>\n<bytes>\n`; a missing one is passed over. Each is kept as it comes:
/// all of them together would take their room twice.
fn objects(mut from: impl BufRead, found: &mut Blobs) -> Option<()> {
    let (mut line, mut content) = (String::new(), Vec::new());
    while from.read_line(&mut line).ok()? > 0 {
        let mut words = line.trim_end_matches('\n').split(' ');
        let (hash, size) = (words.next()?, words.nth(1).and_then(|size| size.parse::<u64>().ok()));
        if let Some(size) = size {
            from.by_ref().take(size + 1).read_to_end(&mut content).ok()?;
            found.insert(hash.to_owned(), content.get(..usize::try_from(size).ok()?)?.into());
            content.clear();
        }
        line.clear();
    }
    Some(())
}
