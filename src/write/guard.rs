//! Refuses to replace a folder that planbook did not make.

use std::fs;
use std::path::Path;

use crate::diag::Fault;
use crate::site::MARKER;

/// Checks, before any work is done, that a site may be written to `out`. `root` is the folder of the documents: it is
/// never replaced, `force` or not.
pub fn check(out: &Path, shown: &str, root: &Path, force: bool) -> Result<(), Fault> {
    let real = out.canonicalize().unwrap_or_else(|_| out.to_path_buf());
    if root.starts_with(&real) {
        return Err(Fault::new(shown, "the site can't go to a folder that holds its own documents")
            .help("name another folder with --out, or `build-dir` in book.toml"));
    }
    let Ok(metadata) = fs::metadata(&real) else { return Ok(()) };
    if !metadata.is_dir() {
        return Err(Fault::new(shown, "the site needs a folder, and there is a file of that name")
            .help("name another folder with --out, or remove the file"));
    }
    if force || ours(&real)? {
        return Ok(());
    }
    Err(Fault::new(shown, "this folder was not made by planbook, so it is not replaced")
        .help("name another folder with --out; or replace it, with everything in it, with --force"))
}

/// Whether a folder may be replaced: it carries the mark, or there is nothing in it but git's own folder.
fn ours(out: &Path) -> Result<bool, Fault> {
    if out.join(MARKER).is_file() {
        return Ok(true);
    }
    let entries = fs::read_dir(out).map_err(|error| {
        Fault::new(out.display().to_string(), format!("can't be opened: {}", error.kind()))
            .help("check its permissions")
    })?;
    Ok(entries.flatten().all(|entry| entry.file_name() == ".git"))
}
