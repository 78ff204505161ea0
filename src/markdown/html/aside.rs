//! Quotations and the boxes that are written as such: GitHub's alerts, and those of MkDocs (see `material`).

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use crate::markdown::html::material::{Aside, MARK};
use crate::markdown::html::walk::{Events, Walk};

impl Walk<'_> {
    /// Opens a quotation, or the alert that it is.
    pub(super) fn quote(&mut self, kind: Option<BlockQuoteKind>) {
        let (class, word) = match kind {
            None => {
                self.out.push_str("<blockquote>\n");
                return self.quotes.push("</blockquote>\n");
            }
            Some(BlockQuoteKind::Note) => ("note", "Note"),
            Some(BlockQuoteKind::Tip) => ("tip", "Tip"),
            Some(BlockQuoteKind::Important) => ("important", "Important"),
            Some(BlockQuoteKind::Warning) => ("warning", "Warning"),
            Some(BlockQuoteKind::Caution) => ("caution", "Caution"),
        };
        self.note(class, word);
    }

    /// What the quotation that begins here stands for, where it is marked; its mark is passed over.
    pub(super) fn marked(&mut self, events: &mut Events<'_>) -> Option<Aside> {
        let (Event::Start(Tag::Paragraph), range) = events.peek()? else { return None };
        let number = self.text.get(range.clone())?.trim().strip_prefix(MARK)?.parse::<usize>().ok()?;
        let aside = self.asides.get(number)?.clone();
        for (event, _) in events.by_ref() {
            if matches!(event, Event::End(TagEnd::Paragraph)) {
                break;
            }
        }
        Some(aside)
    }

    /// Opens a box.
    pub(super) fn aside(&mut self, aside: &Aside) {
        match aside {
            Aside::Note(class, title) => self.note(class, title),
            Aside::Fold(open, class, title) => {
                let open = if *open { " open" } else { "" };
                self.out.push_str(&format!("<details class=\"aside {class}\"{open}>\n<summary>"));
                self.title(title);
                self.out.push_str("</summary>\n");
                self.quotes.push("</details>\n");
            }
            Aside::Tab(title) => {
                self.out.push_str("<div class=\"tab\">\n<p class=\"tab-name\"><strong>");
                self.title(title);
                self.out.push_str("</strong></p>\n");
                self.quotes.push("</div>\n");
            }
        }
    }

    fn note(&mut self, class: &str, title: &str) {
        self.out.push_str(&format!(
            "<div class=\"aside {class}\" role=\"note\">\n<p class=\"aside-word\"><strong>"
        ));
        self.title(title);
        self.out.push_str("</strong></p>\n");
        self.quotes.push("</div>\n");
    }

    /// A title as words: marks of emphasis and code say nothing in what is bold already.
    fn title(&mut self, title: &str) {
        let words: String = title.chars().filter(|c| !matches!(c, '*' | '`') && *c != MARK).collect();
        self.out.push_str(&crate::markdown::html::escaped(&words));
    }
}
