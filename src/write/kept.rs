//! What the next build need not do again, in a file outside of the project and of the site.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

/// How long a file that nobody wrote again is kept.
const KEPT: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// Writes `bytes`, one behind the other, to `place` in one step, so that nobody ever reads half of them, and removes what was forgotten beside
/// them. Where that can't be done nothing is lost but time.
pub fn keep(place: &Path, bytes: &[&[u8]]) {
    let Some(folder) = place.parent() else { return };
    let name = format!(".{}-{}", place.file_name().unwrap_or_default().to_string_lossy(), std::process::id());
    let fresh = folder.join(name);
    if written(folder, &fresh, bytes).and_then(|()| fs::rename(&fresh, place)).is_err() {
        drop(fs::remove_file(&fresh));
    }
    forget(folder);
}

fn written(folder: &Path, fresh: &Path, bytes: &[&[u8]]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    // A link that lies there is not followed.
    drop(fs::remove_file(fresh));
    let mut file = File::create_new(fresh)?;
    bytes.iter().try_for_each(|part| file.write_all(part))
}

/// Removes files that are older than they are kept.
fn forget(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let age = entry.metadata().and_then(|about| about.modified()).ok().and_then(|at| at.elapsed().ok());
        if age.is_some_and(|age| age > KEPT) {
            drop(fs::remove_file(entry.path()));
        }
    }
}
