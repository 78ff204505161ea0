//! Data files that have nothing to do with a tracker: settings, fixtures, translations. They are read, because a
//! definition may lead to them, and then nothing is said of them and nothing of them is published.

use crate::decode::tree::Value;
use crate::decode::{Document, Syntax};
use crate::model::Kind;
use crate::parse::Corpus;

/// Extensions of files that people write for people: they have a page whatever stands in them.
const PROSE: &[&str] = &["md", "markdown", "mdown", "mkd", "mkdn", "mdx", "org", "txt", "text", "dsl"];

/// How far into a file that could not be read as data its first words are looked for.
const HEAD: usize = 4000;

/// For each document, whether nothing is said of it.
pub(super) fn idle(documents: &[Document], corpus: &Corpus) -> Vec<bool> {
    let kinds = corpus.entries.iter().map(|entry| entry.kind);
    let idle = |(document, kind): (&Document, Kind)| {
        // Somebody wants it: book.toml names it, a definition is made of it, or it is all there is.
        let part = corpus.parts.binary_search(&document.id).is_ok();
        let wanted = document.kind.is_some() || documents.len() == 1 || part;
        is_draft(document)
            || kind == Kind::Page && !wanted && !is_prose(document) && !broken_definition(document)
    };
    documents.iter().zip(kinds).map(idle).collect()
}

/// What says of itself that it is not ready to be read: `draft: true`.
fn is_draft(document: &Document) -> bool {
    let Syntax::Markdown { front: Some(front), .. } = &document.syntax else { return false };
    front.get("draft").is_some_and(|draft| matches!(draft.value, Value::Bool(true)))
}

fn is_prose(document: &Document) -> bool {
    let name = document.path.rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.') {
        Some((_, extension)) => PROSE.contains(&extension.to_lowercase().as_str()),
        None => true,
    }
}

/// A definition that is no YAML or JSON is still a definition to whoever wrote it.
fn broken_definition(document: &Document) -> bool {
    let broken = matches!(document.syntax, Syntax::Text);
    let head = document.text.get(..HEAD).unwrap_or(&document.text);
    broken && ["openapi", "swagger"].iter().any(|word| head.contains(word))
}
