//! Numbers a plan or report states about the thing that is built.

use crate::model::GroupId;
use crate::place::Place;

/// A stated measurement.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// What is measured.
    pub name: String,
    /// As written.
    pub text: String,
    /// The value now, or after.
    pub value: Option<f64>,
    /// The value before, where a change is stated.
    pub before: Option<f64>,
    /// The unit as written.
    pub unit: Option<String>,
    /// Where.
    pub place: Place,
    /// The group it belongs to.
    pub group: Option<GroupId>,
}
