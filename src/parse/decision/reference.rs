//! Mentions of other records, and what is said of them: `Supersedes [3. Cycle](0003-cycle.md)`, `Superseded by
//! ADR-0019 — …`, `amends [ADR-2](…); supersedes …`, or only named.
//!
//! Strong words (supersedes, amends) count where records state their relations: front matter, head, status, links.
//! In running text they count only at the beginning of a clause, where the record itself is what speaks. Code never
//! counts.

use crate::decode::Document;
use crate::decode::tree::{Node, Value};
use crate::markdown::{Block, BlockKind, Inline};
use crate::model::{Reference, Relation, Target};
use crate::parse::decision::asian;
use crate::parse::decision::candidate::candidates;
use crate::parse::decision::field::{Key, key_of, standing};
use crate::parse::decision::name::FileName;
use crate::parse::decision::outline::{Outline, Part};
use crate::place::Place;
use crate::vocabulary::{Vocabulary, normalise};

/// The words that say a relation, the longer forms first.
const VERBS: [(&str, Relation); 5] = [
    ("adr_superseded_by", Relation::SupersededBy),
    ("adr_amended_by", Relation::AmendedBy),
    ("adr_supersedes", Relation::Supersedes),
    ("adr_amends", Relation::Amends),
    ("adr_relates", Relation::Relates),
];

/// How many words a verb has at most.
const LONGEST: usize = 3;

/// Everything a record says of others: each target once for each relation, strong words first.
pub(super) fn all(document: &Document, outline: &Outline<'_>, words: &Vocabulary) -> Vec<Reference> {
    let mut reader = Reader { document, words, found: Vec::new() };
    if let Some(front) = outline.front {
        reader.front(front);
    }
    for section in &outline.sections {
        let (strict, given) = match section.part {
            Part::Head | Part::Links | Part::Fact(Key::Status) => (true, None),
            Part::Fact(key) => (true, relation_of(key)),
            _ => (false, None),
        };
        let strict = strict || outline.inherits(section, Part::Links);
        if let Some((_, text, _)) = section.heading {
            reader.scan(text, false, None);
        }
        section.blocks.iter().for_each(|block| reader.block(block, strict, given));
    }
    let mut found = reader.found;
    found.sort_by_key(|one| one.relation == Relation::Relates);
    let mut kept: Vec<Reference> = Vec::new();
    for one in found {
        let known = kept.iter().any(|other| {
            other.target == one.target
                && (other.relation == one.relation || one.relation == Relation::Relates)
        });
        if !known {
            kept.push(one);
        }
    }
    // A number that only repeats a link says nothing of its own.
    let linked: Vec<(u32, Relation)> = kept
        .iter()
        .filter_map(|one| match &one.target {
            Target::File(path) => Some((FileName::of(path).number?, one.relation)),
            _ => None,
        })
        .collect();
    kept.retain(|one| match one.target {
        Target::Number(number) => !linked
            .iter()
            .any(|(other, said)| *other == number && [*said, Relation::Relates].contains(&one.relation)),
        _ => true,
    });
    kept
}

fn relation_of(key: Key) -> Option<Relation> {
    match key {
        Key::Supersedes => Some(Relation::Supersedes),
        Key::SupersededBy => Some(Relation::SupersededBy),
        Key::Amends => Some(Relation::Amends),
        Key::AmendedBy => Some(Relation::AmendedBy),
        Key::Relates => Some(Relation::Relates),
        _ => None,
    }
}

/// What is said of a reference.
#[derive(Clone, Copy)]
struct Said {
    relation: Relation,
    partial: bool,
    /// Whether it is said of something inside the record: `supersedes the layout of ADR-4`.
    within: bool,
}

impl Said {
    fn of(relation: Relation) -> Self {
        Self { relation, partial: false, within: false }
    }
}

struct Reader<'d> {
    document: &'d Document,
    words: &'d Vocabulary,
    found: Vec<Reference>,
}

impl Reader<'_> {
    fn front(&mut self, front: &Node) {
        for entry in front.entries() {
            let Some(key) = key_of(&normalise(&entry.key), self.words) else { continue };
            let given = relation_of(key);
            if given.is_none() && key != Key::Status {
                continue;
            }
            let nodes = match &entry.value.value {
                Value::List(members) => members.iter().collect(),
                _ => vec![&entry.value],
            };
            for node in nodes {
                let Some(text) = node.scalar() else { continue };
                // A value may hold Markdown: `superseded by [ADR-5](0005-x.md)`.
                let read = crate::markdown::parse(&text, 0);
                let inline = read.blocks.first().and_then(|block| match &block.kind {
                    BlockKind::Paragraph(inline) => Some(inline.clone()),
                    _ => None,
                });
                let inline = inline.unwrap_or_else(|| Inline::plain(&text, node.span));
                let before = self.found.len();
                self.scan(&inline, true, given);
                let place = Place::new(self.document.id, node.span);
                for one in self.found.iter_mut().skip(before) {
                    one.place = place;
                }
                let bare = text.trim().trim_end_matches(".md");
                if let Some(relation) = given.filter(|_| self.found.len() == before && !bare.is_empty()) {
                    let name = !bare.contains(' ') && bare.contains(['-', '_']);
                    if name {
                        let target = Target::Name(bare.to_owned());
                        self.found.push(Reference {
                            relation,
                            partial: false,
                            target,
                            text: bare.to_owned(),
                            place,
                        });
                    }
                }
            }
        }
    }

    fn block(&mut self, block: &Block, strict: bool, given: Option<Relation>) {
        match &block.kind {
            BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => self.scan(text, strict, given),
            BlockKind::List { items, .. } => {
                for item in items {
                    // `- Supersedes:` with a list of records below it.
                    let lead = item.blocks.first().and_then(|block| match &block.kind {
                        BlockKind::Paragraph(inline) if item.blocks.len() > 1 => {
                            key_of(&normalise(&inline.text), self.words).and_then(relation_of)
                        }
                        _ => None,
                    });
                    let given = lead.filter(|_| strict).or(given);
                    item.blocks.iter().for_each(|block| self.block(block, strict, given));
                }
            }
            BlockKind::Quote(blocks) | BlockKind::Footnote(_, blocks) => {
                blocks.iter().for_each(|block| self.block(block, strict, given));
            }
            BlockKind::Table(table) => {
                table.head.iter().for_each(|cell| self.scan(cell, strict, given));
                for row in &table.rows {
                    // A row says it in one cell and names the record in another.
                    let said = row.cells.first().and_then(|cell| key_of(&normalise(&cell.text), self.words));
                    let given = said.and_then(relation_of).filter(|_| strict).or(given);
                    row.cells.iter().for_each(|cell| self.scan(cell, strict, given));
                }
            }
            BlockKind::Code { .. } | BlockKind::Html | BlockKind::Rule => {}
        }
    }

    /// Reads the references of a text.
    fn scan(&mut self, inline: &Inline, strict: bool, given: Option<Relation>) {
        let text = standing(inline);
        let candidates = candidates(inline, &text, strict || given.is_some());
        let mut end = 0;
        let given = given.map(|relation| Said { relation, partial: false, within: false });
        let mut running = given;
        let asian = asian::of_text(&text).filter(|_| strict);
        for candidate in candidates {
            if candidate.at.start < end {
                continue;
            }
            let between = text.get(end..candidate.at.start).unwrap_or("");
            running = match self.verb(between, end == 0, strict) {
                Some(found) => found,
                None if joins(between, self.words) => running,
                None => given,
            };
            let after = text.get(candidate.at.end..).unwrap_or("");
            let said = running.or(asian.or_else(|| asian::of_clause(between)).map(Said::of));
            let bracketed = end > 0 && between.matches('(').count() > between.matches(')').count();
            let aside =
                bracketed || said.is_none_or(|said| said.within || said.relation == Relation::Relates);
            if candidate.weak && aside {
                continue;
            }
            end = candidate.at.end;
            let Said { relation, partial, .. } = said.unwrap_or(Said::of(Relation::Relates));
            let partial = partial || relation != Relation::Relates && self.is_limited(after);
            let place = Place::new(self.document.id, inline.place(candidate.at.start, candidate.at.end));
            let words = text.get(candidate.at.clone()).unwrap_or("").trim().to_owned();
            self.found.push(Reference { relation, partial, target: candidate.target, text: words, place });
        }
    }

    /// Whether what follows a reference says that only a part is meant: `in part: …`, `(the converter only)`, `中的…`.
    fn is_limited(&self, after: &str) -> bool {
        let after = after.trim_start();
        let words = tokens(after.split([':', '.', ';', ',', '(']).next().unwrap_or(""));
        let first: Vec<String> = words.iter().take(2).map(|(_, word)| normalise(word)).collect();
        let partly = |phrase: &str| self.words.is_listed(phrase, "adr_partly");
        let bracket = after.strip_prefix('(').and_then(|rest| rest.split(')').next());
        let only = bracket.is_some_and(|inside| {
            let inner = tokens(inside);
            let word = |one: Option<&(usize, &str)>| {
                one.is_some_and(|(_, word)| self.words.is_listed(&normalise(word), "adr_only"))
            };
            word(inner.first()) || word(inner.last()) || inner.len() == 1 && partly(&normalise(inside))
        });
        only || after.starts_with('中')
            || first.first().is_some_and(|word| partly(word))
            || partly(&first.join(" "))
    }

    /// The relation that the words before a reference state: `None` where they hold no such word, `Some(None)` where
    /// they hold one that says it of something else.
    fn verb(&self, before: &str, first: bool, strict: bool) -> Option<Option<Said>> {
        let tokens = tokens(before);
        for end in (1..=tokens.len()).rev() {
            for length in (1..=LONGEST.min(end)).rev() {
                let Some(part) = tokens.get(end - length..end) else { continue };
                let phrase = normalise(&part.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(" "));
                let Some((_, relation)) = VERBS.iter().find(|(list, _)| self.words.is_listed(&phrase, list))
                else {
                    continue;
                };
                let from = part.first().map_or(0, |(at, _)| *at);
                let last = part.last().map_or(0, |(at, word)| at + word.len());
                let tail = before.get(last..).unwrap_or("");
                let head = before.get(..from).unwrap_or("");
                if *relation == Relation::Relates {
                    return Some(None);
                }
                let Some(part) = self.tail(tail) else { return Some(None) };
                let partial = part || self.is_partly(head);
                let speaks = strict || self.opens(head, first);
                return Some(speaks.then_some(Said { relation: *relation, partial, within: part }));
            }
        }
        None
    }

    /// What stands between a verb and its object: nothing but joining words (`false`), or `the … of`, which makes it
    /// a part of the object (`true`); `None` for anything else.
    fn tail(&self, tail: &str) -> Option<bool> {
        if tail.contains(['.', ';', '—', '!', '?']) || tail.len() > 80 {
            return None;
        }
        let words = tokens(tail);
        let joins = |word: &str| {
            let word = normalise(word);
            word.is_empty()
                || self.words.is_listed(&word, "adr_join")
                || self.words.is_listed(&word, "adr_word")
        };
        if words.iter().all(|(_, word)| joins(word)) {
            return Some(false);
        }
        let of = words.last().is_some_and(|(_, word)| self.words.is_listed(&normalise(word), "adr_of"));
        (of && words.len() <= 6 && !tail.contains(',')).then_some(true)
    }

    fn is_partly(&self, head: &str) -> bool {
        let words = tokens(head);
        let last = words.len().saturating_sub(2);
        words.iter().skip(last).any(|(_, word)| self.words.is_listed(&normalise(word), "adr_partly"))
    }

    /// Whether a clause begins here, or its subject is the record itself.
    fn opens(&self, head: &str, first: bool) -> bool {
        let clause = head.rsplit(['.', ';', ':', '—', '–', '(', '!', '?', '\n']).next().unwrap_or(head);
        let cut = clause.len() < head.len() || first;
        let words = tokens(clause);
        cut && words.iter().all(|(_, word)| self.words.is_listed(&normalise(word), "adr_subject"))
    }
}

/// Words with where they begin.
fn tokens(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inner = c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '_');
        match (inner, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push((from, text.get(from..at).unwrap_or("")));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Whether a list of references goes on between two of them: `, [B] (which …), and [C]`.
fn joins(between: &str, words: &Vocabulary) -> bool {
    let mut depth = 0usize;
    let mut outside = String::new();
    for c in between.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    // A list may go on in the next line.
    let outside = outside.replace(",\n", ", ");
    depth == 0
        && !outside.contains(['.', ';', '—', '–', '\n', ':'])
        && tokens(&outside)
            .iter()
            .all(|(_, word)| words.is_listed(&normalise(word), "adr_join") || normalise(word).is_empty())
}
