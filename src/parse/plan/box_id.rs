//! Ids at the start of boxed texts: `- [ ] T001 …`, `- [ ] (WEB-12) …`, `- [ ] **3-1** …`.

use crate::markdown::Inline;
use crate::model::Item;
use crate::parse::reading::{Draft, IdShape, LeadId, Separator, lead_id, numbered};

/// Takes the id off the front of a boxed text.
pub(super) fn take_id(draft: &Draft<'_>, item: &mut Item, title: &mut String) -> Option<IdShape> {
    let body = title.trim_start_matches(|c: char| c == '*' || c.is_whitespace()).to_owned();
    if draft.habits.numbered_boxes
        && let Some((number, used)) = numbered(&body)
            .filter(|(number, _)| body.get(number.len()..).is_some_and(|rest| rest.starts_with(['.', ')'])))
    {
        item.id = Some(number);
        *title = body.get(used..).unwrap_or("").to_owned();
        return Some(IdShape::Number);
    }
    if let Some((id, rest)) = enclosed(draft, &body).or_else(|| paired(&body)) {
        item.id = Some(id.to_owned());
        *title = rest.to_owned();
        let coded = id.starts_with(char::is_alphabetic);
        return Some(if coded { IdShape::Coded } else { IdShape::Parts });
    }
    let id = lead_id(&body, draft.words).filter(|id| accepts(draft, id))?;
    *title = body.get(id.rest..).unwrap_or("").to_owned();
    let shape = id.shape;
    item.expands_to = id.expands_to;
    item.id = Some(id.id);
    Some(shape)
}

/// The id of work that a title has nothing besides but a state: `Feature 3 done`.
pub(super) fn spoken_id(draft: &Draft<'_>, title: &str) -> Option<(String, IdShape)> {
    let head = draft.words.trailing_status(title).map_or(title, |(_, at)| title.get(..at).unwrap_or(title));
    let id = lead_id(head.trim_end(), draft.words)?;
    let known = matches!(id.shape, IdShape::Coded | IdShape::Worded) && draft.names(&id.id);
    (known && id.rest >= head.trim_end().len()).then_some((id.id, id.shape))
}

/// `(task:web-001) Move the blog`, `(WEB-12) …`, `[ID: WEB-12] …`
fn enclosed<'t>(draft: &Draft<'_>, text: &'t str) -> Option<(&'t str, &'t str)> {
    let square = || text.strip_prefix('[')?.split_once("] ").filter(|(inner, _)| inner.contains(':'));
    let round = text.strip_prefix('(').and_then(|rest| rest.split_once(") "));
    let (inner, rest) = round.or_else(square)?;
    let label = |name: &str| inner.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
    let name = ["task:", "id:"].into_iter().find(|name| label(name));
    let id = inner.get(name.map_or(0, str::len)..)?.trim();
    // What is called an id is one, however it goes on: `ROPE-01-S1`.
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_some() && id.contains(|c: char| c.is_ascii_digit()) && id.chars().all(plain) {
        return Some((id, rest.trim_start()));
    }
    let found = lead_id(id, draft.words).filter(|found| found.shape == IdShape::Coded)?;
    let digits = id.chars().filter(char::is_ascii_digit).count();
    (found.rest >= id.len() && digits >= 2).then(|| (id, rest.trim_start()))
}

/// `05-01: Schema`: the number of a phase and of a plan in it.
fn paired(text: &str) -> Option<(&str, &str)> {
    let (id, rest) = text.split_once([':', ' '])?;
    let id = id.trim_end_matches('*');
    let (phase, plan) = id.split_once('-')?;
    let number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let rest = rest.trim_start_matches(['*', ':', ' ']);
    (number(phase)
        && plan.len() == 2
        && number(plan)
        && text.get(id.len()..)?.trim_start_matches('*').starts_with(':'))
    .then_some((id, rest))
}

/// `**3-1** Schema`, `**T5** Write the manual`: an id that stands in bold before a title.
pub(super) fn bold_id<'i>(
    draft: &Draft<'_>,
    inline: &'i Inline,
    from: usize,
) -> Option<(&'i str, &'i str, IdShape)> {
    let strong = inline.leading_strong().filter(|strong| strong.start >= from)?;
    let between = inline.text.get(from..strong.start)?;
    let id = inline.text.get(strong.start..strong.end)?.trim_end_matches([':', '：', '.', ' ']);
    let rest = inline.text.get(strong.end..)?;
    let number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let title = rest.trim_start_matches([':', '：', ' ', '-', '–', '—']);
    if id.split_once('-').is_some_and(|(first, second)| number(first) && number(second)) {
        return (between.trim().is_empty() && !title.is_empty()).then_some((id, title, IdShape::Parts));
    }
    let found =
        lead_id(id, draft.words).filter(|found| found.shape == IdShape::Coded && found.rest >= id.len())?;
    let digit = id.contains(|c: char| c.is_ascii_digit()) && found.expands_to.is_empty();
    let parted = rest.starts_with(' ') && rest.trim_start().starts_with(char::is_alphanumeric);
    (between.trim().is_empty() && digit && parted && !is_word(id)).then_some((id, title, found.shape))
}

/// `ARM64`, `UTF16`: the name of a thing that ends with a number, and no id.
fn is_word(id: &str) -> bool {
    let letters = id.chars().take_while(char::is_ascii_alphabetic).count();
    let number = id.get(letters..).unwrap_or("");
    letters > 2 && number.len() == 2 && !number.starts_with('0') && number.chars().all(|c| c.is_ascii_digit())
}

/// Whether an id at the start of a boxed text is one, and not the first word of a sentence.
fn accepts(draft: &Draft<'_>, id: &LeadId) -> bool {
    let digits = id.id.chars().filter(char::is_ascii_digit).count();
    let strong = matches!(id.separator, Separator::Strong | Separator::Dot);
    match id.shape {
        IdShape::Coded => {
            strong
                || digits >= 2
                    && id.id.starts_with(|c: char| c.is_ascii_uppercase())
                    && !id.id.contains('.')
                    && !is_word(&id.id)
        }
        IdShape::Worded => strong || id.separator == Separator::End,
        IdShape::Parts => draft.habits.numbered_boxes || strong,
        IdShape::Number => id.id.starts_with('#'),
    }
}
