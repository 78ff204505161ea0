//! Our own pages as text, for expectations: what a reader gets, without classes and wrappers. Reads the well-formed
//! HTML of our templates only.

/// The title and the main part of a page.
pub fn readable(page: &str) -> String {
    let title = inner(page, "title").map_or("none".to_owned(), decode);
    let mut writer = Writer::default();
    for token in tokens(inner(page, "main").unwrap_or(page)) {
        writer.token(token);
    }
    format!("title: {title}\n{}", writer.finish())
}

/// What stands in the first element of a name; it must not hold another of that name.
pub fn inner<'p>(page: &'p str, name: &str) -> Option<&'p str> {
    let start = page.find(&format!("<{name}"))?;
    let body = start + tag_end(&page[start..])? + 1;
    let end = body + page[body..].find(&format!("</{name}>"))?;
    Some(&page[body..end])
}

/// A piece of a page.
#[derive(Clone, Copy)]
pub enum Token<'p> {
    /// `<name attributes>`
    Open(&'p str, &'p str),
    /// `</name>`
    Close(&'p str),
    /// Text with its character references.
    Text(&'p str),
}

/// The pieces of a page, in order; comments are left out.
pub fn tokens(page: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        if at > 0 {
            out.push(Token::Text(&rest[..at]));
        }
        rest = &rest[at..];
        let end = if rest.starts_with("<!--") { rest.find("-->").map(|end| end + 2) } else { tag_end(rest) };
        let Some(end) = end else { break };
        let tag = &rest[1..end];
        if let Some(name) = tag.strip_prefix('/') {
            out.push(Token::Close(name.trim()));
        } else if !tag.starts_with('!') {
            let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
            out.push(Token::Open(name.trim_end_matches('/'), attributes));
        }
        rest = &rest[end + 1..];
    }
    if !rest.is_empty() {
        out.push(Token::Text(rest));
    }
    out
}

/// The byte of the `>` that ends a tag: not one inside a quoted value.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    tag.char_indices().find_map(|(at, ch)| {
        match (quote, ch) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(ch),
            (Some(open), _) if open == ch => quote = None,
            _ => {}
        }
        None
    })
}

/// The value of an attribute, its character references read.
pub fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().next_back().is_none_or(char::is_whitespace);
        let after = &rest[at + name.len()..];
        if before && let Some(value) = after.strip_prefix("=\"") {
            return value.split_once('"').map(|(value, _)| decode(value));
        }
        if before && let Some(value) = after.strip_prefix('=') {
            return value.split_whitespace().next().map(decode);
        }
        rest = after;
    }
    None
}

/// Reads character references.
pub fn decode(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest.find(';').filter(|end| *end < 12).map(|end| &rest[1..end]);
        let ch = reference.and_then(|name| match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{A0}'),
            _ => {
                let digits = name.strip_prefix('#')?;
                let point = match digits.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => digits.parse().ok()?,
                };
                char::from_u32(point)
            }
        });
        match (ch, reference) {
            (Some(ch), Some(name)) => {
                out.push(ch);
                rest = &rest[name.len() + 2..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// Lays the pieces out as lines.
#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    line: String,
    /// What stands before the first word of the next line.
    lead: String,
    lists: Vec<Option<u32>>,
    hrefs: Vec<Option<String>>,
    /// How many elements are open that have no words for readers.
    silent: u32,
    pre: bool,
    cells: u32,
}

impl Writer {
    fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Open("script" | "style", _) => self.silent += 1,
            Token::Close("script" | "style") => self.silent -= 1,
            _ if self.silent > 0 => {}
            Token::Open(name, attributes) => self.open(name, attributes),
            Token::Close(name) => self.close(name),
            Token::Text(text) => self.text(text),
        }
    }

    fn open(&mut self, name: &str, attributes: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.blank();
                let level = name[1..].parse().unwrap_or(1);
                self.lead = format!("{} ", "#".repeat(level));
            }
            "ul" | "ol" => {
                self.flush();
                self.lists.push((name == "ol").then_some(0));
            }
            "li" => {
                self.flush();
                let indent = "  ".repeat(self.lists.len().saturating_sub(1));
                self.lead = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{indent}{number}. ")
                    }
                    _ => format!("{indent}- "),
                };
            }
            "a" => {
                self.hrefs.push(attribute(attributes, "href"));
                self.words("[");
            }
            "img" => {
                let alt = attribute(attributes, "alt");
                self.words(&format!("![{}]", alt.unwrap_or_else(|| "no alt".to_owned())));
            }
            "svg" => self.words("<svg> "),
            "td" | "th" => {
                if self.cells > 0 {
                    self.line.push_str(" | ");
                }
                self.cells += 1;
            }
            "tr" => {
                self.flush();
                self.cells = 0;
            }
            "table" => {
                self.flush();
                self.blank();
            }
            "dt" => self.flush(),
            "dd" => self.line.push_str(": "),
            "pre" => {
                self.flush();
                self.lines.push("```".to_owned());
                self.pre = true;
            }
            "summary" => {
                self.flush();
                self.lead = "> ".to_owned();
            }
            "br" => self.flush(),
            _ if is_block(name) => self.flush(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "a" => {
                let href = self.hrefs.pop().flatten();
                let words = self.line.trim_end().len();
                self.line.truncate(words);
                self.line.push_str(&format!("]({})", href.unwrap_or_default()));
            }
            "ul" | "ol" => {
                self.flush();
                self.lists.pop();
            }
            "pre" => {
                self.flush();
                self.pre = false;
                self.lines.push("```".to_owned());
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "tr" | "table" | "dd" | "summary" | "svg" => {
                self.flush()
            }
            _ if is_block(name) => self.flush(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let text = decode(text);
        if self.pre {
            for part in text.split_inclusive('\n') {
                self.line.push_str(part.trim_end_matches('\n'));
                if part.ends_with('\n') {
                    let line = std::mem::take(&mut self.line);
                    self.lines.push(line);
                }
            }
            return;
        }
        if text.starts_with(char::is_whitespace) {
            self.space();
        }
        for (index, word) in text.split_whitespace().enumerate() {
            if index > 0 {
                self.space();
            }
            self.words(word);
        }
        if text.ends_with(char::is_whitespace) {
            self.space();
        }
    }

    fn words(&mut self, words: &str) {
        let lead = std::mem::take(&mut self.lead);
        self.line.push_str(&lead);
        self.line.push_str(words);
    }

    fn space(&mut self) {
        if !self.line.is_empty() && !self.line.ends_with([' ', '[']) {
            self.line.push(' ');
        }
    }

    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.lines.push(line.trim_end().to_owned());
        }
    }

    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn finish(mut self) -> String {
        self.flush();
        self.lines.join("\n") + "\n"
    }
}

fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 24] = [
        "p",
        "div",
        "section",
        "article",
        "aside",
        "header",
        "footer",
        "nav",
        "form",
        "fieldset",
        "figure",
        "figcaption",
        "blockquote",
        "details",
        "dl",
        "thead",
        "tbody",
        "caption",
        "main",
        "hr",
        "address",
        "label",
        "button",
        "search",
    ];
    BLOCKS.contains(&name)
}
