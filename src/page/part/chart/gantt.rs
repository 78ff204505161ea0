//! A timeline: a bar for each stretch of time below its words, a diamond for a day alone, a line for today.

use crate::date::{self, Date};
use crate::model::Status;
use crate::page::part::chart::axis::{Horizontal, Tick, anchor, with_room};
use crate::page::part::chart::plot;
use crate::page::part::chart::svg::{Svg, fitting};
use crate::page::part::chart::view::{Chart, ChartTable, Named, TableRow, fluid};

/// The most bars that are drawn.
pub const MOST: usize = 60;

/// The height of a row: words, then the bar. And where in it the bar stands.
const ROW: f64 = 40.0;
const BAR: (f64, f64) = (20.0, 12.0);

/// What stands above the first row and below the last.
const HEAD: f64 = 22.0;
const FOOT: f64 = 26.0;

/// The room for the words of a row, where there is little and where there is more.
const NARROW: f64 = 268.0;
const WIDE: f64 = 600.0;

/// What a timeline runs along.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Along {
    /// Days of the calendar.
    Days(Date, Date),
    /// Weeks by number.
    Weeks(u32, u32),
}

/// Something with a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// Where its name leads.
    pub href: Option<String>,
    /// When.
    pub along: Along,
    /// When, as the plan writes it.
    pub when: String,
    /// Its state.
    pub status: Status,
    /// Whether it should be over and is not.
    pub late: bool,
    /// How deep it stands below others, from 0.
    pub level: usize,
}

/// A timeline.
#[derive(Clone, Debug)]
pub struct Gantt<'a> {
    /// Its id on the page.
    pub id: &'a str,
    /// What it is of.
    pub of: &'a str,
    /// What it shows, in a sentence.
    pub takeaway: String,
    /// What else has to be known; may be empty.
    pub note: String,
    /// Bars of one kind: all by days or all by weeks.
    pub bars: Vec<Bar>,
    /// The day the page speaks of.
    pub today: Option<Date>,
}

/// The timeline as a chart. Only the first [`MOST`] bars are drawn; the table has all.
pub fn gantt(gantt: Gantt<'_>) -> Chart {
    let title = format!("Timeline of {}", gantt.of);
    let desc = "A bar for each stretch of time, below its name and state; a diamond for a single day. Full bars are done, striped \
                ones in progress or blocked, empty ones not begun.";
    let late = |bar: &Bar| {
        if bar.late { format!("{}, late", bar.status.words()) } else { bar.status.words().to_owned() }
    };
    let rows = gantt.bars.iter().map(|bar| {
        let (from, to) = ends(bar.along);
        let cells = vec![late(bar), from, to, bar.when.clone()];
        TableRow { head: bar.label.clone(), href: bar.href.clone(), cells }
    });
    let table = ChartTable::new(
        format!("{title}: the times"),
        &["What", "Status", "From", "To", "As written"],
        rows.collect(),
    );
    let drawn = gantt.bars.get(..gantt.bars.len().min(MOST)).unwrap_or(&[]);
    Chart {
        id: gantt.id.to_owned(),
        svg: draw(Named { id: gantt.id, title: &title, desc }, drawn, gantt.today),
        takeaway: gantt.takeaway,
        desc: desc.to_owned(),
        note: gantt.note,
        scrolls: false,
        table,
        title,
    }
}

/// The first and the last day or week, for the table.
fn ends(along: Along) -> (String, String) {
    match along {
        Along::Days(from, to) => (from.to_string(), to.to_string()),
        Along::Weeks(from, to) => (format!("week {from}"), format!("week {to}")),
    }
}

/// From days and weeks to shares of the width.
enum Scale {
    Days(Horizontal),
    Weeks(u32, u32),
}

impl Scale {
    fn over(bars: &[Bar]) -> Option<Self> {
        let mut days = Vec::new();
        let mut weeks: Option<(u32, u32)> = None;
        for bar in bars {
            match bar.along {
                Along::Days(from, to) => days.extend([from, date::add_days(to, 1)]),
                Along::Weeks(from, to) => {
                    let (low, high) = weeks.unwrap_or((from, to));
                    weeks = Some((low.min(from), high.max(to)));
                }
            }
        }
        match weeks {
            Some((from, to)) => Some(Scale::Weeks(from, to)),
            None => Horizontal::over(days).map(Scale::Days),
        }
    }

    /// Where a bar begins and how wide it is.
    fn place(&self, along: Along) -> (f64, f64) {
        match (self, along) {
            (Scale::Days(days), Along::Days(from, to)) => {
                let (start, end) = (days.x(from), days.x(date::add_days(to, 1)));
                (start, (end - start).max(0.0))
            }
            (Scale::Weeks(first, last), Along::Weeks(from, to)) => {
                let all = f64::from(last - first) + 1.0;
                let share = |week: u32| f64::from(week.saturating_sub(*first)) / all * 100.0;
                (share(from), f64::from(to.saturating_sub(from) + 1) / all * 100.0)
            }
            _ => (0.0, 0.0),
        }
    }

    fn ticks(&self) -> Vec<Tick> {
        match self {
            Scale::Days(days) => days.ticks(),
            Scale::Weeks(first, last) => {
                let all = last - first + 1;
                let step = all.div_ceil(8).max(1);
                let weeks = (*first..=*last).step_by(step as usize);
                with_room(weeks.map(|week| {
                    let (x, _) = self.place(Along::Weeks(week, week));
                    (x, format!("Week {week}"))
                }))
            }
        }
    }
}

fn draw(named: Named<'_>, bars: &[Bar], today: Option<Date>) -> String {
    let Some(scale) = Scale::over(bars) else { return String::new() };
    let foot = HEAD + ROW * bars.len() as f64;
    fluid(named, "plot gantt", foot + FOOT, |svg| {
        patterns(svg, named.id);
        for tick in scale.ticks() {
            let class = if tick.narrow { "tick" } else { "tick wide" };
            svg.raw("<line class=\"").raw(class).raw("\"").share("x1", tick.x).share("x2", tick.x);
            svg.attribute("y1", HEAD)
                .attribute("y2", foot + 5.0)
                .raw("/><text class=\"")
                .raw(class)
                .raw("\"");
            svg.share("x", tick.x).attribute("y", foot + 20.0).raw(" text-anchor=\"").raw(anchor(tick.x));
            svg.raw("\">").words(&tick.label).raw("</text>\n");
        }
        for (at, bar) in bars.iter().enumerate() {
            row(svg, named.id, bar, scale.place(bar.along), HEAD + ROW * at as f64);
        }
        if let (Scale::Days(days), Some(today)) = (&scale, today)
            && days.holds(today)
        {
            let x = days.x(today);
            svg.raw("<line class=\"today\"").share("x1", x).share("x2", x).attribute("y1", 16.0);
            svg.attribute("y2", foot)
                .raw("/><text")
                .share("x", x)
                .attribute("y", 12.0)
                .raw(" text-anchor=\"");
            svg.raw(anchor(x)).raw("\">").words(&format!("as of {}", date::words(today))).raw("</text>\n");
        }
    })
}

fn patterns(svg: &mut Svg, id: &str) {
    svg.raw("<defs>");
    plot::stripes(svg, id, "in_progress", 6.0);
    plot::stripes(svg, id, "blocked", 3.0);
    svg.raw("</defs>\n");
}

/// A row: its words twice, for little room and for more, then its bar.
fn row(svg: &mut Svg, id: &str, bar: &Bar, (x, width): (f64, f64), y: f64) {
    let indent = 12.0 * bar.level.min(4) as f64;
    let state =
        if bar.late { format!("{}, late", bar.status.words()) } else { bar.status.words().to_owned() };
    let behind = plot_width(&state) + 16.0;
    for (class, room) in [("narrow", NARROW), ("wide", WIDE)] {
        svg.raw("<text class=\"")
            .raw(class)
            .raw("\"")
            .attribute("x", indent)
            .attribute("y", y + 14.0)
            .raw(">");
        svg.words(&fitting(&bar.label, room - behind - indent)).raw(" <tspan class=\"soft\">· ");
        svg.words(&state).raw("</tspan></text>");
    }
    let (top, height) = (y + BAR.0, BAR.1);
    let status = bar.status.name();
    let single = matches!(bar.along, Along::Days(from, to) if from == to);
    if single {
        svg.raw("<svg")
            .share("x", x + width / 2.0)
            .attribute("y", top)
            .raw(" overflow=\"visible\"><path class=\"day ");
        svg.raw(status).raw("\" d=\"M0 0l6 6l-6 6l-6-6z\"/></svg>\n");
        return;
    }
    svg.raw("<rect class=\"bars ").raw(status).raw(if bar.late { " late\"" } else { "\"" });
    if matches!(bar.status, Status::InProgress | Status::Blocked) {
        svg.raw(" fill=\"url(#").words(id).raw("-").raw(status).raw(")\"");
    }
    svg.share("x", x)
        .share("width", width.max(0.4))
        .attribute("y", top)
        .attribute("height", height)
        .raw("/>\n");
}

fn plot_width(text: &str) -> f64 {
    crate::page::part::chart::svg::width(text)
}
