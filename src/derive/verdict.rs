//! Claimed, counted, evidenced: the three numbers of a plan and of each of its groups, and one sentence that says
//! in plain words whether they agree. No score is made of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::derive::rollup::PlanNumbers;
use crate::derive::sentence::{Told, against, many, sentence};
use crate::diag::{Diagnostic, Severity};
use crate::link::Linked;
use crate::model::{ClaimKind, GroupId, GroupKind, ItemId, Plan, Stated, Status, Subject, Tally};
use crate::place::{DocId, Place};

/// One of the three numbers, with how it was made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Side {
    /// In words: `70 of 85 items done`, `complete`, `none given`.
    pub words: String,
    /// The number, where there is one.
    pub n: Option<u32>,
    /// Out of how many.
    pub of: Option<u32>,
    /// How this was decided: one sentence.
    pub how: String,
    /// Where it stands, for numbers that are read and not counted.
    pub places: Vec<Place>,
}

/// Whether the three numbers agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// The text contradicts itself or the evidence.
    NotAsClaimed,
    /// The text makes a claim, and its own items bear it out.
    AsClaimed,
    /// Nothing is claimed.
    #[default]
    NothingClaimed,
    /// There is no work to count.
    NothingToCount,
}

impl Agreement {
    /// The name used in JSON and CSS classes.
    pub fn name(self) -> &'static str {
        match self {
            Agreement::NotAsClaimed => "not_as_claimed",
            Agreement::AsClaimed => "as_claimed",
            Agreement::NothingClaimed => "nothing_claimed",
            Agreement::NothingToCount => "nothing_to_count",
        }
    }
}

/// What can be said of a plan or group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// Whether the numbers agree.
    pub agreement: Agreement,
    /// The verdict in one or two plain sentences.
    pub sentence: String,
    /// What the text says.
    pub claimed: Side,
    /// What its items say.
    pub counted: Side,
    /// What evidence says.
    pub evidenced: Side,
    /// Findings here: errors, warnings, notes.
    pub findings: (u32, u32, u32),
    /// The worst three, as positions in the list of findings.
    pub worst: Vec<usize>,
}

/// The verdicts of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanVerdict {
    /// Of the whole.
    pub whole: Verdict,
    /// Of each group, in the plan's order.
    pub groups: Vec<Verdict>,
}

/// The verdicts of every plan. `findings` are all findings, in their final order.
pub(super) fn all(
    linked: &Linked,
    numbers: &BTreeMap<DocId, PlanNumbers>,
    findings: &[Diagnostic],
) -> BTreeMap<DocId, PlanVerdict> {
    let mut by_doc: BTreeMap<DocId, Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        if let Some(label) = finding.places.first() {
            by_doc.entry(label.place.doc).or_default().push(index);
        }
    }
    let empty = PlanNumbers::default();
    linked
        .corpus
        .plans
        .par_iter()
        .map(|plan| {
            let case = Case {
                linked,
                plan,
                numbers: numbers.get(&plan.doc).unwrap_or(&empty),
                findings,
                mine: by_doc.get(&plan.doc).map_or(&[], Vec::as_slice),
            };
            (plan.doc, case.judge())
        })
        .collect()
}

struct Case<'a> {
    linked: &'a Linked,
    plan: &'a Plan,
    numbers: &'a PlanNumbers,
    findings: &'a [Diagnostic],
    mine: &'a [usize],
}

impl Case<'_> {
    fn judge(&self) -> PlanVerdict {
        let places = Places::new(self.plan);
        let mut here: Vec<Vec<usize>> = vec![Vec::new(); self.plan.groups.len()];
        for index in self.mine {
            let labels = self.findings.get(*index).map_or(&[][..], |finding| &finding.places);
            let inside = labels.iter().filter(|label| label.place.doc == self.plan.doc);
            for group in inside.flat_map(|label| places.around(label.place.span.start)) {
                if let Some(list) = here.get_mut(group.0 as usize).filter(|list| list.last() != Some(index)) {
                    list.push(*index);
                }
            }
        }
        let mut backed: Vec<u32> = vec![0; self.plan.groups.len()];
        let mut all = 0;
        for item in self.backed() {
            all += 1;
            let place = self.plan.item(item).map_or(0, |item| item.place.span.start);
            for group in places.around(place) {
                if let Some(count) = backed.get_mut(group.0 as usize) {
                    *count += 1;
                }
            }
        }
        let groups = here
            .into_iter()
            .zip(backed)
            .enumerate()
            .map(|(index, (mine, backed))| self.group(GroupId(index as u32), mine, backed));
        PlanVerdict { groups: groups.collect(), whole: self.whole(all) }
    }

    /// The items that evidence speaks for.
    fn backed(&self) -> impl Iterator<Item = ItemId> {
        let (from, to) = ((self.plan.doc, ItemId(0)), (self.plan.doc, ItemId(u32::MAX)));
        let proved = |source: &crate::model::Source| source.evidence && source.holds == Some(true);
        self.linked
            .backing
            .range(from..=to)
            .filter(move |(_, sources)| sources.iter().any(proved))
            .map(|((_, item), _)| *item)
    }

    fn whole(&self, backed: u32) -> Verdict {
        let phases: Vec<_> =
            self.plan.groups.iter().filter(|g| g.kind == GroupKind::Phase && g.parent.is_none()).collect();
        let done = phases.iter().filter(|g| g.claimed.as_ref().is_some_and(|s| s.status == Status::Done));
        let done: Vec<Place> =
            done.filter_map(|group| group.claimed.as_ref().map(|stated| stated.place)).collect();
        let percent = self.plan.claims.iter().find_map(|claim| match claim.kind {
            ClaimKind::Percent(value) if claim.subject == Subject::Plan => Some((value, claim.place)),
            _ => None,
        });
        let mut claimed = match (&self.plan.claimed, percent) {
            (Some(stated), _) => Side { words: plain(stated), places: vec![stated.place], ..Side::default() },
            (None, Some((value, place))) => {
                Side { words: format!("{value} % complete"), places: vec![place], ..Side::default() }
            }
            (None, None) if !done.is_empty() => Side {
                words: format!("{} of {} done", done.len(), many(phases.len(), "phase")),
                n: Some(done.len() as u32),
                of: Some(phases.len() as u32),
                places: done.clone(),
                ..Side::default()
            },
            (None, None) => nothing_claimed(),
        };
        if claimed.how.is_empty() {
            claimed.how = "What the text says of the whole, or its headings of its phases.".to_owned();
        }
        let finished = !done.is_empty()
            || percent.is_some()
            || self.plan.claimed.as_ref().is_some_and(|stated| stated.status == Status::Done);
        let says = match done.len() {
            0 if claimed.places.is_empty() => String::new(),
            0 => format!("the text says “{}”", claimed.words),
            1 => "1 phase is headed complete".to_owned(),
            n => format!("{n} phases are headed complete"),
        };
        self.verdict((claimed, &says, finished), (self.numbers.tally, backed), self.mine.to_vec())
    }

    fn group(&self, id: GroupId, mine: Vec<usize>, backed: u32) -> Verdict {
        let Some(group) = self.plan.group(id) else { return Verdict::default() };
        let tally = self.numbers.groups.get(id.0 as usize).copied().unwrap_or_default().all;
        let finished = group.claimed.as_ref().is_some_and(|stated| stated.status == Status::Done);
        let (claimed, says) = match &group.claimed {
            Some(stated) => {
                let side = Side {
                    words: plain(stated),
                    how: "As the text says where the part is defined.".to_owned(),
                    places: vec![stated.place],
                    ..Side::default()
                };
                (side, format!("the text says “{}”", plain(stated)))
            }
            None => (nothing_claimed(), String::new()),
        };
        self.verdict((claimed, &says, finished), (tally, backed), mine)
    }

    /// `says` is what the text claims, in words for a sentence.
    fn verdict(
        &self,
        (claimed, says, finished): (Side, &str, bool),
        (tally, backed): (Tally, u32),
        mine: Vec<usize>,
    ) -> Verdict {
        let of = |index: &usize| self.findings.get(*index);
        let weigh = |severity| mine.iter().filter_map(of).filter(|f| f.severity == severity).count() as u32;
        let findings = (weigh(Severity::Error), weigh(Severity::Warning), weigh(Severity::Note));
        let (done, total) = (tally.get(Status::Done), tally.total());
        let counted = Side {
            words: if total == 0 {
                "no items".to_owned()
            } else {
                format!("{done} of {} done", many(total as usize, "item"))
            },
            n: Some(done),
            of: Some(total),
            how: "Counted from the items by their own status.".to_owned(),
            places: Vec::new(),
        };
        let evidenced = Side {
            words: if backed == 0 {
                "none given".to_owned()
            } else {
                format!("{} backed by evidence", many(backed as usize, "item"))
            },
            n: Some(backed),
            of: Some(total),
            how:
                "Counted from the items that a passed test, a message or a file named as evidence speaks for."
                    .to_owned(),
            places: Vec::new(),
        };
        let against = against(mine.iter().filter_map(of));
        let agreement = match () {
            () if !against.is_empty() && findings.0 > 0 => Agreement::NotAsClaimed,
            () if finished && (total == 0 || done == total || against.is_empty()) => Agreement::AsClaimed,
            () if finished => Agreement::NotAsClaimed,
            () if total == 0 => Agreement::NothingToCount,
            () => Agreement::NothingClaimed,
        };
        let told = Told { says, finished, against: &against, counts: (done, total, backed) };
        let sentence = sentence(agreement, &told);
        let mut worst = mine;
        worst.sort_by_key(|index| of(index).map(|f| (Reverse(f.severity), Reverse(f.confidence), *index)));
        worst.truncate(3);
        Verdict { agreement, sentence, claimed, counted, evidenced, findings, worst }
    }
}

/// A status without the signs around it; the word for a sign that stands alone.
fn plain(stated: &Stated) -> String {
    let words = stated.text.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '%');
    if words.is_empty() { stated.status.words().to_owned() } else { words.to_owned() }
}

fn nothing_claimed() -> Side {
    Side {
        words: "nothing".to_owned(),
        how: "The text says nothing of the state of the whole.".to_owned(),
        ..Side::default()
    }
}

/// Which groups a byte of the document stands in.
struct Places<'a> {
    plan: &'a Plan,
    starts: Vec<(u32, GroupId)>,
}

impl<'a> Places<'a> {
    fn new(plan: &'a Plan) -> Self {
        let mut starts: Vec<(u32, GroupId)> = plan
            .groups
            .iter()
            .enumerate()
            .map(|(index, group)| (group.extent.start, GroupId(index as u32)))
            .collect();
        starts.sort();
        Self { plan, starts }
    }

    /// The innermost group and those around it.
    fn around(&self, byte: u32) -> Vec<GroupId> {
        let last = self.starts.partition_point(|(start, _)| *start <= byte).checked_sub(1);
        let mut at = last.and_then(|index| self.starts.get(index)).map(|(_, id)| *id);
        let mut found = Vec::new();
        while let Some((id, group)) = at.and_then(|id| Some((id, self.plan.group(id)?))) {
            if byte < group.extent.end && !found.contains(&id) {
                found.push(id);
            }
            at = group.parent.filter(|parent| *parent < id);
        }
        found
    }
}
