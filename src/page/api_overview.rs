//! The first page of a definition, and the page of what one must have to call it.

use rayon::prelude::*;
use serde::Serialize;

use crate::model::OperationKind;
use crate::page::part::api::{Book, Chapter, SchemeView, Writer};
use crate::page::part::{Atlas, FindingView, Frame, Link, Twin, counted};
use crate::page::{Page, View};
use crate::parse::api::At;
use crate::site::Url;

/// The most chapters the first page lists.
const CHAPTERS: usize = 300;

/// The most findings the first page quotes.
const FINDINGS: usize = 20;

/// What the first page of a definition shows.
#[derive(Clone, Debug, Serialize)]
pub struct ApiView {
    /// The version of the API, as written.
    pub version: Option<String>,
    /// The version of the specification, as written.
    pub oas: String,
    /// What it holds, in words with the pages that list it.
    pub holds: Vec<Link>,
    /// What it says of itself, as HTML.
    pub description: String,
    /// Who is behind it, under which terms: terms and HTML.
    pub facts: Vec<(String, String)>,
    /// Its servers, as HTML.
    pub servers: Vec<String>,
    /// Its operations in chapters, by group.
    pub groups: Vec<GroupOfChapters>,
    /// How many chapters there are beyond those.
    pub more: usize,
    /// The definition as a file of this site.
    pub download: Link,
    /// The same with everything it refers to, where it is several files.
    pub bundle: Option<Link>,
    /// This page as Markdown.
    pub twin: Link,
    /// What was found in it.
    pub findings: Vec<FindingView>,
    /// Where all findings stand, where these are not all.
    pub all_findings: Option<Link>,
    /// Vendor extensions, as HTML.
    pub extensions: String,
}

/// Chapters that belong together.
#[derive(Clone, Debug, Serialize)]
pub struct GroupOfChapters {
    /// Its name; empty for all there are.
    pub name: String,
    /// The chapters.
    pub chapters: Vec<ChapterRow>,
}

/// A chapter in the list.
#[derive(Clone, Debug, Serialize)]
pub struct ChapterRow {
    /// Its page.
    pub link: Link,
    /// How many operations it has.
    pub count: String,
    /// What it is about, as HTML.
    pub about: String,
    /// The tag it stands below.
    pub parent: Option<String>,
}

/// What the page of security schemes shows.
#[derive(Clone, Debug, Serialize)]
pub struct SchemesView {
    /// The schemes.
    pub schemes: Vec<SchemeView>,
    /// What is asked for as a rule, as HTML.
    pub usual: String,
}

/// The first page of every definition.
pub(super) fn pages(atlas: &Atlas<'_>) -> Vec<Page> {
    atlas
        .books
        .books
        .par_iter()
        .flat_map_iter(|book| [overview(atlas, book), schemes(atlas, book)].into_iter().flatten())
        .collect()
}

fn overview(atlas: &Atlas<'_>, book: &Book<'_>) -> Option<Page> {
    let document = atlas.document(book.api.doc)?;
    let url = book.url.clone();
    let mut writer = Writer::new(atlas, book, &url)?;
    let root = writer.reader().root;
    let info = root.get("info").map(|info| writer.reader().resolver.end(info));
    writer.stand_under(1);
    if let Some(info) = info {
        if let Some(summary) = info.word("summary") {
            writer.prose(info.doc, summary);
        }
        writer.described(info);
    }
    let description = writer.take();
    let facts = info.map(|info| facts(&mut writer, root, info)).unwrap_or_default();
    let servers = servers(&mut writer, root);
    let (groups, more) = groups(&mut writer, book);
    writer.extensions(info.unwrap_or(root));
    if info.is_some() {
        writer.extensions(root);
    }
    let extensions = writer.take();
    let all = atlas.findings(book.api.doc);
    let shown = all.iter().take(FINDINGS).enumerate();
    let about = info.and_then(|info| info.word("summary").or_else(|| info.word("description"))).unwrap_or("");
    let about: String = about.lines().next().unwrap_or("").chars().take(200).collect();
    let frame = Frame::of_document(atlas, &url, document, book.api.title.as_str())
        .tree(book.top_tree())
        .about(about)
        .twin(Twin::Own);
    let view = ApiView {
        version: book.api.version.clone(),
        oas: book.api.written.clone(),
        holds: holds(book, &url),
        description,
        facts,
        servers,
        groups,
        more,
        download: Link { label: file_name(&document.path), href: url.to(&book.file(&document.path)) },
        bundle: book
            .bundle
            .as_ref()
            .map(|_| Link { label: "as one file".to_owned(), href: url.to(&book.bundle_file()) }),
        twin: Link { label: "this page as Markdown".to_owned(), href: "index.md".to_owned() },
        findings: shown.map(|(at, finding)| FindingView::new(atlas, &url, finding, at + 1)).collect(),
        all_findings: (all.len() > FINDINGS)
            .then(|| Link { label: format!("All {} findings", all.len()), href: url.to("findings/") }),
        extensions,
    };
    Some(Page { url, template: "page/api_overview.html", frame, view: View::Api(Box::new(view)) })
}

fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

fn holds(book: &Book<'_>, url: &Url) -> Vec<Link> {
    let operations = book.api.of(OperationKind::Path).count();
    let webhooks = book.api.of(OperationKind::Webhook).count();
    [
        (operations, "operation", "operations/"),
        (webhooks, "webhook", "webhooks/"),
        (book.api.schemas.len(), "schema", "schemas/"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, noun, page)| Link { label: counted(count, noun), href: url.to(&book.below(page).0) })
    .chain(
        book.has_past.then(|| Link { label: "changes".to_owned(), href: url.to(&book.below("changes/").0) }),
    )
    .collect()
}

fn facts<'w>(writer: &mut Writer<'w>, root: At<'w>, info: At<'w>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut add = |writer: &mut Writer<'w>, term: &str| {
        let html = writer.take();
        if !html.is_empty() {
            found.push((term.to_owned(), html));
        }
    };
    if let Some(contact) = info.get("contact") {
        let name = contact.scalar_of("name");
        match (contact.scalar_of("url"), name) {
            (Some(address), name) => writer.address(address, name.unwrap_or(address)),
            (None, Some(name)) => writer.text(name),
            (None, None) => {}
        }
        if let Some(mail) = contact.scalar_of("email") {
            writer.raw(" ");
            writer.address(&format!("mailto:{mail}"), mail);
        }
        add(writer, "Contact");
    }
    if let Some(licence) = info.get("license") {
        let name = licence.scalar_of("name").or_else(|| licence.scalar_of("identifier")).unwrap_or("");
        match licence.scalar_of("url") {
            Some(address) => writer.address(address, if name.is_empty() { address } else { name }),
            None => writer.text(name),
        }
        add(writer, "Licence");
    }
    if let Some(terms) = info.scalar_of("termsOfService") {
        writer.address(terms, terms);
        add(writer, "Terms of service");
    }
    if let Some(docs) = root.get("externalDocs") {
        writer.external_docs(docs);
        add(writer, "See also");
    }
    found
}

/// Each server as HTML: its address, what is said of it, its variables.
fn servers<'w>(writer: &mut Writer<'w>, root: At<'w>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for address in writer.reader().old_servers() {
        writer.code(&address);
        found.push(writer.take());
    }
    for server in writer.reader().servers(root, root).into_iter().take(100) {
        writer.code(server.scalar_of("url").unwrap_or("/"));
        if let Some(name) = server.word("name") {
            writer.raw(" ");
            writer.text(name);
        }
        writer.described(server);
        let variables = server.get("variables").map(At::own_members).unwrap_or_default();
        if !variables.is_empty() {
            writer.raw("<ul class=\"props\">");
            for variable in &variables {
                writer.raw("<li><p class=\"prop\"><code class=\"name\">");
                writer.text(variable.key);
                writer.raw("</code> <span class=\"type\">string</span></p>");
                writer.described(variable.at);
                writer.limits(variable.at);
                writer.raw("</li>");
            }
            writer.raw("</ul>");
        }
        found.push(writer.take());
    }
    found
}

/// The chapters, in the groups that `x-tagGroups` names.
fn groups<'w>(writer: &mut Writer<'w>, book: &'w Book<'w>) -> (Vec<GroupOfChapters>, usize) {
    let shown = book.chapters.get(..book.chapters.len().min(CHAPTERS)).unwrap_or_default();
    let mut left: Vec<&Chapter> = shown.iter().collect();
    let mut groups: Vec<GroupOfChapters> = Vec::new();
    writer.stand_under(3);
    let named = writer.reader().root.get("x-tagGroups").into_iter().flat_map(At::items).take(100);
    for group in named {
        let tags: Vec<&str> =
            group.get("tags").into_iter().flat_map(At::items).filter_map(At::text).collect();
        let (here, others): (Vec<&Chapter>, Vec<&Chapter>) =
            left.into_iter().partition(|chapter| tags.contains(&chapter.label.as_str()));
        left = others;
        if !here.is_empty() {
            let name = group.scalar_of("name").unwrap_or("").to_owned();
            let chapters = here.into_iter().map(|chapter| row(writer, book, chapter)).collect();
            groups.push(GroupOfChapters { name, chapters });
        }
    }
    if !left.is_empty() {
        let name = if groups.is_empty() { String::new() } else { "Others".to_owned() };
        let chapters = left.into_iter().map(|chapter| row(writer, book, chapter)).collect();
        groups.push(GroupOfChapters { name, chapters });
    }
    (groups, book.chapters.len() - shown.len())
}

fn row<'w>(writer: &mut Writer<'w>, book: &'w Book<'w>, chapter: &Chapter) -> ChapterRow {
    let tag = chapter.tag.and_then(|at| book.api.tags.get(at));
    let at = tag.and_then(|tag| writer.reader().resolver.at(tag.place?));
    if let Some(at) = at {
        // What is long stands on the chapter's own page.
        let text = at.word("description").unwrap_or("");
        let first = text.split("\n\n").next().unwrap_or("");
        writer.prose(at.doc, first);
    }
    let name = at.and_then(|at| at.word("x-displayName").or_else(|| at.word("summary")));
    ChapterRow {
        link: Link {
            label: name.map_or_else(|| chapter.label.clone(), str::to_owned),
            href: book.url.to(&chapter.url.0),
        },
        count: counted(chapter.operations.len(), "operation"),
        about: writer.take(),
        parent: tag.and_then(|tag| tag.parent.clone()),
    }
}

fn schemes(atlas: &Atlas<'_>, book: &Book<'_>) -> Option<Page> {
    let url = book.below("security/");
    let document = atlas.document(book.api.doc)?;
    let mut writer = Writer::new(atlas, book, &url)?;
    let schemes = writer.schemes();
    if schemes.is_empty() {
        return None;
    }
    let root = writer.reader().root;
    writer.security(root);
    let usual = writer.take();
    let frame = Frame::of_document(atlas, &url, document, "Security schemes").tree(book.top_tree());
    let view = SchemesView { schemes, usual };
    Some(Page { url, template: "page/api_schemes.html", frame, view: View::ApiSchemes(view) })
}
