//! Link definitions (`[label]: target`) of a whole document, for texts that are only a part of it.

use std::collections::BTreeMap;

use pulldown_cmark::{BrokenLink, BrokenLinkCallback, CowStr};

/// The targets of a document's link definitions by label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definitions {
    targets: BTreeMap<String, String>,
}

impl Definitions {
    /// Reads the definitions of a document: lines of the form `[label]: target`, the first of a label.
    pub fn new(text: &str) -> Self {
        let mut targets = BTreeMap::new();
        if memchr::memmem::find(text.as_bytes(), b"]:").is_some() {
            for line in text.lines() {
                if let Some((label, target)) = definition(line) {
                    targets.entry(folded(label)).or_insert_with(|| target.to_owned());
                }
            }
        }
        Self { targets }
    }
}

fn definition(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim_start_matches([' ', '>']).strip_prefix('[')?;
    let (label, rest) = rest.split_once("]:")?;
    if label.is_empty() || label.starts_with('^') || label.contains(['[', ']']) {
        return None;
    }
    let rest = rest.trim_start();
    let target = match rest.strip_prefix('<') {
        Some(inner) => inner.split_once('>')?.0,
        None => rest.split_whitespace().next()?,
    };
    Some((label, target))
}

/// Labels don't differ by case or by blanks.
fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Looks up what the parser finds no definition for in the text at hand.
#[derive(Clone, Copy)]
pub(super) struct Lookup<'a>(pub(super) &'a Definitions);

impl<'a> BrokenLinkCallback<'a> for Lookup<'a> {
    fn handle_broken_link(&mut self, link: BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)> {
        if self.0.targets.is_empty() {
            return None;
        }
        let target = self.0.targets.get(&folded(&link.reference))?;
        Some((CowStr::from(target.as_str()), CowStr::from("")))
    }
}
