//! A memory to bytes.
//!
//! Texts, items and words are written once and named by numbers; numbers take as many bytes as they need, and in lists they
//! are told from the one before. Two hundred plans with 5,000 commits take two megabytes so.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::memory::sum::sum;
use crate::memory::table::Table;
use crate::memory::{FORM, LENGTH, MARK, Memory, Setting};
use crate::model::{Kind, Op, PastItem, PastWord, Ruling, Snapshot, State, Status};
use crate::source::Revision;

/// The texts of everything, and what is written behind them.
struct Writer<'m> {
    texts: Table<&'m str>,
    bytes: Vec<u8>,
}

impl Memory {
    /// The memory as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        [MARK, &FORM.to_le_bytes(), &self.part()].concat()
    }

    /// The memory as one part of the bytes.
    pub(super) fn part(&self) -> Vec<u8> {
        let mut writer = Writer { texts: Table::new(), bytes: Vec::with_capacity(1 << 20) };
        writer.setting(&self.setting);
        writer.text(&self.prefix);
        writer.log(&self.log);
        writer.plans(self);
        for (state, ruling) in counted(&mut writer, self.known.rulings.iter()) {
            writer.state(state);
            writer.place(Ruling::ALL.iter().position(|known| known == ruling));
        }
        for (state, title) in counted(&mut writer, self.known.gone.iter()) {
            writer.state(state);
            writer.perhaps(title.as_deref());
        }
        for hash in counted(&mut writer, self.known.seen.iter()) {
            writer.text(hash);
        }
        writer.number(self.known.bytes);
        for (path, head) in counted(&mut writer, self.heads.iter()) {
            writer.text(path);
            writer.bytes.extend(head.hash);
            writer.place(head.kind.and_then(|kind| Kind::ALL.iter().position(|known| *known == kind)));
            writer.text(&head.title);
        }
        writer.finish()
    }
}

/// Writes how many there are, and gives them on.
fn counted<I: ExactSizeIterator>(writer: &mut Writer<'_>, all: I) -> I {
    writer.number(all.len() as u64);
    all
}

impl<'m> Writer<'m> {
    /// A number: seven bits a byte, the lowest first.
    fn number(&mut self, mut number: u64) {
        while number > 0x7f {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// A number that may be below zero.
    fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63) as u64);
    }

    /// The place in a list, or none.
    fn place(&mut self, place: Option<usize>) {
        self.number(place.map_or(0, |place| place as u64 + 1));
    }

    fn text(&mut self, text: &'m str) {
        let number = self.texts.number(text);
        self.number(number);
    }

    fn perhaps(&mut self, text: Option<&'m str>) {
        let number = text.map_or(0, |text| self.texts.number(text) + 1);
        self.number(number);
    }

    fn status(&mut self, status: Status) {
        self.place(Status::ALL.iter().position(|known| *known == status));
    }

    fn setting(&mut self, setting: &'m Setting) {
        self.text(&setting.program);
        self.text(&setting.root);
        for (status, words) in counted(self, setting.words.iter()) {
            self.status(*status);
            for word in counted(self, words.iter()) {
                self.text(word);
            }
        }
    }

    fn log(&mut self, log: &'m [Revision]) {
        let mut before = 0;
        for revision in counted(self, log.iter()) {
            self.text(&revision.hash);
            self.signed(revision.time.wrapping_sub(before));
            before = revision.time;
            self.text(&revision.author);
            self.text(&revision.subject);
            self.number(u64::from(revision.merge));
            for change in counted(self, revision.changes.iter()) {
                self.text(&change.path);
                self.perhaps(change.from.as_deref());
                self.perhaps(change.blob.as_deref());
            }
        }
    }

    fn state(&mut self, (path, blob): &'m State) {
        self.text(path);
        self.text(blob);
    }

    /// The states of plans: their items first, each once, then what each state holds.
    fn plans(&mut self, memory: &'m Memory) {
        let before = std::mem::take(&mut self.bytes);
        let mut items: Table<Vec<u8>> = Table::new();
        let mut shared: HashMap<*const PastItem, u64, RandomState> = HashMap::default();
        let (mut last, mut next) = (Vec::new(), 0);
        for (state, said) in counted(self, memory.known.plans.iter()) {
            self.state(state);
            let mut line = 0;
            let before = std::mem::replace(&mut last, Vec::with_capacity(said.items.len()));
            for (place, (item, at)) in counted(self, said.items.iter()).enumerate() {
                // One that states share is written out once, and mostly stands where it stood.
                let item_at = Arc::as_ptr(item);
                let same = before.get(place).filter(|(before, _)| *before == item_at);
                let number = same.map_or_else(
                    || *shared.entry(item_at).or_insert_with(|| items.number(self.item(item))),
                    |(_, number)| *number,
                );
                last.push((item_at, number));
                self.signed(number as i64 - next);
                next = number as i64 + 1;
                self.signed(i64::from(*at) - line);
                line = i64::from(*at);
            }
            self.said(said);
        }
        let states = std::mem::replace(&mut self.bytes, before);
        for item in counted(self, items.values.iter()) {
            self.bytes.extend(item);
        }
        self.bytes.extend(states);
    }

    /// What a state says beside its items.
    fn said(&mut self, said: &'m Snapshot) {
        for gate in counted(self, said.gates.iter()) {
            self.word(&gate.word);
            match gate.limit {
                None => self.number(0),
                Some((op, limit)) => {
                    self.place(Op::ALL.iter().position(|known| *known == op));
                    self.real(limit);
                }
            }
        }
        for word in counted(self, said.scores.iter()) {
            self.word(word);
        }
        for (word, status) in counted(self, said.claims.iter()) {
            self.word(word);
            self.status(*status);
        }
        for word in counted(self, said.dates.iter()) {
            self.word(word);
        }
        for (criterion, line) in counted(self, said.criteria.iter()) {
            self.text(&criterion.text);
            self.text(&criterion.of);
            self.number(u64::from(*line) << 1 | u64::from(criterion.met));
        }
    }

    fn word(&mut self, word: &'m PastWord) {
        self.text(&word.name);
        self.text(&word.text);
        self.number(u64::from(word.line));
    }

    /// An item, by itself.
    fn item(&mut self, item: &'m PastItem) -> Vec<u8> {
        let around = std::mem::take(&mut self.bytes);
        self.perhaps(item.id.as_deref());
        self.text(&item.title);
        self.text(&item.around);
        self.text(&item.group);
        self.status(item.status);
        self.perhaps(item.owner.as_deref());
        self.perhaps(item.priority.as_deref());
        self.perhaps(item.estimate.as_ref().map(|estimate| estimate.text.as_str()));
        let days = item.estimate.as_ref().map(|estimate| estimate.days);
        if let Some(days) = days {
            self.number(u64::from(days.is_some()));
            self.real(days.unwrap_or_default());
        }
        self.perhaps(item.when.as_deref());
        std::mem::replace(&mut self.bytes, around)
    }

    fn real(&mut self, real: f64) {
        self.bytes.extend(real.to_bits().to_le_bytes());
    }

    /// Begins with the length, then the texts before what names them; the sum ends it.
    fn finish(self) -> Vec<u8> {
        let mut whole = Self { texts: Table::new(), bytes: vec![0; LENGTH] };
        for text in counted(&mut whole, self.texts.values.iter()) {
            whole.written(text);
        }
        whole.bytes.extend(self.bytes);
        let mut bytes = whole.bytes;
        let (length, body) = bytes.split_at_mut(LENGTH);
        length.copy_from_slice(&(body.len() as u64).to_le_bytes());
        let sum = sum(body);
        bytes.extend(sum.to_le_bytes());
        bytes
    }

    /// A text as it is; a hash as the number that it stands for.
    fn written(&mut self, text: &str) {
        let hash = hexadecimal(text);
        let bytes = hash.as_deref().unwrap_or(text.as_bytes());
        self.number((bytes.len() as u64) << 1 | u64::from(hash.is_some()));
        self.bytes.extend(bytes);
    }
}

/// The bytes that a hash stands for.
fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
    let bytes = pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?));
    (text.len() >= 40).then(|| bytes.collect())?
}
