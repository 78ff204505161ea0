//! An item stays the same item when its plan is edited: moved, reworded a little, renumbered, given to another phase,
//! with others added and taken away.

use libtest_mimic::Trial;
use planbook::config::Config;
use planbook::link::{Called, Identity, identity};
use planbook::model::Plan;
use planbook::pipeline;
use planbook::source::{Source, Sources};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config as Runs, RngAlgorithm, TestRng, TestRunner};

use crate::Outcome;

const WORDS: [&str; 32] = [
    "paint", "door", "lamp", "harbour", "chart", "depth", "oil", "wick", "glass", "roof", "stair", "rope",
    "sail", "anchor", "bell", "fog", "signal", "tide", "table", "printer", "page", "colour", "night",
    "switch", "bulb", "screw", "frame", "hinge", "window", "gate", "wall", "light",
];

/// A task of a made-up plan, and which task of the older state it is.
#[derive(Clone, Debug)]
struct Task {
    origin: Option<usize>,
    title: Vec<&'static str>,
    phase: usize,
}

/// An edit, its numbers taken modulo what is there.
#[derive(Clone, Debug)]
enum Edit {
    Move(usize, usize),
    Reword(usize, usize),
    Phase(usize),
    Remove(usize),
    Insert(usize, usize),
}

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("identity::with ids", || edited(Numbers::Kept)),
        Trial::test("identity::renumbered", || edited(Numbers::Anew)),
        Trial::test("identity::without ids", || edited(Numbers::None)),
        Trial::test("identity::an unchanged plan", || {
            let plan = read(&text(&tasks(40), Numbers::Kept));
            let same = identity(&Called::of_plan(&plan), &Called::of_plan(&plan));
            let all =
                same.continues.iter().enumerate().all(|(at, old)| old.is_some_and(|id| id.0 as usize == at));
            if all && same.gone.is_empty() { Ok(()) } else { Err(format!("{same:?}").into()) }
        }),
    ]
}

/// What the ids of the tasks are.
#[derive(Clone, Copy)]
enum Numbers {
    /// Those of the older state; new tasks have new ones.
    Kept,
    /// Counted afresh from the top.
    Anew,
    None,
}

fn edited(numbers: Numbers) -> Outcome {
    let edit = (0..5usize, 0..1000usize, 0..1000usize).prop_map(|(kind, a, b)| match kind {
        0 => Edit::Move(a, b),
        1 => Edit::Reword(a, b),
        2 => Edit::Phase(a),
        3 => Edit::Remove(a),
        _ => Edit::Insert(a, b),
    });
    let runs = Runs { cases: 150, failure_persistence: None, ..Runs::default() };
    let mut runner = TestRunner::new_with_rng(runs, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&(12..40usize, vec(edit, 1..5)), |(count, edits)| {
        let old = tasks(count);
        let mut new = old.clone();
        let mut touched: Vec<usize> = Vec::new();
        edits.iter().for_each(|edit| apply(&mut new, edit, &mut touched));
        let shown = if matches!(numbers, Numbers::None) { Numbers::None } else { Numbers::Kept };
        let (before, after) = (read(&text(&old, shown)), read(&text(&new, numbers)));
        // Tasks stand by phase in the text.
        let order = in_order(&old);
        let found = identity(&Called::of_plan(&before), &Called::of_plan(&after));
        prop_assert_eq!(found.continues.len(), new.len());
        for (at, task) in in_order(&new).iter().enumerate() {
            let wanted =
                task.origin.and_then(|origin| order.iter().position(|task| task.origin == Some(origin)));
            // What takes the number and the place of a task that is gone can't be told from that task under a new name.
            if wanted.is_none() && matches!(numbers, Numbers::Anew) {
                continue;
            }
            let actual = found.continues[at].map(|id| id.0 as usize);
            prop_assert_eq!(actual, wanted, "{} of {:?}", task.title.join(" "), edits);
        }
        once(&found);
        Ok(())
    });
    result.map_err(|problem| problem.to_string().into())
}

/// No item of the older state is continued twice, and what is not continued is gone.
fn once(found: &Identity) {
    let mut seen: Vec<u32> = found.continues.iter().flatten().chain(&found.gone).map(|id| id.0).collect();
    seen.sort_unstable();
    assert!(seen.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{found:?}");
}

/// `count` tasks in three phases. No two titles share more than one word.
fn tasks(count: usize) -> Vec<Task> {
    let word = |at: usize| WORDS[at % WORDS.len()];
    (0..count)
        .map(|at| {
            let row = at / 16;
            let title =
                (0..4).map(|column| word(at * 2 + column * (row * 2 + 7) + column * column)).collect();
            Task { origin: Some(at), title, phase: at * 3 / count }
        })
        .collect()
}

fn apply(tasks: &mut Vec<Task>, edit: &Edit, touched: &mut Vec<usize>) {
    let count = tasks.len();
    match *edit {
        Edit::Move(from, to) => {
            let task = tasks.remove(from % count);
            tasks.insert(to % count, task);
        }
        Edit::Reword(at, word) => {
            let task = &mut tasks[at % count];
            // A title may be reworded once, a little.
            if let Some(origin) = task.origin.filter(|origin| !touched.contains(origin)) {
                touched.push(origin);
                task.title[word % 4] = "other";
            }
        }
        Edit::Phase(at) => {
            let task = &mut tasks[at % count];
            if task.origin.is_some_and(|origin| !touched.contains(&origin)) {
                task.phase = (task.phase + 1) % 3;
                touched.extend(task.origin);
            }
        }
        Edit::Remove(at) if count > 6 => {
            tasks.remove(at % count);
        }
        Edit::Remove(_) => {}
        Edit::Insert(at, name) => {
            let title = vec!["fresh", if name % 2 == 0 { "idea" } else { "wish" }, "about", "everything"];
            if !tasks.iter().any(|task| task.title == title) {
                tasks.insert(at % count, Task { origin: None, title, phase: name % 3 });
            }
        }
    }
}

fn in_order(tasks: &[Task]) -> Vec<Task> {
    let mut sorted = tasks.to_vec();
    sorted.sort_by_key(|task| task.phase);
    sorted
}

fn text(tasks: &[Task], numbers: Numbers) -> String {
    let mut out = String::from("# Plan\n");
    let mut count = 0;
    for phase in 0..3 {
        out.push_str(&format!("\n## Phase {}: Part {phase}\n\n", phase + 1));
        for task in tasks.iter().filter(|task| task.phase == phase) {
            count += 1;
            let id = match (numbers, task.origin) {
                (Numbers::None, _) => String::new(),
                (Numbers::Anew, _) => format!("T{count:03} "),
                (Numbers::Kept, Some(origin)) => format!("T{:03} ", origin + 1),
                (Numbers::Kept, None) => format!("T{:03} ", 900 + count),
            };
            out.push_str(&format!("- [ ] {id}{}\n", task.title.join(" ")));
        }
    }
    out
}

fn read(text: &str) -> Plan {
    let file = Source { path: "plan.md".to_owned(), bytes: text.as_bytes().into(), kind: None };
    let sources = Sources { files: vec![file], ..Sources::default() };
    let judged = pipeline::judge(&sources, &Config::default(), None);
    judged.linked.corpus.plans.into_iter().next().unwrap_or_else(|| panic!("no plan:\n{text}"))
}
