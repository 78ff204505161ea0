//! Drawings that an earlier build kept.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::diagram::Drawings;
use crate::source::Sources;

/// The most bytes that are read: thousands of drawings.
const LIMIT: u64 = 64 << 20;

/// Reads them, where a document has a diagram. What is not there or not whole is as good as nothing kept.
pub(super) fn drawn(kept: &Path, sources: &Sources) -> Option<Drawings> {
    let wanted = |bytes: &[u8]| memchr::memmem::find(bytes, b"mermaid").is_some();
    if !sources.files.iter().any(|file| wanted(&file.bytes)) {
        return None;
    }
    let about = std::fs::symlink_metadata(kept).ok()?;
    if !about.is_file() || about.len() > LIMIT {
        return None;
    }
    let mut bytes = Vec::with_capacity(about.len() as usize);
    File::open(kept).ok()?.take(LIMIT).read_to_end(&mut bytes).ok()?;
    Drawings::from_bytes(&bytes)
}
