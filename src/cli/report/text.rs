//! A report for people at a terminal.

use crate::cli::report::outline::{heading, sections, state};
use crate::cli::terminal::{BOLD, DIM, Ink};
use crate::cli::words::visible;
use crate::contract::Report;

/// The report as text.
pub(in crate::cli) fn write(report: &Report, ink: Ink) -> String {
    let mut out = format!("{}\n{}\n{}\n", ink.paint(BOLD, &heading(report)), report.sentence, state(report));
    for section in sections(report) {
        out.push_str(&format!("\n{}\n", ink.paint(BOLD, &section.title)));
        for (plan, lines) in &section.plans {
            let inset = if plan.is_empty() { "  " } else { "    " };
            if !plan.is_empty() {
                out.push_str(&format!("  {}\n", visible(plan)));
            }
            for line in lines {
                let id = line.id.map_or(String::new(), |id| format!("{} ", visible(id)));
                let note = line.note.as_ref().map_or(String::new(), |note| format!(": {}", visible(note)));
                let place =
                    line.place.as_ref().map_or(String::new(), |place| format!("  ({})", visible(place)));
                let place = ink.paint(DIM, &place);
                out.push_str(&format!("{inset}{id}{}{note}{place}\n", visible(line.title)));
            }
        }
        if section.more > 0 {
            out.push_str(&format!("    and {} more\n", section.more));
        }
    }
    out
}
