//! Reads a state by what changed since the one before: most commits change a few lines of a long plan, and reading them all
//! in full took nine tenths of the time of a history.
//!
//! The sections that changed are read with the headings they stand under, and everything else is taken over. What is not
//! certain is not taken: where a section that changed says something of work that stands in another, where lines that
//! did not change read otherwise than before, or where work is gone, the state is read in full.

use std::sync::Arc;

use crate::decode::{Document, Syntax};
use crate::model::{Item, Plan, Snapshot};
use crate::parse::past::change::{Change, Use};
use crate::parse::past::habits::{Habits, legends, signs};
use crate::parse::past::sections::{Section, Text, at, sections};
use crate::parse::past::snapshot::{Entry, snapshot};
use crate::place::Place;
use crate::vocabulary::Vocabulary;

/// Texts of fewer sections are read in full.
const FEW: usize = 4;

/// A state with what is needed to read the next one.
pub(super) struct State {
    /// What it said.
    pub(super) said: Arc<Snapshot>,
    text: Arc<[u8]>,
    sections: Vec<Section>,
    /// The sections that say something of work which stands in another.
    tangled: Vec<bool>,
    habits: Habits,
}

impl State {
    /// A state that was read in full.
    pub(super) fn whole(text: Arc<[u8]>, document: &Document, plan: &Plan, words: &Vocabulary) -> Self {
        // What is no Markdown has no sections, and is read in full each time.
        let markdown = matches!(document.syntax, Syntax::Markdown { .. });
        let sections = if markdown { sections(&text) } else { Vec::new() };
        let tangled = tangled(&sections, document, plan, Some);
        let habits = Habits::of(&sections, document, plan, words);
        Self { said: Arc::new(snapshot(document, plan)), text, sections, tangled, habits }
    }

    /// The state after this one, by what changed. `None` where that can't be told for certain.
    pub(super) fn next(
        &self,
        text: &Arc<[u8]>,
        words: &Vocabulary,
        read: impl Fn(Vec<u8>) -> (Document, Plan),
    ) -> Option<Self> {
        let new = sections(text);
        if self.sections.is_empty() || new.len() < FEW || text.contains(&0) {
            return None;
        }
        let before = Text { bytes: &self.text, sections: &self.sections };
        let change =
            Change::between(before, Text { bytes: text, sections: &new }, &self.said, &self.habits.legends)?;
        if change.touches(&self.tangled) || signs(text) != self.habits.signs {
            return None;
        }
        let (reduced, lines) = change.reduced();
        let (document, plan) = read(reduced);
        let whole = |line: u32| lines.get(line as usize).copied();
        let part_tangled = tangled(&new, &document, &plan, whole);
        let read = |used: &Use| *used != Use::Left;
        if change.uses.iter().zip(&part_tangled).any(|(used, tangled)| read(used) && *tangled) {
            return None;
        }
        let line = |item: &Item| whole(document.line(item.place.span.start) - 1);
        let own = |item: &&Item| line(item).is_some_and(|line| change.reads(line));
        let own: Vec<&Item> = plan.items.iter().filter(own).collect();
        let legends = legends(&new, &document, words, whole);
        let habits = self.habits.go_on(&self.said, &own, &change.after(&self.habits.legends))?;
        if legends != habits.legends {
            return None;
        }
        let mut part = snapshot(&document, &plan);
        for line in each_line(&mut part) {
            *line = whole(line.checked_sub(1)?)? + 1;
        }
        let said = Arc::new(change.joined(&self.said, part)?);
        let left = |(used, old): (&Use, &Option<usize>)| {
            *used == Use::Left && old.and_then(|old| self.tangled.get(old)).is_some_and(|tangled| *tangled)
        };
        let tangled = change.uses.iter().zip(&change.old).map(left).collect();
        Some(Self { said, text: text.clone(), sections: new, tangled, habits })
    }
}

/// Which sections say something of work that stands in another. `lines` tells the line (from 0) of one of the document.
fn tangled(
    sections: &[Section],
    document: &Document,
    plan: &Plan,
    lines: impl Fn(u32) -> Option<u32>,
) -> Vec<bool> {
    let mut found = vec![false; sections.len()];
    let place = |place: Place| at(sections, lines(document.line(place.span.start) - 1)?);
    let mut join = |one: Option<usize>, other: Option<usize>| {
        if one != other {
            for index in [one, other].into_iter().flatten() {
                if let Some(tangled) = found.get_mut(index) {
                    *tangled = true;
                }
            }
        }
    };
    for item in &plan.items {
        for mention in &item.mentions {
            join(place(item.place), place(mention.place));
        }
    }
    for group in &plan.groups {
        for stated in group.claimed.iter().chain(&group.mentions) {
            join(place(group.place), place(stated.place));
        }
    }
    found
}

fn each_line(part: &mut Snapshot) -> impl Iterator<Item = &mut u32> {
    let items = part.items.iter_mut().map(Entry::line);
    let words = part.scores.iter_mut().chain(&mut part.dates).map(Entry::line);
    items
        .chain(words)
        .chain(part.gates.iter_mut().map(Entry::line))
        .chain(part.claims.iter_mut().map(Entry::line))
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock};

    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::State;
    use crate::config::Config;
    use crate::decode::{self, Document};
    use crate::model::Plan;
    use crate::parse::plan;
    use crate::source::Source;
    use crate::vocabulary::Vocabulary;

    const PLAN: &str = "\
# Harbour plan

**Version:** 1.4 | **Status:** Active

| ID | Title | Owner | Status |
|---|---|---|---|
| H-1 | **Dredge the basin** | @ana | ✅ done |
| H-2 | **Paint the crane** | @ben | 🔄 in progress |
| H-3 | **Count the buoys** | @ana | ⏳ pending |
| H-4 | **Weigh the anchor** | @cem | ⏳ pending |

## Phase 1: Quay (Weeks 1-2)

Words about the quay.

- [x] Lay the stones
- [ ] Pour the concrete
  - Owner: Dana
- [ ] Mark the berths
- [ ] Hang the fenders

**Afterwards:**

- [ ] Sweep the quay
- [ ] Lock the gate

## Phase 2: Light 🔄

### L-1: Lamp

- **Status**: ✅ done
- **Owner**: @eva
- **Estimate**: 2d

### L-2: Lens

- **Status**: ⏳ pending
- **Owner**: @finn

## Gates

- coverage >= 80 %
- faults = 0
";

    const BOARD: &str = "\
# Ferry

| # | Work | Where |
|---|---|---|
| 1 | Base layout | ✅ |
| 2 | Timetable | ❌ open |
| 3 | Tickets | ⬜ |
| 4 | Harbour map | ✅ |

| Sign | Meaning |
|---|---|
| 🔥 | done |
| 🌀 | blocked |

## 1. Create the base layout

Words.

- [ ] [US1] Draw the page
- [ ] [US1] Write the style
- [x] [US1] Print the style

## 2. Show the timetable

- **Status**: todo
- Read the file

## 3. Sell tickets

### Remaining work

- **Call the printer** - ✅ done
- **Call the bank** - ⏳ pending
- **Call the port** - ⏳ pending

### Phase 2: Prices

| ID | Price | State |
|---|---|---|
| P-1 | Child | 🔥 |
| P-2 | Dog | ⬜ |
| P-2-a | Large dog | ⬜ |

## Done

- [ ] Choose the name
- [ ] Buy the boat 1.2
";

    static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(&Config::default()).into_owned());

    fn read(text: &[u8]) -> (Document, Plan) {
        let source = Source { path: "plan.md".to_owned(), bytes: text.into(), kind: None };
        let document = decode::decode_alone(&source);
        let plan = plan::read(&document, &WORDS).value;
        (document, plan)
    }

    fn whole(text: &str) -> State {
        let (document, plan) = read(text.as_bytes());
        State::whole(text.as_bytes().into(), &document, &plan, &WORDS)
    }

    /// One commit: a line is ticked, set back, taken away, written twice, moved or given other figures; the title and headings
    /// too, and a heading may come to stand twice.
    fn edited(text: &str, at: usize, what: usize) -> String {
        let mut lines: Vec<String> = text.lines().map(|line| format!("{line}\n")).collect();
        if lines.len() < 3 {
            return PLAN.to_owned();
        }
        let at = at % lines.len();
        let line = lines.remove(at);
        let other = match what % 11 {
            0 => line.replace("[ ]", "[x]").replace("⏳ pending", "✅ done").replace("⬜", "🔥"),
            1 => line.replace("[x]", "[ ]").replace("✅ done", "❌ blocked").replace("✅ |", "🌀 |"),
            2 => String::new(),
            3 if !line.starts_with('#') => format!(
                "{line}{}",
                line.replace("the ", "the other ")
                    .replace("H-", "H-2")
                    .replace(": ", " 2: ")
                    .replace("P-2", "P-2-b")
            ),
            4 => line.replace("1", "17").replace("80", "60"),
            5 => line
                .replace("@ana", "@zoe")
                .replace("2d", "5d")
                .replace("the ", "all ")
                .replace("Tickets", "Sell tickets")
                .replace("US1", "US2"),
            6 => format!("- [ ] Call the pilot {what}\n{line}"),
            7 => format!("{line}{line}"),
            8 => format!(
                "{}\n\n{line}",
                ["### Tasks", "## Gates", "# Harbour plan", "### L-1: Lamp"][what % 4]
            ),
            9 => line
                .replace("Phase 2", "Phase 1")
                .replace("L-2", "L-1")
                .replace("Lens", "Lamp")
                .replace("Harbour", "Quay"),
            _ => {
                let to = what % (lines.len() - 1);
                lines.insert(to, line);
                return lines.concat();
            }
        };
        lines.insert(at, other);
        lines.concat()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn a_state_read_by_what_changed_is_the_state(edits in prop::collection::vec((0..60_usize, 0..256_usize), 1..12), board: bool) {
            let mut text = if board { BOARD } else { PLAN }.to_owned();
            let mut state = whole(&text);
            for (at, what) in edits {
                text = edited(&text, at, what);
                let bytes: Arc<[u8]> = text.as_bytes().into();
                let full = whole(&text);
                if let Some(next) = state.next(&bytes, &WORDS, |part| read(&part)) {
                    let both = next.said.items.iter().zip(&full.said.items);
                    let first = both.clone().find(|(one, other)| one != other);
                    prop_assert!(next.said == full.said, "{first:?}\n{text}");
                }
                state = full;
            }
        }
    }

    #[test]
    fn a_tick_is_read_without_the_rest() {
        for (was, is) in [
            ("[ ] Mark", "[x] Mark"),
            ("| 🔄 in progress", "| ✅ done"),
            ("⏳ pending\n- **Owner**", "done\n- **Owner**"),
        ] {
            let after: Arc<[u8]> = PLAN.replace(was, is).as_bytes().into();
            let next = whole(PLAN).next(&after, &WORDS, |part| {
                assert!(part.len() * 3 < PLAN.len() * 2, "{was}: {} of {} bytes", part.len(), PLAN.len());
                read(&part)
            });
            assert_eq!(
                next.map(|state| state.said),
                Some(whole(std::str::from_utf8(&after).unwrap_or("")).said),
                "{was}"
            );
        }
    }
}
