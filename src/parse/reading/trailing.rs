//! Fields that trail a title: `(@ana)`, `(depends on T004)`, `[2h]`, `@ana`, and tags that stand before it.

use crate::model::{Field, Item, Status};
use crate::parse::reading::deadline::deadline;
use crate::parse::reading::tokens::{is_date, is_urgency, tokens};
use crate::parse::reading::{Draft, days, label, last_sign, names, symbol_status};

/// Takes fields off the end of a title: `(@ana)`, `(depends on T004)`, `[2h]`, `@ana`, `#tag`, and tags off its start.
pub fn trailing_fields(draft: &Draft<'_>, item: &mut Item, title: &mut String) {
    leading_tags(item, title);
    for _ in 0..8 {
        let before = title.len();
        clause(draft, item, title);
        labelled(draft, item, title);
        in_brackets(draft, item, title);
        due(item, title);
        tokens(item, title);
        signed(draft, item, title);
        if title.len() == before {
            break;
        }
    }
}

/// Takes a deadline in words off the end of a title.
fn due(item: &mut Item, title: &mut String) {
    if item.when.is_none()
        && let Some((at, date)) = deadline(title)
    {
        item.when = Some(date.to_owned());
        let end = title.get(..at).unwrap_or("").trim_end_matches([' ', ',', '(', '（', '，', '[']).len();
        title.truncate(end);
    }
}

/// Takes the name of who does it off the end of a title.
fn signed(draft: &Draft<'_>, item: &mut Item, title: &mut String) {
    if item.owner.is_none()
        && let Some((at, name)) = draft.signatures.find(title)
    {
        item.owner = Some(name.to_owned());
        title.truncate(at);
    }
}

/// Takes the brackets at the end of a title that hold fields.
fn in_brackets(draft: &Draft<'_>, item: &mut Item, title: &mut String) {
    let text = title.trim_end();
    let Some(close) = text.chars().next_back() else { return };
    let open = match close {
        ')' => '(',
        '）' => '（',
        ']' => '[',
        '_' | '*' => close,
        _ => return,
    };
    let Some(at) = text.get(..text.len() - close.len_utf8()).and_then(|head| head.rfind(open)) else {
        return;
    };
    let inner = text.get(at + open.len_utf8()..text.len() - close.len_utf8()).unwrap_or("").trim();
    if at > 0 && bracket(draft, item, inner) {
        let cut = title.get(..at).unwrap_or("").trim_end().len();
        title.truncate(cut);
    }
}

/// `[P]`, `[US1]`, `(P)` before a title.
fn leading_tags(item: &mut Item, title: &mut String) {
    loop {
        let text = title.trim_start();
        let close = match text.chars().next() {
            Some('[') => ']',
            Some('(') => ')',
            _ => return,
        };
        let Some(end) = text.find(close) else { return };
        let inner = text.get(1..end).unwrap_or("");
        let short = !inner.is_empty()
            && inner.len() <= 12
            && inner.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '?'));
        let after = text.get(end + 1..).unwrap_or("");
        if !short || !after.starts_with(' ') || close == ')' && inner.len() > 3 {
            return;
        }
        if is_urgency(inner) && item.priority.is_none() {
            item.priority = Some(inner.to_owned());
        } else {
            item.tags.push(inner.to_owned());
        }
        *title = after.trim_start().to_owned();
    }
}

/// What stands in brackets behind a title, if it is a field or several: `(2 h, @ana)`.
fn bracket(draft: &Draft<'_>, item: &mut Item, inner: &str) -> bool {
    let parts: Vec<&str> = inner.split([',', ';', '，', '|', '·']).map(str::trim).collect();
    let field = |part: &&&str| label(part).is_some_and(|found| draft.is_field(&found));
    // `(priority: P0, est: 2d)` are two.
    if parts.iter().filter(field).count() < 2 && one_field(draft, item, inner) {
        return true;
    }
    if parts.len() < 2 || parts.len() > 5 {
        return false;
    }
    let mut trial = item.clone();
    let known: Vec<bool> = parts.iter().map(|part| one_field(draft, &mut trial, part)).collect();
    let mut others = parts.iter().zip(&known).filter(|(_, known)| !**known).map(|(part, _)| *part);
    match (others.next(), others.next()) {
        (None, _) => {}
        // `(Ana, 2d)`: who does what takes so long.
        (Some(name), None) if trial.estimate.is_some() && trial.owner.is_none() && is_name(name) => {
            trial.owner = Some(name.to_owned());
        }
        _ => return false,
    }
    *item = trial;
    true
}

/// `Ana`, `QA`, `Backend team`, `Иван`: one to three words, the first of them a name.
fn is_name(text: &str) -> bool {
    let first = text.chars().next();
    text.chars().count() <= 32
        && text.split_whitespace().count() <= 3
        && first.is_some_and(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '/' | '\''))
}

/// Takes a clause off the end that names what must be done before: `… — after T004, T005`.
fn clause(draft: &Draft<'_>, item: &mut Item, title: &mut String) {
    let text = title.trim_end();
    if !text.contains(['—', '–', '-', ';', '|', '·']) {
        return;
    }
    let found = last_sign(text, &[" — ", " – ", " - ", "; ", " | ", " · "]);
    let Some((at, width)) = found.filter(|(at, _)| *at > 0) else { return };
    let behind = text.get(at + width..).unwrap_or("").trim();
    // `… - 1h ⏳ NEXT`: the state at the end is taken first.
    let short = behind.chars().count() <= 40
        && behind.split_whitespace().count() <= 5
        && !behind.chars().any(|c| symbol_status(c, false).is_some());
    if depends(draft, item, behind) == Some(true) || short && fields_behind(draft, item, behind) {
        title.truncate(at);
    }
}

/// What stands behind a dash, if it is a field: `… — owner: Ana`, `… — 2 days`, `… — Ana, 2 days`, `… — priority high`.
fn fields_behind(draft: &Draft<'_>, item: &mut Item, text: &str) -> bool {
    use crate::vocabulary::Header;
    if let Some(found) = label(text) {
        let headers = draft.words.headers(found.name);
        let told = matches!(
            headers.first(),
            Some(Header::Owner | Header::Priority | Header::Estimate | Header::When | Header::Depends)
        );
        return told && !found.value.is_empty() && bracket(draft, item, text);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if let [first, second] = words.as_slice() {
        let named = |word: &str| draft.words.headers(word).first() == Some(&Header::Priority);
        // `high priority`, `prioridad alta`
        let level = if named(first) { Some(second) } else { Some(first).filter(|_| named(second)) };
        if let Some(level) = level.filter(|_| item.priority.is_none()) {
            item.priority = Some((*level).to_owned());
            return true;
        }
    }
    let told =
        text.contains(',') || days(text).is_some() || text.starts_with('@') || assigned(text).is_some();
    text.starts_with(|c: char| c.is_ascii_digit() || c == '~' || c == '@' || c.is_alphabetic())
        && told
        && bracket(draft, item, text)
}

/// Takes what must be done before off the end where a label says so: `… 依存: schedule-model, io-safety`.
fn labelled(draft: &Draft<'_>, item: &mut Item, title: &mut String) {
    const LABELS: [&str; 14] = [
        "依存:",
        "依存：",
        "依赖:",
        "依赖：",
        "前置:",
        "前置：",
        "depends on:",
        "depends:",
        "deps:",
        "dependencies:",
        "blocked by:",
        "зависит от:",
        "depende de:",
        "dependencias:",
    ];
    if !title.contains([':', '：']) {
        return;
    }
    // Same bytes, so that places stay where they are.
    let lower = title.to_ascii_lowercase();
    let found = LABELS.iter().filter_map(|label| {
        let at = lower.rfind(label)?;
        lower.get(..at)?.ends_with(' ').then(|| (at - 1, label.len() + 1))
    });
    let Some((at, width)) = found.max() else { return };
    let found = names(title.get(at + width..).unwrap_or(""), draft.words);
    let short = |name: &String| name.chars().count() <= 32 && !name.contains(' ');
    if at > 0 && !found.is_empty() && found.iter().all(short) {
        item.depends_on.extend(found);
        title.truncate(at);
    }
}

/// The dependencies that a text states, and whether it is such a text at all.
fn depends(draft: &Draft<'_>, item: &mut Item, text: &str) -> Option<bool> {
    // Most texts begin with none of the letters.
    let first = text.chars().next()?.to_lowercase().next()?;
    LEADS.iter().find(|lead| lead.starts_with(first))?;
    let lower = text.to_lowercase();
    let lead = LEADS.iter().find(|lead| lower.starts_with(**lead))?;
    let rest = text.get(lead.len()..)?.trim_start_matches([':', '：', ' ']);
    let found = names(rest, draft.words);
    let ids = found.iter().all(|name| name.chars().any(|c| c.is_ascii_digit()) && name.chars().count() <= 24);
    let fine = ids && !found.is_empty();
    if fine {
        item.depends_on.extend(found);
        // `… — blocked by T004` says of open work how it stands, too.
        if lead.starts_with("blo") && lead.contains(' ') && item.status == Status::Todo {
            item.status = Status::Blocked;
            item.status_text = Some(text.trim().to_owned());
        }
    }
    Some(fine)
}

/// Words before what must be done first.
const LEADS: [&str; 30] = [
    "depends on ",
    "depends: ",
    "depends:",
    "deps: ",
    "dep: ",
    "dependencies: ",
    "blocked by ",
    "requires ",
    "after ",
    "needs ",
    "依赖",
    "依存",
    "前置",
    "зависит от ",
    "после ",
    "depende de ",
    "después de ",
    "tras ",
    "hängt ab von ",
    "dépend de ",
    "bloqueado por ",
    "bloqueada por ",
    "bloquea por ",
    "depende da ",
    "bloqué par ",
    "blockiert durch ",
    "wartet auf ",
    "dipende da ",
    "зависит: ",
    "выполнить после ",
];

/// Who does it, where words say so: `assigned to Ana`, `owner @ana`.
fn assigned(text: &str) -> Option<&str> {
    const LEADS: [&str; 8] = [
        "assigned to ",
        "owned by ",
        "owner ",
        "assignee ",
        "asignado a ",
        "asignada a ",
        "ответственный ",
        "responsable ",
    ];
    let lead = LEADS
        .iter()
        .find(|lead| text.get(..lead.len()).is_some_and(|head| head.eq_ignore_ascii_case(lead)))?;
    let name = text.get(lead.len()..)?.trim().trim_start_matches('@');
    is_name(name).then_some(name)
}

/// A stretch of time behind a word that says that it was estimated: `est. 1 day`.
fn estimated<'t>(draft: &Draft<'_>, text: &'t str) -> Option<&'t str> {
    use crate::vocabulary::Header;
    let (word, rest) = text.split_once(' ')?;
    let known = draft.words.headers(word.trim_end_matches('.')).first() == Some(&Header::Estimate);
    (known && rest.starts_with(|c: char| c.is_ascii_digit() || c == '~')).then_some(rest)
}

fn one_field(draft: &Draft<'_>, item: &mut Item, inner: &str) -> bool {
    if let Some(name) = assigned(inner).filter(|_| item.owner.is_none()) {
        item.owner = Some(name.to_owned());
        return true;
    }
    let inner = estimated(draft, inner).unwrap_or(inner);
    if let Some(name) = inner.strip_prefix('@').filter(|name| !name.contains([',', ';', ' ', '，'])) {
        item.owner.get_or_insert_with(|| name.to_owned());
        return true;
    }
    if let Some(found) = depends(draft, item, inner) {
        return found;
    }
    if let Some(found) = label(inner) {
        if draft.is_field(&found) {
            let place = item.place.span;
            draft.set_field(item, found.name, found.value, place);
            return true;
        }
        if found.name.eq_ignore_ascii_case("requirements") || found.name.eq_ignore_ascii_case("covers") {
            item.fields.push(Field {
                name: found.name.to_owned(),
                value: found.value.to_owned(),
                place: item.place,
            });
            return true;
        }
        // `(actual: 2025-11-04)`: when something was, whatever it is called.
        if found.value.get(..10).is_some_and(is_date) {
            let (name, value) = (found.name.to_owned(), found.value.to_owned());
            item.fields.push(Field { name, value, place: item.place });
            return true;
        }
        return false;
    }
    let points = inner.split_once(' ').is_some_and(|(number, unit)| {
        number.parse::<f64>().is_ok()
            && matches!(
                unit.to_ascii_lowercase().as_str(),
                "pt" | "pts" | "point" | "points" | "sp" | "story points"
            )
    });
    if (days(inner).is_some() || points)
        && inner.len() <= 24
        && !inner.contains([',', ';'])
        && inner.starts_with(|c: char| c.is_ascii_digit() || c == '~')
        && item.estimate.is_none()
    {
        item.estimate = Some(crate::model::Estimate { text: inner.to_owned(), days: days(inner) });
        return true;
    }
    if is_urgency(inner) {
        item.priority.get_or_insert_with(|| inner.to_owned());
        return true;
    }
    false
}
