//! Tables: a named region that scrolls and takes the keyboard's focus, with a caption, `scope`, and every cell that
//! was written (strict Markdown cuts off those past the header's).

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, TagEnd};

use crate::markdown::html::escape;
use crate::markdown::html::walk::{Events, Walk};
use crate::markdown::table;
use crate::place::Span;

/// The longest caption made from the header's words, in characters.
const CAPTION: usize = 80;

/// The table being written.
pub(super) struct Grid {
    aligns: Vec<Alignment>,
    /// Whether each header cell has words.
    head: Vec<bool>,
    in_head: bool,
    column: usize,
    /// Where in the output further header cells go, for rows that are longer than the header.
    head_end: usize,
    /// Where in the output the cells of the row begin.
    row_start: usize,
    /// The most cells written in a row.
    widest: usize,
    has_rows: bool,
}

impl Grid {
    fn new(aligns: Vec<Alignment>, head: Vec<bool>) -> Self {
        let widest = head.len();
        Self { aligns, head, in_head: false, column: 0, head_end: 0, row_start: 0, widest, has_rows: false }
    }

    /// A header without any word is left out.
    fn headless(&self) -> bool {
        !self.head.contains(&true)
    }

    /// The first column names its row where the header leaves its corner empty.
    fn names_rows(&self) -> bool {
        self.head.first() == Some(&false) && !self.headless()
    }
}

impl<'a> Walk<'a> {
    pub(super) fn start_table(&mut self, aligns: Vec<Alignment>, range: Range<usize>) {
        let source = self.text.get(range.clone()).unwrap_or("");
        let line = source.lines().next().unwrap_or("");
        let cells = table::split(line, range.start);
        let words: Vec<&str> = cells.iter().map(|cell| cell.of(self.text)).collect();
        self.open_grid(aligns, &words);
    }

    fn open_grid(&mut self, aligns: Vec<Alignment>, head: &[&str]) {
        let number = self.ids.table();
        let caption = self.caption(number, head);
        let id = format!("table_{number}");
        self.ids.claim(&id);
        self.out.push_str(&format!(
            "<div class=\"region\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{id}\">\n<table>\n<caption id=\"{id}\" class=\"sr\">"
        ));
        escape(&mut self.out, &caption);
        self.out.push_str("</caption>\n");
        self.grid = Some(Grid::new(aligns, head.iter().map(|cell| !cell.trim().is_empty()).collect()));
    }

    /// The heading above, else the header's own words: enough to tell the tables of a page apart.
    fn caption(&self, number: u32, head: &[&str]) -> String {
        let of = match self.headings.last() {
            Some(heading) => heading.text.clone(),
            None => {
                let bare = |cell: &&str| cell.replace(['*', '`', '_'], "").trim().to_owned();
                head.iter().map(bare).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", ")
            }
        };
        let of: String = of.chars().take(CAPTION).collect();
        if of.is_empty() { format!("Table {number}") } else { format!("Table {number}: {of}") }
    }

    pub(super) fn start_head(&mut self) {
        if let Some(grid) = &mut self.grid {
            grid.in_head = true;
            grid.column = 0;
            if !grid.headless() {
                self.out.push_str("<thead>\n<tr>");
            }
        }
    }

    pub(super) fn end_head(&mut self) {
        if let Some(grid) = &mut self.grid {
            grid.in_head = false;
            grid.head_end = self.out.len();
            if !grid.headless() {
                self.out.push_str("</tr>\n</thead>\n");
            }
        }
    }

    pub(super) fn start_row(&mut self) {
        if let Some(grid) = &mut self.grid {
            grid.column = 0;
            self.out.push_str(if grid.has_rows { "<tr>" } else { "<tbody>\n<tr>" });
            grid.has_rows = true;
            grid.row_start = self.out.len();
        }
    }

    pub(super) fn start_cell(&mut self) {
        let Some(grid) = &mut self.grid else { return };
        let align = match grid.aligns.get(grid.column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        let named = grid.head.get(grid.column).copied().unwrap_or(false);
        let (tag, scope) = match (grid.in_head, grid.column) {
            (true, _) if named => ("th", " scope=\"col\""),
            (false, 0) if grid.names_rows() => ("th", " scope=\"row\""),
            _ => ("td", ""),
        };
        if !(grid.in_head && grid.headless()) {
            self.out.push_str(&format!("<{tag}{scope}{align}>"));
        }
        self.open(false);
    }

    pub(super) fn end_cell(&mut self) {
        self.close();
        let Some(grid) = &mut self.grid else { return };
        let named = grid.head.get(grid.column).copied().unwrap_or(false);
        let th = if grid.in_head { named } else { grid.column == 0 && grid.names_rows() };
        if !(grid.in_head && grid.headless()) {
            self.out.push_str(if th { "</th>" } else { "</td>" });
        }
        grid.column += 1;
    }

    /// Ends a row. One with more pipes than columns is written anew from its source: strict Markdown cuts cells past
    /// the header's off, and splits at a pipe inside of code.
    pub(super) fn end_row(&mut self, range: Range<usize>) {
        let Some(grid) = &mut self.grid else { return };
        let columns = grid.head.len().max(grid.aligns.len());
        let source = self.text.get(range.clone()).unwrap_or("").trim_end();
        let ends = usize::from(source.starts_with('|')) + usize::from(source.ends_with('|'));
        if memchr::memchr_iter(b'|', source.as_bytes()).count() + 1 > columns + ends {
            let cells = table::split(source, range.start);
            grid.widest = grid.widest.max(cells.len());
            grid.column = 0;
            self.out.truncate(grid.row_start);
            let text = self.text;
            let cells: Vec<&'a str> = cells.iter().map(|cell| cell.of(text)).collect();
            self.cells(&cells);
        }
        self.out.push_str("</tr>\n");
    }

    pub(super) fn end_table(&mut self) {
        let Some(grid) = self.grid.take() else { return };
        let more = grid.widest.saturating_sub(grid.head.len());
        if more > 0 && !grid.headless() {
            self.out.insert_str(grid.head_end, &"<td></td>".repeat(more));
        }
        if grid.has_rows {
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table>\n</div>\n");
    }

    /// Lines of pipes whose delimiter row doesn't match their header are a paragraph to strict readers, and a table
    /// to everyone else. Writes it and passes over its events; false where it is no table.
    pub(super) fn lenient_table(&mut self, range: Range<usize>, events: &mut Events<'a>) -> bool {
        let text = self.text;
        if !text.get(range.clone()).is_some_and(|source| source.starts_with('|')) {
            return false;
        }
        let span = Span::new(range.start, range.start + text.get(range).unwrap_or("").trim_end().len());
        let Some(table) = table::lenient(text, span) else { return false };
        while events.next().is_some_and(|(event, _)| !matches!(event, Event::End(TagEnd::Paragraph))) {}
        let head: Vec<&str> = table.head.iter().map(|cell| cell.span.of(text)).collect();
        self.open_grid(Vec::new(), &head);
        self.start_head();
        self.cells(&head);
        self.end_head();
        for row in &table.rows {
            self.start_row();
            let cells: Vec<&str> =
                row.cells.iter().take(row.written).map(|cell| cell.span.of(text)).collect();
            self.cells(&cells);
            self.out.push_str("</tr>\n");
            if let Some(grid) = &mut self.grid {
                grid.widest = grid.widest.max(cells.len());
            }
        }
        self.end_table();
        true
    }

    fn cells(&mut self, cells: &[&'a str]) {
        for cell in cells {
            self.start_cell();
            self.inline(cell);
            self.end_cell();
        }
    }
}
