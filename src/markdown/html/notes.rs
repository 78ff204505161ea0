//! Footnotes: collected where they stand, written once at the end of the text.

use std::collections::BTreeMap;

use crate::markdown::html::walk::Walk;

/// The footnotes of a text.
#[derive(Default)]
pub(super) struct Notes {
    /// Labels of the definitions that are open.
    pub(super) defining: Vec<String>,
    /// Number and count of references, by label.
    numbers: BTreeMap<String, (u32, u32)>,
    /// What has been defined, by number.
    bodies: BTreeMap<u32, String>,
}

impl Walk<'_> {
    /// The page-wide number of a footnote, given at its first reference (or at its definition, where none came).
    fn number(&mut self, label: &str) -> (u32, u32) {
        if let Some(known) = self.notes.numbers.get(label) {
            return *known;
        }
        let number = (self.ids.note(), 0);
        self.notes.numbers.insert(label.to_owned(), number);
        number
    }

    /// Writes a reference.
    pub(super) fn reference(&mut self, label: &str) {
        if self.picture.is_some() {
            return;
        }
        let (number, count) = self.number(label);
        self.notes.numbers.insert(label.to_owned(), (number, count + 1));
        let id = reference_id(number, count);
        self.out.push_str(&format!(
            "<sup class=\"note-ref\"><a id=\"{id}\" href=\"#fn_{number}\"><span class=\"sr\">Footnote </span>{number}</a></sup>"
        ));
    }

    /// Ends a definition: it leaves the text and waits for the end.
    pub(super) fn end_note(&mut self) {
        let at = self.close();
        let body = self.out.split_off(at.min(self.out.len()));
        let label = self.notes.defining.pop().unwrap_or_default();
        let (number, _) = self.number(&label);
        self.notes.bodies.entry(number).or_insert(body);
    }

    /// Writes the list of footnotes. Numbers run on over all texts of a page.
    pub(super) fn write_notes(&mut self) {
        if self.notes.bodies.is_empty() {
            return;
        }
        let counts: BTreeMap<u32, u32> = self.notes.numbers.values().copied().collect();
        self.out.push_str("<div class=\"footnotes\">\n<p class=\"sr\">Footnotes</p>\n<ol>\n");
        for (number, body) in std::mem::take(&mut self.notes.bodies) {
            self.out.push_str(&format!("<li id=\"fn_{number}\" value=\"{number}\">"));
            self.out.push_str(body.trim_end());
            for count in 0..counts.get(&number).copied().unwrap_or(0) {
                let id = reference_id(number, count);
                self.out.push_str(&format!(
                    " <a class=\"back\" href=\"#{id}\"><span aria-hidden=\"true\">↩</span><span class=\"sr\">Back to reference {} of footnote {number}</span></a>",
                    count + 1
                ));
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n</div>\n");
    }
}

fn reference_id(number: u32, count: u32) -> String {
    match count {
        0 => format!("fnref_{number}"),
        _ => format!("fnref_{number}-{}", count + 1),
    }
}
