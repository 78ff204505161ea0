//! What a branch does to the tracker: `planbook diff BASE..HEAD`.

use std::path::{Path, PathBuf};

use crate::cli::asked::Asked;
use crate::cli::diff::text;
use crate::cli::exit::Stop;
use crate::cli::report::sections;
use crate::cli::settings;
use crate::cli::terminal::{BOLD, Terminal};
use crate::cli::words::{count, inert, visible};
use crate::contract::{ApiBranch, Branch, Finding, Report};
use crate::derive::api_change::{self, Between};
use crate::diag::Fault;
use crate::model::PointId;
use crate::{discover, pipeline, read};

/// The first line of a comment, by which it is found again.
const MARKER: &str = "<!-- planbook diff -->";

/// The most findings a comment lists.
const FINDINGS: usize = 10;

/// The most changes of one definition that a comment lists.
const CHANGES: usize = 30;

/// Splits `main..topic`; `None` for what is no range of commits.
pub(super) fn range(text: &Path) -> Option<(String, String)> {
    let text = text.to_str()?;
    let (base, head) = text.split_once("...").or_else(|| text.split_once(".."))?;
    // `../plan.yaml` is a path.
    let range = !base.is_empty() && !base.contains("..") && !head.starts_with('/') && !text.starts_with('.');
    let head = if head.is_empty() { "HEAD" } else { head };
    range.then(|| (base.to_owned(), head.to_owned()))
}

/// Compares the commit that `head` branched off from `base` at with `head`; `weigh` may leave changes of definitions out.
pub(super) fn compare(
    (base, head): (&str, &str),
    weigh: impl FnOnce(&mut Vec<Between>),
) -> Result<Branch, Stop> {
    let asked = Asked::find(&PathBuf::from(".")).map_err(|fault| Stop::unreadable([fault]))?;
    let config = settings::of(&asked, None)?;
    let inventory = discover::discover(&asked.real, &config, None);
    let name = |name: &str| read::named(&inventory.root, name).map_err(|fault| Stop::unreadable([fault]));
    let (base, head) = (name(base)?, name(head)?);
    let base = read::fork(&inventory.root, &base, &head);
    let unreadable =
        || Stop::unreadable([Fault::new("git", "does not give the documents of these commits out")]);
    let (before, after) = read::two(&inventory, &config, &base, &head).ok_or_else(unreadable)?;
    let day = config.zone.day(head.time);
    let (old, new) =
        rayon::join(|| pipeline::judge(&before, &config, day), || pipeline::judge(&after, &config, day));
    let history = new.derived.history.as_ref();
    let between = history.and_then(|history| history.since_point(&new.linked, PointId(0)));
    let report = between.and_then(|between| Report::of(&new.linked, &new.derived, &between));
    let report = report.ok_or_else(unreadable)?;
    let mut definitions = api_change::between(&old.linked, &new.linked);
    weigh(&mut definitions);
    Ok(Branch::of(
        (&base.hash, &head.hash),
        (report, &definitions),
        (&old.linked, &old.findings),
        (&new.linked, &new.findings),
    ))
}

/// The comparison for people at a terminal.
pub(super) fn for_people(told: &Branch, terminal: &Terminal) -> String {
    if !told.changed {
        return "No fact of the tracker changed.\n".to_owned();
    }
    let mut out = match told.report.is_empty() {
        true => "Nothing changed in plans and decisions.\n".to_owned(),
        false => crate::cli::report::text(&told.report, terminal.out),
    };
    for one in &told.definitions {
        out.push_str(&format!("\n{}\n", terminal.out.paint(BOLD, &visible(&definition(one)))));
        text::changes(&mut out, &one.changes, terminal);
    }
    for (title, list) in lists(told) {
        out.push_str(&format!("\n{}\n", terminal.out.paint(BOLD, &title)));
        for finding in list {
            out.push_str(&format!("  {} {} {}\n", finding.code, spot(finding), visible(&finding.message)));
        }
    }
    out
}

/// The comparison as one comment; empty where no fact changed.
pub(super) fn markdown(told: &Branch) -> String {
    if !told.changed {
        return String::new();
    }
    let report = &told.report;
    let mut out = format!("{MARKER}\n### What this does to the plans\n\n");
    match report.is_empty() {
        true => out.push_str("Nothing changed in plans and decisions.\n"),
        false => out.push_str(&format!("**{}**\n", report.sentence)),
    }
    for one in &told.definitions {
        definition_markdown(&mut out, one);
    }
    for section in sections(report).into_iter().filter(|section| !section.waits) {
        out.push_str(&format!("\n<details><summary>{}</summary>\n\n", section.title));
        for (plan, lines) in &section.plans {
            for line in lines {
                let id = line.id.map_or(String::new(), |id| format!("`{}` ", id.replace('`', "'")));
                let note = line.note.as_ref().map_or(String::new(), |note| format!(": {}", inert(note)));
                let plan = if plan.is_empty() { String::new() } else { format!(" ({})", inert(plan)) };
                out.push_str(&format!("- {id}{}{note}{plan}\n", inert(line.title)));
            }
        }
        if section.more > 0 {
            out.push_str(&format!("- and {} more\n", section.more));
        }
        out.push_str("\n</details>\n");
    }
    for (title, list) in lists(told) {
        out.push_str(&format!("\n<details><summary>{title}</summary>\n\n"));
        for finding in list.iter().take(FINDINGS) {
            out.push_str(&format!(
                "- **{}** `{}` {}\n",
                finding.code,
                spot(finding),
                inert(&finding.message)
            ));
        }
        if list.len() > FINDINGS {
            out.push_str(&format!("- and {} more\n", list.len() - FINDINGS));
        }
        out.push_str("\n</details>\n");
    }
    out
}

/// What happened to a definition, in a line.
fn definition(one: &ApiBranch) -> String {
    let (Some(now), before) = (one.new.as_ref().or(one.old.as_ref()), one.old.as_ref()) else {
        return String::new();
    };
    let moved = before.filter(|before| before.path != now.path);
    let what = match (&one.old, &one.new) {
        (None, _) => "a new API definition".to_owned(),
        (_, None) => "the API definition is gone".to_owned(),
        _ => text::sums(&one.totals),
    };
    let was = moved.map_or(String::new(), |before| format!(", was {}", before.path));
    format!("API {} ({}{was}): {what}", now.title, now.path)
}

/// What happened to a definition: what breaks clients stands open.
fn definition_markdown(out: &mut String, one: &ApiBranch) {
    let title = inert(&definition(one));
    if one.changes.is_empty() {
        out.push_str(&format!("\n{title}\n"));
        return;
    }
    let open = if one.totals.breaking > 0 { " open" } else { "" };
    out.push_str(&format!("\n<details{open}><summary>{title}</summary>\n\n"));
    for change in one.changes.iter().take(CHANGES) {
        out.push_str(&format!("- **{}** {}: {}\n", change.code, change.impact, inert(&text::line(change))));
    }
    if one.changes.len() > CHANGES {
        out.push_str(&format!("- and {} more\n", one.changes.len() - CHANGES));
    }
    out.push_str("\n</details>\n");
}

/// The findings that came and went, with their headings.
fn lists(told: &Branch) -> Vec<(String, &[Finding])> {
    let both: [(&str, &[Finding]); 2] =
        [("new finding", &told.new_findings), ("finding resolved", &told.resolved_findings)];
    let some = both.into_iter().filter(|(_, list)| !list.is_empty());
    some.map(|(words, list)| {
        let title = match words {
            "new finding" => count(list.len() as u64, words),
            _ => format!("{} resolved", count(list.len() as u64, "finding")),
        };
        (title, list)
    })
    .collect()
}

fn spot(finding: &Finding) -> String {
    let first = finding.places.first();
    first.map_or(String::new(), |quote| {
        format!("{}:{}", visible(&quote.spot.path).replace('`', "'"), quote.spot.line)
    })
}
