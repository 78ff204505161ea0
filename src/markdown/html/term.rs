//! Terms of a glossary in running text: the first use of each on a page leads to its entry and shows its meaning.
//!
//! One automaton knows all terms, so that a text is read once however many there are. Terms in capitals are found as
//! written, others also at the beginning of a sentence.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::markdown::html::escape;
use crate::markdown::html::ids::Ids;
use crate::markdown::html::link::push_href;
use crate::markdown::html::walk::Walk;

/// The most terms that are explained on one page.
const EXPLAINED: usize = 24;

/// Terms that can be found in texts.
#[derive(Clone, Debug)]
pub struct Terms {
    search: AhoCorasick,
    /// For each pattern the term it means.
    of: Vec<u32>,
    /// What each term means.
    meanings: Vec<String>,
}

/// Terms as seen from a page.
#[derive(Clone, Copy)]
pub struct Glossed<'a> {
    /// The terms.
    pub terms: &'a Terms,
    /// Where the entry of a term stands; `None` where it is not to be explained.
    pub entry: &'a (dyn Fn(usize) -> Option<String> + Sync),
}

/// A term in a text.
struct Found {
    start: usize,
    end: usize,
    term: usize,
}

impl Terms {
    /// Makes terms findable: the words that mean each, and its meaning. Words that mean several mean the first.
    /// `None` where there is none.
    pub fn new<'t>(terms: impl Iterator<Item = (&'t [String], &'t str)>) -> Option<Self> {
        let (mut patterns, mut of, mut meanings) = (Vec::new(), Vec::new(), Vec::new());
        for (forms, meaning) in terms {
            for pattern in forms.iter().flat_map(|form| spellings(form)) {
                patterns.push(pattern);
                of.push(meanings.len() as u32);
            }
            meanings.push(meaning.to_owned());
        }
        let search = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok()?;
        (!meanings.is_empty()).then_some(Self { search, of, meanings })
    }

    /// The next term at or behind a place.
    fn next(&self, text: &str, from: usize) -> Option<Found> {
        let mut from = from;
        while let Some(found) = self.search.find(text.get(from..)?) {
            let (start, end) = (from + found.start(), from + found.end());
            if let Some(end) = whole(text, start, end) {
                let term = self.of.get(found.pattern().as_usize()).copied()? as usize;
                return Some(Found { start, end, term });
            }
            from = start + text.get(start..)?.chars().next().map_or(1, char::len_utf8);
        }
        None
    }
}

/// How a term may be spelled: as it stands, and, where it is no abbreviation, with and without a capital in front.
fn spellings(form: &str) -> Vec<String> {
    let mut all = vec![form.to_owned()];
    if form.chars().any(char::is_lowercase) {
        let lower = form.to_lowercase();
        let mut chars = lower.chars();
        let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
        all.push(format!("{first}{}", chars.as_str()));
        all.push(lower);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The end of a word that stands free, with the letter of a plural; `None` where it is a part of another word.
fn whole(text: &str, start: usize, end: usize) -> Option<usize> {
    let before = text.get(..start)?.chars().next_back();
    let rest = text.get(end..)?;
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let inner = text.get(start..end)?;
    // Scripts without blanks between words have no boundaries to look at.
    let dense = |c: Option<char>| c.is_some_and(|c| ('\u{2E80}'..='\u{D7FF}').contains(&c));
    if word(before) && !dense(inner.chars().next()) || before == Some('-') {
        return None;
    }
    let after = rest.chars().next();
    if dense(inner.chars().next_back()) || !word(after) && after != Some('-') {
        return Some(end);
    }
    let plural = rest.strip_prefix('s')?;
    (!word(plural.chars().next())).then_some(end + 1)
}

impl Glossed<'_> {
    /// Writes words of a page that has handed out `ids`, with the first use of each term explained.
    pub fn write(self, words: &str, ids: &mut Ids, out: &mut String) {
        let (mut written, mut from) = (0, 0);
        while let Some(found) = self.terms.next(words, from) {
            from = found.end;
            if ids.explained() >= EXPLAINED || ids.is_explained(found.term) {
                continue;
            }
            let Some(entry) = (self.entry)(found.term) else { continue };
            let Some(meaning) = self.terms.meanings.get(found.term) else { continue };
            let number = ids.explain(found.term);
            escape(out, words.get(written..found.start).unwrap_or(""));
            out.push_str("<span class=\"term\"><a href=\"");
            push_href(out, &entry);
            out.push_str(&format!("\" aria-describedby=\"meaning-{number}\">"));
            escape(out, words.get(found.start..found.end).unwrap_or(""));
            out.push_str(&format!("</a><span class=\"meaning\" role=\"tooltip\" id=\"meaning-{number}\">"));
            escape(out, meaning);
            out.push_str("</span></span>");
            written = found.end;
        }
        escape(out, words.get(written..).unwrap_or(""));
    }
}

impl Walk<'_> {
    /// Writes words, with the first use of each term on the page explained. Headings and links stay words.
    pub(super) fn glossed_words(&mut self, words: &str) {
        let Some(glossed) = self.style.terms.filter(|_| self.words.is_none()) else {
            return escape(&mut self.out, words);
        };
        glossed.write(words, self.ids, &mut self.out);
    }
}
