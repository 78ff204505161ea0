//! Structurizr workspaces (`*.dsl`): their views drawn, with findings for what is wrong in them.

use crate::decode::{Document, Syntax};
use crate::diag::{Code, Diagnostic, Severity, Staged};
use crate::diagram::{Flaw, Workspace};
use crate::parse::corpus::Views;
use crate::path::joined;
use crate::place::{Place, Span};

/// The most that is said of one workspace.
const SAID: usize = 20;

/// Whether a document is a workspace.
pub(super) fn is_workspace(document: &Document) -> bool {
    let dsl = document.path.to_lowercase().ends_with(".dsl");
    let begins =
        || document.text.lines().any(|line| line.trim_start().to_lowercase().starts_with("workspace"));
    dsl && matches!(document.syntax, Syntax::Text) && begins()
}

/// Reads and draws every workspace.
pub(super) fn read(documents: &[Document]) -> Staged<Vec<Views>> {
    let mut staged = Staged::<Vec<Views>>::default();
    for document in documents.iter().filter(|document| is_workspace(document)) {
        let include = |name: &str| {
            let path = joined(&document.path, name)?;
            documents.iter().find(|other| other.path == path).map(|other| other.text.clone())
        };
        let workspace = Workspace::read(&document.text, &include);
        staged.diagnostics.extend(workspace.flaws.iter().take(SAID).map(|flaw| finding(document, flaw)));
        let mut drawings = Vec::new();
        for view in workspace.views {
            match view {
                Ok(drawing) => drawings.push(drawing),
                Err(flaw) => staged.diagnostics.push(finding(document, &flaw)),
            }
        }
        // A file's name alone (`this.dsl`) tells a reader of a list of links nothing.
        let name = Some(workspace.name).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| match stem(&document.path) {
            "workspace" => "Workspace".to_owned(),
            stem => format!("Workspace {stem}"),
        });
        staged.value.push(Views { doc: document.id, name, drawings });
    }
    staged
}

/// A file's name without folder and ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn finding(document: &Document, flaw: &Flaw) -> Diagnostic {
    let at = flaw.at.as_ref().map_or(0, |at| at.start.min(document.text.len()));
    let line = document.lines.span(document.line(at as u32));
    let start =
        if document.text.is_char_boundary(at) { at.max(line.start as usize) } else { line.start as usize };
    let span = Span::new(start, line.end.max(start as u32) as usize);
    let message = format!("This Structurizr workspace can't be read in full: {}", flaw.message);
    Diagnostic::new(Code("PB501"), Severity::Warning, message, Place::new(document.id, span))
        .help("Mend this line; what could be read is drawn.")
}
