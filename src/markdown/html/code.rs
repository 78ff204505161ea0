//! Code blocks: a named region that scrolls and takes the keyboard's focus.

use crate::markdown::html::walk::Walk;
use crate::markdown::html::{escape, highlight, is_diagram};

/// A code block being read.
pub(super) struct Code {
    pub(super) info: String,
    pub(super) text: String,
}

impl Walk<'_> {
    pub(super) fn write_code(&mut self, code: &Code) {
        if is_diagram(&code.info) {
            match self.style.drawings.get(&code.text) {
                Some(Ok(drawing)) => return self.write_drawing(drawing, &code.text),
                Some(Err(flaw)) => {
                    self.out.push_str("<p class=\"undrawn\"><strong>Not drawn:</strong> ");
                    escape(&mut self.out, &flaw.message);
                    self.out.push_str(". This is its source.</p>\n");
                }
                None => {}
            }
        }
        let number = self.ids.code();
        let language = highlight::language(&code.info);
        let name = match language.to_ascii_lowercase().as_str() {
            "" | "text" | "txt" | "plain" | "plaintext" | "none" => String::new(),
            "mermaid" => ": source of a Mermaid diagram".to_owned(),
            _ => format!(": {}", highlight::name(language)),
        };
        self.out.push_str("<pre class=\"code\" role=\"group\" tabindex=\"0\" aria-label=\"");
        escape(&mut self.out, &format!("Code {number}{name}"));
        self.out.push_str("\"><code>");
        match self.style.highlights.get(&code.info, &code.text) {
            Some(html) => self.out.push_str(html),
            None => escape(&mut self.out, &code.text),
        }
        self.out.push_str("</code></pre>\n");
    }
}
