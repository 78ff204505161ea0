//! Changes for people, in a terminal.

use crate::cli::terminal::{BLUE, BOLD, DIM, GREEN, RED, Terminal, YELLOW};
use crate::cli::words::{count, visible};
use crate::contract::{ApiChange, ApiChanges, ChangeSpot, ChangeTotals};
use crate::derive::api_change::Impact;

/// A line with the sums, then the changes by weight.
pub(super) fn write(told: &ApiChanges, terminal: &Terminal) -> String {
    let ink = terminal.out;
    let mut out = format!("{}\n", ink.paint(BOLD, &visible(&heading(told))));
    if told.changes.is_empty() {
        out.push_str("No changes.\n");
    }
    changes(&mut out, &told.changes, terminal);
    out
}

/// Changes under the names of their weights.
pub(super) fn changes(out: &mut String, list: &[ApiChange], terminal: &Terminal) {
    let ink = terminal.out;
    for impact in Impact::ALL {
        let of = list.iter().filter(|change| change.impact == impact.word());
        for (index, change) in of.enumerate() {
            let style = match impact {
                Impact::Breaking => RED,
                Impact::Risky | Impact::Deprecation => YELLOW,
                Impact::Addition => GREEN,
                Impact::Editorial => BLUE,
            };
            if index == 0 {
                out.push_str(&format!("\n{}\n", ink.paint(BOLD, impact.heading())));
            }
            out.push_str(&format!("  {} {}\n", ink.paint(style, change.code), visible(&line(change))));
            let places = places(change);
            if !places.is_empty() {
                out.push_str(&format!("        {}\n", ink.paint(DIM, &visible(&places))));
            }
        }
    }
}

/// Which versions, and how many changes of each weight.
pub(super) fn heading(told: &ApiChanges) -> String {
    let version = |version: &Option<String>| version.clone().unwrap_or_else(|| "no version".to_owned());
    format!(
        "{}, {} to {}: {}",
        told.new.title,
        version(&told.old.version),
        version(&told.new.version),
        sums(&told.totals)
    )
}

/// How many changes of each weight.
pub(super) fn sums(totals: &ChangeTotals) -> String {
    let some = totals.named().into_iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = some
        .map(|(name, number)| match name {
            "deprecation" | "addition" => count(number, name),
            name => format!("{number} {name}"),
        })
        .collect();
    if counts.is_empty() { "no changes".to_owned() } else { counts.join(", ") }
}

/// What a change is about, where in it, and what happened.
pub(super) fn line(change: &ApiChange) -> String {
    let subject = match (&change.method, &change.path, &change.schema) {
        (Some(method), Some(path), _) => format!("{method} {path}: "),
        (_, _, Some(schema)) => format!("schema `{schema}`: "),
        _ => String::new(),
    };
    let at = if change.at.is_empty() { String::new() } else { format!("{}: ", change.at) };
    let values = match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!(" (`{before}` to `{after}`)"),
        (None, Some(after)) => format!(" (`{after}`)"),
        (Some(before), None) => format!(" (was `{before}`)"),
        (None, None) => String::new(),
    };
    let touched = match (change.operations.first(), change.operations_touched) {
        (Some(first), 1) => format!("; in {first}"),
        (Some(first), many) => format!("; in {first} and {} more", many - 1),
        _ => String::new(),
    };
    format!("{subject}{at}{}{values}{touched}", change.message)
}

/// Where it stood and stands.
pub(super) fn places(change: &ApiChange) -> String {
    let one = |spot: &ChangeSpot| format!("{}:{}:{}", spot.path, spot.line, spot.column);
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => format!("{} -> {}", one(old), one(new)),
        (Some(old), None) => format!("{} -> gone", one(old)),
        (None, Some(new)) => one(new),
        (None, None) => String::new(),
    }
}
