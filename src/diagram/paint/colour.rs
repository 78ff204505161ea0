//! Colours as written, and what becomes of them: one of a few grounds and lines that the theme colours in light, dark,
//! print and forced colours. What a diagram means by its colours stays told apart; what they are is the theme's.

/// A colour: red, green, blue and opacity, each from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Colour {
    red: f64,
    green: f64,
    blue: f64,
    alpha: f64,
}

/// What a shape is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// Nothing.
    None,
    /// The page's own ground.
    Paper,
    /// The quiet ground of an ordinary shape.
    Panel,
    /// One of eight tints by hue.
    Tint(u8),
    /// One of eight hues in full: small marks that stand for something.
    Full(u8),
    /// The colour of text: solid marks such as arrow heads.
    Ink,
}

/// Names of colours that diagrams use, with their values.
const NAMES: &[(&str, u32)] = &[
    ("aqua", 0x00FFFF),
    ("aquamarine", 0x7FFFD4),
    ("beige", 0xF5F5DC),
    ("black", 0x000000),
    ("blue", 0x0000FF),
    ("brown", 0xA52A2A),
    ("coral", 0xFF7F50),
    ("crimson", 0xDC143C),
    ("cyan", 0x00FFFF),
    ("darkblue", 0x00008B),
    ("darkgray", 0xA9A9A9),
    ("darkgreen", 0x006400),
    ("darkgrey", 0xA9A9A9),
    ("darkorange", 0xFF8C00),
    ("darkred", 0x8B0000),
    ("gold", 0xFFD700),
    ("gray", 0x808080),
    ("green", 0x008000),
    ("grey", 0x808080),
    ("indigo", 0x4B0082),
    ("khaki", 0xF0E68C),
    ("lavender", 0xE6E6FA),
    ("lightblue", 0xADD8E6),
    ("lightcoral", 0xF08080),
    ("lightcyan", 0xE0FFFF),
    ("lightgray", 0xD3D3D3),
    ("lightgreen", 0x90EE90),
    ("lightgrey", 0xD3D3D3),
    ("lightpink", 0xFFB6C1),
    ("lightskyblue", 0x87CEFA),
    ("lightyellow", 0xFFFFE0),
    ("lime", 0x00FF00),
    ("magenta", 0xFF00FF),
    ("maroon", 0x800000),
    ("navy", 0x000080),
    ("olive", 0x808000),
    ("orange", 0xFFA500),
    ("orangered", 0xFF4500),
    ("orchid", 0xDA70D6),
    ("palegreen", 0x98FB98),
    ("pink", 0xFFC0CB),
    ("plum", 0xDDA0DD),
    ("purple", 0x800080),
    ("red", 0xFF0000),
    ("salmon", 0xFA8072),
    ("silver", 0xC0C0C0),
    ("skyblue", 0x87CEEB),
    ("steelblue", 0x4682B4),
    ("tan", 0xD2B48C),
    ("teal", 0x008080),
    ("tomato", 0xFF6347),
    ("turquoise", 0x40E0D0),
    ("violet", 0xEE82EE),
    ("wheat", 0xF5DEB3),
    ("white", 0xFFFFFF),
    ("whitesmoke", 0xF5F5F5),
    ("yellow", 0xFFFF00),
    ("yellowgreen", 0x9ACD32),
];

impl Colour {
    /// Reads a colour; `None` for `none`, `transparent` and whatever is no colour.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        if let Some(hex) = text.strip_prefix('#') {
            return Self::hex(hex);
        }
        if let Some((name, inside)) = text.trim_end_matches(')').split_once('(') {
            let parts: Vec<f64> = inside
                .split([',', '/', ' '])
                .filter(|part| !part.is_empty())
                .map(number)
                .collect::<Option<Vec<f64>>>()?;
            return match (name.trim_end_matches('a'), parts.as_slice()) {
                ("rgb", [r, g, b, rest @ ..]) => {
                    let alpha = rest.first().copied().unwrap_or(1.0);
                    Some(Self { red: r / 255.0, green: g / 255.0, blue: b / 255.0, alpha })
                }
                ("hsl", [h, s, l, rest @ ..]) => {
                    Some(Self::hsl(*h, s / 100.0, l / 100.0, rest.first().copied().unwrap_or(1.0)))
                }
                _ => None,
            };
        }
        let at = NAMES.binary_search_by_key(&text.as_str(), |(name, _)| name).ok()?;
        NAMES.get(at).map(|(_, value)| Self::bits(*value))
    }

    fn bits(value: u32) -> Self {
        let part = |shift: u32| f64::from((value >> shift) & 0xFF) / 255.0;
        Self { red: part(16), green: part(8), blue: part(0), alpha: 1.0 }
    }

    fn hex(hex: &str) -> Option<Self> {
        let value = u32::from_str_radix(hex, 16).ok()?;
        let wide = |at: u32| ((value >> at) & 0xF) * 0x11;
        Some(match hex.len() {
            3 => Self::bits(wide(8) << 16 | wide(4) << 8 | wide(0)),
            4 => {
                let alpha = f64::from(wide(0)) / 255.0;
                Self { alpha, ..Self::bits(wide(12) << 16 | wide(8) << 8 | wide(4)) }
            }
            6 => Self::bits(value),
            8 => Self { alpha: f64::from(value & 0xFF) / 255.0, ..Self::bits(value >> 8) },
            _ => return None,
        })
    }

    fn hsl(hue: f64, saturation: f64, light: f64, alpha: f64) -> Self {
        let spread = saturation * light.min(1.0 - light);
        let part = |n: f64| {
            let k = (n + hue.rem_euclid(360.0) / 30.0) % 12.0;
            light - spread * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)
        };
        Self { red: part(0.0), green: part(8.0), blue: part(4.0), alpha }
    }

    fn light(self) -> f64 {
        (self.red.max(self.green).max(self.blue) + self.red.min(self.green).min(self.blue)) / 2.0
    }

    fn spread(self) -> f64 {
        self.red.max(self.green).max(self.blue) - self.red.min(self.green).min(self.blue)
    }

    /// Degrees from red over green and blue.
    fn hue(self) -> f64 {
        let spread = self.spread();
        let sixth = if self.red >= self.green && self.red >= self.blue {
            (self.green - self.blue) / spread
        } else if self.green >= self.blue {
            (self.blue - self.red) / spread + 2.0
        } else {
            (self.red - self.green) / spread + 4.0
        };
        (sixth * 60.0).rem_euclid(360.0)
    }

    /// The tint of the colour's hue; `None` for greys.
    fn tint(self) -> Option<u8> {
        (self.spread() > 0.055).then(|| ((self.hue() + 22.5) / 45.0) as u8 % 8)
    }

    /// What a shape of this colour is filled with; `solid` where it is a mark without words, such as an arrow head.
    pub(super) fn ground(self, solid: bool) -> Ground {
        let light = self.light();
        match self.tint() {
            _ if self.alpha < 0.05 => Ground::None,
            Some(tint) if solid => Ground::Full(tint),
            None if solid && light < 0.75 => Ground::Ink,
            Some(tint) => Ground::Tint(tint),
            None if light > 0.985 => Ground::Paper,
            None => Ground::Panel,
        }
    }

    /// The tint that a line of this colour has; `None` for the ordinary line.
    pub(super) fn line(self) -> Option<u8> {
        self.tint().filter(|_| self.spread() > 0.2)
    }

    /// Whether a line of this colour is there at all.
    pub(super) fn is_seen(self) -> bool {
        self.alpha >= 0.05
    }
}

fn number(text: &str) -> Option<f64> {
    let text = text.trim_end_matches("deg");
    let value = text.trim_end_matches('%').parse::<f64>().ok().filter(|value| value.is_finite())?;
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::{Colour, Ground, NAMES};

    #[test]
    fn every_spelling_of_a_colour_is_read() {
        let red = Colour::read("#f00").expect("short");
        for same in ["#ff0000", "red", "rgb(255, 0, 0)", "hsl(0, 100%, 50%)", "#FF0000FF", "rgba(255,0,0,1)"]
        {
            assert_eq!(Colour::read(same), Some(red), "{same}");
        }
        for nothing in ["none", "transparent", "url(#x)", "#12345", ""] {
            assert_eq!(Colour::read(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn greys_are_quiet_and_hues_are_told_apart() {
        let ground = |text: &str, solid| Colour::read(text).map(|colour| colour.ground(solid));
        assert_eq!(ground("white", false), Some(Ground::Paper));
        assert_eq!(ground("#eee", false), Some(Ground::Panel));
        assert_eq!(ground("#333", true), Some(Ground::Ink));
        assert_ne!(ground("#fdd", false), ground("#dfd", false));
        assert!(NAMES.is_sorted());
    }
}
