//! A report for e-mail: elements every mail program knows, no styles.

use crate::cli::report::outline::{heading, sections, state};
use crate::contract::{Report, xml_text};

/// The report as a fragment of HTML.
pub(super) fn write(report: &Report) -> String {
    let mut out = format!(
        "<h2>{}</h2>\n<p><strong>{}</strong> {}.</p>\n",
        xml_text(&heading(report)),
        xml_text(&report.sentence),
        xml_text(&state(report))
    );
    for section in sections(report) {
        out.push_str(&format!("<h3>{}</h3>\n", xml_text(&section.title)));
        for (plan, lines) in &section.plans {
            if !plan.is_empty() {
                out.push_str(&format!("<p><b>{}</b></p>\n", xml_text(plan)));
            }
            out.push_str("<ul>\n");
            for line in lines {
                let id = line.id.map_or(String::new(), |id| format!("<code>{}</code> ", xml_text(id)));
                let note = line.note.as_ref().map_or(String::new(), |note| format!(": {}", xml_text(note)));
                let place = line
                    .place
                    .as_ref()
                    .map_or(String::new(), |place| format!(" <small>({})</small>", xml_text(place)));
                out.push_str(&format!("<li>{id}{}{note}{place}</li>\n", xml_text(line.title)));
            }
            out.push_str("</ul>\n");
        }
        if section.more > 0 {
            out.push_str(&format!("<p>And {} more.</p>\n", section.more));
        }
    }
    out
}
