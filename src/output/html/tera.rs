//! Templates of users who know Tera: `page/plan.tera.html` takes the place of `page/plan.html`.
//!
//! They see the same `site`, `asset`, `page`, `tree`, `kind` and `view` as the built-in templates, and may extend
//! and include each other. What they make stands inside the built-in layout, unless it is a whole document that
//! begins with `<!doctype`. Tera has no limit on the work a template does: only a project's own templates are run.

use tera::{Context, ErrorKind, Tera};

use crate::asset::Manifest;
use crate::diag::Fault;
use crate::page::{Page, Pages};
use crate::source::Sources;

/// A user's Tera templates, with what is the same on every page.
pub(super) struct TeraTheme {
    tera: Tera,
    base: Context,
    trees: Vec<tera::Value>,
}

impl TeraTheme {
    /// The templates, if there are any that parse.
    pub(super) fn new(
        pages: &Pages,
        manifest: &Manifest,
        sources: &Sources,
        faults: &mut Vec<Fault>,
    ) -> Option<Self> {
        let files: Vec<(String, String)> = sources
            .templates
            .iter()
            .filter(|file| file.path.ends_with(".tera.html"))
            .map(|file| (file.path.clone(), String::from_utf8_lossy(&file.bytes).into_owned()))
            .collect();
        if files.is_empty() {
            return None;
        }
        let mut tera = Tera::new();
        // All at once, because they may extend each other in any order; one by one where that fails.
        if tera.add_raw_templates(files.clone()).is_err() {
            tera = Tera::new();
            for (name, text) in &files {
                if let Err(error) = tera.add_raw_template(name, text) {
                    faults.push(fault(&error, name));
                }
            }
        }
        let mut base = Context::new();
        base.insert("site", &pages.site);
        base.insert("asset", manifest);
        let trees = pages.trees.iter().map(tera::Value::from_serializable).collect();
        Some(Self { tera, base, trees })
    }

    /// The page by a user's template, where there is one for it that works.
    pub(super) fn render(&self, page: &Page, faults: &mut Vec<Fault>) -> Option<String> {
        let stem = page.template.strip_suffix(".html")?;
        let name = format!("{stem}.tera.html");
        if !self.tera.contains_template(&name) {
            return None;
        }
        let mut context = self.base.clone();
        context.insert("page", &page.frame);
        context.insert("view", &page.view);
        context.insert("kind", stem.trim_start_matches("page/"));
        if let Some(tree) = page.frame.tree.and_then(|tree| self.trees.get(tree)) {
            context.insert_value("tree", tree.clone());
        }
        match self.tera.render(&name, &context) {
            Ok(html) => Some(html),
            Err(error) => {
                faults.push(fault(&error, &name));
                None
            }
        }
    }
}

fn fault(error: &tera::Error, name: &str) -> Fault {
    let help = "the built-in template was used instead";
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let file = if report.filename().is_empty() { name } else { report.filename() };
            Fault::new(format!("templates/{file}"), report.message())
                .at(span.start_line as u32, span.start_col as u32 + 1)
                .help(help)
        }
        other => Fault::new(format!("templates/{name}"), other.to_string()).help(help),
    }
}
