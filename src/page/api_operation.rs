//! The page of an operation: everything the definition says of it, with examples and samples of code beside it.

use rayon::prelude::*;
use serde::Serialize;

use crate::model::{Operation, OperationKind};
use crate::page::part::api::{
    Book, MethodView, Purpose, SampleView, Section, Shown, Told, Writer, json, method, samples,
};
use crate::page::part::{Atlas, Cite, FindingView, Frame, Link, Twin};
use crate::page::{Page, View};
use crate::parse::api::{At, Body, Media, Parameter, Response};
use crate::site::Url;

/// What the page of an operation shows.
#[derive(Clone, Debug, Serialize)]
pub struct OperationPage {
    /// The method.
    pub method: MethodView,
    /// The address of the server; may be empty.
    pub server: String,
    /// The path as written, or the name of the webhook.
    pub path: String,
    /// Whether it is a webhook: the API calls it.
    pub webhook: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// What is said of it, as HTML.
    pub description: String,
    /// Its id, its tags.
    pub id: Option<String>,
    /// The chapters it stands in.
    pub tags: Vec<Link>,
    /// Its parts, as HTML.
    pub sections: Vec<Section>,
    /// Samples of code.
    pub samples: Vec<SampleView>,
    /// Examples of what is sent and what comes back.
    pub examples: Vec<Section>,
    /// Plans, decisions and pages that name it.
    pub mentions: Vec<Mention>,
    /// What was found in it.
    pub findings: Vec<FindingView>,
    /// The operation before.
    pub previous: Option<Link>,
    /// The operation after.
    pub next: Option<Link>,
}

/// A place of another document that names an operation.
#[derive(Clone, Debug, Serialize)]
pub struct Mention {
    /// The document.
    pub link: Link,
    /// The line.
    pub cite: Cite,
}

/// How many places that name an operation are shown.
const MENTIONS: usize = 40;

/// The pages of all operations.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    let all = atlas
        .books
        .books
        .iter()
        .flat_map(|book| (0..book.api.operations.len()).map(move |index| (book, index)));
    let all: Vec<(&Book<'_>, usize)> = all.collect();
    all.into_par_iter().filter_map(|(book, index)| page(atlas, book, index)).collect()
}

fn page(atlas: &Atlas<'_>, book: &Book<'_>, index: usize) -> Option<Page> {
    let operation = book.api.operations.get(index)?;
    let url = Url::new(book.operation(index));
    let mut writer = Writer::new(atlas, book, &url)?;
    let resolver = &atlas.books.resolver;
    let (at, item) = (resolver.at(operation.place)?, resolver.at(operation.item)?);
    let title = operation.title();
    let document = atlas.document(book.api.doc)?;
    let mut frame =
        Frame::of_document(atlas, &url, document, title).tree(atlas.api_tree(book, index)).twin(Twin::Made);
    if let Some(chapter) = book.chapter_of(index) {
        frame = frame.crumb(&url, chapter.label.as_str(), &chapter.url.0);
    } else {
        frame = frame.crumb(&url, "Webhooks", &format!("{}webhooks/", book.url.0));
    }
    let line = atlas.document(operation.place.doc)?.line(operation.key.span.start);
    frame = frame.made_from(atlas, &url, operation.key.doc, Some(line));
    let about = operation.summary.as_deref().unwrap_or_default();
    frame = frame.about(format!("{} {} {about}", operation.method, operation.path).trim().to_owned());
    writer.stand_under(1);
    writer.described(at);
    if at.word("description").is_none() {
        writer.described(item);
    }
    let description = writer.take();
    let parts = Parts {
        at,
        parameters: writer.reader().parameters(item, at),
        body: writer.reader().body(item, at),
        responses: writer.reader().responses(at),
    };
    let sections = sections(&mut writer, &parts);
    let server = server(&writer, item, at);
    let made = parts.body.as_ref().and_then(|body| body.content.first());
    let value = made.and_then(|media| writer.made(media, Purpose::Request));
    let examples = examples(&mut writer, &parts, made.zip(value.as_ref()));
    let told = Told {
        method: &operation.method,
        path: operation.path.split('#').next().unwrap_or(&operation.path),
        server: &server,
        parameters: &parts.parameters,
        body: made.zip(value.as_ref()).map(|(media, value)| (media.name, value)),
    };
    let webhook = operation.kind == OperationKind::Webhook;
    let samples = if webhook { Vec::new() } else { samples(writer.reader(), at, told) };
    let neighbour = |other: Option<usize>| {
        let other = other.and_then(|at| Some((at, book.api.operations.get(at)?)));
        other.map(|(at, one)| Link { label: one.title(), href: url.to(book.operation(at)) })
    };
    let view = OperationPage {
        method: method(&operation.method),
        server: if webhook { String::new() } else { server },
        path: operation.path.clone(),
        webhook,
        deprecated: operation.deprecated,
        description,
        id: operation.id.clone(),
        tags: tags(book, &url, index),
        sections,
        samples,
        examples,
        mentions: mentions(atlas, book, &url, index),
        findings: findings(atlas, &url, operation),
        previous: neighbour(index.checked_sub(1)),
        next: neighbour(Some(index + 1)),
    };
    Some(Page { url, template: "page/api_operation.html", frame, view: View::Operation(Box::new(view)) })
}

struct Parts<'a> {
    at: At<'a>,
    parameters: Vec<Parameter<'a>>,
    body: Option<Body<'a>>,
    responses: Vec<Response<'a>>,
}

fn sections<'w>(writer: &mut Writer<'w>, parts: &Parts<'w>) -> Vec<Section> {
    let mut found = Vec::new();
    let add = |writer: &mut Writer<'w>, id: &str, heading: &str, found: &mut Vec<Section>| {
        let html = writer.take();
        if !html.is_empty() {
            let id = writer.id(id);
            found.push(Section { id, heading: heading.to_owned(), html });
        }
    };
    writer.stand_under(2);
    writer.security(parts.at);
    add(writer, "authorisation", "Authorisation", &mut found);
    for group in parts.parameters.chunk_by(|a, b| a.place == b.place) {
        let Some(first) = group.first() else { continue };
        let heading = match first.place {
            "path" => "In the path",
            "query" => "In the query",
            "querystring" => "The query as a whole",
            "header" => "Headers",
            "cookie" => "Cookies",
            _ => "Elsewhere",
        };
        writer.raw(&format!("<h3>{heading}</h3><ul class=\"props\">"));
        for parameter in group {
            writer.parameter(parameter);
        }
        writer.raw("</ul>");
    }
    add(writer, "parameters", "Parameters", &mut found);
    if let Some(body) = &parts.body {
        writer.body(body, 2);
        if writer.is_empty() {
            writer.raw("<p>Nothing is said of it.</p>");
        }
        add(writer, "body", "Request body", &mut found);
    }
    for response in &parts.responses {
        let id = writer.id(&format!("response {}", response.code));
        writer.raw(&format!("<h3 id=\"{id}\">"));
        writer.code(response.code);
        writer.raw(&format!(" <span class=\"soft\">{}</span></h3>", meaning(response.code)));
        writer.response(response, 3);
    }
    add(writer, "responses", "Responses", &mut found);
    callbacks(writer, parts);
    add(writer, "callbacks", "Callbacks", &mut found);
    if let Some(docs) = parts.at.get("externalDocs") {
        writer.raw("<p>");
        writer.external_docs(docs);
        writer.raw("</p>");
        add(writer, "see-also", "See also", &mut found);
    }
    writer.extensions(parts.at);
    add(writer, "extensions", "Extensions", &mut found);
    found
}

/// What the API calls in its turn.
fn callbacks<'w>(writer: &mut Writer<'w>, parts: &Parts<'w>) {
    let reader = writer.reader();
    for callback in parts.at.get("callbacks").map(At::own_members).unwrap_or_default() {
        for path in reader.resolver.end(callback.at).own_members() {
            let item = reader.resolver.end(path.at);
            for one in
                item.members().into_iter().filter(|one| crate::parse::api::is_method(reader.oas, one.key))
            {
                let id = writer.id(&format!("callback {}", callback.key));
                writer.raw(&format!("<h3 id=\"{id}\">"));
                writer.text(callback.key);
                writer.raw("</h3><p class=\"endpoint\">");
                let shown = method(&one.key.to_uppercase());
                writer.raw(&format!("<span class=\"method {}\">{}</span> ", shown.class, shown.name));
                writer.code(path.key);
                writer.raw("</p>");
                if let Some(summary) = one.at.word("summary") {
                    writer.prose(one.at.doc, summary);
                }
                writer.described(one.at);
                let parameters = reader.parameters(item, one.at);
                if !parameters.is_empty() {
                    writer.raw("<h4>Parameters</h4><ul class=\"props\">");
                    parameters.iter().for_each(|parameter| writer.parameter(parameter));
                    writer.raw("</ul>");
                }
                if let Some(body) = reader.body(item, one.at) {
                    writer.raw("<h4>Request body</h4>");
                    writer.body(&body, 4);
                }
                for response in reader.responses(one.at) {
                    writer.raw("<h4>");
                    writer.code(response.code);
                    writer.raw(&format!(" <span class=\"soft\">{}</span></h4>", meaning(response.code)));
                    writer.response(&response, 4);
                }
            }
        }
    }
}

/// What a status code means in a word.
fn meaning(code: &str) -> &'static str {
    match code.to_ascii_lowercase().as_str() {
        "200" => "OK",
        "201" => "created",
        "202" => "accepted",
        "204" => "no content",
        "206" => "a part",
        "301" | "308" => "moved",
        "302" | "303" | "307" => "elsewhere",
        "304" => "not modified",
        "400" => "bad request",
        "401" => "not authenticated",
        "403" => "forbidden",
        "404" => "not found",
        "405" => "method not allowed",
        "406" => "not acceptable",
        "409" => "conflict",
        "410" => "gone",
        "412" => "precondition failed",
        "413" => "too large",
        "415" => "media type not supported",
        "422" => "not valid",
        "429" => "too many requests",
        "500" => "server error",
        "501" => "not implemented",
        "502" => "bad gateway",
        "503" => "unavailable",
        "504" => "timed out",
        "default" => "anything else",
        "1xx" => "information",
        "2xx" => "success",
        "3xx" => "redirection",
        "4xx" => "client error",
        "5xx" => "server error",
        _ => "",
    }
}

/// Examples of what is sent and what comes back. `sent` is an example that was made already.
fn examples<'w>(
    writer: &mut Writer<'w>,
    parts: &Parts<'w>,
    sent: Option<(&Media<'w>, &Shown<'w>)>,
) -> Vec<Section> {
    let mut found = Vec::new();
    if let Some(media) = parts.body.as_ref().and_then(|body| {
        body.content
            .iter()
            .find(|media| media.schema.is_some() || !media.examples.is_empty() || !media.form.is_empty())
    }) {
        let name = "Example of the request body";
        let same = |one: &(&Media<'w>, _)| std::ptr::eq(one.0, media) && media.examples.is_empty();
        let html = match sent.filter(same) {
            Some((_, value)) => json(value, name),
            None => writer.examples(media, Purpose::Request, name),
        };
        found.push(Section { id: String::new(), heading: format!("Request body, {}", media.name), html });
    }
    for response in &parts.responses {
        let with =
            |media: &&Media<'_>| media.schema.is_some() || media.item.is_some() || !media.examples.is_empty();
        let Some(media) = response.content.iter().find(with) else { continue };
        // Errors without an example of their own look the same everywhere.
        if media.examples.is_empty() && !response.code.starts_with('2') && found.len() > 1 {
            continue;
        }
        let name = format!("Example of response {}", response.code);
        let html = writer.examples(media, Purpose::Response, &name);
        found.push(Section {
            id: String::new(),
            heading: format!("Response {}, {}", response.code, media.name),
            html,
        });
    }
    found.retain(|section| !section.html.is_empty());
    found
}

/// The address of the first server.
fn server<'w>(writer: &Writer<'w>, item: At<'w>, operation: At<'w>) -> String {
    let reader = writer.reader();
    let first = reader.servers(item, operation).into_iter().next();
    let Some(server) = first else { return reader.old_servers().into_iter().next().unwrap_or_default() };
    let mut url = server.scalar_of("url").unwrap_or("").to_owned();
    for variable in server.get("variables").map(At::members).unwrap_or_default() {
        if let Some(value) = variable.at.scalar_of("default") {
            url = url.replace(&format!("{{{}}}", variable.key), value);
        }
    }
    if url == "/" { String::new() } else { url }
}

fn tags(book: &Book<'_>, url: &Url, index: usize) -> Vec<Link> {
    book.chapters_of(index)
        .take(20)
        .map(|chapter| Link { label: chapter.label.clone(), href: url.to(&chapter.url.0) })
        .collect()
}

/// Where other documents name an operation.
fn mentions(atlas: &Atlas<'_>, book: &Book<'_>, url: &Url, index: usize) -> Vec<Mention> {
    let places = book.mentions.get(&index).into_iter().flatten().take(MENTIONS);
    places
        .filter_map(|place| {
            Some(Mention { link: atlas.link_to(url, place.doc), cite: Cite::new(atlas, url, *place)? })
        })
        .collect()
}

/// The findings whose main place is in an operation.
fn findings(atlas: &Atlas<'_>, url: &Url, operation: &Operation) -> Vec<FindingView> {
    let all = atlas.findings(operation.place.doc);
    let span = operation.key.span.to(operation.place.span);
    let from = all.partition_point(|finding| finding.span().start < span.start);
    let inside = all.iter().skip(from).take_while(|finding| finding.span().start < span.end);
    inside.take(50).enumerate().map(|(at, finding)| FindingView::new(atlas, url, finding, at + 1)).collect()
}
