//! What git knows of a document: when it came, when it was changed last, who brought it. Of a decision record also the day
//! it came to hold, for those whose text gives no date.
//!
//! A history without its beginning says nothing of when something came: it would name the day of the cut.

use std::collections::BTreeMap;

use crate::date::Date;
use crate::derive::history::History;
use crate::link::Linked;
use crate::model::PointId;
use crate::place::DocId;

/// What git knows of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    /// The day it came in; for a decision record the day it first said that it was accepted, if it ever did.
    pub taken: Option<Date>,
    /// The day it was changed last.
    pub changed: Date,
    /// Who brought it in; `None` where reports name nobody.
    pub author: Option<String>,
}

/// What git knows of the documents that are there.
pub(super) fn all(linked: &Linked, history: Option<&History>, authors: bool) -> BTreeMap<DocId, Traced> {
    let (Some(past), Some(history)) = (&linked.corpus.past, history) else { return BTreeMap::new() };
    let one = |(doc, first, last): &(DocId, PointId, PointId)| {
        let taken = linked.taken(*doc);
        let author = past.points.get(first.index()).map(|point| point.author.clone());
        let traced = Traced {
            taken: taken.and_then(|point| history.day(point)),
            changed: history.day(*last)?,
            author: author.filter(|name| authors && taken.is_some() && !name.is_empty()),
        };
        Some((*doc, traced))
    };
    past.spans.iter().filter_map(one).collect()
}
