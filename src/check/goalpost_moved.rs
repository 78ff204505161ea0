//! PB301: a gate asks for less than it did, or a date was put off.

use std::collections::BTreeMap;

use crate::check::case::short;
use crate::check::commits::{commit, stories};
use crate::check::rule::{Rule, Run};
use crate::date::Date;
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::link::{Linked, Sort, Story, What};
use crate::model::{Plan, PointId};
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB301"),
    name: "goalpost-moved",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb301.md"),
    run: Run::Corpus(run),
};

/// What a plan stated under a name at first, and the commit that eased it the first time.
struct Eased<'s> {
    from: &'s str,
    by: PointId,
}

fn run(linked: &Linked, _: Option<Date>) -> Vec<Diagnostic> {
    stories(linked).flat_map(|(plan, story)| of_plan(linked, plan, story)).collect()
}

fn of_plan(linked: &Linked, plan: &Plan, story: &Story) -> Vec<Diagnostic> {
    let mut eased: BTreeMap<(Sort, &str), Eased<'_>> = BTreeMap::new();
    for event in &story.events {
        let What::Stated { sort, name, from, to, eased: easier, .. } = &event.what else { continue };
        let key = (*sort, name.as_str());
        if *easier == Some(true) && !from.is_empty() {
            eased.entry(key).or_insert(Eased { from, by: event.point });
        } else if eased.get(&key).is_some_and(|old| old.from == to) || from.is_empty() || to.is_empty() {
            // Put back as it was; or it was gone in between, and then it is another one.
            eased.remove(&key);
        }
    }
    let found = eased.into_iter().filter_map(|((sort, name), old)| {
        let (place, now) = now(plan, sort, name)?;
        let before = commit(linked, before(story, old.by));
        let (what, severity) = match sort {
            Sort::Gate => (format!("the gate `{}` asked for", short(name, 60)), RULE.severity),
            _ => (format!("“{}” was dated", short(name, 60)), Severity::Note),
        };
        let message = format!(
            "{what} `{}` in commit {before}, and is `{}` since commit {}",
            short(old.from, 60),
            short(&now, 60),
            commit(linked, old.by)
        );
        let message =
            if sort == Sort::Gate { message.replace(", and is `", ", and asks for `") } else { message };
        let finding = Diagnostic::new(RULE.code, severity, message, place).main(Role::Claim, "as it is now");
        Some(finding.help("Say beside it why it was changed, or put it back."))
    });
    found.collect()
}

/// The last commit before another one that left the plan as it was then.
fn before(story: &Story, point: PointId) -> PointId {
    let behind = story.tallies.partition_point(|(at, _)| *at < point);
    behind.checked_sub(1).and_then(|last| story.tallies.get(last)).map_or(point, |(at, _)| *at)
}

/// Where something stands now, and what it says.
fn now(plan: &Plan, sort: Sort, name: &str) -> Option<(Place, String)> {
    if sort == Sort::Gate {
        let gate = plan.gates.iter().find(|gate| gate.metric == name)?;
        return Some((gate.place, gate.text.clone()));
    }
    let group = plan.groups.iter().find(|group| group.title == name);
    let group = group.and_then(|group| Some((group.place, group.when.clone()?)));
    let milestone = || {
        let found = plan.milestones.iter().find(|milestone| milestone.title == name)?;
        Some((found.place, found.when.clone()?))
    };
    group.or_else(milestone)
}
