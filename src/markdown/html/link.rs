//! Links and images: schemes that are safe, addresses that are valid, and a mark on what leads nowhere.

use crate::markdown::html::walk::{Picture, Walk};
use crate::markdown::html::{Target, Use, escape};

/// The schemes a link may have.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

/// The longest bare address that becomes a link, in bytes.
const ADDRESS: usize = 2000;

/// What is written behind words that lead to nothing this site has, and to what no page may lead to.
const ABSENT: &str = " <span class=\"broken-mark\">[not in this site]</span></span>";
const REFUSED: &str = " <span class=\"broken-mark\">[link left out]</span></span>";

/// A target as far as its own text tells.
enum Written {
    /// Another site, or a mail or telephone program.
    Away(String),
    /// A path or fragment.
    Path(String),
    /// A scheme that is not safe, or not known to be.
    Unsafe,
}

/// Reads a target as a browser would: tabs and line breaks in it don't count.
fn written(target: &str) -> Written {
    let target: String = target
        .trim_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    if target.starts_with("//") || target.starts_with("\\\\") {
        return Written::Away(format!("https:{}", target.replace('\\', "/")));
    }
    let end = target.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')));
    let scheme = match end.and_then(|end| target.split_at_checked(end)) {
        Some((scheme, rest)) if rest.starts_with(':') && !scheme.is_empty() => scheme.to_ascii_lowercase(),
        _ => return Written::Path(target),
    };
    if SCHEMES.contains(&scheme.as_str()) { Written::Away(target) } else { Written::Unsafe }
}

/// Appends an address as an attribute value; what may not stand in one is written as `%XX`.
pub(super) fn push_href(out: &mut String, address: &str) {
    let bytes = address.as_bytes();
    for (at, ch) in address.char_indices() {
        let encode = match ch {
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']' | '\u{7F}' => true,
            '%' => !bytes.get(at + 1..at + 3).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit)),
            c => c <= ' ' || ('\u{80}'..='\u{A0}').contains(&c),
        };
        if encode {
            let mut buffer = [0; 4];
            for byte in ch.encode_utf8(&mut buffer).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else if ch == '&' {
            out.push_str("&amp;");
        } else {
            out.push(ch);
        }
    }
}

impl Walk<'_> {
    /// What a target as written leads to.
    fn target(&self, target: &str, what: Use) -> Target {
        match written(target) {
            Written::Away(address) => Target::Away(address),
            Written::Path(path) => (self.style.resolve)(&path, what),
            Written::Unsafe => Target::Refused,
        }
    }

    /// Opens a link, and says what closes it. A link in a link stays words.
    pub(super) fn open_link(&mut self, target: &str, title: &str) -> &'static str {
        if self.links.contains(&"</a>") {
            return "";
        }
        match self.target(target, Use::Link) {
            Target::Here(address) => self.anchor("<a href=\"", &address, title),
            Target::Away(address) => {
                self.anchor("<a class=\"external\" rel=\"external\" href=\"", &address, title)
            }
            target => {
                self.out.push_str("<span class=\"broken\">");
                if target == Target::Refused { REFUSED } else { ABSENT }
            }
        }
    }

    fn anchor(&mut self, open: &str, address: &str, title: &str) -> &'static str {
        self.out.push_str(open);
        push_href(&mut self.out, address);
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            escape(&mut self.out, title);
        }
        self.out.push_str("\">");
        "</a>"
    }

    /// Writes words of code, as a link where they name something this site has.
    pub(super) fn code_words(&mut self, code: &str) {
        let target = match self.links.is_empty() {
            true => (self.style.resolve)(code, Use::Code),
            false => Target::Nowhere,
        };
        let close = match target {
            Target::Here(address) => self.anchor("<a href=\"", &address, ""),
            _ => "",
        };
        self.out.push_str("<code>");
        escape(&mut self.out, code);
        self.out.push_str("</code>");
        self.out.push_str(close);
    }

    pub(super) fn start_link(&mut self, target: &str, title: &str) {
        if self.picture.is_none() {
            let close = self.open_link(target, title);
            self.links.push(close);
            self.open(false);
        }
    }

    pub(super) fn end_link(&mut self) {
        if self.picture.is_none() {
            self.close();
            self.out.push_str(self.links.pop().unwrap_or(""));
        }
    }

    pub(super) fn start_image(&mut self, target: &str, title: &str) {
        match &mut self.picture {
            Some(picture) => picture.depth += 1,
            None => {
                self.picture = Some(Picture {
                    target: target.to_owned(),
                    title: title.to_owned(),
                    alt: String::new(),
                    depth: 0,
                });
            }
        }
    }

    pub(super) fn end_image(&mut self) {
        let Some(mut picture) = self.picture.take() else { return };
        if picture.depth > 0 {
            picture.depth -= 1;
            self.picture = Some(picture);
        } else {
            self.write_image(&picture.target, &picture.alt, &[("title", &picture.title)]);
        }
    }

    /// Writes an image. One on another site becomes a link to it: pages ask nothing of other sites.
    pub(super) fn write_image(&mut self, target: &str, alt: &str, more: &[(&str, &str)]) {
        match self.target(target, Use::Image) {
            _ if target.trim().is_empty() => escape(&mut self.out, alt),
            Target::Here(address) => self.img(&address, alt, None, more),
            Target::Picture(address, size) => self.img(&address, alt, size, more),
            Target::Away(address) => {
                let words = if alt.trim().is_empty() { "Image on another site" } else { alt };
                let close = self.open_link(&address, "");
                escape(&mut self.out, words);
                self.out.push_str(close);
            }
            Target::Nowhere | Target::Refused => {
                self.out.push_str("<span class=\"broken\">");
                escape(&mut self.out, alt);
                self.out.push_str(" <span class=\"broken-mark\">[image not in this site]</span></span>");
            }
        }
    }

    fn img(&mut self, address: &str, alt: &str, size: Option<(u32, u32)>, more: &[(&str, &str)]) {
        self.out.push_str("<img src=\"");
        push_href(&mut self.out, address);
        self.out.push_str("\" alt=\"");
        escape(&mut self.out, alt);
        for (name, value) in more.iter().filter(|(_, value)| !value.is_empty()) {
            self.out.push_str(&format!("\" {name}=\""));
            escape(&mut self.out, value);
        }
        let own = more.iter().any(|(name, value)| matches!(*name, "width" | "height") && !value.is_empty());
        if let Some((width, height)) = size.filter(|_| !own) {
            self.out.push_str(&format!("\" width=\"{width}\" height=\"{height}"));
        }
        self.out.push_str("\" loading=\"lazy\" decoding=\"async\">");
    }

    /// Writes words; an address that stands bare among them becomes a link.
    pub(super) fn words(&mut self, words: &str) {
        if !self.hear(words) {
            return;
        }
        if !self.links.is_empty() {
            return escape(&mut self.out, words);
        }
        let mut rest = words;
        while let Some((before, address)) = bare_address(rest) {
            self.named_words(before);
            let close = self.open_link(address, "");
            escape(&mut self.out, address);
            self.out.push_str(close);
            rest = rest.get(before.len() + address.len()..).unwrap_or("");
        }
        self.named_words(rest);
    }

    /// Writes words, as links where they name something this site has. Headings stay words: they are named elsewhere.
    fn named_words(&mut self, words: &str) {
        let mut rest = words;
        let (mut written, mut from) = (0, 0);
        while let Some(name) = (self.style.names)(rest.get(from..).unwrap_or("")) {
            let (start, end) = (from + name.start, from + name.end);
            from = end;
            let wanted = name.meant || self.words.is_none();
            let found = wanted.then(|| (self.style.resolve)(name.target, Use::Name));
            let Some(Target::Here(address)) = found else { continue };
            self.glossed_words(rest.get(written..start).unwrap_or(""));
            let close = self.anchor("<a href=\"", &address, "");
            escape(&mut self.out, name.words);
            self.out.push_str(close);
            written = end;
        }
        rest = rest.get(written..).unwrap_or("");
        self.glossed_words(rest);
    }
}

/// The first `http://` or `https://` address in `words`, with what stands before it (GFM, extended autolinks).
pub fn bare_address(words: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    loop {
        let colon = from + memchr::memmem::find(words.as_bytes().get(from..)?, b"://")?;
        from = colon + 3;
        let before = words.get(..colon)?;
        let scheme = ["https", "http"].into_iter().find(|scheme| before.ends_with(scheme));
        let Some(start) = scheme.map(|scheme| colon - scheme.len()) else { continue };
        if words.get(..start)?.chars().next_back().is_some_and(char::is_alphanumeric) {
            continue;
        }
        let tail = words.get(from..)?;
        let end = tail
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '|'))
            .unwrap_or(tail.len());
        if end > ADDRESS {
            from += end;
            continue;
        }
        let address = trimmed(words.get(start..from + end)?);
        if address.len() > from - start {
            return Some((words.get(..start)?, address));
        }
    }
}

/// Leaves out what ends the sentence rather than the address, and a closing bracket that was not opened in it.
fn trimmed(address: &str) -> &str {
    let mut address = address;
    loop {
        let shorter = address.trim_end_matches([
            '.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', '…', '。', '，', '、', '）', '」',
        ]);
        let shorter = match shorter.strip_suffix([')', ']', '}']) {
            Some(inner) if count(shorter, [')', ']', '}']) > count(shorter, ['(', '[', '{']) => inner,
            _ => shorter,
        };
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}

fn count(text: &str, chars: [char; 3]) -> usize {
    text.chars().filter(|c| chars.contains(c)).count()
}
