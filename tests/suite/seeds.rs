//! Five real plans with figures counted by hand. Runs where `../shared/corpus` is there.

use libtest_mimic::Trial;
use planbook::config::Config;
use planbook::decode::Document;
use planbook::diag::Severity;
use planbook::model::{GroupKind, Plan, Status};
use planbook::pipeline;
use planbook::source::{Source, Sources};

use crate::{Outcome, folder};

/// What one plan must be read as.
#[derive(Debug, Default, PartialEq)]
struct Figures {
    phases: usize,
    waves: usize,
    items: usize,
    /// Items with ranges expanded.
    expanded: usize,
    done: u32,
    in_progress: u32,
    todo: u32,
    unknown: u32,
    criteria: usize,
    met: usize,
    scores: usize,
    gates: usize,
    mended: bool,
}

/// The figures of each plan; `None` where a number was not counted by hand.
struct Expected {
    file: &'static str,
    figures: Figures,
    counted: Vec<&'static str>,
}

/// What every plan is counted for; `more` is counted for some.
fn counted(more: &[&'static str]) -> Vec<&'static str> {
    let always = ["phases", "items", "expanded", "done", "in_progress", "todo", "unknown", "mended"];
    always.iter().chain(more).copied().collect()
}

fn expected() -> [Expected; 5] {
    let none = Figures::default;
    [
        Expected {
            file: "000",
            figures: Figures {
                phases: 12,
                items: 180,
                expanded: 180,
                done: 8,
                todo: 172,
                criteria: 9,
                scores: 11,
                mended: true,
                ..none()
            },
            counted: counted(&["criteria", "scores"]),
        },
        Expected {
            file: "001",
            figures: Figures { phases: 5, criteria: 46, ..none() },
            counted: counted(&["criteria", "met"]),
        },
        Expected {
            file: "002",
            figures: Figures {
                phases: 8,
                items: 85,
                expanded: 85,
                done: 70,
                in_progress: 4,
                todo: 11,
                criteria: 16,
                mended: true,
                ..none()
            },
            counted: counted(&["criteria"]),
        },
        Expected {
            file: "003",
            figures: Figures {
                phases: 7,
                items: 14,
                expanded: 14,
                done: 7,
                in_progress: 3,
                unknown: 4,
                gates: 67,
                mended: true,
                ..none()
            },
            counted: counted(&["gates"]),
        },
        Expected {
            file: "004",
            figures: Figures { phases: 5, waves: 10, items: 71, expanded: 100, unknown: 71, ..none() },
            counted: counted(&["waves"]),
        },
    ]
}

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    let Some(seeds) = folder::shared("seeds") else { return Vec::new() };
    expected()
        .into_iter()
        .map(|one| {
            let seeds = seeds.clone();
            Trial::test(format!("seeds::{}", one.file), move || check(&seeds, &one))
        })
        .collect()
}

fn check(seeds: &std::path::Path, expected: &Expected) -> Outcome {
    let files = folder::below(seeds);
    let file = files.iter().find(|file| file.path.starts_with(expected.file)).ok_or("no such file")?;
    let source = Source { path: file.path.clone(), bytes: file.bytes.as_slice().into(), kind: None };
    let sources = Sources { files: vec![source], name: "seeds".to_owned(), ..Sources::default() };
    let judged = pipeline::judge(&sources, &Config::default(), None);
    let plan = judged.linked.corpus.plans.first().ok_or("not read as a plan")?;
    let document = judged.linked.documents.first().ok_or("no document")?;
    let actual = lines(&figures(document, plan), &expected.counted);
    let wanted = lines(&expected.figures, &expected.counted);
    let mut problems = Vec::new();
    if actual != wanted {
        problems.push(crate::diff::lines(&wanted, &actual));
    }
    let reading = judged.findings.iter().filter(|finding| finding.code.0.starts_with("PB0"));
    problems.extend(
        reading.filter(|finding| finding.severity == Severity::Error).map(|finding| finding.message.clone()),
    );
    crate::none(problems)
}

fn figures(document: &Document, plan: &Plan) -> Figures {
    let groups = |kind| plan.groups.iter().filter(|group| group.kind == kind).count();
    let tally = plan.tally();
    Figures {
        phases: groups(GroupKind::Phase),
        waves: groups(GroupKind::Wave),
        items: plan.items.len(),
        expanded: plan.items.iter().map(|item| item.expands_to.len().max(1)).sum(),
        done: tally.get(Status::Done),
        in_progress: tally.get(Status::InProgress),
        todo: tally.get(Status::Todo),
        unknown: tally.get(Status::Unknown),
        criteria: plan.criteria.len(),
        met: plan.criteria.iter().filter(|one| one.met == Some(true)).count(),
        scores: plan.scores.len(),
        gates: plan.gates.len(),
        mended: document.encoding.repaired > 0,
    }
}

/// The counted figures, one a line.
fn lines(figures: &Figures, counted: &[&str]) -> String {
    let text = format!("{figures:#?}");
    let wanted = |line: &&str| counted.iter().any(|name| line.trim_start().starts_with(&format!("{name}:")));
    text.lines().filter(wanted).map(str::trim).collect::<Vec<_>>().join("\n")
}
