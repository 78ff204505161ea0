//! What happens one after the other: messages, journeys, times, tasks, commits.

use serde_json::Value;

use crate::diagram::facts::{Element, Facts, Relation};
use crate::diagram::model::graph::Names;
use crate::diagram::model::json::{first, is, joined, list, number, text};

/// Milliseconds of a day.
const DAY: f64 = 86_400_000.0;

/// A sequence diagram. Notes and frames are told with the messages they stand around.
pub(super) fn sequence(model: &Value) -> Facts {
    let actors = list(model, "actors");
    let names = Names::of(actors.iter().copied(), "name", &["description", "name"]);
    let order: Vec<&str> = list(model, "actorOrder").iter().filter_map(|name| name.as_str()).collect();
    let elements = order
        .iter()
        .map(|name| {
            let sort = actors
                .iter()
                .find(|actor| text(actor, "name") == *name)
                .map_or(String::new(), |actor| text(actor, "type"));
            Element {
                name: names.get(name),
                sort: if sort == "participant" { String::new() } else { sort },
                detail: String::new(),
            }
        })
        .collect();
    let mut frames: Vec<String> = Vec::new();
    let mut relations = Vec::new();
    for message in list(model, "messages") {
        let words = text(message, "message");
        let kind = number(message, "type").map_or(0, |kind| kind as u32);
        let frame = |word: &str| joined(&[word.to_owned(), words.clone()], " ");
        match kind {
            10 => frames.push(frame("loop:")),
            12 => frames.push(frame("if")),
            15 => frames.push(frame("optionally:")),
            19 | 32 => frames.push(frame("in parallel:")),
            22 => frames.push(String::new()),
            27 => frames.push(frame("critical:")),
            30 => frames.push(frame("break:")),
            13 | 20 | 28 => {
                frames.pop();
                frames.push(frame(match kind {
                    13 => "else",
                    20 => "and",
                    _ => "option:",
                }));
            }
            11 | 14 | 16 | 21 | 23 | 29 | 31 => {
                frames.pop();
            }
            2 | 17 | 18 | 26 => {}
            _ => {
                let (from, to) = (text(message, "from"), text(message, "to"));
                if !from.is_empty() && !to.is_empty() {
                    let sort = match kind {
                        1 | 4 | 6 | 25 | 34 => "dotted",
                        33 => "both ways",
                        _ => "",
                    };
                    let around = joined(&frames, ", ");
                    relations.push(Relation {
                        from: names.get(&from),
                        to: names.get(&to),
                        words,
                        sort: joined(&[sort.to_owned(), around], "; "),
                    });
                }
            }
        }
    }
    for note in list(model, "notes") {
        let at = text(note, "actor");
        relations.push(Relation {
            from: names.get(&at),
            to: String::new(),
            words: text(note, "message"),
            sort: "note".to_owned(),
        });
    }
    Facts {
        kind: "Sequence diagram",
        elements_are: ("participant", "participants"),
        relations_are: ("message", "messages"),
        elements,
        relations,
        ..Facts::default()
    }
}

/// A sequence diagram in ZenUML.
pub(super) fn zenuml(model: &Value) -> Facts {
    let elements = list(model, "participants")
        .into_iter()
        .map(|one| Element { name: text(one, "name"), ..Element::default() })
        .collect();
    let mut relations = Vec::new();
    statements(model, &mut relations, 0);
    Facts {
        kind: "Sequence diagram",
        elements_are: ("participant", "participants"),
        relations_are: ("message", "messages"),
        elements,
        relations,
        ..Facts::default()
    }
}

fn statements(model: &Value, relations: &mut Vec<Relation>, depth: u32) {
    for one in list(model, "statements").into_iter().filter(|_| depth < 24) {
        let to = first(one, &["resolved_to", "explicit_to"]);
        if !to.is_empty() {
            let from = first(one, &["resolved_from", "explicit_from"]);
            relations.push(Relation { from, to, words: text(one, "label"), sort: String::new() });
        }
        statements(one, relations, depth + 1);
    }
}

/// A user journey.
pub(super) fn journey(model: &Value) -> Facts {
    let elements = list(model, "tasks")
        .into_iter()
        .map(|task| {
            let people: Vec<&str> = list(task, "people").iter().filter_map(|one| one.as_str()).collect();
            let score = number(task, "score").map_or(String::new(), |score| format!("score {score} of 5"));
            Element {
                name: text(task, "task"),
                sort: text(task, "section"),
                detail: joined(&[score, people.join(", ")], "; "),
            }
        })
        .collect();
    Facts { kind: "User journey", elements_are: ("task", "tasks"), elements, ..Facts::default() }
}

/// A timeline.
pub(super) fn timeline(model: &Value) -> Facts {
    let elements = list(model, "tasks")
        .into_iter()
        .map(|task| {
            let events: Vec<String> = list(task, "events")
                .iter()
                .filter_map(|event| event.as_str())
                .map(crate::diagram::model::json::plain)
                .collect();
            Element { name: text(task, "task"), sort: text(task, "section"), detail: joined(&events, "; ") }
        })
        .collect();
    Facts { kind: "Timeline", elements_are: ("time", "times"), elements, ..Facts::default() }
}

/// A Gantt chart.
pub(super) fn gantt(model: &Value) -> Facts {
    let elements = list(model, "tasks")
        .into_iter()
        .map(|task| {
            let states: Vec<String> =
                [("done", "done"), ("active", "active"), ("crit", "critical"), ("milestone", "milestone")]
                    .iter()
                    .filter(|(key, _)| is(task, key))
                    .map(|(_, word)| (*word).to_owned())
                    .collect();
            let days = number(task, "startTime").zip(number(task, "endTime"));
            let days = days.map_or(String::new(), |(from, to)| format!("{} to {}", day(from), day(to)));
            Element {
                name: text(task, "task"),
                sort: text(task, "section"),
                detail: joined(&[days, states.join(", ")], "; "),
            }
        })
        .collect();
    Facts { kind: "Gantt chart", elements_are: ("task", "tasks"), elements, ..Facts::default() }
}

/// The day of a time in milliseconds, counted by the civil calendar.
fn day(millis: f64) -> String {
    let days = (millis / DAY).floor() as i64 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{:02}", of_year - (153 * shifted + 2) / 5 + 1)
}

/// A git graph.
pub(super) fn commits(model: &Value) -> Facts {
    let all = list(model, "commits");
    let elements = all
        .iter()
        .map(|commit| {
            let tags: Vec<&str> = list(commit, "tags").iter().filter_map(|tag| tag.as_str()).collect();
            let tags = if tags.is_empty() { String::new() } else { format!("tag {}", tags.join(", ")) };
            Element {
                name: text(commit, "id"),
                sort: format!("on {}", text(commit, "branch")),
                detail: joined(&[text(commit, "message"), tags], "; "),
            }
        })
        .collect();
    let relations =
        all.iter()
            .flat_map(|commit| {
                list(commit, "parents").into_iter().filter_map(|parent| parent.as_str()).map(|parent| {
                    Relation { from: parent.to_owned(), to: text(commit, "id"), ..Relation::default() }
                })
            })
            .collect();
    Facts {
        kind: "Git graph",
        elements_are: ("commit", "commits"),
        relations_are: ("step", "steps"),
        elements,
        relations,
        ..Facts::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY, day};

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(day(0.0), "1970-01-01");
        assert_eq!(day(378_691_200_000.0), "1982-01-01");
        assert_eq!(day(-DAY), "1969-12-31");
        assert_eq!(day(951_782_400_000.0), "2000-02-29");
    }
}
