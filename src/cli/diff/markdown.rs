//! Changes as Markdown: for a comment in a pull request, or a changelog.

use crate::cli::diff::text::{heading, line, places};
use crate::cli::words::inert;
use crate::contract::ApiChanges;
use crate::derive::api_change::Impact;

/// A heading with the sums, and a list for each weight.
pub(super) fn write(told: &ApiChanges) -> String {
    let mut out = format!("### {}\n", inert(&heading(told)));
    if told.changes.is_empty() {
        out.push_str("\nNo changes.\n");
    }
    for impact in Impact::ALL {
        let of: Vec<_> = told.changes.iter().filter(|change| change.impact == impact.word()).collect();
        if of.is_empty() {
            continue;
        }
        out.push_str(&format!("\n#### {}\n\n", impact.heading()));
        for change in of {
            let places = places(change).replace('`', "'");
            let places =
                if places.is_empty() { String::new() } else { format!(" <sub>{}</sub>", inert(&places)) };
            out.push_str(&format!("- **{}** {}{places}\n", change.code, inert(&line(change))));
        }
    }
    out
}
