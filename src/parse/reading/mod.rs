//! What every reader of work needs: marks, ids, labels, the outline of a document, and the draft it fills.

mod clause;
mod condition;
mod deadline;
mod draft;
mod estimate;
mod group_head;
mod habits;
mod heading;
mod id;
mod label;
mod line;
mod mark;
mod outline;
mod shaped;
mod signature;
mod signs;
mod tail_id;
mod title;
mod tokens;
mod trailing;

pub use condition::push_gate;
pub use draft::{Candidate, Draft, Scope, names};
pub use estimate::days;
pub use group_head::{GroupHead, bare_version, group_head};
pub use habits::Habits;
pub use heading::Headings;
pub use id::{IdShape, LeadId, Separator, expand, is_ticket, lead_id, numbered};
pub use label::{Label, label, labels, says_tags, tags};
pub use line::{first_line, is_file, is_placeholder, last_sign, one_line};
pub use mark::{Marked, box_mark, cell, leading, symbol_status, trailing};
pub use outline::{Outline, Section};
pub use signature::Signatures;
pub use signs::Signs;
pub use tail_id::{TailId, TailIds};
pub use title::{Title, is_activity, plain};
pub use trailing::trailing_fields;
