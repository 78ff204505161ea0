//! The HTML of each Markdown document's text, as it stands on a page below the page's own heading. Every link that
//! names a file of the case leads to it, any other relative link to nothing.

use planbook::decode::{Document, Syntax};
use planbook::diagram::Drawings;
use planbook::markdown::html::{Definitions, Highlights, Ids, Style, Target, Use, is_diagram, render};
use planbook::markdown::{Block, BlockKind};

use super::super::run::Run;

pub fn print(run: &Run, words: &[String]) -> Result<String, String> {
    let resolve = |target: &str, _: Use| {
        let path = target.split('#').next().unwrap_or(target);
        if path.is_empty() || run.sources.files.iter().any(|file| file.path == path) {
            Target::Here(target.to_owned())
        } else {
            Target::Nowhere
        }
    };
    super::documents(run, words, |document: &Document| {
        let Syntax::Markdown { doc, .. } = &document.syntax else { return Ok("no Markdown\n".to_owned()) };
        let mut code = Vec::new();
        collect(&doc.blocks, &mut code);
        let highlights = Highlights::new(code.iter().copied());
        let diagrams = code.iter().filter(|(info, _)| is_diagram(info)).map(|(_, text)| *text);
        let drawings = Drawings::of(diagrams, &Drawings::default());
        let definitions = Definitions::default();
        let style = Style {
            under: 1,
            title: None,
            resolve: &resolve,
            names: |_| None,
            definitions: &definitions,
            highlights: &highlights,
            drawings: &drawings,
            terms: None,
        };
        Ok(render(&document.text, style, &mut Ids::default()).html)
    })
}

/// Every code block with its info string.
fn collect<'d>(blocks: &'d [Block], code: &mut Vec<(&'d str, &'d str)>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Code { info, text, .. } => code.push((info, text)),
            BlockKind::Quote(inner) | BlockKind::Footnote(_, inner) => collect(inner, code),
            BlockKind::List { items, .. } => items.iter().for_each(|item| collect(&item.blocks, code)),
            _ => {}
        }
    }
}
