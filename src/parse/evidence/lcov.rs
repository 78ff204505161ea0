//! LCOV: line, branch and function coverage, added up over all files.

use crate::decode::Document;
use crate::model::{Proof, ProofFormat};
use crate::parse::evidence::format::{Format, Notes, percent};
use crate::place::Span;
use crate::vocabulary::Vocabulary;

/// The format.
pub(super) const FORMAT: Format = Format { knows, read };

fn knows(document: &Document) -> bool {
    let mut lines = document.text.lines().take(5);
    lines.any(|line| line.starts_with("SF:")) && document.text.contains("end_of_record")
}

fn read(document: &Document, _: &Vocabulary) -> Proof {
    const COUNTS: [(&str, &str, &str); 3] = [
        ("LH:", "LF:", "line coverage"),
        ("BRH:", "BRF:", "branch coverage"),
        ("FNH:", "FNF:", "function coverage"),
    ];
    let mut notes = Notes::new(document, ProofFormat::Lcov);
    for (hit, found, name) in COUNTS {
        let (mut hits, mut all, mut place) = (0.0, 0.0, None);
        for (index, line) in document.text.lines().enumerate() {
            if let Some(value) = line.strip_prefix(hit).and_then(|value| value.trim().parse::<f64>().ok()) {
                hits += value;
            } else if let Some(value) =
                line.strip_prefix(found).and_then(|value| value.trim().parse::<f64>().ok())
            {
                all += value;
                place = place.or(Some(document.lines.span(index as u32 + 1)));
            }
        }
        if let Some(share) = percent(hits, all) {
            notes.measure(name, share, Some("%"), place.unwrap_or(Span::default()));
        }
    }
    notes.finish()
}
