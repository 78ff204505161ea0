//! Edits at random: a state that is read by what changed is the state.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::State;
use crate::decode::{self, Document};
use crate::model::Plan;
use crate::parse::plan;
use crate::parse::reading::{Habits, Headings};
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

const FLEET: &str = "\
# Fleet

**Version:** 1.20 | **Status:** Active
**Plan:** `fleet7`

| Category | Current | Target |
|---|---|---|
| Hulls | 40/100 | 100/100 |

## Phase 0: Hulls (Weeks 1-2)

- [x] Scrape the hull `fleet7-01` (@ana, 1d)
  - of the old boat
- [ ] Prime the hull `fleet7-02` (@ben, 2d) — after fleet7-01
- [ ] 🔄 Paint the hull `fleet7-03` (@ben, 2d)
- [ ] Name the boat `fleet7-04` (@ana, 0.5d)
- [x] Launch the boat `fleet7-05` (@cem, 1d) — after fleet7-02
- [ ] Ring the bell `fleet7-06` (@cem, 1d)

## Phase 1: Crews

### **Step 1: Hire** 🔄 **PARTIALLY COMPLETE**

- **Ask the school** (`fleet7-11`) - ✅ DONE
  - **Owner**: @dora
- **Ask the union** (`fleet7-12`) - ⏳ pending
  - **Owner**: @ana
- **Ask the neighbours** (`fleet7-13`) - 🔄 in progress
- **Ask the prison** (`fleet7-14`) - ⏳ pending
- **Ask the church** (`fleet7-15`) - ⏳ pending
  - **Depends on**: fleet7-12

### Watches

| ID | Title | Owner | Status |
|---|---|---|---|
| `fleet7-21` | **Plan the day watch** | @ana | ✅ done |
| `fleet7-22` | **Plan the dog watch** | @ben | ⏳ pending |
| `fleet7-23` | **Plan the night watch** | @ana | ⏳ pending |
| `fleet7-24` | **Plan the harbour watch** | @cem | ❌ blocked |
| `fleet7-25` | **Plan the spare watch** | | ⏳ pending |

---

## Phase 2: Routes

#### fleet7-31: Draw the north route
- **Status**: DONE
- **Owner**: @eva

#### fleet7-32: Draw the south route
- **Status**: TODO

#### fleet7-33: Draw the west route
- **Status**: DOING
- **Owner**: @eva

#### fleet7-34: Draw the east route
- **Status**: TODO

#### fleet7-35: Draw the round trip
- **Objective**: all of them
- **Status**: BLOCKED

## Success Criteria

- [ ] All boats float
- [ ] Nobody is lost
";

const LOFT: &str = "\
# To do

- Sweep the loft
- ~~Mend the ladder~~

## Fixed

- Leak above the door
- Crack in the pane

## The rest

Some words.

**Remaining:**

- a lamp
- a bench

## What we are working on

- Rope store
  - racks
- Net loft

## Tidy

- [ ] Sort the needles
- Wind the twine
- [x] Burn the rags

## Stages

1. Floor — done
2. Walls — in progress
3. Roof — not started

## Phases

- [x] **Phase 1: Frame** - Oak
- [ ] **Phase 2: Skin** - Larch

## Phase 1: Frame

**Criteria**:
- It stands
- It is square
**Status**: Done

| Task | Owner | Status |
|---|---|---|
| **Wood** | | |
| Posts | Ana | Done |
| Beams | Bo | In progress |
| **Iron** | | |
| Bolts | Cy | To do |

## Thoughts

- gold leaf
";

static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(&Default::default()).into_owned());

fn read(text: &[u8], written: Option<Habits>) -> (Document, Plan, Habits) {
    let source = Source { path: "plan.md".to_owned(), bytes: text.into(), kind: None };
    let document = decode::decode_alone(&source);
    let (plan, written) = plan::read_again(&document, &WORDS, &Headings::default(), written);
    (document, plan.value, written)
}

fn whole(text: &str) -> State {
    let (document, plan, written) = read(text.as_bytes(), None);
    State::whole(text.as_bytes().into(), &document, &plan, Some(written), &WORDS)
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
    let other = match what % 15 {
        0 => line
            .replace("not started", "in progress")
            .replace("[ ]", "[x]")
            .replace("⏳ pending", "✅ done")
            .replace("⬜", "🔥"),
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
        8 => format!("{}\n\n{line}", ["### Tasks", "## Gates", "# Harbour plan", "### L-1: Lamp"][what % 4]),
        9 => line
            .replace("Phase 2", "Phase 1")
            .replace("L-2", "L-1")
            .replace("Lens", "Lamp")
            .replace("Harbour", "Quay"),
        10 => line.replace("⏳ pending", "soon").replace("TODO", "IN REVIEW").replace("[ ]", "[ ] 🔄"),
        11 => {
            line.replace("TODO", "DONE").replace("⏳ pending |", "🔄 in progress |").replace("`fleet7-", "`")
        }
        12 => format!("{}{line}", line.replace("fleet7-", "fleet7-4").replace(": ", ": Also ")),
        13 => format!("{}\n{line}", ["**Remaining:**", "TODO", "Some words.", "Done so far:"][what / 15 % 4]),
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
    #![proptest_config(ProptestConfig { cases: 400, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_state_read_by_what_changed_is_the_state(
        commits in prop::collection::vec(prop::collection::vec((0..120_usize, 0..256_usize), 1..4), 1..9),
        which in 0..4_usize,
    ) {
        let mut text = [PLAN, BOARD, FLEET, LOFT][which].to_owned();
        let mut state = whole(&text);
        for edits in commits {
            let before = text.clone();
            for (at, what) in edits {
                text = edited(&text, at, what);
            }
            let bytes: Arc<[u8]> = text.as_bytes().into();
            let full = whole(&text);
            state = match state.next(&bytes, &WORDS, |part, written| read(&part, Some(written))) {
                None => full,
                Some(next) => {
                    let both = next.said.items.iter().zip(&full.said.items);
                    let first = both.clone().find(|(one, other)| one != other);
                    prop_assert!(next.said == full.said, "{first:?}\n{before}\n=======\n{text}");
                    next
                }
            };
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
        let next = whole(PLAN).next(&after, &WORDS, |part, written| {
            assert!(part.len() * 3 < PLAN.len() * 2, "{was}: {} of {} bytes", part.len(), PLAN.len());
            read(&part, Some(written))
        });
        assert_eq!(
            next.map(|state| state.said),
            Some(whole(std::str::from_utf8(&after).unwrap_or("")).said),
            "{was}"
        );
    }
}
