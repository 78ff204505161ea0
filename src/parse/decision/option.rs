//! Options with the arguments for and against each, and what was chosen.

use crate::markdown::{Block, BlockKind, Inline, ListItem};
use crate::model::Choice;
use crate::parse::decision::field::is_gap;
use crate::parse::decision::outline::{Outline, Part, part_of};
use crate::vocabulary::{Vocabulary, normalise};

/// The most characters of the sentence that says what was decided.
const SENTENCE: usize = 240;

/// What an argument is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Pro,
    Con,
    Neutral,
}

const SIDES: [(&str, Side); 3] =
    [("adr_pro", Side::Pro), ("adr_con", Side::Con), ("adr_neutral", Side::Neutral)];

/// The first sentence or paragraph of the decision.
pub(super) fn outcome(outline: &Outline<'_>) -> Option<String> {
    let block =
        outline.of_part(Part::Decision).flat_map(|section| &section.blocks).find_map(|block| match &block
            .kind
        {
            BlockKind::Paragraph(inline) if !inline.text.trim().is_empty() => Some(inline),
            BlockKind::List { items, .. } => {
                items.first().and_then(|item| match &item.blocks.first()?.kind {
                    BlockKind::Paragraph(inline) => Some(inline),
                    _ => None,
                })
            }
            _ => None,
        })?;
    let text = block.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_gap(&text) {
        return None;
    }
    let end = [". ", "。", "! ", "? "]
        .iter()
        .filter_map(|mark| text.find(mark).map(|at| at + mark.trim_end().len()))
        .min();
    let sentence = text.get(..end.unwrap_or(text.len())).unwrap_or(&text);
    if sentence.chars().count() <= SENTENCE {
        return Some(sentence.to_owned());
    }
    let cut: String = sentence.chars().take(SENTENCE).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    Some(format!("{whole}…"))
}

/// The options of a record, in the order in which they are first named.
pub(super) fn choices(outline: &Outline<'_>, words: &Vocabulary) -> Vec<Choice> {
    let mut found = Choices { words, choices: Vec::new() };
    for section in outline.sections.iter().filter(|section| section.part == Part::Options) {
        for block in &section.blocks {
            if let BlockKind::List { items, .. } = &block.kind {
                items.iter().for_each(|item| found.listed(item));
            }
        }
    }
    let mut below_arguments = None;
    let mut current: Option<usize> = None;
    for section in &outline.sections {
        let Some((level, heading, _)) = section.heading else { continue };
        let inside = outline.inherits(section, Part::Arguments) || outline.inherits(section, Part::Options);
        if section.part == Part::Arguments {
            (below_arguments, current) = (Some(level), None);
            continue;
        }
        let title = title(&heading.text);
        let is_side = side_of(&normalise(&heading.text), words);
        let side = is_side.filter(|_| current.is_some());
        if side.is_some() {
            // `#### Advantages` below an option: the option goes on.
        } else if section.part == Part::Other {
            let numbered = found.is_numbered(&heading.text);
            // After the heading `Pros and Cons` options may stand at its own level.
            let known = found.position(&title).is_some() && below_arguments == Some(level);
            current = (inside || numbered || known).then(|| found.named(&title));
        } else {
            current = None;
        }
        if let Some(index) = current {
            section.blocks.iter().for_each(|block| found.arguments(index, block, side));
        }
    }
    found.choose(outline);
    found.choices.retain(|choice| !choice.title.is_empty() && !is_gap(&choice.title));
    found.choices
}

/// The name of an option: `Option 1: Buy` and `[Buy](…) – with support` are `Buy`.
fn title(text: &str) -> String {
    let line = text.lines().next().unwrap_or("").trim().trim_matches(['"', '“', '”', '*', '`']);
    line.trim_end_matches([':', '.', ';', ',']).trim().to_owned()
}

fn side_of(phrase: &str, words: &Vocabulary) -> Option<Side> {
    SIDES.iter().find(|(list, _)| words.is_listed(phrase, list)).map(|(_, side)| *side)
}

struct Choices<'w> {
    words: &'w Vocabulary,
    choices: Vec<Choice>,
}

impl Choices<'_> {
    fn is_numbered(&self, heading: &str) -> bool {
        let mut words = heading.split([' ', ':', '.', ')']);
        let first = words.next().unwrap_or("");
        let second = words.next().unwrap_or("");
        self.words.is_listed(&normalise(first), "adr_option")
            && (second.parse::<u32>().is_ok() || second.len() == 1)
            && part_of(heading, self.words) == Part::Other
    }

    /// The option of a name: the same words, or one that begins with the other.
    fn position(&self, title: &str) -> Option<usize> {
        let wanted = key(title);
        let exact = self.choices.iter().position(|choice| key(&choice.title) == wanted);
        exact.or_else(|| {
            let near = |choice: &Choice| {
                let have = key(&choice.title);
                wanted.len() > 2 && have.len() > 2 && (have.starts_with(&wanted) || wanted.starts_with(&have))
            };
            self.choices.iter().position(near)
        })
    }

    fn named(&mut self, title: &str) -> usize {
        self.position(title).unwrap_or_else(|| {
            self.choices.push(Choice { title: title.to_owned(), ..Choice::default() });
            self.choices.len() - 1
        })
    }

    /// An item of the list of options, with arguments below it where they stand there.
    fn listed(&mut self, item: &ListItem) {
        let mut blocks = item.blocks.iter();
        let Some(BlockKind::Paragraph(inline)) = blocks.next().map(|block| &block.kind) else { return };
        let title = short(inline);
        if title.is_empty() || title.starts_with('…') {
            return;
        }
        let index = self.named(&title);
        blocks.for_each(|block| self.arguments(index, block, None));
    }

    /// The arguments of a block: bullets that say good or bad, or everything below a word that does.
    fn arguments(&mut self, index: usize, block: &Block, side: Option<Side>) {
        let BlockKind::List { items, .. } = &block.kind else { return };
        for item in items {
            let mut blocks = item.blocks.iter();
            let Some(BlockKind::Paragraph(inline)) = blocks.next().map(|block| &block.kind) else { continue };
            let text = inline.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let whole = side_of(&normalise(&text), self.words);
            if whole.is_some() && item.blocks.len() > 1 {
                blocks.for_each(|block| self.arguments(index, block, whole));
                continue;
            }
            let (said, body) = argument(&text, self.words);
            let Some(choice) = self.choices.get_mut(index) else { continue };
            match said.or(side) {
                Some(Side::Pro) => choice.pros.push(body.to_owned()),
                Some(Side::Con) => choice.cons.push(body.to_owned()),
                Some(Side::Neutral) => choice.neutral.push(body.to_owned()),
                None => {}
            }
        }
    }

    /// Marks the option that the decision names.
    fn choose(&mut self, outline: &Outline<'_>) {
        let decisions: Vec<String> = outline
            .of_part(Part::Decision)
            .flat_map(|section| &section.blocks)
            .filter_map(|block| match &block.kind {
                BlockKind::Paragraph(inline) => Some(inline.text.clone()),
                _ => None,
            })
            .collect();
        for text in decisions {
            let Some((label, rest)) = text.split_once([':', '：']) else { continue };
            if !self.words.is_listed(&normalise(label), "adr_chosen") {
                continue;
            }
            let quoted = rest
                .split(['"', '“', '”', '„', '«', '»', '\''])
                .nth(1)
                .filter(|name| !name.trim().is_empty());
            let name = quoted.unwrap_or_else(|| rest.split([',', '.', '\n']).next().unwrap_or(rest));
            if let Some(choice) = self.position(&title(name)).and_then(|index| self.choices.get_mut(index)) {
                choice.chosen = true;
                return;
            }
        }
    }
}

/// The name of an option in a list: up to a dash or colon behind which it is explained.
fn short(inline: &Inline) -> String {
    let text = inline.text.lines().next().unwrap_or("");
    let strong = inline.leading_strong().and_then(|mark| inline.text.get(mark.start..mark.end));
    let head = strong.unwrap_or_else(|| {
        [" – ", " — ", ": "].iter().find_map(|mark| text.split_once(mark)).map_or(text, |(head, _)| head)
    });
    title(head)
}

fn key(title: &str) -> String {
    let bare = title.split(['(', ',', '–', '—']).next().unwrap_or(title);
    let bare = bare
        .split_once(": ")
        .filter(|(head, _)| head.chars().any(|c| c.is_ascii_digit()))
        .map_or(bare, |(_, rest)| rest);
    normalise(bare)
}

/// `Good, because it is small`: the side, and the text that is left; `+ small`, `✅ small` too.
fn argument<'t>(text: &'t str, words: &Vocabulary) -> (Option<Side>, &'t str) {
    match text.chars().next() {
        Some('+' | '✅' | '👍' | '✔') => {
            return (Some(Side::Pro), text.trim_start_matches(|c: char| !c.is_alphanumeric()));
        }
        Some('−' | '❌' | '👎' | '✖') => {
            return (Some(Side::Con), text.trim_start_matches(|c: char| !c.is_alphanumeric()));
        }
        _ => {}
    }
    let Some(at) = text.find([',', ':', ' ', '，', '：']) else { return (None, text) };
    let (head, rest) = text.split_at(at);
    let side = side_of(&normalise(head), words).filter(|_| rest.starts_with([',', ':', '，', '：']));
    match side {
        Some(side) => (Some(side), rest.trim_start_matches([',', ':', '，', '：', ' '])),
        None => (None, text),
    }
}
