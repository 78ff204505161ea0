//! Runs the `git` program.
//!
//! The repository may be hostile: only plumbing is called, in a cleaned environment, with hooks, the file-system
//! monitor, pagers, external diffs and prompts off, and nothing is written to it.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{ChildStdout, Command, Stdio};

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
    "diff.renames=true",
    "diff.renameLimit=0",
    "i18n.logOutputEncoding=UTF-8",
    "log.mailmap=true",
    "log.showRoot=true",
    "log.showSignature=false",
    "protocol.allow=never",
];

/// Whether there is a git to ask.
pub fn finds_git() -> bool {
    Command::new("git").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// What git prints, where it succeeds.
pub(super) fn git(root: &Path, arguments: &[&str], input: &[u8]) -> Option<String> {
    let mut bytes = Vec::new();
    run(root, arguments, input, |mut output| output.read_to_end(&mut bytes).ok())?;
    Some(
        String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    )
}

/// What is read of the bytes git prints while it prints them, where it succeeds.
pub(super) fn run<T>(
    root: &Path,
    arguments: &[&str],
    input: &[u8],
    read: impl FnOnce(ChildStdout) -> Option<T>,
) -> Option<T> {
    let mut command = Command::new("git");
    // One by one: a program with an environment made from nothing is started by a fork, which copies the tables of all memory
    // in use, ten times a run.
    let kept = |name: &OsString| name.to_str().is_some_and(|name| KEPT.contains(&name));
    for (name, _) in std::env::vars_os().filter(|(name, _)| !kept(name)) {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0");
    // A partial clone would fetch what it lacks.
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_NO_REPLACE_OBJECTS", "1");
    command.args(["--no-pager", "--no-optional-locks", "--literal-pathspecs"]);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    command.arg("-C").arg(root).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut running = command.spawn().ok()?;
    let (mut to, from) = (running.stdin.take()?, running.stdout.take()?);
    // Written beside the reading: with many paths both pipes fill up.
    let read = std::thread::scope(|scope| {
        if !input.is_empty() {
            scope.spawn(move || to.write_all(input));
        } else {
            drop(to);
        }
        read(from)
    });
    running.wait().ok().filter(|status| status.success())?;
    read
}
