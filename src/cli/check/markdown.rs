//! Findings as a comment in a pull request.

use crate::cli::words::{count, inert};
use crate::contract::{Finding, Findings};

/// A heading with the sums, and a list by weight.
pub(super) fn write(findings: &Findings) -> String {
    let totals = &findings.totals;
    let mut out = format!(
        "### planbook check: {}, {}, {}\n\n",
        count(u64::from(totals.errors), "error"),
        count(u64::from(totals.warnings), "warning"),
        count(u64::from(totals.notes), "note"),
    );
    if findings.findings.is_empty() {
        out.push_str("No findings.\n");
    }
    for weight in ["error", "warning", "note"] {
        let of: Vec<&Finding> =
            findings.findings.iter().filter(|finding| finding.severity == weight).collect();
        if of.is_empty() {
            continue;
        }
        let open = weight == "error";
        out.push_str(&format!(
            "<details{}><summary>{} {weight}{}</summary>\n\n",
            if open { " open" } else { "" },
            of.len(),
            if of.len() == 1 { "" } else { "s" }
        ));
        for finding in of {
            item(&mut out, finding);
        }
        out.push_str("\n</details>\n\n");
    }
    out
}

fn item(out: &mut String, finding: &Finding) {
    out.push_str(&format!("- **{}** {}\n", finding.code, inert(&finding.message)));
    for quote in &finding.places {
        let label = if quote.label.is_empty() { String::new() } else { format!(": {}", inert(&quote.label)) };
        out.push_str(&format!("  - `{}:{}`{label}\n", quote.spot.path.replace('`', "'"), quote.spot.line));
    }
    if let Some(answer) = finding.answer.as_ref() {
        let word = if answer.expired { "Answered (expired)" } else { "Answered" };
        out.push_str(&format!("  - {word}: {}\n", inert(&answer.reason)));
    }
}
