//! A document from a template: the project's own `new/<kind>.md` in its folder of templates, else the built-in one.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;

use crate::cli::build::day;
use crate::cli::exit::{Exit, Stop};
use crate::cli::project::Project;
use crate::cli::terminal::Terminal;
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
  planbook new plan \"Move to the new berth\" --in plans    in a folder of your choice")]
pub(super) struct NewPlan {
    #[command(flatten)]
    named: Named,
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
        self.named.write(Kind::Plan, ("plan", include_str!("plan.md"), "docs/plans"), terminal)
    }
}

impl NewPage {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        self.named.write(Kind::Page, ("page", include_str!("page.md"), "docs"), terminal)
    }
}

impl Named {
    /// Writes a document of a kind: its name, the built-in template, the folder where there is none of its kind yet.
    fn write(self, kind: Kind, form: (&str, &str, &str), terminal: &Terminal) -> Result<Exit, Stop> {
        let (name, built_in, usual) = form;
        let title = self.title.trim();
        if title.is_empty() || title.contains('\n') {
            return Err(Stop::usage([Fault::new("TITLE", "a document needs a title of one line")]));
        }
        let project = Project::for_looking(&[PathBuf::from(".")], None).ok();
        let folder = self.folder.clone().or_else(|| fullest(project.as_ref()?, kind));
        let path = folder.unwrap_or_else(|| PathBuf::from(usual)).join(format!("{}.md", slug(title)));
        let text = match project.as_ref().and_then(|project| own(project, name)) {
            Some(own) => own,
            None => built_in.to_owned(),
        };
        let date = self.date.or_else(today).map_or(String::new(), |date| date.to_string());
        create(&path, &filled(&text, &[("title", title), ("date", &date), ("slug", &slug(title))]))?;
        terminal.print(&format!("{}\n", path.display()))?;
        Ok(Exit::Fine)
    }
}

/// The project's own template of this name.
pub(super) fn own(project: &Project, name: &str) -> Option<String> {
    let path = format!("new/{name}.md");
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
pub(super) fn today() -> Option<Date> {
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
