//! The picture for previews, read back from the file.

use std::io::Read;

use libtest_mimic::Trial;
use planbook::config::Config;
use planbook::pipeline;
use planbook::source::{Source, Sources};

use crate::Outcome;

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("card::it shows the verdict, the bar and words", shown),
        Trial::test("card::letters that the font lacks are left out", unknown),
        Trial::test("card::without an address there is none", none),
        Trial::test("card::what is masked on pages is masked on it", masked),
    ]
}

const PLAN: &str = "## Phase 1: Piles ✅ COMPLETED\n\n- [x] P1 Drive the piles\n- [x] P2 Cut their heads\n- [x] P3 Lay planks\n- [ ] P4 Paint\n";

/// Width, height and the pixels.
struct Picture {
    width: usize,
    pixels: Vec<u8>,
}

impl Picture {
    fn at(&self, x: usize, y: usize) -> [u8; 3] {
        let at = (y * self.width + x) * 3;
        [self.pixels[at], self.pixels[at + 1], self.pixels[at + 2]]
    }

    /// How many pixels of a region are not white.
    fn inked(&self, (left, top, right, bottom): (usize, usize, usize, usize)) -> usize {
        let rows = (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y)));
        rows.filter(|(x, y)| self.at(*x, *y) != [255; 3]).count()
    }
}

fn site(title: &str, url: &str) -> Result<planbook::site::Site, String> {
    let book = format!("[book]\ntitle = \"{title}\"\n[site]\n{url}\n[publication]\nmask = true\n");
    let config = Config::parse("book.toml", &book).map_err(|faults| format!("{faults:?}"))?;
    let text = format!("# {title}\n\n{PLAN}");
    let file = Source { path: "plan.md".to_owned(), bytes: text.as_bytes().into(), kind: None };
    let sources = Sources { files: vec![file], ..Sources::default() };
    Ok(pipeline::build(&sources, &config, None).0)
}

fn picture(title: &str) -> Result<Picture, String> {
    let site = site(title, "url = \"https://example.org/t/\"")?;
    let found = site.artifacts.iter().find(|artifact| artifact.path == "card.png");
    let bytes = &found.ok_or("there is no card")?.bytes;
    if !bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Err("it is no PNG".to_owned());
    }
    let number =
        |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize;
    let (width, height) = (number(16), number(20));
    let length = number(33);
    if &bytes[37..41] != b"IDAT" {
        return Err("the picture does not follow its head".to_owned());
    }
    let mut lines = Vec::new();
    let mut packed = flate2::read::ZlibDecoder::new(&bytes[41..41 + length]);
    packed.read_to_end(&mut lines).map_err(|problem| problem.to_string())?;
    let mut pixels: Vec<u8> = Vec::new();
    for (row, line) in lines.chunks(width * 3 + 1).enumerate() {
        if line[0] != 2 {
            return Err(format!("line {row} has the filter {}", line[0]));
        }
        for (at, byte) in line[1..].iter().enumerate() {
            let above = if row == 0 { 0 } else { pixels[(row - 1) * width * 3 + at] };
            pixels.push(byte.wrapping_add(above));
        }
    }
    if (width, height, pixels.len()) != (1200, 630, 1200 * 630 * 3) {
        return Err(format!("it is {width} by {height} with {} bytes", pixels.len()));
    }
    Ok(Picture { width, pixels })
}

fn shown() -> Outcome {
    let picture = picture("Move the quay")?;
    let mut problems = Vec::new();
    // A false claim: the edge and the mark in red.
    if picture.at(600, 10) != [0x8f, 0, 0x12] {
        problems.push("the edge does not say that the claim is false".to_owned());
    }
    // Three of four: the bar is green up to three quarters and grey behind.
    if picture.at(100, 485) != [5, 0x58, 0x1f] || picture.at(1000, 485) != [0xc9, 0xcd, 0xd3] {
        problems.push("the bar does not show three of four".to_owned());
    }
    for (what, region, least) in [
        ("the title", (80, 90, 620, 170), 5_000),
        ("the verdict", (140, 180, 620, 225), 2_000),
        ("the progress", (80, 520, 500, 560), 1_000),
    ] {
        let inked = picture.inked(region);
        if inked < least {
            problems.push(format!("{what} has {inked} pixels"));
        }
    }
    crate::none(problems)
}

fn unknown() -> Outcome {
    let picture = picture("移动码头")?;
    // The verdict moves up to where the title would be; boxes in place of letters would be wider than its mark and words.
    let inked = picture.inked((500, 90, 1120, 145));
    if inked > 0 { Err(format!("{inked} pixels where no letter can be").into()) } else { Ok(()) }
}

fn none() -> Outcome {
    let site = site("Move the quay", "")?;
    let card = site.artifacts.iter().any(|artifact| artifact.path == "card.png");
    let named = site.artifacts.iter().any(|artifact| {
        artifact.path == "index.html" && String::from_utf8_lossy(&artifact.bytes).contains("og:image")
    });
    if card || named { Err("a site without an address has a card".into()) } else { Ok(()) }
}

fn masked() -> Outcome {
    // A masked address is longer than what stands in its place would be drawn.
    let (open, closed) = (picture("Mail mira.lang@firm.io")?, picture("Mail (e-mail address)")?);
    let region = (80, 90, 1120, 170);
    let (open, closed) = (open.inked(region), closed.inked(region));
    if open == closed { Ok(()) } else { Err(format!("{open} pixels, masked {closed}").into()) }
}
