//! Diagrams on pages: a figure with its name, one sentence, the picture, all that it shows as tables, and its source.
//!
//! The picture is an image with a name and a description; what it shows stands below it in words, without script.

use std::fmt::Write;

use crate::diagram::{Drawing, Element, Relation};
use crate::markdown::html::walk::Walk;
use crate::markdown::html::{Ids, escape, highlight};

/// Whether the info string of a fence says that it holds a diagram that is drawn.
pub fn is_diagram(info: &str) -> bool {
    highlight::language(info).eq_ignore_ascii_case("mermaid")
}

/// The most rows of a table of what a diagram shows.
const ROWS: usize = 600;

impl Walk<'_> {
    /// Writes a diagram with everything that belongs to it.
    pub(super) fn write_drawing(&mut self, drawing: &Drawing, source: &str) {
        write_figure(&mut self.out, self.ids, drawing, source);
    }
}

/// Writes a diagram with everything that belongs to it; `ids` belongs to the page. A source that stands elsewhere on the
/// page is empty.
pub fn write_figure(out: &mut String, ids: &mut Ids, drawing: &Drawing, source: &str) {
    Figure { out, ids }.write(drawing, source);
}

struct Figure<'o> {
    out: &'o mut String,
    ids: &'o mut Ids,
}

impl Figure<'_> {
    fn write(&mut self, drawing: &Drawing, source: &str) {
        let (number, id) = self.ids.diagram();
        let facts = &drawing.facts;
        let (name, sentence) = (facts.name(), facts.sentence());
        let _ = write!(
            self.out,
            "<figure class=\"diagram\" id=\"{id}\">\n<figcaption><strong id=\"{id}-name\">Diagram {number}: "
        );
        escape(self.out, name);
        self.out.push_str("</strong>. ");
        escape(self.out, &sentence);
        let _ = write!(
            self.out,
            "</figcaption>\n<div class=\"region\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{id}-name\">"
        );
        drawing.write(self.out, &id, escape);
        self.out.push_str("</div>\n");
        self.in_words(drawing, number, &id);
        if !source.is_empty() {
            let _ = write!(
                self.out,
                "<details><summary>Source of diagram {number}</summary>\n<pre class=\"code\" role=\"group\" tabindex=\"0\" aria-label=\"Source of diagram {number}\"><code>"
            );
            escape(self.out, source.trim_end());
            self.out.push_str("</code></pre>\n</details>\n");
        }
        self.out.push_str("</figure>\n");
    }

    fn in_words(&mut self, drawing: &Drawing, number: u32, id: &str) {
        let facts = &drawing.facts;
        if facts.elements.is_empty() && facts.relations.is_empty() {
            return;
        }
        let _ = write!(self.out, "<details><summary>Diagram {number} in words</summary>\n<p>");
        escape(self.out, &facts.counted());
        self.out.push_str("</p>\n");
        if !facts.elements.is_empty() {
            let rows: Vec<[&str; 3]> = facts.elements.iter().map(element).collect();
            let caption = format!("{} of diagram {number}", capital(facts.elements_are.1));
            self.facts_table(&format!("{id}-elements"), &caption, &["Name", "Kind", "Details"], &rows);
        }
        if !facts.relations.is_empty() {
            let rows: Vec<[&str; 4]> = facts.relations.iter().map(relation).collect();
            let caption = format!("{} of diagram {number}", capital(facts.relations_are.1));
            self.facts_table(&format!("{id}-relations"), &caption, &["From", "To", "Words", "Kind"], &rows);
        }
        self.out.push_str("</details>\n");
    }

    /// A table without the columns that say nothing.
    fn facts_table<const N: usize>(
        &mut self,
        id: &str,
        caption: &str,
        heads: &[&str; N],
        rows: &[[&str; N]],
    ) {
        let used: Vec<bool> = (0..N)
            .map(|column| {
                column == 0 || rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()))
            })
            .collect();
        let kept = |column: &usize| used.get(*column).copied().unwrap_or(false);
        let _ = write!(
            self.out,
            "<div class=\"region\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{id}\"><table><caption id=\"{id}\">"
        );
        escape(self.out, caption);
        self.out.push_str("</caption>\n<thead><tr>");
        for (_, head) in heads.iter().enumerate().filter(|(column, _)| kept(column)) {
            let _ = write!(self.out, "<th scope=\"col\">{head}</th>");
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in rows.iter().take(ROWS) {
            self.out.push_str("<tr>");
            for (column, cell) in row.iter().enumerate().filter(|(column, _)| kept(column)) {
                self.out.push_str(if column == 0 { "<th scope=\"row\">" } else { "<td>" });
                escape(self.out, if cell.is_empty() { "–" } else { cell });
                self.out.push_str(if column == 0 { "</th>" } else { "</td>" });
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody></table></div>\n");
        if rows.len() > ROWS {
            let _ = writeln!(
                self.out,
                "<p>The first {ROWS} of {} rows; the source has them all.</p>",
                rows.len()
            );
        }
    }
}

fn element(element: &Element) -> [&str; 3] {
    [&element.name, &element.sort, &element.detail]
}

fn relation(relation: &Relation) -> [&str; 4] {
    [&relation.from, &relation.to, &relation.words, &relation.sort]
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
