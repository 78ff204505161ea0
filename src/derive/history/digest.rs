//! What happened, as a reader is told it: events in the sections of a report, each item once in each.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;

use crate::date::Date;
use crate::derive::history::counts::is_later_date;
use crate::derive::history::week::api_words;
use crate::derive::history::words::{change, criteria};
use crate::derive::history::{Counts, History, Waiting, WeekReport};
use crate::derive::sentence::many;
use crate::link::{Chronicle, Event, Sort, Story, ThreadId, What};
use crate::model::{PointId, Status};

/// A part of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Finished.
    Done,
    /// Begun, or wanted again.
    Started,
    /// Was to be done and is not, or was put off.
    Slipped,
    /// New.
    Added,
    /// Given up, or not there any more.
    Dropped,
    /// Was done, or begun, and is not any more.
    Regressed,
    /// Got stuck.
    Blocked,
    /// Asks for less than before.
    Goalposts,
    /// Criteria that were met or withdrawn, came in or went.
    Criteria,
    /// Conditions, scores and claimed states that changed otherwise.
    Stated,
    /// Went elsewhere, or has other words and values.
    Edited,
}

impl Part {
    /// All, in the order of a report.
    pub const ALL: [Part; 11] = [
        Part::Done,
        Part::Started,
        Part::Slipped,
        Part::Added,
        Part::Dropped,
        Part::Regressed,
        Part::Blocked,
        Part::Goalposts,
        Part::Criteria,
        Part::Stated,
        Part::Edited,
    ];

    /// The name used in JSON and as an anchor.
    pub fn name(self) -> &'static str {
        match self {
            Part::Done => "done",
            Part::Started => "started",
            Part::Slipped => "slipped",
            Part::Added => "added",
            Part::Dropped => "dropped",
            Part::Regressed => "regressed",
            Part::Blocked => "blocked",
            Part::Goalposts => "goalposts",
            Part::Criteria => "criteria",
            Part::Stated => "stated",
            Part::Edited => "edited",
        }
    }

    /// The heading shown to readers.
    pub fn title(self) -> &'static str {
        match self {
            Part::Done => "Done",
            Part::Started => "Started",
            Part::Slipped => "Slipped",
            Part::Added => "Added",
            Part::Dropped => "Dropped",
            Part::Regressed => "Regressed",
            Part::Blocked => "Blocked",
            Part::Goalposts => "Goalposts moved",
            Part::Criteria => "Criteria",
            Part::Stated => "Gates, scores and claims changed",
            Part::Edited => "Moved and edited",
        }
    }
}

/// A line of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The number of the story.
    pub story: usize,
    /// The item; `None` for something the plan states.
    pub thread: Option<ThreadId>,
    /// What it is about: the title of the item, the name of the gate.
    pub title: String,
    /// The id of the item.
    pub id: Option<String>,
    /// What happened, where the heading does not say it all: `was ≥95%, is ≥80%`.
    pub note: Option<String>,
    /// The commit; the last one where several did it.
    pub point: PointId,
    /// The line after the commit, or before it for what is gone.
    pub line: u32,
}

/// What a line is about: the story, and the item in it or the name of what is stated.
type Key = (usize, Option<ThreadId>, String);

impl Line {
    fn key(&self) -> Key {
        let name = if self.thread.is_some() { String::new() } else { self.title.clone() };
        (self.story, self.thread, name)
    }
}

/// The lines of a report by their part; parts without lines are left out.
pub type Digest = Vec<(Part, Vec<Line>)>;

/// What happened in events of stories. `missed` are items that were to be done in that time and were not.
pub fn digest<'e>(
    chronicle: &Chronicle,
    events: impl Iterator<Item = (usize, &'e Event)>,
    missed: &[Waiting],
) -> Digest {
    let mut parts: BTreeMap<Part, Vec<Line>> = BTreeMap::new();
    let mut told: HashMap<(Part, Key), usize, RandomState> = HashMap::default();
    for (number, event) in events {
        let Some(story) = chronicle.stories.get(number) else { continue };
        let Some((part, note)) = part_of(event) else { continue };
        let lines = parts.entry(part).or_default();
        let line = line(number, story, event, note);
        // What happened to an item twice is told once, as it was the last time.
        let at = *told.entry((part, line.key())).or_insert(lines.len());
        match lines.get_mut(at) {
            Some(old) => {
                let note = join(old.note.take(), line.note.clone());
                *old = Line { note, ..line };
            }
            None => lines.push(line),
        }
    }
    undo(&mut parts, chronicle);
    for one in missed {
        let Some((story, thread)) =
            chronicle.stories.get(one.story).and_then(|story| Some((story, story.thread(one.thread)?)))
        else {
            continue;
        };
        let note = one.due.map(|day| format!("was due on {day}"));
        let lines = parts.entry(Part::Slipped).or_default();
        if told.contains_key(&(Part::Slipped, (one.story, Some(one.thread), String::new()))) {
            continue;
        }
        lines.push(Line {
            story: one.story,
            thread: Some(one.thread),
            title: thread.title.clone(),
            id: thread.id.clone(),
            note,
            point: one.since,
            line: line_at(story, one.thread, one.since).unwrap_or(thread.line),
        });
    }
    parts.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
}

/// The line an item stood on after a commit that changed it.
fn line_at(story: &Story, thread: ThreadId, point: PointId) -> Option<u32> {
    let event = story.events.iter().find(|event| event.point == point && event.thread == Some(thread));
    event.map(|event| event.line)
}

/// Takes out what did not last: items that were finished and reopened later are not done, and the other way round.
fn undo(parts: &mut BTreeMap<Part, Vec<Line>>, chronicle: &Chronicle) {
    let last = |line: &Line| -> Option<Status> {
        let thread = chronicle.stories.get(line.story)?.thread(line.thread?)?;
        thread.state_at(line.point).map(|(_, status)| status)
    };
    let mut points: HashMap<(Part, Key), PointId, RandomState> = HashMap::default();
    for (part, lines) in parts.iter() {
        points.extend(
            lines.iter().filter(|line| line.thread.is_some()).map(|line| ((*part, line.key()), line.point)),
        );
    }
    let ends =
        |part: Part, line: &Line| points.get(&(part, line.key())).is_some_and(|point| *point > line.point);
    let undone = [
        (Part::Done, Part::Regressed),
        (Part::Done, Part::Dropped),
        (Part::Regressed, Part::Done),
        (Part::Started, Part::Done),
        (Part::Started, Part::Blocked),
        (Part::Started, Part::Regressed),
        (Part::Blocked, Part::Started),
        (Part::Blocked, Part::Done),
    ];
    for (part, by) in undone {
        if let Some(lines) = parts.get_mut(&part) {
            lines.retain(|line| !ends(by, line));
        }
    }
    if let Some(lines) = parts.get_mut(&Part::Added) {
        for line in lines.iter_mut().filter(|line| line.note.is_none()) {
            line.note = last(line)
                .filter(|status| *status != Status::Todo && *status != Status::Unknown)
                .map(|status| format!("as {}", status.words()));
        }
    }
}

fn join(old: Option<String>, new: Option<String>) -> Option<String> {
    match (old, new) {
        (Some(old), Some(new)) if old != new => Some(format!("{old}; {new}")),
        (old, new) => new.or(old),
    }
}

fn line(number: usize, story: &Story, event: &Event, note: Option<String>) -> Line {
    let thread = event.thread.and_then(|id| story.thread(id));
    let title = match (&event.what, thread) {
        (_, Some(thread)) => thread.title.clone(),
        (What::Stated { name, .. } | What::Criteria { of: name, .. }, None) if !name.is_empty() => {
            name.clone()
        }
        _ => story.title.clone(),
    };
    Line {
        story: number,
        thread: event.thread,
        title,
        id: thread.and_then(|thread| thread.id.clone()),
        note,
        point: event.point,
        line: event.line,
    }
}

/// The part an event is told in, with what the heading does not say.
fn part_of(event: &Event) -> Option<(Part, Option<String>)> {
    let part = match &event.what {
        What::Came { items, done } => {
            let done = if *done == 0 { String::new() } else { format!(", {done} of them done") };
            return Some((
                Part::Added,
                Some(format!("the plan came in with {}{done}", many(*items as usize, "item"))),
            ));
        }
        What::Went { items } => {
            return Some((
                Part::Dropped,
                Some(format!("the plan was removed, with {}", many(*items as usize, "item"))),
            ));
        }
        What::Done { .. } => (Part::Done, None),
        What::Started => (Part::Started, None),
        What::Restored => (Part::Started, Some("was given up before".to_owned())),
        What::Added => (Part::Added, None),
        What::Cancelled => (Part::Dropped, Some("given up".to_owned())),
        What::Vanished { status } => {
            (Part::Dropped, Some(format!("is not in the plan any more; was {}", status.words())))
        }
        What::Reopened { to } => (Part::Regressed, Some(format!("was done, is {}", to.words()))),
        What::SetBack { from, to } => {
            (Part::Regressed, Some(format!("was {}, is {}", from.words(), to.words())))
        }
        What::Blocked => (Part::Blocked, None),
        What::Moved { from, to } => (Part::Edited, Some(format!("moved from “{from}” to “{to}”"))),
        What::Left { .. } => return None,
        What::Reworded { from } => (Part::Edited, Some(format!("was called “{from}”"))),
        What::Changed { field, from, to } => (
            if is_later_date(field, from, to) { Part::Slipped } else { Part::Edited },
            Some(format!("{field} {}", change(from, to))),
        ),
        What::Criteria { turn, texts, .. } => (Part::Criteria, Some(criteria(*turn, texts))),
        What::Stated { sort, from, to, eased, .. } => {
            let part = match (sort, eased) {
                (Sort::Gate, Some(true)) => Part::Goalposts,
                (Sort::Date, Some(true)) => Part::Slipped,
                _ => Part::Stated,
            };
            let sort = match sort {
                Sort::Gate => "gate",
                Sort::Score => "score",
                Sort::Claim => "claimed state",
                Sort::Date => "date",
            };
            (part, Some(format!("{sort} {}", change(from, to))))
        }
    };
    Some(part)
}

/// What a week was, in one sentence.
pub fn sentence(history: &History, report: &WeekReport) -> String {
    if report.is_quiet() {
        return quiet(report, |point| history.day(point));
    }
    let counts = &report.counts;
    let mut said = items(counts);
    let slipped = counts.slipped + if report.since.is_none() { report.due.missed.1 } else { 0 };
    said.extend((slipped > 0).then(|| format!("{slipped} slipped")));
    if !report.decisions.is_empty() {
        said.push(format!("{} changed", many(report.decisions.len(), "decision")));
    }
    said.extend(api_words(&report.apis));
    if said.is_empty() {
        return "No item changed its state; words and values were edited.".to_owned();
    }
    let mut text = listed(&said);
    if let Some(first) = text.get(..1).map(str::to_uppercase) {
        text.replace_range(..1, &first);
    }
    format!("{text}.")
}

/// What a plan's week was, in one sentence.
pub fn plan_sentence(counts: &Counts) -> String {
    let mut said = items(counts);
    said.extend((counts.slipped > 0).then(|| format!("{} slipped", counts.slipped)));
    if said.is_empty() { "No item changed its state.".to_owned() } else { format!("{}.", listed(&said)) }
}

fn items(counts: &Counts) -> Vec<String> {
    let mut said = Vec::new();
    // The first says that it speaks of items.
    let fates = [
        (counts.done, "done"),
        (counts.started, "started"),
        (counts.added, "added"),
        (counts.reopened, "reopened"),
        (counts.blocked, "blocked"),
        (counts.cancelled + counts.vanished, "dropped"),
    ];
    for (count, fate) in fates.into_iter().filter(|(count, _)| *count > 0) {
        let what = if said.is_empty() { many(count as usize, "item") } else { count.to_string() };
        said.push(format!("{what} {fate}"));
    }
    let mut say = |count: u32, one: &str, many: &str| {
        if count > 0 {
            said.push(format!("{count} {}", if count == 1 { one } else { many }));
        }
    };
    say(counts.eased, "goalpost moved", "goalposts moved");
    say(counts.criteria_met, "criterion met", "criteria met");
    say(counts.criteria_unmet, "criterion not met any more", "criteria not met any more");
    say(counts.plans_came, "plan came in", "plans came in");
    say(counts.plans_went, "plan removed", "plans removed");
    said
}

fn quiet(report: &WeekReport, days: impl Fn(PointId) -> Option<Date>) -> String {
    let mut text = match report.quiet {
        0 => "Nothing changed in this week".to_owned(),
        weeks => format!("Nothing changed in {} weeks", weeks + 1),
    };
    let (waiting, count) = &report.due.in_progress;
    if !waiting.is_empty() {
        let (verb, since) =
            (if *count == 1 { "is" } else { "are" }, waiting.first().and_then(|one| days(one.since)));
        let since = since.map_or(String::new(), |day| format!(", the longest since {day}"));
        text.push_str(&format!("; {} {verb} in progress{since}", many(*count as usize, "item")));
    }
    text.push('.');
    text
}

/// Words as a list: `a, b and c`.
fn listed(words: &[String]) -> String {
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

impl History {
    /// The day since which an item is in its state.
    pub fn since(&self, waiting: &Waiting) -> Option<Date> {
        self.day(waiting.since)
    }
}
