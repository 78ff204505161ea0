//! The command: what was found, what is written, what comes next.

use std::path::PathBuf;

use clap::Args;

use crate::cli::asked::Asked;
use crate::cli::exit::{Exit, Stop};
use crate::cli::init::plan::{Planned, There, difference};
use crate::cli::init::{book, github};
use crate::cli::project::Project;
use crate::cli::settings;
use crate::cli::terminal::{BOLD, DIM, Terminal};
use crate::cli::words::{count, kind, parts, visible};
use crate::config::Forge;
use crate::contract::schema;
use crate::derive;
use crate::diag::Fault;
use crate::model::Status;
use crate::pipeline;
use crate::site::Summary;

/// Look at a repository and prepare its tracker
///
/// Says which plans, decisions, definitions, reports and evidence there are, and writes a short book.toml, with
/// --github also the workflows that publish the tracker and look at pull requests. Nothing that is there is overwritten:
/// what would change in it is shown. planbook builds without all of this, too.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook init                     this folder
  planbook init --github            with workflows for GitHub Pages and pull requests
  planbook init --github --source https://example.org/team/planbook#main
                                    with planbook from there, not from its release
  planbook init docs --dry-run      say what would be written, and write nothing")]
pub(in crate::cli) struct Init {
    /// The folder
    #[arg(value_name = "DIR", default_value = ".")]
    path: PathBuf,
    /// Write the workflows for GitHub too
    #[arg(long)]
    github: bool,
    /// Let the workflows build planbook from this git repository instead of its release; a branch, a tag or a commit
    /// stands behind `#`
    #[arg(long, value_name = "ADDRESS", requires = "github")]
    source: Option<github::Source>,
    /// Write nothing
    #[arg(long)]
    dry_run: bool,
}

impl Init {
    /// Runs the command.
    pub(in crate::cli) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        let asked = Asked::find(&self.path).map_err(|fault| Stop::unreadable([fault]))?;
        if !asked.folder {
            let fault = Fault::new(&asked.shown, "is a file: a tracker is prepared in a folder");
            return Err(Stop::usage([
                fault.help("name the folder; one file needs nothing: `planbook build FILE`")
            ]));
        }
        let config = settings::of(&asked, None)?;
        let out = asked.real.join(&config.build_dir);
        // A folder without any document is a beginning, too.
        let project = Project::for_asking(&asked, config, &out).ok();
        let summary = project.as_ref().map(look);
        let yaml = project
            .as_ref()
            .zip(summary.as_ref())
            .map_or(Vec::new(), |(project, summary)| yaml(project, summary));
        let planned = self.planned(&asked, project.as_ref(), !yaml.is_empty());
        let mut said = found(project.as_ref(), summary.as_ref(), terminal);
        for file in &planned {
            if !self.dry_run && file.there == There::New {
                file.write(&asked.real)?;
            }
            said.push_str(&self.fate(&asked, file, terminal));
        }
        for (index, (path, header)) in yaml.iter().enumerate() {
            let name = if index == 0 { "Editors" } else { "" };
            said.push_str(&line(terminal, name, &format!("{}: first line  {header}", visible(path))));
        }
        said.push_str(&self.next(&asked, project.as_ref(), summary.as_ref(), terminal));
        terminal.print(&said)?;
        Ok(Exit::Fine)
    }

    /// Everything that is to be there.
    fn planned(&self, asked: &Asked, project: Option<&Project>, yaml: bool) -> Vec<Planned> {
        let root = &asked.real;
        let mut planned = vec![Planned::new(root, "book.toml", book::text(root, project), false)];
        for (name, path, wanted) in [("book", book::SCHEMA, true), ("plan", book::PLAN_SCHEMA, yaml)] {
            let known = schema::ALL.iter().find(|schema| schema.name == name).filter(|_| wanted);
            planned.extend(known.map(|schema| Planned::new(root, path, schema.text(), true)));
        }
        if self.github {
            let commit = project.and_then(|project| project.sources.commit.as_ref());
            let branch = commit.and_then(|commit| commit.branch.as_deref()).unwrap_or("main");
            let workflows = github::workflows(branch, self.source.as_ref()).into_iter();
            planned.extend(workflows.map(|(path, text)| Planned::new(root, path, text, false)));
        }
        planned
    }

    /// What becomes of a file, in words.
    fn fate(&self, asked: &Asked, file: &Planned, terminal: &Terminal) -> String {
        let path = asked.inside(&file.path);
        match &file.there {
            There::New if self.dry_run => {
                line(terminal, "Would", &format!("write {path}\n{}", indented(&file.text, file.made)))
            }
            There::New => line(terminal, "Wrote", &path),
            There::Same => line(terminal, "Kept", &format!("{path}, which is as it would be written")),
            There::Other(_) if file.made => {
                let name = if file.path == book::SCHEMA { "book" } else { "plan" };
                line(terminal, "Kept", &format!("{path}; `planbook schema {name} > {path}` renews it"))
            }
            There::Other(old) => {
                let difference = difference(old, &file.text, terminal.out);
                line(
                    terminal,
                    "Kept",
                    &format!("{path}, which is there already. It would differ so:\n{difference}"),
                )
            }
        }
    }

    /// What to do next.
    fn next(
        &self,
        asked: &Asked,
        project: Option<&Project>,
        summary: Option<&Summary>,
        terminal: &Terminal,
    ) -> String {
        let folder = if asked.shown == "." { String::new() } else { format!(" {}", asked.shown) };
        let work = summary.is_some_and(|summary| summary.items.total() > 0);
        let mut out = match project {
            None => line(terminal, "Next", "planbook new plan \"What is to be done\""),
            Some(_) => line(terminal, "Next", &format!("planbook serve{folder} --open")),
        };
        if project.is_some() && !work {
            out.push_str(&line(terminal, "", "planbook new plan \"What is to be done\""));
        }
        let remote = remote(project);
        if self.github {
            out.push_str(&line(
                terminal,
                "",
                "commit the workflows; in the repository's settings, Pages, choose “GitHub Actions”",
            ));
        } else if remote.is_some_and(|url| Forge::of(url) == Some(Forge::GitHub)) {
            out.push_str(&line(
                terminal,
                "",
                &format!("planbook init{folder} --github   publishes it with GitHub Pages"),
            ));
        }
        out
    }
}

fn look(project: &Project) -> Summary {
    let judged = pipeline::judge(&project.sources, &project.config, project.as_of(None));
    derive::summary(&judged.linked, &judged.findings, 0)
}

/// Plans in YAML that don't name a schema yet, each with the line that tells editors of it; of many, the first.
fn yaml(project: &Project, summary: &Summary) -> Vec<(String, String)> {
    const SHOWN: usize = 3;
    let plans = summary.taken.iter().filter(|taken| {
        taken.kind == "plan" && (taken.path.ends_with(".yaml") || taken.path.ends_with(".yml"))
    });
    let open = plans.filter(|taken| {
        let file = project.sources.files.iter().find(|file| file.path == taken.path);
        !file.is_some_and(|file| {
            memchr::memmem::find(&file.bytes, b"yaml-language-server: $schema=").is_some()
        })
    });
    let header = |path: &str| {
        let up = "../".repeat(path.matches('/').count());
        format!("# yaml-language-server: $schema={up}{}", book::PLAN_SCHEMA)
    };
    open.take(SHOWN).map(|taken| (taken.path.clone(), header(&taken.path))).collect()
}

fn remote(project: Option<&Project>) -> Option<&str> {
    project?.sources.commit.as_ref()?.remote.as_deref()
}

/// What there is, in a few lines.
fn found(project: Option<&Project>, summary: Option<&Summary>, terminal: &Terminal) -> String {
    const SHOWN: usize = 5;
    let Some(summary) = summary else { return line(terminal, "Found", "no documents yet") };
    let kinds = summary.kinds.iter().filter(|(_, value)| *value > 0);
    let kinds: Vec<String> = kinds.map(|(name, value)| count(*value, kind(name))).collect();
    let mut out = line(terminal, "Found", &kinds.join(", "));
    let telling: Vec<_> =
        summary.taken.iter().filter(|taken| !matches!(taken.kind, "page" | "idle")).collect();
    for taken in telling.iter().take(SHOWN) {
        let why = terminal.out.paint(DIM, &format!(": {}", visible(&taken.why)));
        out.push_str(&line(terminal, "", &format!("{} {}{why}", kind(taken.kind), visible(&taken.path))));
    }
    if telling.len() > SHOWN {
        let more = format!("and {} more: `planbook build --verbose` lists them", telling.len() - SHOWN);
        out.push_str(&line(terminal, "", &more));
    }
    if summary.items.total() > 0 {
        let states = parts(Status::ALL.map(|status| (status.words(), summary.items.get(status))));
        out.push_str(&line(terminal, "Work", &format!("{}: {states}", count(summary.items.total(), "item"))));
    }
    let commit = project.and_then(|project| project.sources.commit.as_ref());
    let words = match (commit, remote(project)) {
        (None, _) => "no commit yet: ages and links to the source need one".to_owned(),
        (Some(_), None) => "a repository without a public remote".to_owned(),
        (Some(commit), Some(url)) => {
            let branch =
                commit.branch.as_deref().map_or(String::new(), |branch| format!(", branch {branch}"));
            format!("{url}{branch}")
        }
    };
    out.push_str(&line(terminal, "Git", &words));
    out
}

fn line(terminal: &Terminal, name: &str, text: &str) -> String {
    format!("{}{}\n", terminal.out.paint(BOLD, &format!("{name:<10}")), text.trim_end())
}

/// A text in whole, moved in; of what the program makes, nothing.
fn indented(text: &str, made: bool) -> String {
    if made {
        String::new()
    } else {
        text.lines().map(|line| format!("  {line}").trim_end().to_owned() + "\n").collect()
    }
}
