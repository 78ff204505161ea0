//! JUnit XML: every test with how it ended, and totals of the file and of each suite.

use crate::decode::Document;
use crate::model::{FactKind, Outcome, Proof, ProofFormat};
use crate::parse::evidence::format::{Format, Notes, percent};
use crate::parse::evidence::xml::{self, Element, Part};
use crate::place::Span;
use crate::vocabulary::Vocabulary;

/// The format.
pub(super) const FORMAT: Format =
    Format { knows: |document| xml::root_is(&document.text, &["testsuites", "testsuite"]), read };

/// Tests by how they ended.
#[derive(Clone, Copy, Default)]
struct Counts {
    passed: u32,
    failed: u32,
    skipped: u32,
}

impl Counts {
    fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Passed => self.passed += 1,
            Outcome::Failed => self.failed += 1,
            Outcome::Skipped => self.skipped += 1,
        }
    }
}

/// A suite that is open.
struct Suite {
    name: String,
    /// When it ran, as written; that of the suite around it where it does not say.
    at: Option<String>,
    span: Span,
    counts: Counts,
}

fn read(document: &Document, _: &Vocabulary) -> Proof {
    let mut notes = Notes::new(document, ProofFormat::Junit);
    let mut suites: Vec<Suite> = Vec::new();
    let mut test: Option<(Element, Outcome)> = None;
    let mut newest: Option<String> = None;
    let (mut all, mut seconds, mut root) = (Counts::default(), 0.0, Span::default());
    xml::walk(&document.text, |part| match part {
        Part::Start(element) => match element.name.as_str() {
            "testsuites" | "testsuite" => {
                let own = element.get("timestamp").filter(|at| !at.trim().is_empty()).map(str::to_owned);
                let at = own.or_else(|| suites.last().and_then(|outer| outer.at.clone()));
                newest = newest.clone().max(at.clone());
                if root.is_empty() {
                    root = element.span;
                    seconds = element.number("time").unwrap_or(0.0);
                }
                let name = element.get("name").unwrap_or("").to_owned();
                suites.push(Suite { name, at, span: element.span, counts: Counts::default() });
            }
            "testcase" => test = Some((element, Outcome::Passed)),
            "failure" | "error" => end(&mut test, Outcome::Failed),
            "skipped" => end(&mut test, Outcome::Skipped),
            _ => {}
        },
        Part::End(name) => match name.as_str() {
            "testcase" => {
                if let Some((element, outcome)) = test.take() {
                    all.add(outcome);
                    suites.iter_mut().for_each(|suite| suite.counts.add(outcome));
                    let class = element.get("classname").unwrap_or("");
                    let name = element.get("name").unwrap_or("");
                    let subject = if class.is_empty() { name.to_owned() } else { format!("{class} {name}") };
                    notes.fact(subject, FactKind::Test(outcome), element.span);
                    if let Some(fact) = notes.last() {
                        fact.at = suites.last().and_then(|suite| suite.at.clone());
                    }
                }
            }
            "testsuites" | "testsuite" => {
                if let Some(suite) = suites.pop().filter(|suite| !suite.name.is_empty()) {
                    totals(&mut notes, &format!("{} tests", suite.name), suite.counts, suite.span);
                }
            }
            _ => {}
        },
    });
    // The file is as new as the newest of its suites; timestamps of one file are of one form.
    notes.taken(newest);
    totals(&mut notes, "tests", all, root);
    notes.measure("tests", f64::from(all.passed + all.failed + all.skipped), None, root);
    if seconds > 0.0 {
        notes.measure("test execution time", seconds, Some("s"), root);
    }
    notes.finish()
}

/// The outcome of the open test; the first that is told stays.
fn end(test: &mut Option<(Element, Outcome)>, outcome: Outcome) {
    if let Some((_, told)) = test
        && *told == Outcome::Passed
    {
        *told = outcome;
    }
}

fn totals(notes: &mut Notes, name: &str, counts: Counts, span: Span) {
    let run = counts.passed + counts.failed;
    if let Some(share) = percent(f64::from(counts.passed), f64::from(run)) {
        notes.measure(format!("{name} passing"), share, Some("%"), span);
    }
    notes.measure(format!("{name} failures"), f64::from(counts.failed), None, span);
}
