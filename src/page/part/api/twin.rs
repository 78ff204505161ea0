//! The first page of a definition as Markdown, beside the page itself: for programs and for those who read that.

use crate::markdown::html::back;
use crate::model::OperationKind;
use crate::page::part::api::book::Book;
use crate::page::part::api::writer::Writer;
use crate::page::part::atlas::Atlas;

/// How many operations and schemas it lists: it doesn't grow with the whole.
const LISTED: usize = 2000;

/// The twin of a definition's first page.
pub(super) fn twin(atlas: &Atlas<'_>, book: &Book<'_>) -> Option<String> {
    let reader = atlas.books.reader(book)?;
    let (api, root) = (book.api, reader.root);
    let info = root.get("info").map(|info| reader.resolver.end(info));
    let mut out = format!("# {}\n\n", plain(&api.title));
    let version = api.version.as_deref().map(|version| format!("Version {}, ", plain(version)));
    out.push_str(&format!("{}OpenAPI {}.\n", version.unwrap_or_default(), plain(&api.written)));
    if let Some(info) = info
        && let Some(mut writer) = Writer::new(atlas, book, &book.url)
    {
        writer.stand_under(1);
        if let Some(summary) = info.word("summary") {
            writer.prose(info.doc, summary);
        }
        writer.described(info);
        let said = back(&writer.take());
        if !said.trim().is_empty() {
            out.push_str(&format!("\n{said}"));
        }
    }
    let mut servers = reader.old_servers();
    let written = reader.servers(root, root).into_iter();
    servers.extend(written.filter_map(|server| server.scalar_of("url").map(str::to_owned)));
    list(&mut out, "Servers", servers.iter().take(100).map(|url| format!("`{}`", url.replace('`', ""))));
    let link = |label: &str, path: &str| format!("[{}]({})", plain(label), book.url.to(path));
    let mut left = LISTED;
    for chapter in &book.chapters {
        let shown = chapter.operations.len().min(left);
        left -= shown;
        let rows = chapter.operations.iter().take(shown).filter_map(|index| {
            let operation = api.operations.get(*index)?;
            let call = format!("{} {}", operation.method, operation.path).replace('`', "");
            let gone = if operation.deprecated { " (deprecated)" } else { "" };
            Some(format!("`{call}` {}{gone}", link(&operation.title(), book.operation(*index))))
        });
        list(&mut out, &chapter.label, rows);
        if shown < chapter.operations.len() {
            let more = chapter.operations.len() - shown;
            out.push_str(&format!("- and {more} more: {}\n", link("the list", &chapter.url.0)));
        }
    }
    let hooks = api.of(OperationKind::Webhook).take(LISTED);
    list(&mut out, "Webhooks", hooks.map(|(index, one)| link(&one.title(), book.operation(index))));
    let schemas = api.schemas.iter().enumerate().take(LISTED);
    list(&mut out, "Schemas", schemas.map(|(index, schema)| link(&schema.name, book.schema(index))));
    Some(out)
}

fn list(out: &mut String, heading: &str, rows: impl Iterator<Item = String>) {
    let mut first = true;
    for row in rows {
        if first {
            out.push_str(&format!("\n## {}\n\n", plain(heading)));
        }
        first = false;
        out.push_str(&format!("- {row}\n"));
    }
}

/// Words on one line that mean nothing in Markdown.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => out.extend(['\\', ch]),
            ch if ch.is_control() => out.push(' '),
            ch => out.push(ch),
        }
    }
    out
}
