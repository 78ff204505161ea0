//! Throughput: what was done in each week above the line, what was added and reopened below it.

use crate::page::part::chart::axis::{Tick, Vertical, with_room};
use crate::page::part::chart::number::{full, many};
use crate::page::part::chart::plot::{self, EndLabel, HEIGHT, TOP, WIDTH};
use crate::page::part::chart::svg::{Svg, tenths};
use crate::page::part::chart::view::{Chart, ChartTable, Named, TableRow, fluid};

/// What happened in a week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Week {
    /// Its ISO 8601 name: `2026-W47`.
    pub label: String,
    /// Items done.
    pub done: u32,
    /// Items added.
    pub added: u32,
    /// Items that were done and are open again.
    pub reopened: u32,
}

/// How many weeks the sentence speaks of.
const RECENT: usize = 12;

/// The fewest weeks there is room for: with fewer, bars grow no wider.
const FEWEST: usize = 12;

/// The throughput of `of`, whose weeks are in order, the empty ones among them.
pub fn throughput(id: &str, of: &str, weeks: &[Week]) -> Chart {
    let drawn = merged(weeks);
    let title = format!("Throughput of {of}");
    let desc = "A bar for each week. Above the line: items done. Below it: items added, and under those items reopened.";
    let rows = drawn
        .iter()
        .map(|week| {
            let counts = [week.done, week.added, week.reopened];
            TableRow::new(week.label.as_str(), counts.map(|count| full(count.into())).into())
        })
        .collect();
    let note = match plot::every(weeks.len()) {
        1 => String::new(),
        every => format!("There are {} weeks; each bar is the sum of {every}.", weeks.len()),
    };
    Chart {
        id: id.to_owned(),
        takeaway: takeaway(weeks),
        svg: draw(Named { id, title: &title, desc }, &drawn),
        desc: desc.to_owned(),
        note,
        scrolls: false,
        table: ChartTable::new(format!("{title}: the numbers"), &["Week", "Done", "Added", "Reopened"], rows),
        title,
    }
}

/// Weeks summed up where there are too many to draw; the newest stretch is whole.
fn merged(weeks: &[Week]) -> Vec<Week> {
    let every = plot::every(weeks.len());
    if every == 1 {
        return weeks.to_vec();
    }
    let (rest, whole) = weeks.split_at(weeks.len() % every);
    let parts = Some(rest).filter(|rest| !rest.is_empty()).into_iter().chain(whole.chunks(every));
    parts
        .filter_map(|part| {
            let (first, last) = (part.first()?, part.last()?);
            let sum = |of: fn(&Week) -> u32| part.iter().fold(0u32, |sum, week| sum.saturating_add(of(week)));
            Some(Week {
                label: format!("{} to {}", first.label, last.label),
                done: sum(|week| week.done),
                added: sum(|week| week.added),
                reopened: sum(|week| week.reopened),
            })
        })
        .collect()
}

fn takeaway(weeks: &[Week]) -> String {
    let recent = weeks.get(weeks.len().saturating_sub(RECENT)..).unwrap_or(weeks);
    let Some(last) = recent.last() else {
        return "There is no history to draw.".to_owned();
    };
    if let [only] = recent {
        let done = many(only.done.into(), "item");
        return format!("{done} done, {} added in {}.", full(only.added.into()), only.label);
    }
    let count = recent.len() as f64;
    let sum = |of: fn(&Week) -> u32| recent.iter().map(|week| f64::from(of(week))).sum::<f64>();
    let mean = |of: fn(&Week) -> u32| tenths(sum(of) / count);
    let empty = recent.iter().filter(|week| week.done == 0).count();
    let done = match mean(|week| week.done) {
        one if one == "1" => "1 item a week was".to_owned(),
        mean => format!("{mean} items a week were"),
    };
    let mut out = format!(
        "{done} done in the last {} weeks and {} added; {} done in {}, the last of them.",
        recent.len(),
        mean(|week| week.added),
        match last.done {
            0 => "none was".to_owned(),
            1 => "1 was".to_owned(),
            n => format!("{} were", full(n.into())),
        },
        last.label,
    );
    let reopened = sum(|week| week.reopened);
    if reopened > 0.0 {
        let verb = if reopened == 1.0 { "was" } else { "were" };
        out.push_str(&format!(" {} {verb} reopened.", many(reopened as u64, "item")));
    }
    match empty {
        0 => {}
        _ if empty == recent.len() => return format!("Nothing was done in the last {} weeks.", recent.len()),
        1 => out.push_str(" In 1 week nothing was done."),
        n => out.push_str(&format!(" In {n} weeks nothing was done.")),
    }
    out
}

/// Bars of one series: left edge, width, top, height, in the plot's units. Weeks without any have none.
fn bars(boxes: impl Iterator<Item = [f64; 4]>) -> String {
    boxes
        .filter(|[.., height]| *height > 0.0)
        .map(|[x, width, y, height]| {
            let (x, y, width, height) = (tenths(x), tenths(y), tenths(width), tenths(height.max(0.6)));
            format!("M{x} {y}h{width}v{height}h-{width}z")
        })
        .collect()
}

fn draw(named: Named<'_>, weeks: &[Week]) -> String {
    if weeks.is_empty() {
        return String::new();
    }
    let up = weeks.iter().map(|week| f64::from(week.done));
    let down = weeks.iter().map(|week| -f64::from(week.added) - f64::from(week.reopened));
    let scale = Vertical::from_zero(up.chain(down), HEIGHT);
    let slot = WIDTH / weeks.len().max(FEWEST) as f64;
    let from = WIDTH - slot * weeks.len() as f64;
    let width = slot * if weeks.len() > 80 { 0.85 } else { 0.7 };
    let left = |at: usize| from + slot * at as f64 + (slot - width) / 2.0;
    let series = |of: &dyn Fn(&Week) -> (f64, f64)| {
        bars(weeks.iter().enumerate().map(|(at, week)| {
            let (high, low) = of(week);
            [left(at), width, scale.y(high), scale.y(low) - scale.y(high)]
        }))
    };
    let done = series(&|week| (week.done.into(), 0.0));
    let added = series(&|week| (0.0, -f64::from(week.added)));
    let reopened = series(&|week| {
        let added = -f64::from(week.added);
        (added, added - f64::from(week.reopened))
    });
    let zero = scale.y(0.0);
    let any = |of: fn(&Week) -> u32| weeks.iter().any(|week| of(week) > 0);
    let mut labels = vec![EndLabel { y: zero / 2.0, class: "done box", text: "done".to_owned() }];
    if any(|week| week.added) {
        labels.push(EndLabel { y: zero + 10.0, class: "in_progress box", text: "added".to_owned() });
    }
    if any(|week| week.reopened) {
        labels.push(EndLabel { y: zero + 26.0, class: "blocked box", text: "reopened".to_owned() });
    }
    fluid(named, plot::room(&labels), plot::WHOLE, |svg| {
        mirrored_grid(svg, &scale);
        plot::below(svg, &names(weeks, (from + slot / 2.0, slot)));
        plot::plot(svg, |svg| {
            svg.raw("<defs>");
            plot::stripes(svg, named.id, "in_progress", 6.0);
            plot::stripes(svg, named.id, "blocked", 3.0);
            svg.raw("</defs>\n");
            plot::path(svg, "bars done", &done);
            for (class, d) in [("in_progress", &added), ("blocked", &reopened)] {
                if !d.is_empty() {
                    svg.raw("<path class=\"bars ")
                        .raw(class)
                        .raw("\" fill=\"url(#")
                        .words(named.id)
                        .raw("-")
                        .raw(class);
                    svg.raw(")\" d=\"").raw(d).raw("\"/>\n");
                }
            }
        });
        plot::end_labels(svg, labels);
    })
}

/// Lines across, numbered without sign on both sides of the zero.
fn mirrored_grid(svg: &mut Svg, scale: &Vertical) {
    svg.raw("<g class=\"grid\">");
    for tick in &scale.ticks {
        let y = TOP + scale.y(*tick);
        svg.raw(if scale.label(*tick) == "0" { "<line class=\"base\"" } else { "<line" }).raw(" x2=\"100%\"");
        svg.attribute("y1", y).attribute("y2", y).raw("/><text x=\"-6\"").attribute("y", y + 4.5);
        svg.raw(" text-anchor=\"end\">").words(&scale.label(tick.abs())).raw("</text>\n");
    }
    svg.raw("</g>");
}

/// The names of as many weeks as there is room for, the newest before all others.
fn names(weeks: &[Week], (first, slot): (f64, f64)) -> Vec<Tick> {
    let place = |at: usize| ((first + slot * at as f64) / WIDTH * 100.0).min(100.0);
    let name = |at: usize| {
        weeks.get(at).map(|week| week.label.split(" to ").next().unwrap_or(&week.label).to_owned())
    };
    let last = weeks.len().saturating_sub(1);
    let step = weeks.len().div_ceil(6).max(1);
    let order = [last, 0].into_iter().chain((0..last).rev().step_by(step));
    with_room(order.filter_map(|at| Some((place(at), name(at)?))))
}
