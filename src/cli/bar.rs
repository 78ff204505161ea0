//! Bars of progress, with their words beside them.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::cli::terminal::{DIM, GREEN, Ink};
use crate::cli::words::{number, visible};
use crate::model::{Status, Tally};

/// Cells of a bar.
const BAR: usize = 12;

/// `████░░░░  3 of 7 done`: words always stand beside a bar.
pub(super) fn bar(tally: Tally, ink: Ink) -> String {
    drawn(tally, ink, ("█", "░"))
}

/// The same in plain letters, for mails and logs: `####....  3 of 7 done`.
pub(super) fn plain_bar(tally: Tally, ink: Ink) -> String {
    drawn(tally, ink, ("#", "."))
}

fn drawn(tally: Tally, ink: Ink, (full, empty): (&str, &str)) -> String {
    let (done, all) = (tally.get(Status::Done) as usize, tally.total() as usize);
    if all == 0 {
        return ink.paint(DIM, &format!("{:BAR$}  no items", ""));
    }
    // Neither empty nor full before it is.
    let cells = match done * BAR / all {
        0 if done > 0 => 1,
        cells => cells,
    };
    let full = ink.paint(GREEN, &full.repeat(cells));
    let rest = ink.paint(DIM, &empty.repeat(BAR - cells));
    format!("{full}{rest}  {} of {} done", number(done as u64), number(all as u64))
}

/// `text` in at most `room` columns, on one line.
pub(super) fn cut(text: &str, room: usize) -> String {
    let text = visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
    if text.width() <= room {
        return text;
    }
    let mut out = String::new();
    let mut used = 0;
    for ch in text.chars() {
        used += ch.width().unwrap_or(0);
        if used >= room {
            break;
        }
        out.push(ch);
    }
    out.push('…');
    out
}
