//! PB708: an example, a default or a listed value that its own schema doesn't allow.
//!
//! Most values plainly fit: [`fits`] sees that on the tree. What is left is held against the schema by a validator of
//! JSON Schema ([`judge`]), for which the schemas are written anew ([`translate`]): each once, whatever version they
//! were written in.

mod fits;
mod gather;
mod judge;
mod translate;

use crate::check::api_case::ApiCase;
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::parse::api::At;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB708"),
    name: "example-against-schema",
    severity: Severity::Warning,
    page: include_str!("../../../content/checks/pb708.md"),
    run: Run::Api(run),
};

/// How many findings one definition gets: more of the same help nobody.
const MOST: usize = 200;

/// How many values of one definition a validator is asked of.
const ASKED: usize = 20_000;

/// A value that has to fit a schema.
#[derive(Clone, Copy, Debug)]
struct Claim<'a> {
    /// What the value is: `the example`.
    what: &'static str,
    /// The value.
    value: At<'a>,
    /// Whether it is JSON inside a string.
    written: bool,
    /// The schema.
    schema: At<'a>,
}

/// What is wrong with a value.
#[derive(Clone, Debug)]
struct Wrong<'a> {
    claim: Claim<'a>,
    /// The part of it that doesn't fit.
    part: At<'a>,
    /// The way to that part, as a JSON pointer; empty for the whole.
    pointer: String,
    /// Why, in words.
    why: String,
    /// How many more reasons there are.
    more: usize,
}

fn run(case: &ApiCase<'_>) -> Vec<Diagnostic> {
    let mut claims = gather::claims(case);
    let mut eye = fits::Eye::new(case.reader.resolver);
    claims.retain(|claim| eye.verdict(claim) == fits::Verdict::Ask);
    claims.truncate(ASKED);
    let mut wrong = judge::judge(case.reader.resolver, &claims);
    wrong.truncate(MOST);
    wrong.iter().map(finding).collect()
}

fn finding(wrong: &Wrong<'_>) -> Diagnostic {
    let at = match wrong.pointer.as_str() {
        "" => String::new(),
        pointer => format!(" at `{pointer}`"),
    };
    let more = match wrong.more {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let message = format!("{} does not fit its schema{at}: {}{more}", wrong.claim.what, wrong.why);
    Diagnostic::new(RULE.code, RULE.severity, message, wrong.part.place())
        .main(Role::Claim, "")
        .and(wrong.claim.schema.place(), Role::Other, "the schema")
        .help("Correct the value, or what the schema says of it.")
}
