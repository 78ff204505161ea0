//! API definitions as they are, for whoever wants to download them.

use crate::page::Pages;
use crate::site::Artifact;

/// The files.
pub(super) fn files(pages: &mut Pages) -> Vec<Artifact> {
    let file = |(path, bytes): &(String, std::sync::Arc<[u8]>)| Artifact {
        path: path.clone(),
        bytes: bytes.to_vec(),
    };
    pages.files.iter().map(file).collect()
}
