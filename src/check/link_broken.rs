//! PB406: a link to a document or a heading of this project that is not there.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::rule::{Rule, Run};
use crate::date::Date;
use crate::decode::{Document, Syntax};
use crate::diag::{Code, Confidence, Diagnostic, Role, Severity};
use crate::link::{Linked, Outgoing, outgoing};
use crate::markdown::html::Anchors;
use crate::path::{decoded, joined};
use crate::phrase::Phrase;
use crate::place::{Place, Span};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB406"),
    name: "link-broken",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb406.md"),
    run: Run::Corpus(run),
};

/// Endings of documents that are always read: a link to another file may lead to something nobody listed.
const READ: &[&str] = &[".md", ".markdown"];

fn run(linked: &Linked, _: Option<Date>) -> Vec<Diagnostic> {
    let mut files = Files {
        linked,
        paths: BTreeMap::new(),
        folded: BTreeMap::new(),
        names: BTreeMap::new(),
        tops: BTreeSet::new(),
        anchors: BTreeMap::new(),
    };
    for document in &linked.documents {
        let path = document.path.as_str();
        files.paths.insert(path, document);
        files.folded.entry(path.to_lowercase()).or_insert(path);
        files.names.entry(path.rsplit('/').next().unwrap_or(path).to_lowercase()).or_default().push(path);
        files.tops.insert(top(path));
    }
    let mut found = Vec::new();
    for document in linked.spoken_of() {
        let unmet = document.includes.iter().filter_map(|include| Some((include.unmet.as_ref()?, include)));
        found.extend(unmet.map(|(unmet, include)| {
            let (span, all) = (include.span, if include.text.is_some() { "Not all" } else { "Nothing" });
            let message = format!("{all} is taken in here: {}", unmet.message);
            let finding = Diagnostic::new(RULE.code, RULE.severity, message, Place::new(document.id, span));
            finding.main(Role::Claim, "asks for it").help(unmet.help.clone())
        }));
        if let Syntax::Markdown { doc, .. } = &document.syntax {
            found.extend(outgoing(doc).into_iter().filter_map(|(link, span)| match link {
                Outgoing::To(target) => files.judge(document, target, span),
                Outgoing::Named(name) => unnamed(linked, document, name, span),
                Outgoing::Image(_) | Outgoing::Bare(_) | Outgoing::Id(_) => None,
            }));
        }
    }
    found
}

/// The first folder of a path; empty for a file at the root.
fn top(path: &str) -> &str {
    path.split_once('/').map_or("", |(top, _)| top)
}

/// A name in brackets that nothing has, though others of its form name something.
fn unnamed(linked: &Linked, from: &Document, name: &str, span: Span) -> Option<Diagnostic> {
    if !linked.should_mean(name) || linked.by_name(from, name).is_some() {
        return None;
    }
    let message = format!("This link names `{name}`, and no item and no decision record has that id");
    let finding = Diagnostic::new(RULE.code, RULE.severity, message, Place::new(from.id, span));
    Some(
        finding
            .main(Role::Claim, "leads nowhere")
            .help("Write the id as it stands there, or take the brackets out."),
    )
}

struct Files<'d> {
    linked: &'d Linked,
    paths: BTreeMap<&'d str, &'d Document>,
    /// Paths by themselves in lower case.
    folded: BTreeMap<String, &'d str>,
    /// Paths by the name of the file in lower case.
    names: BTreeMap<String, Vec<&'d str>>,
    /// The folders of the first level that documents stand in.
    tops: BTreeSet<&'d str>,
    anchors: BTreeMap<&'d str, Anchors>,
}

impl<'d> Files<'d> {
    fn judge(&mut self, from: &'d Document, written: &str, span: Span) -> Option<Diagnostic> {
        let (path, fragment) = written.split_once('#').unwrap_or((written, ""));
        if path.contains(':') || path.starts_with("//") || path.contains(['{', '<', '?', '$']) {
            return None;
        }
        let path = decoded(path);
        let target = match path.is_empty() {
            true => from,
            false => {
                let full = joined(&from.path, &path)?;
                let moved = || self.linked.document(self.linked.moved(&full)?);
                match self.paths.get(full.as_str()).copied().or_else(moved) {
                    Some(document) => document,
                    None => return self.missing(from, &full, written, span),
                }
            }
        };
        self.heading(from, target, fragment, span)
    }

    /// A path that no document has. Only endings that are always read are judged, in folders that are read.
    fn missing(&self, from: &Document, full: &str, written: &str, span: Span) -> Option<Diagnostic> {
        let lower = full.to_lowercase();
        let judged = READ.iter().any(|ending| lower.ends_with(ending)) && self.tops.contains(top(full));
        if !judged || full.split('/').any(|part| part.starts_with('.')) {
            return None;
        }
        let place = Place::new(from.id, span);
        let finding = |message: String| {
            Diagnostic::new(RULE.code, RULE.severity, message, place).main(Role::Claim, "leads nowhere")
        };
        if let Some(near) = self.folded.get(&lower) {
            let message = format!("This link leads to `{full}`, and the file is spelled `{near}`");
            return Some(
                finding(message)
                    .help("Spell it the same way: most hosts tell capital letters from small ones."),
            );
        }
        let finding = finding(format!("This link leads to `{full}`, and there is no such document"));
        let finding = finding.confidence(Confidence::Medium);
        let name = lower.rsplit('/').next().unwrap_or(&lower);
        let near = self.names.get(name).and_then(|paths| paths.first());
        Some(match near {
            Some(near) => finding.help(format!("Did you mean `{near}`?")),
            None => finding.help(format!("Mend `{written}`, or take the link out.")),
        })
    }

    fn heading(
        &mut self,
        from: &Document,
        target: &'d Document,
        fragment: &str,
        span: Span,
    ) -> Option<Diagnostic> {
        let Syntax::Markdown { doc, .. } = &target.syntax else { return None };
        let fragment = decoded(fragment);
        let line =
            fragment.strip_prefix('L').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if fragment.is_empty() || line || fragment.contains([':', '=', '/']) || fragment == "top" {
            return None;
        }
        let anchors = self.anchors.entry(&target.path).or_insert_with(|| Anchors::new(doc, &target.text));
        let name = fragment.trim_start_matches("user-content-");
        // Ids of raw HTML and of footnotes are looked up only where no heading fits: that reads the whole text.
        let raw = || {
            let signs = ['"', '\'']
                .iter()
                .flat_map(|sign| ["id", "name"].map(|key| format!("{key}={sign}{name}{sign}")));
            let note = format!("[^{}]", name.trim_start_matches("fn-"));
            signs.chain([note]).any(|written| target.text.contains(&written))
        };
        if anchors.find(name).is_some() || raw() {
            return None;
        }
        let own = from.id == target.id;
        let place = if own { "this document".to_owned() } else { format!("`{}`", target.path) };
        let message = format!("This link leads to “#{fragment}”, and {place} has no such heading");
        let finding = Diagnostic::new(RULE.code, RULE.severity, message, Place::new(from.id, span))
            .main(Role::Claim, "leads nowhere");
        let wanted = Phrase::new(&name.replace('-', " "));
        let near = anchors
            .ids()
            .map(|id| (wanted.overlap(&Phrase::new(&id.replace('-', " "))), id))
            .filter(|(shared, _)| *shared > 0)
            .max_by_key(|(shared, id)| (*shared, usize::MAX - id.len()));
        Some(match near {
            Some((_, id)) => finding.help(format!("Did you mean `#{id}`?")),
            None => finding.help("Name a heading that is there, or leave the fragment out."),
        })
    }
}
