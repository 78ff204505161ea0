//! Cobertura XML: line and branch coverage of the whole, and of each package.

use crate::date;
use crate::decode::Document;
use crate::model::{Proof, ProofFormat};
use crate::parse::evidence::format::{Format, Notes};
use crate::parse::evidence::xml::{self, Part};
use crate::vocabulary::Vocabulary;

/// The format.
pub(super) const FORMAT: Format = Format {
    knows: |document| xml::root_is(&document.text, &["coverage"]) && document.text.contains("line-rate"),
    read,
};

fn read(document: &Document, _: &Vocabulary) -> Proof {
    let mut notes = Notes::new(document, ProofFormat::Cobertura);
    xml::walk(&document.text, |part| {
        let Part::Start(element) = part else { return };
        let name = match element.name.as_str() {
            "coverage" => {
                notes.taken(element.number("timestamp").and_then(moment));
                String::new()
            }
            "package" => element
                .get("name")
                .filter(|name| !name.is_empty() && *name != ".")
                .map_or(String::new(), |name| format!("{name} ")),
            _ => return,
        };
        if element.name == "package" && name.is_empty() {
            return;
        }
        for (attribute, what) in [("line-rate", "line coverage"), ("branch-rate", "branch coverage")] {
            // A file without branches gives a rate of 0 or 1 that means nothing.
            let counted = element.number(&attribute.replace("-rate", "s-valid").replace("branch", "branche"));
            if let Some(rate) = element.number(attribute).filter(|_| counted != Some(0.0)) {
                notes.measure(format!("{name}{what}"), rate * 100.0, Some("%"), element.span);
            }
        }
    });
    notes.finish()
}

/// A time in seconds or milliseconds since 1970 as a date.
fn moment(value: f64) -> Option<String> {
    let seconds = if value > 1e11 { value / 1000.0 } else { value };
    date::since_1970(seconds as i64).map(|date| date.to_string())
}
