//! Items that a commit took from one plan and put into another are the same items.

use std::collections::HashMap;

use crate::link::history::event::{Story, What};
use crate::model::PointId;
use crate::slug::slug;

/// Where an event stands: the story, and the event in it.
type At = (usize, usize);

/// Joins what vanished from one plan with what was added to another in the same commit under the same id and title, or
/// the same title where only one of each has it.
pub(super) fn join(stories: &mut [Story]) {
    let mut gone: HashMap<(PointId, String), Vec<At>> = HashMap::new();
    let mut come: Vec<((PointId, String), At)> = Vec::new();
    for (number, story) in stories.iter().enumerate() {
        for (index, event) in story.events.iter().enumerate() {
            let Some(thread) = event.thread.and_then(|id| story.thread(id)) else { continue };
            let key = || (event.point, slug(&thread.title));
            match event.what {
                What::Vanished { .. } => gone.entry(key()).or_default().push((number, index)),
                What::Added => come.push((key(), (number, index))),
                _ => {}
            }
        }
    }
    let mut counts: HashMap<&(PointId, String), u32> = HashMap::new();
    for (key, _) in &come {
        *counts.entry(key).or_insert(0) += 1;
    }
    let mut pairs: Vec<(At, At)> = Vec::new();
    for (key, new) in &come {
        if let Some([old]) = gone.get(key).map(Vec::as_slice)
            && counts.get(key) == Some(&1)
            && old.0 != new.0
        {
            pairs.push((*old, *new));
        }
    }
    let titles: Vec<String> = stories.iter().map(|story| story.title.clone()).collect();
    let title = |number: usize| titles.get(number).cloned().unwrap_or_default();
    for (old, new) in pairs {
        let mut set = |(story, event): At, what: What| {
            let event = stories.get_mut(story).and_then(|story| story.events.get_mut(event));
            if let Some(event) = event {
                event.what = what;
            }
        };
        set(old, What::Left { to: title(new.0) });
        set(new, What::Moved { from: title(old.0), to: title(new.0) });
    }
}
