//! The description of a site's data as OpenAPI 3.1, made by utoipa from the types that are written. Two things those types
//! know and utoipa doesn't are added: every member is always there, and which words a state may be, from their JSON Schemas.

use serde_json::{Map, Value, json};
use utoipa::OpenApi;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{Object, Ref, Type};
use utoipa::openapi::{Content, Info, PathsBuilder, Required, ResponseBuilder, ServerBuilder};

use crate::contract::schema::of;
use crate::contract::{DataDecisions, DataIndex, DataPlan, Inspected, SCHEMA};

/// Where the description lies in a site.
pub const FILE: &str = "openapi.json";

#[derive(OpenApi)]
#[openapi(components(schemas(DataIndex, DataPlan, DataDecisions)))]
struct Described;

/// What can be fetched: path, id, summary, what is said of it, the schema of it.
const FILES: [(&str, &str, &str, &str, &str); 3] = [
    (
        "/data/v1/plans.json",
        "listPlans",
        "All plans",
        "The site's title, commit and day, and every plan with its counts and where its data lies.",
        "DataIndex",
    ),
    (
        "/data/v1/plans/{key}.json",
        "readPlan",
        "One plan",
        "Everything that was read from the plan, and the page of each of its groups and items.",
        "DataPlan",
    ),
    (
        "/data/v1/decisions.json",
        "listDecisions",
        "All decision records",
        "What every record says of itself. The file is there where the site has decisions.",
        "DataDecisions",
    ),
];

/// The description as it stands in its file.
pub fn text() -> String {
    let mut described = Described::openapi();
    described.info = Info::new("Data of a planbook site", &SCHEMA.to_string());
    described.info.description = Some(
        "The plans and decisions of a site for programs. Every file is static: no key, no server, nothing but GET. Members \
         may be added without a new version; none is taken away."
            .to_owned(),
    );
    described.servers = Some(vec![
        ServerBuilder::new().url("/").description(Some("Relative to the root of the site")).build(),
    ]);
    let paths = FILES.iter().fold(PathsBuilder::new(), |paths, (path, id, summary, about, schema)| {
        let content = Content::new(Some(Ref::from_schema_name(*schema)));
        let found =
            ResponseBuilder::new().description("The file").content("application/json", content).build();
        let lost = ResponseBuilder::new().description("There is no such file in this site").build();
        let mut operation = OperationBuilder::new()
            .operation_id(Some(*id))
            .summary(Some(*summary))
            .description(Some(*about))
            .response("200", found)
            .response("404", lost);
        if path.contains("{key}") {
            let key = ParameterBuilder::new()
                .name("key")
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .description(Some("The plan's key; `data` in the list of plans is the whole path"))
                .schema(Some(Object::with_type(Type::String)));
            operation = operation.parameter(key);
        }
        paths.path(*path, PathItem::new(HttpMethod::Get, operation))
    });
    described.paths = paths.build();
    let mut described = serde_json::to_value(&described).unwrap_or_default();
    let words = words();
    if let Some(schemas) = described.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        for (name, schema) in schemas {
            complete(schema, words.get(name).and_then(Value::as_object));
        }
    }
    super::json(&described)
}

/// The members of every type as its JSON Schema has them.
fn words() -> Map<String, Value> {
    let mut found = Map::new();
    for schema in [of::<Inspected>(), of::<DataIndex>(), of::<DataDecisions>(), of::<DataPlan>()] {
        let types = schema.get("$defs").and_then(Value::as_object);
        for (name, schema) in types.into_iter().flatten() {
            found.insert(name.clone(), schema.get("properties").cloned().unwrap_or_default());
        }
    }
    found
}

/// Says that every member is there, and which words it may be.
fn complete(schema: &mut Value, words: Option<&Map<String, Value>>) {
    for part in schema.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten() {
        complete(part, words);
    }
    let Some(object) = schema.as_object_mut() else { return };
    let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) else { return };
    let names: Vec<String> = properties.keys().cloned().collect();
    for (name, property) in properties {
        let known = words.and_then(|words| words.get(name)?.get("enum"));
        if let (Some(known), Some(property)) = (known, property.as_object_mut()) {
            property.insert("enum".to_owned(), known.clone());
        }
    }
    object.insert("required".to_owned(), json!(names));
}
