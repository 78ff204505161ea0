//! PB709: what the version of the specification that a definition names doesn't allow.

use crate::check::api_case::ApiCase;
use crate::check::rule::{Rule, Run};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::Oas;
use crate::parse::api::{At, is_method};
use crate::place::Place;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code("PB709"),
    name: "invalid-definition",
    severity: Severity::Error,
    page: include_str!("../../content/checks/pb709.md"),
    run: Run::Api(run),
};

/// How many findings one definition gets: more of the same help nobody.
const MOST: usize = 200;

/// The members each object may have, by the versions that know them: `v2`, `v3` (3.0 and later), `v31`, `v32`.
const ROOT: &[(&str, Oas, Oas)] = &[
    ("swagger", Oas::V2, Oas::V2),
    ("host", Oas::V2, Oas::V2),
    ("basePath", Oas::V2, Oas::V2),
    ("schemes", Oas::V2, Oas::V2),
    ("consumes", Oas::V2, Oas::V2),
    ("produces", Oas::V2, Oas::V2),
    ("definitions", Oas::V2, Oas::V2),
    ("parameters", Oas::V2, Oas::V2),
    ("responses", Oas::V2, Oas::V2),
    ("securityDefinitions", Oas::V2, Oas::V2),
    ("openapi", Oas::V30, Oas::V32),
    ("info", Oas::V2, Oas::V32),
    ("servers", Oas::V30, Oas::V32),
    ("paths", Oas::V2, Oas::V32),
    ("webhooks", Oas::V31, Oas::V32),
    ("components", Oas::V30, Oas::V32),
    ("security", Oas::V2, Oas::V32),
    ("tags", Oas::V2, Oas::V32),
    ("externalDocs", Oas::V2, Oas::V32),
    ("jsonSchemaDialect", Oas::V31, Oas::V32),
    ("$self", Oas::V32, Oas::V32),
];

const OPERATION: &[(&str, Oas, Oas)] = &[
    ("tags", Oas::V2, Oas::V32),
    ("summary", Oas::V2, Oas::V32),
    ("description", Oas::V2, Oas::V32),
    ("externalDocs", Oas::V2, Oas::V32),
    ("operationId", Oas::V2, Oas::V32),
    ("parameters", Oas::V2, Oas::V32),
    ("responses", Oas::V2, Oas::V32),
    ("deprecated", Oas::V2, Oas::V32),
    ("security", Oas::V2, Oas::V32),
    ("consumes", Oas::V2, Oas::V2),
    ("produces", Oas::V2, Oas::V2),
    ("schemes", Oas::V2, Oas::V2),
    ("requestBody", Oas::V30, Oas::V32),
    ("callbacks", Oas::V30, Oas::V32),
    ("servers", Oas::V30, Oas::V32),
    ("$ref", Oas::V2, Oas::V32),
];

const SERVER: &[(&str, Oas, Oas)] = &[
    ("url", Oas::V30, Oas::V32),
    ("description", Oas::V30, Oas::V32),
    ("variables", Oas::V30, Oas::V32),
    ("name", Oas::V32, Oas::V32),
];

const TAG: &[(&str, Oas, Oas)] = &[
    ("name", Oas::V2, Oas::V32),
    ("description", Oas::V2, Oas::V32),
    ("externalDocs", Oas::V2, Oas::V32),
    ("summary", Oas::V32, Oas::V32),
    ("parent", Oas::V32, Oas::V32),
    ("kind", Oas::V32, Oas::V32),
];

/// What is found in one definition.
struct Found<'c, 'a> {
    case: &'c ApiCase<'a>,
    findings: Vec<Diagnostic>,
}

fn run(case: &ApiCase<'_>) -> Vec<Diagnostic> {
    let mut found = Found { case, findings: Vec::new() };
    found.version();
    found.root();
    found.servers();
    found.operations();
    found.shared();
    found.findings
}

impl<'a> Found<'_, 'a> {
    fn add(&mut self, place: Place, message: String, help: &str) {
        if self.findings.len() < MOST {
            self.findings.push(Diagnostic::new(RULE.code, RULE.severity, message, place).help(help));
        }
    }

    fn version(&mut self) {
        let written = self.case.api.written.as_str();
        let known = written == "2.0"
            || ["3.0", "3.1", "3.2"].iter().any(|known| {
                written == *known || written.strip_prefix(known).is_some_and(|rest| rest.starts_with('.'))
            });
        let root = self.case.reader.root;
        let Some(at) = root.get("openapi").or_else(|| root.get("swagger")).filter(|_| !known) else { return };
        let message = format!(
            "`{written}` is no version of the OpenAPI Specification that planbook knows; it was read as the nearest one"
        );
        self.add(at.place(), message, "Write 2.0, 3.0.x, 3.1.x or 3.2.x.");
    }

    fn root(&mut self) {
        let (root, oas) = (self.case.reader.root, self.case.api.oas);
        let Some(first) = root.members().first().map(|member| member.key_place) else { return };
        self.members(root, ROOT, "a definition");
        match root.get("info") {
            None => self.add(
                first,
                "the definition has no `info`".to_owned(),
                "Write `info` with a title and a version.",
            ),
            Some(info) => {
                for key in ["title", "version"].into_iter().filter(|key| info.get(key).is_none()) {
                    self.add(
                        info.place(),
                        format!("`info` has no `{key}`"),
                        "Write it: every version demands it.",
                    );
                }
            }
        }
        let has = |key: &str| root.get(key).is_some();
        if oas <= Oas::V30 && !has("paths") {
            self.add(
                first,
                "the definition has no `paths`".to_owned(),
                "Write `paths: {}` where there are none.",
            );
        }
        if oas >= Oas::V31 && !["paths", "components", "webhooks"].iter().any(|key| has(key)) {
            let message = "the definition has neither `paths` nor `webhooks` nor `components`".to_owned();
            self.add(first, message, "Write at least one of the three.");
        }
        for tag in root.get("tags").into_iter().flat_map(At::items) {
            self.members(tag, TAG, "a tag");
        }
    }

    fn servers(&mut self) {
        for server in self.case.reader.root.get("servers").into_iter().flat_map(At::items) {
            self.members(server, SERVER, "a server");
            for variable in server.get("variables").map(At::own_members).unwrap_or_default() {
                let Some(values) = variable.at.get("enum") else { continue };
                let default = variable.at.scalar_of("default");
                let message = if values.items().next().is_none() {
                    format!("the `enum` of the variable `{}` is empty", variable.key)
                } else if default
                    .is_some_and(|default| !values.items().any(|one| one.scalar() == Some(default)))
                {
                    format!("the default of the variable `{}` is none of its values", variable.key)
                } else {
                    continue;
                };
                self.add(values.place(), message, "Name the values it may have, its default among them.");
            }
        }
    }

    fn operations(&mut self) {
        let (resolver, oas) = (self.case.reader.resolver, self.case.api.oas);
        for operation in &self.case.api.operations {
            let Some(at) = resolver.at(operation.place) else { continue };
            self.members(at, OPERATION, "an operation");
            self.parameters(at);
            let standard = is_method(oas, &operation.method.to_ascii_lowercase());
            let written = resolver
                .document(operation.key.doc)
                .map_or("", |document| document.slice(operation.key.span));
            if standard && written.trim_matches(['"', '\'']) == operation.method {
                let message = format!(
                    "`{}` stands among additional operations, but has a member of its own",
                    operation.method
                );
                self.add(operation.key, message, "Write it as a member of the path, in small letters.");
            }
        }
        let items = self.case.api.operations.iter().map(|operation| operation.item);
        let mut items: Vec<Place> = items.collect();
        items.dedup();
        for item in items.into_iter().filter_map(|place| resolver.at(place)) {
            self.parameters(item);
        }
    }

    fn parameters(&mut self, holder: At<'a>) {
        let (resolver, oas) = (self.case.reader.resolver, self.case.api.oas);
        let mut strings = 0;
        for at in holder.get("parameters").into_iter().flat_map(At::items).map(|at| resolver.end(at)) {
            if at.reference().is_some() || !at.is_map() {
                continue;
            }
            strings += usize::from(at.scalar_of("in") == Some("querystring"));
            if strings == 2 {
                strings += 1;
                let message = "a second parameter stands for the whole query".to_owned();
                self.add(at.place(), message, "Keep one `querystring` parameter.");
            }
            self.parameter(at, oas);
        }
    }

    fn parameter(&mut self, at: At<'a>, oas: Oas) {
        let places: &[&str] = match oas {
            Oas::V2 => &["path", "query", "header", "body", "formData"],
            Oas::V32 => &["path", "query", "querystring", "header", "cookie"],
            _ => &["path", "query", "header", "cookie"],
        };
        let name = at.scalar_of("name").unwrap_or("");
        if name.is_empty() {
            self.add(at.place(), "a parameter has no `name`".to_owned(), "Name it.");
        }
        match at.get("in") {
            None => self.add(
                at.place(),
                format!("the parameter `{name}` does not say where it is sent"),
                "Write `in`.",
            ),
            Some(place) if !place.scalar().is_some_and(|place| places.contains(&place)) => {
                let message = format!("the parameter `{name}` is sent in `{}`", place.scalar().unwrap_or(""));
                self.add(place.place(), message, &format!("Write one of {}.", places.join(", ")));
            }
            Some(place) if place.scalar() == Some("path") && !at.is_true("required") => {
                let message = format!("the parameter `{name}` is in the path, but not `required: true`");
                self.add(at.place(), message, "Write `required: true`: without it there is no path.");
            }
            Some(_) => {}
        }
        if oas > Oas::V2 && at.get("schema").is_none() && at.get("content").is_none() {
            let message = format!("the parameter `{name}` has neither `schema` nor `content`");
            self.add(at.place(), message, "Say what its values are.");
        }
    }

    /// Components: parameters, path items, and the types of schemas.
    fn shared(&mut self) {
        let (root, oas) = (self.case.reader.root, self.case.api.oas);
        let holder = if oas == Oas::V2 { Some(root) } else { root.get("components") };
        let Some(holder) = holder else { return };
        for member in holder.get("parameters").map(At::own_members).unwrap_or_default() {
            if member.at.reference().is_none() && member.at.is_map() {
                self.parameter(member.at, oas);
            }
        }
        for item in holder.get("pathItems").map(At::own_members).unwrap_or_default() {
            self.parameters(item.at);
            for method in item.at.members().into_iter().filter(|member| is_method(oas, member.key)) {
                self.parameters(method.at);
            }
        }
        for schema in &self.case.api.schemas {
            let Some(at) = self.case.reader.resolver.at(schema.place) else { continue };
            self.schema(at, 0);
        }
    }

    fn schema(&mut self, at: At<'a>, depth: usize) {
        let types = ["string", "number", "integer", "boolean", "object", "array", "null", "file", "any"];
        if depth > 8 || at.reference().is_some() {
            return;
        }
        if let Some(kind) = at.get("type")
            && let Some(name) = kind.text().filter(|name| !types.contains(name))
        {
            self.add(
                kind.place(),
                format!("`{name}` is no type"),
                "Write string, number, integer, boolean, object or array.",
            );
        }
        for member in at.get("properties").map(At::members).unwrap_or_default() {
            self.schema(member.at, depth + 1);
        }
        if let Some(items) = at.get("items") {
            self.schema(items, depth + 1);
        }
    }

    /// Members that an object doesn't have in this version.
    fn members(&mut self, at: At<'a>, known: &[(&str, Oas, Oas)], what: &str) {
        let oas = self.case.api.oas;
        for member in at.own_members() {
            let rule = known.iter().find(|(name, ..)| *name == member.key);
            let message = match rule {
                Some((_, from, until)) if *from <= oas && oas <= *until => continue,
                Some(_) => {
                    format!("`{}` is no member of {what} in version {}", member.key, self.case.api.written)
                }
                None => format!("`{}` is no member of {what}", member.key),
            };
            self.add(member.key_place, message, "Correct its name, remove it, or let it begin with `x-`.");
        }
    }
}
