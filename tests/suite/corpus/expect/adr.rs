//! What was read from each decision record, a line each; numbers after a colon are lines.

use planbook::contract;
use planbook::model::{Relation, Target};
use planbook::place::Place;

use super::super::run::Run;

pub fn print(run: &Run, words: &[String]) -> Result<String, String> {
    let linked = &run.judged().linked;
    super::documents(run, words, |document| {
        let Some(one) = linked.decision(document.id) else {
            let kind = linked.entry(document.id).map_or("nothing", |entry| entry.kind.name());
            return Ok(format!("no record: {kind}\n"));
        };
        let line = |place: Place| format!(":{}", document.line(place.span.start));
        let number = one.number.map_or("-".to_owned(), |number| number.to_string());
        let mut out = format!("{number} {:?} {}\n", one.title, line(one.place));
        out.push_str(one.ruling.name());
        out.extend(one.status_text.iter().map(|text| format!(" {text:?}")));
        out.extend(one.status_place.map(|place| format!(" {}", line(place))));
        out.extend(one.outdated.map(|_| " outdated".to_owned()));
        out.extend(one.date.iter().map(|date| format!(" on {date}")));
        out.extend(one.date_text.iter().map(|date| format!(" on {date:?}")));
        out.extend(one.review.iter().map(|(date, _)| format!(" review {date}")));
        out.push('\n');
        let lists =
            [("by", &one.deciders), ("asked", &one.consulted), ("told", &one.informed), ("tags", &one.tags)];
        for (name, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            out.push_str(&format!("{name} {}\n", list.join(", ")));
        }
        out.extend(one.outcome.iter().map(|text| format!("outcome {text:?}\n")));
        for choice in &one.choices {
            let chosen = if choice.chosen { " chosen" } else { "" };
            let (pros, cons, neutral) = (choice.pros.len(), choice.cons.len(), choice.neutral.len());
            out.push_str(&format!("option {:?}{chosen} +{pros} -{cons} ={neutral}\n", choice.title));
        }
        out.extend(one.statement.iter().map(|(name, text)| format!("{name}: {text}\n")));
        for reference in &one.references {
            let verb = match reference.relation {
                Relation::Supersedes => "supersedes",
                Relation::SupersededBy => "superseded by",
                Relation::Amends => "amends",
                Relation::AmendedBy => "amended by",
                Relation::Relates => "names",
            };
            let partly = if reference.partial { " partly" } else { "" };
            let target = match &reference.target {
                Target::File(path) => path.clone(),
                Target::Number(number) => format!("#{number}"),
                Target::Name(name) => format!("={name}"),
            };
            out.push_str(&format!("{verb}{partly} {target} {}\n", line(reference.place)));
        }
        let printed = contract::Document::one(linked, document.id).and_then(|one| one.adr);
        if let Some(adr) = printed {
            for (name, stems) in [("S", &adr.supersedes), ("B", &adr.superseded_by), ("R", &adr.relates)]
                .iter()
                .filter(|(_, s)| !s.is_empty())
            {
                out.push_str(&format!("{name} {}\n", stems.join(" ")));
            }
        }
        Ok(out)
    })
}
