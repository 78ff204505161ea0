//! How wide a text is, without a font: the widths of a wide sans-serif face, so that a label that fits here fits in the
//! reader's own font too.
//!
//! Shapes are made from these widths before anybody knows which font a browser has. The face measured is DejaVu Sans, the
//! widest of those that systems use for pages; narrower ones leave some room.

/// Hundredths of the font size for the characters from blank to tilde.
const ASCII: [u8; 95] = [
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63,
    61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97,
    63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
];

/// How much wider bold letters are.
const BOLD: f64 = 1.14;

/// The smallest text a diagram has, in pixels: WCAG names no size, twelve is the project's own limit.
pub(super) const SMALLEST: f64 = 12.0;

/// The width of a line of text in pixels.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let hundredths: f64 = text.chars().map(advance).sum();
    hundredths / 100.0 * size.max(SMALLEST) * if bold { BOLD } else { 1.0 }
}

fn advance(c: char) -> f64 {
    let at = (c as u32).checked_sub(32).map_or(usize::MAX, |at| at as usize);
    if let Some(width) = ASCII.get(at) {
        return f64::from(*width);
    }
    match c as u32 {
        // Control characters, combining marks, joiners and selectors take no room of their own.
        0..=31 | 0x7F..=0x9F | 0xAD | 0x300..=0x36F | 0x200B..=0x200F | 0xFE00..=0xFE0F => 0.0,
        0xA0 => 32.0,
        0xA1..=0x24F => 64.0,
        0x250..=0x3FF => 66.0,
        0x400..=0x52F => 71.0,
        0x530..=0x10FF => 72.0,
        // East Asian letters, symbols and pictures are as wide as they are high.
        0x1100..=0x11FF | 0x2E80..=0xA4CF | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF => 100.0,
        0x2010..=0x2027 => 60.0,
        0x2100..=0x2BFF => 95.0,
        0x1F000..=0x1FFFF => 125.0,
        0x20000.. => 100.0,
        _ => 80.0,
    }
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn letters_have_their_own_width_and_none_is_under_twelve_pixels() {
        assert!(width("iiii", 16.0, false) < width("mmmm", 16.0, false));
        assert!((width("a", 6.0, false) - width("a", 12.0, false)).abs() < 1e-9);
        assert!(width("a", 16.0, true) > width("a", 16.0, false));
        assert!((width("e\u{301}", 16.0, false) - width("e", 16.0, false)).abs() < 1e-9);
    }
}
