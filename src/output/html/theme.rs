//! The templates: MiniJinja's built-in ones, with the user's own in their place.
//!
//! A user's template of the same name takes the place of a built-in one, whole pages and parts alike. A template
//! that fails costs nothing but itself: the page is made with the built-in one, and the failure is said.

use std::sync::OnceLock;

use memchr::memmem;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{
    AutoEscape, Environment, Error, HtmlEscape, Output, State, UndefinedBehavior, Value, context,
    escape_formatter,
};

use crate::asset::{self, Manifest};
use crate::diag::Fault;
use crate::output::html::tera::TeraTheme;
use crate::page::{Page, Pages};
use crate::source::Sources;

/// Steps one page may take: a template that never ends is stopped.
const FUEL: u64 = 200_000_000;

/// The templates of a site.
pub(super) struct Theme {
    built_in: Environment<'static>,
    /// The built-in templates with the user's over them; `None` where there are none.
    own: Option<Environment<'static>>,
    tera: Option<TeraTheme>,
    trees: Vec<Side>,
}

/// A tree of the left side. It differs between pages only in the way to the root and in the page that is marked, so
/// it is rendered once for each depth.
struct Side {
    tree: Value,
    by_depth: [OnceLock<String>; DEPTHS],
}

/// Pages lie less deep than this.
const DEPTHS: usize = 12;

impl Theme {
    pub(super) fn new(
        pages: &Pages,
        manifest: &Manifest,
        sources: &Sources,
        faults: &mut Vec<Fault>,
    ) -> Self {
        let mut built_in = Environment::new();
        configure(&mut built_in, pages, manifest, faults);
        for (name, text) in asset::templates() {
            if let Err(error) = built_in.add_template_owned(name, text) {
                faults.push(fault(&error));
            }
        }
        let own = overlay(&built_in, sources, faults);
        let tera = TeraTheme::new(pages, manifest, sources, faults);
        let trees = pages
            .trees
            .iter()
            .map(|tree| Side { tree: Value::from(Serde(tree)), by_depth: Default::default() })
            .collect();
        Self { built_in, own, tera, trees }
    }

    /// The HTML of a page. With no template that works it is empty, and the faults say why.
    pub(super) fn render(&self, page: &Page, faults: &mut Vec<Fault>) -> String {
        let foreign = self.tera.as_ref().and_then(|tera| tera.render(page, faults));
        let (template, content) = match foreign {
            Some(html) if is_whole(&html) => return html,
            Some(html) => ("page/own.html", html),
            None => (page.template, String::new()),
        };
        let value = context! {
            page => Value::from(Serde(&page.frame)),
            view => Value::from(Serde(&page.view)),
            tree => self.tree(page, faults).map(Value::from_safe_string),
            kind => kind(page),
            content => Value::from_safe_string(content),
        };
        self.first(template, &value, faults)
    }

    /// The tree beside a page.
    fn tree(&self, page: &Page, faults: &mut Vec<Fault>) -> Option<String> {
        let side = page.frame.tree.and_then(|tree| self.trees.get(tree))?;
        let root = &page.frame.root;
        let mut render = || {
            let value = context! { tree => &side.tree, root };
            self.first("part/tree.html", &value, faults)
        };
        let tree = match side.by_depth.get(root.len() / "../".len()) {
            Some(known) => known.get_or_init(render),
            None => &render(),
        };
        Some(mark_current(tree, page))
    }

    /// What the first template of that name that works makes: the user's, then the built-in one.
    fn first(&self, template: &str, value: &Value, faults: &mut Vec<Fault>) -> String {
        for environment in self.own.iter().chain([&self.built_in]) {
            match environment.get_template(template).and_then(|made| made.render(value.clone())) {
                Ok(html) => return html,
                Err(error) => faults.push(fault(&error)),
            }
        }
        String::new()
    }
}

/// Marks the link that leads to the page itself.
fn mark_current(tree: &str, page: &Page) -> String {
    let link = format!("href=\"{}{}\"", page.frame.root, page.frame.path);
    match memmem::find(tree.as_bytes(), link.as_bytes()).map(|at| tree.split_at(at + link.len())) {
        Some((before, after)) => [before, " aria-current=\"page\"", after].concat(),
        None => tree.to_owned(),
    }
}

/// The name of a page's type: `plan` for `page/plan.html`.
fn kind(page: &Page) -> &'static str {
    page.template.trim_start_matches("page/").trim_end_matches(".html")
}

/// Whether a user's template made a whole document, not only what stands in `main`.
fn is_whole(html: &str) -> bool {
    html.trim_start().get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"))
}

fn configure(
    environment: &mut Environment<'static>,
    pages: &Pages,
    manifest: &Manifest,
    faults: &mut Vec<Fault>,
) {
    match SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        Ok(syntax) => environment.set_syntax(syntax),
        Err(error) => faults.push(fault(&error)),
    }
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_fuel(Some(FUEL));
    environment.set_formatter(escape);
    environment.add_filter("ticks", ticks);
    environment.add_global("site", Value::from(Serde(&pages.site)));
    environment.add_global("asset", Value::from(Serde(manifest)));
}

/// Escapes `& < > " '` and nothing else: addresses stay readable.
fn escape(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let Some(text) = value.as_str().filter(|_| !value.is_safe()) else {
        return escape_formatter(out, state, value);
    };
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.write_str(text.get(from..at).unwrap_or(""))?;
        out.write_str(entity)?;
        from = at + 1;
    }
    out.write_str(text.get(from..).unwrap_or(""))?;
    Ok(())
}

/// Words between backticks as code, the rest as text.
fn ticks(text: &str) -> Value {
    let mut out = String::with_capacity(text.len() + 16);
    let mut parts = text.split('`').peekable();
    let mut code = false;
    while let Some(part) = parts.next() {
        // A backtick without a partner stays one.
        match (code, parts.peek().is_some()) {
            (true, true) => out.push_str(&format!("<code>{}</code>", HtmlEscape(part))),
            (true, false) => out.push_str(&format!("`{}", HtmlEscape(part))),
            (false, _) => out.push_str(&HtmlEscape(part).to_string()),
        }
        code = !code;
    }
    Value::from_safe_string(out)
}

fn overlay(
    built_in: &Environment<'static>,
    sources: &Sources,
    faults: &mut Vec<Fault>,
) -> Option<Environment<'static>> {
    let mut own = built_in.clone();
    let mut any = false;
    for file in sources
        .templates
        .iter()
        .filter(|file| !file.path.ends_with(".tera.html") && !file.path.starts_with("new/"))
    {
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        match own.add_template_owned(file.path.clone(), text) {
            Ok(()) => any = true,
            Err(error) => faults.push(fault(&error)),
        }
    }
    any.then_some(own)
}

fn fault(error: &Error) -> Fault {
    let path = format!("templates/{}", error.name().unwrap_or("?"));
    let kind = error.kind().to_string();
    let message = match error.detail() {
        Some(detail) => format!("{kind}: {detail}"),
        None => kind,
    };
    let fault = Fault::new(path, message).help("the built-in template was used instead");
    match error.line() {
        Some(line) => fault.at(line as u32, 1),
        None => fault,
    }
}
