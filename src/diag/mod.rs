//! What stages say about their input: findings about documents ([`Diagnostic`]) and problems outside any
//! document ([`Fault`]). A stage returns a value *and* its diagnostics: broken input is data.

mod fault;
mod finding;
mod rule_info;

pub use fault::Fault;
pub use finding::{Answer, Code, Confidence, Diagnostic, Fix, Label, Role, Severity};
pub use rule_info::RuleInfo;

/// A stage's value with everything it has to say about its input.
#[derive(Clone, Debug, Default)]
pub struct Staged<T> {
    /// What the stage made.
    pub value: T,
    /// What it found, in input order.
    pub diagnostics: Vec<Diagnostic>,
}
