//! Images that pages show: where they are published, and how large they are, so that a page does not jump when they come.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::path::joined;
use crate::source::Source;

/// The folder of the site that images are published in.
const FOLDER: &str = "images";

/// The images of the project by their paths.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    all: BTreeMap<String, Picture>,
}

/// An image.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its path below the site's root.
    pub path: String,
    /// Its width and height in pixels, where its head says them.
    pub size: Option<(u32, u32)>,
    bytes: Arc<[u8]>,
}

impl Pictures {
    /// Gives every image its place. Drawings that could do more than be seen are left out.
    pub fn new(images: &[Source]) -> Self {
        let safe = images
            .iter()
            .filter(|image| !image.path.to_lowercase().ends_with(".svg") || is_inert(&image.bytes));
        let all = safe.map(|image| {
            let picture = Picture {
                path: format!("{FOLDER}/{}", image.path),
                size: size(&image.bytes).filter(|(width, height)| *width > 0 && *height > 0),
                bytes: Arc::clone(&image.bytes),
            };
            (image.path.clone(), picture)
        });
        Self { all: all.collect() }
    }

    /// The image that a path as written in the file `from` means.
    pub fn find(&self, from: &str, written: &str) -> Option<&Picture> {
        self.all.get(&joined(from, written)?)
    }

    /// The files to publish.
    pub fn files(&self) -> impl Iterator<Item = (String, Arc<[u8]>)> + '_ {
        self.all.values().map(|picture| (picture.path.clone(), Arc::clone(&picture.bytes)))
    }
}

/// Whether a drawing holds nothing that runs or asks others, should somebody open it by itself.
fn is_inert(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let active =
        ["<script", "<foreignobject", "<iframe", "<embed", "<object", "javascript:", "<!entity", "<handler"];
    let event = text.match_indices(" on").any(|(at, _)| {
        let name: &str = text.get(at + 3..).unwrap_or("");
        name.find('=').is_some_and(|end| {
            name.get(..end).is_some_and(|name| name.trim_end().chars().all(|c| c.is_ascii_lowercase()))
        })
    });
    !event && !active.iter().any(|word| text.contains(word))
}

/// The width and height that the head of a PNG, GIF, JPEG, WebP or SVG file says.
fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some((big(bytes, 16, 4)?, big(bytes, 20, 4)?));
    }
    if bytes.starts_with(b"GIF8") {
        return Some((little(bytes, 6, 2)?, little(bytes, 8, 2)?));
    }
    if bytes.starts_with(&[0xFF, 0xD8]) {
        return jpeg(bytes);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12)? == b"WEBP" {
        return match bytes.get(12..16)? {
            b"VP8X" => Some((little(bytes, 24, 3)? + 1, little(bytes, 27, 3)? + 1)),
            b"VP8 " => Some((little(bytes, 26, 2)? & 0x3FFF, little(bytes, 28, 2)? & 0x3FFF)),
            b"VP8L" => {
                let bits = little(bytes, 21, 4)?;
                Some(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
            }
            _ => None,
        };
    }
    svg(bytes)
}

fn big(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    Some(bytes.get(at..at + count)?.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

fn little(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    Some(bytes.get(at..at + count)?.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

/// The frame header of a JPEG file, behind whatever segments stand before it.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        let frame = matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
        if frame {
            return Some((big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?));
        }
        at += 2 + big(bytes, at + 2, 2)? as usize;
    }
}

/// The size of a drawing: its own, or that of its view.
fn svg(bytes: &[u8]) -> Option<(u32, u32)> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096))?).into_owned();
    let tag = head.get(head.find("<svg")?..)?;
    let tag = tag.get(..tag.find('>')?)?;
    let said = |name: &str| {
        let value = tag.split_once(&format!(" {name}=\""))?.1.split('"').next()?;
        (!value.ends_with('%')).then(|| value.trim_end_matches("px").parse::<f64>().ok()).flatten()
    };
    if let (Some(width), Some(height)) = (said("width"), said("height")) {
        return Some((width.round() as u32, height.round() as u32));
    }
    let view = tag.split_once(" viewBox=\"")?.1.split('"').next()?;
    let numbers: Vec<f64> = view.split([' ', ',']).filter_map(|part| part.parse().ok()).collect();
    Some((numbers.get(2)?.round() as u32, numbers.get(3)?.round() as u32))
}

#[cfg(test)]
mod tests {
    use super::{is_inert, size};

    #[test]
    fn heads_of_images_say_their_size() {
        assert_eq!(size(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\0\x20"), Some((256, 32)));
        assert_eq!(size(b"GIF89a\x0A\0\x14\0"), Some((10, 20)));
        assert_eq!(size(b"\xFF\xD8\xFF\xE0\0\x04xx\xFF\xC0\0\x11\x08\0\x10\0\x20"), Some((32, 16)));
        assert_eq!(size(b"<svg viewBox=\"0 0 30 40\"></svg>"), Some((30, 40)));
        assert_eq!(size(b"<svg width=\"3px\" height=\"4\">"), Some((3, 4)));
        assert_eq!(size(b"\xFF\xD8\xFF"), None);
        assert_eq!(size(b"nothing"), None);
    }

    #[test]
    fn drawings_that_run_are_told() {
        assert!(is_inert(b"<svg><path d=\"M0 0\"/><text>on time = money</text></svg>"));
        assert!(!is_inert(b"<svg onload=\"x()\"/>"));
        assert!(!is_inert(b"<svg><SCRIPT>x()</SCRIPT></svg>"));
    }
}
