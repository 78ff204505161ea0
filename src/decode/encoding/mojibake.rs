//! Mends UTF-8 that was read as Windows-1252 or Windows-1254 and saved again.
//!
//! Invariant: clean text is never touched. What no clean text has is mended wherever it stands; everything else
//! only where the document as a whole (or at least the line) shows that it was misread. What can't be mended
//! without a guess is left and reported.

use crate::decode::encoding::code_page::CodePage;
use crate::decode::encoding::restore::restore;
use crate::decode::encoding::suspect::{Look, Scan, Suspect, scan};
use crate::place::Span;

/// An author who means every character as it stands says so in the document.
const MEANT: &str = "planbook: encoding=utf-8";

/// What to do about the damage in a text. All spans are of the text that was looked through.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// What each damaged sequence was, in order.
    pub(super) mended: Vec<(Span, char)>,
    /// Damaged sequences that stay.
    pub(super) left: Vec<Span>,
    /// The code page, where anything is damaged.
    pub(super) page: Option<CodePage>,
}

/// Judges a text.
pub(super) fn judge(text: &str) -> Verdict {
    let scan = scan(text);
    if scan.suspects.is_empty() || memchr::memmem::find(text.as_bytes(), MEANT.as_bytes()).is_some() {
        return Verdict::default();
    }
    let document = Document::new(&scan);
    let mut verdict = Verdict::default();
    let mut line = Line::default();
    for (index, suspect) in scan.suspects.iter().enumerate() {
        let around = Around { text, suspects: &scan.suspects, index };
        let last = verdict.mended.last().copied();
        match document.answer(suspect, &around, last, &mut line) {
            Answer::Mend(c) => verdict.mended.push((suspect.span, c)),
            Answer::Leave => verdict.left.push(suspect.span),
            Answer::Clean => {}
        }
    }
    if !verdict.mended.is_empty() || !verdict.left.is_empty() {
        verdict.page = Some(document.page.unwrap_or(CodePage::Windows1252));
    }
    verdict
}

/// The text with what was mended put in.
pub(super) fn apply(text: &str, mended: &[(Span, char)]) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut done = 0;
    for (span, c) in mended {
        whole.push_str(text.get(done..span.start as usize).unwrap_or(""));
        if len(*span, *c) > 0 {
            whole.push(*c);
        }
        done = span.end as usize;
    }
    whole.push_str(text.get(done..).unwrap_or(""));
    whole
}

/// How many bytes of text a mended sequence makes: the byte order mark of a file makes none.
pub(super) fn len(span: Span, c: char) -> usize {
    if span.start == 0 && c == '\u{FEFF}' { 0 } else { c.len_utf8() }
}

enum Answer {
    Mend(char),
    Leave,
    Clean,
}

/// What the whole document shows.
struct Document {
    /// The code page, where its characters tell.
    page: Option<CodePage>,
    /// Sequences that speak for damage.
    evidence: usize,
    /// Letters that speak against it.
    strangers: usize,
    /// Whether words of another script were damaged.
    script: bool,
    /// Whether Latin letters were damaged.
    latin: bool,
}

impl Document {
    fn new(scan: &Scan) -> Self {
        let mut document =
            Self { page: None, evidence: 0, strangers: scan.strangers, script: false, latin: false };
        let (mut western, mut turkish, mut words) = (0, 0, 0);
        let mut before: Option<&Suspect> = None;
        for suspect in &scan.suspects {
            match suspect.look {
                Look::Sure(_) | Look::Likely(_) => document.evidence += 1,
                Look::Script(_)
                    if before.is_some_and(|before| {
                        matches!(before.look, Look::Script(_)) && before.span.end == suspect.span.start
                    }) =>
                {
                    words += 2;
                    document.evidence += 2;
                }
                Look::Short if suspect.is_beyond_doubt() => document.evidence += 1,
                _ => {}
            }
            document.latin |= matches!(suspect.look, Look::Likely('\u{80}'..='\u{FF}'));
            if suspect.is_beyond_doubt() || matches!(suspect.look, Look::Sure(_) | Look::Likely(_)) {
                western += usize::from(suspect.only == Some(CodePage::Windows1252));
                turkish += usize::from(suspect.only == Some(CodePage::Windows1254));
            }
            before = Some(suspect);
        }
        document.script = words > 0 && document.was_misread();
        document.page = match western + turkish {
            0 => None,
            _ if turkish > western => Some(CodePage::Windows1254),
            _ => Some(CodePage::Windows1252),
        };
        document
    }

    /// Whether all of it went through the wrong code page: nearly every letter bears that out.
    fn was_misread(&self) -> bool {
        self.evidence > 0 && self.evidence >= 4 * self.strangers
    }

    fn answer(
        &self,
        suspect: &Suspect,
        around: &Around<'_>,
        last: Option<(Span, char)>,
        line: &mut Line,
    ) -> Answer {
        let touches = last.is_some_and(|(span, _)| span.end == suspect.span.start) || around.touches_sure();
        let yes = match suspect.look {
            Look::Sure(_) => true,
            Look::Likely(_) => {
                self.was_misread()
                    || touches
                    || self.evidence >= 3 && line.is_misread(around.text, suspect.span)
            }
            Look::Guess(_) => touches || self.was_misread() && self.evidence >= 20 * self.strangers,
            Look::Script(_) => self.script,
            Look::Short => return self.short(suspect, around, last),
            Look::Stump => return Answer::Leave,
            Look::Lone if self.latin && self.was_misread() => return Answer::Leave,
            Look::Lone => return Answer::Clean,
        };
        match suspect.look {
            Look::Sure(c) | Look::Likely(c) | Look::Guess(c) | Look::Script(c) if yes => Answer::Mend(c),
            Look::Likely(_) => Answer::Leave,
            _ => Answer::Clean,
        }
    }

    /// A sequence that is one byte short.
    fn short(&self, suspect: &Suspect, around: &Around<'_>, last: Option<(Span, char)>) -> Answer {
        let doubtful = !suspect.is_beyond_doubt();
        if doubtful && !(suspect.is_symbol() || self.script)
            || suspect.tail && !(self.was_misread() && self.strangers == 0)
        {
            return Answer::Clean;
        }
        let bytes = suspect.bytes.get(..suspect.count).unwrap_or_default();
        if bytes == [0xE2, 0x80] && around.joins(last) {
            return Answer::Mend('\u{200D}');
        }
        let behind_word = around.before().is_some_and(char::is_alphanumeric);
        let try_page = |page| restore(bytes, page, behind_word);
        let restored = match self.page {
            Some(page) => try_page(page),
            None => try_page(CodePage::Windows1252).or_else(|| try_page(CodePage::Windows1254)),
        };
        restored.map_or(Answer::Leave, Answer::Mend)
    }
}

impl Suspect {
    /// Whether its first two characters alone prove the damage.
    fn is_beyond_doubt(&self) -> bool {
        matches!(self.look, Look::Short | Look::Stump)
            && (matches!(self.bytes, [0xF0, 0x9F, ..] | [0xEF, 0xB8, ..]) || self.is_symbol() && !self.tail)
    }

    /// Whether it was a symbol or punctuation.
    fn is_symbol(&self) -> bool {
        self.bytes.first() == Some(&0xE2)
    }
}

/// A suspect among the others.
struct Around<'s> {
    text: &'s str,
    suspects: &'s [Suspect],
    index: usize,
}

impl Around<'_> {
    fn next(&self) -> Option<&Suspect> {
        let span = self.suspects.get(self.index)?.span;
        self.suspects.get(self.index + 1).filter(|next| next.span.start == span.end)
    }

    /// Whether the next sequence stands directly behind and is damaged for sure.
    fn touches_sure(&self) -> bool {
        self.next().is_some_and(|next| matches!(next.look, Look::Sure(_)))
    }

    /// The character before.
    fn before(&self) -> Option<char> {
        let span = self.suspects.get(self.index)?.span;
        self.text.get(..span.start as usize)?.chars().next_back()
    }

    /// Whether it stands between two emoji, as only the joiner of emoji does.
    fn joins(&self, last: Option<(Span, char)>) -> bool {
        let emoji = |c: char| matches!(c, '\u{1F000}'..='\u{1FBFF}' | '\u{FE0F}' | '\u{2600}'..='\u{27BF}');
        let start = self.suspects.get(self.index).map(|suspect| suspect.span.start);
        last.is_some_and(|(span, c)| Some(span.end) == start && emoji(c))
            && self.next().is_some_and(|next| match next.look {
                Look::Sure(c) => emoji(c),
                _ => next.bytes.first() == Some(&0xF0),
            })
    }
}

/// The verdict on the line looked at last, kept for the suspects that share it.
#[derive(Default)]
struct Line {
    span: Span,
    misread: bool,
}

impl Line {
    /// Whether nothing in the line of `at` speaks against damage.
    fn is_misread(&mut self, text: &str, at: Span) -> bool {
        if !self.span.contains(at) {
            let before = text.as_bytes().get(..at.start as usize).unwrap_or_default();
            let after = text.as_bytes().get(at.end as usize..).unwrap_or_default();
            let start = memchr::memrchr(b'\n', before).map_or(0, |found| found + 1);
            let end = memchr::memchr(b'\n', after).map_or(text.len(), |found| found + at.end as usize);
            self.span = Span::new(start, end);
            self.misread = scan(self.span.of(text)).strangers == 0;
        }
        self.misread
    }
}
