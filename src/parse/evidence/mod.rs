//! Evidence from outside the plans: test results, coverage, analyses, metrics, status messages. One file per format;
//! each knows its files by what stands in them.

mod cobertura;
mod format;
mod junit;
mod lcov;
mod message;
mod metrics;
mod open_metrics;
mod sarif;
mod xml;

use crate::decode::Document;
use crate::model::Proof;
use crate::vocabulary::Vocabulary;
use format::Format;

/// The formats. The first that knows a document reads it.
const ALL: &[Format] = &[
    junit::FORMAT,
    cobertura::FORMAT,
    lcov::FORMAT,
    sarif::FORMAT,
    message::FORMAT,
    metrics::FORMAT,
    open_metrics::FORMAT,
];

/// What a document proves, if it is evidence.
pub(super) fn read(document: &Document, vocabulary: &Vocabulary) -> Option<Proof> {
    let format = ALL.iter().find(|format| (format.knows)(document))?;
    Some((format.read)(document, vocabulary))
}
