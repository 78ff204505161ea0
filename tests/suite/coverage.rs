//! What is said to be understood is: take away a line that something was read from, and something of the model goes.

use libtest_mimic::Trial;
use planbook::config::Config;
use planbook::decode::Document;
use planbook::model::{Field, Plan, Stated};
use planbook::pipeline;
use planbook::place::Place;
use planbook::source::{Source, Sources};

use crate::{Outcome, folder};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![Trial::test("coverage::every understood line counts", every_line)]
}

fn every_line() -> Outcome {
    let mut problems = Vec::new();
    let mut checked = 0;
    for (file, path, sample) in samples() {
        let Some((lines, whole)) = read(&path, sample.as_bytes()) else { continue };
        for line in lines {
            let kept = |at: usize| at + 1 != line as usize;
            let rest: Vec<&str> =
                sample.lines().enumerate().filter(|(at, _)| kept(*at)).map(|(_, line)| line).collect();
            checked += 1;
            if read(&path, (rest.join("\n") + "\n").as_bytes()).is_some_and(|(_, said)| said == whole) {
                let gone = sample.lines().nth(line as usize - 1).unwrap_or("");
                problems.push(format!("{file}: nothing goes with {gone:?}"));
            }
        }
    }
    assert!(checked > 50, "only {checked} lines to try");
    crate::none(problems)
}

/// The files of the cases of reading, each with the document it stands in and its path.
pub fn samples() -> Vec<(&'static str, String, String)> {
    let documents = folder::all().iter().filter(|file| file.path.starts_with("tests/corpus/reading/"));
    let files = |file: &'static folder::File| {
        let path = file.path.as_str();
        files(file.text().unwrap_or_default()).into_iter().map(move |(name, text)| (path, name, text))
    };
    documents.flat_map(files).collect()
}

/// The files of a document of cases that stand there as they are.
fn files(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let ticks = line.bytes().take_while(|byte| *byte == b'`').count();
        if ticks < 3 {
            continue;
        }
        let close = "`".repeat(ticks);
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != close).collect();
        let info: Vec<&str> = line.trim_start_matches('`').split_whitespace().collect();
        if let ["md" | "yaml" | "json" | "csv" | "org", path] = info.as_slice() {
            found.push(((*path).to_owned(), body.join("\n") + "\n"));
        }
    }
    found
}

/// The lines that something was read from, and all that was read, without places.
pub fn read(path: &str, bytes: &[u8]) -> Option<(Vec<u32>, Vec<String>)> {
    let file = Source { path: path.to_owned(), bytes: bytes.into(), kind: None };
    let sources = Sources { files: vec![file], ..Sources::default() };
    let judged = pipeline::judge(&sources, &Config::default(), None);
    let plan = judged.linked.corpus.plans.first()?;
    let document = judged.linked.documents.first()?;
    Some(said(document, plan))
}

fn said(document: &Document, plan: &Plan) -> (Vec<u32>, Vec<String>) {
    let mut places: Vec<Place> = Vec::new();
    let mut said: Vec<String> = Vec::new();
    let mut add = |place: Place, text: String| {
        places.push(place);
        said.push(text);
    };
    let stated = |stated: &Option<Stated>| stated.as_ref().map(|stated| (stated.status, stated.text.clone()));
    let fields = |fields: &[Field]| -> Vec<(String, String)> {
        fields.iter().map(|field| (field.name.clone(), field.value.clone())).collect()
    };
    for group in &plan.groups {
        add(group.place, format!("{} {:?} {:?}", group.title, stated(&group.claimed), group.when));
        group
            .mentions
            .iter()
            .for_each(|mention| add(mention.place, format!("{:?} {}", mention.status, mention.text)));
    }
    for item in &plan.items {
        let text = (&item.id, &item.title, item.status, &item.status_text, item.group, item.parent);
        let facts =
            (&item.owner, &item.priority, &item.when, &item.depends_on, &item.tags, fields(&item.fields));
        add(item.place, format!("{text:?} {facts:?} {:?}", item.estimate));
        item.mentions.iter().for_each(|mention| {
            add(mention.place, format!("{} {:?}", mention.title, stated(&mention.stated)))
        });
        item.fields.iter().for_each(|field| add(field.place, field.value.clone()));
    }
    plan.criteria.iter().for_each(|one| add(one.place, format!("{} {:?}", one.text, one.met)));
    plan.gates.iter().for_each(|one| add(one.place, format!("{} {}", one.metric, one.text)));
    plan.evidence.iter().for_each(|one| add(one.place, format!("{} {:?}", one.text, one.holds)));
    plan.metrics.iter().for_each(|one| add(one.place, one.text.clone()));
    plan.scores.iter().for_each(|one| add(one.place, format!("{} {:?}", one.name, one.current)));
    plan.milestones.iter().for_each(|one| add(one.place, format!("{} {:?}", one.title, one.when)));
    plan.risks.iter().for_each(|one| add(one.place, one.title.clone()));
    plan.fields.iter().for_each(|one| add(one.place, format!("{} {}", one.name, one.value)));
    let mut lines: Vec<u32> = places.iter().map(|place| document.line(place.span.start)).collect();
    lines.sort_unstable();
    lines.dedup();
    (lines, said)
}
