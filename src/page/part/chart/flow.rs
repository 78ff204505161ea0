//! Cumulative flow: how many items were in each state, on top of each other. Each state has a pattern of its own.

use crate::date::{self, Date};
use crate::model::{Status, Tally};
use crate::page::part::chart::axis::{Horizontal, Vertical};
use crate::page::part::chart::number::{full, many};
use crate::page::part::chart::plot::{self, EndLabel, WIDTH};
use crate::page::part::chart::svg::{Svg, line};
use crate::page::part::chart::view::{Chart, ChartTable, Named, TableRow, fluid};

/// How many items were in each state on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct States {
    /// The day.
    pub date: Date,
    /// The items by state.
    pub tally: Tally,
}

/// From the bottom up: what is finished first, what is given up last.
const ORDER: [Status; 6] =
    [Status::Done, Status::InProgress, Status::Blocked, Status::Todo, Status::Unknown, Status::Cancelled];

/// The states of `of` over time; the days are in order.
pub fn flow(id: &str, of: &str, points: &[States]) -> Chart {
    let drawn = plot::thinned(points);
    let title = format!("Items by state: {of}");
    let there: Vec<Status> =
        ORDER.into_iter().filter(|status| drawn.iter().any(|p| p.tally.get(*status) > 0)).collect();
    let names: Vec<&str> = there.iter().map(|status| status.words()).collect();
    let desc = format!(
        "A band for each state, from the bottom: {}. The height of a band is the number of items.",
        names.join(", ")
    );
    let mut headers = vec!["Date".to_owned()];
    headers.extend(names.iter().map(|name| capital(name)));
    headers.push("All".to_owned());
    let rows = drawn.iter().map(|p| {
        let counts = there.iter().map(|status| p.tally.get(*status)).chain([p.tally.total()]);
        TableRow::new(p.date.to_string(), counts.map(|count| full(count.into())).collect())
    });
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    Chart {
        id: id.to_owned(),
        takeaway: takeaway(points),
        svg: draw(Named { id, title: &title, desc: &desc }, &drawn, &there),
        note: plot::thinning(points.len(), "day"),
        scrolls: false,
        table: ChartTable::new(format!("{title}: the numbers"), &headers, rows.collect()),
        desc,
        title,
    }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn takeaway(points: &[States]) -> String {
    let Some(last) = points.last() else {
        return "There is no history to draw.".to_owned();
    };
    if last.tally.total() == 0 {
        return format!("There are no items on {}.", date::words(last.date));
    }
    let begun = |tally: &Tally| tally.get(Status::InProgress) + tally.get(Status::Blocked);
    let waits = last.tally.get(Status::Blocked);
    let now = begun(&last.tally);
    let verb = if now == 1 { "is" } else { "are" };
    let mut out = format!(
        "{} of {} {verb} begun and not done",
        full(now.into()),
        many(last.tally.total().into(), "item")
    );
    if waits > 0 {
        out.push_str(&format!(", {} of them blocked", full(waits.into())));
    }
    let days: Vec<Date> = points.iter().map(|point| point.date).collect();
    let before = plot::before(&days).and_then(|before| Some((points.get(before.at)?, before.words)));
    match before.map(|(point, past)| (i64::from(now) - i64::from(begun(&point.tally)), past)) {
        None => out.push_str(&format!(" on {}.", date::words(last.date))),
        Some((0, past)) => out.push_str(&format!("; as many as {past}.")),
        Some((more, past)) if more > 0 => out.push_str(&format!("; {} more than {past}.", full(more as f64))),
        Some((fewer, past)) => out.push_str(&format!("; {} fewer than {past}.", full(-fewer as f64))),
    }
    out
}

/// Class and distance of the lines of a state's pattern; `None` for one without.
fn pattern(status: Status) -> Option<f64> {
    match status {
        Status::Done | Status::Todo => None,
        Status::InProgress => Some(6.0),
        Status::Blocked => Some(3.0),
        Status::Unknown => Some(12.0),
        Status::Cancelled => Some(9.0),
    }
}

fn draw(named: Named<'_>, points: &[States], there: &[Status]) -> String {
    let Some(days) = Horizontal::over(points.iter().map(|p| p.date)) else { return String::new() };
    if there.is_empty() {
        return String::new();
    }
    let scale = Vertical::from_zero(points.iter().map(|p| f64::from(p.tally.total())), plot::HEIGHT);
    // A band of one day has no width: it is drawn over the whole of it.
    let xs: Vec<f64> = match points.len() {
        1 => vec![0.0, WIDTH],
        _ => points.iter().map(|p| days.x(p.date) / 100.0 * WIDTH).collect(),
    };
    let columns: Vec<&States> =
        if points.len() == 1 { points.iter().cycle().take(2).collect() } else { points.iter().collect() };
    let mut below: Vec<u32> = vec![0; columns.len()];
    let (mut bands, mut labels) = (Vec::new(), Vec::new());
    for status in there {
        let above: Vec<u32> =
            below.iter().zip(&columns).map(|(under, p)| under + p.tally.get(*status)).collect();
        let edge = |edge: &[u32]| -> Vec<(f64, f64)> {
            xs.iter().zip(edge).map(|(x, value)| (*x, scale.y(f64::from(*value)))).collect()
        };
        let (top, mut bottom) = (edge(&above), edge(&below));
        bottom.reverse();
        if let (Some((_, high)), Some((_, low))) = (top.last(), bottom.first()) {
            let count = columns.last().map_or(0, |p| p.tally.get(*status));
            let text = format!("{} {}", status.words(), full(count.into()));
            labels.push(EndLabel { y: (high + low) / 2.0, class: status.name(), text });
        }
        bands.push((*status, format!("{}{}Z", line(&top), line(&bottom).replacen('M', "L", 1))));
        below = above;
    }
    fluid(named, plot::room(&labels), plot::WHOLE, |svg| {
        plot::grid(svg, &scale);
        plot::below(svg, &days.ticks());
        plot::plot(svg, |svg| {
            patterns(svg, named.id, there);
            for (status, band) in &bands {
                svg.raw("<path class=\"band ").raw(status.name()).raw("\"");
                if pattern(*status).is_some() {
                    svg.raw(" fill=\"url(#").words(named.id).raw("-").raw(status.name()).raw(")\"");
                }
                svg.raw(" d=\"").raw(band).raw("\"/>\n");
            }
        });
        plot::end_labels(svg, labels);
    })
}

fn patterns(svg: &mut Svg, id: &str, there: &[Status]) {
    svg.raw("<defs>");
    for status in there {
        if let Some(distance) = pattern(*status) {
            plot::stripes(svg, id, status.name(), distance);
        }
    }
    svg.raw("</defs>\n");
}
