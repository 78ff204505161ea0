//! What is wrong with the `book.toml` of a case, or what it says: everything that is not as without one.

use planbook::config::Config;

use super::super::run::Run;

pub fn print(run: &Run, _words: &[String]) -> Result<String, String> {
    if !run.faults.is_empty() {
        return Ok(run.faults.iter().map(|fault| format!("{fault}\n")).collect());
    }
    let usual = fields(&Config::default());
    let fields = fields(&run.config).into_iter().filter(|field| !usual.contains(field));
    Ok(fields.map(|field| format!("{field}\n")).collect())
}

/// Each field of a configuration on a line.
fn fields(config: &Config) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    for line in format!("{config:#?}").lines() {
        let depth = line.len() - line.trim_start().len();
        match fields.last_mut() {
            Some(field) if depth > 4 || depth == 4 && line.trim().starts_with([')', ']', '}']) => {
                let gap = if field.ends_with([',', '{']) { " " } else { "" };
                field.push_str(&format!("{gap}{}", line.trim()));
            }
            _ if depth == 4 => fields.push(line.trim().to_owned()),
            _ => {}
        }
    }
    let plain = |field: String| field.replace(", )", ")").replace(", ]", "]").replace(", }", " }");
    fields.into_iter().map(|field| plain(field).trim_end_matches(',').to_owned()).collect()
}
