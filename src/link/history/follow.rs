//! Follows the items of one plan from state to state.

use std::sync::Arc;

use crate::link::history::event::{Event, Story, Thread, ThreadId, What};
use crate::link::history::{criteria, words};
use crate::link::identity::{Called, identity};
use crate::model::{Lineage, PastItem, Plan, PointId, Snapshot, Status, Tally, Version};

/// What happened to a plan; `now` is the plan as it is.
pub(super) fn story(lineage: &Lineage<Arc<Snapshot>>, now: Option<&Plan>) -> Story {
    let mut teller = Teller {
        story: Story {
            doc: lineage.doc,
            path: lineage.path.clone(),
            title: lineage.title.clone(),
            ..Story::default()
        },
        current: Vec::new(),
    };
    let mut before: Option<&Snapshot> = None;
    for version in &lineage.versions {
        teller.step(before, version);
        before = version.state.as_deref();
    }
    if let Some(plan) = now {
        let last = before.map(|state| called(&state.items)).unwrap_or_default();
        let same = identity(&last, &Called::of_plan(plan));
        let thread = |old: Option<crate::model::ItemId>| teller.current.get(old?.0 as usize).copied();
        teller.story.of_item = same.continues.into_iter().map(thread).collect();
    }
    teller.story
}

/// An item of a state, with its line.
type Told = (Arc<PastItem>, u32);

fn called(items: &[Told]) -> Vec<Called<'_>> {
    let called = items.iter().map(|(item, _)| Called {
        id: item.id.as_deref(),
        title: &item.title,
        around: &item.around,
    });
    called.collect()
}

struct Teller {
    story: Story,
    /// The threads of the items of the last state, in its order.
    current: Vec<ThreadId>,
}

impl Teller {
    fn step(&mut self, before: Option<&Snapshot>, version: &Version<Arc<Snapshot>>) {
        match (before, version.state.as_deref()) {
            (None, None) => {}
            (Some(old), None) => {
                let items = old.items.len() as u32;
                self.tell(version, None, 1, What::Went { items });
                for id in std::mem::take(&mut self.current) {
                    if let Some(thread) = self.thread(id) {
                        thread.gone = Some(version.point);
                    }
                }
                self.story.tallies.push((version.point, Tally::default()));
            }
            (None, Some(new)) => {
                let tally = tally(new);
                let what = What::Came { items: tally.total(), done: tally.get(Status::Done) };
                self.tell(version, None, 1, what);
                self.current =
                    new.items.iter().map(|(item, line)| self.begin(version.point, item, *line)).collect();
                self.story.tallies.push((version.point, tally));
                self.scores(version.point, new);
            }
            (Some(old), Some(new)) => self.compare(old, new, version),
        }
    }

    fn compare(&mut self, old: &Snapshot, new: &Snapshot, version: &Version<Arc<Snapshot>>) {
        // Most commits touch a few items: those before and behind are shared by the states, and only their lines are others.
        let shared = |((one, _), (other, _)): &(&Told, &Told)| Arc::ptr_eq(one, other);
        let head = old.items.iter().zip(&new.items).take_while(shared).count();
        let most = old.items.len().min(new.items.len()) - head;
        let behind = old.items.iter().rev().zip(new.items.iter().rev());
        let tail = behind.take(most).take_while(shared).count();
        let before = old.items.get(head..old.items.len() - tail).unwrap_or_default();
        let after = new.items.get(head..new.items.len() - tail).unwrap_or_default();
        let threads = self.current.get(head..old.items.len() - tail).unwrap_or_default().to_vec();
        let same = identity(&called(before), &called(after));
        for gone in &same.gone {
            let index = gone.0 as usize;
            let (Some((item, line)), Some(id)) = (before.get(index), threads.get(index).copied()) else {
                continue;
            };
            if let Some(thread) = self.thread(id) {
                (thread.gone, thread.touched) = (Some(version.point), version.point);
            }
            self.tell(version, Some(id), *line, What::Vanished { status: item.status });
        }
        let mut current = Vec::with_capacity(after.len());
        for ((item, line), from) in after.iter().zip(&same.continues) {
            let known = from.and_then(|from| {
                Some((before.get(from.0 as usize)?, threads.get(from.0 as usize).copied()?))
            });
            let id = match known {
                Some(((past, _), id)) => {
                    self.changed(version, id, (past, item), *line);
                    id
                }
                None => self.added(version, item, *line),
            };
            current.push(id);
        }
        drop(self.current.splice(head..old.items.len() - tail, current));
        let lines = new.items.iter().map(|(_, line)| *line);
        for (id, line) in self.current.iter().zip(lines) {
            if let Some(thread) = self.story.threads.get_mut(id.0 as usize) {
                thread.line = line;
            }
        }
        for (line, what) in words::changes(old, new).into_iter().chain(criteria::changes(old, new)) {
            self.tell(version, None, line, what);
        }
        self.story.tallies.push((version.point, tally(new)));
        if old.scores != new.scores {
            self.scores(version.point, new);
        }
    }

    fn scores(&mut self, point: PointId, state: &Snapshot) {
        let scores: Vec<(String, String)> =
            state.scores.iter().map(|word| (word.name.to_string(), word.text.to_string())).collect();
        if !scores.is_empty() {
            self.story.scores.push((point, scores));
        }
    }

    fn begin(&mut self, point: PointId, item: &PastItem, line: u32) -> ThreadId {
        let id = ThreadId(self.story.threads.len() as u32);
        self.story.threads.push(Thread {
            id: item.id.clone(),
            title: item.title.clone(),
            born: point,
            states: vec![(point, item.status)],
            dates: item.when.iter().map(|when| (point, when.clone())).collect(),
            touched: point,
            line,
            gone: None,
        });
        id
    }

    fn added(&mut self, version: &Version<Arc<Snapshot>>, item: &PastItem, line: u32) -> ThreadId {
        let id = self.begin(version.point, item, line);
        self.tell(version, Some(id), line, What::Added);
        let also = match item.status {
            Status::Done => Some(What::Done { from: None }),
            Status::Blocked => Some(What::Blocked),
            _ => None,
        };
        if let Some(what) = also {
            self.tell(version, Some(id), line, what);
        }
        id
    }

    /// An item that is in both states.
    fn changed(
        &mut self,
        version: &Version<Arc<Snapshot>>,
        id: ThreadId,
        (old, new): (&Arc<PastItem>, &Arc<PastItem>),
        line: u32,
    ) {
        if Arc::ptr_eq(old, new) || old == new {
            return;
        }
        let events = words::item(old, new);
        if let Some(thread) = self.thread(id) {
            thread.id.clone_from(&new.id);
            thread.title.clone_from(&new.title);
            if old.status != new.status {
                thread.states.push((version.point, new.status));
            }
            if old.when != new.when {
                thread.dates.push((version.point, new.when.clone().unwrap_or_default()));
            }
            if !events.is_empty() {
                thread.touched = version.point;
            }
        }
        for what in events {
            self.tell(version, Some(id), line, what);
        }
    }

    fn tell(&mut self, version: &Version<Arc<Snapshot>>, thread: Option<ThreadId>, line: u32, what: What) {
        let event = Event { point: version.point, thread, path: version.path.clone(), line, what };
        self.story.events.push(event);
    }

    fn thread(&mut self, id: ThreadId) -> Option<&mut Thread> {
        self.story.threads.get_mut(id.0 as usize)
    }
}

fn tally(state: &Snapshot) -> Tally {
    Tally::of(state.items.iter().map(|(item, _)| item.status))
}
