//! What a document would publish, scanned once for all rules about it.

use std::collections::BTreeMap;

use crate::check::answer_text::code;
use crate::check::rule::{Rule, Run};
use crate::decode::{Document, Syntax};
use crate::diag::{Diagnostic, Role};
use crate::leak::{self, Leak};
use crate::place::{Place, Span};

/// How many places of one thing are quoted.
const QUOTED: usize = 10;

/// The findings of `rules` in a document: one for each different thing, with every place it stands at.
pub(super) fn check(document: &Document, rules: &[&Rule]) -> Vec<Diagnostic> {
    if matches!(document.syntax, Syntax::Binary) {
        return Vec::new();
    }
    let mut things: BTreeMap<(leak::LeakKind, &str), Vec<Leak>> = BTreeMap::new();
    let code = code(document);
    for leak in leak::find(&document.text) {
        // In code, marks of a tool are a sample; everything else is published there too.
        let sample = code.iter().any(|span| (span.start..span.end).contains(&(leak.start as u32)));
        if leak.kind == leak::LeakKind::Debris && sample {
            continue;
        }
        let words = match leak.kind {
            // Addresses are one finding a document: a list of authors is one decision.
            leak::LeakKind::Debris | leak::LeakKind::Email => "",
            _ => document.text.get(leak.start..leak.end).unwrap_or(""),
        };
        things.entry((leak.kind, words)).or_default().push(leak);
    }
    let mut found = Vec::new();
    for ((kind, words), leaks) in things {
        let rule = rules.iter().find_map(|rule| match rule.run {
            Run::Leak(of, help) if of == kind => Some((*rule, help)),
            _ => None,
        });
        if let Some((rule, help)) = rule {
            found.extend(finding(document, rule, help, words, &leaks));
        }
    }
    found
}

fn finding(document: &Document, rule: &Rule, help: &str, words: &str, leaks: &[Leak]) -> Option<Diagnostic> {
    let first = leaks.first()?;
    let place = |leak: &Leak| Place::new(document.id, Span::new(leak.start, leak.end));
    let what = match first.kind {
        // A secret is not repeated where it would be read again.
        leak::LeakKind::Secret => format!("a {} stands here", first.name),
        leak::LeakKind::Debris => "a tool left its marks here".to_owned(),
        leak::LeakKind::Email => match leaks.len() {
            1 => format!(
                "`{}` is published (e-mail address)",
                document.text.get(first.start..first.end).unwrap_or("")
            ),
            n => format!("{n} e-mail addresses are published"),
        },
        _ => format!("`{words}` is published ({})", first.name),
    };
    let mut finding = Diagnostic::new(rule.code, rule.severity, what, place(first))
        .main(Role::Other, first.name)
        .help(help);
    for leak in leaks.iter().skip(1).take(QUOTED) {
        finding = finding.and(place(leak), Role::Other, leak.name);
    }
    Some(finding)
}
