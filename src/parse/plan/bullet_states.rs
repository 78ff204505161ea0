//! What only a whole list of bullets tells: states in words before a colon, what is struck through, pictures, mere counts.

use crate::model::Status;
use crate::parse::plan::bullets::Bullet;
use crate::parse::plan::carried::carries_work;
use crate::parse::reading::{Draft, Marked, Scope, label, symbol_status, trailing};
use crate::vocabulary::{Role, normalise};

/// Whether bullets begin with states before a colon, as work does and summaries don't: `1. Done: tar the rope`, most of them, and
/// one state more than once. Then the words are their marks.
pub(super) fn worded(draft: &Draft<'_>, scope: &Scope, bullets: &mut [Bullet<'_>]) -> bool {
    if !is_free(draft, scope) || bullets.len() < 3 {
        return false;
    }
    let state = |bullet: &Bullet<'_>| {
        let line = bullet.inline.text.lines().next()?;
        let found =
            label(line).filter(|found| found.value.chars().filter(|c| c.is_alphabetic()).count() > 3)?;
        // `- **Fixed:** …` tells of a change.
        let change = matches!(normalise(found.name).as_str(), "fixed" | "removed" | "deprecated");
        let status = draft.words.status(found.name).filter(|_| !change)?;
        Some((Marked { status, text: found.name.to_owned() }, found.at))
    };
    let states: Vec<Option<(Marked, usize)>> = bullets.iter().map(state).collect();
    let count =
        |status: Status| states.iter().flatten().filter(|(marked, _)| marked.status == status).count();
    let said = states.iter().flatten().count();
    let again = states.iter().flatten().any(|(marked, _)| count(marked.status) > 1);
    if said * 4 < bullets.len() * 3 || !again {
        return false;
    }
    for (bullet, state) in bullets.iter_mut().zip(states) {
        bullet.mark = bullet.mark.take().or(state);
    }
    true
}

/// Whether a list is a plan from which what is done was struck: its first bullets are struck through and others are left. Then
/// those are done.
pub(super) fn struck(draft: &Draft<'_>, scope: &Scope, bullets: &mut [Bullet<'_>]) -> bool {
    if scope.role != Some(Role::Work) && !draft.in_part(scope.group) || !is_free(draft, scope) {
        return false;
    }
    let off: Vec<bool> = bullets.iter().map(|bullet| bullet.inline.begins_struck(0)).collect();
    let first = off.iter().take_while(|off| **off).count();
    let all = off.iter().filter(|off| **off).count();
    if all < 2 || first < all || all == bullets.len() {
        return false;
    }
    for (bullet, off) in bullets.iter_mut().zip(off) {
        if off && bullet.mark.is_none() {
            let marked = Marked { status: Status::Done, text: "struck through".to_owned() };
            bullet.mark = Some((marked, 0));
        }
    }
    true
}

/// Whether bullets end with what says how far each is: signs (`- Login page ✅`), some of what is done and others not, or words that
/// stand apart (`- Login page — in progress`).
pub(super) fn marked_behind(draft: &Draft<'_>, scope: &Scope, bullets: &[Bullet<'_>]) -> bool {
    let lines = || bullets.iter().map(|bullet| bullet.inline.text.lines().next().unwrap_or("").trim_end());
    let signed = |line: &str| {
        let last = line.trim_end_matches('\u{fe0f}').chars().next_back()?;
        let status = symbol_status(last, false)?;
        trailing(line, draft.words).map_or(Some(status), |(marked, _)| Some(marked.status))
    };
    let free = scope.item.is_none()
        && scope.depth == 0
        && matches!(scope.role, None | Some(Role::Work))
        // `- **Status:** done ✅`
        && !bullets.iter().any(|bullet| draft.begins_with_field(bullet.inline));
    if !free {
        return false;
    }
    let signs: Vec<Option<Status>> = lines().map(signed).collect();
    let said = signs.iter().flatten().count();
    let open = |states: &[Option<Status>]| states.iter().flatten().any(|status| *status != Status::Done);
    let phase = draft.in_part(scope.group) || scope.role == Some(Role::Work);
    let told = said > 0 && said * 2 >= bullets.len() && (said < bullets.len() || open(&signs) || phase);
    let worded = || {
        // A quick look: most lines have no sign before their last words.
        let apart = |line: &str| {
            line.contains(['—', '–', '-', '(', '[', '（', '【', ':', '：']).then_some(())?;
            // `Coverage — 80%` is a measure.
            let said = |marked: &Marked| !marked.text.starts_with(|c: char| c.is_ascii_digit());
            let (marked, at) = trailing(line, draft.words).filter(|(marked, at)| *at > 0 && said(marked))?;
            let behind = line.get(at..)?.trim_start_matches([' ', '*']);
            Some((marked.status, behind.starts_with([':', '：'])))
        };
        let states: Vec<Option<(Status, bool)>> = lines().map(apart).collect();
        let said = states.iter().flatten().count();
        let open = states.iter().flatten().any(|(status, _)| *status != Status::Done);
        let all = said == bullets.len();
        // `Coverage: good` may be a value as well as a state.
        let labelled = states.iter().flatten().any(|(_, labelled)| *labelled);
        said > 1 && said * 5 >= bullets.len() * 3 && (open || all && phase && !labelled) && (all || !labelled)
    };
    !carries_work(draft, scope) && (told || said == 0 && bullets.len() > 1 && worded())
}

/// Whether a list may be work of its own.
fn is_free(draft: &Draft<'_>, scope: &Scope) -> bool {
    scope.item.is_none()
        && scope.depth == 0
        && scope.status.is_none()
        && matches!(scope.role, None | Some(Role::Work | Role::Next))
        && !carries_work(draft, scope)
}

/// Whether no marked bullet says more than how many there are: `- **PARTIAL:** 8 (12%)`.
pub(super) fn are_counts(bullets: &[Bullet<'_>]) -> bool {
    let mut rests = bullets.iter().filter_map(|bullet| {
        let (_, used) = bullet.mark.as_ref()?;
        bullet.inline.text.get(*used..)
    });
    rests.all(|rest| !rest.contains(char::is_alphabetic) && rest.contains(|c: char| c.is_ascii_digit()))
}

/// Whether a bullet begins with a picture that is no sign of a state.
pub(super) fn is_pictured(bullet: &Bullet<'_>) -> bool {
    let first = bullet.inline.text.chars().next();
    bullet.mark.is_none()
        && first.is_some_and(|c| {
            matches!(c as u32, 0x1f195 | 0x1f300..=0x1faff) && symbol_status(c, true).is_none()
        })
}
