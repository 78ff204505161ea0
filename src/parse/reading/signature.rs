//! Names behind titles that say who does the work: `- [ ] Trim the wick — Ana`. A word behind a dash may be anything;
//! it is a name where most boxes of a document end so and names come again.

use std::collections::{HashMap, HashSet};

use crate::markdown::{Block, BlockKind};
use crate::parse::reading::deadline::deadline;
use crate::parse::reading::trailing::last_sign;
use crate::vocabulary::Vocabulary;

/// The names that stand behind titles in a document.
#[derive(Clone, Debug, Default)]
pub struct Signatures(HashSet<String>);

impl Signatures {
    /// Looks over the lists of a document.
    pub fn survey(blocks: &[Block], words: &Vocabulary) -> Self {
        let (mut names, mut boxes) = (HashMap::new(), 0);
        count(blocks, words, &mut names, &mut boxes);
        let signed: u32 = names.values().sum();
        let again = names.values().any(|count| *count > 1);
        if signed * 2 < boxes || !again {
            return Self::default();
        }
        Self(names.into_keys().collect())
    }

    /// The name that a title ends with, and where the title ends before it.
    pub(super) fn find<'t>(&self, title: &'t str) -> Option<(usize, &'t str)> {
        if self.0.is_empty() {
            return None;
        }
        let (at, name) = behind(title)?;
        self.0.contains(name).then_some((at, name))
    }
}

fn count(blocks: &[Block], words: &Vocabulary, names: &mut HashMap<String, u32>, boxes: &mut u32) {
    for block in blocks {
        match &block.kind {
            BlockKind::List { items, .. } => {
                for item in items {
                    if let Some(BlockKind::Paragraph(inline)) = item.blocks.first().map(|block| &block.kind)
                        && item.task.is_some()
                    {
                        *boxes += 1;
                        let line = inline.text.lines().next().unwrap_or("");
                        let line = deadline(line).and_then(|(at, _)| line.get(..at)).unwrap_or(line);
                        let line = line.trim_end_matches([',', ' ', '(', '—', '-']);
                        if let Some((_, name)) = behind(line).filter(|(_, name)| words.status(name).is_none())
                        {
                            *names.entry(name.to_owned()).or_insert(0) += 1;
                        }
                    }
                    count(&item.blocks, words, names, boxes);
                }
            }
            BlockKind::Quote(inner) => count(inner, words, names, boxes),
            _ => {}
        }
    }
}

/// One or two words with capitals behind a dash at the end of a title.
fn behind(title: &str) -> Option<(usize, &str)> {
    let text = title.trim_end();
    let (at, width) = last_sign(text, &[" — ", " – ", " - "])?;
    let name = text.get(at + width..)?;
    let capital = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase)
            && word.chars().count() > 1
            && chars.all(char::is_lowercase)
    };
    let mut parts = name.split(' ');
    let fine = parts.clone().count() <= 2 && parts.all(capital) && at > 0;
    fine.then_some((at, name))
}
