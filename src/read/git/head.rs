//! The commit the files stand at, and whether they differ from it.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::discover::Inventory;
use crate::model::Kind;
use crate::read::git::program::git;
use crate::read::git::remote::web_address;
use crate::read::told::relative;
use crate::source::Commit;

/// The commit that the files stand at; `None` where none of them is in a repository.
pub(in crate::read) fn commit(inventory: &Inventory) -> Option<Commit> {
    let dirty = dirty(inventory)?;
    head(&inventory.root, dirty).map(|(commit, _)| commit)
}

/// The commit at the head of a repository, and whether that is a bare one.
pub(super) fn head(root: &Path, dirty: bool) -> Option<(Commit, bool)> {
    // One call for all that it answers: each costs a process.
    let asked = [
        "rev-parse",
        "--is-bare-repository",
        "--is-shallow-repository",
        "--show-prefix",
        "--symbolic-full-name",
        "HEAD",
    ];
    let told = git(root, &asked, b"").unwrap_or_default();
    let mut told = told.split('\n');
    let (bare, shallow, prefix, name) = (told.next(), told.next(), told.next(), told.next());
    let head = git(root, &["log", "-1", "--no-color", "--format=%H%n%cs", "HEAD", "--"], b"")?;
    let (hash, date) = head.trim_end().split_once('\n')?;
    let remote = git(root, &["config", "--get", "remote.origin.url"], b"");
    let commit = Commit {
        hash: hash.to_owned(),
        date: date.to_owned(),
        dirty,
        shallow: shallow == Some("true"),
        prefix: prefix.unwrap_or_default().to_owned(),
        branch: name.and_then(|name| name.strip_prefix("refs/heads/")).map(str::to_owned),
        remote: remote.and_then(|url| web_address(url.trim())),
    };
    Some((commit, bare == Some("true")))
}

/// Whether a document differs from the commit, is not in it, or one like it was removed since; `None` where not
/// one document is in the repository. Evidence is made by tools and mostly not committed: it doesn't count.
///
/// Contents are compared by their hashes: `git status` would run the filters that the repository configures.
fn dirty(inventory: &Inventory) -> Option<bool> {
    let root = &inventory.root;
    let listed = git(root, &["ls-tree", "-r", "-z", "HEAD"], b"")?;
    let committed: HashMap<&str, &str> = listed.split('\0').filter_map(tree_entry).collect();
    let files = inventory.files.iter().filter(|file| file.kind != Some(Kind::Evidence));
    let read: Vec<(String, &Path)> =
        files.filter_map(|file| Some((relative(root, &file.disk)?, file.disk.as_path()))).collect();
    let known: Vec<&(String, &Path)> =
        read.iter().filter(|(path, _)| committed.contains_key(path.as_str())).collect();
    if known.is_empty() {
        return None;
    }
    if known.len() < read.len() || removed(root, &read, &committed) {
        return Some(true);
    }
    let paths: String = known.iter().map(|(_, disk)| format!("{}\n", disk.display())).collect();
    let hashes = git(root, &["hash-object", "--no-filters", "--stdin-paths"], paths.as_bytes())?;
    let changed = known.iter().zip(hashes.lines()).filter_map(|((path, disk), hash)| {
        let wanted = committed.get(path.as_str()).copied()?;
        (hash != wanted).then_some((*disk, wanted))
    });
    // A checkout for Windows changes every line ending: a sample tells.
    Some(changed.take(16).any(|(disk, wanted)| !line_endings_only(root, disk, wanted)))
}

/// Whether a file is the committed one but for line endings, which git itself changes when it checks files out.
fn line_endings_only(root: &Path, disk: &Path, wanted: &str) -> bool {
    let Ok(text) = std::fs::read_to_string(disk) else { return false };
    let plain = text.replace("\r\n", "\n");
    let hash = git(root, &["hash-object", "--no-filters", "--stdin"], plain.as_bytes());
    hash.is_some_and(|hash| hash.trim() == wanted)
}

/// Hash and path of an entry of `ls-tree`: `100644 blob <hash>\t<path>`.
pub(super) fn tree_entry(entry: &str) -> Option<(&str, &str)> {
    let (about, path) = entry.split_once('\t')?;
    let (kind, hash) = about.split_once(' ')?.1.split_once(' ')?;
    (kind == "blob").then_some((path, hash))
}

/// Whether a committed file of the sorts that were read is gone from the disk.
fn removed(root: &Path, read: &[(String, &Path)], committed: &HashMap<&str, &str>) -> bool {
    let sorts: HashSet<&str> = read.iter().filter_map(|(path, _)| extension(path)).collect();
    let mut like = committed.keys().filter(|path| extension(path).is_some_and(|sort| sorts.contains(sort)));
    like.any(|path| !root.join(path).exists())
}

pub(super) fn extension(path: &str) -> Option<&str> {
    path.rsplit('/').next()?.rsplit_once('.').map(|(_, extension)| extension)
}
