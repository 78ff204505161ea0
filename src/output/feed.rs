//! `decisions.atom` (RFC 4287): the decisions with a date, the newest first. Only where the site's address is known: a
//! feed is read far from the site, and its links have to be whole.

use crate::contract::DataDecision;
use crate::contract::xml_text;
use crate::page::Pages;
use crate::site::Artifact;

/// The most decisions a feed holds.
const ENTRIES: usize = 50;

/// The files.
pub(super) fn files(pages: &mut Pages) -> Vec<Artifact> {
    let (Some(root), Some(all)) = (pages.site.url.as_deref(), pages.data.decisions.as_ref()) else {
        return Vec::new();
    };
    let mut dated: Vec<(&str, &DataDecision)> =
        all.decisions.iter().filter_map(|one| Some((one.record.date.as_deref()?, one))).collect();
    dated.sort_by(|a, b| b.0.cmp(a.0).then(b.1.path.cmp(&a.1.path)));
    let Some((newest, _)) = dated.first() else { return Vec::new() };
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>");
    push(&mut out, &format!("{}: decisions", pages.site.title));
    out.push_str("</title>\n<id>");
    push(&mut out, &format!("{root}decisions/"));
    out.push_str("</id>\n<link rel=\"self\" href=\"");
    push(&mut out, &format!("{root}decisions.atom"));
    out.push_str("\"/>\n<link href=\"");
    push(&mut out, &format!("{root}decisions/"));
    out.push_str(&format!("\"/>\n<updated>{newest}T00:00:00Z</updated>\n"));
    let author = pages.site.authors.first().map_or(pages.site.title.as_str(), String::as_str);
    out.push_str("<author><name>");
    push(&mut out, author);
    out.push_str("</name></author>\n");
    for (date, one) in dated.into_iter().take(ENTRIES) {
        entry(&mut out, root, date, one);
    }
    out.push_str("</feed>\n");
    vec![Artifact { path: "decisions.atom".to_owned(), bytes: out.into_bytes() }]
}

fn entry(out: &mut String, root: &str, date: &str, one: &DataDecision) {
    let page = format!("{root}{}", one.page.trim_end_matches("index.html"));
    out.push_str("<entry>\n<title>");
    push(out, &format!("{} ({})", one.record.title, one.record.status));
    out.push_str("</title>\n<id>");
    push(out, &page);
    out.push_str("</id>\n<link href=\"");
    push(out, &page);
    out.push_str(&format!(
        "\"/>\n<published>{date}T00:00:00Z</published>\n<updated>{date}T00:00:00Z</updated>\n"
    ));
    if let Some(outcome) = &one.outcome {
        out.push_str("<summary>");
        push(out, outcome);
        out.push_str("</summary>\n");
    }
    out.push_str("</entry>\n");
}

fn push(out: &mut String, text: &str) {
    out.push_str(&xml_text(text));
}
