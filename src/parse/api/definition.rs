//! Reads what a definition holds: paths, operations, schemas, tags, webhooks.

use std::collections::HashMap;

use crate::model::{Api, ApiTag, NamedSchema, Oas, Operation, OperationKind};
use crate::parse::api::at::{At, Member};
use crate::parse::api::resolve::Resolver;
use crate::place::DocId;

/// The methods of a path item with members of their own, in the order pages show them.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Reads a definition; `None` where the document has no tree.
pub(super) fn read(resolver: &Resolver<'_>, doc: DocId) -> Option<Api> {
    let root = resolver.root(doc)?;
    let written = root.scalar_of("openapi").or_else(|| root.scalar_of("swagger")).unwrap_or("").to_owned();
    let oas = version(root, &written);
    let info = root.get("info");
    let info = info.map(|info| resolver.end(info));
    let name = resolver.document(doc).map_or("", |document| document.path.as_str());
    let title = info.and_then(|info| info.word("title")).map_or_else(|| stem(name), str::trim).to_owned();
    let paths: Vec<Member<'_>> =
        root.get("paths").map(|at| resolver.end(at).own_members()).unwrap_or_default();
    let mut operations = Vec::new();
    for path in &paths {
        collect(resolver, oas, OperationKind::Path, *path, &mut operations);
    }
    let webhooks = webhooks(resolver, root);
    for webhook in &webhooks {
        collect(resolver, oas, OperationKind::Webhook, *webhook, &mut operations);
    }
    let (callbacks, links) = below(resolver, &operations);
    Some(Api {
        doc,
        written,
        oas,
        place: root.place(),
        title,
        version: info.and_then(|info| info.scalar_of("version")).map(str::to_owned),
        paths: paths.len() as u32,
        schemas: schemas(resolver, root, oas),
        tags: tags(root, &operations),
        operations,
        webhooks: webhooks.len() as u32,
        callbacks,
        links,
    })
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn version(root: At<'_>, written: &str) -> Oas {
    match written.trim_start_matches('v') {
        _ if root.get("openapi").is_none() => Oas::V2,
        text if text.starts_with("2") => Oas::V2,
        text if text == "3" || text.starts_with("3.0") => Oas::V30,
        text if text.starts_with("3.1") => Oas::V31,
        _ => Oas::V32,
    }
}

/// The webhooks of 3.1, or what took their place before.
fn webhooks<'a>(resolver: &Resolver<'a>, root: At<'a>) -> Vec<Member<'a>> {
    let found = root.get("webhooks").or_else(|| root.get("x-webhooks"));
    found.map(|at| resolver.end(at).own_members()).unwrap_or_default()
}

/// The operations of a path item or webhook.
fn collect<'a>(
    resolver: &Resolver<'a>,
    oas: Oas,
    kind: OperationKind,
    path: Member<'a>,
    operations: &mut Vec<Operation>,
) {
    let item = resolver.end(path.at);
    let mut add = |method: String, found: Member<'a>| {
        let at = resolver.end(found.at);
        if !at.is_map() {
            return;
        }
        let tags = at.get("tags").into_iter().flat_map(At::items).filter_map(At::scalar);
        operations.push(Operation {
            kind,
            path: path.key.to_owned(),
            method,
            key: found.key_place,
            place: at.place(),
            item: item.place(),
            id: at.scalar_of("operationId").filter(|id| !id.trim().is_empty()).map(str::to_owned),
            summary: at.word("summary").map(str::to_owned),
            tags: tags.map(str::to_owned).collect(),
            deprecated: at.is_true("deprecated"),
        });
    };
    for found in item.members() {
        if is_method(oas, found.key) {
            add(found.key.to_ascii_uppercase(), found);
        } else if oas == Oas::V32 && found.key == "additionalOperations" {
            found.at.own_members().into_iter().for_each(|more| add(more.key.to_owned(), more));
        }
    }
}

/// Whether a member of a path item is an operation, in a version of the specification.
pub fn is_method(oas: Oas, key: &str) -> bool {
    METHODS.contains(&key) && (oas == Oas::V32 || key != "query") && (oas > Oas::V2 || key != "trace")
}

/// The schemas that have a name.
fn schemas<'a>(resolver: &Resolver<'a>, root: At<'a>, oas: Oas) -> Vec<NamedSchema> {
    let holder = match oas {
        Oas::V2 => root.get("definitions"),
        _ => root.get("components").and_then(|at| resolver.end(at).get("schemas")),
    };
    let members = holder.map(|at| resolver.end(at).members()).unwrap_or_default();
    // A vendor extension among schemas is none of them; a schema may well be called `x-ray`.
    let named =
        members.into_iter().filter(|member| !member.key.starts_with("x-") || member.at.get("type").is_some());
    named
        .map(|member| NamedSchema {
            name: member.key.to_owned(),
            key: member.key_place,
            place: member.at.place(),
        })
        .collect()
}

fn tags(root: At<'_>, operations: &[Operation]) -> Vec<ApiTag> {
    let mut tags: Vec<ApiTag> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for at in root.get("tags").into_iter().flat_map(At::items) {
        let Some(name) = at.scalar_of("name").or_else(|| at.scalar()) else { continue };
        known.entry(name.to_owned()).or_insert_with(|| {
            let parent = at.scalar_of("parent").map(str::to_owned);
            tags.push(ApiTag {
                name: name.to_owned(),
                place: Some(at.place()),
                parent,
                operations: Vec::new(),
            });
            tags.len() - 1
        });
    }
    for (index, operation) in operations.iter().enumerate() {
        for name in &operation.tags {
            let at = *known.entry(name.clone()).or_insert_with(|| {
                tags.push(ApiTag { name: name.clone(), place: None, parent: None, operations: Vec::new() });
                tags.len() - 1
            });
            if let Some(tag) = tags.get_mut(at).filter(|tag| tag.operations.last() != Some(&index)) {
                tag.operations.push(index);
            }
        }
    }
    tags
}

/// Callbacks and links of operations.
fn below(resolver: &Resolver<'_>, operations: &[Operation]) -> (u32, u32) {
    let (mut callbacks, mut links) = (0, 0);
    for operation in operations {
        let Some(at) = resolver.at(operation.place) else { continue };
        callbacks += at.get("callbacks").map_or(0, |at| at.own_members().len() as u32);
        for response in at.get("responses").into_iter().flat_map(At::own_members) {
            links += resolver.end(response.at).get("links").map_or(0, |at| at.own_members().len() as u32);
        }
    }
    (callbacks, links)
}
