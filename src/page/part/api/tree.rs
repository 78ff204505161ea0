//! The trees beside the pages of a definition: a window around the page, never everything.

use crate::model::OperationKind;
use crate::page::part::api::book::{Book, Books};
use crate::page::part::atlas::Atlas;
use crate::page::part::tree::{Tree, TreeEntry};

/// The most operations or schemas a tree lists.
const AROUND: usize = 40;

/// The most chapters a tree lists.
const CHAPTERS: usize = 30;

/// The numbers of the trees of a definition.
#[derive(Clone, Debug, Default)]
pub(super) struct Trees {
    /// Beside the first page and lists.
    top: usize,
    /// Of each operation.
    operations: Vec<usize>,
    /// Of each stretch of schemas.
    schemas: Vec<usize>,
}

impl Books<'_> {
    /// Appends the trees of every definition to `trees`.
    pub(in crate::page::part) fn plant(&mut self, trees: &mut Vec<Tree>) {
        for book in &mut self.books {
            book.trees = plant(book, trees);
        }
    }
}

fn plant(book: &Book<'_>, trees: &mut Vec<Tree>) -> Trees {
    let mut made = Trees { top: trees.len(), ..Trees::default() };
    let label = || book.api.title.clone();
    trees.push(Tree { label: label(), entries: entries(book, None, &[], None) });
    made.operations = vec![made.top; book.api.operations.len()];
    for (number, chapter) in book.chapters.iter().enumerate() {
        for stretch in chapter.operations.chunks(AROUND) {
            for at in stretch {
                let own = book.chapter_of(*at).is_some_and(|first| first.url == chapter.url);
                if let Some(slot) = made.operations.get_mut(*at).filter(|_| own) {
                    *slot = trees.len();
                }
            }
            trees.push(Tree { label: label(), entries: entries(book, Some(number), stretch, None) });
        }
    }
    let schemas: Vec<usize> = (0..book.api.schemas.len()).collect();
    for stretch in schemas.chunks(AROUND) {
        made.schemas.push(trees.len());
        trees.push(Tree { label: label(), entries: entries(book, None, &[], Some(stretch)) });
    }
    made
}

fn entries(
    book: &Book<'_>,
    chapter: Option<usize>,
    operations: &[usize],
    schemas: Option<&[usize]>,
) -> Vec<TreeEntry> {
    let api = book.api;
    let mut entries = vec![TreeEntry::link("Overview", &book.url.0)];
    if book.secured {
        entries.push(TreeEntry::link("Security schemes", &book.below("security/").0));
    }
    if book.has_past {
        entries.push(TreeEntry::link("Changes", &book.below("changes/").0));
    }
    let here = chapter.unwrap_or(0);
    let from = here.saturating_sub(CHAPTERS / 2).min(book.chapters.len().saturating_sub(CHAPTERS));
    for (number, one) in book.chapters.iter().enumerate().skip(from).take(CHAPTERS) {
        let label = one.label.as_str();
        if chapter != Some(number) {
            entries.push(TreeEntry::link(label, &one.url.0).note(one.operations.len().to_string()));
            continue;
        }
        let mut below = vec![TreeEntry::link(format!("All of {label}"), &one.url.0)];
        below.extend(operations.iter().filter_map(|at| {
            let operation = api.operations.get(*at)?;
            Some(TreeEntry::link(operation.title(), book.operation(*at)).note(operation.method.as_str()))
        }));
        entries.push(TreeEntry::heading(label, true, below));
    }
    let count = api.of(OperationKind::Path).count();
    if count > 0 {
        let all = TreeEntry::link("All operations", &book.below("operations/").0);
        entries.push(all.note(count.to_string()));
    }
    if api.webhooks > 0 {
        let link = TreeEntry::link("Webhooks", &book.below("webhooks/").0);
        entries.push(link.note(api.of(OperationKind::Webhook).count().to_string()));
    }
    if !api.schemas.is_empty() {
        let all = TreeEntry::link("Schemas", &book.below("schemas/").0).note(api.schemas.len().to_string());
        match schemas {
            None => entries.push(all),
            Some(stretch) => {
                let mut below = vec![TreeEntry { label: "All schemas".to_owned(), ..all }];
                below.extend(stretch.iter().filter_map(|at| {
                    Some(TreeEntry::link(api.schemas.get(*at)?.name.as_str(), book.schema(*at)))
                }));
                entries.push(TreeEntry::heading("Schemas", true, below));
            }
        }
    }
    entries
}

impl Book<'_> {
    /// The tree beside the first page and the lists.
    pub fn top_tree(&self) -> Option<usize> {
        Some(self.trees.top)
    }

    /// The tree beside a schema.
    pub fn schema_tree(&self, index: usize) -> Option<usize> {
        self.trees.schemas.get(index / AROUND).copied()
    }
}

impl Atlas<'_> {
    /// The tree beside an operation.
    pub fn api_tree(&self, book: &Book<'_>, operation: usize) -> Option<usize> {
        book.trees.operations.get(operation).copied()
    }
}
