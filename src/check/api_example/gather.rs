//! Every value of a definition that claims to fit a schema: examples, defaults, listed values.

use std::collections::HashSet;

use crate::check::api_case::ApiCase;
use crate::check::api_example::Claim;
use crate::model::Oas;
use crate::parse::api::At;
use crate::place::Place;

/// What a node is, as far as it matters here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Any object of the specification.
    Object,
    /// What a body is in one media type: its examples are read where the media type is known.
    Media,
    /// A schema.
    Schema,
    /// Media types, each with what a body is in it.
    Content,
    /// Names, each with an object.
    Objects,
    /// Names, each with a schema.
    Schemas,
}

/// Members of an object that hold objects by name.
const OBJECTS: [&str; 14] = [
    "callbacks",
    "encoding",
    "examples",
    "headers",
    "links",
    "parameters",
    "pathItems",
    "paths",
    "requestBodies",
    "responses",
    "securityDefinitions",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// Reads all claims, in order of place.
pub(super) fn claims<'a>(case: &ApiCase<'a>) -> Vec<Claim<'a>> {
    let mut walk = Walk { case, found: Vec::new(), taken: HashSet::new(), open: Vec::new() };
    walk.open.push((case.reader.root, Sort::Object));
    while let Some((at, sort)) = walk.open.pop() {
        if at.is_list() {
            let sort = if sort == Sort::Objects { Sort::Object } else { sort };
            walk.open.extend(at.items().map(|item| (item, sort)));
        } else if at.is_map() && walk.taken.insert((at.place(), sort == Sort::Schema)) {
            walk.node(at, sort);
        }
    }
    let mut found = walk.found;
    found.sort_by_key(|claim| (claim.value.place(), claim.schema.place()));
    found.dedup_by_key(|claim| (claim.value.place(), claim.schema.place()));
    found
}

struct Walk<'c, 'a> {
    case: &'c ApiCase<'a>,
    found: Vec<Claim<'a>>,
    taken: HashSet<(Place, bool)>,
    open: Vec<(At<'a>, Sort)>,
}

impl<'a> Walk<'_, 'a> {
    fn node(&mut self, at: At<'a>, sort: Sort) {
        if let Some(reference) = at.reference() {
            if let Ok(target) = self.case.reader.resolver.target(at.doc, reference) {
                self.open.push((target, sort));
            }
            if sort != Sort::Schema {
                return;
            }
        }
        match sort {
            Sort::Objects => self.below(at, Sort::Object),
            Sort::Schemas => self.below(at, Sort::Schema),
            Sort::Content => self.below(at, Sort::Media),
            Sort::Object | Sort::Media => self.object(at, sort),
            Sort::Schema => self.schema(at),
        }
    }

    fn below(&mut self, at: At<'a>, sort: Sort) {
        self.open.extend(at.members().into_iter().map(|member| (member.at, sort)));
    }

    fn object(&mut self, at: At<'a>, sort: Sort) {
        let mut schema = None;
        for member in at.own_members() {
            match member.key {
                "schema" | "itemSchema" => {
                    schema = schema.or(Some(member.at).filter(|_| member.key == "schema"));
                    self.open.push((member.at, Sort::Schema));
                }
                "schemas" | "definitions" => self.open.push((member.at, Sort::Schemas)),
                "example" | "default" | "enum" | "examples" | "mapping" | "scopes" => {}
                "content" | "mediaTypes" => {
                    self.open.push((member.at, Sort::Content));
                    self.content(member.at);
                }
                key if OBJECTS.contains(&key) => self.open.push((member.at, Sort::Objects)),
                _ => self.open.push((member.at, Sort::Object)),
            }
        }
        if let Some(schema) = schema.filter(|_| sort == Sort::Object) {
            self.examples(at, schema, "json");
        } else if self.case.api.oas == Oas::V2 && at.get("in").is_some() && at.get("type").is_some() {
            // In 2.0 a parameter is its own schema.
            self.stated(at);
        }
    }

    fn content(&mut self, at: At<'a>) {
        for media in at.own_members() {
            let end = self.case.reader.resolver.end(media.at);
            if let Some(schema) = end.get("schema") {
                self.examples(end, schema, media.key);
            }
        }
    }

    /// The examples that stand beside a schema. Of a media type that is no JSON only values that are no strings are
    /// held against it: how they are written there is not said.
    fn examples(&mut self, at: At<'a>, schema: At<'a>, media: &str) {
        let json = media.contains("json") || media == "*/*";
        for one in self.case.reader.examples(at) {
            let old = self.case.api.oas == Oas::V2;
            let media = if old { one.name.unwrap_or("json") } else { media };
            let json = if old { media.contains("json") } else { json };
            let Some(value) = one.value.filter(|value| !value.is_null()) else { continue };
            let text = value.text().is_some();
            if one.external.is_some() || text && (!json || one.serialised && !media.contains("json")) {
                continue;
            }
            self.claim("the example", value, schema);
        }
    }

    fn schema(&mut self, at: At<'a>) {
        for member in at.members() {
            match member.key {
                "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => {
                    self.open.push((member.at, Sort::Schemas));
                }
                "items"
                | "allOf"
                | "anyOf"
                | "oneOf"
                | "prefixItems"
                | "not"
                | "if"
                | "then"
                | "else"
                | "contains"
                | "additionalProperties"
                | "unevaluatedProperties"
                | "unevaluatedItems"
                | "contentSchema"
                | "propertyNames" => self.open.push((member.at, Sort::Schema)),
                _ => {}
            }
        }
        if at.reference().is_none() || self.case.api.oas >= Oas::V31 {
            self.stated(at);
        }
    }

    /// What a schema itself gives as examples, its default, the values it lists.
    fn stated(&mut self, at: At<'a>) {
        for (key, what) in [("example", "the example"), ("default", "the default")] {
            if let Some(value) = at.get(key).filter(|value| !value.is_null()) {
                self.claim(what, value, at);
            }
        }
        for value in at.get("examples").into_iter().flat_map(At::items).filter(|value| !value.is_null()) {
            self.claim("the example", value, at);
        }
        if at.get("type").is_some() {
            for value in at.get("enum").into_iter().flat_map(At::items).filter(|value| !value.is_null()) {
                self.claim("a listed value", value, at);
            }
        }
    }

    fn claim(&mut self, what: &'static str, value: At<'a>, schema: At<'a>) {
        if !schema.is_map() {
            return;
        }
        let end = self.case.reader.resolver.end(schema);
        // Many write the JSON of an example as one string.
        let kind = end.scalar_of("type").unwrap_or("");
        let written = value.text().is_some_and(|text| {
            matches!(text.trim_start().chars().next(), Some('{' | '[')) && matches!(kind, "object" | "array")
        });
        let schema = if end.is_map() && schema.node.entries().len() == 1 { end } else { schema };
        self.found.push(Claim { what, value, written, schema });
    }
}
