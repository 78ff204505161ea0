//! Every reference of a definition, with the file it stands in.

use std::collections::HashSet;

use crate::parse::api::at::At;
use crate::parse::api::resolve::Resolver;
use crate::parse::api::used::{DATA, NAMES};
use crate::place::{DocId, Place};

/// A reference.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    /// The node that is a reference.
    pub at: At<'a>,
    /// Where its words stand.
    pub place: Place,
    /// Its words.
    pub text: &'a str,
}

/// The references of a definition and of the documents it leads to, in no special order.
pub fn references<'a>(resolver: &Resolver<'a>, doc: DocId) -> Vec<Reference<'a>> {
    let mut found = Vec::new();
    let mut documents: HashSet<DocId> = HashSet::from([doc]);
    let mut taken: HashSet<Place> = HashSet::new();
    let mut open: Vec<(At<'a>, bool)> = resolver.root(doc).map(|root| (root, false)).into_iter().collect();
    while let Some((at, names)) = open.pop() {
        if let Some(words) = at.reference_words().filter(|_| !names)
            && let Some(text) = words.text()
        {
            found.push(Reference { at, place: words.place(), text });
            if let Ok(target) = resolver.target(at.doc, text)
                && documents.insert(target.doc)
                && let Some(root) = resolver.root(target.doc)
            {
                open.push((root, false));
            }
        }
        for member in at.members() {
            if (names || !DATA.contains(&member.key)) && at.leads_to(member.at, &mut taken) {
                open.push((member.at, !names && NAMES.contains(&member.key)));
            }
        }
        open.extend(at.items().filter(|item| at.leads_to(*item, &mut taken)).map(|item| (item, false)));
    }
    found
}
