//! Drawings that an earlier build kept.

use std::path::Path;

use crate::diagram::Drawings;
use crate::read::kept;
use crate::source::Sources;

/// Reads them, where a document has a diagram. What is not there or not whole is as good as nothing kept.
pub(super) fn drawn(kept: &Path, sources: &Sources) -> Option<Drawings> {
    let wanted = |bytes: &[u8]| memchr::memmem::find(bytes, b"mermaid").is_some();
    if !sources.files.iter().any(|file| wanted(&file.bytes)) {
        return None;
    }
    Drawings::from_bytes(&kept::bytes(kept)?)
}
