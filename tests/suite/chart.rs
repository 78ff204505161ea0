//! Charts: the table is the data, the drawing has a mark for each number, and nothing in it is no number.

use libtest_mimic::Trial;
use planbook::date::{self, Date};
use planbook::model::{Status, Tally};
use planbook::page::part::chart::{
    self, Along, Chart, Gantt, GanttBar, Network, Node, Progress, States, Target, Trend, Week,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::Outcome;

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("chart::burn-up is its data", || {
            many(vec((0..90u32, 0..120u32), 0..60), |data| burn_up(data))
        }),
        Trial::test("chart::flow is its data", || {
            many(vec(proptest::array::uniform6(0..40u32), 0..60), |data| flow(data))
        }),
        Trial::test("chart::throughput is its data", || {
            many(vec(proptest::array::uniform3(0..9u32), 0..60), |data| throughput(data))
        }),
        Trial::test("chart::a trend is its data", || many(vec(any::<f64>(), 0..60), |data| trend(data))),
        Trial::test("chart::a timeline is its data", || {
            many(vec((0..400u32, 0..90u32, 0..6usize), 0..60), |data| timeline(data))
        }),
        Trial::test("chart::dependencies are all drawn", || {
            many((0..60usize, vec((0..60usize, 0..60usize), 0..90)), |(count, ties)| {
                dependencies(*count, ties)
            })
        }),
        Trial::test("chart::long histories are drawn in part, and said to be", long),
        Trial::test("chart::huge numbers", huge),
        Trial::test("chart::two years of weeks fit on a page", small),
    ]
}

/// Tries 200 inputs, the same every time.
fn many<S: Strategy>(inputs: S, property: impl Fn(&S::Value)) -> Outcome {
    let config = Config { cases: 200, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&inputs, |input| {
        property(&input);
        Ok(())
    });
    result.map_err(|problem| problem.to_string().into())
}

fn day(week: usize) -> Date {
    date::add_days(Date::constant(2024, 11, 24), week as i64 * 7)
}

fn label(week: usize) -> String {
    format!("{}-W{:02}", 2020 + week / 52, week % 52 + 1)
}

/// The `d` of the paths with a class.
fn paths<'c>(chart: &'c Chart, class: &str) -> Vec<&'c str> {
    let open = format!("<path class=\"{class}\"");
    let parts = chart.svg.split(&open).skip(1);
    parts.filter_map(|part| part.split_once(" d=\"")?.1.split('"').next()).collect()
}

fn corners(chart: &Chart, class: &str) -> usize {
    paths(chart, class).iter().map(|d| d.matches(['M', 'L']).count()).sum()
}

fn cells(chart: &Chart) -> Vec<Vec<String>> {
    chart.table.rows.iter().map(|row| [std::slice::from_ref(&row.head), &row.cells].concat()).collect()
}

/// What holds of any chart: a sentence, names, whole numbers, and no drawing without points.
fn sound(chart: &Chart, points: usize) {
    assert!(chart.takeaway.ends_with('.'), "{}", chart.takeaway);
    assert_eq!(chart.svg.is_empty(), points == 0);
    assert_eq!(chart.table.rows.len(), points);
    assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"), "{}", chart.svg);
    assert_eq!(chart.svg.matches("<svg").count(), chart.svg.matches("</svg>").count());
    if points > 0 {
        assert!(chart.svg.contains("role=\"img\" aria-labelledby=\"c-t c-d\""));
        assert!(chart.svg.contains("<title id=\"c-t\">") && chart.svg.contains("<desc id=\"c-d\">"));
    }
}

fn burn_up(data: &[(u32, u32)]) {
    let points: Vec<Progress> = data
        .iter()
        .enumerate()
        .map(|(week, (done, more))| Progress { date: day(week), done: *done, scope: done + more })
        .collect();
    let chart = chart::burn_up("c", "A & B", &points);
    sound(&chart, points.len());
    let expected: Vec<Vec<String>> =
        points.iter().map(|p| vec![p.date.to_string(), p.done.to_string(), p.scope.to_string()]).collect();
    assert_eq!(cells(&chart), expected);
    for class in ["line done", "line ink dash"] {
        assert_eq!(corners(&chart, class), points.len(), "{class}");
    }
    let dotted = if points.len() <= 26 { points.len() } else { 0 };
    assert_eq!(corners(&chart, "dots done"), dotted);
}

fn flow(data: &[[u32; 6]]) {
    let tally = |counts: &[u32; 6]| {
        let mut tally = Tally::default();
        for (status, count) in Status::ALL.into_iter().zip(counts) {
            (0..*count).for_each(|_| tally.add(status));
        }
        tally
    };
    let points: Vec<States> = data
        .iter()
        .enumerate()
        .map(|(week, counts)| States { date: day(week), tally: tally(counts) })
        .collect();
    let there: Vec<Status> =
        [Status::Done, Status::InProgress, Status::Blocked, Status::Todo, Status::Unknown, Status::Cancelled]
            .into_iter()
            .filter(|status| points.iter().any(|p| p.tally.get(*status) > 0))
            .collect();
    let chart = chart::flow("c", "A", &points);
    sound(&chart, if there.is_empty() && !points.is_empty() { return } else { points.len() });
    let expected: Vec<Vec<String>> = points
        .iter()
        .map(|p| {
            let counts = there.iter().map(|status| p.tally.get(*status)).chain([p.tally.total()]);
            [p.date.to_string()].into_iter().chain(counts.map(|count| count.to_string())).collect()
        })
        .collect();
    assert_eq!(cells(&chart), expected);
    assert_eq!(chart.table.headers.len(), if points.is_empty() { 2 } else { there.len() + 2 });
    for status in there {
        let edge = 2 * points.len().max(2);
        assert_eq!(corners(&chart, &format!("band {}", status.name())), edge, "{status:?}");
    }
}

fn throughput(data: &[[u32; 3]]) {
    let weeks: Vec<Week> = data
        .iter()
        .enumerate()
        .map(|(at, [done, added, reopened])| Week {
            label: label(at),
            done: *done,
            added: *added,
            reopened: *reopened,
        })
        .collect();
    let chart = chart::throughput("c", "A", &weeks);
    sound(&chart, weeks.len());
    let expected: Vec<Vec<String>> = weeks
        .iter()
        .map(|w| vec![w.label.clone(), w.done.to_string(), w.added.to_string(), w.reopened.to_string()])
        .collect();
    assert_eq!(cells(&chart), expected);
    for (class, at) in [("done", 0), ("in_progress", 1), ("blocked", 2)] {
        let some = data.iter().filter(|week| week[at] > 0).count();
        assert_eq!(corners(&chart, &format!("bars {class}")), some, "{class}");
    }
}

fn trend(data: &[f64]) {
    let points: Vec<(Date, f64)> = data.iter().enumerate().map(|(week, value)| (day(week), *value)).collect();
    let target = data.first().map(|value| Target { value: *value, at_most: true });
    let chart = chart::trend("c", Trend { name: "Time", unit: " ms", points: &points, target });
    let finite: Vec<&(Date, f64)> = points.iter().filter(|(_, value)| value.is_finite()).collect();
    sound(&chart, finite.len());
    let expected: Vec<Vec<String>> = finite
        .iter()
        .map(|(day, value)| vec![day.to_string(), format!("{} ms", chart::full(*value))])
        .collect();
    assert_eq!(cells(&chart), expected);
    assert_eq!(corners(&chart, "line in_progress"), finite.len());
}

fn timeline(data: &[(u32, u32, usize)]) {
    let start = Date::constant(2026, 1, 1);
    let bars: Vec<GanttBar> = data
        .iter()
        .enumerate()
        .map(|(at, (from, length, status))| {
            let from = date::add_days(start, i64::from(*from));
            GanttBar {
                label: format!("Phase <{at}>"),
                href: None,
                along: Along::Days(from, date::add_days(from, i64::from(*length))),
                when: "then".to_owned(),
                status: Status::ALL[*status],
                late: at.is_multiple_of(3),
                level: at % 4,
            }
        })
        .collect();
    let gantt = Gantt {
        id: "c",
        of: "A",
        takeaway: "So.".to_owned(),
        note: String::new(),
        bars: bars.clone(),
        today: Some(start),
    };
    let chart = chart::gantt(gantt);
    sound(&chart, bars.len());
    for (row, bar) in cells(&chart).iter().zip(&bars) {
        let Along::Days(from, to) = bar.along else { continue };
        assert_eq!([&row[0], &row[2], &row[3]], [&bar.label, &from.to_string(), &to.to_string()]);
        assert!(row[1].starts_with(bar.status.words()) && row[1].ends_with("late") == bar.late);
    }
    let single = bars.iter().filter(|bar| matches!(bar.along, Along::Days(from, to) if from == to)).count();
    assert_eq!(chart.svg.matches("<path class=\"day ").count(), single);
    assert_eq!(chart.svg.matches("<rect class=\"bars ").count(), bars.len() - single);
}

/// Every node has its box inside the drawing, none on another.
fn dependencies(count: usize, ties: &[(usize, usize)]) {
    let node = |at: usize| Node {
        label: format!("T{at}"),
        status: Status::ALL[at % 6],
        critical: at.is_multiple_of(5),
    };
    let ties = ties.iter().copied().filter(|(a, b)| *a < count && *b < count).collect();
    let network = Network { nodes: (0..count).map(node).collect(), ties };
    let chart = chart::network("c", "A", ("So.".to_owned(), String::new()), &network);
    assert!(!chart.svg.contains("NaN"));
    let value = |part: &str, name: &str| -> f64 {
        part.split(&format!(" {name}=\""))
            .nth(1)
            .and_then(|rest| rest.split('"').next()?.parse().ok())
            .unwrap_or(-1.0)
    };
    let (width, height) = (value(&chart.svg, "width"), value(&chart.svg, "height"));
    let boxes: Vec<[f64; 2]> = chart
        .svg
        .split("<rect class=\"node ")
        .skip(1)
        .map(|part| [value(part, "x"), value(part, "y")])
        .collect();
    assert_eq!(boxes.len(), count);
    for (at, [x, y]) in boxes.iter().enumerate() {
        assert!(
            *x >= 0.0 && *y >= 0.0 && x + 184.0 <= width && y + 46.0 <= height,
            "{x} {y} in {width} {height}"
        );
        let apart = |[a, b]: &[f64; 2]| (a - x).abs() >= 184.0 || (b - y).abs() >= 46.0;
        assert!(boxes[at + 1..].iter().all(apart), "{x} {y} is covered");
    }
}

fn long() -> Outcome {
    let points: Vec<Progress> =
        (0..1000).map(|week| Progress { date: day(week), done: week as u32, scope: 1000 }).collect();
    let chart = chart::burn_up("c", "A", &points);
    assert_eq!(chart.note, "There are 1000 days; one of every 5 is drawn and listed.");
    assert_eq!(chart.table.rows.last().map(|row| row.cells[0].clone()), Some("999".to_owned()));
    assert_eq!(corners(&chart, "line done"), chart.table.rows.len());
    let weeks: Vec<Week> =
        (0..1001).map(|at| Week { label: label(at), done: 2, added: 1, reopened: 0 }).collect();
    let chart = chart::throughput("c", "A", &weeks);
    assert_eq!(chart.note, "There are 1001 weeks; each bar is the sum of 5.");
    let sum: u32 = chart.table.rows.iter().map(|row| row.cells[0].parse::<u32>().unwrap()).sum();
    assert_eq!(sum, 2002, "weeks are lost");
    Ok(())
}

fn huge() -> Outcome {
    let points = [
        Progress { date: day(0), done: u32::MAX, scope: u32::MAX },
        Progress { date: Date::MAX, done: 0, scope: u32::MAX },
    ];
    sound(&chart::burn_up("c", "A", &points), 2);
    let weeks = vec![Week { label: label(0), done: u32::MAX, added: u32::MAX, reopened: u32::MAX }; 3];
    sound(&chart::throughput("c", "A", &weeks), 3);
    let points = [(Date::MIN, f64::MAX), (day(0), f64::MIN), (Date::MAX, f64::MIN_POSITIVE)];
    sound(&chart::trend("c", Trend { name: "A", unit: "", points: &points, target: None }), 3);
    Ok(())
}

/// A page with three charts of two years of weeks has to be small enough for the budget of 30 KiB, compressed to a
/// fifth or better.
fn small() -> Outcome {
    let progress: Vec<Progress> =
        (0..104).map(|w| Progress { date: day(w), done: w as u32 * 3, scope: 200 + w as u32 * 2 }).collect();
    let states: Vec<States> = (0..104)
        .map(|w| {
            let counts = [w * 3, 7, 9, 2, 1, 3].into_iter().zip(Status::ALL);
            let all = counts.flat_map(|(n, status)| std::iter::repeat_n(status, n));
            States { date: day(w), tally: Tally::of(all) }
        })
        .collect();
    let weeks: Vec<Week> = (0..104)
        .map(|w| Week { label: label(w), done: w as u32 % 5, added: 2, reopened: w as u32 % 2 })
        .collect();
    let charts = [
        chart::burn_up("a", "A", &progress),
        chart::flow("b", "A", &states),
        chart::throughput("d", "A", &weeks),
    ];
    let size: usize = charts.iter().map(|chart| chart.svg.len() + chart.table.body.len()).sum();
    if size > 75_000 { Err(format!("{size} bytes").into()) } else { Ok(()) }
}
