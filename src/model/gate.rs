//! Gates: conditions with a number, a ratio or a word, that something must meet before it counts.

use crate::model::{GroupId, ItemId};
use crate::place::Place;

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`, `3+`
    AtLeast,
    /// `=`, or a bare number
    Equal,
}

impl Op {
    /// All of them.
    pub const ALL: [Op; 5] = [Op::Less, Op::AtMost, Op::More, Op::AtLeast, Op::Equal];

    /// The sign used in JSON.
    pub fn sign(self) -> &'static str {
        match self {
            Op::Less => "<",
            Op::AtMost => "<=",
            Op::More => ">",
            Op::AtLeast => ">=",
            Op::Equal => "=",
        }
    }
}

/// What a gate asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GateKind {
    /// A number with a comparison: `>=95%`.
    Number,
    /// A ratio: `203/203 passing`.
    Ratio,
    /// True or false.
    Boolean,
    /// A word such as `passing` or `clean`: can be attested, never computed.
    Word,
    /// Several conditions in one text: `All checks pass + 24hr canary`.
    Compound,
    /// Not understood: not computable, never passed.
    Opaque,
}

impl GateKind {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            GateKind::Number => "number",
            GateKind::Ratio => "ratio",
            GateKind::Boolean => "boolean",
            GateKind::Word => "word",
            GateKind::Compound => "compound",
            GateKind::Opaque => "opaque",
        }
    }
}

/// A quality gate or KPI as the plan states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// What is measured: `e2e_coverage`. For a bullet, the text before the comparison.
    pub metric: String,
    /// The condition as written: `>=95%`.
    pub text: String,
    /// What sort of condition.
    pub kind: GateKind,
    /// The comparison, where there is a number.
    pub op: Option<Op>,
    /// The limit.
    pub value: Option<f64>,
    /// The unit as written: `%`, `ms`, `days`.
    pub unit: Option<String>,
    /// What stands after number and unit: `parallel`, `of 66,972`.
    pub qualifier: Option<String>,
    /// Where.
    pub place: Place,
    /// The group it belongs to.
    pub group: Option<GroupId>,
    /// The item it belongs to.
    pub item: Option<ItemId>,
}
