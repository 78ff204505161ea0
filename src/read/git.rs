//! Asks the `git` program for the commit the files were read at. No git, no repository, no commit: no answer.
//!
//! The repository may be hostile: only plumbing is called, in a cleaned environment, with hooks, the file-system
//! monitor, pagers, external diffs and prompts off, and nothing is written to it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::discover::Inventory;
use crate::model::Kind;
use crate::source::Commit;

/// The environment git keeps: where it finds its programs and the user's own trust in a folder (`safe.directory`).
const KEPT: &[&str] = &[
    "PATH",
    "HOME",
    "XDG_CONFIG_HOME",
    "USERPROFILE",
    "HOMEDRIVE",
    "HOMEPATH",
    "SYSTEMROOT",
    "TMPDIR",
    "TEMP",
];

/// Settings that would run programs or change what is printed.
const SETTINGS: &[&str] = &[
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.quotePath=false",
    "log.showSignature=false",
    "protocol.allow=never",
];

/// Hosts whose addresses may be published without being asked: everybody can reach them.
const PUBLIC_HOSTS: &[&str] = &["github.com", "gitlab.com", "codeberg.org", "bitbucket.org", "git.sr.ht"];

/// The commit that the files stand at; `None` where none of them is in a repository.
pub(super) fn commit(inventory: &Inventory) -> Option<Commit> {
    let root = &inventory.root;
    let prefix = git(root, &["rev-parse", "--show-prefix"], b"")?.trim_end_matches('\n').to_owned();
    let head = git(root, &["log", "-1", "--no-color", "--format=%H%n%cs", "HEAD", "--"], b"")?;
    let (hash, date) = head.trim_end().split_once('\n')?;
    let dirty = dirty(inventory)?;
    let branch = git(root, &["symbolic-ref", "--short", "--quiet", "HEAD"], b"");
    let remote = git(root, &["config", "--get", "remote.origin.url"], b"");
    let shallow = git(root, &["rev-parse", "--is-shallow-repository"], b"");
    Some(Commit {
        hash: hash.to_owned(),
        date: date.to_owned(),
        dirty,
        shallow: shallow.is_some_and(|word| word.trim() == "true"),
        prefix,
        branch: branch.map(|name| name.trim().to_owned()),
        remote: remote.and_then(|url| web_address(url.trim())),
    })
}

/// How many commits are looked through for the last change of a file.
const LOOKED_THROUGH: &str = "2000";

/// When each file below the root was last changed, by the newest commits. Asked only where there may be evidence, whose age
/// is held against it; a history that was cut off says nothing of what came before.
pub(super) fn changed(inventory: &Inventory, commit: Option<&Commit>) -> BTreeMap<String, String> {
    let machine = ["xml", "info", "sarif", "prom", "json", "jsonl", "ndjson"];
    let asked = commit.is_some_and(|commit| !commit.shallow)
        && inventory.files.iter().any(|file| {
            file.kind == Some(Kind::Evidence)
                || extension(&file.path).is_some_and(|sort| machine.contains(&sort))
        });
    let arguments = [
        "log",
        "-n",
        LOOKED_THROUGH,
        "--no-color",
        "--no-renames",
        "--name-only",
        "--relative",
        "--format=%x01%cs",
        "HEAD",
        "--",
        ".",
    ];
    let log = Some(arguments).filter(|_| asked).and_then(|arguments| git(&inventory.root, &arguments, b""));
    let mut changed = BTreeMap::new();
    let mut date = "";
    for line in log.as_deref().unwrap_or("").lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix('\u{1}') {
            Some(day) => date = day,
            None if changed.contains_key(line) => {}
            None => drop(changed.insert(line.to_owned(), date.to_owned())),
        }
    }
    changed
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
fn tree_entry(entry: &str) -> Option<(&str, &str)> {
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

fn relative(root: &Path, disk: &Path) -> Option<String> {
    let parts = disk.strip_prefix(root).ok()?.components();
    let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
    Some(parts.join("/"))
}

fn extension(path: &str) -> Option<&str> {
    path.rsplit('/').next()?.rsplit_once('.').map(|(_, extension)| extension)
}

/// What git prints, where it succeeds.
fn git(root: &Path, arguments: &[&str], input: &[u8]) -> Option<String> {
    let mut command = Command::new("git");
    command.env_clear();
    for name in KEPT {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0");
    command.args(["--no-pager", "--no-optional-locks", "--literal-pathspecs"]);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    command.arg("-C").arg(root).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut running = command.spawn().ok()?;
    let mut pipe = running.stdin.take()?;
    // Written beside the reading: with many paths both pipes fill up.
    let output = std::thread::scope(|scope| {
        scope.spawn(move || pipe.write_all(input));
        running.wait_with_output()
    });
    let output = output.ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The web address of a remote on a public host, without user names and passwords.
fn web_address(remote: &str) -> Option<String> {
    let rest = match remote.split_once("://") {
        Some((_, rest)) => rest.to_owned(),
        // The short form of ssh: `git@host:owner/name.git`.
        None => remote.replacen(':', "/", 1),
    };
    let (host, path) = rest.split_once('/')?;
    let host = host.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let path = path.trim_end_matches('/').trim_end_matches(".git");
    let plain = path.contains('/') && !path.contains(['?', '#', ' ', '@', '"', '<', '\\']);
    (plain && PUBLIC_HOSTS.contains(&host.as_str())).then(|| format!("https://{host}/{path}"))
}

#[cfg(test)]
mod tests {
    use super::web_address;

    #[test]
    fn remotes_become_web_addresses_without_credentials() {
        let address = |remote| web_address(remote);
        let wanted = Some("https://github.com/owner/name".to_owned());
        assert_eq!(address("git@github.com:owner/name.git"), wanted);
        assert_eq!(address("ssh://git@github.com:22/owner/name.git"), wanted);
        assert_eq!(address("https://user:token@github.com/owner/name/"), wanted);
        assert_eq!(address("https://git.internal.example/owner/name"), None);
        assert_eq!(address("/srv/git/name.git"), None);
    }
}
