//! `card.png`: the picture that chats and social networks show beside a link to the site. It says what the first page says
//! first: the title, the verdict, the progress in words. Drawn with the font in the binary when the site is built, and only
//! where the address of the site is known, since a picture can be named by its whole address alone.

mod canvas;
mod png;

use crate::output::card::canvas::{Canvas, Color, Font};
use crate::page::{CARD, Pages, View};
use crate::site::Artifact;

/// The size that all who show previews take.
const SIZE: (u32, u32) = (1200, 630);
/// What is left free at each side.
const EDGE: f32 = 80.0;
/// How wide a line may be.
const LINE: f32 = 1200.0 - 2.0 * EDGE;

const PAPER: Color = [0xff, 0xff, 0xff];
const INK: Color = [0x1b, 0x1b, 0x1b];
const SOFT: Color = [0x4a, 0x4a, 0x4a];
/// The colours of states; words stand beside them.
const WRONG: Color = [0x8f, 0x00, 0x12];
const DONE: Color = [0x05, 0x58, 0x1f];
const OPEN: Color = [0x27, 0x4a, 0x82];
const REST: Color = [0xc9, 0xcd, 0xd3];
const LEFT_OUT: Color = [0x8a, 0x8a, 0x8a];

/// A part of a bar: its state, where it begins and how wide it is in hundredths.
type Stretch = (&'static str, f64, f64);

/// What stands on the card.
#[derive(Default)]
struct Card {
    title: String,
    /// The verdict in a few words, and its colour.
    verdict: Option<(&'static str, Color)>,
    sentence: String,
    /// The progress in words, and the bar.
    progress: Option<(String, Vec<Stretch>)>,
    foot: String,
}

/// The file.
pub(super) fn files(pages: &mut Pages) -> Vec<Artifact> {
    let card = pages.site.card.is_some().then(|| Card::of(pages).struck(&pages.struck));
    let drawn = card.and_then(|card| Some(card.drawn(&Font::own()?)));
    drawn.map(|bytes| Artifact { path: CARD.to_owned(), bytes }).into_iter().collect()
}

impl Card {
    /// What the first page says first.
    fn of(pages: &Pages) -> Self {
        let commit = pages.site.commit.as_ref();
        let mut card = Self {
            title: pages.site.title.clone(),
            foot: commit.map_or(String::new(), |commit| {
                format!("As of {}, commit {}", commit.date.get(..10).unwrap_or(&commit.date), commit.short)
            }),
            ..Self::default()
        };
        let home = pages.pages.iter().find_map(|page| match &page.view {
            View::Home(home) => Some(home),
            _ => None,
        });
        let Some(home) = home else { return card };
        let bar = if let Some(plan) = &home.plan {
            let color = match plan.verdict.words {
                "Not as claimed" => WRONG,
                "As claimed" => DONE,
                _ => OPEN,
            };
            card.verdict = Some((plan.verdict.words, color));
            card.sentence.clone_from(&plan.verdict.sentence);
            &plan.verdict.bar
        } else if let Some(many) = &home.many {
            card.sentence.clone_from(&many.sentence);
            card.verdict = (many.class == "blocked").then_some(("Not as claimed", WRONG));
            &many.bar
        } else {
            card.sentence = home.description.clone().unwrap_or_default();
            return card;
        };
        let parts = bar.parts.iter().map(|part| (part.class, part.x, part.width)).collect();
        card.progress = (bar.total > 0).then(|| (bar.words.clone(), parts));
        card
    }

    /// Without what is not to be published: a picture can't be mended when it is drawn.
    fn struck(mut self, struck: &[(String, &'static str)]) -> Self {
        for (text, instead) in struck {
            for words in [&mut self.title, &mut self.sentence] {
                *words = words.replace(text, instead);
            }
        }
        self
    }

    fn drawn(&self, font: &Font) -> Vec<u8> {
        let mut canvas = Canvas::new(SIZE, PAPER);
        let color = self.verdict.map_or(OPEN, |(_, color)| color);
        canvas.fill((0.0, 0.0), (1200.0, 20.0), color);
        let mut y = 76.0;
        // Letters that the font lacks would be boxes. The title stands beside the picture wherever it is shown.
        if font.has(&self.title) {
            for line in font.lines(&self.title, 68.0, LINE, 2) {
                y += 78.0;
                canvas.text(font, &line, (EDGE, y - 12.0), (68.0, INK));
            }
        }
        if let Some((words, color)) = self.verdict {
            y += 64.0;
            canvas.mark(color == WRONG, (EDGE, y - 38.0), 40.0, color);
            canvas.text(font, words, (EDGE + 58.0, y), (46.0, color));
        }
        if font.has(&self.sentence) {
            for line in font.lines(&self.sentence, 34.0, LINE, 3) {
                y += 50.0;
                canvas.text(font, &line, (EDGE, y + 6.0), (34.0, INK));
            }
        }
        if let Some((words, parts)) = &self.progress {
            canvas.fill((EDGE, 468.0), (LINE, 34.0), REST);
            for (class, x, width) in parts {
                let scale = |value: &f64| (*value as f32) / 100.0 * LINE;
                canvas.fill((EDGE + scale(x), 468.0), (scale(width), 34.0), state(class));
            }
            canvas.text(font, words, (EDGE, 552.0), (38.0, INK));
        }
        if font.has(&self.foot) {
            let width = font.width(&self.foot, 26.0);
            canvas.text(font, &self.foot, (1200.0 - EDGE - width, 590.0), (26.0, SOFT));
        }
        png::encode(SIZE, canvas.pixels())
    }
}

/// The colour of a bar's part.
fn state(class: &str) -> Color {
    match class {
        "done" => DONE,
        "in_progress" => OPEN,
        "blocked" => WRONG,
        "cancelled" => LEFT_OUT,
        _ => REST,
    }
}
