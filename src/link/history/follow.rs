//! Follows the items of one plan from state to state.

use std::sync::Arc;

use crate::link::history::event::{Event, Story, Thread, ThreadId, What};
use crate::link::history::words;
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
        let last = before.map(called).unwrap_or_default();
        let same = identity(&last, &Called::of_plan(plan));
        let thread = |old: Option<crate::model::ItemId>| teller.current.get(old?.0 as usize).copied();
        teller.story.of_item = same.continues.into_iter().map(thread).collect();
    }
    teller.story
}

fn called(state: &Snapshot) -> Vec<Called<'_>> {
    let called = state.items.iter().map(|(item, _)| Called {
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
        let same = identity(&called(old), &called(new));
        for gone in &same.gone {
            let (Some((item, line)), Some(id)) =
                (old.items.get(gone.0 as usize), self.current.get(gone.0 as usize).copied())
            else {
                continue;
            };
            if let Some(thread) = self.thread(id) {
                (thread.gone, thread.touched) = (Some(version.point), version.point);
            }
            self.tell(version, Some(id), *line, What::Vanished { status: item.status });
        }
        let mut current = Vec::with_capacity(new.items.len());
        for ((item, line), from) in new.items.iter().zip(&same.continues) {
            let known = from.and_then(|from| {
                Some((old.items.get(from.0 as usize)?, self.current.get(from.0 as usize).copied()?))
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
        self.current = current;
        for (line, what) in words::changes(old, new) {
            self.tell(version, None, line, what);
        }
        self.story.tallies.push((version.point, tally(new)));
        if old.scores != new.scores {
            self.scores(version.point, new);
        }
    }

    fn scores(&mut self, point: PointId, state: &Snapshot) {
        let scores: Vec<(String, String)> =
            state.scores.iter().map(|word| (word.name.clone(), word.text.clone())).collect();
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
        if let Some(thread) = self.thread(id) {
            thread.line = line;
        }
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
