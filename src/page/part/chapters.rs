//! Trees of written contents. A small book stands in one tree; in a large one a page's tree holds its own chapter and
//! links to those around it, so that no page lists all others.

use crate::model::{Chapter, Contents};
use crate::page::part::address::Addresses;
use crate::page::part::tree::{Tree, TreeEntry};
use crate::place::DocId;

/// The most chapters of all levels that every page lists.
const WHOLE: usize = 80;

/// The most chapters of the first level that the tree of a large book lists.
const AROUND: usize = 60;

/// Plants the trees of a list of contents; gives the tree of each document in it.
pub(super) fn plant(
    contents: &Contents,
    addresses: &Addresses,
    trees: &mut Vec<Tree>,
) -> Vec<(DocId, usize)> {
    let mut found = Vec::new();
    if contents.chapters.len() <= WHOLE {
        found.extend(documents(&contents.chapters).map(|doc| (doc, trees.len())));
        trees.push(Tree { label: "Docs".to_owned(), entries: in_parts(&contents.chapters, addresses) });
        return found;
    }
    let groups = groups(&contents.chapters);
    for stretch in groups.chunks(AROUND) {
        let links = |open: usize| -> Vec<TreeEntry> {
            let entries = stretch.iter().enumerate().filter_map(|(at, group)| {
                let (first, rest) = group.split_first()?;
                let below = if at == open { nested(rest, addresses, 0) } else { Vec::new() };
                entry(first, below, addresses)
            });
            entries.chain([TreeEntry::link("All pages", "docs/")]).collect()
        };
        let plain = trees.len();
        trees.push(Tree { label: "Docs".to_owned(), entries: links(usize::MAX) });
        for (at, group) in stretch.iter().enumerate() {
            let number = if group.len() > 1 { trees.len() } else { plain };
            if group.len() > 1 {
                trees.push(Tree { label: "Docs".to_owned(), entries: links(at) });
            }
            found.extend(documents(group).map(|doc| (doc, number)));
        }
    }
    found
}

fn documents(chapters: &[Chapter]) -> impl Iterator<Item = DocId> + '_ {
    chapters.iter().filter_map(|chapter| chapter.target)
}

/// Chapters of the first level, each with those below it; titles of parts are left out.
fn groups(chapters: &[Chapter]) -> Vec<&[Chapter]> {
    let written: Vec<&[Chapter]> = chapters.split(|chapter| chapter.is_part).collect();
    let mut groups = Vec::new();
    for part in written {
        let mut rest = part;
        while !rest.is_empty() {
            let end =
                rest.iter().skip(1).position(|chapter| chapter.level == 0).map_or(rest.len(), |at| at + 1);
            let (group, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            groups.push(group);
            rest = after;
        }
    }
    groups
}

fn in_parts(chapters: &[Chapter], addresses: &Addresses) -> Vec<TreeEntry> {
    let mut entries = Vec::new();
    let mut rest = chapters;
    while let Some((first, after)) = rest.split_first() {
        let from = if first.is_part { after } else { rest };
        let end = from.iter().position(|chapter| chapter.is_part).unwrap_or(from.len());
        let (part, next) = from.split_at_checked(end).unwrap_or((from, &[]));
        let below = nested(part, addresses, 0);
        match first.is_part && !below.is_empty() {
            true => entries.push(TreeEntry::heading(first.title.as_str(), true, below)),
            false => entries.extend(below),
        }
        rest = next;
    }
    entries
}

fn nested(chapters: &[Chapter], addresses: &Addresses, depth: u32) -> Vec<TreeEntry> {
    let mut entries = Vec::new();
    let mut rest = chapters;
    while let Some((first, after)) = rest.split_first() {
        let end = after.iter().position(|chapter| chapter.level <= first.level).unwrap_or(after.len());
        let (inside, next) = after.split_at_checked(end).unwrap_or((after, &[]));
        let below = if depth < 8 { nested(inside, addresses, depth + 1) } else { Vec::new() };
        entries.extend(entry(first, below, addresses));
        rest = next;
    }
    entries
}

/// A chapter with those below it; nothing where it leads nowhere and holds nothing.
fn entry(chapter: &Chapter, below: Vec<TreeEntry>, addresses: &Addresses) -> Option<TreeEntry> {
    let link = chapter.target.map(|doc| TreeEntry::link(chapter.title.as_str(), &addresses.document(doc).0));
    if below.is_empty() {
        return link;
    }
    // The words of something that folds lead nowhere, so the chapter's own page comes first below them.
    let children = link.into_iter().chain(below).collect();
    Some(TreeEntry::heading(chapter.title.as_str(), true, children))
}
