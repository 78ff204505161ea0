//! Words and signs at the end of a title that are fields: `@ana`, `#light`, `~3d`, `📅 2026-03-20`, `⏫`.

use crate::model::{Field, Item};
use crate::parse::reading::days;

/// Takes words off the end of a title that are fields: `~3d #light @ana 2026-03-20`, `📅 2026-03-20`, `due:2026-03-20`.
pub(super) fn tokens(item: &mut Item, title: &mut String) {
    loop {
        urgency(item, title);
        let text = title.trim_end();
        let Some(at) = text.rfind(char::is_whitespace) else { return };
        let word = text.get(at..).unwrap_or("").trim();
        let bare = word.split_once("due:").filter(|(lead, _)| lead.is_empty()).map_or(word, |(_, date)| date);
        let head = text.get(..at).unwrap_or("").trim_end();
        if is_date(bare) {
            // A date behind another sign (`✅ 2026-03-01`) says when something else was.
            let sign = head.chars().next_back().filter(|c| !c.is_ascii() && !c.is_alphabetic());
            let planned = sign.is_some_and(|c| matches!(c, '📅' | '⏳' | '🛫' | '🗓'));
            if sign.is_some() && !planned {
                let value = format!("{} {bare}", sign.unwrap_or(' '));
                item.fields.push(Field { name: "date".to_owned(), value, place: item.place });
            } else if item.when.is_none() && (planned || word != bare || head.contains(['@', '#', '~'])) {
                item.when = Some(bare.to_owned());
            } else {
                return;
            }
            let end = head.trim_end_matches(|c: char| Some(c) == sign || c == '\u{fe0f}').trim_end().len();
            title.truncate(if sign.is_some() { end } else { head.len() });
        } else if let Some(tag) = word.strip_prefix('#').filter(|tag| tag.starts_with(char::is_alphabetic)) {
            item.tags.insert(0, tag.to_owned());
            title.truncate(head.len());
        } else if let Some(amount) = word.strip_prefix('~').filter(|amount| days(amount).is_some()) {
            item.estimate.get_or_insert_with(|| crate::model::Estimate {
                text: amount.to_owned(),
                days: days(amount),
            });
            title.truncate(head.len());
        } else if is_urgency(word)
            && head.ends_with(['🔴', '🟠', '🟡', '🟢', '🔵'])
            && item.priority.is_none()
        {
            item.priority = Some(word.to_owned());
            let end = head.trim_end_matches(|c: char| !c.is_ascii()).trim_end().len();
            title.truncate(end);
        } else if let Some(name) =
            word.strip_prefix('@').filter(|name| !name.is_empty() && item.owner.is_none())
        {
            item.owner = Some(name.trim_matches('`').to_owned());
            title.truncate(head.len());
        } else {
            return;
        }
    }
}

/// Takes the signs off the end of a title that say how urgent it is (`⏫`) or how often it comes (`🔁 every day`).
fn urgency(item: &mut Item, title: &mut String) {
    const SIGNS: [(char, &str); 6] = [
        ('🔺', "highest"),
        ('⏫', "high"),
        ('🔼', "medium"),
        ('🔽', "low"),
        ('⏬', "lowest"),
        ('❗', "high"),
    ];
    let text = title.trim_end().trim_end_matches('\u{fe0f}');
    let last = text.chars().next_back();
    if let Some((sign, name)) = SIGNS.iter().find(|(sign, _)| Some(*sign) == last)
        && text.chars().any(char::is_alphanumeric)
    {
        item.priority.get_or_insert_with(|| (*name).to_owned());
        let end = text.len() - sign.len_utf8();
        title.truncate(end);
        return;
    }
    if let Some((head, often)) = text.rsplit_once('🔁')
        && !head.trim().is_empty()
        && (1..=6).contains(&often.split_whitespace().count())
        && often.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '\u{fe0f}')
    {
        let value = often.trim_start_matches('\u{fe0f}').trim().to_owned();
        item.fields.push(Field { name: "recurrence".to_owned(), value, place: item.place });
        let end = head.trim_end().len();
        title.truncate(end);
    }
}

/// `2026-03-20`
pub(super) fn is_date(word: &str) -> bool {
    word.len() == 10
        && word
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

/// `P1`, `critical`, `high`
pub(super) fn is_urgency(text: &str) -> bool {
    let grade = text
        .strip_prefix('P')
        .is_some_and(|rest| rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_digit()));
    grade || matches!(text.to_ascii_lowercase().as_str(), "critical" | "urgent" | "high" | "medium" | "low")
}
