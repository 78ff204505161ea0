//! A document from a template: the project's own `new/<name>` in its folder of templates, else the built-in one.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;

use crate::cli::build::day;
use crate::cli::exit::{Exit, Stop};
use crate::cli::init::PLAN_SCHEMA;
use crate::cli::project::Project;
use crate::cli::terminal::Terminal;
use crate::contract::schema;
use crate::date::{self, Date};
use crate::diag::Fault;
use crate::model::Kind;
use crate::pipeline;
use crate::slug::slug;

/// Write a plan with a first phase, tasks and success criteria
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook new plan \"Move to the new berth\"               where most plans are, or in docs/plans
  planbook new plan \"Move to the new berth\" --in plans    in a folder of your choice
  planbook new plan \"Move to the new berth\" --yaml        as YAML, with the schema that editors check it with")]
pub(super) struct NewPlan {
    #[command(flatten)]
    named: Named,
    /// As a YAML file
    #[arg(long)]
    yaml: bool,
}

/// What a document is made from.
struct Form {
    /// The name of its template: `new/<name>` in the project's folder of templates.
    name: &'static str,
    /// The built-in template.
    text: &'static str,
    /// The folder where there is none of its kind yet.
    usual: &'static str,
}

/// Write a page with a title
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook new page \"Runbook: restart the importer\"           in docs
  planbook new page \"Glossary\" --in docs/onboarding           in a folder of your choice")]
pub(super) struct NewPage {
    #[command(flatten)]
    named: Named,
}

/// What every new document is asked.
#[derive(Debug, Args)]
struct Named {
    /// Its title
    title: String,
    /// The folder it goes to; without it, the one with the most documents of its kind
    #[arg(long = "in", value_name = "DIR")]
    folder: Option<PathBuf>,
    /// The date it carries; today where it is not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<Date>,
}

impl NewPlan {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        let form = match self.yaml {
            true => Form { name: "plan.yaml", text: include_str!("plan.yaml"), usual: "docs/plans" },
            false => Form { name: "plan.md", text: include_str!("plan.md"), usual: "docs/plans" },
        };
        self.named.write(Kind::Plan, &form, terminal)
    }
}

impl NewPage {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        let form = Form { name: "page.md", text: include_str!("page.md"), usual: "docs" };
        self.named.write(Kind::Page, &form, terminal)
    }
}

impl Named {
    /// Writes a document of a kind.
    fn write(self, kind: Kind, form: &Form, terminal: &Terminal) -> Result<Exit, Stop> {
        let title = self.title.trim();
        if title.is_empty() || title.contains('\n') {
            return Err(Stop::usage([Fault::new("TITLE", "a document needs a title of one line")]));
        }
        let project = Project::for_looking(&[PathBuf::from(".")], None).ok();
        let folder = self.folder.clone().or_else(|| fullest(project.as_ref()?, kind));
        let folder = folder.unwrap_or_else(|| PathBuf::from(form.usual));
        let (_, end) = form.name.rsplit_once('.').unwrap_or(("", "md"));
        let path = folder.join(format!("{}.{end}", slug(title)));
        let text = project.as_ref().and_then(|project| own(project, form.name));
        let text = text.unwrap_or_else(|| form.text.to_owned());
        let date = self.date.or_else(today).map_or(String::new(), |date| date.to_string());
        let schema = (end == "yaml").then(|| schema_from(&folder));
        // In YAML a title may need quotes, and a string of JSON is one of YAML.
        let shown = if end == "yaml" { serde_json::Value::from(title).to_string() } else { title.to_owned() };
        let values = [
            ("title", shown.as_str()),
            ("date", &date),
            ("slug", &slug(title)),
            ("schema", schema.as_deref().unwrap_or("")),
        ];
        create(&path, &filled(&text, &values))?;
        let mut said = format!("{}\n", path.display());
        let known = schema::ALL.iter().find(|schema| schema.name == "plan");
        if let (Some(_), Some(known)) = (schema, known)
            && !Path::new(PLAN_SCHEMA).exists()
        {
            create(Path::new(PLAN_SCHEMA), &known.text())?;
            said.push_str(&format!("{PLAN_SCHEMA}\n"));
        }
        terminal.print(&said)?;
        Ok(Exit::Fine)
    }
}

/// The way from a folder to the schema of plans at the root, as editors are told it.
fn schema_from(folder: &Path) -> String {
    let mut up = String::new();
    for part in folder.components() {
        match part {
            Component::Normal(_) => up.push_str("../"),
            Component::CurDir => {}
            // Elsewhere: the schema is named as it lies on this machine.
            _ => {
                let here = std::path::absolute(PLAN_SCHEMA);
                return here.map_or(PLAN_SCHEMA.to_owned(), |path| path.display().to_string());
            }
        }
    }
    up + PLAN_SCHEMA
}

/// The project's own template of this name.
pub(super) fn own(project: &Project, name: &str) -> Option<String> {
    let path = format!("new/{name}");
    let found = project.sources.templates.iter().find(|file| file.path == path)?;
    Some(String::from_utf8_lossy(&found.bytes).into_owned())
}

/// A template with `{{ name }}` replaced by values.
pub(super) fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    // What is filled in is not looked at again: a title may hold braces.
    while let Some((before, inner)) = rest.split_once("{{") {
        let Some((name, after)) = inner.split_once("}}") else { break };
        out.push_str(before);
        match values.iter().find(|(known, _)| *known == name.trim()) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&format!("{{{{{name}}}}}")),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Writes a new file; one that is there stays.
pub(super) fn create(path: &Path, text: &str) -> Result<(), Stop> {
    let done = fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).and_then(|()| {
        let mut file = fs::File::create_new(path)?;
        file.write_all(text.as_bytes())
    });
    let shown = path.display().to_string();
    done.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Stop::usage([
                Fault::new(shown, "is there already: nothing was written").help("give it another title")
            ])
        }
        kind => Stop::unreadable([Fault::new(shown, format!("can't be written: {kind}"))]),
    })
}

/// Today.
pub(in crate::cli) fn today() -> Option<Date> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    date::since_1970(i64::try_from(now.as_secs()).ok()?)
}

/// The folder with the most documents of a kind, hidden ones and the root aside.
fn fullest(project: &Project, kind: Kind) -> Option<PathBuf> {
    let judged = pipeline::judge(&project.sources, &project.config, None);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in judged.linked.corpus.entries.iter().filter(|entry| entry.kind == kind) {
        let document = judged.linked.document(entry.doc);
        let folder =
            document.and_then(|document| document.path.rsplit_once('/')).map_or("", |(folder, _)| folder);
        if !folder.is_empty() && !folder.starts_with('.') {
            *counts.entry(folder).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|(folder, count)| (*count, std::cmp::Reverse(folder.len())))
        .map(|(folder, _)| folder.into())
}
