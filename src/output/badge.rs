//! `badge/`: for each plan an image that can stand in a README, and the same for services that draw badges themselves (the
//! form of shields' endpoint).

use serde::Serialize;

use crate::contract::{self, xml_text};
use crate::page::{Pages, View};
use crate::site::Artifact;

/// The colours of a badge: white text on each of them has a contrast of 7:1 and more.
const WRONG: &str = "#8f0012";
const DONE: &str = "#05581f";
const OPEN: &str = "#274a82";
const LABEL: &str = "#3a3a3a";

/// The most letters of a plan's title on its badge.
const LETTERS: usize = 40;

/// What a badge says.
struct Badge {
    label: String,
    message: String,
    color: &'static str,
}

/// The form that shields reads.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Endpoint<'a> {
    schema_version: u32,
    label: &'a str,
    message: &'a str,
    color: &'static str,
    is_error: bool,
}

/// The files.
pub(super) fn files(pages: &mut Pages) -> Vec<Artifact> {
    let mut files = Vec::new();
    for page in &pages.pages {
        let View::Plan(view) = &page.view else { continue };
        let Some(name) = page.url.0.strip_prefix("plans/").map(|path| path.trim_end_matches('/')) else {
            continue;
        };
        let wrong = view.verdict.words == "Not as claimed";
        let entry = pages.data.index.plans.iter().find(|plan| plan.page == page.url.file());
        let (done, total) = entry.map_or((0, 0), |plan| (plan.totals.done, plan.totals.items));
        let counted = match total {
            0 => "nothing to count".to_owned(),
            total => format!("{done} of {total} done"),
        };
        let message = if wrong { format!("not as claimed: {counted}") } else { counted };
        let color = match (wrong, done == total && total > 0) {
            (true, _) => WRONG,
            (false, true) => DONE,
            (false, false) => OPEN,
        };
        let badge = Badge { label: short(&page.frame.heading), message, color };
        let json = Endpoint {
            schema_version: 1,
            label: &badge.label,
            message: &badge.message,
            color,
            is_error: wrong,
        };
        files.push(Artifact { path: format!("badge/{name}.json"), bytes: contract::line(&json) });
        files.push(Artifact { path: format!("badge/{name}.svg"), bytes: badge.drawn().into_bytes() });
    }
    files
}

fn short(title: &str) -> String {
    let mut words: String = title.chars().take(LETTERS).collect();
    if title.chars().count() > LETTERS {
        words.truncate(words.trim_end().len());
        words.push('…');
    }
    words
}

impl Badge {
    /// The image. The width of letters is a guess that `textLength` makes true in every font.
    fn drawn(&self) -> String {
        let (left, right) = (width(&self.label), width(&self.message));
        let all = left + right + 28;
        let (label, message) = (xml_text(&self.label), xml_text(&self.message));
        let (split, color) = (left + 14, self.color);
        let (first, second) = (7, split + 7);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{all}\" height=\"24\" role=\"img\" aria-label=\"{label}: {message}\">\n\
             <title>{label}: {message}</title>\n\
             <rect width=\"{all}\" height=\"24\" rx=\"4\" fill=\"{color}\"/>\n\
             <path d=\"M4 0H{split}V24H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z\" fill=\"{LABEL}\"/>\n\
             <g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"12\">\n\
             <text x=\"{first}\" y=\"16\" textLength=\"{left}\">{label}</text>\n\
             <text x=\"{second}\" y=\"16\" textLength=\"{right}\">{message}</text>\n\
             </g>\n</svg>\n"
        )
    }
}

/// How wide a text is at 12 pixels, roughly: wide scripts take a whole square.
fn width(text: &str) -> u32 {
    let tenths = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 38,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' => 50,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' => 112,
        'A'..='Z' | '&' | '+' | '=' => 86,
        c if c.is_ascii() => 72,
        c if ('\u{1100}'..='\u{11ff}').contains(&c) || c >= '\u{2e80}' => 120,
        _ => 78,
    };
    text.chars().map(tenths).sum::<u32>().div_ceil(10)
}
