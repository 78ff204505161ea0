//! The text of an SVG: elements, classes and words, escaped; numbers with at most one decimal.

use crate::markdown::html::escape;

/// An SVG while it is written.
#[derive(Debug, Default)]
pub(super) struct Svg {
    out: String,
}

impl Svg {
    /// Markup as it is. Everything that comes from outside goes through [`Svg::words`].
    pub(super) fn raw(&mut self, markup: &str) -> &mut Self {
        self.out.push_str(markup);
        self
    }

    /// Text or the value of an attribute.
    pub(super) fn words(&mut self, text: &str) -> &mut Self {
        escape(&mut self.out, text);
        self
    }

    /// A number with at most one decimal.
    pub(super) fn number(&mut self, value: f64) -> &mut Self {
        self.out.push_str(&tenths(value));
        self
    }

    /// ` name="12.5"`
    pub(super) fn attribute(&mut self, name: &str, value: f64) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").number(value).raw("\"")
    }

    /// ` name="12.5%"`: a share of the width.
    pub(super) fn share(&mut self, name: &str, value: f64) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").number(value).raw("%\"")
    }

    /// The text so far.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

/// A number with at most one decimal: `12`, `12.5`; nothing that is no number.
pub(super) fn tenths(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let rounded = (value * 10.0).round() / 10.0;
    // Without the sign that rounding leaves before nothing.
    let rounded = if rounded == 0.0 { 0.0 } else { rounded };
    format!("{rounded}")
}

/// The path of a line through points; its points are its corners.
pub(super) fn line(points: &[(f64, f64)]) -> String {
    let mut path = String::with_capacity(points.len() * 12);
    for (at, (x, y)) in points.iter().enumerate() {
        path.push(if at == 0 { 'M' } else { 'L' });
        path.push_str(&tenths(*x));
        path.push(' ');
        path.push_str(&tenths(*y));
    }
    path
}

/// A dot for each point: lines of no length, which the style sheet gives round or square ends.
pub(super) fn dots(points: &[(f64, f64)]) -> String {
    points.iter().map(|(x, y)| format!("M{} {}h0", tenths(*x), tenths(*y))).collect()
}

/// A text as far as it fits into so many pixels at 13 px; cut with `…`.
pub(super) fn fitting(text: &str, pixels: f64) -> String {
    if width(text) <= pixels {
        return text.to_owned();
    }
    let mut room = pixels - glyph('…');
    let kept: String = text
        .chars()
        .take_while(|c| {
            room -= glyph(*c);
            room >= 0.0
        })
        .collect();
    format!("{}…", kept.trim_end())
}

/// The width of a text at 13 px in the widest of the fonts the style sheet names, roughly.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(glyph).sum()
}

fn glyph(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 4.0,
        ' ' | 'f' | 't' | 'r' | 'I' | '(' | ')' | '-' | '/' | '[' | ']' => 5.2,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 12.6,
        'A'..='Z' => 9.4,
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' => 13.5,
        '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' => 15.0,
        _ => 7.7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(tenths(12.0), "12");
        assert_eq!(tenths(12.345), "12.3");
        assert_eq!(tenths(-0.01), "0");
        assert_eq!(tenths(f64::NAN), "0");
        assert_eq!(line(&[(0.0, 1.0), (2.25, 3.0)]), "M0 1L2.3 3");
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(fitting("short", 100.0), "short");
        assert_eq!(fitting("a very long name of a phase", 70.0), "a very l…");
    }
}
