//! What a chart is made of for its template (`templates/part/chart.html`): the sentence, the drawing with its name and
//! description, and the same numbers as a table.

use serde::Serialize;

use crate::markdown::html::escape;
use crate::page::part::chart::svg::Svg;

/// A chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chart {
    /// Its id on the page, from which those of its parts are made.
    pub id: String,
    /// What it shows, in a sentence: visible text above it.
    pub takeaway: String,
    /// Its name.
    pub title: String,
    /// What is drawn and how to read it.
    pub desc: String,
    /// The drawing; empty where there is nothing to draw.
    pub svg: String,
    /// What else has to be known of it, such as that not every point is drawn; may be empty.
    pub note: String,
    /// Whether it keeps its own width and scrolls where there is less room.
    pub scrolls: bool,
    /// The numbers.
    pub table: ChartTable,
}

/// The numbers of a chart.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChartTable {
    /// What it lists.
    pub caption: String,
    /// The names of its columns.
    pub headers: Vec<String>,
    /// Its rows; written into [`ChartTable::body`] for the template.
    #[serde(skip)]
    pub rows: Vec<TableRow>,
    /// The rows as HTML: there are many charts, and some have many rows.
    pub body: String,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableRow {
    /// Its name.
    pub head: String,
    /// Where its name leads.
    pub href: Option<String>,
    /// The cells behind it.
    pub cells: Vec<String>,
}

impl TableRow {
    /// A row whose name leads nowhere.
    pub fn new(head: impl Into<String>, cells: Vec<String>) -> Self {
        Self { head: head.into(), href: None, cells }
    }
}

impl ChartTable {
    /// A table of numbers.
    pub fn new(caption: impl Into<String>, headers: &[&str], rows: Vec<TableRow>) -> Self {
        let headers = headers.iter().map(|header| (*header).to_owned()).collect();
        let body = body(&rows);
        Self { caption: caption.into(), headers, rows, body }
    }
}

fn body(rows: &[TableRow]) -> String {
    let mut out = String::with_capacity(rows.len() * 96);
    for row in rows {
        out.push_str("<tr><th scope=\"row\">");
        if let Some(href) = &row.href {
            out.push_str("<a href=\"");
            escape(&mut out, href);
            out.push_str("\">");
        }
        escape(&mut out, &row.head);
        out.push_str(if row.href.is_some() { "</a>" } else { "" });
        out.push_str("</th>");
        for cell in &row.cells {
            let number = cell.bytes().next().is_none_or(|first| first.is_ascii_digit() || first == b'-');
            let plain = number && !cell.contains(' ');
            out.push_str(if plain { "<td class=\"num\">" } else { "<td>" });
            escape(&mut out, cell);
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out
}

/// The names of a drawing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) desc: &'a str,
}

/// A drawing as wide as its place: `height` pixels high, with the room its class gives it on all sides.
pub(super) fn fluid(named: Named<'_>, class: &str, height: f64, draw: impl FnOnce(&mut Svg)) -> String {
    let mut svg = Svg::default();
    svg.raw("<svg class=\"").raw(class).raw("\" width=\"100%\"").attribute("height", height);
    svg.raw(" overflow=\"visible\"");
    whole(svg, named, draw)
}

/// A drawing of a fixed size.
pub(super) fn fixed(
    named: Named<'_>,
    class: &str,
    (width, height): (f64, f64),
    draw: impl FnOnce(&mut Svg),
) -> String {
    let mut svg = Svg::default();
    svg.raw("<svg class=\"").raw(class).raw("\"").attribute("width", width).attribute("height", height);
    // So that paper, which can't scroll, may show it smaller.
    svg.raw(" viewBox=\"0 0 ").number(width).raw(" ").number(height).raw("\"");
    whole(svg, named, draw)
}

fn whole(mut svg: Svg, named: Named<'_>, draw: impl FnOnce(&mut Svg)) -> String {
    let Named { id, title, desc } = named;
    svg.raw(" role=\"img\" aria-labelledby=\"").words(id).raw("-t ").words(id).raw("-d\">");
    svg.raw("<title id=\"").words(id).raw("-t\">").words(title).raw("</title>");
    svg.raw("<desc id=\"").words(id).raw("-d\">").words(desc).raw("</desc>\n");
    draw(&mut svg);
    svg.raw("</svg>");
    svg.finish()
}
