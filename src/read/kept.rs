//! Bytes that an earlier run kept.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The most bytes that are read: thousands of drawings, tens of thousands of commits.
const LIMIT: u64 = 64 << 20;

/// The bytes of a file that an earlier run kept. What is not there, or no file, or too large is as good as nothing kept.
pub(super) fn bytes(kept: &Path) -> Option<Vec<u8>> {
    let about = std::fs::symlink_metadata(kept).ok()?;
    if !about.is_file() || about.len() > LIMIT {
        return None;
    }
    let mut bytes = Vec::with_capacity(about.len() as usize);
    File::open(kept).ok()?.take(LIMIT).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}
