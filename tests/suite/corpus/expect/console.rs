//! `console COMMAND`: what a command prints, run by `sh` in a folder of its own that holds the files of the case. The
//! commands of one case run in order, in one folder. `planbook` is the program under test; nothing of the environment
//! reaches it but the path. What differs between runs is replaced: the folder by `<folder>`, counts of pages
//! and files and times in a build's summary by `#`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use super::super::run::Run;

/// The user commands run as where the suite runs as root: nothing is unreadable for root.
const NOBODY: u32 = 65534;

pub fn print(run: &Run, words: &[String]) -> Result<String, String> {
    let folder = run.folder()?;
    let mut command = Command::new("sh");
    command.arg("-c").arg(words.join(" ")).current_dir(folder).stdin(Stdio::null()).env_clear();
    command.env("PATH", path()?).env("HOME", folder).env("TERM", "xterm").env("LC_ALL", "C.UTF-8");
    for who in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{who}_NAME"), "Sample")
            .env(format!("GIT_{who}_EMAIL"), "sample@example.org");
        command.env(format!("GIT_{who}_DATE"), "2026-06-01T12:00:00Z");
    }
    give_away(&mut command, folder)?;
    let output = command.output().map_err(|problem| format!("sh: {problem}"))?;
    let mut out = tidy(&output.stdout, folder);
    let said = tidy(&output.stderr, folder);
    if !said.is_empty() {
        out.push_str(&format!("--- said\n{said}"));
    }
    match output.status.code() {
        Some(0) => {}
        Some(code) => out.push_str(&format!("--- exit {code}\n")),
        None => out.push_str("--- killed\n"),
    }
    Ok(out)
}

/// The folder with a copy of the program: a link would lead through folders that others may not enter.
static PROGRAM: Mutex<Option<tempfile::TempDir>> = Mutex::new(None);

/// The folder with the program, in front of the folders of the system.
fn path() -> Result<String, String> {
    let mut program = PROGRAM.lock().map_err(|problem| problem.to_string())?;
    if program.is_none() {
        let made = tempfile::tempdir().map_err(|problem| problem.to_string())?;
        let copied = std::fs::copy(env!("CARGO_BIN_EXE_planbook"), made.path().join("planbook"));
        copied.map_err(|problem| problem.to_string())?;
        open_to_all(made.path())?;
        *program = Some(made);
    }
    let folder = program.as_ref().ok_or("no program")?.path();
    Ok(format!("{}:/usr/local/bin:/usr/bin:/bin", folder.display()))
}

/// Removes the copy of the program.
pub fn clean() {
    if let Ok(mut program) = PROGRAM.lock() {
        *program = None;
    }
}

#[cfg(unix)]
fn open_to_all(folder: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(folder, mode).map_err(|problem| problem.to_string())
}

#[cfg(not(unix))]
fn open_to_all(_: &Path) -> Result<(), String> {
    Ok(())
}

/// Runs a command as nobody, who then owns the folder, where the suite runs as root.
#[cfg(unix)]
fn give_away(command: &mut Command, folder: &Path) -> Result<(), String> {
    use std::os::unix::fs::{MetadataExt, chown};
    use std::os::unix::process::CommandExt;
    let root = std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    if root {
        let mut open = vec![folder.to_path_buf()];
        while let Some(path) = open.pop() {
            chown(&path, Some(NOBODY), Some(NOBODY)).map_err(|problem| problem.to_string())?;
            if path.is_dir() && !path.is_symlink() {
                let entries = std::fs::read_dir(&path).map_err(|problem| problem.to_string())?;
                open.extend(entries.flatten().map(|entry| entry.path()).filter(|path| !path.is_symlink()));
            }
        }
        command.uid(NOBODY).gid(NOBODY);
    }
    Ok(())
}

#[cfg(not(unix))]
fn give_away(_: &mut Command, _: &Path) -> Result<(), String> {
    Ok(())
}

fn tidy(bytes: &[u8], folder: &Path) -> String {
    let text = String::from_utf8_lossy(bytes);
    let real: PathBuf = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let text = text.replace(&real.display().to_string(), "<folder>");
    let text = text.replace(&folder.display().to_string(), "<folder>");
    text.lines().map(|line| format!("{}\n", settled(line.trim_end()))).collect()
}

/// A line of a build's summary without the numbers that change with every page type and every run.
fn settled(line: &str) -> String {
    const COUNTED: [&str; 5] =
        ["\"pages\": ", "\"changed\": ", "\"kept\": ", "\"removed\": ", "\"seconds\": "];
    let counted = COUNTED.iter().any(|name| line.trim_start().starts_with(name));
    if !counted && !line.starts_with("Site  ") {
        return line.to_owned();
    }
    let mut out = String::new();
    for ch in line.chars() {
        let digit = ch.is_ascii_digit() || matches!(ch, '.' | ',') && out.ends_with('#');
        if !digit {
            out.push(ch);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}
