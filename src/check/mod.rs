//! Judges what was read: one file per rule. See `content/checks/` for what each says and why.
//!
//! A rule sees one plan or one document. What it finds is quoted with every place; findings of one cause are one
//! finding. Precision comes first: where a text can be read in two ways, a rule is silent or says that it differs.

mod against_evidence;
mod answer;
mod answer_text;
mod api_case;
mod api_endless;
mod api_example;
mod api_invalid;
mod api_link;
mod api_operation_id;
mod api_path_parameter;
mod api_reference;
mod api_response;
mod api_security;
mod api_undescribed;
mod api_unused;
mod bulk_ticking;
mod capabilities;
mod case;
mod commits;
mod count_differs;
mod damaged_text;
mod decision_conflict;
mod decision_missing;
mod decision_number;
mod decision_review;
mod decision_successor;
mod dependencies;
mod diagram_undrawn;
mod done_with_open;
mod duplicate_id;
mod email_address;
mod gate_own_number;
mod gates_claimed;
mod gates_open;
mod goalpost_moved;
mod home_path;
mod impossible;
mod internal_host;
mod invalid_syntax;
mod leaks;
mod link_broken;
mod no_work;
mod not_begun;
mod not_utf8;
mod number_title;
mod numbering;
mod parent_child;
mod pending;
mod quantities;
mod regression;
mod rule;
mod run;
mod secret;
mod stale_evidence;
mod stale_progress;
mod table_shape;
mod tool_debris;
mod two_statuses;
mod unknown_status;
mod unread;
mod vanished_item;
mod whole_plan;

use crate::diag::RuleInfo;

pub use rule::Rule;
pub use run::check;

/// What programs and readers are told of every rule.
pub fn rules() -> Vec<RuleInfo> {
    ALL.iter().map(Rule::info).collect()
}

/// Every rule, in the order of the codes.
pub const ALL: &[Rule] = &[
    unread::RULE,
    damaged_text::RULE,
    table_shape::RULE,
    duplicate_id::RULE,
    invalid_syntax::RULE,
    unknown_status::RULE,
    not_utf8::RULE,
    done_with_open::RULE,
    count_differs::RULE,
    two_statuses::RULE,
    impossible::RULE,
    quantities::RULE,
    number_title::RULE,
    dependencies::RULE,
    parent_child::RULE,
    whole_plan::RULE,
    capabilities::RULE,
    not_begun::RULE,
    no_work::RULE,
    numbering::RULE,
    gate_own_number::RULE,
    against_evidence::RULE,
    stale_evidence::RULE,
    gates_open::RULE,
    gates_claimed::RULE,
    pending::RULE,
    goalpost_moved::RULE,
    regression::RULE,
    bulk_ticking::RULE,
    vanished_item::RULE,
    stale_progress::RULE,
    decision_successor::RULE,
    decision_conflict::RULE,
    decision_number::RULE,
    decision_missing::RULE,
    decision_review::RULE,
    link_broken::RULE,
    diagram_undrawn::RULE,
    home_path::RULE,
    email_address::RULE,
    secret::RULE,
    internal_host::RULE,
    tool_debris::RULE,
    api_reference::RULE,
    api_operation_id::RULE,
    api_path_parameter::RULE,
    api_response::RULE,
    api_security::RULE,
    api_unused::RULE,
    api_undescribed::RULE,
    api_example::RULE,
    api_invalid::RULE,
    api_endless::RULE,
    api_link::RULE,
    answer::RULE,
];
