//! Reads decision records, whatever convention they follow: Nygard's and adr-tools' headings, MADR's front matter or
//! bullets, log4brains, tables, Y-statements, plain prose with a line or two of facts.
//!
//! One file for each thing that is read. What the text does not say stays empty: nothing is guessed.

mod asian;
mod badge;
mod candidate;
mod day;
mod embedded;
mod facts;
mod field;
mod head;
mod name;
mod option;
mod outline;
mod reference;
mod ruling;
mod shape;
mod statement;
mod told;

pub(super) use embedded::read as in_code;
pub(super) use shape::{among, is_placed, why};

use crate::decode::Document;
use crate::model::{Decision, Target};
use crate::parse::decision::name::FileName;
use crate::vocabulary::Vocabulary;

/// Reads a document that was taken for a decision record.
pub(super) fn read(document: &Document, words: &Vocabulary) -> Decision {
    let outline = outline::Outline::of(document, words);
    let file = FileName::of(&document.path);
    let title = head::title(document, &outline, &file);
    let fields = facts::of(document, &outline, words);
    let mut references = reference::all(document, &outline, words);
    references.retain(|one| !is_itself(&one.target, title.number, &document.path));
    let ruling = ruling::of(&fields, &references, words);
    let list = |key: field::Key| field::list(&fields, key);
    let day = day::of(&fields, &ruling, &file);
    let choices = option::choices(&outline, words);
    let review = field::first(&fields, field::Key::Review);
    let until = review.and_then(|field| Some((day::within(&field.text, field.foreign)?, field.place)));
    Decision {
        doc: document.id,
        number: title.number,
        title: title.text,
        place: title.place,
        ruling: ruling.ruling,
        outdated: ruling.outdated,
        status_text: ruling.text,
        status_place: ruling.place,
        date: day.date,
        date_text: day.text,
        review_after: review
            .filter(|_| until.is_none())
            .and_then(|field| day::wait(&field.text, field.place)),
        review: until,
        deciders: list(field::Key::Deciders),
        consulted: list(field::Key::Consulted),
        informed: list(field::Key::Informed),
        tags: list(field::Key::Tags),
        outcome: option::outcome(&outline),
        choices,
        statement: statement::of(&outline),
        told: told::told(document, &outline, &fields),
        references,
        in_code: None,
    }
}

/// Whether a record names itself: `its status becomes "superseded by ADR-23"`, written in ADR-23 of the one it replaces.
fn is_itself(target: &Target, number: Option<u32>, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    match target {
        Target::Number(named) => number == Some(*named),
        Target::File(file) => !file.contains('/') && file == name,
        Target::Name(_) => false,
    }
}
