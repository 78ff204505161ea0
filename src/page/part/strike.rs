//! What is struck out of every published file: what was read and should not be published, with what stands in its
//! place. Found once in the documents, taken out of everything that is made from them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::config::Mask;
use crate::leak::{self, LeakKind};
use crate::markdown::html::escaped;
use crate::page::Material;

/// The shortest text that is struck out: a shorter one would hit words that have nothing to do with it.
const LEAST: usize = 6;

/// Texts with what stands in their place, the longest first.
pub fn struck(material: &Material<'_>) -> Vec<(String, &'static str)> {
    let all = match material.config.mask {
        Mask::Nothing => return Vec::new(),
        Mask::Secrets => false,
        Mask::All => true,
    };
    let found: Vec<(String, &'static str)> = material
        .linked
        .spoken_of()
        .into_par_iter()
        .flat_map_iter(|document| {
            let leaks = leak::find(&document.text).into_iter();
            let leaks = leaks.filter(move |leak| all || leak.kind == LeakKind::Secret);
            leaks.flat_map(|leak| {
                let text = document.text.get(leak.start..leak.end).unwrap_or("");
                // Lines stand apart on some pages.
                let lines = text.lines().flat_map(|line| written(line.trim()));
                lines.map(|text| (text, instead(leak.kind))).collect::<Vec<_>>()
            })
        })
        .filter(|(text, _)| text.len() >= LEAST)
        .collect();
    let coded = material.linked.corpus.in_code.iter();
    let coded = coded.flat_map(|decision| decision.statement.iter().map(|(_, words)| words));
    let coded = coded.flat_map(|words| {
        let leaks = leak::find(words).into_iter().filter(|leak| all || leak.kind == LeakKind::Secret);
        leaks.flat_map(|leak| {
            let text = words.get(leak.start..leak.end).unwrap_or("");
            written(text).into_iter().map(move |text| (text, instead(leak.kind)))
        })
    });
    let found = found.into_iter().chain(coded.filter(|(text, _)| text.len() >= LEAST));
    let once: BTreeMap<String, &'static str> = found.collect();
    let mut struck: Vec<(String, &'static str)> = once.into_iter().collect();
    struck.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
    struck
}

/// A text as it stands in HTML and in JSON.
fn written(text: &str) -> [String; 2] {
    [escaped(text), text.replace('\\', "\\\\").replace('"', "\\\"")]
}

fn instead(kind: LeakKind) -> &'static str {
    match kind {
        LeakKind::Home => "~",
        LeakKind::Email => "(e-mail address)",
        LeakKind::Secret => "(secret)",
        LeakKind::Host => "(internal host)",
        LeakKind::Debris => "",
    }
}
