//! Ids that stand before titles: `T001`, `PE-101`, `auto-000`, `6b.1.1`, `#8`, `Step 4`, `任务1.1`, and ranges of them.

use crate::vocabulary::Vocabulary;

/// How an id is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdShape {
    /// Letters and digits: `T001`, `PE-101`, `qual-001-a`.
    Coded,
    /// A word and a number: `Step 4`, `Feature #008`, `任务1.1`.
    Worded,
    /// A number with parts: `1.1`, `6b.1.1`, `4A.10`.
    Parts,
    /// A bare number: `1`, `#8`.
    Number,
}

/// What stands between an id and its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// `:`, `-`, `—`, `)`, `]`, `|`: nothing but an id stands before it.
    Strong,
    /// `.`
    Dot,
    /// A blank.
    Blank,
    /// Nothing follows.
    End,
}

/// An id at the start of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct LeadId {
    /// The id as written; a range as `I21-I25`.
    pub id: String,
    /// How it is built.
    pub shape: IdShape,
    /// What follows it.
    pub separator: Separator,
    /// Where the title begins.
    pub rest: usize,
    /// The ids a range stands for; empty for one id.
    pub expands_to: Vec<String>,
}

/// The id a text begins with.
pub fn lead_id(text: &str, words: &Vocabulary) -> Option<LeadId> {
    let skip = text.len()
        - text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '`' | '[' | '~')).len();
    let body = text.get(skip..)?;
    if !may_begin(body) {
        return None;
    }
    if let Some(found) = labelled(text, skip) {
        return Some(found);
    }
    let found = worded(body, words).or_else(|| coded(body)).or_else(|| digits_first(body));
    let (id, shape, used) = found.or_else(|| parts(body))?;
    let (end, expands_to) = match range(body, used, &id, words) {
        Some((end, ids)) => (end, ids),
        None => (used, Vec::new()),
    };
    let (separator, after) = separator(body, end)?;
    let id = if expands_to.is_empty() { id } else { body.get(..end)?.trim().to_owned() };
    Some(LeadId { id, shape, separator, rest: skip + after, expands_to })
}

/// Whether an id can be nothing else than that of a ticket: `task127-0050`, `BACK-1204`.
pub fn is_ticket(id: &str) -> bool {
    id.rsplit_once('-').is_some_and(|(name, number)| {
        name.len() >= 2 && number.len() >= 3 && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The longest id that is looked for, in bytes.
const LONGEST: usize = 40;

/// A quick look whether a text may begin with an id: none is without a digit, a `#`, or a colon or line's end behind it
/// (`Step B:`), unless it is of another script.
fn may_begin(text: &str) -> bool {
    let tells = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'#' | b':' | b'\n') || !byte.is_ascii();
    text.bytes().take(LONGEST).any(tells)
}

/// `Task ID: API-TASK-324`: the label only says that an id follows.
fn labelled(text: &str, skip: usize) -> Option<LeadId> {
    const LABELS: [&str; 8] =
        ["task id", "ticket id", "issue id", "story id", "id задачи", "id tarea", "任务编号", "タスクid"];
    let body = text.get(skip..)?;
    // No label is longer: most texts have no colon so near.
    let (colon, _) = body.char_indices().take(13).find(|(_, c)| matches!(c, ':' | '：'))?;
    let label = body.get(..colon)?;
    let known = LABELS.contains(&label.trim().to_lowercase().as_str());
    let behind = body.get(label.len()..).filter(|_| known)?;
    let at = skip
        + label.len()
        + (behind.len() - behind.trim_start_matches([':', '：', ' ', '`', '*', '[']).len());
    let rest = text.get(at..)?;
    let (id, shape, used) = coded(rest)?;
    let (_, after) = separator(rest, used)?;
    Some(LeadId { id, shape, separator: Separator::Strong, rest: at + after, expands_to: Vec::new() })
}

/// The bare number a text begins with (`1.`, `2)`, `3 `), as kiro and numbered headings write it.
pub fn numbered(text: &str) -> Option<(String, usize)> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if digits == 0 || digits > 3 {
        return None;
    }
    let rest = text.get(digits..)?;
    let mark = rest.chars().next()?;
    let after = if matches!(mark, '.' | ')') { digits + 1 } else { digits };
    let blank = text.get(after..)?;
    if !blank.starts_with(char::is_whitespace) {
        return None;
    }
    Some((text.get(..digits)?.to_owned(), after + blank.len() - blank.trim_start().len()))
}

/// `Step 4`, `Feature #008`, `Tasks 1-12`, `任务1.1`.
fn worded(text: &str, words: &Vocabulary) -> Option<(String, IdShape, usize)> {
    if !words.may_name_item(text) {
        return None;
    }
    // All of these are one byte long, so that the first of them is found among the bytes.
    let word_end = text
        .bytes()
        .take(LONGEST)
        .position(|byte| byte.is_ascii_digit() || matches!(byte, b'#' | b':' | b'\n'))
        .filter(|at| *at > 0)?;
    let mut number = word_end;
    let before = text.get(..word_end)?;
    // `TASK-010-001` is one word of letters and digits, as `PE-101` is.
    if before.ends_with(['-', '_']) {
        return None;
    }
    // The number may have a letter first: `Task A1`, `Step B`.
    let (word, extra) = match before.trim_end().rsplit_once(char::is_whitespace) {
        Some((word, tail)) if tail.chars().count() == 1 && !words.is_item_word(before) => (word, tail),
        _ => (before, ""),
    };
    if !extra.is_empty() {
        number = before.trim_end().len() - extra.len();
    }
    let singular = word.trim().trim_end_matches(['#', '№']);
    let known = words.is_item_word(singular)
        || singular.strip_suffix('s').is_some_and(|singular| words.is_item_word(singular));
    if !known {
        return None;
    }
    let digits = text.get(number..)?;
    let hash = digits.len() - digits.trim_start_matches(['#', '№', ' ']).len();
    let used = part_length(digits.get(hash..)?)?;
    // `task127-0050` is one word as well.
    let glued = number == before.len() && before.ends_with(char::is_alphanumeric) && hash == 0;
    let behind = digits.get(used..)?.strip_prefix('-').map_or("", |rest| rest);
    if glued && behind.bytes().take_while(u8::is_ascii_digit).count() > 2 {
        return None;
    }
    let id = text.get(..number + hash + used)?.trim().to_owned();
    Some((id, IdShape::Worded, number + hash + used))
}

/// `T001`, `PE-101`, `qual-001-a`, `F001`, `A1`.
fn coded(text: &str) -> Option<(String, IdShape, usize)> {
    let letters = text.chars().take_while(char::is_ascii_alphabetic).count();
    if letters == 0 || letters > 12 {
        return None;
    }
    let mut used = 0;
    let mut digits = false;
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let token = text.get(..text.bytes().take(LONGEST).take_while(fits).count())?;
    // Most first words have no digit.
    if !token.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let token = token.trim_end_matches(['-', '_', '.']);
    let mut first = true;
    for part in token.split(['-', '_', '.']) {
        let built = Built::of(part);
        let has_digit = built.digits > 0;
        let plain = built.digits == part.len();
        let short_tail = digits && part.len() <= 2 && built.small == part.len();
        let word = built.letters == part.len() && part.len() <= 12 && !digits;
        let ok = word
            || (has_digit && built.in_order)
            || !first && (plain || short_tail || has_digit && tail_capital(part));
        // `T001-T005` is a range, not one id.
        if !ok || (digits && has_digit && !plain && !short_tail && !first) {
            break;
        }
        used += part.len() + usize::from(!first);
        digits |= has_digit;
        first = false;
    }
    let id = token.get(..used)?;
    digits.then(|| (id.to_owned(), IdShape::Coded, used))
}

/// `233A-8`, `24Q3-012`: digits, capitals, and a number behind a hyphen.
fn digits_first(text: &str) -> Option<(String, IdShape, usize)> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (head, tail) = text.split_once('-')?;
    let digits = head.chars().take_while(char::is_ascii_digit).count();
    let letters = head.get(digits..)?;
    let capitals = letters.chars().take_while(char::is_ascii_uppercase).count();
    let rest = letters.get(capitals..)?;
    let number = tail.chars().take_while(char::is_ascii_digit).count();
    let fine = (1..=4).contains(&digits)
        && (1..=3).contains(&capitals)
        && rest.len() <= 2
        && rest.chars().all(|c| c.is_ascii_digit())
        && (1..=5).contains(&number);
    let used = head.len() + 1 + number;
    fine.then(|| Some((text.get(..used)?.to_owned(), IdShape::Coded, used))).flatten()
}

/// How a part of an id is built: how many of its bytes are digits, letters and small letters, and whether its letters
/// stand before its digits (`T001`), with at most one small letter behind (`12a`).
struct Built {
    digits: usize,
    letters: usize,
    small: usize,
    in_order: bool,
}

impl Built {
    fn of(part: &str) -> Self {
        let (mut digits, mut letters, mut small) = (0, 0, 0);
        for byte in part.bytes() {
            digits += usize::from(byte.is_ascii_digit());
            letters += usize::from(byte.is_ascii_alphabetic());
            small += usize::from(byte.is_ascii_lowercase());
        }
        let numbers = part.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let numbers = numbers.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(numbers);
        Self { digits, letters, small, in_order: numbers.bytes().all(|byte| byte.is_ascii_digit()) }
    }
}

/// `44C` in `TASK-44C-00`: digits with one capital behind.
fn tail_capital(part: &str) -> bool {
    part.strip_suffix(|c: char| c.is_ascii_uppercase())
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
}

/// `1.1`, `6b.1.1`, `4A.10`, `#8`.
fn parts(text: &str) -> Option<(String, IdShape, usize)> {
    let hash = usize::from(text.starts_with('#'));
    let used = part_length(text.get(hash..)?)?;
    let id = text.get(..hash + used)?;
    if hash == 1 {
        return Some((id.to_owned(), IdShape::Number, 1 + used));
    }
    id.contains('.').then(|| (id.to_owned(), IdShape::Parts, used))
}

/// Length of a dotted number at the start of `text`: `1`, `1.1`, `6b.1.1`, `4A`, `B`.
fn part_length(text: &str) -> Option<usize> {
    let mut used = 0;
    for (index, part) in text.split('.').enumerate() {
        let digits = part.chars().take_while(char::is_ascii_digit).count();
        let letter = part.chars().nth(digits).filter(char::is_ascii_alphabetic);
        let after = part.chars().nth(digits + usize::from(letter.is_some()));
        let letter = letter
            .filter(|_| after.is_none_or(|c| !c.is_alphanumeric() || c.is_ascii_digit() && digits == 0));
        let mut length = digits + usize::from(letter.is_some());
        if digits == 0 && letter.is_some() {
            length += part.chars().skip(1).take_while(char::is_ascii_digit).count();
        }
        if length == 0 || (index > 0 && digits == 0) {
            break;
        }
        used += length + usize::from(index > 0);
        if length < part.len() {
            break;
        }
    }
    (used > 0).then_some(used)
}

/// A range after the first id: `-I25`, `–T032`, ` to T005`, `-12`. Gives where it ends and all ids.
fn range(text: &str, used: usize, first: &str, words: &Vocabulary) -> Option<(usize, Vec<String>)> {
    let rest = text.get(used..)?;
    // Nothing but an ending or a title behind an id: no need to look at each sign.
    if !rest.starts_with(['-', '–', '—', '~', '～', '.', ' ', '至', '到']) {
        return None;
    }
    let joined = ["-", "–", "—", "~", "～", "..", " to ", " - ", " – ", "至", "到"]
        .iter()
        .find_map(|sign| rest.strip_prefix(sign).map(|tail| (sign.len(), tail)))?;
    let (width, tail) = joined;
    let digits_at = first
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + first.get(at..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8));
    let (prefix, from) = (first.get(..digits_at)?, first.get(digits_at..)?);
    let spaced = rest.starts_with(' ');
    let bare_prefix = prefix.trim_end_matches(['#', ' ', '-']);
    let last = tail.strip_prefix(prefix).filter(|_| !prefix.is_empty()).or_else(|| {
        // The prefix may be left out when nothing but digits follow.
        let word = words.is_item_word(bare_prefix.strip_suffix('s').unwrap_or(bare_prefix));
        (!spaced && (!prefix.is_empty() || word)).then_some(tail)
    })?;
    let digits = last.chars().take_while(char::is_ascii_digit).count();
    let after = last.get(digits..)?.chars().next();
    if digits == 0
        || after.is_some_and(|c| {
            c.is_alphanumeric()
                || c == '.'
                    && last.get(digits + 1..).is_some_and(|s| s.starts_with(|c: char| c.is_ascii_digit()))
        })
    {
        return None;
    }
    let ids = expand(prefix, from, last.get(..digits)?)?;
    Some((used + width + (tail.len() - last.len()) + digits, ids))
}

/// The ids from `prefix+from` to `prefix+to`, the width of `from` kept; `None` for a range that is none or too long.
pub fn expand(prefix: &str, from: &str, to: &str) -> Option<Vec<String>> {
    let (first, last) = (from.parse::<u32>().ok()?, to.parse::<u32>().ok()?);
    let prefix = match prefix.trim_end().strip_suffix('s') {
        Some(singular) if prefix.ends_with(' ') => format!("{singular} "),
        _ => prefix.to_owned(),
    };
    (first < last && last - first < 1000)
        .then(|| (first..=last).map(|n| format!("{prefix}{n:0width$}", width = from.len())).collect())
}

/// What stands after an id that ends at byte `at`, and where the title begins.
fn separator(text: &str, at: usize) -> Option<(Separator, usize)> {
    let rest = text.get(at..)?;
    let closed = rest.len() - rest.trim_start_matches(['*', '`', ']', '~']).len();
    let tail = rest.get(closed..)?;
    let lead = tail.len() - tail.trim_start().len();
    let body = tail.get(lead..)?;
    let skip = |width: usize| {
        let after = body.get(width..).unwrap_or("");
        at + closed
            + lead
            + width
            + (after.len() - after.trim_start_matches(|c: char| c.is_whitespace() || c == '*').len())
    };
    let Some(first) = body.chars().next() else { return Some((Separator::End, text.len())) };
    Some(match first {
        ':' | '：' | ')' | '）' | '|' | '–' | '—' | '、' | '→' | '·' => {
            (Separator::Strong, skip(first.len_utf8()))
        }
        '-' if lead > 0 || body.get(1..).is_some_and(|s| s.starts_with(' ')) => (Separator::Strong, skip(1)),
        // `http2.connect()`, `x509.ca`: names of code.
        '.' if body.as_bytes().get(1).is_some_and(|next| next.is_ascii_lowercase()) => return None,
        '.' if lead == 0 => (Separator::Dot, skip(1)),
        _ if rest.starts_with([']', '`']) => (Separator::Strong, skip(0)),
        _ if lead > 0 => (Separator::Blank, skip(0)),
        _ if !first.is_ascii() || closed > 0 => (Separator::Blank, skip(0)),
        _ => return None,
    })
}
