//! Ids and running numbers of one page, so that several texts can stand on it without a clash.

use std::collections::BTreeSet;

use crate::slug::Slugs;

/// Ids that the theme's own markup uses.
const TAKEN: &[&str] =
    &["main", "contents", "content", "nav", "search", "top", "header", "footer", "section"];

/// What has been handed out on one page.
#[derive(Clone, Debug)]
pub struct Ids {
    slugs: Slugs,
    tables: u32,
    codes: u32,
    notes: u32,
    diagrams: u32,
    /// The terms that were explained, each with its number.
    terms: BTreeSet<usize>,
}

impl Default for Ids {
    fn default() -> Self {
        let mut slugs = Slugs::default();
        for id in TAKEN {
            slugs.claim(id);
        }
        Self { slugs, tables: 0, codes: 0, notes: 0, diagrams: 0, terms: BTreeSet::new() }
    }
}

impl Ids {
    /// An id made from words.
    pub fn unique(&mut self, text: &str) -> String {
        self.slugs.unique(text)
    }

    /// Takes an id as it is; false where it is taken already.
    pub fn claim(&mut self, id: &str) -> bool {
        self.slugs.claim(id)
    }

    /// The number of the next table.
    pub(super) fn table(&mut self) -> u32 {
        self.tables += 1;
        self.tables
    }

    /// The number of the next code block.
    pub(super) fn code(&mut self) -> u32 {
        self.codes += 1;
        self.codes
    }

    /// The number of the next diagram, and an id for it.
    pub(super) fn diagram(&mut self) -> (u32, String) {
        self.diagrams += 1;
        (self.diagrams, self.slugs.unique(&format!("diagram-{}", self.diagrams)))
    }

    /// How many terms were explained.
    pub(super) fn explained(&self) -> usize {
        self.terms.len()
    }

    /// Whether a term was explained.
    pub(super) fn is_explained(&self, term: usize) -> bool {
        self.terms.contains(&term)
    }

    /// Notes that a term is explained, and gives the number of its explanation.
    pub(super) fn explain(&mut self, term: usize) -> usize {
        self.terms.insert(term);
        self.terms.len()
    }

    /// The number of the next footnote.
    pub(super) fn note(&mut self) -> u32 {
        self.notes += 1;
        self.notes
    }
}
