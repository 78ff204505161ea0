//! Text to HTML text and attribute values.

/// Whether a byte needs a look: markup, control characters, and the first byte of U+0080–U+00FF (where the second
/// control block hides).
fn special(byte: &u8) -> bool {
    SPECIAL.get(usize::from(*byte)).is_some_and(|special| *special)
}

/// Looked up and not compared: every byte of every page comes by here.
#[expect(clippy::indexing_slicing, reason = "made when this is compiled, by a loop that ends with the table")]
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte as u8, 0..=8 | 0x0B..=0x1F | b'&' | b'<' | b'>' | b'"' | 0x7F | 0xC2);
        byte += 1;
    }
    table
};

/// Appends `text` to `out` so that it is text in content and in a double-quoted attribute value.
///
/// Control characters, which HTML forbids, become U+FFFD.
pub fn escape(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut at = 0;
    while let Some(skip) = bytes.get(at..).and_then(|rest| rest.iter().position(special)) {
        at += skip;
        let (byte, next) = (bytes.get(at).copied().unwrap_or(0), bytes.get(at + 1).copied().unwrap_or(0));
        let (with, width) = match byte {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            0xC2 if next >= 0xA0 => {
                at += 2;
                continue;
            }
            0xC2 => ("\u{FFFD}", 2),
            _ => ("\u{FFFD}", 1),
        };
        out.push_str(text.get(from..at).unwrap_or(""));
        out.push_str(with);
        at += width;
        from = at;
    }
    out.push_str(text.get(from..).unwrap_or(""));
}

/// `text` as HTML text.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    escape(&mut out, text);
    out
}
