//! Bytes to text as they were written: byte order marks, UTF-16, line endings, NUL, bytes that are not UTF-8.
//! Every byte of the text keeps its way back to the disk. Damage by code pages is mended elsewhere.

use crate::decode::encoding::{Decoded, Form};
use crate::place::{Origin, Span};

/// How much of a file is looked at to tell whether it is text.
const SAMPLE: usize = 8192;

/// First bytes of common formats that are not text.
const MAGIC: &[&[u8]] = &[
    b"\x89PNG",
    b"GIF8",
    b"\xFF\xD8\xFF",
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1F\x8B",
    b"\x7FELF",
    b"wOFF",
    b"wOF2",
    b"SQLite format 3",
];

/// Reads bytes as text. The text of a file that is not text is empty.
pub(super) fn read(bytes: &[u8]) -> Decoded {
    let (form, mark) = form(bytes);
    let mut decoded = Decoded { form, bom: mark > 0, ..Decoded::default() };
    if form == Form::Utf8 && mark == 0 && is_binary(bytes) {
        decoded.binary = true;
        return decoded;
    }
    if form == Form::Utf8
        && mark == 0
        && memchr::memchr2(b'\r', 0, bytes).is_none()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        decoded.text = text.to_owned();
        return decoded;
    }
    let mut writer = Writer { decoded, distance: 0 };
    match form {
        Form::Utf8 => writer.utf8(bytes, mark),
        Form::Utf16Le => writer.utf16(bytes, mark, u16::from_le_bytes),
        Form::Utf16Be => writer.utf16(bytes, mark, u16::from_be_bytes),
    }
    writer.at(bytes.len());
    writer.decoded
}

/// The form of the text and the length of its byte order mark.
fn form(bytes: &[u8]) -> (Form, usize) {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => (Form::Utf8, 3),
        [0xFF, 0xFE, ..] => (Form::Utf16Le, 2),
        [0xFE, 0xFF, ..] => (Form::Utf16Be, 2),
        _ => (bare_utf16(bytes).unwrap_or(Form::Utf8), 0),
    }
}

/// UTF-16 without a mark: in text of a Latin script every other byte is zero, always on the same side.
fn bare_utf16(bytes: &[u8]) -> Option<Form> {
    let sample = bytes.get(..bytes.len().min(512))?;
    let (pairs, _) = sample.as_chunks::<2>();
    let high = pairs.iter().filter(|[first, _]| *first == 0).count();
    let low = pairs.iter().filter(|[_, second]| *second == 0).count();
    let most = |count: usize| pairs.len() >= 4 && count * 10 >= pairs.len() * 7;
    match (high, low) {
        (0, low) if most(low) => Some(Form::Utf16Le),
        (high, 0) if most(high) => Some(Form::Utf16Be),
        _ => None,
    }
}

/// Whether a file is not text: a known first word, or more than one control character in twenty.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or(bytes);
    let control = |byte: &&u8| matches!(byte, 0..=8 | 14..=26 | 28..=31);
    MAGIC.iter().any(|magic| bytes.starts_with(magic)) || {
        let controls = sample.iter().filter(control).count();
        controls > 4 && controls * 20 > sample.len()
    }
}

struct Writer {
    decoded: Decoded,
    /// Bytes on disk less bytes of text, at the end of the text.
    distance: i64,
}

impl Writer {
    /// What follows in the text stands at byte `disk` of the file.
    fn at(&mut self, disk: usize) {
        let distance = disk as i64 - self.decoded.text.len() as i64;
        if distance != self.distance {
            self.decoded.origin.shift(self.decoded.text.len(), disk);
            self.distance = distance;
        }
    }

    fn push(&mut self, text: &str, disk: usize) -> Span {
        self.at(disk);
        let start = self.decoded.text.len();
        self.decoded.text.push_str(text);
        Span::new(start, self.decoded.text.len())
    }

    fn lone_cr(&mut self, disk: usize) {
        let span = self.push("\n", disk);
        self.decoded.lone_cr.push(span);
    }

    fn nul(&mut self, disk: usize) {
        let span = self.push("\u{FFFD}", disk);
        self.decoded.nul.push(span);
    }

    fn invalid(&mut self, disk: usize) {
        let span = self.push("\u{FFFD}", disk);
        self.decoded.invalid.push(span);
    }

    fn utf8(&mut self, bytes: &[u8], mark: usize) {
        self.decoded.text.reserve(bytes.len());
        let mut disk = mark;
        for chunk in bytes.get(mark..).unwrap_or_default().utf8_chunks() {
            self.valid(chunk.valid(), disk);
            disk += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                self.invalid(disk);
                disk += chunk.invalid().len();
            }
        }
    }

    fn valid(&mut self, text: &str, disk: usize) {
        let mut done = 0;
        for at in memchr::memchr2_iter(b'\r', 0, text.as_bytes()) {
            self.push(text.get(done..at).unwrap_or(""), disk + done);
            done = at + 1;
            match text.as_bytes().get(at..at + 2) {
                Some(b"\r\n") => {
                    self.push("\n", disk + at);
                    done = at + 2;
                }
                _ if text.as_bytes().get(at) == Some(&b'\r') => self.lone_cr(disk + at),
                _ => self.nul(disk + at),
            }
        }
        self.push(text.get(done..).unwrap_or(""), disk + done);
    }

    fn utf16(&mut self, bytes: &[u8], mark: usize, unit: fn([u8; 2]) -> u16) {
        let (pairs, rest) = bytes.get(mark..).unwrap_or_default().as_chunks::<2>();
        let mut disk = mark;
        let mut chars = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).peekable();
        let mut buffer = [0; 4];
        while let Some(next) = chars.next() {
            let width = next.as_ref().map_or(2, |c| c.len_utf16() * 2);
            match next {
                Ok('\r') if chars.peek() == Some(&Ok('\n')) => {
                    self.push("\n", disk);
                    chars.next();
                    disk += 2;
                }
                Ok('\r') => self.lone_cr(disk),
                Ok('\0') => self.nul(disk),
                Ok(c) => {
                    self.push(c.encode_utf8(&mut buffer), disk);
                }
                Err(_) => self.invalid(disk),
            }
            disk += width;
        }
        if !rest.is_empty() {
            self.invalid(disk);
        }
    }
}

/// The way back after parts of a text were replaced: `edits` are spans of the old text with the length of the new
/// part, in order.
pub(super) fn rebase(origin: &Origin, edits: &[(Span, usize)]) -> Origin {
    let mut rebased = Origin::default();
    let mut points = origin.points().iter().copied().peekable();
    let (mut old, mut new) = (0_usize, 0_usize);
    for (span, length) in edits {
        copy(&mut rebased, &mut points, (old, new), span.start);
        new += (span.start as usize).saturating_sub(old);
        rebased.shift(new, origin.disk(span.start) as usize);
        new += length;
        old = span.end as usize;
        while points.next_if(|(text, _)| *text <= span.end).is_some() {}
        rebased.shift(new, origin.disk(span.end) as usize);
    }
    copy(&mut rebased, &mut points, (old, new), u32::MAX);
    rebased
}

/// Carries over the points of a stretch that was not replaced; it began at byte `from.0`, now `from.1`.
fn copy(
    rebased: &mut Origin,
    points: &mut std::iter::Peekable<impl Iterator<Item = (u32, u32)>>,
    from: (usize, usize),
    end: u32,
) {
    while let Some((text, disk)) = points.next_if(|(text, _)| *text <= end) {
        rebased.shift(from.1 + (text as usize).saturating_sub(from.0), disk as usize);
    }
}
