//! The words of a box: id, state, fields and title.

use crate::markdown::{Inline, InlineKind};
use crate::model::{Estimate, Item, Status};
use crate::parse::plan::box_id::take_id;
use crate::parse::plan::boxes::boxed_line;
use crate::parse::reading::{Draft, IdShape, Marked, label, leading, plain, trailing, trailing_fields};
use crate::vocabulary::Vocabulary;

/// Signs that begin a remark on what stands above.
const REMARKS: [char; 7] = ['⚠', '🚫', '⛔', '❗', '📝', '💡', '🔗'];

/// The words before a size in code at the end of a line, which is how much work it is: ``**Search** - in all texts `L` ``.
pub(super) fn sized<'t>(inline: &Inline, text: &'t str, item: &mut Item) -> Option<&'t str> {
    let line = text.split('\n').next().unwrap_or("");
    let size = line
        .trim_end()
        .rsplit(' ')
        .next()
        .filter(|size| matches!(*size, "XS" | "S" | "M" | "L" | "XL" | "XXL"))?;
    let in_code = |mark: &crate::markdown::Mark| {
        mark.kind == InlineKind::Code && inline.text.get(mark.start..mark.end) == Some(size)
    };
    inline.marks.iter().any(in_code).then_some(())?;
    item.estimate = Some(Estimate { text: size.to_owned(), days: None });
    line.trim_end().strip_suffix(size).map(str::trim_end)
}

/// Takes id, tags and trailing fields off a boxed text; the rest is the title. Gives the shape of the id.
pub(super) fn words_of(draft: &Draft<'_>, item: &mut Item, text: &str, status: Status) -> Option<IdShape> {
    let line = text.split('\n').next().unwrap_or("");
    // A title may go on over soft line breaks until a label or blank line.
    let full: String = text
        .split('\n')
        .take_while(|part| label(part.trim()).is_none_or(|found| !draft.is_field(&found)))
        .enumerate()
        .take_while(|(number, part)| *number == 0 || boxed_line(part).is_none() && !is_apart(part))
        .map(|(_, part)| part)
        .collect::<Vec<_>>()
        .join(" ");
    let mut title = if full.is_empty() { line.to_owned() } else { full };
    // kiro's mark for optional work: `- [ ]* 1.4 …`.
    if let Some(rest) = title.strip_prefix('*').filter(|rest| rest.starts_with(' ')) {
        item.tags.push("optional".to_owned());
        title = rest.trim_start().to_owned();
    }
    if let Some((marked, used)) = leading(&title, draft.words, true)
        .filter(|(marked, used)| *used < title.len() && !marked.text.is_empty())
    {
        let silent = draft.habits.ornate && marked.text.chars().all(|c| c != '🚧' && !c.is_alphanumeric());
        if status != Status::Done && !silent {
            // `- [ ] ❌ …`: the open box says that it is to do; the cross, that it does not go on.
            let crossed = marked.text.trim() == "❌" && status == Status::Todo;
            let said = if crossed { Status::Blocked } else { marked.status };
            refine(draft.words, item, Marked { status: said, text: marked.text }, status);
        }
        title = title.get(used..).unwrap_or("").trim_start().to_owned();
    }
    let shape = take_id(draft, item, &mut title);
    trailing_fields(draft, item, &mut title);
    if let Some((marked, at)) = trailing(&title, draft.words) {
        refine(draft.words, item, marked, status);
        title.truncate(at);
        // `… @ana — in progress`
        trailing_fields(draft, item, &mut title);
    }
    // `⚠️ Blocked: …` below an open box.
    let remarks = || text.split('\n').skip(1).filter(|line| line.trim_start().starts_with(REMARKS));
    let stopped = |line: &str| {
        let words = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        draft.words.leading_status(words).is_some_and(|(status, _)| status == Status::Blocked)
    };
    if let Some(remark) = remarks().find(|line| stopped(line)).filter(|_| status == Status::Todo) {
        (item.status, item.status_text) = (Status::Blocked, Some(remark.trim().to_owned()));
    }
    item.title = plain(&title);
    if item.title.is_empty() {
        item.title = item.id.clone().unwrap_or_else(|| plain(line));
    }
    shape
}

/// A mark behind an open box tells more (`- [ ] Item 🔄`); a ticked box is done whatever stands behind it, unless
/// words say otherwise (`- [x] … (deferred)`).
fn refine(words: &Vocabulary, item: &mut Item, marked: Marked, boxed: Status) {
    let Marked { status, text } = marked;
    let worded = text.chars().any(char::is_alphabetic);
    let open = boxed == Status::Todo;
    let put_off = || words.is_put_off(&text);
    if open && (status != Status::Done || worded) || worded && (status == Status::Cancelled || put_off()) {
        item.status = status;
        item.status_text = Some(text);
    }
}

/// Whether a line below the first is no part of the title: it begins with the sign of a bullet and stands too deep for a list of its
/// own, or with one of a remark.
fn is_apart(line: &str) -> bool {
    let line = line.trim_start();
    // `a. staging`
    let mut first = line.chars();
    let lettered = first.next().is_some_and(|c| c.is_ascii_lowercase())
        && first.next().is_some_and(|c| matches!(c, '.' | ')'))
        && first.next() == Some(' ');
    lettered
        || ["- ", "* ", "+ ", "• "].iter().any(|sign| line.starts_with(sign))
        || line.starts_with(REMARKS)
}
