//! Decisions that are written in code: annotations such as those of e-adr (`@YStatementJustification`, `@MADR`), and
//! comments that carry the same labels or a Y-statement.
//!
//! Files of code may be anything: what is broken or says too little gives nothing, and every search has an end.

mod annotation;
mod comment;
mod part;

use rayon::prelude::*;

use crate::decode::Document;
use crate::model::{Choice, Decision, Reference, Relation, Ruling, Target};
use crate::parse::decision::embedded::part::{Part, Said, capital, options, short};
use crate::parse::decision::{ruling, statement};
use crate::place::Place;
use crate::slug::Slugs;
use crate::vocabulary::Vocabulary;

/// The most decisions of one file.
const ONE: usize = 64;

/// The most decisions in all.
const ALL: usize = 2_000;

/// The decisions of all files, in the order of the files and of their lines.
pub(in crate::parse) fn read(code: &[Document], words: &Vocabulary) -> Vec<Decision> {
    let one = |document: &Document| {
        let mut said = annotation::all(&document.text);
        said.extend(comment::all(&document.text));
        said.sort_by_key(|said| said.span.start);
        said.truncate(ONE);
        said.iter().filter_map(|said| decision(document, said, words)).collect::<Vec<_>>()
    };
    let mut found: Vec<Decision> = code.par_iter().flat_map_iter(one).collect();
    found.truncate(ALL);
    let mut names = Slugs::default();
    for decision in &mut found {
        decision.in_code = Some(names.unique(&decision.title));
    }
    found
}

/// The names of the parts of a statement, in the order they are told.
const TOLD: [(Part, &str); 9] = [
    (Part::Context, statement::CONTEXT_OF),
    (Part::Facing, "Facing"),
    (Part::Chosen, statement::CHOSEN),
    (Part::Neglected, statement::NEGLECTED),
    (Part::Achieving, "To achieve"),
    (Part::Accepting, "Accepting"),
    (Part::Reason, "Because"),
    (Part::Consequences, "Consequences"),
    (Part::More, "More information"),
];

fn decision(document: &Document, said: &Said, words: &Vocabulary) -> Option<Decision> {
    let place = Place::new(document.id, said.span);
    let chosen = said.first(Part::Chosen);
    let title = said.first(Part::Title).map(str::to_owned);
    let title = title.or_else(|| chosen.map(|text| capital(&short(text))));
    let title = title.or_else(|| said.first(Part::Id).map(short)).filter(|title| !title.is_empty())?;
    let stated = said.first(Part::Status);
    // What stands as a reason beside the code that follows it was decided.
    let ruling =
        stated.map_or(Ruling::Accepted, |text| ruling::leading(text, words).unwrap_or(Ruling::Unknown));
    let told = TOLD.iter().filter_map(|(part, label)| {
        let all: Vec<&str> = said.all(*part).collect();
        (!all.is_empty()).then(|| (*label, all.join("; ")))
    });
    let related = said.all(Part::Related).filter_map(|text| Some((text, text.parse().ok()?)));
    let references = related.map(|(text, number)| Reference {
        relation: Relation::Relates,
        partial: false,
        target: Target::Number(number),
        text: text.to_owned(),
        place,
    });
    Some(Decision {
        doc: document.id,
        number: said.number(),
        title,
        place,
        ruling,
        outdated: None,
        status_text: stated.map(str::to_owned),
        status_place: stated.map(|_| place),
        date: None,
        date_text: None,
        review: None,
        review_after: None,
        deciders: Vec::new(),
        consulted: Vec::new(),
        informed: Vec::new(),
        tags: Vec::new(),
        outcome: chosen.map(str::to_owned),
        choices: choices(said),
        statement: told.collect(),
        references: references.collect(),
        told: Vec::new(),
        in_code: None,
    })
}

/// The options: the chosen one first, with what it brings and what it costs.
fn choices(said: &Said) -> Vec<Choice> {
    let name = |text: &str| capital(&short(text));
    let list = |part: Part| said.all(part).map(str::to_owned).collect::<Vec<_>>();
    let mut all = Vec::new();
    if let Some(chosen) = said.first(Part::Chosen) {
        let pros = [list(Part::Achieving), list(Part::Reason)].concat();
        let cons = list(Part::Accepting);
        all.push(Choice { title: name(chosen), chosen: true, pros, cons, neutral: Vec::new() });
    }
    let others = [options(said, Part::Neglected), options(said, Part::Alternatives)].concat();
    for other in others.iter().map(|text| name(text)) {
        if !all.iter().any(|one: &Choice| one.title.eq_ignore_ascii_case(&other)) {
            all.push(Choice { title: other, ..Choice::default() });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{annotation, comment};

    /// Every beginning of a file, and every one without its beginning, is read without harm, and spans fit the text.
    #[test]
    fn what_is_cut_off_is_passed_over() {
        let whole = "@YStatementJustification(id = \"é\\\"x\", chosen = 'ü' + \"\"\"b\n c\"\"\", neglected = {\"d\", [1]})\nclass A {}\n/* Chosen: ä\n * Facing: \"\"\"ö\n * Context: ß */\n\n# In the context of é, facing ü, we decided for ö and against ä to achieve ß, accepting é.\n";
        for (at, _) in whole.char_indices() {
            let (head, tail) = whole.split_at(at);
            for text in [head, tail] {
                for said in annotation::all(text).into_iter().chain(comment::all(text)) {
                    assert!(text.get(said.span.range()).is_some(), "{said:?}");
                }
            }
        }
        assert_eq!((annotation::all(whole).len(), comment::all(whole).len()), (1, 2));
    }
}
