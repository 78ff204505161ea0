//! The calendar file by the rules of RFC 5545 that programs trip over: ends and lengths of lines, nesting, what every event
//! must have, identities.

use std::collections::BTreeSet;

use libtest_mimic::Trial;
use planbook::config::Config;
use planbook::source::{Source, Sources};
use planbook::{date, pipeline};

use crate::Outcome;

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("calendar::is valid and stays the same", valid),
        Trial::test("calendar::without dates there is none", none),
    ]
}

fn calendar(text: &str, as_of: &str) -> Option<String> {
    let source = Source { path: "plans/a.md".to_owned(), bytes: text.as_bytes().into(), kind: None };
    let sources = Sources { files: vec![source], name: "A, B; C".to_owned(), ..Sources::default() };
    let (site, _) = pipeline::build(&sources, &Config::default(), date::parse(as_of));
    let file = site.artifacts.into_iter().find(|file| file.path == "milestones.ics")?;
    String::from_utf8(file.bytes).ok()
}

/// Lines as they were before they were folded.
fn unfolded(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

fn valid() -> Outcome {
    let long = "Ü".repeat(90);
    let text = format!(
        "# A\n\n## Milestones\n\n- 2026-07-01: One, two; three\n- Q4 2026: {long}\n- 2026-07-01: One, two; three\n\n\
         ## Phase 1: Work (2026-08-03 to 2026-08-14)\n\n- [ ] Begin\n"
    );
    let made = calendar(&text, "2026-06-15").ok_or("no calendar")?;
    assert!(made.ends_with("END:VCALENDAR\r\n") && !made.replace("\r\n", "").contains(['\r', '\n']));
    assert!(made.split("\r\n").all(|line| line.len() <= 75));
    let lines = unfolded(&made);
    let (mut open, mut uids) = (Vec::new(), BTreeSet::new());
    let mut event: Vec<&str> = Vec::new();
    for line in &lines {
        let (name, value) = line.split_once(':').ok_or_else(|| format!("{line:?} has no value"))?;
        event.push(name);
        match name {
            "BEGIN" => open.push(value),
            "END" => {
                assert_eq!(open.pop(), Some(value));
                if value == "VEVENT" {
                    for needed in ["UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"] {
                        assert_eq!(event.iter().filter(|name| **name == needed).count(), 1, "{needed}");
                    }
                }
                event.clear();
            }
            "UID" => assert!(uids.insert(value), "{value} twice"),
            "DTSTAMP" => assert_eq!(value, "20260615T000000Z"),
            _ => {}
        }
    }
    assert!(open.is_empty());
    assert_eq!(uids.len(), 4);
    assert!(lines.contains(&"SUMMARY:One\\, two\\; three".to_owned()), "{made}");
    assert!(lines.contains(&format!("SUMMARY:{long}")));
    assert!(lines.contains(&"DTSTART;VALUE=DATE:20261231".to_owned()));
    // Another day: the same events.
    let later = calendar(&text, "2026-06-16").ok_or("no calendar")?;
    assert_eq!(made.replace("20260615T", "20260616T"), later);
    Ok(())
}

fn none() -> Outcome {
    assert_eq!(calendar("# A\n\n- [ ] Begin (2 weeks)\n", "2026-06-15"), None);
    Ok(())
}
