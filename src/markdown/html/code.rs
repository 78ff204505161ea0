//! Code blocks: a named region that scrolls and takes the keyboard's focus; above it the name of its file, where the fence says
//! one, and which lines are marked.

use crate::markdown::html::fence::Fence;
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
        let fence = Fence::read(&code.info);
        let number = self.ids.code();
        let language = highlight::language(&code.info);
        let kind = match language.to_ascii_lowercase().as_str() {
            "" | "text" | "txt" | "plain" | "plaintext" | "none" => String::new(),
            "mermaid" => ": source of a Mermaid diagram".to_owned(),
            _ => format!(": {}", highlight::name(language)),
        };
        let marked = fence.marked_lines(code.text.lines().count());
        let captioned = fence.title.is_some() || !marked.is_empty();
        if captioned {
            self.caption_of(fence.title.as_deref(), &marked);
        }
        self.out.push_str("<pre class=\"code\" role=\"group\" tabindex=\"0\" aria-label=\"");
        let title = fence.title.as_ref().map_or(String::new(), |title| format!(", {title}"));
        escape(&mut self.out, &format!("Code {number}{kind}{title}"));
        self.out.push_str("\"><code>");
        let mut plain = String::new();
        let html = self.style.highlights.get(&code.info, &code.text).unwrap_or_else(|| {
            escape(&mut plain, &code.text);
            &plain
        });
        match marked.is_empty() {
            true => self.out.push_str(html),
            false => mark(&mut self.out, html, &marked),
        }
        self.out.push_str("</code></pre>\n");
        if captioned {
            self.out.push_str("</figure>\n");
        }
    }

    /// What stands above a block: the file, and the marked lines in words.
    fn caption_of(&mut self, title: Option<&str>, marked: &[(usize, usize)]) {
        self.out.push_str("<figure class=\"snippet\">\n<figcaption>");
        if let Some(title) = title {
            self.out.push_str("<code>");
            escape(&mut self.out, title);
            self.out.push_str("</code>");
        }
        let stretches: Vec<String> = marked
            .iter()
            .map(|(from, to)| if from == to { format!("{from}") } else { format!("{from} to {to}") })
            .collect();
        let many = marked.len() > 1 || marked.iter().any(|(from, to)| from != to);
        if !stretches.is_empty() {
            let (blank, word) = (if title.is_some() { " " } else { "" }, if many { "Lines" } else { "Line" });
            self.out.push_str(&format!(
                "{blank}<span class=\"lines\">{word} {} marked</span>",
                stretches.join(", ")
            ));
        }
        self.out.push_str("</figcaption>\n");
    }
}

/// Writes coloured code with lines marked. A colour may go over several lines: it ends before a mark and goes on in it.
fn mark(out: &mut String, html: &str, marked: &[(usize, usize)]) {
    let mut open: Vec<&str> = Vec::new();
    for (index, line) in html.split_inclusive('\n').enumerate() {
        let stands = marked.iter().any(|(from, to)| (*from..=*to).contains(&(index + 1)));
        let before = open.clone();
        let mut rest = line;
        while let Some((_, tag)) = rest.split_once('<') {
            let Some((name, after)) = tag.split_once('>') else { break };
            match name.starts_with('/') {
                true => drop(open.pop()),
                false => open.push(name),
            }
            rest = after;
        }
        if !stands {
            out.push_str(line);
            continue;
        }
        let again =
            |out: &mut String, open: &[&str]| open.iter().for_each(|tag| out.push_str(&format!("<{tag}>")));
        out.push_str(&"</span>".repeat(before.len()));
        out.push_str("<mark>");
        again(out, &before);
        out.push_str(line);
        out.push_str(&"</span>".repeat(open.len()));
        out.push_str("</mark>");
        again(out, &open);
    }
}
