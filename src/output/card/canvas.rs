//! A picture in memory: rectangles, two marks, and text with smooth edges.

use ab_glyph::{Font as _, FontRef, Glyph, PxScale, ScaleFont, point};

/// Red, green and blue.
pub(super) type Color = [u8; 3];

/// How letters are written: their size and colour.
pub(super) type Pen = (f32, Color);

/// The font in the binary.
pub(super) struct Font(FontRef<'static>);

/// A picture.
pub(super) struct Canvas {
    width: usize,
    pixels: Vec<u8>,
}

impl Font {
    /// The font; `None` if its file were broken.
    pub(super) fn own() -> Option<Self> {
        FontRef::try_from_slice(include_bytes!("roboto.ttf")).ok().map(Self)
    }

    /// Whether it has every letter of a text.
    pub(super) fn has(&self, text: &str) -> bool {
        text.chars().all(|c| self.0.glyph_id(c).0 != 0)
    }

    /// How wide a text is at a size.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let scaled = self.0.as_scaled(PxScale::from(size));
        text.chars().map(|c| scaled.h_advance(self.0.glyph_id(c))).sum()
    }

    /// A text in lines of a width, at most so many; of what is left over, dots.
    pub(super) fn lines(&self, text: &str, size: f32, width: f32, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if !line.is_empty() && self.width(&longer, size) > width {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            } else {
                line = longer;
            }
        }
        lines.push(line);
        let more = lines.len() > most;
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let dots = |line: &str, more: bool| if more { format!("{line}…") } else { line.to_owned() };
            let mut more = more;
            // A word may be wider than the line, too.
            while self.width(&dots(last, more), size) > width && last.pop().is_some() {
                more = true;
            }
            *last = dots(last.trim_end(), more);
        }
        lines
    }
}

impl Canvas {
    /// A picture of one colour.
    pub(super) fn new((width, height): (u32, u32), color: Color) -> Self {
        let (width, height) = (width as usize, height as usize);
        Self { width, pixels: color.repeat(width * height) }
    }

    /// Its pixels, line by line, three bytes each.
    pub(super) fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Lays colour over a pixel, in a share from 0 to 1.
    fn blend(&mut self, x: i64, y: i64, share: f32, color: Color) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        if x >= self.width {
            return;
        }
        let at = (y * self.width + x) * 3;
        let Some(pixel) = self.pixels.get_mut(at..at + 3) else { return };
        for (old, new) in pixel.iter_mut().zip(color) {
            let mixed = f32::from(*old) + (f32::from(new) - f32::from(*old)) * share.clamp(0.0, 1.0);
            *old = mixed.round() as u8;
        }
    }

    /// Fills a rectangle.
    pub(super) fn fill(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), color: Color) {
        for row in y.round() as i64..(y + height).round() as i64 {
            for column in x.round() as i64..(x + width).round() as i64 {
                self.blend(column, row, 1.0, color);
            }
        }
    }

    /// A round mark with a cross or a tick in it: shape beside colour.
    pub(super) fn mark(&mut self, wrong: bool, (left, top): (f32, f32), size: f32, color: Color) {
        let half = size / 2.0;
        let strokes: &[[f32; 4]] = match wrong {
            true => &[[0.33, 0.33, 0.67, 0.67], [0.67, 0.33, 0.33, 0.67]],
            false => &[[0.28, 0.52, 0.44, 0.67], [0.44, 0.67, 0.73, 0.35]],
        };
        for row in 0..size.ceil() as i64 {
            for column in 0..size.ceil() as i64 {
                let (x, y) = (column as f32 + 0.5, row as f32 + 0.5);
                let inside = half - ((x - half).powi(2) + (y - half).powi(2)).sqrt() + 0.5;
                let (column, row) = (left.round() as i64 + column, top.round() as i64 + row);
                self.blend(column, row, inside, color);
                let far = strokes.iter().map(|stroke| distance((x / size, y / size), stroke));
                let near = far.fold(f32::MAX, f32::min) * size;
                self.blend(column, row, (size * 0.06 - near + 0.5).min(inside), [0xff; 3]);
            }
        }
    }

    /// Writes a text from a point on its base line.
    pub(super) fn text(&mut self, font: &Font, text: &str, (x, y): (f32, f32), (size, color): Pen) {
        let scaled = font.0.as_scaled(PxScale::from(size));
        let mut at = x;
        for c in text.chars() {
            let id = font.0.glyph_id(c);
            let glyph = Glyph { id, scale: PxScale::from(size), position: point(at, y) };
            at += scaled.h_advance(id);
            let Some(outline) = font.0.outline_glyph(glyph) else { continue };
            let bounds = outline.px_bounds();
            let (left, top) = (bounds.min.x as i64, bounds.min.y as i64);
            outline.draw(|column, row, share| {
                self.blend(left + i64::from(column), top + i64::from(row), share, color);
            });
        }
    }
}

/// How far a point is from a stroke.
fn distance((x, y): (f32, f32), [x1, y1, x2, y2]: &[f32; 4]) -> f32 {
    let (dx, dy) = (x2 - x1, y2 - y1);
    let along = (((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
    ((x - x1 - along * dx).powi(2) + (y - y1 - along * dy).powi(2)).sqrt()
}
