//! A document of cases: its headings, its input files and what it expects.

use super::{bytes, expect};

/// A document of cases.
pub struct CaseFile {
    /// The document as it stands.
    pub text: &'static str,
    /// Its cases: the headings with expectations below them.
    pub cases: Vec<Case>,
    /// Of every expectation: the byte range of its block, fences included.
    blocks: Vec<std::ops::Range<usize>>,
}

/// One heading with input and expectations.
pub struct Case {
    /// The heading.
    pub title: String,
    /// Its line.
    pub line: usize,
    /// Path and bytes of each input file.
    pub files: Vec<(String, Vec<u8>)>,
    /// Older states of files and the last one, where the case gives them commits.
    pub versions: Vec<Version>,
    /// What is expected.
    pub expectations: Vec<Expectation>,
}

/// A state of a file that a commit left behind.
pub struct Version {
    /// `2026-05-04`, or `2026-05-04#2` for the second commit of a day.
    pub commit: String,
    /// The path.
    pub path: String,
    /// The path before, where the commit gave it another name.
    pub was: Option<String>,
    /// Its bytes; `None` where the commit removed it.
    pub bytes: Option<Vec<u8>>,
}

/// A block that says what is expected.
pub struct Expectation {
    /// A name of [`expect::ALL`].
    pub name: &'static str,
    /// The words after it.
    pub words: Vec<String>,
    /// What is expected.
    pub body: String,
    /// The line of its fence.
    pub line: usize,
}

impl Expectation {
    /// Its info string.
    pub fn info(&self) -> String {
        std::iter::once(self.name).chain(self.words.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
    }
}

struct Fence {
    mark: char,
    length: usize,
    info: String,
    line: usize,
    start: usize,
    body: usize,
}

impl CaseFile {
    /// Reads a document of cases; in a `manual` a heading without expectations is no case. An error is `line: what is
    /// wrong`.
    pub fn parse(text: &'static str, manual: bool) -> Result<Self, String> {
        let mut file = CaseFile { text, cases: Vec::new(), blocks: Vec::new() };
        let mut fence: Option<Fence> = None;
        let mut at = 0;
        for (index, line) in text.split_inclusive('\n').enumerate() {
            let (start, number) = (at, index + 1);
            at += line.len();
            let words = line.trim_end();
            if let Some(open) = fence.take_if(|open| closes(open, words)) {
                file.close(open, &text[..start], at)?;
            } else if fence.is_none() {
                fence = opens(words, number, start, at);
                if let (None, Some(title)) = (&fence, heading(words)) {
                    let title = title.to_owned();
                    file.cases.push(Case {
                        title,
                        line: number,
                        files: Vec::new(),
                        versions: Vec::new(),
                        expectations: Vec::new(),
                    });
                }
            }
        }
        if let Some(open) = fence {
            return Err(format!("{}: this fence is never closed", open.line));
        }
        let both = |case: &Case| !case.files.is_empty() && !case.expectations.is_empty();
        let either = |case: &Case| !case.files.is_empty() || !case.expectations.is_empty();
        file.cases.retain(|case| if manual { both(case) } else { either(case) });
        for case in &file.cases {
            if case.expectations.is_empty() {
                return Err(format!("{}: the case {:?} expects nothing", case.line, case.title));
            }
            if case.files.is_empty() {
                return Err(format!("{}: the case {:?} has no input file", case.line, case.title));
            }
            if file.cases.iter().filter(|other| other.title == case.title).count() > 1 {
                return Err(format!("{}: a second case {:?}", case.line, case.title));
            }
        }
        Ok(file)
    }

    fn close(&mut self, fence: Fence, until: &str, end: usize) -> Result<(), String> {
        let mut words = fence.info.split_whitespace().map(str::to_owned);
        let language = words.next().unwrap_or_default();
        let body = &until[fence.body..];
        let Some(case) = self.cases.last_mut() else { return Ok(()) };
        let words: Vec<String> = words.collect();
        // `html` and `text` are languages too: with the path of a file that is not there yet they are that file.
        let language_too = matches!(language.as_str(), "html" | "text");
        let new = words.first().is_some_and(|path| !case.files.iter().any(|(other, _)| other == path));
        if let Some(name) = expect::name(&language).filter(|_| !(language_too && new)) {
            self.blocks.push(fence.start..end);
            let body = body.to_owned();
            case.expectations.push(Expectation { name, words, body, line: fence.line });
        } else if let Some((path, attributes)) = words.split_first() {
            let (commit, attributes): (Vec<&String>, Vec<&String>) = attributes
                .iter()
                .partition(|word| word.starts_with('@') || *word == "gone" || word.starts_with("was="));
            let attributes: Vec<String> = attributes.into_iter().cloned().collect();
            let made =
                bytes::make(body, &attributes).map_err(|problem| format!("{}: {problem}", fence.line))?;
            if let Some(at) = commit.iter().find_map(|word| word.strip_prefix('@')) {
                let was = commit.iter().find_map(|word| word.strip_prefix("was=")).map(str::to_owned);
                let gone = commit.iter().any(|word| *word == "gone");
                case.files.retain(|(other, _)| other != path && Some(other) != was.as_ref());
                case.files.extend((!gone).then(|| (path.clone(), made.clone())));
                case.versions.push(Version {
                    commit: at.to_owned(),
                    path: path.clone(),
                    was,
                    bytes: (!gone).then_some(made),
                });
                return Ok(());
            }
            if !new {
                return Err(format!("{}: a second {path} in one case", fence.line));
            }
            case.files.push((path.clone(), made));
        }
        Ok(())
    }

    /// The document with the bodies of its expectations replaced, in order.
    pub fn rewritten(&self, bodies: &[String]) -> String {
        let mut out = String::new();
        let mut at = 0;
        let expectations = self.cases.iter().flat_map(|case| &case.expectations);
        for ((range, body), expectation) in self.blocks.iter().zip(bodies).zip(expectations) {
            let fence = "`".repeat(longest_run(body).max(2) + 1);
            out.push_str(&self.text[at..range.start]);
            out.push_str(&format!("{fence}{}\n{}", expectation.info(), body.trim_end()));
            out.push_str(if body.trim().is_empty() { "" } else { "\n" });
            out.push_str(&format!("{fence}\n"));
            at = range.end;
        }
        out.push_str(&self.text[at..]);
        out
    }
}

fn heading(line: &str) -> Option<&str> {
    let title = line.trim_start_matches('#');
    (title.len() < line.len() && title.starts_with(' ')).then(|| title.trim())
}

fn opens(line: &str, number: usize, start: usize, body: usize) -> Option<Fence> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let info = line.trim_start_matches(mark);
    let length = line.len() - info.len();
    (length >= 3 && !info.contains('`')).then(|| Fence {
        mark,
        length,
        info: info.trim().to_owned(),
        line: number,
        start,
        body,
    })
}

fn closes(fence: &Fence, line: &str) -> bool {
    line.len() >= fence.length && line.chars().all(|ch| ch == fence.mark)
}

/// The longest run of backticks that begins a line.
fn longest_run(body: &str) -> usize {
    body.lines().map(|line| line.len() - line.trim_start_matches('`').len()).max().unwrap_or(0)
}
