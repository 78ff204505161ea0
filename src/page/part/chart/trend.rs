//! A trend: numbers of one kind by their day (scores, measurements), with the number that is wanted.

use crate::date::{self, Date};
use crate::page::part::chart::axis::{Horizontal, Vertical};
use crate::page::part::chart::number::full;
use crate::page::part::chart::plot::{self, EndLabel, WIDTH};
use crate::page::part::chart::svg::{dots, line};
use crate::page::part::chart::view::{Chart, ChartTable, Named, TableRow, fluid};

/// The number that is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// The number.
    pub value: f64,
    /// Whether less is better: `at most 200 ms`, not `at least 80 %`.
    pub at_most: bool,
}

/// Numbers of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Trend<'a> {
    /// What they are of: `Code quality`.
    pub name: &'a str,
    /// Their unit, written behind them as it is: ` ms`, `%`, or nothing.
    pub unit: &'a str,
    /// Days with their numbers, in order.
    pub points: &'a [(Date, f64)],
    /// What is wanted.
    pub target: Option<Target>,
}

/// The trend as a chart. What is no number is left out.
pub fn trend(id: &str, trend: Trend<'_>) -> Chart {
    let points: Vec<(Date, f64)> =
        trend.points.iter().copied().filter(|(_, value)| value.is_finite()).collect();
    let drawn = plot::thinned(&points);
    let title = format!("Trend of {}", trend.name);
    let mut desc = "A line through the numbers by their day.".to_owned();
    if trend.target.is_some() {
        desc.push_str(" A dashed line across shows the target.");
    }
    let rows = drawn
        .iter()
        .map(|(day, value)| TableRow::new(day.to_string(), vec![format!("{}{}", full(*value), trend.unit)]));
    Chart {
        id: id.to_owned(),
        takeaway: takeaway(&trend, &points),
        svg: draw(Named { id, title: &title, desc: &desc }, &trend, &drawn),
        note: plot::thinning(points.len(), "number"),
        scrolls: false,
        table: ChartTable::new(format!("{title}: the numbers"), &["Date", trend.name], rows.collect()),
        desc,
        title,
    }
}

fn takeaway(trend: &Trend<'_>, points: &[(Date, f64)]) -> String {
    let Some((day, value)) = points.last().copied() else {
        return format!("{}: there are no numbers to draw.", trend.name);
    };
    let unit = trend.unit;
    let mut out = format!("{}: {}{unit} on {}", trend.name, full(value), date::words(day));
    if let Some((first_day, first)) = points.first().copied().filter(|(first, _)| *first < day) {
        let change = value - first;
        let since = date::words(first_day);
        out.push_str(&match full(change.abs()).as_str() {
            "0" => format!(", as on {since}"),
            size if change > 0.0 => format!(", {size}{unit} more than on {since}"),
            size => format!(", {size}{unit} less than on {since}"),
        });
    }
    if let Some(target) = trend.target {
        let met = if target.at_most { value <= target.value } else { value >= target.value };
        let (verb, wanted) = (if met { "is met" } else { "is not met" }, full(target.value));
        let side = if target.at_most { "at most" } else { "at least" };
        out.push_str(&format!("; the target of {side} {wanted}{unit} {verb}"));
    }
    out.push('.');
    out
}

fn draw(named: Named<'_>, trend: &Trend<'_>, points: &[(Date, f64)]) -> String {
    let (Some(days), Some((_, last))) = (Horizontal::over(points.iter().map(|(day, _)| *day)), points.last())
    else {
        return String::new();
    };
    let target = trend.target.filter(|target| target.value.is_finite());
    let values = points.iter().map(|(_, value)| *value).chain(target.map(|target| target.value));
    let scale = Vertical::new(values, plot::HEIGHT);
    let corners: Vec<(f64, f64)> =
        points.iter().map(|(day, value)| (days.x(*day) / 100.0 * WIDTH, scale.y(*value))).collect();
    let mut labels = vec![EndLabel {
        y: scale.y(*last),
        class: "in_progress",
        text: format!("{}{}", full(*last), trend.unit),
    }];
    if let Some(target) = target {
        let text = format!("target {}{}", full(target.value), trend.unit);
        labels.push(EndLabel { y: scale.y(target.value), class: "ink dash", text });
    }
    fluid(named, plot::room(&labels), plot::WHOLE, |svg| {
        plot::grid(svg, &scale);
        plot::below(svg, &days.ticks());
        plot::plot(svg, |svg| {
            if let Some(target) = target {
                let y = scale.y(target.value);
                plot::path(svg, "line ink dash", &line(&[(0.0, y), (WIDTH, y)]));
            }
            plot::path(svg, "line in_progress", &line(&corners));
            if plot::dotted(points.len()) {
                plot::path(svg, "dots in_progress", &dots(&corners));
            }
        });
        plot::end_labels(svg, labels);
    })
}
