//! Takes what should not be published out of the files: whatever page, quotation or data it got into.

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;

use crate::site::Artifact;

/// Strikes out of every file the texts of [`crate::page::Pages::struck`]. Costs nothing where there are none.
pub(super) fn strike(artifacts: &mut [Artifact], struck: &[(String, &'static str)]) {
    if struck.is_empty() {
        return;
    }
    let texts = struck.iter().map(|(text, _)| text);
    let Ok(finder) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(texts) else {
        return;
    };
    let instead: Vec<&[u8]> = struck.iter().map(|(_, instead)| instead.as_bytes()).collect();
    artifacts.par_iter_mut().for_each(|artifact| {
        if finder.is_match(&artifact.bytes) {
            artifact.bytes = finder.replace_all_bytes(&artifact.bytes, &instead);
        }
    });
}
