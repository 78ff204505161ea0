//! A decision record in the form that its folder already has.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::build::day;
use crate::cli::exit::{Exit, Stop};
use crate::cli::new::blank::{filled, own, today};
use crate::cli::project::Project;
use crate::cli::terminal::Terminal;
use crate::date::Date;
use crate::decode::Document;
use crate::diag::Fault;
use crate::link::Linked;
use crate::model::Decision;
use crate::pipeline;
use crate::slug::slug;

/// Write a decision record with the next number, in the form of the folder's own records
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook new adr \"Use one queue\"                     the next record
  planbook new adr \"Use two queues\" --supersedes 7     and mark number 7 as superseded by it
  planbook new adr \"Use one queue\" --in docs/adr       in a folder of your choice")]
pub(super) struct Adr {
    /// What is decided
    title: String,
    /// The number (or the file name) of the record whose place it takes; that record is marked as superseded
    #[arg(long, value_name = "RECORD")]
    supersedes: Option<String>,
    /// The folder of the records; without it, the one with the most records, or docs/adr
    #[arg(long = "in", value_name = "DIR")]
    folder: Option<String>,
    /// The date of the record; today where it is not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<Date>,
}

/// How a record carries its facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Carrier {
    /// Front matter.
    Front,
    /// Bullets, with this sign.
    Bullets(char),
    /// A `Date:` line and a heading `Status`.
    Headings,
}

/// The form of a folder's records.
#[derive(Debug)]
struct Form {
    folder: String,
    /// What stands before the number in names of files.
    prefix: String,
    /// How many digits a number has; none where names begin with a day.
    width: Option<usize>,
    /// The heading with `{n}` and `{t}` for number and title.
    heading: String,
    carrier: Carrier,
    /// The sections that the records have.
    sections: Vec<String>,
    /// The heading of the status, in the folder's language.
    status: String,
}

impl Adr {
    /// Runs the command.
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        let title = self.title.trim().to_owned();
        if title.is_empty() || title.contains('\n') {
            return Err(Stop::usage([Fault::new("TITLE", "a record needs a title of one line")]));
        }
        let project = Project::for_looking(&[PathBuf::from(".")], None).ok();
        let judged = project.as_ref().map(|project| pipeline::judge(&project.sources, &project.config, None));
        let empty = Linked::default();
        let linked = judged.as_ref().map_or(&empty, |judged| &judged.linked);
        let form = Form::of(linked, self.folder.as_deref());
        let old = self.supersedes.as_deref().map(|name| find(linked, &form.folder, name)).transpose()?;
        let date = self.date.or_else(today).map_or(String::new(), |date| date.to_string());
        let number = next(linked, &form.folder);
        let name = form.name(number, &date, &title);
        let path = if form.folder.is_empty() { name.clone() } else { format!("{}/{name}", form.folder) };
        let over = old.map(|(document, decision)| link(document, decision));
        let template = project.as_ref().and_then(|project| own(project, "adr.md"));
        let text = match template {
            Some(template) => {
                let digits = format!("{number:0width$}", width = form.width.unwrap_or(4));
                let supersedes = over.as_deref().map_or(String::new(), |over| format!("Supersedes {over}"));
                let values = [
                    ("title", &*title),
                    ("date", &*date),
                    ("number", &*digits),
                    ("supersedes", &*supersedes),
                ];
                filled(&template, &values)
            }
            None => form.text(number, &title, &date, over.as_deref()),
        };
        let label = form.width.map_or(title.clone(), |_| format!("{number}. {title}"));
        let fresh = format!("[{label}]({name})");
        let edit = old.map(|(document, decision)| marked(document, decision, &fresh)).transpose()?;
        let disk = Path::new(&path);
        if disk.exists() {
            return Err(Stop::usage([Fault::new(&path, "is there already: nothing was written")]));
        }
        let failed = |path: &str| {
            let path = path.to_owned();
            move |error: std::io::Error| {
                Stop::unreadable([Fault::new(path, format!("can't be written: {}", error.kind()))])
            }
        };
        fs::create_dir_all(disk.parent().unwrap_or(Path::new("."))).map_err(failed(&path))?;
        fs::write(disk, text).map_err(failed(&path))?;
        let mut said = format!("{path}\n");
        if let (Some((document, _)), Some(bytes)) = (old, edit) {
            let place = project.as_ref().and_then(|project| project.disk(&document.path));
            fs::write(place.unwrap_or(Path::new(&document.path)), bytes).map_err(failed(&document.path))?;
            said.push_str(&format!("{}: superseded\n", document.path));
        }
        terminal.print(&said)?;
        Ok(Exit::Fine)
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The records of a folder.
fn records<'a>(linked: &'a Linked, folder: &str) -> Vec<(&'a Document, &'a Decision)> {
    let all = linked.corpus.decisions.iter().filter_map(|one| Some((linked.document(one.doc)?, one)));
    all.filter(|(document, _)| folder_of(&document.path) == folder).collect()
}

fn next(linked: &Linked, folder: &str) -> u32 {
    let numbers = records(linked, folder).into_iter().filter_map(|(_, one)| one.number);
    numbers.max().map_or(1, |last| last + 1)
}

/// The record that is meant: by number or name, in the folder of the new one.
fn find<'a>(linked: &'a Linked, folder: &str, name: &str) -> Result<(&'a Document, &'a Decision), Stop> {
    let wanted = name.trim().trim_end_matches(".md");
    let number: Option<u32> = wanted.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok();
    let stem = |document: &Document| {
        let file = document.path.rsplit('/').next().unwrap_or("").to_owned();
        file.trim_end_matches(".md").to_owned()
    };
    let all = records(linked, folder);
    if let Some(found) = all.iter().find(|(document, _)| stem(document) == wanted) {
        return Ok(*found);
    }
    let numbered: Vec<_> =
        all.iter().filter(|(_, one)| number.is_some() && one.number == number).copied().collect();
    match numbered.as_slice() {
        [one] => Ok(*one),
        [] => {
            let fault = Fault::new("--supersedes", format!("there is no record “{name}” in {folder}"));
            Err(Stop::usage([fault.help(known(&all))]))
        }
        several => {
            let names: Vec<String> = several.iter().map(|(document, _)| stem(document)).collect();
            let fault = Fault::new("--supersedes", format!("{} records have the number {name}", names.len()));
            Err(Stop::usage([fault.help(format!("name the file: {}", names.join(", ")))]))
        }
    }
}

/// The most numbers that are listed one by one.
const NUMBERS: usize = 12;

/// Which records can be named, in words.
fn known(all: &[(&Document, &Decision)]) -> String {
    let numbers: BTreeSet<u32> = all.iter().filter_map(|(_, one)| one.number).collect();
    match (numbers.first(), numbers.last()) {
        (Some(first), Some(last)) if numbers.len() > NUMBERS => {
            format!("there are {} from {first} to {last}", numbers.len())
        }
        (Some(_), Some(_)) => {
            let listed: Vec<String> = numbers.iter().map(u32::to_string).collect();
            format!("there are {}", listed.join(", "))
        }
        _ => "name its file".to_owned(),
    }
}

/// A link to a record of the same folder, in its own words.
fn link(document: &Document, decision: &Decision) -> String {
    let file = document.path.rsplit('/').next().unwrap_or("");
    match decision.number {
        Some(number) => format!("[{number}. {}]({file})", decision.title),
        None => format!("[{}]({file})", decision.title),
    }
}

/// The bytes of the older record with its status changed.
fn marked(document: &Document, decision: &Decision, fresh: &str) -> Result<Vec<u8>, Stop> {
    let place = decision.status_place.ok_or_else(|| {
        Stop::usage([Fault::new(&document.path, "states no status that could be changed")
            .help("give it one, or write the record without --supersedes")])
    })?;
    let written = document.slice(place.span);
    let words = if written.trim_start_matches('"').starts_with(char::is_uppercase) {
        "Superseded by"
    } else {
        "superseded by"
    };
    let mut status = format!("{words} {fresh}");
    let front = document.text.starts_with("---")
        && document
            .text
            .get(..place.span.start as usize)
            .is_some_and(|head| head.matches("\n---").count() == 0);
    if front {
        status = format!("\"{}\"", status.replace('\\', "\\\\").replace('"', "\\\""));
    }
    let (start, end) = (
        document.origin.disk(place.span.start) as usize,
        document.origin.disk(place.span.start + written.trim_end().len() as u32) as usize,
    );
    let mut bytes = document.bytes.get(..start).unwrap_or_default().to_vec();
    bytes.extend_from_slice(status.as_bytes());
    bytes.extend_from_slice(document.bytes.get(end..).unwrap_or_default());
    Ok(bytes)
}

impl Form {
    /// The form of the records of a folder; without any, Nygard's in `docs/adr`.
    fn of(linked: &Linked, asked: Option<&str>) -> Self {
        let folder = asked.map(|folder| folder.trim_start_matches("./").trim_end_matches('/').to_owned());
        let folder = folder.or_else(|| fullest(linked)).unwrap_or_else(|| "docs/adr".to_owned());
        let mut form = Self {
            prefix: String::new(),
            width: Some(4),
            heading: "# {n}. {t}".to_owned(),
            carrier: Carrier::Headings,
            sections: ["Context", "Decision", "Consequences"].map(str::to_owned).to_vec(),
            status: "Status".to_owned(),
            folder,
        };
        let mut all = records(linked, &form.folder);
        all.sort_by_key(|(document, one)| (one.number, one.date.clone(), document.path.clone()));
        if let Some((document, decision)) = all.last().copied() {
            form.like(document, decision);
            form.sections(&all);
        }
        form
    }

    /// Takes the form of a record.
    fn like(&mut self, document: &Document, decision: &Decision) {
        let name = document.path.rsplit('/').next().unwrap_or("");
        let letters = name.len() - name.trim_start_matches(|c: char| !c.is_ascii_digit()).len();
        let digits = name.chars().skip(letters).take_while(char::is_ascii_digit).count();
        self.prefix = name.get(..letters).filter(|_| digits > 0).unwrap_or("").to_owned();
        self.width = decision.number.map(|_| digits.max(1));
        let heading = document.text.lines().find(|line| line.starts_with("# ")).unwrap_or("# {t}");
        self.heading = match heading.find(&decision.title) {
            Some(at) => format!("{}{{t}}", counted(heading.get(..at).unwrap_or("# "))),
            None => "# {t}".to_owned(),
        };
        let Some(place) = decision.status_place else { return };
        let line = document.slice(document.lines.span(document.line(place.span.start))).trim_start();
        let front = document.text.starts_with("---")
            && !document.text.get(..place.span.start as usize).unwrap_or("").contains("\n---");
        self.carrier = match line.chars().next() {
            _ if front => Carrier::Front,
            Some(sign @ ('-' | '*')) if line.get(1..2) == Some(" ") => Carrier::Bullets(sign),
            _ => Carrier::Headings,
        };
    }

    /// The sections that at least half of the records have.
    fn sections(&mut self, all: &[(&Document, &Decision)]) {
        let headings = |document: &Document| -> Vec<String> {
            let lines = document.text.lines().filter_map(|line| line.strip_prefix("## "));
            lines.map(|line| line.split("<!--").next().unwrap_or(line).trim().to_owned()).collect()
        };
        let Some((last, decision)) = all.last() else { return };
        let status_line = decision.status_place.map(|place| last.line(place.span.start));
        let common = headings(last).into_iter().filter(|one| {
            2 * all.iter().filter(|(document, _)| headings(document).contains(one)).count() >= all.len()
        });
        let common: Vec<String> = common.collect();
        if self.carrier == Carrier::Headings
            && let Some(line) = status_line
        {
            // The heading right above the status.
            let above =
                last.text.lines().take(line as usize).filter_map(|line| line.strip_prefix("## ")).last();
            self.status = above.map_or(self.status.clone(), |text| text.trim().to_owned());
        }
        let sections: Vec<String> = common.into_iter().filter(|one| *one != self.status).collect();
        if !sections.is_empty() {
            self.sections = sections;
        }
    }

    fn name(&self, number: u32, date: &str, title: &str) -> String {
        let slug = slug(title);
        match self.width {
            Some(width) => format!("{}{number:0width$}-{slug}.md", self.prefix),
            None => format!("{}-{slug}.md", date.replace('-', "")),
        }
    }

    fn text(&self, number: u32, title: &str, date: &str, over: Option<&str>) -> String {
        let heading = fill(&self.heading, number).replace("{t}", title);
        let mut out = String::new();
        let supersedes = over.map(|over| format!("Supersedes {over}"));
        match self.carrier {
            Carrier::Front => {
                out.push_str(&format!("---\nstatus: proposed\ndate: {date}\n---\n\n{heading}\n"))
            }
            Carrier::Bullets(sign) => {
                out.push_str(&format!("{heading}\n\n{sign} Status: proposed\n{sign} Date: {date}\n"));
                out.extend(over.map(|over| format!("{sign} Supersedes: {over}\n")));
            }
            Carrier::Headings => {
                out.push_str(&format!("{heading}\n\nDate: {date}\n\n## {}\n\nProposed\n", self.status));
                out.extend(supersedes.iter().map(|words| format!("\n{words}\n")));
            }
        }
        for section in &self.sections {
            out.push_str(&format!("\n## {section}\n"));
        }
        if let (Carrier::Front, Some(words)) = (self.carrier, supersedes) {
            let there = self.sections.iter().any(|one| matches!(one.as_str(), "More Information" | "Links"));
            out.push_str(&if there {
                format!("\n- {words}\n")
            } else {
                format!("\n## More Information\n\n- {words}\n")
            });
        }
        out
    }
}

/// The folder with the most records.
fn fullest(linked: &Linked) -> Option<String> {
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for document in linked.corpus.decisions.iter().filter_map(|one| linked.document(one.doc)) {
        *counts.entry(folder_of(&document.path)).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(folder, _)| folder.to_owned())
}

/// The words before a title with the number taken out: `# ADR-0012: ` is `# ADR-{0000}: `.
fn counted(head: &str) -> String {
    let Some(start) = head.find(|c: char| c.is_ascii_digit()) else { return head.to_owned() };
    let rest = head.get(start..).unwrap_or("");
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let zeros = if rest.starts_with('0') { "0".repeat(digits) } else { String::new() };
    format!("{}{{n{zeros}}}{}", head.get(..start).unwrap_or(""), rest.get(digits..).unwrap_or(""))
}

fn fill(heading: &str, number: u32) -> String {
    let Some((head, rest)) = heading.split_once("{n") else { return heading.to_owned() };
    let Some((zeros, tail)) = rest.split_once('}') else { return heading.to_owned() };
    let width = zeros.len();
    format!("{head}{number:0width$}{tail}")
}
