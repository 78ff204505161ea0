//! PB711: a link in a description that leads to nothing in the definition or the project.

use std::collections::HashSet;

use crate::check::api_case::ApiCase;
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::parse::api::At;
use crate::path::{decoded, joined};
use crate::place::{Place, Span};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB711"),
    name: "broken-description-link",
    severity: Severity::Warning,
    page: include_str!("../../content/checks/pb711.md"),
    run: Run::Api(run),
};

/// How many findings one definition gets.
const MOST: usize = 200;

/// Files that a link means as files of the project; anything else may be a page of a website.
const FILES: [&str; 6] = [".md", ".markdown", ".yaml", ".yml", ".json", ".toml"];

fn run(case: &ApiCase<'_>) -> Vec<Diagnostic> {
    let mut names: HashSet<&str> = HashSet::new();
    names.extend(case.api.operations.iter().filter_map(|one| one.id.as_deref()));
    let schemas: HashSet<&str> = case.api.schemas.iter().map(|one| one.name.as_str()).collect();
    let known = Known { case, operations: names, schemas };
    let mut found = Vec::new();
    let mut taken: HashSet<Place> = HashSet::new();
    let mut open = vec![case.reader.root];
    while let Some(at) = open.pop().filter(|_| found.len() < MOST) {
        for member in at.members() {
            if member.key == "description" && member.at.text().is_some_and(|text| text.contains("](")) {
                found.extend(known.links(member.at));
            } else if !matches!(member.key, "example" | "examples" | "default" | "enum" | "const" | "value") {
                open.extend(Some(member.at).filter(|below| at.leads_to(*below, &mut taken)));
            }
        }
        open.extend(at.items().filter(|item| at.leads_to(*item, &mut taken)));
    }
    found.sort_by_key(|finding| finding.span());
    found.truncate(MOST);
    found
}

struct Known<'c, 'a> {
    case: &'c ApiCase<'a>,
    operations: HashSet<&'a str>,
    schemas: HashSet<&'a str>,
}

impl<'a> Known<'_, 'a> {
    /// The links of a description that lead to nothing.
    fn links(&self, at: At<'a>) -> Vec<Diagnostic> {
        let text = at.text().unwrap_or("");
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split([')', ' ', '\n']).next());
        targets.filter_map(|target| Some(self.finding(at, target, self.missing(at, target)?))).collect()
    }

    fn finding(&self, at: At<'a>, target: &str, why: String) -> Diagnostic {
        // Where the words stand in the file as they are written, the finding stands there.
        let document = self.case.reader.resolver.document(at.doc);
        let inside = document.and_then(|document| {
            let start = at.node.span.start as usize;
            let from = start + document.slice(at.node.span).find(&format!("]({target}"))? + 2;
            Some(Place::new(at.doc, Span::new(from, from + target.len())))
        });
        let message = format!("a description links to `{target}`, {why}");
        Diagnostic::new(RULE.code, RULE.severity, message, inside.unwrap_or_else(|| at.place()))
            .help("Correct the link, or write what it should lead to.")
    }

    /// Why a target leads to nothing; `None` where it leads somewhere, or nobody can say.
    fn missing(&self, at: At<'a>, target: &str) -> Option<String> {
        if let Some(fragment) = target.strip_prefix('#') {
            return self.fragment(at, fragment);
        }
        let path = target.split(['#', '?']).next().unwrap_or("");
        let scheme = path.split_once(':').is_some();
        if scheme || path.starts_with('/') || !FILES.iter().any(|end| path.ends_with(end)) {
            return None;
        }
        let from = self.case.reader.resolver.document(at.doc)?;
        match joined(&from.path, &decoded(path)) {
            Some(path) if self.case.reader.resolver.has(&path) => None,
            Some(_) => Some("and there is no such file in the project".to_owned()),
            None => Some("which is outside of the project".to_owned()),
        }
    }

    /// What other tools call the parts of a definition.
    fn fragment(&self, at: At<'a>, fragment: &str) -> Option<String> {
        let name = decoded(fragment.rsplit('/').next().unwrap_or(""));
        let first = fragment.trim_start_matches('/').split('/').next().unwrap_or("");
        match first {
            "operation" | "operations" if fragment.matches('/').count() == 1 => {
                (!self.operations.contains(name.as_str()))
                    .then(|| format!("and no operation is called `{name}`"))
            }
            "schema" | "schemas" if fragment.matches('/').count() == 1 => {
                (!self.schemas.contains(name.as_str())).then(|| format!("and no schema is called `{name}`"))
            }
            "components" | "definitions" | "paths" if fragment.starts_with('/') => {
                let found = self.case.reader.resolver.target(at.doc, &format!("#{fragment}"));
                found.is_err().then(|| "and nothing stands there".to_owned())
            }
            _ => None,
        }
    }
}
