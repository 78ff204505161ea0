//! SARIF 2.1.0: how many results of each level an analysis has.

use crate::decode::tree::Node;
use crate::decode::{Document, Syntax};
use crate::model::{Proof, ProofFormat};
use crate::parse::evidence::format::{Format, Notes, text};
use crate::vocabulary::Vocabulary;

/// The format.
pub(super) const FORMAT: Format = Format { knows: |document| root(document).is_some(), read };

fn root(document: &Document) -> Option<&Node> {
    let Syntax::Tree(nodes) = &document.syntax else { return None };
    let root = nodes.first()?;
    let version = root.get("version").and_then(Node::scalar)?;
    (version.starts_with("2.") && root.get("runs").is_some()).then_some(root)
}

fn read(document: &Document, _: &Vocabulary) -> Proof {
    let mut notes = Notes::new(document, ProofFormat::Sarif);
    for run in root(document).and_then(|root| root.get("runs")).map_or(&[][..], Node::members) {
        let driver = run.get("tool").and_then(|tool| tool.get("driver"));
        let name = driver.and_then(|driver| text(driver, &["name"])).unwrap_or_else(|| "analysis".to_owned());
        let invocation = run.get("invocations").and_then(|list| list.members().first());
        notes.taken(invocation.and_then(|i| text(i, &["endTimeUtc", "startTimeUtc"])));
        let results = run.get("results");
        let (mut errors, mut warnings, mut all) = (0.0, 0.0, 0.0);
        for result in results.map_or(&[][..], Node::members) {
            if result.get("suppressions").is_some_and(|list| !list.members().is_empty()) {
                continue;
            }
            all += 1.0;
            match text(result, &["level"]).as_deref() {
                Some("error") => errors += 1.0,
                // Without a level a result is a warning (SARIF 2.1.0, 3.27.10).
                None | Some("warning") => warnings += 1.0,
                Some(_) => {}
            }
        }
        let span = results.unwrap_or(run).span;
        notes.measure(format!("{name} errors"), errors, None, span);
        notes.measure(format!("{name} warnings"), warnings, None, span);
        notes.measure(format!("{name} findings"), all, None, span);
    }
    notes.finish()
}
