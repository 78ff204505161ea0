//! Dates by which work is to be done, in words behind a title: `… by 2026-04-01`, `… para el 15/03`, `… до 20 марта`.

/// The date that a text ends with behind a word that makes a deadline of it, and where that word begins.
pub(super) fn deadline(text: &str) -> Option<(usize, &str)> {
    let body = text.trim_end();
    let close = body.ends_with([')', '）']);
    let body = if close { body.get(..body.len() - body.chars().next_back()?.len_utf8())? } else { body };
    if let Some(found) = before(body) {
        return Some(found);
    }
    if !may_end_date(body) {
        return None;
    }
    let lower = body.to_lowercase();
    // Letters that change their length would move what is found.
    if lower.len() != body.len() {
        return None;
    }
    LEADS.iter().find_map(|(lead, loose)| {
        let at = lower.rfind(lead)?;
        let apart = lower.get(..at)?.chars().next_back();
        if apart.is_some_and(|c| !(c.is_whitespace() || matches!(c, '(' | '（' | ',' | '，' | '—' | '[')))
        {
            return None;
        }
        let date = body.get(at + lead.len()..)?.trim_start_matches([':', '：', ' ']);
        (at > 0 && is_date(date, *loose)).then_some((at, date))
    })
}

/// A quick look whether a text may end with a date: its last word is one of a date, and one of its last three has a digit.
fn may_end_date(text: &str) -> bool {
    let mut words = text.rsplit([' ', ',']).filter(|word| !word.is_empty() && *word != "de");
    let Some(last) = words.next() else { return false };
    // Words of scripts without blanks stand right before their date.
    if !last.is_ascii() {
        return true;
    }
    let digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let last = last.trim().trim_start_matches(':');
    let alone = digit(last) && (parts(last, true) || is_day(last) || is_year(last));
    alone || words.take(2).any(digit) && is_month(last)
}

/// `3月15日まで`: the word stands behind the date.
fn before(text: &str) -> Option<(usize, &str)> {
    let head = text.strip_suffix("まで").or_else(|| text.strip_suffix("前完成"))?.trim_end();
    let at = head.rfind([' ', '　', '（', '(', '、', '，', '：'])?;
    let width = head.get(at..)?.chars().next()?.len_utf8();
    let date = head.get(at + width..)?;
    (at > 0 && is_date(date, true)).then_some((at, date))
}

/// Words before a date, and whether a date without a year may be written with a point or stroke (`15.03`): behind
/// `by`, that may be a number.
const LEADS: [(&str, bool); 25] = [
    ("due by ", true),
    ("due ", true),
    ("deadline ", true),
    ("deadline: ", true),
    ("until ", true),
    ("by ", false),
    ("para el ", true),
    ("antes del ", true),
    ("hasta el ", true),
    ("vence el ", true),
    ("vence ", true),
    ("até ", true),
    ("para o dia ", true),
    ("pour le ", true),
    ("avant le ", true),
    ("bis zum ", true),
    ("bis ", true),
    ("fällig am ", true),
    ("entro il ", true),
    ("срок ", true),
    ("срок: ", true),
    ("до ", true),
    ("к ", false),
    ("截止", true),
    ("期限", true),
];

/// Whether a text is a date and nothing else.
fn is_date(text: &str, loose: bool) -> bool {
    let text = text.trim();
    let named = text.split([' ', ',']).filter(|word| !word.is_empty() && *word != "de");
    let words: Vec<&str> = named.collect();
    match words.as_slice() {
        [one] => parts(one, loose) || cjk(one),
        [day, month] | [day, month, _] if is_day(day) && is_month(month) => {
            words.get(2).is_none_or(|y| is_year(y))
        }
        [month, day] | [month, day, _] if is_day(day) && is_month(month) => {
            words.get(2).is_none_or(|y| is_year(y))
        }
        _ => false,
    }
}

/// `2026-04-01`, `15/03/2026`, and with `loose` `15/03`, `15.03`.
fn parts(text: &str, loose: bool) -> bool {
    let Some(sign) = text.chars().find(|c| matches!(c, '-' | '/' | '.')) else { return false };
    let found: Vec<&str> = text.trim_end_matches(sign).split(sign).collect();
    match found.as_slice() {
        [first, second, third] => {
            is_year(first) && is_small(second, 12) && is_small(third, 31)
                || (is_small(first, 31) && is_small(second, 31))
                    && (is_year(third) || third.len() == 2 && is_small(third, 99))
        }
        [first, second] => {
            loose
                && sign != '-'
                && is_small(first, 31)
                && is_small(second, 31)
                && (is_small(first, 12) || is_small(second, 12))
                && (sign == '/' || second.len() == 2)
        }
        _ => false,
    }
}

/// `3月15日`, `2026年3月15日`
fn cjk(text: &str) -> bool {
    let Some((head, day)) = text.split_once('月') else { return false };
    let month = head.rsplit_once('年').map_or(head, |(_, month)| month);
    is_small(month, 12) && is_small(day.trim_end_matches(['日', '号']), 31)
}

fn is_small(text: &str, most: u32) -> bool {
    text.len() <= 2 && text.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number))
}

fn is_day(text: &str) -> bool {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.' || c == 'º');
    is_small(digits, 31)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.starts_with("20") && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The name of a month by its first letters.
fn is_month(text: &str) -> bool {
    const STARTS: [&str; 34] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "ene", "abr",
        "ago", "dic", "märz", "mai", "okt", "dez", "янв", "фев", "мар", "апр", "мая", "май", "июн", "июл",
        "авг", "сен", "окт", "ноя", "дек", "out",
    ];
    let lower = text.to_lowercase();
    lower.chars().all(|c| c.is_alphabetic() || c == '.')
        && lower.chars().count() <= 11
        && STARTS.iter().any(|start| lower.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::deadline;

    #[test]
    fn words_make_deadlines_of_dates() {
        let found = |text| deadline(text).map(|(_, date)| date);
        assert_eq!(found("Sign the lease para el 15/03"), Some("15/03"));
        assert_eq!(found("Send the letters by 2026-04-01"), Some("2026-04-01"));
        assert_eq!(found("Mend the roof (due 12 March)"), Some("12 March"));
        assert_eq!(found("Сдать отчёт до 20.03"), Some("20.03"));
        assert_eq!(found("屋根を直す 3月15日まで"), Some("3月15日"));
        assert_eq!(found("Cut the time by 1/2"), None);
        assert_eq!(found("Raise the share to 12.5 until it holds"), None);
        assert_eq!(found("By 2026-04-01"), None);
    }
}
