//! Headings: their level on the page, their id, their place in the contents.

use crate::markdown::html::walk::Walk;
use crate::markdown::html::{Heading, escape};
use crate::slug::slug;

/// Turns the levels of a text into levels of the page, without a jump: the first heading is one below the heading
/// the text stands under, and a heading is never more than one below the one before it.
pub(super) struct Levels {
    under: u8,
    open: Vec<u8>,
    /// The id that the text gives the heading being read.
    pub(super) id: Option<String>,
}

impl Levels {
    pub(super) fn new(under: u8) -> Self {
        Self { under, open: Vec::new(), id: None }
    }

    /// The level on the page of a heading of `level` in the text.
    fn next(&mut self, level: u8) -> u8 {
        while self.open.last().is_some_and(|open| *open >= level) {
            self.open.pop();
        }
        self.open.push(level);
        (usize::from(self.under) + self.open.len()).min(6) as u8
    }
}

impl Walk<'_> {
    /// Ends the heading whose content has been written since the innermost element was opened.
    pub(super) fn end_heading(&mut self, level: u8) {
        let at = self.close();
        let words = self.words.take().unwrap_or_default();
        let given = self.levels.id.take();
        let inner = self.out.split_off(at.min(self.out.len()));
        if inner.trim().is_empty() {
            return;
        }
        let id = self.heading_id(given, &words);
        let first = !std::mem::replace(&mut self.begun, true);
        if first && self.style.title.is_some_and(|title| slug(title) == slug(&words)) {
            self.title_id = Some(id);
            return;
        }
        let level = self.levels.next(level);
        self.out.push_str(&format!("<h{level} id=\""));
        escape(&mut self.out, &id);
        self.out.push_str("\">");
        self.out.push_str(inner.trim());
        self.out.push_str(&format!("</h{level}>\n"));
        self.headings.push(Heading { level, id, text: tidy(&words) });
    }

    /// The level and id of a heading that is raw HTML.
    pub(super) fn raw_heading(&mut self, level: u8, words: &str) -> (u8, String) {
        self.begun = true;
        let id = self.heading_id(None, words);
        let level = self.levels.next(level);
        self.headings.push(Heading { level, id: id.clone(), text: tidy(words) });
        (level, id)
    }

    fn heading_id(&mut self, given: Option<String>, words: &str) -> String {
        match given {
            Some(id) if is_id(&id) && self.ids.claim(&id) => id,
            _ => self.ids.unique(words),
        }
    }
}

/// Whether a text can be an id.
pub(super) fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 100
        && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
}

fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
