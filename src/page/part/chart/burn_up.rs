//! Burn-up: how much is done, below the line of how much there is to do.

use crate::date::{self, Date};
use crate::page::part::chart::axis::{Horizontal, Vertical};
use crate::page::part::chart::number::{full, many};
use crate::page::part::chart::plot::{self, EndLabel, WIDTH};
use crate::page::part::chart::svg::{dots, line};
use crate::page::part::chart::view::{Chart, ChartTable, Named, TableRow, fluid};

/// How much was done of how much on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The day.
    pub date: Date,
    /// Items done.
    pub done: u32,
    /// All items that are to be done: cancelled ones are none.
    pub scope: u32,
}

/// The burn-up of `of`, whose days are in order.
pub fn burn_up(id: &str, of: &str, points: &[Progress]) -> Chart {
    let drawn = plot::thinned(points);
    let title = format!("Burn-up of {of}");
    let desc = "A solid line shows the items done, a dashed line above it all items: the scope.";
    let rows = drawn
        .iter()
        .map(|p| TableRow::new(p.date.to_string(), vec![full(p.done.into()), full(p.scope.into())]))
        .collect();
    Chart {
        id: id.to_owned(),
        takeaway: takeaway(points),
        svg: draw(Named { id, title: &title, desc }, &drawn),
        desc: desc.to_owned(),
        note: plot::thinning(points.len(), "day"),
        scrolls: false,
        table: ChartTable::new(format!("{title}: the numbers"), &["Date", "Done", "Scope"], rows),
        title,
    }
}

fn takeaway(points: &[Progress]) -> String {
    let Some(last) = points.last() else {
        return "There is no history to draw.".to_owned();
    };
    let (done, scope) = (last.done, last.scope);
    let (verb, noun) = (if done == 1 { "is" } else { "are" }, if scope == 1 { "item" } else { "items" });
    let now = match scope {
        0 => "There are no items".to_owned(),
        _ if done == scope && scope > 1 => format!("All {} are done", many(scope.into(), "item")),
        _ => format!("{} of {} {noun} {verb} done", full(done.into()), full(scope.into())),
    };
    let days: Vec<Date> = points.iter().map(|point| point.date).collect();
    let Some((before, past)) =
        plot::before(&days).and_then(|before| Some((points.get(before.at)?, before.words)))
    else {
        return format!("{now} on {}.", date::words(last.date));
    };
    let done_since = match i64::from(done) - i64::from(before.done) {
        0 => format!(", as many as {past}"),
        more if more > 0 => format!(", {} more than {past}", full(more as f64)),
        fewer => format!(", {} fewer than {past}", full(-fewer as f64)),
    };
    let scope_since = match i64::from(scope) - i64::from(before.scope) {
        0 => "the scope did not change".to_owned(),
        more if more > 0 => format!("the scope grew by {}", full(more as f64)),
        fewer => format!("the scope shrank by {}", full(-fewer as f64)),
    };
    format!("{now}{done_since}; {scope_since}.")
}

fn draw(named: Named<'_>, points: &[Progress]) -> String {
    let (Some(days), Some(last)) = (Horizontal::over(points.iter().map(|p| p.date)), points.last()) else {
        return String::new();
    };
    let highest = points.iter().map(|p| f64::from(p.scope.max(p.done)));
    let scale = Vertical::from_zero(highest, plot::HEIGHT);
    let at = |p: &Progress, value: u32| (days.x(p.date) / 100.0 * WIDTH, scale.y(value.into()));
    let done: Vec<(f64, f64)> = points.iter().map(|p| at(p, p.done)).collect();
    let scope: Vec<(f64, f64)> = points.iter().map(|p| at(p, p.scope)).collect();
    let labels = vec![
        EndLabel {
            y: at(last, last.scope).1,
            class: "ink dash",
            text: format!("scope {}", full(last.scope.into())),
        },
        EndLabel {
            y: at(last, last.done).1,
            class: "done",
            text: format!("done {}", full(last.done.into())),
        },
    ];
    fluid(named, plot::room(&labels), plot::WHOLE, |svg| {
        plot::grid(svg, &scale);
        plot::below(svg, &days.ticks());
        plot::plot(svg, |svg| {
            if let (Some((from, _)), Some((to, _))) = (done.first(), done.last()) {
                let (from, to) =
                    (format!("M{from:.1} {}", plot::HEIGHT), format!("L{to:.1} {}Z", plot::HEIGHT));
                plot::path(svg, "area done", &format!("{from}{}{to}", line(&done).replacen('M', "L", 1)));
            }
            plot::path(svg, "line ink dash", &line(&scope));
            plot::path(svg, "line done", &line(&done));
            if plot::dotted(points.len()) {
                plot::path(svg, "dots ink square", &dots(&scope));
                plot::path(svg, "dots done", &dots(&done));
            }
        });
        plot::end_labels(svg, labels);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(points: &[(i64, u32, u32)]) -> String {
        let day = |week: i64| date::add_days(Date::constant(2026, 11, 22), week * 7);
        let points: Vec<Progress> = points
            .iter()
            .map(|(week, done, scope)| Progress { date: day(*week), done: *done, scope: *scope })
            .collect();
        burn_up("c", "Harbour", &points).takeaway
    }

    #[test]
    fn the_sentence() {
        assert_eq!(
            said(&[(-4, 26, 55), (-1, 30, 60), (0, 38, 60)]),
            "38 of 60 items are done, 12 more than 4 weeks ago; the scope grew by 5."
        );
        assert_eq!(
            said(&[(-1, 3, 9), (0, 1, 8)]),
            "1 of 8 items is done, 2 fewer than on 15 November 2026; the scope shrank by 1."
        );
        assert_eq!(
            said(&[(-30, 9, 9), (0, 9, 9)]),
            "All 9 items are done, as many as on 26 April 2026; the scope did not change."
        );
        assert_eq!(said(&[(0, 1, 1)]), "1 of 1 item is done on 22 November 2026.");
        assert_eq!(said(&[(0, 0, 0)]), "There are no items on 22 November 2026.");
        assert_eq!(said(&[]), "There is no history to draw.");
    }
}
