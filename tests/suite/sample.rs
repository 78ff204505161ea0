//! Made-up plans of any size in four habits of writing, the same text for the same numbers. Used by the tests of
//! growth and by the benchmarks.

use planbook::source::{Source, Sources};

const VERBS: [&str; 8] = ["Write", "Move", "Measure", "Split", "Review", "Retire", "Document", "Harden"];
const NOUNS: [&str; 9] =
    ["importer", "invoice page", "login", "cache", "export", "search index", "mailer", "audit log", "backup"];
const OWNERS: [&str; 5] = ["Ana", "Bora", "Chen", "Dunja", "Emil"];

/// `files` plans with `items` items in all, in the habits by turns.
pub fn sources(files: usize, items: usize) -> Sources {
    let mut sources = Sources { name: "sample".to_owned(), ..Sources::default() };
    for index in 0..files {
        let share = items * (index + 1) / files - items * index / files;
        let (extension, text) = match index % 4 {
            0 => ("md", boxes(index, share)),
            1 => ("md", tables(index, share)),
            2 => ("md", blocks(index, share)),
            _ => ("yaml", entries(index, share)),
        };
        let path = format!("plans/area-{:02}/plan-{index:04}.{extension}", index % 20);
        sources.files.push(Source { path, bytes: text.into_bytes().into(), kind: None });
    }
    sources.files.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn title(plan: usize, item: usize) -> String {
    let pick = item.wrapping_mul(7).wrapping_add(plan.wrapping_mul(13));
    format!("{} the {} of area {}", VERBS[pick % 8], NOUNS[pick / 8 % 9], pick % 97)
}

fn owner(item: usize) -> &'static str {
    OWNERS[item * 3 % 5]
}

/// Phases of 25 items each.
fn phases(items: usize) -> impl Iterator<Item = (usize, std::ops::Range<usize>)> {
    (0..items.div_ceil(25)).map(move |phase| (phase + 1, phase * 25..items.min(phase * 25 + 25)))
}

fn boxes(plan: usize, items: usize) -> String {
    let mut out = format!("# Plan {plan}\n\nWhat is to be done, and in which order.\n");
    for (phase, range) in phases(items) {
        out.push_str(&format!("\n## Phase {phase}: Stage {phase} (Weeks {phase}-{})\n\n", phase + 1));
        for item in range {
            let mark = if item % 3 == 0 { 'x' } else { ' ' };
            out.push_str(&format!(
                "- [{mark}] {} ({}, {} h)\n",
                title(plan, item),
                owner(item),
                item % 9 + 1
            ));
        }
        out.push_str("\n### Success criteria\n\n- Every page opens in a second\n- Nothing is lost\n");
    }
    out
}

fn tables(plan: usize, items: usize) -> String {
    let mut out = format!("# Plan {plan}\n");
    for (phase, range) in phases(items) {
        out.push_str(&format!(
            "\n## Phase {phase}: Stage {phase}\n\n| ID | Task | Owner | Status | Effort |\n"
        ));
        out.push_str("|----|------|-------|--------|--------|\n");
        for item in range {
            let status = ["✅ Done", "In progress", "Todo", "Blocked"][item % 4];
            let (title, owner) = (title(plan, item), owner(item));
            out.push_str(&format!(
                "| P{plan}-{item} | {title} | {owner} | {status} | {} d |\n",
                item % 5 + 1
            ));
        }
    }
    out
}

fn blocks(plan: usize, items: usize) -> String {
    let mut out = format!("# Plan {plan}\n");
    for (phase, range) in phases(items) {
        out.push_str(&format!("\n## Wave {phase}\n"));
        for item in range {
            let (title, owner) = (title(plan, item), owner(item));
            out.push_str(&format!("\n### W{plan}-{item}: {title}\n\n**Owner**: {owner}\n"));
            out.push_str(&format!("**Priority**: P{}\n\nWhy it matters, in a sentence.\n", item % 3));
            if item > 0 {
                out.push_str(&format!("\n- **Depends on**: W{plan}-{}\n", item - 1));
            }
        }
    }
    out
}

fn entries(plan: usize, items: usize) -> String {
    let mut out = format!("title: Plan {plan}\ntasks:\n");
    for item in 0..items {
        let status = ["done", "in progress", "todo", "blocked"][item % 4];
        let (title, owner) = (title(plan, item), owner(item));
        out.push_str(&format!("  - id: Y{plan}-{item}\n    title: {title}\n    status: {status}\n"));
        out.push_str(&format!("    owner: {owner}\n    estimate: {}h\n", item % 9 + 1));
    }
    out
}
