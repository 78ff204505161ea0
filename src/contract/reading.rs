//! From what was read to the contract: numbers of groups and items become keys, places become lines.

use serde_json::{Map, Value};

use crate::contract::plan::{
    Claim, Criterion, Gate, Group, Item, Mention, Metric, Milestone, Note, Parts, Risk, Score,
};
use crate::decode::Document;
use crate::diag::Confidence;
use crate::model::{self, ClaimKind, Field, GroupId, ItemId, Plan, Stated, Subject};
use crate::place::Place;

/// Everything read from a plan.
pub(super) fn parts(document: &Document, plan: &Plan) -> Parts {
    let reading = Reading { document, plan };
    Parts {
        groups: plan.groups.iter().map(|group| reading.group(group)).collect(),
        items: plan.items.iter().map(|item| reading.item(item)).collect(),
        criteria: plan.criteria.iter().map(|criterion| reading.criterion(criterion)).collect(),
        gates: plan.gates.iter().map(|gate| reading.gate(gate)).collect(),
        scores: plan.scores.iter().map(|score| reading.score(score)).collect(),
        metrics: plan.metrics.iter().map(|metric| reading.metric(metric)).collect(),
        claims: reading.claims(),
        evidence: plan.evidence.iter().map(|note| reading.note(note)).collect(),
        milestones: plan.milestones.iter().map(|milestone| reading.milestone(milestone)).collect(),
        risks: plan.risks.iter().map(|risk| reading.risk(risk)).collect(),
    }
}

struct Reading<'a> {
    document: &'a Document,
    plan: &'a Plan,
}

impl Reading<'_> {
    fn line(&self, place: Place) -> u32 {
        self.document.line(place.span.start)
    }

    fn group_key(&self, id: Option<GroupId>) -> Option<String> {
        Some(self.plan.group(id?)?.key.clone())
    }

    fn item_key(&self, id: Option<ItemId>) -> Option<String> {
        Some(self.plan.item(id?)?.key.clone())
    }

    fn group(&self, group: &model::Group) -> Group {
        Group {
            key: group.key.clone(),
            title: group.title.clone(),
            kind: group.kind.name(),
            number: group.number.clone(),
            level: group.level,
            line: self.line(group.place),
            parent: self.group_key(group.parent),
            claimed_status: name(group.claimed.as_ref()),
            claimed_text: text(group.claimed.as_ref()),
            when: group.when.clone(),
        }
    }

    fn item(&self, item: &model::Item) -> Item {
        let end =
            self.document.lines.last_line(item.extent).max(self.document.lines.last_line(item.place.span));
        Item {
            key: item.key.clone(),
            id: item.id.clone(),
            title: item.title.clone(),
            status: item.status.name(),
            status_text: item.status_text.clone(),
            line: self.line(item.place),
            end_line: end,
            group: self.group_key(item.group),
            parent: self.item_key(item.parent),
            owner: item.owner.clone(),
            priority: item.priority.clone(),
            estimate: item.estimate.as_ref().map(|estimate| estimate.text.clone()),
            estimate_days: item.estimate.as_ref().and_then(|estimate| estimate.days),
            when: item.when.clone(),
            depends_on: item.depends_on.clone(),
            blocks: item.blocks.clone(),
            expands_to: item.expands_to.clone(),
            tags: item.tags.clone(),
            links: item.links.clone(),
            carrier: item.carrier.name(),
            fields: fields(&item.fields),
            mentions: item.mentions.iter().map(|mention| self.mention(mention)).collect(),
        }
    }

    fn mention(&self, mention: &model::Mention) -> Mention {
        Mention {
            line: self.line(mention.place),
            title: mention.title.clone(),
            status: name(mention.stated.as_ref()),
            status_text: text(mention.stated.as_ref()),
        }
    }

    fn criterion(&self, criterion: &model::Criterion) -> Criterion {
        Criterion {
            text: criterion.text.clone(),
            line: self.line(criterion.place),
            group: self.group_key(criterion.group),
            item: self.item_key(criterion.item),
            met: criterion.met,
        }
    }

    fn gate(&self, gate: &model::Gate) -> Gate {
        Gate {
            metric: gate.metric.clone(),
            text: gate.text.clone(),
            kind: gate.kind.name(),
            op: gate.op.map(model::Op::sign),
            value: gate.value,
            unit: gate.unit.clone(),
            qualifier: gate.qualifier.clone(),
            line: self.line(gate.place),
            group: self.group_key(gate.group),
            item: self.item_key(gate.item),
        }
    }

    fn score(&self, score: &model::Score) -> Score {
        Score {
            name: score.name.clone(),
            current: score.current,
            target: score.target,
            gap: score.gap,
            out_of: score.out_of,
            priority: score.priority.clone(),
            line: self.line(score.place),
        }
    }

    fn metric(&self, metric: &model::Metric) -> Metric {
        Metric {
            name: metric.name.clone(),
            text: metric.text.clone(),
            value: metric.value,
            before: metric.before,
            unit: metric.unit.clone(),
            line: self.line(metric.place),
            group: self.group_key(metric.group),
        }
    }

    /// The claims in document order, with what the document says of itself as a whole.
    fn claims(&self) -> Vec<Claim> {
        let mut claims: Vec<Claim> = self.plan.claims.iter().map(|claim| self.claim(claim)).collect();
        let Some(stated) = &self.plan.claimed else { return claims };
        let whole = self.claim(&model::Claim {
            subject: Subject::Plan,
            kind: ClaimKind::State(stated.status),
            text: stated.text.clone(),
            place: stated.place,
            group: None,
            item: None,
            confidence: Confidence::High,
        });
        let same = |claim: &Claim| claim.line == whole.line && claim.subject == whole.subject;
        if !claims.iter().any(|claim| same(claim) && claim.kind == whole.kind) {
            claims.insert(claims.partition_point(|claim| claim.line < whole.line), whole);
        }
        claims
    }

    fn claim(&self, claim: &model::Claim) -> Claim {
        let said = Said::of(&claim.kind);
        Claim {
            subject: match &claim.subject {
                Subject::Plan => "plan".to_owned(),
                Subject::Group(id) => format!("group:{}", self.group_key(Some(*id)).unwrap_or_default()),
                Subject::Item(id) => format!("item:{}", self.item_key(Some(*id)).unwrap_or_default()),
                Subject::Noun(noun) => noun.clone(),
            },
            kind: said.kind,
            text: claim.text.clone(),
            status: said.status,
            value: said.value,
            of: said.of,
            unit: said.unit,
            line: self.line(claim.place),
            group: self.group_key(claim.group),
            confidence: claim.confidence.word(),
        }
    }

    fn note(&self, note: &model::EvidenceNote) -> Note {
        Note {
            text: note.text.clone(),
            holds: note.holds,
            id: note.id.clone(),
            line: self.line(note.place),
            group: self.group_key(note.group),
            item: self.item_key(note.item),
        }
    }

    fn milestone(&self, milestone: &model::Milestone) -> Milestone {
        Milestone {
            title: milestone.title.clone(),
            when: milestone.when.clone(),
            status: name(milestone.stated.as_ref()),
            status_text: text(milestone.stated.as_ref()),
            line: self.line(milestone.place),
        }
    }

    fn risk(&self, risk: &model::Risk) -> Risk {
        Risk {
            title: risk.title.clone(),
            level: risk.level.clone(),
            mitigation: risk.mitigation.clone(),
            line: self.line(risk.place),
        }
    }
}

/// A claim's statement, flat.
#[derive(Default)]
struct Said {
    kind: &'static str,
    status: Option<&'static str>,
    value: Option<f64>,
    of: Option<f64>,
    unit: Option<String>,
}

impl Said {
    fn of(kind: &ClaimKind) -> Self {
        let plain = |kind| Self { kind, ..Self::default() };
        match kind {
            ClaimKind::State(status) => Self { status: Some(status.name()), ..plain("state") },
            ClaimKind::Count { n, of, noun, .. } => {
                Self { value: Some(*n), of: *of, unit: Some(noun.clone()), ..plain("count") }
            }
            ClaimKind::Percent(value) => {
                Self { value: Some(*value), unit: Some("%".to_owned()), ..plain("percent") }
            }
            ClaimKind::Ratio { n, of, .. } => Self { value: Some(*n), of: Some(*of), ..plain("ratio") },
            ClaimKind::Quantity { value, unit, .. } => {
                Self { value: Some(*value), unit: Some(unit.clone()), ..plain("quantity") }
            }
            ClaimKind::Working { share, unit } => {
                Self { value: Some(*share), unit: Some(unit.clone()), ..plain("working") }
            }
            ClaimKind::Delivered => plain("delivered"),
            ClaimKind::Missing => plain("missing"),
            ClaimKind::Planned => plain("planned"),
            ClaimKind::Tally { status, n } => {
                Self { status: Some(status.name()), value: Some(*n), ..plain("tally") }
            }
            ClaimKind::NotBegun { .. } => plain("not_begun"),
            ClaimKind::Unmeasured => plain("unmeasured"),
            ClaimKind::Measure { value, unit, .. } => {
                Self { value: Some(*value), unit: unit.clone(), ..plain("measure") }
            }
        }
    }
}

fn name(stated: Option<&Stated>) -> Option<&'static str> {
    stated.map(|stated| stated.status.name())
}

fn text(stated: Option<&Stated>) -> Option<String> {
    stated.map(|stated| stated.text.clone())
}

/// Fields by name, in document order. A name that stands twice gets all its values.
fn fields(fields: &[Field]) -> Map<String, Value> {
    let mut map = Map::new();
    for field in fields {
        match map.get_mut(&field.name) {
            Some(Value::String(value)) => {
                value.push_str(", ");
                value.push_str(&field.value);
            }
            _ => drop(map.insert(field.name.clone(), Value::String(field.value.clone()))),
        }
    }
    map
}
