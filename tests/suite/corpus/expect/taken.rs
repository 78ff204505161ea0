//! What each document was taken for, and why.

use super::super::run::Run;

pub fn print(run: &Run, _words: &[String]) -> Result<String, String> {
    let linked = &run.judged().linked;
    let lines = linked.documents.iter().map(|document| match linked.entry(document.id) {
        Some(entry) => {
            format!("{}: {} {:?} ({})\n", document.path, entry.kind.name(), entry.title, entry.why)
        }
        None => format!("{}: nothing\n", document.path),
    });
    Ok(lines.collect())
}
