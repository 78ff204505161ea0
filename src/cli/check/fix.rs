//! Safe patches: exact byte edits of the files as they lie on disk.
//!
//! A file that has changed since it was read is left alone; so is a patch that touches what another one has changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::cli::exit::{Exit, Stop};
use crate::cli::project::Project;
use crate::cli::terminal::{GREEN, RED, Terminal};
use crate::cli::words::{count, visible};
use crate::contract::{Edit, Finding};
use crate::diag::{Diagnostic, Fault};
use crate::link::Linked;

/// Shows the patches of `findings`, or applies them.
pub(super) fn run(
    project: &Project,
    linked: &Linked,
    findings: &[Diagnostic],
    only_show: bool,
    terminal: &Terminal,
) -> Result<Exit, Stop> {
    let patched = patched(linked, findings);
    let mut out = String::new();
    let (mut files, mut faults) = (0u64, Vec::new());
    for (path, (old, new, fixes)) in &patched {
        if only_show {
            out.push_str(&diff(path, old, new, terminal));
            continue;
        }
        match project.disk(path).map(|disk| write(disk, old, new)) {
            Some(Ok(())) => {
                files += 1;
                out.push_str(&format!(
                    "{}: {}\n",
                    visible(path),
                    count(*fixes, "fix").replace("fixs", "fixes")
                ));
            }
            Some(Err(why)) => faults.push(Fault::new(*path, why)),
            None => faults.push(Fault::new(*path, "is not a file that can be changed")),
        }
    }
    if patched.is_empty() {
        out.push_str("Nothing to fix.\n");
    } else if !only_show {
        out.push_str(&format!("{} changed.\n", count(files, "file")));
    }
    terminal.print(&out)?;
    terminal.faults(&faults);
    Ok(if faults.is_empty() { Exit::Fine } else { Exit::Unreadable })
}

/// The bytes of a file before and after, and how many patches made the difference.
type Patched<'a> = (&'a [u8], Vec<u8>, u64);

fn patched<'a>(linked: &'a Linked, findings: &[Diagnostic]) -> BTreeMap<&'a str, Patched<'a>> {
    let mut edits: BTreeMap<&str, (Vec<Edit>, u64)> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.fix.is_some()) {
        let Some(fix) = Finding::of(linked, finding).fix else { continue };
        let doc = finding.places.first().and_then(|label| linked.document(label.place.doc));
        let Some(document) =
            doc.filter(|document| fix.edits.iter().all(|edit| edit.spot.path == document.path))
        else {
            continue;
        };
        let (taken, fixes) = edits.entry(&document.path).or_default();
        let free = |edit: &Edit| {
            taken.iter().all(|other| edit.end_byte <= other.start_byte || other.end_byte <= edit.start_byte)
        };
        if !fix.edits.is_empty() && fix.edits.iter().all(free) {
            taken.extend(fix.edits);
            *fixes += 1;
        }
    }
    let mut patched = BTreeMap::new();
    for document in &linked.documents {
        let Some((edits, fixes)) = edits.get_mut(document.path.as_str()) else { continue };
        edits.sort_by_key(|edit| (edit.start_byte, edit.end_byte));
        if let Some(new) = apply(&document.bytes, edits) {
            patched.insert(document.path.as_str(), (&*document.bytes, new, *fixes));
        }
    }
    patched
}

fn apply(bytes: &[u8], edits: &[Edit]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0usize;
    for edit in edits {
        out.extend_from_slice(bytes.get(at..edit.start_byte as usize)?);
        out.extend_from_slice(edit.new_text.as_bytes());
        at = edit.end_byte as usize;
    }
    out.extend_from_slice(bytes.get(at..)?);
    (out != bytes).then_some(out)
}

/// Writes beside the file and puts the new one in its place, so that a half-written file is never seen.
fn write(disk: &Path, old: &[u8], new: &[u8]) -> Result<(), String> {
    let now = fs::read(disk).map_err(|error| format!("can't be read: {}", error.kind()))?;
    if now != old {
        return Err("has changed since it was read: run it again".to_owned());
    }
    let name = disk.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = disk.with_file_name(format!(".{name}.planbook-fix"));
    let failed = |error: std::io::Error| format!("can't be written: {}", error.kind());
    fs::write(&beside, new).map_err(failed)?;
    if let Ok(meta) = fs::metadata(disk) {
        // Rights are kept where that is allowed.
        drop(fs::set_permissions(&beside, meta.permissions()));
    }
    fs::rename(&beside, disk).map_err(|error| {
        drop(fs::remove_file(&beside));
        failed(error)
    })
}

/// The changed lines, in the unified form. Patches change lines and never add or remove one.
fn diff(path: &str, old: &[u8], new: &[u8], terminal: &Terminal) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let mut out = format!("--- {0}\n+++ {0}\n", visible(path));
    for (index, (before, after)) in old.lines().zip(new.lines()).enumerate() {
        if before != after {
            let line = index + 1;
            out.push_str(&format!("@@ -{line} +{line} @@\n"));
            out.push_str(&terminal.out.paint(RED, &format!("-{}", visible(before))));
            out.push('\n');
            out.push_str(&terminal.out.paint(GREEN, &format!("+{}", visible(after))));
            out.push('\n');
        }
    }
    out
}
