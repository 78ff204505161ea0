//! `milestones.ics` (RFC 5545): milestones and what is due, as events of whole days. Lines end with CRLF and are folded at 75
//! bytes; the time of making is the day the site speaks of, never the clock.

use crate::date::{Date, add_days};
use crate::page::Pages;
use crate::page::part::calendar::{Event, FILE};
use crate::site::Artifact;

/// The most bytes of a line, without its end.
const FOLD: usize = 75;

/// The files.
pub(super) fn files(pages: &mut Pages) -> Vec<Artifact> {
    if pages.calendar.events.is_empty() {
        return Vec::new();
    }
    let mut out = String::new();
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//planbook//planbook//EN", "CALSCALE:GREGORIAN"] {
        line(&mut out, text);
    }
    line(&mut out, &format!("X-WR-CALNAME:{}", escaped(&pages.site.title)));
    let made = compact(pages.calendar.made.unwrap_or(Date::constant(1970, 1, 1)));
    for event in &pages.calendar.events {
        write(&mut out, event, &made, pages.site.url.as_deref());
    }
    line(&mut out, "END:VCALENDAR");
    vec![Artifact { path: FILE.to_owned(), bytes: out.into_bytes() }]
}

fn write(out: &mut String, event: &Event, made: &str, root: Option<&str>) {
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}", escaped(&event.uid)));
    line(out, &format!("DTSTAMP:{made}T000000Z"));
    line(out, &format!("DTSTART;VALUE=DATE:{}", compact(event.day)));
    line(out, &format!("DTEND;VALUE=DATE:{}", compact(add_days(event.day, 1))));
    line(out, &format!("SUMMARY:{}", escaped(&event.summary)));
    line(out, &format!("DESCRIPTION:{}", escaped(&event.description)));
    if let Some(root) = root {
        line(out, &format!("URL:{root}{}", event.page));
    }
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
}

/// `20261121`
fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// A text value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded (RFC 5545, 3.1): what follows begins with a blank. No character is cut.
fn line(out: &mut String, text: &str) {
    let mut width = 0;
    for c in text.chars() {
        if width + c.len_utf8() > FOLD {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = String::new();
        let text = format!("SUMMARY:{}", "å".repeat(100));
        line(&mut out, &text);
        assert!(out.ends_with("\r\n"));
        assert!(out.split("\r\n").all(|line| line.len() <= 75), "{out:?}");
        assert_eq!(out.replace("\r\n ", "").trim_end(), text);
    }

    #[test]
    fn signs_are_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne\u{7}"), "a\\, b\\; c\\\\d\\ne");
    }
}
