//! A report for pull requests, wikis and chats.

use crate::cli::report::outline::{heading, sections, state};
use crate::cli::words::inert;
use crate::contract::Report;

/// The report as Markdown.
pub(super) fn write(report: &Report) -> String {
    let mut out = format!("## {}\n\n**{}** {}.\n", heading(report), report.sentence, state(report));
    for section in sections(report) {
        out.push_str(&format!("\n### {}\n", section.title));
        for (plan, lines) in &section.plans {
            out.push('\n');
            if !plan.is_empty() {
                out.push_str(&format!("**{}**\n\n", inert(plan)));
            }
            for line in lines {
                let id = line.id.map_or(String::new(), |id| format!("`{}` ", id.replace('`', "'")));
                let note = line.note.as_ref().map_or(String::new(), |note| format!(": {}", inert(note)));
                let place = line
                    .place
                    .as_ref()
                    .map_or(String::new(), |place| format!(" (`{}`)", place.replace('`', "'")));
                out.push_str(&format!("- {id}{}{note}{place}\n", inert(line.title)));
            }
        }
        if section.more > 0 {
            out.push_str(&format!("\nAnd {} more.\n", section.more));
        }
    }
    out
}
