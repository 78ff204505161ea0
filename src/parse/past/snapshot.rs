//! What is kept of a plan's older state.

use std::sync::Arc;

use crate::decode::Document;
use crate::model::{
    Criterion, Gate, Item, PastCriterion, PastGate, PastItem, PastWord, Plan, Score, Snapshot, Stated, Status,
};
use crate::place::Place;

/// What is kept of a plan, in the order of its lines.
pub(super) fn snapshot(document: &Document, plan: &Plan) -> Snapshot {
    let line = |place: Place| document.line(place.span.start);
    let group = |id| plan.group(id).map_or(String::new(), |group| group.title.clone());
    let item = |item: &Item| {
        let own = item.group.map_or(String::new(), group);
        let parent = item.parent.and_then(|id| plan.item(id)).map(|parent| parent.title.clone());
        let past = PastItem {
            id: item.id.clone(),
            title: item.title.clone(),
            around: parent.unwrap_or_else(|| own.clone()),
            group: own,
            status: item.status,
            owner: item.owner.clone(),
            priority: item.priority.clone(),
            estimate: item.estimate.clone(),
            when: item.when.clone(),
        };
        (Arc::new(past), line(item.place))
    };
    let word = |name: &str, text: &str, place: Place| PastWord {
        name: name.into(),
        text: text.into(),
        line: line(place),
    };
    let claim = |name: &str, stated: &Stated| (word(name, &stated.text, stated.place), stated.status);
    let mut claims: Vec<(PastWord, Status)> = plan.claimed.iter().map(|stated| claim("", stated)).collect();
    let groups = plan.groups.iter();
    claims.extend(groups.filter_map(|group| Some(claim(&group.title, group.claimed.as_ref()?))));
    let parts = plan.groups.iter().map(|group| (&group.title, group.when.as_ref(), group.place));
    let points = plan.milestones.iter().map(|one| (&one.title, one.when.as_ref(), one.place));
    let score = |score: &Score| {
        let of = score.out_of.map_or(String::new(), |of| format!("/{of}"));
        Some(word(&score.name, &format!("{}{of}", score.current?), score.place))
    };
    let gate = |gate: &Gate| PastGate {
        word: word(&gate.metric, &gate.text, gate.place),
        limit: gate.op.zip(gate.value),
    };
    let dates = parts.chain(points).filter_map(|(name, when, place)| Some(word(name, when?, place)));
    let criterion = |one: &Criterion| {
        let item = one.item.and_then(|id| plan.item(id)).map(|item| item.title.clone());
        let of = item.or_else(|| one.group.map(group)).unwrap_or_default();
        let past = PastCriterion { text: one.text.clone(), of, met: one.met == Some(true) };
        (Arc::new(past), line(one.place))
    };
    let mut kept = Snapshot {
        items: plan.items.iter().map(item).collect(),
        gates: plan.gates.iter().map(gate).collect(),
        scores: plan.scores.iter().filter_map(score).collect(),
        claims,
        dates: dates.collect(),
        criteria: plan.criteria.iter().map(criterion).collect(),
    };
    by_line(&mut kept);
    kept
}

/// Orders everything by its line, the claim of the whole first.
pub(super) fn by_line(kept: &mut Snapshot) {
    kept.items.sort_by_key(|(_, line)| *line);
    kept.gates.sort_by_key(|gate| gate.word.line);
    kept.scores.sort_by_key(|word| word.line);
    kept.claims.sort_by_key(|(word, _)| (!word.name.is_empty(), word.line));
    kept.dates.sort_by_key(|word| word.line);
    kept.criteria.sort_by_key(|(_, line)| *line);
}

/// Something a state said on a line.
pub(super) trait Entry: Clone + PartialEq {
    /// What it is called: what is called so in another state is the same thing.
    fn name(&self) -> String;

    /// Its 1-based line.
    fn line(&mut self) -> &mut u32;
}

impl Entry for (Arc<PastItem>, u32) {
    fn name(&self) -> String {
        let (item, _) = self;
        item.id.as_ref().map_or_else(|| item.title.clone(), |id| id.to_lowercase())
    }

    fn line(&mut self) -> &mut u32 {
        &mut self.1
    }
}

impl Entry for (Arc<PastCriterion>, u32) {
    fn name(&self) -> String {
        self.0.text.clone()
    }

    fn line(&mut self) -> &mut u32 {
        &mut self.1
    }
}

impl Entry for PastWord {
    fn name(&self) -> String {
        self.name.to_string()
    }

    fn line(&mut self) -> &mut u32 {
        &mut self.line
    }
}

impl Entry for PastGate {
    fn name(&self) -> String {
        self.word.name()
    }

    fn line(&mut self) -> &mut u32 {
        &mut self.word.line
    }
}

impl Entry for (PastWord, Status) {
    fn name(&self) -> String {
        self.0.name()
    }

    fn line(&mut self) -> &mut u32 {
        &mut self.0.line
    }
}
