//! Reads glossaries: a document, or a section of one, whose heading says that it explains terms. Its terms stand in a
//! definition list, a table, a list of names with their meaning, or under a heading each.

use rayon::prelude::*;

use crate::decode::{Document, Syntax};
use crate::markdown::{Block, BlockKind, Inline, ListItem, Table};
use crate::model::{Kind, Term};
use crate::parse::Entry;
use crate::place::{Place, Span};
use crate::slug::{Slugs, slug};

/// What glossaries are called, folded.
const NAMES: &[&str] = &[
    "glossary",
    "glossary of terms",
    "terminology",
    "terms and definitions",
    "ubiquitous language",
    "glosario",
    "glosario de términos",
    "glossaire",
    "glossar",
    "begriffe",
    "glossário",
    "glossario",
    "глоссарий",
    "термины",
    "словарь терминов",
    "словник термінів",
    "глосарій",
    "术语",
    "术语表",
    "词汇表",
    "術語表",
    "詞彙表",
    "用語集",
    "用語",
    "용어집",
    "용어",
    "sözlük",
    "terimler",
    "terimler sözlüğü",
    "słownik",
    "słowniczek",
    "słownik pojęć",
    "glosář",
    "slovník pojmů",
    "woordenlijst",
    "begrippenlijst",
    "begrippen",
    "ordlista",
    "ordliste",
    "sanasto",
    "szójegyzék",
    "γλωσσάρι",
    "מילון מונחים",
    "مسرد",
    "مسرد المصطلحات",
    "शब्दावली",
    "glosarium",
    "daftar istilah",
    "thuật ngữ",
];

/// The longest name of a term, in characters.
const NAME: usize = 60;

/// The most characters of a meaning that are kept.
const MEANING: usize = 280;

/// The most terms of a project.
const TERMS: usize = 3_000;

/// What parts a name from its meaning in a line.
const SIGNS: &[&str] = &[": ", " — ", " – ", " - ", "：", " = "];

/// The terms of all glossaries, in document order.
pub(super) fn read(documents: &[Document], entries: &[Entry]) -> Vec<Term> {
    let kinds = entries.par_iter().filter(|entry| matches!(entry.kind, Kind::Page | Kind::Architecture));
    let found: Vec<Vec<Term>> =
        kinds.filter_map(|entry| Some(of(documents.get(entry.doc.index())?, &entry.title))).collect();
    found.into_iter().flatten().take(TERMS).collect()
}

fn of(document: &Document, title: &str) -> Vec<Term> {
    let Syntax::Markdown { doc, .. } = &document.syntax else { return Vec::new() };
    let name = document.path.rsplit('/').next().unwrap_or("");
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut reader = Reader { document, terms: Vec::new(), slugs: Slugs::default() };
    if is_name(stem) || is_name(title) {
        reader.scope(&doc.blocks, 1);
    } else {
        let mut rest = doc.blocks.as_slice();
        while let [first, behind @ ..] = rest {
            rest = behind;
            let BlockKind::Heading { level, text } = &first.kind else { continue };
            if is_name(&text.text) {
                let end = behind.iter().position(
                    |block| matches!(block.kind, BlockKind::Heading { level: other, .. } if other <= *level),
                );
                let (scope, after) = behind.split_at_checked(end.unwrap_or(behind.len())).unwrap_or_default();
                reader.scope(scope, *level);
                rest = after;
            }
        }
    }
    reader.terms
}

/// Whether a heading or a file's name is that of a glossary, with a number in front or not.
fn is_name(text: &str) -> bool {
    let text =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | ' ' | ')'));
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'));
    let folded = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>().join(" ");
    NAMES.contains(&folded.as_str())
}

struct Reader<'a> {
    document: &'a Document,
    terms: Vec<Term>,
    slugs: Slugs,
}

impl Reader<'_> {
    /// Reads the blocks of a glossary, whose own heading has a level.
    fn scope(&mut self, blocks: &[Block], own: u8) {
        for (at, block) in blocks.iter().enumerate() {
            let next = blocks.get(at + 1).map(|block| &block.kind);
            match &block.kind {
                BlockKind::Table(table) => self.table(table),
                BlockKind::List { items, .. } => items.iter().for_each(|item| self.item(item)),
                BlockKind::Paragraph(text) => match next {
                    // A definition may stand behind an empty line.
                    Some(BlockKind::Paragraph(below)) if below.text.starts_with(": ") => {
                        text.text.lines().for_each(|name| self.add(name, &below.text, text.span));
                    }
                    _ => self.paragraph(text),
                },
                BlockKind::Heading { level, text } if *level > own => {
                    if let Some(BlockKind::Paragraph(below)) = next
                        && !is_definition(below)
                    {
                        self.add(&text.text, &below.text, text.span);
                    }
                }
                _ => {}
            }
        }
    }

    /// Definition lists, and lines that begin with a strong name.
    fn paragraph(&mut self, text: &Inline) {
        let mut names: Vec<(&str, usize)> = Vec::new();
        let mut at = 0;
        let mut said = false;
        for line in text.text.split('\n') {
            match line.strip_prefix(':').filter(|_| !names.is_empty()) {
                Some(meaning) => {
                    for (name, start) in names.iter().filter(|_| !said) {
                        self.add(name, meaning, text.place(*start, *start + name.len()));
                    }
                    said = true;
                }
                None => {
                    if said {
                        names.clear();
                    }
                    said = false;
                    names.push((line, at));
                }
            }
            at += line.len() + 1;
        }
        if !text.text.contains("\n:") {
            self.line(text);
        }
    }

    /// `**Name**: meaning`, and `Name: meaning` in a list.
    fn line(&mut self, text: &Inline) {
        let Some(mark) = text.leading_strong() else { return };
        let name = text.text.get(mark.start..mark.end).unwrap_or("");
        let behind = text.text.get(mark.end..).unwrap_or("");
        let signs = [':', '—', '–', '-', '：', '='];
        // Brackets between a name and its meaning belong to the name: `**Service** (SVC): …`.
        let bracketed = behind.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let behind = bracketed
            .map(|(_, rest)| rest)
            .filter(|rest| rest.trim_start().starts_with(signs))
            .unwrap_or(behind);
        let meaning = behind.trim_start().trim_start_matches(signs);
        self.add(name.trim_end_matches([':', '：']), meaning, text.place(mark.start, mark.end));
    }

    fn item(&mut self, item: &ListItem) {
        let Some(text) = item.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Paragraph(text) => Some(text),
            _ => None,
        }) else {
            return;
        };
        if text.leading_strong().is_some() {
            return self.line(text);
        }
        let found = SIGNS.iter().filter_map(|sign| Some((text.text.find(sign)?, sign.len())));
        if let Some((at, sign)) = found.min() {
            let (name, rest) = text.text.split_at_checked(at).unwrap_or_default();
            self.add(name, rest.get(sign..).unwrap_or(""), text.place(0, at));
        }
    }

    /// A row is a term: its name first, its meaning in the column that says the most.
    fn table(&mut self, table: &Table) {
        let columns = table.head.len();
        let length = |column: &usize| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(*column));
            cells.map(|cell| cell.text.chars().count()).sum::<usize>()
        };
        let Some(meaning) = (1..columns).max_by_key(|column| (length(column), columns - column)) else {
            return;
        };
        for row in &table.rows {
            let (Some(name), Some(said)) = (row.cells.first(), row.cells.get(meaning)) else { continue };
            let short = row.cells.iter().enumerate().filter(|(at, _)| *at > 0 && *at != meaning);
            let short = short.map(|(_, cell)| cell.text.trim()).find(|text| is_short(text));
            let before = self.terms.len();
            self.add(&name.text, &said.text, name.span);
            if let (Some(short), Some(term)) = (short, self.terms.get_mut(before)) {
                term.forms.push(short.to_owned());
            }
        }
    }

    fn add(&mut self, name: &str, meaning: &str, span: Span) {
        let name = name.trim().trim_end_matches([':', '：']).trim();
        let meaning = plain(meaning);
        let count = name.chars().count();
        if !(2..=NAME).contains(&count) || meaning.is_empty() || name.contains('\n') {
            return;
        }
        let forms = forms(name);
        if forms.is_empty() {
            return;
        }
        self.terms.push(Term {
            doc: self.document.id,
            name: name.to_owned(),
            forms,
            meaning,
            id: self.slugs.unique(&format!("term {}", slug(name))),
            place: Place::new(self.document.id, span),
        });
    }
}

/// Whether a paragraph is itself a term with its meaning.
fn is_definition(text: &Inline) -> bool {
    text.text.contains("\n:") || text.leading_strong().is_some_and(|mark| mark.end < text.text.len())
}

/// What is short for something: `SLO`, `B2B`.
fn is_short(text: &str) -> bool {
    let count = text.chars().count();
    (2..=8).contains(&count)
        && text.chars().any(char::is_uppercase)
        && text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '-' | '&'))
}

/// The words that mean a term: its name, and what stands in brackets behind it or between strokes.
fn forms(name: &str) -> Vec<String> {
    let mut forms: Vec<&str> = Vec::new();
    match name.split_once(['(', '（']) {
        Some((long, short)) => {
            forms.push(long);
            let short = short.trim_end().trim_end_matches([')', '）']);
            // What explains rather than names stands in lower case or is long.
            forms.extend(Some(short).filter(|short| is_short(short.trim())));
        }
        None => forms.extend(name.split(" / ")),
    }
    let forms =
        forms.into_iter().map(|form| form.trim().trim_matches(['"', '“', '”', '„', '«', '»', '`', '*']));
    let kept = forms.filter(|form| form.chars().count() >= 2 && form.chars().any(char::is_alphabetic));
    kept.map(str::to_owned).collect()
}

/// The beginning of a meaning as one line: whole sentences where they fit, else whole words.
fn plain(meaning: &str) -> String {
    let text = meaning.trim_start_matches([':', ' ']).split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(MEANING) else { return text };
    let head = text.get(..end).unwrap_or(&text);
    match head.rfind(". ") {
        Some(stop) if stop > end / 3 => head.get(..=stop).unwrap_or(head).to_owned(),
        _ => format!("{}…", head.rsplit_once(' ').map_or(head, |(words, _)| words)),
    }
}
