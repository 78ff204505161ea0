//! `planbook status`.

use std::path::{Path, PathBuf};

use clap::Args;
use unicode_width::UnicodeWidthStr;

use crate::cli::bar::{bar, cut, plain_bar};
use crate::cli::exit::{Exit, Stop};
use crate::cli::kept::Kept;
use crate::cli::project::{Before, Project};
use crate::cli::terminal::{BOLD, DIM, GREEN, Ink, RED, Terminal};
use crate::cli::words::{count, number, parts, visible};
use crate::derive::{Agreement, Verdict, plan_sentence, sentence};
use crate::diag::Fault;
use crate::model::{Item, Plan, Status, Tally};
use crate::pipeline::{self, Judged};

/// Say where plans stand
///
/// The verdict of every plan, its items by state, what happened in the week of the last commit and what is blocked; of one
/// plan also its parts. Nothing is written.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook status                   every plan of this folder
  planbook status docs/plan.md      one of them, with its parts
  planbook status \"Move the quay\"   the same by its title
  planbook status | mail -s Plans team@example.org")]
pub(super) struct StatusOf {
    /// A plan: its file, its title, or the beginning of one of them
    plan: Option<String>,
    /// The folder
    #[arg(long = "in", value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// The configuration, instead of the nearest book.toml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Read the whole history, and keep nothing for the next run
    #[arg(long)]
    no_cache: bool,
}

/// The most blocked items that are named of each plan.
const BLOCKED: usize = 8;

impl StatusOf {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        let file = self.plan.as_deref().map(Path::new).filter(|path| path.is_file());
        let asked = file.map_or(self.folder.clone(), Path::to_path_buf);
        let kept = Kept::of_all(std::slice::from_ref(&asked), !self.no_cache);
        let mut project = Project::for_reading(&[asked], self.config.as_deref(), Before::Kept(&kept))?;
        terminal.faults(&project.faults);
        let judge =
            |project: &Project| pipeline::judge(&project.sources, &project.config, project.as_of(None));
        let judged = project.made(judge, |judged| judged);
        kept.learn(&project, &judged.linked);
        let mut board =
            Board { judged: &judged, ink: terminal.out, width: terminal.width, parts: self.plan.is_some() };
        let mut plans: Vec<&Plan> = judged.linked.plans().collect();
        if let Some(wanted) = self.plan.as_deref().filter(|_| file.is_none()) {
            plans = vec![board.find(wanted, &plans)?];
        }
        board.parts |= plans.len() == 1;
        plans.sort_by_key(|plan| board.verdict(plan).map(|verdict| verdict.agreement));
        terminal.print(&board.text(&plans))?;
        Ok(if project.incomplete() { Exit::Unreadable } else { Exit::Fine })
    }
}

struct Board<'a> {
    judged: &'a Judged,
    ink: Ink,
    width: usize,
    /// Whether the parts of plans are listed.
    parts: bool,
}

impl Board<'_> {
    fn verdict(&self, plan: &Plan) -> Option<&Verdict> {
        self.judged.derived.verdicts.get(&plan.doc).map(|verdict| &verdict.whole)
    }

    fn path(&self, plan: &Plan) -> &str {
        self.judged.linked.document(plan.doc).map_or("", |document| document.path.as_str())
    }

    /// The plan that is meant.
    fn find<'p>(&self, wanted: &str, plans: &[&'p Plan]) -> Result<&'p Plan, Stop> {
        let lower = wanted.trim().to_lowercase();
        let names = |plan: &Plan| [self.path(plan).to_lowercase(), plan.title.to_lowercase()];
        let by =
            |fits: &dyn Fn(&str) -> bool| plans.iter().find(|plan| names(plan).iter().any(|name| fits(name)));
        let found = by(&|name| name == lower).or_else(|| by(&|name| name.starts_with(&lower)));
        let found = found
            .or_else(|| by(&|name| name.rsplit('/').next().is_some_and(|name| name.starts_with(&lower))));
        found.copied().ok_or_else(|| {
            let near = plans
                .iter()
                .map(|plan| self.path(plan))
                .max_by(|a, b| strsim::jaro_winkler(a, &lower).total_cmp(&strsim::jaro_winkler(b, &lower)));
            let fault = Fault::new(wanted, "there is no plan of this file or title");
            Stop::usage([match near {
                Some(near) => fault.help(format!("did you mean {near}? `planbook status` lists them all")),
                None => fault.help("there are no plans here: `planbook new plan TITLE` begins one"),
            }])
        })
    }

    fn text(&self, plans: &[&Plan]) -> String {
        let mut out = String::new();
        for plan in plans {
            self.plan(plan, &mut out);
            out.push('\n');
        }
        if plans.is_empty() {
            out.push_str("No plans here: `planbook new plan TITLE` begins one.\n");
        } else if plans.len() > 1 {
            let mut tally = Tally::default();
            plans.iter().for_each(|plan| tally.merge(plan.tally()));
            let all = format!("{}, {}", count(plans.len() as u64, "plan"), states(tally));
            out.push_str(&format!("{}\n", self.ink.paint(BOLD, &all)));
            if let Some(history) = &self.judged.derived.history
                && let Some(last) = history.weeks.last()
            {
                out.push_str(&format!("This week ({}): {}\n", last.week, sentence(history, last)));
            }
        }
        out
    }

    fn plan(&self, plan: &Plan, out: &mut String) {
        let path = visible(self.path(plan)).into_owned();
        let title = cut(&plan.title, self.width.saturating_sub(path.width() + 2));
        out.push_str(&format!("{}  {}\n", self.ink.paint(BOLD, &title), self.ink.paint(DIM, &path)));
        if let Some(verdict) = self.verdict(plan) {
            let words = match verdict.agreement {
                Agreement::NotAsClaimed => self.ink.paint(RED, "Not as claimed."),
                Agreement::AsClaimed => self.ink.paint(GREEN, "As claimed."),
                Agreement::NothingClaimed => "Nothing claimed.".to_owned(),
                Agreement::NothingToCount => "Nothing to count.".to_owned(),
            };
            out.push_str(&format!("  {words} {}\n", visible(&verdict.sentence)));
        }
        let tally = plan.tally();
        if tally.total() > 0 {
            out.push_str(&format!("  {}  ({})\n", self.bar(tally), states(tally)));
        }
        if let Some(week) = self.week(plan) {
            out.push_str(&format!("  {week}\n"));
        }
        if self.parts {
            self.groups(plan, out);
        }
        self.blocked(plan, out);
    }

    /// What happened to a plan in the week of the last commit.
    fn week(&self, plan: &Plan) -> Option<String> {
        let history = self.judged.derived.history.as_ref()?;
        let stories = &self.judged.linked.chronicle.as_ref()?.stories;
        let at = stories.iter().position(|story| story.doc == Some(plan.doc))?;
        let last = history.plans.get(at)?.last()?;
        Some(format!("This week ({}): {}", last.week, plan_sentence(&last.counts)))
    }

    fn groups(&self, plan: &Plan, out: &mut String) {
        let numbers = self.judged.derived.plans.get(&plan.doc);
        let wide = (self.width / 2).clamp(24, 60);
        for (index, group) in plan.groups.iter().enumerate() {
            let tally =
                numbers.and_then(|numbers| numbers.groups.get(index)).copied().unwrap_or_default().all;
            let indent = "  ".repeat(usize::from(group.level) + 1);
            let title = cut(&group.title, wide.saturating_sub(indent.width()));
            let gap = " ".repeat((wide + 1).saturating_sub(indent.width() + title.width()));
            out.push_str(&format!("{indent}{title}{gap}{}\n", self.bar(tally)));
        }
    }

    /// What is blocked, with what it waits for.
    fn blocked(&self, plan: &Plan, out: &mut String) {
        let blocked: Vec<&Item> = plan.items.iter().filter(|item| item.status == Status::Blocked).collect();
        if blocked.is_empty() {
            return;
        }
        out.push_str(&format!(
            "  {}\n",
            self.ink.paint(RED, &format!("Blocked: {}", number(blocked.len() as u64)))
        ));
        for item in blocked.iter().take(BLOCKED) {
            let id = item.id.as_ref().map(|id| format!("{id} ")).unwrap_or_default();
            let waits = match item.depends_on.as_slice() {
                [] => String::new(),
                all => format!(", waits for {}", all.join(", ")),
            };
            let document = self.judged.linked.document(item.place.doc);
            let line = document.map_or(0, |document| document.line(item.place.span.start));
            let words = cut(&format!("{id}{}{waits}", item.title), self.width.saturating_sub(12));
            out.push_str(&format!("    {words}  {}\n", self.ink.paint(DIM, &format!(":{line}"))));
        }
        if blocked.len() > BLOCKED {
            out.push_str(&format!("    and {} more\n", blocked.len() - BLOCKED));
        }
    }

    /// Blocks where colour is, letters in mails and logs.
    fn bar(&self, tally: Tally) -> String {
        if self.ink.is_plain() { plain_bar(tally, self.ink) } else { bar(tally, self.ink) }
    }
}

fn states(tally: Tally) -> String {
    let words = parts(Status::ALL.map(|status| (status.words(), tally.get(status))));
    let items = count(tally.total(), "item");
    if words.is_empty() { items } else { format!("{items}: {words}") }
}
