//! What was read from each report written by hand, a line each; numbers after a colon are lines.

use planbook::model::ReportLine;
use planbook::place::Place;

use super::super::run::Run;

pub fn print(run: &Run, words: &[String]) -> Result<String, String> {
    let linked = &run.judged().linked;
    super::documents(run, words, |document| {
        let Some(report) = linked.corpus.iterations.iter().find(|report| report.doc == document.id) else {
            return Ok("no report\n".to_owned());
        };
        let line = |place: Place| format!(":{}", document.line(place.span.start));
        let mut out = format!("report {:?}", report.title);
        out.extend(report.number.iter().map(|number| format!(" number {number}")));
        out.extend(report.period.iter().map(|period| format!(" period {period:?}")));
        out.push('\n');
        let parts: [(&str, &[ReportLine]); 6] = [
            ("area", &report.areas),
            ("finding", &report.findings),
            ("improvement", &report.improvements),
            ("test", &report.tests),
            ("next", &report.next),
            ("blocker", &report.blockers),
        ];
        for (name, lines) in parts {
            for one in lines {
                let files =
                    if one.files.is_empty() { String::new() } else { format!(" in {}", one.files.join(" ")) };
                out.push_str(&format!("{name} {:?} {}{files}\n", one.text, line(one.place)));
            }
        }
        for one in &report.changes {
            let unit = one.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"));
            let way = match one.after.total_cmp(&one.before) {
                std::cmp::Ordering::Less => "down",
                std::cmp::Ordering::Equal => "same",
                std::cmp::Ordering::Greater => "up",
            };
            out.push_str(&format!(
                "change {:?} {} -> {}{unit} {way} {}\n",
                one.name,
                one.before,
                one.after,
                line(one.place)
            ));
        }
        for one in &report.said {
            let status = one.status.map_or("named", |status| status.name());
            out.push_str(&format!("said {} {status} {}\n", one.id, line(one.place)));
        }
        Ok(out)
    })
}
