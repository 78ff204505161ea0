//! What is wrong with book.toml and with the user's own templates and style sheets.

use super::super::run::Run;

pub fn print(run: &Run, _words: &[String]) -> Result<String, String> {
    let mut faults = run.faults.clone();
    if faults.is_empty() {
        faults.extend_from_slice(&run.site().faults);
    }
    let lines: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
    Ok(if lines.is_empty() { "none\n".to_owned() } else { lines })
}
