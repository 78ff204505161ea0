//! Weekly reports: the week, its sentence, what happened, what is next. With a word after the name only that week.

use planbook::contract::{Awaited, Reports};

use super::super::run::Run;

pub fn print(run: &Run, words: &[String]) -> Result<String, String> {
    let judged = run.judged();
    let Some(history) = &judged.derived.history else { return Ok("no history\n".to_owned()) };
    let wanted = |week: &str| words.first().is_none_or(|word| word == week);
    let weeks: Vec<_> = history.weeks.iter().filter(|report| wanted(&report.week.to_string())).collect();
    let mut out = String::new();
    for week in Reports::of(&judged.linked, &judged.derived, &weeks).weeks {
        let items = &week.items;
        out.push_str(&format!(
            "{} {} to {}: {} [{} of {} done]\n",
            week.week.as_deref().unwrap_or("-"),
            week.from,
            week.to,
            week.sentence,
            items.done,
            items.total
        ));
        for part in &week.parts {
            for line in &part.lines {
                let id = line.id.as_ref().map_or(String::new(), |id| format!("{id}: "));
                let note = line.note.as_ref().map_or(String::new(), |note| format!(" ({note})"));
                let commit = &line.commit[..8];
                out.push_str(&format!(
                    "    {}: {}:{} {id}{}{note} {commit}\n",
                    part.part, line.path, line.line, line.title
                ));
            }
        }
        for change in &week.decisions {
            let from = change.from.map_or(String::new(), |from| format!("{from} -> "));
            out.push_str(&format!("    decision: {} {from}{}\n", change.path, change.to));
        }
        out.extend(week.reports.iter().map(|path| format!("    report: {path}\n")));
        let lists: [(&str, &[Awaited]); 3] = [
            ("due", &week.next.due),
            ("in progress", &week.next.in_progress),
            ("blocked", &week.next.blocked),
        ];
        for (name, list) in lists {
            for one in list {
                let when = one.due.as_ref().filter(|_| name == "due").or(one.since.as_ref());
                out.push_str(&format!("    {name}: {} {}\n", one.title, when.map_or("", String::as_str)));
            }
        }
    }
    Ok(out)
}
