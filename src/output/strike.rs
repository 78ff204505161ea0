//! Takes what should not be published out of the files: whatever page, quotation or data it got into.

use aho_corasick::{AhoCorasick, MatchKind, packed};
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
    // Few files hold any of the texts, and this finds that out several times faster. It takes no more than some dozens.
    let quick =
        packed::Config::new().only_teddy(true).builder().extend(struck.iter().map(|(text, _)| text)).build();
    let instead: Vec<&[u8]> = struck.iter().map(|(_, instead)| instead.as_bytes()).collect();
    artifacts.par_iter_mut().for_each(|artifact| {
        let held = match &quick {
            Some(quick) => quick.find(&artifact.bytes).is_some(),
            None => finder.is_match(&artifact.bytes),
        };
        if held {
            artifact.bytes = finder.replace_all_bytes(&artifact.bytes, &instead);
        }
    });
}
