//! What a fence says of its code beside the language: the file it shows, and the lines a reader should look at. Read in the
//! forms of those who write documents: `title="a.rs"`, `file=a.rs`, `rust:a.rs`, a path behind the language; `{1,3-5}`,
//! `hl_lines="1 3-5"`, `{hl_lines=[1,"3-5"]}`.

/// The longest name of a file that is shown.
const LONGEST: usize = 200;
/// The most stretches of lines that are marked.
const STRETCHES: usize = 50;

/// What a fence says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fence {
    /// The file, or another title.
    pub(super) title: Option<String>,
    /// The lines, from and to, as written.
    lines: Vec<(usize, usize)>,
}

impl Fence {
    /// Reads an info string.
    pub(super) fn read(info: &str) -> Self {
        let mut fence = Self::default();
        let (language, rest) = match info.find(|c: char| c.is_whitespace() || c == '{') {
            Some(at) => info.split_at(at),
            None => (info, ""),
        };
        if let Some((_, path)) = language.split_once(':').filter(|(_, path)| is_path(path)) {
            fence.title = Some(path.to_owned());
        }
        for (index, word) in words(rest).into_iter().enumerate() {
            fence.word(&word, index == 0);
        }
        fence.title = fence.title.filter(|title| !title.is_empty() && title.len() <= LONGEST);
        fence.lines.truncate(STRETCHES);
        fence
    }

    fn word(&mut self, word: &str, first: bool) {
        let inner = word.trim_start_matches(['{', '.', '[']).trim_end_matches(['}', ']']);
        match inner.split_once('=') {
            Some((key, value)) => {
                let value = value.trim_matches(['"', '\'', '[', ']']);
                match key.trim().to_ascii_lowercase().as_str() {
                    "title" | "file" | "filename" | "name" => self.title = Some(value.to_owned()),
                    "hl_lines" | "highlight" | "lines" | "mark" => self.lines.extend(stretches(value)),
                    _ => {}
                }
            }
            None if word.starts_with('{') => self.lines.extend(stretches(inner)),
            None if first && self.title.is_none() && is_path(word) => self.title = Some(word.to_owned()),
            None => {}
        }
    }

    /// The marked lines of a block of so many, in order, those that touch as one.
    pub(super) fn marked_lines(&self, count: usize) -> Vec<(usize, usize)> {
        let mut lines: Vec<(usize, usize)> =
            self.lines.iter().filter(|(from, to)| from <= to && *from <= count).copied().collect();
        lines.sort_unstable();
        let mut out: Vec<(usize, usize)> = Vec::new();
        for (from, to) in lines {
            match out.last_mut().filter(|(_, end)| from <= *end + 1) {
                Some((_, end)) => *end = (*end).max(to.min(count)),
                None => out.push((from, to.min(count))),
            }
        }
        out
    }
}

/// A file with an ending, or one in a folder.
fn is_path(word: &str) -> bool {
    let name = word.rsplit('/').next().unwrap_or(word);
    let ending = name.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.is_empty()
            && (1..=12).contains(&ending.len())
            && ending.chars().all(|c| c.is_ascii_alphanumeric())
    });
    let signs = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '@' | '+');
    (ending || word.contains('/') && !name.is_empty()) && word.chars().all(signs)
}

/// Words apart by blanks; quotes, brackets and braces hold them together.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let (mut quote, mut depth) = (None, 0usize);
    for c in text.chars() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            ('{' | '[', None) => depth += 1,
            ('}' | ']', None) => depth = depth.saturating_sub(1),
            (c, None) if c.is_whitespace() && depth == 0 => {
                words.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(word) = words.last_mut() {
            word.push(c);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// `1,3-5`, `1 3-5`, `1,"3-5"`.
fn stretches(text: &str) -> Vec<(usize, usize)> {
    let parts =
        text.split(|c: char| c == ',' || c.is_whitespace()).map(|part| part.trim_matches(['"', '\'']));
    let stretch = |part: &str| match part.split_once('-') {
        Some((from, to)) => Some((from.trim().parse().ok()?, to.trim().parse().ok()?)),
        None => part.parse().ok().map(|line| (line, line)),
    };
    parts.filter_map(stretch).filter(|(from, _): &(usize, usize)| *from > 0).collect()
}
